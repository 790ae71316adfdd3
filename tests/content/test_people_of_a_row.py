"""Rows that tell of more than one person, of somebody in another branch, or of a firm."""

import base64
import json

import pytest
from tests.content.inspecting import in_rows, in_text
from tests.corpus.persons import crowd

from exposurecheck.content import fold
from exposurecheck.content.joined_names import companions
from exposurecheck.content.names import full_name, name_shaped
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


def test_columns_below_a_heading_are_of_whom_it_says() -> None:
    above: list[object] = ["従業員", "", "", "扶養親族", "", "", ""]
    head: list[object] = ["番号", "氏名", "個人番号", "氏名", "続柄", "生年月日", "個人番号"]
    rows: list[list[object]] = []
    for place, p in enumerate(ONE[:20]):
        first, second = TWO[place], PEOPLE[60 + place]
        kin = [[f"{p.family} {q.given}", "子", q.birthday, q.my_number] for q in (first, second)]
        rows += [[place, p.name, p.my_number, *kin[0]], ["", "", "", *kin[1]]]
    assert in_rows([above, head, *rows]).subjects.best == 60


@pytest.mark.parametrize("label", ["きょうだい氏名", "兄弟姉妹名", "兄姉氏名"])
def test_brothers_and_sisters_by_their_given_names_are_people(label: str) -> None:
    head = ["児童氏名", "児童生年月日", "母氏名", "住所", label]
    rows = [
        [p.name, p.birthday, f"{p.family} {q.given}", p.address, PEOPLE[60 + place].given if place % 3 == 0 else ""]
        for place, (p, q) in enumerate(zip(ONE, TWO, strict=True))
        if p.given != q.given
    ]
    others = sum(1 for row in rows if row[-1])
    assert in_rows([head, *rows]).subjects.best == 2 * len(rows) + others


def test_the_holder_of_a_partners_account_is_the_partner() -> None:
    firms = [["株式会社ミナト設備", "法人", f"{1000000 + n}", "カ)ミナトセツビ"] for n in range(20)]
    people = [[p.name, "個人", f"{2000000 + n}", p.kana] for n, p in enumerate(ONE)]
    mixed = [row for pair in zip(people, firms, strict=False) for row in pair] + people[20:]
    assert in_rows([["取引先名", "事業所種別", "口座番号", "受取人名"], *mixed]).subjects.best == 30


def test_a_given_name_before_a_family_name_that_ends_like_an_office_is_a_name() -> None:
    assert name_shaped("和子服部")
    assert name_shaped("健太阿部")
    assert not name_shaped("営業部")
    assert not name_shaped("第二営業部")


def test_family_names_and_given_names_of_buyers_in_columns_of_their_own() -> None:
    head = ["注文番号", "注文者名字", "注文者名前", "注文者名字フリガナ", "注文者名前フリガナ", "メールアドレス"]
    rows = [[n, p.family, p.given, p.family_kana, p.given_kana, p.email] for n, p in enumerate(ONE)]
    found = in_rows([head, *rows])
    assert _counted(found) == (30, 30, 30)
    assert max(one.distinct for one in found.data if one.type == "person_name") >= 50


def test_the_row_below_the_people_that_counts_them_names_nobody() -> None:
    rows = [[n, p.name, p.birthday] for n, p in enumerate(ONE)]
    assert _counted(in_rows([["番号", "氏名", "生年月日"], *rows, ["", "受診者数", "30"]])) == (30, 30, 30)


def test_names_of_patients_in_kana_are_theirs_and_conditions_are_of_patients() -> None:
    lines = []
    for place, p in enumerate(ONE):
        names = [{"family": p.family, "given": [p.given]}, {"family": p.family_kana, "given": [p.given_kana]}]
        patient = {"resourceType": "Patient", "id": f"p{place}", "name": names, "birthDate": p.birthday}
        condition = {"resourceType": "Condition", "subject": {"reference": f"Patient/p{place}"}}
        lines += [patient, condition | {"code": {"text": "2型糖尿病" if place % 2 else "うつ病"}}]
    found = in_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "export.ndjson")
    assert _counted(found) == (30, 30, 30)
    assert Category.SPECIAL_CARE in found.categories


def test_whom_one_asks_for_at_a_customers_is_whose_row_it_is_and_editors_are_nobodys() -> None:
    editors = [p.name for p in TWO[:3]]
    rows = [[n, editors[n % 3], editors[(n + 1) % 3], p.name, p.kana, p.email] for n, p in enumerate(ONE)]
    found = in_rows([["番号", "作成者", "更新者", "ご担当者名", "フリガナ", "メールアドレス"], *rows])
    assert (found.subjects.low, found.subjects.best) == (30, 30)


