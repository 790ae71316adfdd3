"""Whose a column is where a row tells of several people, and what headers in other languages mean."""

import json

import pytest
from tests.content.inspecting import in_rows
from tests.corpus.case import table
from tests.corpus.persons import crowd

from exposurecheck.content import fold
from exposurecheck.content.inspect import inspect
from exposurecheck.content.joined_names import holds_several, taken_apart
from exposurecheck.content.names import full_name
from exposurecheck.content.readers.header import find_header
from exposurecheck.content.source import MemorySource
from exposurecheck.content.strangers import name_others
from exposurecheck.model.inspection import Category

PEOPLE = list({p.name: p for p in crowd(41, 200)}.values())[:90]
ONE, TWO, THREE = PEOPLE[:30], PEOPLE[30:60], PEOPLE[60:]


def test_contacts_without_an_owner_are_the_guardians() -> None:
    header = ["児童氏名", "保護者氏名", "メールアドレス", "兄弟氏名"]
    rows = [[a.name, b.name, b.email, c.name] for a, b, c in zip(ONE, TWO, THREE, strict=True)]
    assert in_rows([header, *rows]).subjects.high == 90


def test_the_first_and_the_second_child_are_two_people() -> None:
    header = ["保護者のお名前", "電話番号", "お子様のお名前（1人目）", "お子様のお名前（2人目）"]
    rows = [[a.name, a.mobile, b.name, c.name] for a, b, c in zip(ONE, TWO, THREE, strict=True)]
    found = in_rows([header, *rows]).subjects
    assert (found.low, found.high) == (90, 90)


def test_a_relation_in_brackets_says_nothing_of_what_the_cells_are() -> None:
    header = ["利用者名", "要介護度", "緊急連絡先（続柄）", "TEL"]
    rows = [[a.name, "要介護2", f"{b.name}（長男）", b.mobile] for a, b in zip(ONE, TWO, strict=True)]
    assert in_rows([header, *rows]).subjects.best == 60


@pytest.mark.parametrize(("one", "other"), [("新郎", "新婦"), ("夫", "妻")])
def test_couples_are_two_people(one: str, other: str) -> None:
    rows = [[a.name, "1990-02-03", b.name, "1991-04-05", a.mobile] for a, b in zip(ONE, TWO, strict=True)]
    header = [f"{one}氏名", f"{one}生年月日", f"{other}氏名", f"{other}生年月日", "代表連絡先"]
    assert in_rows([header, *rows]).subjects.best == 60


def test_cells_with_several_names() -> None:
    known = [p.name for p in PEOPLE if full_name(fold.name(p.name))][:40]
    cells = ["、".join(known[place : place + 4]) for place in range(0, 40, 4)]
    assert holds_several(cells)
    assert taken_apart(cells) == known
    found = in_rows([["組", "メンバー"], *([str(n), cell] for n, cell in enumerate(cells))])
    assert found.subjects.best == 40
    assert found.categories == (Category.CONTACT,)


@pytest.mark.parametrize("cells", [["赤、青、白"] * 9, ["東京、大阪", "渋谷、新宿", "神田、上野"], ["卵、乳", "小麦"]])
def test_cells_with_several_other_things(cells: list[str]) -> None:
    assert not holds_several(cells)


def test_a_row_that_names_one_person_is_no_header() -> None:
    rows = [["３年２組", "", "氏名", "佐藤 花子"], ["教科", "１学期", "２学期", ""], ["国語", "2", "3", ""]]
    assert find_header(rows) == 1
    assert in_rows(rows).subjects.best == 1


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
    found = in_rows(rows)
    assert found.categories == (Category.CONTACT,)
    assert found.subjects.best == 3


def test_the_injured_are_people_and_their_complaints_their_own() -> None:
    rows = [[p.name, "46", "胸痛", "軽症"] for p in ONE]
    found = in_rows([["傷病者氏名", "年齢", "主訴", "傷病程度"], *rows])
    assert set(found.categories) == {Category.CONTACT, Category.SPECIAL_CARE}
    assert found.subjects.best == 30


KNOWN = [p.name for p in PEOPLE if full_name(fold.name(p.name))]


def test_two_columns_of_names_that_name_others() -> None:
    given = {name[-2:]: name for name in KNOWN}
    one, other = list(given.values())[:8], list(given.values())[8:16]
    rows = [[a, b, "72000"] for a, b in zip(one, other, strict=True)]
    assert in_rows([["貸主", "借主", "家賃"], *rows]).subjects.best == 16
    assert name_others(one, other)


