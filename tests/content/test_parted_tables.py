"""Records over two rows are one, and tables below each other are read with their own headings."""

import pytest
from tests.corpus.case import Grid, table
from tests.corpus.persons import Person, crowd

from exposurecheck.content import sections
from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource
from exposurecheck.content.two_rows import TwoRows
from exposurecheck.content.units import Table
from exposurecheck.model.inspection import Subjects

PEOPLE = list({p.name: p for p in crowd(81, 80)}.values())[:36]
STACKED: Grid = [["No", "氏名", "郵便番号", "電話番号"], ["", "フリガナ", "住所", "メール"]]


def _count(rows: Grid) -> Subjects:
    return inspect("a.csv", MemorySource(table(rows).encode()), secret=b"t" * 32).inspection.subjects


def _two(place: int, person: Person) -> Grid:
    return [
        [place, person.name, person.postal, person.mobile],
        ["", person.kana, person.address, person.email],
    ]


@pytest.mark.parametrize("header", [STACKED, [["No", "氏名 フリガナ", "郵便番号 住所", "電話番号 メール"]]])
def test_a_record_over_two_rows_is_one_person(header: Grid) -> None:
    rows = [*header, *(row for place, person in enumerate(PEOPLE) for row in _two(place, person))]
    found = _count(rows)
    assert (found.low, found.best, found.high) == (36, 36, 36)


@pytest.mark.parametrize("kana_first", [True, False])
def test_a_row_of_kana_belongs_to_the_name_beside_it(kana_first: bool) -> None:
    rows: list[list[object]] = [["番号", "氏名", "生年月日"]]
    for place, person in enumerate(PEOPLE):
        pair: list[list[object]] = [["", person.kana, ""], [place, person.name, person.birthday]]
        rows += pair if kana_first else pair[::-1]
    assert _count(rows).best == 36


def test_two_people_below_each_other_stay_two() -> None:
    columns = ("氏名", "住所")
    values = ([p.name for p in PEOPLE], [p.address if n % 2 == 0 else "" for n, p in enumerate(PEOPLE)])
    assert TwoRows().joined(Table(columns, values)).values == values


def test_a_header_that_comes_again_is_no_row_and_what_stands_above_it_is_text() -> None:
    header = ["No", "氏名", "メールアドレス"]
    rows: list[list[object]] = []
    for part, teacher in enumerate(("小林 香織", "石田 直樹")):
        rows += [
            [f"{part + 1}組", "担任", teacher],
            [*header],
            *([n, p.name, p.email] for n, p in enumerate(PEOPLE[part::2])),
        ]
    found = _count(rows)
    assert (found.low, found.best, found.high) == (36, 38, 38), "who teaches a class may be none of its people"


def test_what_is_taken_out_of_a_table() -> None:
    columns = ("氏名", "電話", "住所")
    rows = [("A", "1", "x"), ("2組", "", ""), columns, ("B", "2", "y")]
    (kept,), text = sections.taken_apart(Table(columns, tuple(list(column) for column in zip(*rows, strict=True))))
    assert kept.values == (["A", "B"], ["1", "2"], ["x", "y"])
    assert text == "2組"


def test_a_joint_addressee_is_another_person() -> None:
    rows: Grid = [
        ["宛名", "連名", "住所"],
        *([p.name, "結衣" if n < 10 else "", p.address] for n, p in enumerate(PEOPLE)),
    ]
    assert _count(rows).best == 46


def test_another_header_further_down_begins_another_table() -> None:
    rows: Grid = [["役職", "氏名", "任期"], *(["理事", p.name, "2年"] for p in PEOPLE[:12])]
    office: Grid = [["◆事務局", "", ""], ["氏名", "電話", "メール"]]
    rows = [*rows, *office, *([p.name, p.mobile, p.email] for p in PEOPLE[12:21])]
    assert _count(rows).best == 21


def test_a_record_over_three_rows_is_one_person() -> None:
    rows: Grid = [["番号", "氏名", "生年月日"], ["", "フリガナ", "性別"], ["", "住所", "電話番号"]]
    for place, person in enumerate(PEOPLE):
        rows = [
            *rows,
            [place, person.name, person.birthday],
            ["", person.kana, "女"],
            ["", person.address, person.mobile],
        ]
    assert _count(rows).best == 36


def test_firms_in_the_first_column_are_no_labels_of_a_form() -> None:
    rows: Grid = [
        ["会社名", "氏名", "代表電話"],
        *([f"株式会社三河{n}", p.name, p.landline] for n, p in enumerate(PEOPLE)),
    ]
    assert _count(rows).best == 36


@pytest.mark.parametrize(
    "header", ["氏名", "お名前", "ご氏名", "御名前", "会員氏名", "患者名 前", "顧客名前（漢字）", "園児氏名"]
)
def test_headers_of_names_that_begin_another_table(header: str) -> None:
    columns, rows = ("店舗", "電話番号"), [("本店", "1"), ("支店", "2"), (header, "住所"), ("山田 太郎", "x")]
    tables, _ = sections.taken_apart(Table(columns, tuple(list(column) for column in zip(*rows, strict=True))))
    assert [part.columns for part in tables] == [columns, (header, "住所")]
