"""Who comes again in other letters, or under another name or number, is one person; firms and programs are nobody."""

import json

import pytest
from tests.content.inspecting import in_rows
from tests.corpus.persons import Person, crowd

from exposurecheck.content import fold
from exposurecheck.content.inspect import inspect
from exposurecheck.content.names import full_name
from exposurecheck.content.source import MemorySource
from exposurecheck.model.inspection import Category, Inspection

PEOPLE = [p for p in {p.name: p for p in crowd(47, 300)}.values() if full_name(fold.name(p.name))]
ONE, TWO = PEOPLE[:30], PEOPLE[30:60]


def _counted(found: Inspection) -> tuple[int, int, int]:
    return found.subjects.low, found.subjects.best, found.subjects.high


def _romaji(p: Person) -> str:
    return f"{p.romaji[1].title()} {p.romaji[0].title()}"


@pytest.mark.parametrize("parts", [False, True])
def test_again_in_latin_letters_with_the_same_mail(*, parts: bool) -> None:
    if parts:
        rows = [[p.family, p.given, p.email] for p in ONE] + [[p.romaji[0], p.romaji[1], p.email] for p in ONE[::3]]
        assert _counted(in_rows([["姓", "名", "メール"], *rows])) == (30, 30, 30)
    else:
        rows = [[p.name, p.email] for p in ONE] + [[_romaji(p), p.email.upper()] for p in ONE[::3]]
        assert _counted(in_rows([["氏名", "メール"], *rows])) == (30, 30, 30)


def test_another_surname_with_the_same_mail_and_birthday() -> None:
    born = [f"1980-01-{n + 1:02}" for n in range(30)]
    rows = [[p.name, day, p.email] for p, day in zip(ONE, born, strict=True)]
    rows += [[f"{q.family} {p.given}", day, p.email] for p, q, day in zip(ONE[:9], TWO, born, strict=False)]
    assert _counted(in_rows([["氏名", "生年月日", "メール"], *rows])) == (30, 30, 30)


def test_another_mail_may_be_somebody_else() -> None:
    rows = [[p.name, p.email] for p in ONE] + [[p.name, f"x{n}@kitanet.ne.jp"] for n, p in enumerate(ONE[:20])]
    assert in_rows([["氏名", "メール"], *rows]).subjects.low <= 30


def test_phones_in_three_columns() -> None:
    rows = [[p.family, p.given, *p.mobile.split("-")] for p in ONE]
    found = in_rows([["注文者姓", "注文者名", "注文者電話番号1", "注文者電話番号2", "注文者電話番号3"], *rows])
    assert "jp.phone" in {d.type for d in found.data}
    assert _counted(found) == (30, 30, 30)


def test_what_a_customer_sends_to_others_leaves_the_rest_theirs() -> None:
    shop = {
        "members": [{"memberId": f"M{n}", "name": p.name, "email": p.email} for n, p in enumerate(ONE)],
        "cards": [{"memberId": f"M{n}", "card_no": p.card} for n, p in enumerate(ONE)],
        "parcels": [
            {"memberId": f"M{n}", "届け先氏名": q.name if n % 6 == 0 else p.name, "届け先電話": p.mobile}
            for n, (p, q) in enumerate(zip(ONE, TWO, strict=True))
        ],
    }
    found = inspect("shop.json", MemorySource(json.dumps(shop, ensure_ascii=False).encode()), secret=b"t" * 32)
    assert found.inspection.subjects.best == 35


def test_firms_and_programs_are_nobody() -> None:
    rows = [[p.name, "個人", p.mobile, f"100{n:04}"] for n, p in enumerate(ONE)]
    rows += [[f"大洋{n}", "法人", "", f"200{n:04}"] for n in range(5)]
    assert _counted(in_rows([["取引先名", "事業所区分", "携帯", "口座番号"], *rows])) == (30, 30, 30)
    rows = [[p.name, "false", p.email] for p in ONE] + [["青空 知らせ", "true", "sora-bot7@kitanet.ne.jp"]]
    assert _counted(in_rows([["real_name", "is_bot", "email"], *rows])) == (30, 30, 30)


def test_vacant_lots_are_nobody() -> None:
    rows = [[str(n), p.name, p.mobile] for n, p in enumerate(ONE)] + [["30", "空き", ""], ["31", "空き区画", ""]]
    assert _counted(in_rows([["区画", "契約者", "電話"], *rows])) == (30, 30, 30)


def test_names_in_kana_beside_accounts_and_in_latin_letters_beside_cards() -> None:
    rows = [[p.kana, "0149", "101", "1", f"20{n:05}"] for n, p in enumerate(ONE)]
    found = in_rows([["name_kana", "bank_code", "branch_code", "account_type", "account_number"], *rows])
    assert set(found.categories) == {Category.CONTACT, Category.FINANCIAL}
    assert found.subjects.best == 30
    rows = [[str(n + 1), p.card, "07/26", _romaji(p).upper()] for n, p in enumerate(ONE)]
    assert set(in_rows(rows).categories) == {Category.CONTACT, Category.FINANCIAL}


def test_a_year_among_headers_and_given_names_of_joint_addressees() -> None:
    rows = [
        [p.family, p.given, q.given if n % 2 else "", p.address, "○"]
        for n, (p, q) in enumerate(zip(ONE, TWO, strict=True))
    ]
    assert in_rows([["姓", "名", "連名1", "自宅住所1", "2026年"], *rows]).subjects.best == 45


def test_a_second_header_with_a_remark_in_brackets() -> None:
    rows = [
        ["会議 ID", "トピック", "ユーザー メール"],
        ["812 4455", "夏期研修会", "jimukyoku@kitanet.ne.jp"],
        ["", "", ""],
    ]
    rows += [["名前（元の名前）", "ユーザー メール", "ゲスト"], *([p.name, p.email, "はい"] for p in ONE)]
    assert _counted(in_rows(rows)) == (30, 30, 30)


def test_rows_with_empty_cells_are_no_form() -> None:
    header = ["会社名", "部署・役職", "氏名", "携帯", "E-mail", "住所"]
    rows = [
        ["株式会社青葉", "営業部 部長", p.name, p.mobile if n % 3 else "", p.email, p.address]
        for n, p in enumerate(ONE)
    ]
    assert _counted(in_rows([header, *rows])) == (30, 30, 30)


def test_a_guardian_in_a_branch_has_the_number_there() -> None:
    families = [
        {"child": {"name": p.name, "birthDate": "2016-05-04"}, "guardian": {"name": q.name, "tel": q.mobile}}
        for p, q in zip(ONE, TWO, strict=True)
    ]
    rows = [[q.name, q.mobile] for q in TWO]
    body = json.dumps({"families": families, "parents": [{"name": n, "tel": t} for n, t in rows]}, ensure_ascii=False)
    assert inspect("f.json", MemorySource(body.encode()), secret=b"t" * 32).inspection.subjects.best == 60