def test_two_columns_of_names_of_the_same_people() -> None:
    before = [f"{KNOWN[n - 1].split()[0]} {name.split()[1]}" for n, name in enumerate(KNOWN)]
    assert not name_others(KNOWN, before)
    assert not name_others(KNOWN, KNOWN)


def test_people_as_headers() -> None:
    rows = [[month, *["12"] * 6] for month in ("4月", "5月", "6月")]
    found = in_rows([["月", *KNOWN[:6]], *rows])
    assert found.subjects.best == 6
    assert found.categories == (Category.CONTACT,)


def test_headings_above_nothing_but_names() -> None:
    teams = [[f"チーム{n}", *KNOWN[n * 5 : n * 5 + 5]] for n in range(4)]
    assert in_rows([["対戦", "先陣", "二番手", "三番手", "四番手", "主力"], *teams]).subjects.high == 20


def test_a_table_of_nobody_but_staff_is_about_them() -> None:
    rows = [[name, "120", "90"] for name in KNOWN[:15]]
    assert in_rows([["担当者", "4月", "5月"], *rows]).subjects.best == 15
    customers = [[a, b, "商談中"] for a, b in zip(KNOWN[15:25], [KNOWN[0]] * 10, strict=True)]
    found = in_rows([["顧客名", "担当者", "状態"], *customers]).subjects
    assert (found.best, found.high) == (10, 11)


@pytest.mark.parametrize("title", ["担任", "副会長", "部長", "先鋒"])
def test_titles_in_a_column_of_names_are_nobody(title: str) -> None:
    rows = [[name, "03-5555-0142"] for name in KNOWN[:8]]
    assert in_rows([["氏名", "電話"], *rows, [title, ""]]).subjects.high == 8


@pytest.mark.parametrize("header", [["発信番号", "着信番号"], ["from_tel", "to_tel"], ["送信者メール", "宛先メール"]])
def test_both_ends_of_a_call_are_people(header: list[str]) -> None:
    mail = "メール" in header[0]
    rows = [[a.email, b.email] if mail else [a.mobile, b.mobile] for a, b in zip(ONE, TWO, strict=True)]
    assert in_rows([[*header, "時刻"], *([*row, "10:00"] for row in rows)]).subjects.best == 60


def test_where_a_message_went_is_the_customers_number() -> None:
    rows = [[p.name, p.mobile, "配信済"] for p in ONE]
    assert in_rows([["顧客名", "送信先番号", "状態"], *rows]).subjects.high == 30


def test_a_driver_is_no_passenger_whatever_the_names() -> None:
    header = ["利用者氏名", "利用者電話", "運転手", "車番"]
    drivers = [p.name for p in TWO[:3]]
    rows = [[p.name, p.mobile, drivers[n % 3], "12-34"] for n, p in enumerate(ONE)]
    assert in_rows([header, *rows]).subjects.best == 33


def test_a_maiden_name_is_nobody_else() -> None:
    rows = [[p.name, "田村", p.mobile] for p in ONE]
    assert in_rows([["氏名", "旧姓", "携帯電話"], *rows]).subjects.best == 30


def test_who_has_two_roles_in_a_row_is_one_person() -> None:
    header = ["注文者氏名", "注文者メール", "お届け先氏名", "お届け先住所"]
    rows = [
        [a.name, a.email, (b if n < 5 else a).name, a.address] for n, (a, b) in enumerate(zip(ONE, TWO, strict=True))
    ]
    found = in_rows([header, *rows]).subjects
    assert (found.low, found.best, found.high) == (35, 35, 35)


def test_names_that_come_every_day_are_no_more_people() -> None:
    rows = [[f"2026/10/{day:02}", p.name, "出勤"] for day in range(1, 11) for p in ONE]
    found = in_rows([["日付", "氏名", "種別"], *rows]).subjects
    assert found.low == found.best == 30
    assert found.high <= 40


def test_family_names_that_come_again_are_other_people() -> None:
    rows = [[f"2026/10/{day:02}", p.family, "2名"] for day in range(1, 11) for p in ONE]
    assert in_rows([["日付", "お名前", "人数"], *rows]).subjects.high == 300


def test_a_number_beside_a_relation_is_not_the_relatives() -> None:
    main = inspect(
        "a/利用者.csv",
        MemorySource(
            table([["利用者番号", "利用者名", "電話"], *([n, p.name, p.mobile] for n, p in enumerate(ONE))]).encode()
        ),
        secret=b"t" * 32,
    )
    kin = inspect(
        "a/家族.csv",
        MemorySource(
            table(
                [
                    ["利用者番号", "キーパーソン", "続柄", "電話"],
                    *([n, p.name, "長男", p.mobile] for n, p in enumerate(TWO)),
                ]
            ).encode()
        ),
        secret=b"t" * 32,
    )
    main.people.merge(kin.people)
    assert main.people.subjects().best == 60


