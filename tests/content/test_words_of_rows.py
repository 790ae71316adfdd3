"""What one short word in a row, a list without a header, or readings alone tell of people."""

import json
from random import Random

import pytest
from tests.content.inspecting import in_rows, in_text
from tests.corpus.persons import crowd, luhn

from exposurecheck.model.inspection import Category, Inspection

PEOPLE = list({p.name: p for p in crowd(57, 60)}.values())[:12]


def _noted(header: str, *notes: str) -> Inspection:
    rows = [[p.name, notes[place] if place < len(notes) else ""] for place, p in enumerate(PEOPLE)]
    return in_rows([["氏名", header], *rows])


@pytest.mark.parametrize(
    ("header", "note", "kind"),
    [
        ("備考", "糖尿病", "medical"),
        ("備考", "うつ病で休職", "medical"),
        ("区分", "身体障害", "disability"),
        ("障害の種別", "知的", "disability"),
        ("種別", "少年院仮退院", "criminal_record"),
    ],
)
def test_one_word_beside_a_name_tells(header: str, note: str, kind: str) -> None:
    found = _noted(header, note)
    assert Category.SPECIAL_CARE in found.categories
    assert kind in {one.type for one in found.data}


@pytest.mark.parametrize(
    "words", [("営業部", "総務部"), ("済", "未"), ("東京都", "大阪府"), ("がんばる", "頑張ります")]
)
def test_other_words_beside_a_name_tell_nothing(words: tuple[str, str]) -> None:
    assert _noted("備考", *words).categories == (Category.CONTACT,)


def test_the_same_word_where_nobody_is_tells_nothing() -> None:
    rows = [[f"A{place:03}", word] for place, word in enumerate(("糖尿病", "高血圧", "身体障害", "うつ病"))]
    assert in_rows([["コード", "区分"], *rows]).categories == ()


def test_many_rows_and_many_parts_of_a_table() -> None:
    rows = [[PEOPLE[place % 12].name, f"{place}", "糖尿病" if place == 1_900 else "良好"] for place in range(2_000)]
    found = in_rows([["氏名", "番号", "備考"], *rows])
    assert [one.count for one in found.data if one.type == "medical"] == [1]


def test_letters_inside_a_token_are_no_illness() -> None:
    rows = [
        ["hcForVYQe7HIVIpfgxoHsQhYAz5LVRz1B", PEOPLE[0].email],
        ["70wHIV9IFc42A7egMpiYEujcM5HoLIrYi", PEOPLE[1].email],
    ]
    assert in_rows([["note", "mail"], *rows]).categories == (Category.CONTACT,)


def test_a_list_of_codes_of_one_form_is_a_column() -> None:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    cards = [f"{letter}K{48210937 + 7919 * place}{letter}A" for place, letter in enumerate(letters)]
    assert in_text("\n".join(cards)).categories == (Category.IDENTITY,)
    abroad = "\n".join(f"+8160{71234567 + 7919 * place}" for place in range(12))
    assert in_text(abroad).subjects.best == 12


def test_a_list_of_other_codes_is_nobodys() -> None:
    assert in_text("\n".join(f"A{10007 + 7919 * place}" for place in range(12))).categories == ()
    assert in_text("\n".join(f"2026{10_007_919 + 7919 * place}" for place in range(40))).categories == ()


def test_readings_alone_are_of_people_where_most_begin_with_a_family_name() -> None:
    found = in_rows([["カナ", "受講"], *[[p.kana, "済"] for p in PEOPLE]])
    assert found.categories == (Category.CONTACT,)
    goods = ("サクラ モチ", "ヤマダ ニシキ", "ムギ ミソ", "コーヒー マメ", "ユズ シオ", "カリン トウ")
    assert in_rows([["カナ", "在庫"], *[[one, "3"] for one in goods]]).categories == ()


def test_what_holds_the_fields_says_nothing_of_them() -> None:
    card = {"記号": "8113", "番号": "2207", "枝番": "01", "氏名": PEOPLE[0].name, "保険者番号": "39139589"}
    assert Category.IDENTITY in in_text(json.dumps({"fields": card}), "a.json").categories


