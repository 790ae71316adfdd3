"""Rows that tell of more than one person, of somebody in another branch, or of a firm."""

import base64
import json

import pytest
from tests.content.inspecting import in_rows, in_text
from tests.corpus.persons import crowd

from exposurecheck.content import fold
from exposurecheck.content.joined_names import companions
from exposurecheck.content.names import full_name
from exposurecheck.model.inspection import Category, Confidence, Inspection

PEOPLE = [p for p in {p.name: p for p in crowd(43, 300)}.values() if full_name(fold.name(p.name))]
ONE, TWO = PEOPLE[:30], PEOPLE[30:60]


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
    assert _counted(in_rows([["所有者氏名", "所有者住所"], *rows])) == (33, 33, 33)


def test_whom_something_is_sent_to_is_whose_row_it_is_where_nobody_else_is_named() -> None:
    events = []
    for place, p in enumerate(ONE):
        user = {"uid": f"u_{place}"}
        events += [{"user": user | {"email": p.email}}, {"user": user | {"displayName": p.name}}] if place % 2 else []
        events.append({"user": user, "shipTo": {"name": p.name, "address": p.address, "tel": p.mobile}})
    found = in_text(name="events.jsonl", text="\n".join(json.dumps(event, ensure_ascii=False) for event in events))
    assert _counted(found) == (30, 30, 30)


def test_numbers_inside_people_are_theirs() -> None:
    people = [
        {"name": p.name, "address": p.address, "phones": [{"no": p.mobile}, {"no": q.mobile}]}
        for p, q in zip(ONE, TWO, strict=True)
    ]
    found = in_text(name="people.json", text=json.dumps(people, ensure_ascii=False))
    assert _counted(found) == (30, 30, 30)


def test_who_is_asked_for_in_a_firm_is_a_person_and_the_number_of_the_firm_nobody() -> None:
    families = list(dict.fromkeys(p.family for p in PEOPLE))[:20]
    rows = [[f"有限会社大洋{n}", family, p.landline] for n, (family, p) in enumerate(zip(families, ONE, strict=False))]
    found = in_rows([["取引先名", "ご担当", "代表電話"], *rows])
    assert found.categories == (Category.CONTACT,)
    assert _counted(found) == (20, 20, 20)


def test_parts_of_names_under_headers_of_other_languages() -> None:
    rows = [[p.romaji[0], p.romaji[1], f"Allee {place % 7}"] for place, p in enumerate(ONE)]
    assert in_rows([["Nachname", "Vorname", "Straße"], *rows]).subjects.best == len({(row[0], row[1]) for row in rows})
    rows = [[p.family, p.given, p.mobile] for p in ONE]
    assert _counted(in_rows([["氏", "名", "携帯"], *rows])) == (30, 30, 30)


def test_korean_numbers_without_a_check_digit_need_their_header() -> None:
    numbers = [f"9{n % 10}0{n % 9 + 1}1{n % 10}-6{n:06}" for n in range(20)]
    assert [d.type for d in in_rows([["외국인등록번호"], *([n] for n in numbers)]).data] == ["kr.rrn"]
    assert not in_rows([["코드"], *([n] for n in numbers)]).data


def test_one_number_under_no_header_proves_nothing() -> None:
    for number in ("8504122193766", "4980612345678906"):
        found = in_rows([["a", "b"], ["1", number], ["2", ""]])
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
    found = in_text(name="export.ldif", text="version: 1\n\n" + "\n".join(entries))
    assert found.format == "ldif"
    assert set(found.categories) == {Category.CONTACT, Category.CREDENTIAL}
    assert _counted(found) == (30, 30, 30)


def test_a_phonetic_column_belongs_to_the_name_before_it() -> None:
    rows = [[a.name, a.kana, b.name, b.mobile] for a, b in zip(ONE, TWO, strict=True)]
    header = ["お子さまのお名前をご記入ください", "ふりがな", "保護者の方のお名前", "緊急時の連絡先（携帯）"]
    assert _counted(in_rows([header, *rows])) == (60, 60, 60)


def test_a_name_in_kana_is_the_reading_of_that_beside_the_same_number() -> None:
    rows = [[p.kana if place % 3 else p.name, p.mobile] for p in ONE for place in range(3)]
    assert _counted(in_rows([["氏名", "携帯"], *rows])) == (30, 30, 30)