def test_families_whose_columns_are_all_of_somebody_share_the_address() -> None:
    rows = [[p.name, p.birthday, f"{p.family} 隆之介", f"{p.family} 花代", p.address] for p in ONE]
    assert in_rows([["child_name", "child_dob", "father_name", "mother_name", "address"], *rows]).subjects.best == 90


@pytest.mark.parametrize("word", ["受診者計", "要精検者数", "1班小計", "支給人員", "うち女性"])
def test_rows_that_sum_up_name_nobody(word: str) -> None:
    rows = [[n, p.name, p.mobile] for n, p in enumerate(ONE)]
    assert _counted(in_rows([["番号", "氏名", "電話"], *rows, ["", word, ""]])) == (30, 30, 30)


def test_accounts_held_by_firms_alone_are_of_nobody() -> None:
    holders = "カ)ミナトセツビ", "トウヨウウンユ(カ"
    rows = [[f"株式会社ミナト{n}", f"{1000000 + n}", holders[n % 2]] for n in range(20)]
    assert in_rows([["取引先名", "口座番号", "受取人名"], *rows]).categories == ()


def test_observations_are_of_patients_by_their_numbers() -> None:
    lines = [
        {"resourceType": "Observation", "subject": {"reference": f"Patient/{9000 + n}"}, "valueQuantity": {"value": n}}
        for n in range(20)
    ]
    found = in_text("\n".join(map(json.dumps, lines)), "Observation.ndjson")
    assert found.categories == (Category.SPECIAL_CARE,)
    assert found.subjects.best == 20


def test_resources_without_a_patient_are_of_nobody() -> None:
    lines = [{"resourceType": "Organization", "partOf": {"reference": f"Organization/{n}"}} for n in range(20)]
    assert in_text("\n".join(map(json.dumps, lines)), "Organization.ndjson").categories == ()


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (["被保険者番号4桁", "被保険者番号6桁", "被保険者番号CD"], "jp.employment_insurance"),
        (["雇用保険被保険者番号1", "雇用保険被保険者番号2", "雇用保険被保険者番号3"], "jp.employment_insurance"),
        (["基礎年金番号1", "基礎年金番号2"], "jp.basic_pension"),
        (["基礎年金番号(課所符号)", "基礎年金番号(一連番号)"], "jp.basic_pension"),
    ],
)
def test_numbers_in_parts_are_joined(labels: list[str], kind: str) -> None:
    parts = [[f"{4321 + n}", f"{104729 * (n + 2) % 900000 + 100000}", f"{n % 10}"] for n in range(len(ONE))]
    rows = [[p.name, *part[: len(labels)]] for p, part in zip(ONE, parts, strict=True)]
    assert kind in {one.type for one in in_rows([["氏名", *labels], *rows]).data}


def test_the_bank_of_an_account_is_not_who_holds_it() -> None:
    rows = [[p.name, "みずほ銀行 渋谷支店", f"{1000000 + 13 * n}"] for n, p in enumerate(ONE)]
    assert Category.FINANCIAL in in_rows([["氏名", "振込先銀行", "口座番号"], *rows]).categories


@pytest.mark.parametrize("label", ["面接官", "評価者", "点呼執行者"])
def test_who_judges_them_is_staff(label: str) -> None:
    judges = [p.name for p in TWO[:3]]
    rows = [[n, p.name, p.mobile, judges[n % 3]] for n, p in enumerate(ONE)]
    found = in_rows([["番号", "候補者", "候補者電話", label], *rows])
    assert (found.subjects.low, found.subjects.best) == (30, 30)


def test_a_birthday_behind_the_name_of_a_relative_is_theirs() -> None:
    rows: list[list[object]] = []
    for place, p in enumerate(ONE[:15]):
        kin = [p, TWO[place], PEOPLE[60 + place]][: 1 + place % 3]
        for at, q in enumerate(kin):
            whose = [p.name, p.address] if at == 0 else ["", ""]
            rows.append([*whose, f"{p.family} {q.given}", "子", q.birthday])
    found = in_rows([["世帯主", "住所", "家族氏名", "続柄", "生年月日"], *rows])
    assert found.subjects.low <= len(rows) <= found.subjects.high
    assert abs(found.subjects.best - len(rows)) <= 1


def test_numbers_of_the_insured_below_short_headers() -> None:
    rows = [["06130012", f"{4000 + n}", f"{300 + n}", "01", p.name] for n, p in enumerate(ONE)]
    for head in (["HKN_NO", "KIGO", "BANGO", "EDABAN", "SHIMEI_KJ"], ["保険種別", "記号", "番号", "枝", "患者名"]):
        assert Category.IDENTITY in in_rows([head, *rows]).categories


