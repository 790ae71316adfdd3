"""Tables beside each other tell of the same people by the number they give them, unless the names say otherwise."""

import io
import zipfile

import numpy as np
import pytest
from tests.corpus.case import Grid, table
from tests.corpus.persons import crowd

from exposurecheck.content.hashing import Hasher
from exposurecheck.content.inspect import inspect
from exposurecheck.content.numbering import hashed, numbering, plain
from exposurecheck.content.people import People
from exposurecheck.content.same_numbers import perhaps_the_same, tied
from exposurecheck.content.source import MemorySource
from exposurecheck.model.inspection import Subjects

PEOPLE = list({p.name: p for p in crowd(71, 90)}.values())[:50]
ONE, OTHER = PEOPLE[:25], PEOPLE[25:]
USERS: Grid = [["id", "email"], *([i + 1, p.email] for i, p in enumerate(ONE))]
PROFILES: Grid = [["user_id", "氏名", "携帯電話"], *([i + 1, p.name, p.mobile] for i, p in enumerate(ONE))]


def _together(**files: Grid) -> Subjects:
    people = People()
    for name, rows in files.items():
        path = f"export/{name}.csv"
        people.merge(inspect(path, MemorySource(table(rows).encode()), secret=b"t" * 32).people)
    return people.subjects()


def test_files_of_one_folder_are_joined_by_number() -> None:
    found = _together(users=USERS, profiles=PROFILES)
    assert (found.low, found.best, found.high) == (25, 25, 25)


def test_members_of_an_archive_are_joined_by_number() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("users.csv", table(USERS))
        archive.writestr("profiles.csv", table(PROFILES))
    found = inspect("dump.zip", MemorySource(data.getvalue()), secret=b"t" * 32).inspection.subjects
    assert (found.low, found.best, found.high) == (25, 25, 25)


def test_numbers_that_two_lists_give_to_others_join_nobody() -> None:
    shops: dict[str, Grid] = {
        name: [["会員番号", "氏名", "メール"], *([i + 1, p.name, p.email] for i, p in enumerate(crowd))]
        for name, crowd in (("chiba", ONE), ("omiya", OTHER))
    }
    found = _together(**shops)
    assert (found.low, found.best, found.high) == (50, 50, 50)


def test_lists_with_nothing_in_common_may_be_of_the_same_people() -> None:
    mails: Grid = [["メールアドレス"], *([p.email] for p in ONE)]
    phones: Grid = [["氏名", "携帯電話"], *([p.name, p.mobile] for p in OTHER)]
    found = _together(mails=mails, phones=phones)
    assert (found.low, found.best, found.high) == (25, 50, 50)


def test_a_list_in_kana_is_of_the_people_whose_kana_another_list_tells() -> None:
    once = list({p.kana: p for p in PEOPLE}.values())
    names: Grid = [["氏名", "フリガナ", "入社日"], *([p.name, p.kana, "2015-04-01"] for p in once)]
    phones: Grid = [["氏名", "携帯電話"], *([p.name, p.mobile] for p in once)]
    banks: Grid = [["銀行", "支店", "口座番号", "口座名義カナ"]]
    banks = [*banks, *(["みなと銀行", "本店", 1000003 + i * 7919, p.kana] for i, p in enumerate(once))]
    found = _together(names=names, phones=phones, banks=banks)
    assert found.low <= found.best == len(once)


@pytest.mark.parametrize(
    ("columns", "name", "path", "expected"),
    [
        (("order_id", "user_id"), "orders", "a/dump.sql", (1, "a\tuser")),
        (("id", "email"), "users", "a/dump.sql", (0, "a\tuser")),
        (("id", "email"), "", "a/customers_202609.csv", (0, "a\tcustomer")),
        (("id", "email"), "", "a/orders.csv", None),
        (("社員番号", "氏名"), "", "社員.csv", (0, "\temployee")),
        (("顧客名", "担当社員番号"), "", "顧客.csv", None),
    ],
)
def test_whom_numbers_count(columns: tuple[str, ...], name: str, path: str, expected: tuple[int, str] | None) -> None:
    assert numbering(columns, name, path) == expected


