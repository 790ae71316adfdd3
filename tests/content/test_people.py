"""One person written twice is one; two people who share something are two; bounds hold."""

import pickle
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.content import people as module
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.people import People, Rows
from exposurecheck.content.union import Hashes

HASHER = Hasher(b"s" * 32)
NAME, MAIL, PHONE, BORN = "person_name", "email", "jp.phone", "date_of_birth"


def _rows(*records: dict[str, str], role: module.Role = "person") -> Rows:
    keys = {key for record in records for key in record}
    return Rows({key: HASHER.many([r.get(key, "") for r in records], key) for key in keys}, role)


def _count(*batches: Rows) -> tuple[int, int, int]:
    people = People()
    for batch in batches:
        people.add(batch)
    subjects = people.subjects()
    return subjects.low, subjects.best, subjects.high


def test_the_same_person_in_two_objects_is_one() -> None:
    a, b = People(), People()
    a.add(_rows({NAME: "高橋一郎", MAIL: "i@kita.jp"}))
    b.add(_rows({MAIL: "i@kita.jp"}))
    a.merge(b)
    assert a.subjects().best == 1


def test_two_mails_are_one_person_when_the_phone_links_them() -> None:
    rows = _rows({NAME: "A", MAIL: "1@a.jp", PHONE: "09034217765"}, {NAME: "A", MAIL: "2@a.jp", PHONE: "09034217765"})
    assert _count(rows) == (1, 1, 1)


def test_a_shared_phone_does_not_make_two_names_one_person() -> None:
    assert _count(_rows({NAME: "A", PHONE: "09034217765"}, {NAME: "B", PHONE: "09034217765"})) == (2, 2, 2)


def test_the_same_name_born_on_two_days_is_two_people() -> None:
    shared = {NAME: "A", "landline": "0334217765"}
    assert _count(_rows(shared | {BORN: "1980-01-01"}, shared | {BORN: "2010-01-01"}))[1] == 2


def test_kana_and_kanji_link_through_a_record_with_both() -> None:
    both = {NAME: "高橋一郎", "person_name.kana": "タカハシイチロウ", MAIL: "i@kita.jp"}
    kana = {"person_name.kana": "タカハシイチロウ", MAIL: "i@kita.jp"}
    assert _count(_rows(both), _rows(kana))[1] == 1


def test_different_contacts_in_loose_text_may_be_one_person() -> None:
    low, best, high = _count(_rows({MAIL: "i@kita.jp"}, role="mention"), _rows({PHONE: "09034217765"}, role="mention"))
    assert (low, best, high) == (1, 1, 2)


def test_staff_only_widen_the_upper_bound() -> None:
    assert _count(_rows({NAME: "A", MAIL: "a@kita.jp"}), _rows({NAME: "S"}, role="staff")) == (1, 1, 2)


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=30), st.randoms()
)
def test_order_and_grouping_do_not_matter(records: list[tuple[int, int, int]], shuffle: random.Random) -> None:
    whole = [{NAME: f"n{n}", MAIL: f"m{m}", PHONE: f"p{p}"} for n, m, p in records]
    expected = _count(_rows(*whole))
    mixed = whole.copy()
    shuffle.shuffle(mixed)
    cut = len(mixed) // 2
    left, right = People(), People()
    if mixed[:cut]:
        left.add(_rows(*mixed[:cut]))
    right.add(_rows(*mixed[cut:]))
    right = pickle.loads(pickle.dumps(right))  # noqa: S301 - written on the same line
    left.merge(right)
    found = left.subjects()
    assert (found.low, found.best, found.high) == expected


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30))
def test_the_best_figure_is_never_more_than_the_records(records: list[tuple[int, int]]) -> None:
    low, best, high = _count(_rows(*({NAME: f"n{n}", MAIL: f"m{m}"} for n, m in records)))
    assert low <= best <= high <= len(set(records))


def _random(count: int, seed: int) -> Hashes:
    return np.random.default_rng(seed).integers(1, 2**63, count, dtype=np.uint64)


def test_many_people_are_estimated_within_one_percent_and_merge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EXACT_LIMIT", 20_000)
    mails, names = _random(400_000, 1), _random(400_000, 2)
    left, right = People(), People()
    for part in range(5):
        here = slice(part * 60_000, (part + 1) * 60_000)
        left.add(Rows({NAME: names[here], MAIL: mails[here]}))
    for part in range(5):
        here = slice(100_000 + part * 60_000, 100_000 + (part + 1) * 60_000)
        right.add(Rows({NAME: names[here], MAIL: mails[here]}))
    left.merge(pickle.loads(pickle.dumps(right)))  # noqa: S301 - written on the same line
    subjects = left.subjects()
    assert abs(subjects.best - 400_000) < 4_000
    assert subjects.low <= 400_000 <= subjects.high
    assert len(pickle.dumps(left)) < 3 * 2**20