def test_authors_of_books_are_nobody_whose_data_it_is() -> None:
    assert not in_rows([["書名", "著者", "定価"], *(["夜の図書館", p.name, "1800"] for p in ONE)]).categories


def test_a_grid_of_names_counts_its_last_column() -> None:
    known = [p.name for p in PEOPLE if full_name(fold.name(p.name))][:19]
    rows = [[known[row * 4 + place] if row * 4 + place < 19 else "" for place in range(4)] for row in range(5)]
    assert in_rows(rows).subjects.best == 19


def test_fields_below_each_other_are_one_person() -> None:
    fields = [("氏名", "name"), ("住所", "address"), ("電話番号", "mobile")]
    rows = [[str(n), label, str(getattr(p, name))] for n, p in enumerate(ONE) for label, name in fields]
    assert in_rows([["会員番号", "項目", "内容"], *rows]).subjects.best == 30


def test_a_table_with_numbers_of_people_counts_who_stands_in_its_text() -> None:
    rows = [[str(n), f"{p.name}様 携帯 {p.mobile} に折り返し"] for n, p in enumerate(ONE)]
    assert in_rows([["会員番号", "メモ"], *rows]).subjects.best == 30


def test_an_address_beside_one_name_and_many_is_that_of_the_many() -> None:
    rows = [[TWO[0].name, p.name, "子", p.address] for p in ONE]
    assert in_rows([["被相続人", "相続人", "続柄", "住所"], *rows]).subjects.best == 31


def test_fields_of_another_branch_are_another_person() -> None:
    records = [
        {"applicant": {"firstName": a.given, "lastName": a.family, "phone": a.mobile},
         "coApplicant": {"firstName": b.given, "lastName": b.family}}
        for a, b in zip(ONE, TWO, strict=True)
    ]  # fmt: skip
    data = json.dumps(records, ensure_ascii=False).encode()
    assert inspect("a.json", MemorySource(data), secret=b"t" * 32).inspection.subjects.best == 60


def test_who_is_named_in_a_note_may_be_somebody_else_than_whose_row_it_is() -> None:
    rows = [
        [a.name, a.mobile, f"{b.name}様より電話あり" if n < 5 else "在庫を確認"]
        for n, (a, b) in enumerate(zip(ONE, TWO, strict=True))
    ]
    found = in_rows([["氏名", "電話番号", "対応履歴"], *rows]).subjects
    assert found.low <= 30 <= found.best
    assert found.high >= 35
    same = [[a.name, a.mobile, f"{a.name}様より電話あり" if n < 5 else "在庫を確認"] for n, a in enumerate(ONE)]
    assert in_rows([["氏名", "電話番号", "対応履歴"], *same]).subjects.high == 30


def test_nicknames_are_not_the_names_of_people() -> None:
    rows = [[a.name, a.email if n % 2 else ""] for n, a in enumerate(ONE)]
    found = in_rows([["real_name", "display_name"], *rows]).subjects
    assert (found.low, found.high) == (30, 30)


def test_visits_inside_patients_are_theirs_and_no_people() -> None:
    patients = [
        {
            "氏名": a.name,
            "受診": [{"日": f"2026-11-0{n}", "病名": ["喘息", "高血圧症", "腰痛症"][n % 3]} for n in (1, 2, 3)],
        }
        for a in ONE
    ]
    for document in ({"patients": patients}, patients):
        data = json.dumps(document, ensure_ascii=False).encode()
        found = inspect("a.json", MemorySource(data), secret=b"t" * 32).inspection
        assert Category.SPECIAL_CARE in found.categories
        assert (found.subjects.low, found.subjects.high) == (30, 30)


@pytest.mark.parametrize("header", ["Guest", "ご署名"])
def test_guests_and_who_signed_beside_cards_are_people(header: str) -> None:
    rows = [["4192797985020559", "Ulla Prszk"], ["3540803826974436", "Oddvar Qvist"], ["4477574951891878", "Ioan Vbrt"]]
    found = in_rows([["Card", header], *rows])
    assert Category.CONTACT in found.categories
    assert found.subjects.high == 3


def test_a_signature_in_bits_is_no_name() -> None:
    assert Category.CONTACT not in in_rows([["file", "署名"], ["a.bin", "abcdef"], ["b.bin", "qrstuv"]]).categories