@pytest.mark.parametrize("number", ["12", "0012", "１２", " 12 ", "12.0"])
def test_one_number_is_written_in_several_ways(number: str) -> None:
    assert plain([number]).to_list() == ["12"]


def test_people_without_names_may_be_others_known_by_other_things() -> None:
    assert perhaps_the_same({0b01: 30}, {0b10: 20}) == 20
    assert perhaps_the_same({0b01: 30}, {0b01: 20}) == 0
    assert perhaps_the_same({}, {0b001: 30, 0b010: 20, 0b100: 10}) == 30


def test_names_in_latin_letters_contradict_no_others() -> None:
    cards: Grid = [["user_id", "card_holder", "card_number"]]
    cards = [*cards, *([i + 1, " ".join(p.romaji).upper(), p.card] for i, p in enumerate(ONE))]
    found = _together(users=USERS, profiles=PROFILES, cards=cards)
    assert (found.low, found.best, found.high) == (25, 25, 25)


def test_number_zero_is_a_number() -> None:
    assert plain(["0000", "", "10"]).to_list() == ["0", "", "10"]


def test_somebody_with_several_numbers_is_joined_by_each_of_them() -> None:
    profiles: Grid = [
        ["user_id", "氏名", "携帯電話"],
        *([number, p.name, p.mobile] for shift in (0, 100) for number, p in enumerate(ONE, shift + 1)),
    ]
    mails: Grid = [["user_id", "email"], *([101 + place, p.email] for place, p in enumerate(ONE))]
    found = _together(profiles=profiles, mails=mails)
    assert (found.low, found.best, found.high) == (25, 25, 25)
    alone: Grid = [["user_id", "氏名"], *([number, ONE[0].name] for number in range(1, 6))]
    assert _together(alone=alone).high == 5


@pytest.mark.parametrize(
    ("written", "told"), [("007", "7"), ("12", "12"), ("A7", "a7"), (" 7 ", "7"), ("7.0", "7"), ("７", "7")]
)
def test_numbers_are_compared_as_they_are_written_elsewhere(written: str, told: str) -> None:
    assert plain([written, "1"]).to_list() == [told, "1"]
    assert plain([written, "x"]).to_list() == [told, "x"]


def test_a_number_that_stands_in_one_row_ties_nobody_however_often_that_row_came() -> None:
    once = np.array([[1, number, number + 100, 7, 0, 0] for number in range(2, 50)], np.uint64)
    twice = np.array([[space, 99, space + 500, 8, 0, 0] for space in (1, 2)], np.uint64)
    found = tied(np.asfortranarray(np.concatenate((once, once, twice))))
    assert found.ids.tolist() == [99, 99]
    assert found.names.tolist() == [8]


LONG = "1234567890123456789"


@pytest.mark.parametrize(
    "written",
    [["0012", "", LONG, "0"], ["12", "", f"00000{LONG}", "0"], ["１２", "", LONG, "000"], [" 12", " ", LONG, "0"]],
)
@pytest.mark.parametrize("beside", [[], ["A-7"], [f"9{LONG}"]])
def test_numbers_have_one_hash_however_they_and_those_beside_them_are_written(
    written: list[str], beside: list[str]
) -> None:
    hasher = Hasher(b"n" * 32)
    expected = hashed(["12", "", LONG, "0"], hasher, "x").tolist()
    assert hashed([*written, *beside], hasher, "x").tolist()[:4] == expected
    assert [one == 0 for one in expected] == [False, True, False, False]
    assert len(set(expected)) == len(expected)
    assert hashed(["A-7", "a-7"], hasher, "x").tolist() == [hashed(["a-7", "1"], hasher, "x")[0]] * 2