def test_an_unread_rest_widens_the_upper_bound_only_where_people_repeat() -> None:
    repeated = People()
    repeated.add(_rows(*({MAIL: f"{i % 10}@kita.jp"} for i in range(100))))
    repeated.extrapolate(1, 10)
    assert (repeated.subjects().low, repeated.subjects().best) == (10, 10)
    assert repeated.subjects().high >= 100
    listed = People()
    listed.add(_rows(*({MAIL: f"{i}@kita.jp"} for i in range(100))))
    listed.extrapolate(1, 10)
    assert (listed.subjects().low, listed.subjects().best) == (100, 1000)


def test_hashes_need_the_secret_and_the_space() -> None:
    one, other = Hasher(b"a" * 32).many(["x"], "email"), Hasher(b"b" * 32).many(["x"], "email")
    assert one[0] != other[0]
    assert one[0] != Hasher(b"a" * 32).many(["x"], "jp.phone")[0]
    assert Hasher(b"a" * 32).many([""], "email")[0] == 0


def test_two_lists_of_the_same_names_known_by_different_keys_are_the_same_people() -> None:
    """Pay accounts and My Numbers of one company: only the names are common."""
    staff = [f"社員{n}" for n in range(50)]
    numbers = _rows(
        *({NAME: n, "jp.my_number": f"m{n}"} for n in staff),
        *({NAME: f"家族{i}", "jp.my_number": f"f{i}"} for i in range(20)),
    )
    accounts = _rows(*({NAME: n, "jp.bank_account": f"a{n}"} for n in staff))

    assert _count(numbers, accounts) == (70, 70, 70)


def test_a_few_namesakes_in_two_lists_stay_apart_but_bound_the_count_from_below() -> None:
    first = _rows(*({NAME: f"A{n}", "jp.my_number": f"m{n}"} for n in range(50)))
    second = _rows(*({NAME: f"A{n + 45}", "jp.bank_account": f"a{n}"} for n in range(50)))

    assert _count(first, second) == (95, 100, 100)


def test_equal_names_born_on_different_days_are_not_linked_over_lists() -> None:
    first = _rows(*({NAME: f"A{n}", BORN: f"1980-01-{n + 10}", "jp.my_number": f"m{n}"} for n in range(10)))
    second = _rows(*({NAME: f"A{n}", BORN: f"2010-01-{n + 10}", "jp.bank_account": f"a{n}"} for n in range(10)))

    assert _count(first, second) == (20, 20, 20)


def test_contacts_without_names_may_be_those_of_people_without_contacts() -> None:
    users = _rows(*({NAME: f"A{n}", BORN: f"1990-01-{n:02}"} for n in range(1, 10)))
    mails = _rows(*({MAIL: f"{n}@a.jp"} for n in range(6)))
    assert _count(users, mails) == (9, 15, 15)


def test_contacts_without_names_are_not_those_of_people_with_contacts() -> None:
    users = _rows(*({NAME: f"A{n}", MAIL: f"a{n}@a.jp"} for n in range(9)))
    mails = _rows(*({MAIL: f"{n}@a.jp"} for n in range(6)))
    assert _count(users, mails) == (15, 15, 15)


def test_a_name_in_latin_letters_contradicts_no_kanji() -> None:
    latin = Rows({k: HASHER.many([v], k) for k, v in {NAME: "takahashi ichiro", MAIL: "i@kita.jp"}.items()}, latin=True)
    assert _count(_rows({NAME: "高橋一郎", MAIL: "i@kita.jp"}), latin) == (1, 1, 1)
    assert _count(_rows({NAME: "高橋一郎", MAIL: "i@kita.jp"}, {NAME: "佐藤愛", MAIL: "i@kita.jp"}), latin)[1] >= 2


def test_somebody_whose_day_of_birth_is_told_once_is_nobody_born_on_another() -> None:
    names = [f"NAME{number}" for number in range(20)]
    by_mail = [{NAME: name, MAIL: f"{name}@a.jp"} for name in names]
    told = [record | {BORN: "1980-01-01"} for record in by_mail]
    by_number = [{NAME: name, BORN: "1990-01-01", "jp.my_number": name} for name in names]
    for batches in ((by_mail, told, by_number), (by_number, told, by_mail)):
        assert _count(*(_rows(*batch) for batch in batches)) == (40, 40, 40)
