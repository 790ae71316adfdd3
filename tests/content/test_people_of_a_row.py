"""Rows that tell of more than one person, of somebody in another branch, or of a firm."""

import base64
import json

import pytest
from tests.corpus.case import table
from tests.corpus.persons import crowd

from exposurecheck.content import fold
from exposurecheck.content.inspect import inspect
from exposurecheck.content.joined_names import companions
from exposurecheck.content.names import full_name
from exposurecheck.content.source import MemorySource
from exposurecheck.model.inspection import Category, Confidence, Inspection

PEOPLE = [p for p in {p.name: p for p in crowd(43, 300)}.values() if full_name(fold.name(p.name))]
ONE, TWO = PEOPLE[:30], PEOPLE[30:60]


def _inspect(rows: list[list[str]], name: str = "a.csv") -> Inspection:
    return _read(name, table(rows))


def _read(name: str, text: str) -> Inspection:
    return inspect(name, MemorySource(text.encode()), secret=b"t" * 32).inspection


def _counted(found: Inspection) -> tuple[int, int, int]:
    return found.subjects.low, found.subjects.best, found.subjects.high


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("山田 健太・山田 恵子", ["山田 健太", "山田 恵子"]),
        ("山田 健太・恵子", ["山田 健太", "山田 恵子"]),
        ("山田健太、佐藤恵子（共有）", ["山田健太", "佐藤恵子（共有）"]),
        ("山田健太・恵子", ["山田健太", "山田 恵子"]),
        ("山田 健太 外2名", ["山田 健太"]),
        ("ジョン・スミス", None),
        ("山田 健太", None),
        ("山田・ホールディングス", None),
    ],
)
def test_who_stands_in_a_cell(cell: str, people: list[str] | None) -> None:
    assert companions([cell]).get(0) == people


def test_a_few_cells_with_two_owners() -> None:
    rows = [[p.name, p.address] for p in ONE]
    for place in range(0, 30, 10):
        rows[place][0] += f"・{TWO[place].name}"
    rows[5][0] += " 外1名"
    assert _counted(_inspect([["所有者氏名", "所有者住所"], *rows])) == (33, 33, 33)


def test_whom_something_is_sent_to_is_whose_row_it_is_where_nobody_else_is_named() -> None:
    events = []
    for place, p in enumerate(ONE):
        user = {"uid": f"u_{place}"}
        events += [{"user": user | {"email": p.email}}, {"user": user | {"displayName": p.name}}] if place % 2 else []
        events.append({"user": user, "shipTo": {"name": p.name, "address": p.address, "tel": p.mobile}})
    found = _read("events.jsonl", "\n".join(json.dumps(event, ensure_ascii=False) for event in events))
    assert _counted(found) == (30, 30, 30)


def test_numbers_inside_people_are_theirs() -> None:
    people = [
        {"name": p.name, "address": p.address, "phones": [{"no": p.mobile}, {"no": q.mobile}]}
        for p, q in zip(ONE, TWO, strict=True)
    ]
    found = _read("people.json", json.dumps(people, ensure_ascii=False))
    assert _counted(found) == (30, 30, 30)


def test_who_is_asked_for_in_a_firm_is_a_person_and_the_number_of_the_firm_nobody() -> None:
    families = list(dict.fromkeys(p.family for p in PEOPLE))[:20]
    rows = [[f"有限会社大洋{n}", family, p.landline] for n, (family, p) in enumerate(zip(families, ONE, strict=False))]
    found = _inspect([["取引先名", "ご担当", "代表電話"], *rows])
    assert found.categories == (Category.CONTACT,)
    assert _counted(found) == (20, 20, 20)


def test_parts_of_names_under_headers_of_other_languages() -> None:
    rows = [[p.romaji[0], p.romaji[1], f"Allee {place % 7}"] for place, p in enumerate(ONE)]
    assert _inspect([["Nachname", "Vorname", "Straße"], *rows]).subjects.best == len({(row[0], row[1]) for row in rows})
    rows = [[p.family, p.given, p.mobile] for p in ONE]
    assert _counted(_inspect([["氏", "名", "携帯"], *rows])) == (30, 30, 30)


def test_korean_numbers_without_a_check_digit_need_their_header() -> None:
    numbers = [f"9{n % 10}0{n % 9 + 1}1{n % 10}-6{n:06}" for n in range(20)]
    assert [d.type for d in _inspect([["외국인등록번호"], *([n] for n in numbers)]).data] == ["kr.rrn"]
    assert not _inspect([["코드"], *([n] for n in numbers)]).data


def test_one_number_under_no_header_proves_nothing() -> None:
    for number in ("8504122193766", "4980612345678906"):
        found = _inspect([["a", "b"], ["1", number], ["2", ""]])
        assert not any(d.confidence is not Confidence.LOW for d in found.data)
        assert not found.categories


def test_entries_of_a_directory_are_people() -> None:
    coded = [base64.b64encode(p.name.encode()).decode() for p in ONE]
    secret = base64.b64encode(b"{SSHA}" + base64.b64encode(bytes(range(28)))).decode()
    entries = [
        f"dn: uid=u{n},ou=People,dc=kitanet,\n dc=jp\nobjectClass: person\ncn:: {name}\nmail: {p.email}\n"
        f"userPassword:: {secret}\n"
        for n, (p, name) in enumerate(zip(ONE, coded, strict=True))
    ]
    found = _read("export.ldif", "version: 1\n\n" + "\n".join(entries))
    assert found.format == "ldif"
    assert set(found.categories) == {Category.CONTACT, Category.CREDENTIAL}
    assert _counted(found) == (30, 30, 30)
