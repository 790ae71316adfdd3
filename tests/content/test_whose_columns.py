"""Whose a column is where a row tells of several people, and what headers in other languages mean."""

import pytest
from tests.corpus.case import table
from tests.corpus.persons import crowd

from exposurecheck.content import fold
from exposurecheck.content.inspect import inspect
from exposurecheck.content.joined_names import holds_several, taken_apart
from exposurecheck.content.names import full_name
from exposurecheck.content.readers.header import find_header
from exposurecheck.content.source import MemorySource
from exposurecheck.model.inspection import Category, Inspection

PEOPLE = list({p.name: p for p in crowd(41, 200)}.values())[:90]
ONE, TWO, THREE = PEOPLE[:30], PEOPLE[30:60], PEOPLE[60:]


def _inspect(rows: list[list[str]], name: str = "a.csv") -> Inspection:
    return inspect(name, MemorySource(table(rows).encode()), secret=b"t" * 32).inspection


def test_contacts_without_an_owner_are_the_guardians() -> None:
    header = ["児童氏名", "保護者氏名", "メールアドレス", "兄弟氏名"]
    rows = [[a.name, b.name, b.email, c.name] for a, b, c in zip(ONE, TWO, THREE, strict=True)]
    assert _inspect([header, *rows]).subjects.high == 90


def test_the_first_and_the_second_child_are_two_people() -> None:
    header = ["保護者のお名前", "電話番号", "お子様のお名前（1人目）", "お子様のお名前（2人目）"]
    rows = [[a.name, a.mobile, b.name, c.name] for a, b, c in zip(ONE, TWO, THREE, strict=True)]
    found = _inspect([header, *rows]).subjects
    assert (found.low, found.high) == (90, 90)


@pytest.mark.parametrize(("one", "other"), [("新郎", "新婦"), ("夫", "妻")])
def test_couples_are_two_people(one: str, other: str) -> None:
    rows = [[a.name, "1990-02-03", b.name, "1991-04-05", a.mobile] for a, b in zip(ONE, TWO, strict=True)]
    header = [f"{one}氏名", f"{one}生年月日", f"{other}氏名", f"{other}生年月日", "代表連絡先"]
    assert _inspect([header, *rows]).subjects.best == 60


def test_cells_with_several_names() -> None:
    known = [p.name for p in PEOPLE if full_name(fold.name(p.name))][:40]
    cells = ["、".join(known[place : place + 4]) for place in range(0, 40, 4)]
    assert holds_several(cells)
    assert taken_apart(cells) == known
    found = _inspect([["組", "メンバー"], *([str(n), cell] for n, cell in enumerate(cells))])
    assert found.subjects.best == 40
    assert found.categories == (Category.CONTACT,)


@pytest.mark.parametrize("cells", [["赤、青、白"] * 9, ["東京、大阪", "渋谷、新宿", "神田、上野"], ["卵、乳", "小麦"]])
def test_cells_with_several_other_things(cells: list[str]) -> None:
    assert not holds_several(cells)


def test_a_row_that_names_one_person_is_no_header() -> None:
    rows = [["３年２組", "", "氏名", "佐藤 花子"], ["教科", "１学期", "２学期", ""], ["国語", "2", "3", ""]]
    assert find_header(rows) == 1
    assert _inspect(rows).subjects.best == 1


@pytest.mark.parametrize(
    "rows",
    [
        [["Vorname", "Nachname"], ["Jonas", "Müller"], ["Lena", "Schäfer"], ["Felix", "Vogel"]],
        [["Nom", "Prénom"], ["Lefèvre", "Chloé"], ["Moreau", "Hugo"], ["Girard", "Inès"]],
        [["Apellidos", "Nombre"], ["Fernández López", "María"], ["García Ruiz", "José"], ["Serrano", "Lucía"]],
        [["이름", "직급"], ["김민준", "과장"], ["이서연", "대리"], ["박도윤", "사원"]],
        [["姓名", "部门"], ["王伟", "销售部"], ["李秀英", "财务部"], ["张敏", "研发部"]],
    ],
)
def test_headers_in_other_languages(rows: list[list[str]]) -> None:
    found = _inspect(rows)
    assert found.categories == (Category.CONTACT,)
    assert found.subjects.best == 3


def test_the_injured_are_people_and_their_complaints_their_own() -> None:
    rows = [[p.name, "46", "胸痛", "軽症"] for p in ONE]
    found = _inspect([["傷病者氏名", "年齢", "主訴", "傷病程度"], *rows])
    assert set(found.categories) == {Category.CONTACT, Category.SPECIAL_CARE}
    assert found.subjects.best == 30