def test_whom_orders_go_to_in_a_branch_of_its_own_is_somebody_else() -> None:
    orders = []
    for place, p in enumerate(ONE[:24]):
        q = TWO[place] if place % 6 == 0 else p
        billing = {"first_name": p.given, "last_name": p.family, "email": p.email, "phone": p.mobile}
        shipping = {"first_name": q.given, "last_name": q.family, "address_1": q.address, "phone": q.mobile}
        orders.append({"id": place, "billing": billing, "shipping": shipping})
    found = in_text(json.dumps(orders, ensure_ascii=False), "orders.json")
    assert found.subjects.best == 28


def test_readings_in_a_branch_of_somebody_are_names() -> None:
    lines = [{"no": n, "customer": {"kana": p.kana, "tel": p.mobile}} for n, p in enumerate(ONE)]
    found = in_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "a.jsonl")
    assert "person_name" in {one.type for one in found.data}


def test_whom_one_asks_for_at_a_firm_is_somebody() -> None:
    firms = [["株式会社ミナト設備", "法人", p.name, p.mobile] for p in ONE[:10]]
    people = [[p.name, "個人", p.name, p.mobile] for p in TWO[:10]]
    assert in_rows([["取引先名", "区分", "担当者氏名", "担当者携帯"], *firms, *people]).subjects.high == 20


def test_children_in_numbered_columns_are_people() -> None:
    rows = [[p.name, p.address, q.given, q.birthday] for p, q in zip(ONE, TWO, strict=True) if p.given != q.given]
    assert in_rows([["世帯主氏名", "住所", "子1", "子1生年月日"], *rows]).subjects.best == 2 * len(rows)


def test_whose_task_a_record_is_is_staff_where_others_edit_it() -> None:
    editors = [p.name for p in TWO[:3]]
    rows = [[n, p.name, p.email, editors[n % 3], editors[0]] for n, p in enumerate(ONE)]
    assert in_rows([["番号", "氏名", "メール", "所有者", "作成者"], *rows]).subjects.best == 30
    owners = [[n, p.name, p.address] for n, p in enumerate(ONE)]
    assert in_rows([["番号", "所有者", "住所"], *owners]).subjects.best == 30


def test_other_names_of_patients_are_theirs() -> None:
    lines = []
    for place, p in enumerate(ONE):
        names = [{"family": p.romaji[0].title(), "given": [p.romaji[1].title()]}, {"use": "usual", "text": p.name}]
        lines.append({"resourceType": "Patient", "id": f"p{place}", "name": names, "birthDate": p.birthday})
    assert in_text("\n".join(map(json.dumps, lines)), "Patient.ndjson").subjects.best == 30


def test_who_is_insured_or_family_is_no_name() -> None:
    rows = [[p.name, p.birthday, "本人" if n % 2 else "家族"] for n, p in enumerate(ONE)]
    assert _counted(in_rows([["氏名", "生年月日", "本人/家族"], *rows])) == (30, 30, 30)


def test_a_value_of_blood_that_is_the_same_for_everybody_is_one() -> None:
    rows = [[p.name, "5.8"] for p in ONE]
    assert Category.SPECIAL_CARE in in_rows([["氏名", "HbA1c"], *rows]).categories


@pytest.mark.parametrize("label", ["送り先", "贈り先", "配達先"])
def test_several_whom_one_orders_for_are_people(label: str) -> None:
    rows = []
    for place, p in enumerate(ONE[:20]):
        q = TWO[place] if place % 2 else p
        rows.append([place, p.name, p.mobile, q.name, q.address])
        if place % 4 == 0:
            other = PEOPLE[60 + place]
            rows.append([place, "", "", other.name, other.address])
    found = in_rows([["注文番号", "注文者氏名", "注文者TEL", f"{label}氏名", f"{label}住所"], *rows])
    assert found.subjects.best == 35


def test_whom_the_law_says_is_no_name() -> None:
    rows = [[n, p.name, p.birthday, TWO[n].name if n % 2 else "法定相続人"] for n, p in enumerate(ONE)]
    assert in_rows([["証券番号", "被保険者", "被保険者生年月日", "受取人"], *rows]).subjects.high == 45


def test_fields_of_employees_in_hr_systems() -> None:
    lines = ["|PERNR   |NACHN     |VORNA     |GBDAT     |"]
    lines += [f"|{n:08}|{p.family}|{p.given}|{p.birthday.replace('-', '.')}|" for n, p in enumerate(ONE)]
    assert _counted(in_text("\n".join(lines), "pa0002.txt")) == (30, 30, 30)
