"""Days and instants as readers of each language write them, and years by era."""

from datetime import UTC, date, datetime

import pytest

from exposurecheck.model.dates import day, japanese_years, local_time, plain_day


def test_a_day_has_its_weekday() -> None:
    assert day(date(2026, 11, 26)).ja == "2026年11月26日(木)"
    assert day(date(2026, 11, 26)).en == "Thu 26 Nov 2026"


def test_a_day_of_a_letter_has_none() -> None:
    assert plain_day(date(2026, 11, 26)).ja == "2026年11月26日"
    assert plain_day(date(2026, 11, 26)).en == "26 November 2026"


def test_an_instant_is_told_in_japanese_time() -> None:
    assert local_time(datetime(2026, 11, 25, 16, 5, tzinfo=UTC)).ja == "2026年11月26日(木) 01:05(JST)"
    assert local_time(datetime(2026, 11, 25, 16, 5, tzinfo=UTC)).en == "Thu 26 Nov 2026, 01:05 JST"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 26), "令和8年11月26日"),
        (date(2019, 12, 31), "令和元年12月31日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1900, 1, 1), "1900年1月1日"),
    ],
)
def test_years_are_counted_by_era_where_asked_for(on: date, said: str) -> None:
    with japanese_years():
        assert plain_day(on).ja == said
        assert plain_day(on).en == f"{on.day} {on:%B %Y}"
    assert plain_day(on).ja == f"{on.year}年{on.month}月{on.day}日"