def test_rows_of_samples_are_nobody() -> None:
    rows = [[p.name, p.email, p.mobile] for p in ONE]
    rows[4] = ["斎藤 なおこ", "dummy@example.com", "090-0000-0000"]
    found = in_rows([["name", "email", "tel"], *rows])
    assert _counted(found) == (29, 29, 29)
    rows = [["山田太郎", f"test{n}@example.jp", "東京都千代田区○○1-1-1"] for n in range(12)]
    assert not in_rows([["氏名", "メール", "住所"], *rows]).categories


@pytest.mark.parametrize("both", [False, True])
def test_phones_and_mails_in_one_column(*, both: bool) -> None:
    rows = [
        [f"{p.family}様", f"{p.mobile} {p.email}" if both else (p.email if place % 3 else p.mobile)]
        for place, p in enumerate(ONE)
    ]
    found = in_rows([["お客様名", "ご連絡先"], *rows])
    assert (found.subjects.best, found.subjects.high) == (30, 30)
    assert {d.type for d in found.data} >= {"jp.phone", "email"}


def test_records_that_speak_of_people_by_a_number_of_this_file_only() -> None:
    patients = [[f"P{n:05}", p.name, p.mobile] for n, p in enumerate(ONE)]
    charts = [[f"P{n % 30:05}", "17", "慢性歯周炎" if n % 2 else "Per"] for n in range(90)]
    text = json.dumps(
        {
            "patients": [dict(zip(("pid", "name", "mobile"), row, strict=True)) for row in patients],
            "charts": [dict(zip(("pid", "tooth", "diagnosis"), row, strict=True)) for row in charts],
        },
        ensure_ascii=False,
    )
    found = in_text(name="dental.json", text=text)
    assert Category.SPECIAL_CARE in found.categories
    assert _counted(found) == (30, 30, 30)


def test_numbers_of_the_insured_are_people_whose_illness_is_told() -> None:
    rows = [["06130012", f"{n % 7}", f"{1000 + n}", "00", "糖尿病"] for n in range(20)]
    found = in_rows([["保険者番号", "記号", "番号", "枝番", "主傷病名"], *rows])
    assert set(found.categories) == {Category.IDENTITY, Category.SPECIAL_CARE}


def test_a_map_of_users_and_what_they_ordered() -> None:
    keys = [f"{p.family_kana}{n:024d}"[-26:].replace("0", "Ab") for n, p in enumerate(ONE)]
    keys = [f"aB{n:03}kQ9xZ{n:03}wErTyUiOp" for n in range(30)]
    users = {key: {"displayName": p.name, "email": p.email} for key, p in zip(keys, ONE, strict=True)}
    orders = {f"-N{n:012}": {"uid": keys[n % 30], "phone": ONE[n % 30].mobile} for n in range(60)}
    found = in_text(name="export.json", text=json.dumps({"users": users, "orders": orders}, ensure_ascii=False))
    assert _counted(found) == (30, 30, 30)


def test_the_same_field_of_the_same_person_in_a_branch() -> None:
    users = [
        {"id": n, "real_name": p.name, "profile": {"real_name": p.name, "email": p.email}} for n, p in enumerate(ONE)
    ]
    assert _counted(in_text(name="users.json", text=json.dumps(users, ensure_ascii=False))) == (30, 30, 30)


def test_a_single_record_names_two_people() -> None:
    one, two = next((a, b) for a in PEOPLE for b in PEOPLE if a.family[0] != b.family[0] and a.given[-1] != b.given[-1])
    rows = [
        ["契約者", one.name, "電話", one.mobile],
        ["住所", one.address, "運転者", two.name],
        ["番号", "K9", "口座名義", one.kana],
    ]
    assert in_rows(rows).subjects.best == 2


@pytest.mark.parametrize("head", [["項目", "1人目", "2人目", "3人目"], None])
def test_people_beside_each_other(head: list[str] | None) -> None:
    three = ONE[:3]
    rows = [
        ["氏名", *(p.name for p in three)],
        ["フリガナ", *(p.kana for p in three)],
        ["電話番号", *(p.mobile for p in three)],
        ["旅券番号", "TK1234567", "TR7654321", "MS2468135"],
    ]
    found = in_rows([head, *rows] if head else rows)
    assert _counted(found) == (3, 3, 3)
    assert Category.IDENTITY in found.categories


