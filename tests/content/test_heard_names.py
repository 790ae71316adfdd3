"""Names that are heard and not read, given names in notes of care, who has booked, signs, writes or has died."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.content.same_person import somebody_else
from exposurecheck.content.told import told
from exposurecheck.model.inspection import Category


def _told(text: str) -> list[str]:
    return [text[one.start : one.end] for one in told(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CU：藤枝ミツ子。昭和28年の、6月19日\n制定：理事会。平成20年\n", ["藤枝ミツ子"]),
        ("9:00 はせがわ様（初診）\n9:30 鬼頭様\n", ["はせがわ", "鬼頭"]),
        ("4/8 ゆうくん　咳あり\n4/8 まーちゃん　元気\n", ["ゆうくん", "まーちゃん"]),
        ("18:00 横溝 4名 座敷\n18:30 ハーパー 2名\n19:00 伊集院 8名\n", ["横溝", "ハーパー", "伊集院"]),
        ("児童名：かわい ゆうま\n保護者名：河合 雅子\n", ["かわい ゆうま", "河合 雅子"]),
        ("「父の手紙」　主婦　五味 律子　63　茅野市\n", ["五味 律子"]),
        ("弊社相談役 郡司 惣一郎 儀 永眠いたしました\n喪主 郡司 すみ江（妻）\n", ["郡司 惣一郎", "郡司 すみ江"]),
        ("児童：田嶋 れお（4）、りの（2）\n", ["田嶋 れお", "りの"]),
        ("ID 0048213　ササキ トヨ　88F　左 白内障\n", ["ササキ トヨ"]),
        ("土井チーフ、真野マネジャー、小豆沢支配人\n", ["土井", "真野", "小豆沢"]),
        ("午前　岩井洋子様宅　雨漏り\n", ["岩井洋子"]),
        ("Oak - Sinead Mulcahy\nElm - Babatunde Adeyemi\nAsh - Gwen Pritchard (job share)\n",
            ["Sinead Mulcahy", "Babatunde Adeyemi", "Gwen Pritchard"]),
        ("Would we re-employ? No.\nSigned, P. Hargreaves, Head of Ops\n", ["P. Hargreaves"]),
        ("Declan refused meds. Mum (Teresa) phoned. Declan had a seizure.\n", ["Declan", "Teresa", "Declan"]),
    ],
)  # fmt: skip
def test_names_that_are_heard(text: str, names: list[str]) -> None:
    assert _told(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "8:00 東京 40名\n8:30 横浜 12名\n9:10 小田原 8名\n",
        "9:00 大会議室 12名\n10:00 応接室 3名\n",
        "主婦　満足 32\n会社員　不満 18\n",
        "みなさま、おきゃくさまの声。おかげさまで30周年。ひなまつり様式の飾り。\n",
        "Julia is a language. Julia was released in 2012. Julia went 1.0 in 2018.\n",
        "Starter - Caesar Salad\nMain - Chicken Kiev\nDessert - Victoria Sponge\n",
        "よくあるご質問\nQ. 予約が必要ですか。\nA. 院長の山口です。\nQ. 何日で発行されますか。\n",
        "15:05 匿名 電話 隣家の雑草\n10:15 電話 騒音の相談\n",
        "投薬：あり（てんかん）\n",
    ],
)
def test_what_is_heard_and_no_name(text: str) -> None:
    assert not _told(text)


def test_a_name_in_kana_is_somebody_else_or_the_reading_of_another() -> None:
    assert somebody_else("オギノソウタ", ["荻野恵子", "荻野健一"])
    assert not somebody_else("オギノツヨシ", ["荻野剛"])
    assert not somebody_else("オギノソウタ", ["荻野剛"])  # one sign is read in many ways
    assert not somebody_else("オギノ", ["荻野恵"])
    assert not somebody_else("ミヤケ", ["三宅"])
    assert in_text("児童：おぎの そうた　保護者：荻野 恵子（母）、荻野 健一（父）\n").subjects.best == 3
    assert in_text("3/4 はせべ かずこ 様\n3/5 長谷部 和子 様\n").subjects.best == 1


def test_illness_in_notes_of_care() -> None:
    notes = "Doreen ate half. Doreen was low in mood.\nSkin tear on left shin, GP informed, shower at 10.\n"
    assert Category.SPECIAL_CARE in in_text(notes).categories
    form = "Q1 お名前　→ 久世 光代\nQ3 今日はどうされましたか → 3日前から動悸\nQ4 飲んでいる薬 → ワーファリン\n"
    assert Category.SPECIAL_CARE in in_text(form).categories
    assert Category.SPECIAL_CARE not in in_text("お名前　→ 久世 光代\n飲んでいる薬 → なし\n").categories


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("先週、友人のユウタと山に登った。婚約者のミサキさんと別れたらしい。\n", ["ユウタ", "ミサキ"]),
        ("Rm 204  Lindqvist/Harald Mr   2N\nRm 311  Danube Choir (18 pax)\n", ["Lindqvist/Harald"]),
    ],
)
def test_friends_and_guests(text: str, names: list[str]) -> None:
    assert _told(text) == names


def test_before_and_after_is_no_guest() -> None:
    assert "Before/After" not in _told("Before/After Mr\n")
