"""Numbers, times and classes in the words that Japanese and English readers expect."""

from datetime import UTC, datetime

import pytest

from exposurecheck.model.inspection import Category, Subjects
from exposurecheck.report import wording


@pytest.mark.parametrize(
    ("low", "high", "ja", "en"),
    [
        (1, 1, "1人", "1 person"),
        (402, 402, "402人", "402 people"),
        (1203, 1240, "1,203〜1,240人", "1,203 to 1,240 people"),
    ],
)
def test_people_are_persons_with_bounds(low: int, high: int, ja: str, en: str) -> None:
    said = wording.people(Subjects(low=low, best=low, high=high))

    assert (said.ja, said.en) == (ja, en)


def test_an_upper_bound_is_called_one_only_when_it_is_not_exact() -> None:
    assert wording.at_most(Subjects(low=3, best=4, high=5)).ja == "最大5人"
    assert wording.at_most(Subjects(low=5, best=5, high=5)).ja == "5人"


def test_time_is_japans_with_weekday_and_utc_beside_it() -> None:
    at = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)

    assert wording.local_time(at).ja == "2026年11月23日(月) 01:05(JST)"
    assert wording.local_time(at).en == "Mon 23 Nov 2026, 01:05 JST"
    assert wording.universal_time(at) == "2026-11-22T16:05:00Z"


def test_categories_are_named_gravest_first() -> None:
    assert wording.categories((Category.CONTACT, Category.MY_NUMBER)).en == "My Number, names and contact details"


def test_an_unknown_detector_keeps_its_id() -> None:
    assert wording.data_type("jp.my_number").ja == "個人番号(マイナンバー)"
    assert wording.data_type("acme.badge").ja == "acme.badge"


@pytest.mark.parametrize(("octets", "said"), [(0, "0 B"), (1023, "1,023 B"), (1536, "1.5 KiB"), (5 * 2**40, "5.0 TiB")])
def test_sizes_have_binary_units(octets: int, said: str) -> None:
    assert wording.size(octets) == said