def test_an_account_below_its_bank() -> None:
    begin = "返金先をお知らせします。\n千葉銀行 柏支店（店番 005）\n普通 8535566\n"
    private = in_text(f"{begin}クロダ マリコ\n黒田 真理子\n070-9000-5294\n")
    assert Category.FINANCIAL in private.categories
    of_a_firm = in_text(f"{begin}カ）ヒノデショウテン\n担当 黒田 真理子\n070-9000-5294\n")
    assert Category.FINANCIAL not in of_a_firm.categories


def _grouped(number: str) -> str:
    return "-".join(number[place : place + 4] for place in range(0, 16, 4))


def test_numbers_in_groups_of_which_few_pass_a_check_are_no_cards() -> None:
    random = Random(5)
    units = [f"unit {_grouped(f'{random.randrange(10**16):016}')}" for _ in range(300)]
    assert in_text("\n".join(units)).categories == ()
    cards = [f"unit {_grouped(luhn(f'45395787{random.randrange(10**7):07}'))}" for _ in range(30)]
    assert in_text("\n".join(cards)).categories == (Category.FINANCIAL,)
    named = f"お客様 {PEOPLE[0].name}様 カード番号 {cards[0].removeprefix('unit ')}"
    assert in_text("\n".join([*units, named])).subjects.best == 1


def test_codes_of_goods_are_no_personal_numbers_whatever_they_pass() -> None:
    numbers = [p.my_number for p in PEOPLE]
    assert in_rows([["商品コード", "単価"], *[[number, "300"] for number in numbers]]).categories == ()
    assert in_rows([["個人番号", "単価"], *[[number, "300"] for number in numbers]]).categories == (Category.MY_NUMBER,)


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("購入商品", "補聴器"),
        ("希望講座", "糖尿病教室"),
        ("勤務先", "糖尿病クリニック"),
        ("卒論題目", "うつ病の時系列"),
        ("書名", "うつ病の本"),
    ],
)
def test_what_somebody_buys_reads_or_studies_is_no_illness_of_theirs(header: str, word: str) -> None:
    assert _noted(header, word, "ほか").categories == (Category.CONTACT,)


def test_labels_of_forms_are_no_illness() -> None:
    labels = {
        "form.name": "お名前",
        "form.tel": "電話番号",
        "profile.disease": "既往歴",
        "profile.allergy": "アレルギーの有無",
    }
    assert in_text(json.dumps(labels), "ja.json").categories == ()
    assert _noted("既往歴", "高血圧").categories == (Category.SPECIAL_CARE, Category.CONTACT)


def test_horses_and_their_parents_are_no_people() -> None:
    rows = [
        ["サクラノカゼ", "牝3", "2023-03-12", "ホクトオー", "ハナコ"],
        ["ヤマトタロウ", "牡4", "2022-04-02", "ケンゴ", "ヤマトヒメ"],
    ]
    assert in_rows([["馬名", "性齢", "生年月日", "父", "母"], *rows * 4]).categories == ()


def test_signs_and_numbers_beside_a_holder_are_accounts_of_the_postal_bank() -> None:
    rows = [[p.name, p.kana, f"1{4100 + 7 * n}0", f"{1931308 + 77 * n}1"] for n, p in enumerate(PEOPLE)]
    found = in_rows([["児童", "保護者名義", "記号", "番号"], *rows])
    assert Category.FINANCIAL in found.categories


def test_numbers_of_several_kinds_in_a_text_about_one_are_theirs() -> None:
    one = PEOPLE[0]
    lines = ("住基コード 63918844658", f"マイナンバー {one.my_number}", "基礎年金番号 4182-982843")
    note = f"{one.name}（昭和45年5月20日）\n" + "".join(f"・{line}\n" for line in lines)
    found = in_text(note)
    assert (found.subjects.low, found.subjects.high) == (1, 1)
    assert Category.IDENTITY in found.categories
    two = in_text(note + f"{PEOPLE[1].name} 様\nマイナンバー {PEOPLE[1].my_number}\n")
    assert two.subjects.low > 1
