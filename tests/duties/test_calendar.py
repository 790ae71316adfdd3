"""Japanese time limits: day one is the day of knowing, the last day rolls over days of rest."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.duties.calendar import closed, day_in, guide, last_day
from exposurecheck.model.dates import JST

VECTORS = [
    # knew, guide from, guide to, 30 days, 60 days
    ("2026-11-23", "2026-11-25", "2026-11-27", "2026-12-22", "2027-01-21"),  # plain
    ("2026-12-02", "2026-12-04", "2026-12-06", "2027-01-04", "2027-02-01"),  # ends on 12/31, and on a Saturday
    ("2026-12-04", "2026-12-06", "2026-12-08", "2027-01-04", "2027-02-01"),  # ends on 1/2
    ("2026-11-25", "2026-11-27", "2026-11-29", "2026-12-24", "2027-01-25"),  # ends on a Saturday
    ("2026-08-22", "2026-08-24", "2026-08-26", "2026-09-24", "2026-10-20"),  # ends on a Sunday before three holidays
    ("2026-11-14", "2026-11-16", "2026-11-18", "2026-12-14", "2027-01-12"),  # ends on a Sunday
    ("2024-03-28", "2024-03-30", "2024-04-01", "2024-04-26", "2024-05-27"),  # a real case, from the download
    ("2024-03-22", "2024-03-24", "2024-03-26", "2024-04-22", "2024-05-20"),  # the same, from the misconfiguration
]


@pytest.mark.parametrize(("knew", "first", "last", "thirty", "sixty"), VECTORS)
def test_the_dates_of_the_vectors(knew: str, first: str, last: str, thirty: str, sixty: str) -> None:
    day_one = date.fromisoformat(knew)

    assert guide(day_one, 3, 5) == (date.fromisoformat(first), date.fromisoformat(last))
    assert last_day(day_one, 30) == date.fromisoformat(thirty)
    assert last_day(day_one, 60) == date.fromisoformat(sixty)


@pytest.mark.parametrize(
    "day",
    [
        "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03",  # organs are closed
        "2026-05-06",  # substitute holiday
        "2026-09-22",  # a day between two holidays
        "2026-11-21", "2026-11-22",  # weekend
    ],
)  # fmt: skip
def test_days_of_rest_are_closed(day: str) -> None:
    assert closed(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-12-28", "2027-01-04", "2026-11-24", "2026-08-13"])
def test_other_days_are_open(day: str) -> None:
    assert not closed(date.fromisoformat(day))


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(1, 60))
def test_a_limit_never_ends_early_nor_on_a_closed_day(day_one: date, days: int) -> None:
    end = last_day(day_one, days)
    raw = day_one + timedelta(days=days - 1)

    assert end >= raw
    assert not closed(end)
    assert all(closed(raw + timedelta(days=n)) for n in range((end - raw).days))


def test_the_day_of_knowing_is_a_japanese_day() -> None:
    late_on_sunday_in_utc = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)

    assert day_in(late_on_sunday_in_utc, JST) == date(2026, 11, 23)