def test_cards_of_an_address_book_are_people() -> None:
    cards = [
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{p.family};{p.given};;;\r\nFN:{p.name}\r\nTEL;TYPE=CELL:{p.mobile}\r\n"
        f"EMAIL;TYPE=HOME:{p.email}\r\nEMAIL;TYPE=WORK:w{n}@yamabiko.co.jp\r\n"
        f"ADR;TYPE=HOME:;;神南1-2-{n + 1};渋谷区;東京都\r\nEND:VCARD\r\n"
        for n, p in enumerate(ONE)
    ]
    dentist = "BEGIN:VCARD\r\nFN:駅前歯科\r\nORG:駅前歯科\r\nTEL:0422-21-3344\r\nEND:VCARD\r\n"
    found = in_text("".join(cards) + dentist, "a.vcf")
    assert found.format == "vcard"
    assert (found.subjects.low, found.subjects.best) == (30, 30)
    assert "jp.postal_address" in {d.type for d in found.data}


def test_headers_over_two_rows_and_two_columns_of_a_page() -> None:
    rows = "".join(f"<tr><td>{n}<td>{p.name}<td>{p.kana}<td>{30 + n}</tr>" for n, p in enumerate(ONE))
    head = "<tr><th rowspan=2>No<th colspan=2>氏名<th rowspan=2>年齢</tr><tr><th>漢字<th>カナ</tr>"
    assert _counted(in_text(name="a.html", text=f"<html><body><table>{head}{rows}</table></body></html>")) == (
        30,
        30,
        30,
    )


@pytest.mark.parametrize(
    ("header", "cell"),
    [("mei", "山田錦"), ("name_kana", "モリノセッケン"), ("担当者", "御担当者様"), ("ご芳名", "湖畔クラブ")],
)
def test_what_is_no_name(header: str, cell: str) -> None:
    assert not in_rows([["jan", header], *([f"49{n:011}", cell] for n in range(12))]).categories


def test_donors_and_firms_in_one_column() -> None:
    rows = [[p.name + ("様" if n % 2 else ""), p.address] for n, p in enumerate(ONE)]
    rows += [[f"有限会社大洋{n}", p.address] for n, p in enumerate(TWO[:10])]
    assert _counted(in_rows([["ご芳名", "住所"], *rows])) == (30, 30, 30)


def test_first_and_last_name_beside_a_number() -> None:
    rows = [[p.romaji[1], p.romaji[0], f"{520 + n}-7{n % 10}-2{n:03}"] for n, p in enumerate(ONE)]
    assert set(in_rows([["First", "Last", "SSN"], *rows]).categories) == {Category.CONTACT, Category.IDENTITY}


def test_who_moved_between_two_lists_is_one_person() -> None:
    first = [[p.name, p.address] for p in ONE]
    later = [
        [p.name, q.address if place % 10 == 0 else p.address] for place, (p, q) in enumerate(zip(ONE, TWO, strict=True))
    ]
    found = in_rows([["氏名", "住所"], *first, *later]).subjects
    assert (found.best, found.high) == (30, 33)


def test_the_same_name_with_another_address_in_a_list_of_different_people_is_a_namesake() -> None:
    rows = [[p.name, p.address] for p in ONE] + [[ONE[0].name, TWO[0].address]]
    assert in_rows([["氏名", "住所"], *rows]).subjects.best == 31
    again = [[str(n), *row] for n, row in enumerate(rows)] * 3
    assert in_rows([["会員番号", "氏名", "住所"], *again]).subjects.best == 31


def test_the_contact_of_a_list_of_people_is_the_first_of_them() -> None:
    bookings = []
    for place in range(0, 28, 4):
        party = [
            {"surname": p.romaji[0], "given": p.romaji[1], "dob": f"1980-02-{n + 10}"}
            for n, p in enumerate(ONE[place : place + 1 + place % 3])
        ]
        bookings.append({"pnr": f"X{place:04}", "passengers": party, "contact_email": ONE[place].email})
    found = in_text(name="pnr.json", text=json.dumps(bookings))
    size = sum(len(booking["passengers"]) for booking in bookings)
    assert _counted(found) == (size, size, size)
