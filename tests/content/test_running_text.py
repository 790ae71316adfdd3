"""What is about a person in letters, forms and reports, by the ways in which people write it."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource
from exposurecheck.model.inspection import Category


def _convincing(text: str) -> set[str]:
    found = in_text(text)
    return {d.type for d in found.data if d.category in found.categories and d.confidence != "low"}


@pytest.mark.parametrize(
    "text",
    [
        "氏名 ミネギシ ユウト",
        "氏名 新垣 大悟 生年月日 S60.11.3",
        "氏 名 大谷 紗香 写真",
        "氏名（カナ）：ミネギシ ユウト",
        "口座名義 カワゴエ タクミ",
        "氏名 NGUYEN THI LAN ANH",
        "名義 SAYAKA UEMURA",
        "運転手 権藤 雄一郎（46歳）は無事",
        "五十嵐 翔さん（当時28歳）",
        "ぬかりや まい 様",
        "児童 椿原 芽衣 ほか",  # a family name that no dictionary knows
        "脱退届: 阿久津 亮介",
        "組合員: 城戸 康平（書記長）",
    ],
)
def test_a_name_by_its_label_its_title_or_an_age(text: str) -> None:
    assert "person_name" in _convincing(text)


@pytest.mark.parametrize(
    "text",
    [
        "定員 三十名（4歳から）", "対象 小学生（6歳以上）", "保護者 説明会 開催", "会員 募集 要項",
        "名義 WINDOWS", "サーバとのやり取りに関する様々なことを実行できます",
        "患者 満足度 調査", "皆さま へ 様式", "出席者 三名 欠席者 なし", "氏名 フリガナ セイ メイ",
    ],
)  # fmt: skip
def test_labels_and_ages_without_a_name(text: str) -> None:
    assert not in_text(text).subjects.best


def test_everybody_on_a_line_counts_with_a_label_or_without() -> None:
    assert in_text("退会者: 越智 なつみ（090-3317-8822）、東 憲一（080-1192-7766）").subjects.best == 2
    assert in_text("連絡帳 児童 椿原 芽衣 保護者 椿原 直美 緊急連絡先 090-4456-1182").subjects.high == 2


@pytest.mark.parametrize(
    ("text", "detector"),
    [
        ("Her SSN is 536-22-8145.", "us.ssn"),
        ("Please call me at 090-3321-5678.", "jp.phone"),
        ("マイナンバーは 305829174605.", "jp.my_number"),
        ("基礎年金番号 4718-209336.", "jp.basic_pension"),
    ],
)
def test_a_number_at_the_end_of_a_sentence(text: str, detector: str) -> None:
    assert detector in {d.type for d in in_text(text).data}
    assert detector not in {d.type for d in in_text(text + "5").data}, "1234.5 is another number"


@pytest.mark.parametrize(
    "text",
    [
        "生年月日 平成14年 5月17日", "生年月日：昭和 60 年 4 月 12 日", "1979年 2月 14日生まれ", "DOB: 03/14/1982",
        "geboren am 09.05.1971", "born on 14/03/1982",
    ],
)  # fmt: skip
def test_dates_of_birth_with_spaces_and_in_other_orders(text: str) -> None:
    assert "date_of_birth" in {d.type for d in in_text(text).data}


def test_the_holder_of_a_bank_account_makes_it_personal() -> None:
    assert "financial" in in_text("京都中央信用金庫 烏丸支店 普通 4082716 ハセベ チヒロ").categories
    assert not in_text("みずほ銀行 丸の内支店 普通 4082716 カ）ミナトシステム").categories


def test_symbol_and_number_of_an_insurance_card() -> None:
    assert "identity" in in_text("被保険者証 記号 8027 番号 114 枝番 01").categories
    assert not in_text("図面記号 12 番号 34 の部品").categories


@pytest.mark.parametrize(
    "text",
    [
        "氏名 百瀬 浩二\n\n上記の者は、平成29年に窃盗の罪により懲役1年6月、執行猶予3年の判決を受けた。",
        "佐久間 瑠奈さん。宗教上の理由で土曜勤務は不可。090-8841-2207",
        "担当 佐久間 瑠奈さん（090-8841-2207）は創価学会の会員です。",
    ],
)
def test_special_care_data_about_a_named_person(text: str) -> None:
    assert "special_care" in in_text(text).categories


@pytest.mark.parametrize(
    "text",
    [
        "懲役1年6月、執行猶予3年の判決を受けた事例を解説する。",
        "宗教上の理由による欠席は認められる。",
        "キリスト教の信者は約190万人いる。",
    ],
)
def test_the_same_words_without_a_person(text: str) -> None:
    assert not in_text(text).categories


def test_half_width_kana_of_old_systems() -> None:
    text = "ｼﾒｲ ｱﾗｶﾜ ﾄﾓﾔ ﾃﾞﾝﾜ 09033178822"
    assert inspect("a.txt", MemorySource(text.encode("cp932")), secret=b"t" * 32).inspection.subjects.best == 1


def test_a_list_of_names_behind_a_label() -> None:
    found = in_text(
        "議事録\n出席者：東ゆい、田中早紀、平野カオル、大塚俊介\n欠席者：沼田英樹、伊藤節子\n議題：卵、乳、小麦の扱い\n"
    )
    assert (found.subjects.low, found.subjects.best, found.subjects.high) == (6, 6, 6)


@pytest.mark.parametrize(
    ("remark", "cared"), [("えびアレルギー", True), ("卵アレルギーあり", True), ("食物アレルギー対応可", False)]
)
def test_allergies_in_remarks(remark: str, cared: bool) -> None:
    text = f"お名前: 水野 蓮\n電話: 090-3421-7765\n備考: {remark}\n"
    assert (Category.SPECIAL_CARE in in_text(text).categories) is cared


def test_stored_passwords_are_at_most_as_many_people() -> None:
    hashes = ("5XJzGq0dWc1uBhRk7eLa2.", "kP9sTq4vYx2mNb8rZc3wE.", "tR6yUi1oPl5kJh9gFd2sA/")
    text = "".join(f"user{n}:$apr1$h4Kq7{n}bz${value}\n" for n, value in enumerate(hashes))
    found = in_text(text).subjects
    assert (found.low, found.high) == (0, 3)


@pytest.mark.parametrize(("line", "expected"), [("振込 ミネギシ ユウト", True), ("振込 デンキ リョウキン", False)])
def test_who_paid(line: str, expected: bool) -> None:
    assert ("person_name" in _convincing(f"2026/09/01 {line} 5,000\n")) is expected


@pytest.mark.parametrize(
    "note",
    [
        "アレルギー 有（卵・そば）",
        "アレルギー有（卵・そば）",
        "アレルギー 卵・そば",
        "既往歴 有（喘息）",
        "持病 てんかん",
    ],
)
def test_the_next_field_of_a_form_is_no_given_name(note: str) -> None:
    found = in_text(f"氏名 神保花 {note} 緊急時 母 090-2231-8874\n")
    assert found.categories == (Category.SPECIAL_CARE, Category.CONTACT)


@pytest.mark.parametrize(
    "text",
    [
        "旅券番号 TR4821093 発行 2021/3/27 JINBO RYOTA\n",
        "在留カード\n番号 No. UH48213907EA\n氏名 NAME  NGUYEN THI BICH LIEN\n",
        "在留カード UH48210937EA NGUYEN VAN AN 技能実習2号\n",
        "お支払いカード VISA 4539 5787 6362 1486 12/28 RYOTA JINBO\n",
    ],
)
def test_names_in_capitals_beside_numbers_of_people(text: str) -> None:
    assert Category.CONTACT in in_text(text).categories


def test_other_capitals_beside_such_numbers_are_no_names() -> None:
    found = in_text("旅券番号 TR4821093 JAPAN PASSPORT PLACE OF ISSUE\n")
    assert Category.CONTACT not in found.categories
