"""Names and numbers that are said and not written, numbered lists, and names in two scripts on one line."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.model.inspection import Category


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            (
                "[OP] お名前をお願いいたします。\n[CU] えーと、畠山ですね、畠山ゆうじろうです。\n[CU] "
                "080の8241の9808です。\n"
            ),
            1,
        ),
        (
            (
                "[客] 小野寺です。小野寺ひろゆきと申します。\n[オペレーター] 小野寺ひろゆき様ですね。\n[客] "
                "090の4471の、2290です。\n"
            ),
            1,
        ),
        ("【応答】ご契約者名をおっしゃってください。\n【発話】ミズハラ カオリ\n【発話】080の5512の0098\n", 1),
        ("No.3301 荒牧 ゆかり 転居\nNo.3345 大槻 剛 退会\nNo.3390 奈良岡 ミゲル 帰国\nNo.3412 柊 奈々 未記入\n", 4),
        ("2241037  保坂 凌   D → C\n2241112  鄭 美羅   不可 → B\n2240985  柏木 悠斗   A → S\n", 3),
        ("旅券\n松永 武雄  MATSUNAGA TAKEO  TR6216197\n矢吹 典仁  YABUKI NORIHITO  TT9411699\n", 2),
        (
            (
                "COE\n1. Tomasz Wieczorek - Polish, passport no. EH7434299, DOB 17 Feb 1993\n"
                "2. Aisha Bello - Nigerian, passport number A53952377 (spouse: Chidi Bello, DOB 4 May 1994)\n"
            ),
            3,
        ),
    ],
)
def test_people_are_counted(text: str, people: int) -> None:
    subjects = in_text(text).subjects
    assert (subjects.low, subjects.best) == (people, people)


@pytest.mark.parametrize(
    "text",
    [
        "[OP] フリーダイヤルは0120の441の229です。\n[CU] 水原駅前の店ですね。\n",
        "A1001 高山 りんご 特秀 5kg\nA1002 青森 ふじ 秀\nA1003 長野 つがる 優\nA1004 山形 さくらんぼ\n",
        "10011 松本 城山 上り\n10012 長谷川 大橋 下り\n10013 森 公園前 上り\n",
        "TERMS\nLast updated: 12 January 2026\nYou must give your date of birth and passport.\n",
        "INFO lock holder=WORKER+THREAD acquired\nINFO charge holder=MASKED+NUMBER\n",
    ],
)
def test_these_are_nobody(text: str) -> None:
    assert in_text(text).categories == ()


def test_a_card_holder_is_read_from_a_query() -> None:
    text = "DEBUG body=order=A0098812&pan=3541762614084718&exp=0729&cvv=517&holder=SHINOBU+TAKEYAMA\n"
    assert {Category.CONTACT, Category.FINANCIAL} <= set(in_text(text).categories)


@pytest.mark.parametrize(
    ("text", "ill"),
    [
        ("作業員名簿\n1 早瀬 鉄也（ハヤセ テツヤ） 血圧 132-84\n2 仲田 勲（ナカダ イサオ） 血圧 158-96\n", True),
        ("被　害　届\n届出人　氏名　蜂須賀　道代　電話 080-4471-2290\n", True),
        ("My name is Carmen Vasquez. A man on a scooter snatched my handbag.\n", True),
        ("Felix Adeyemi is registered disabled.\n", True),
        ("The badge of Felix Adeyemi is disabled as of 31 July.\n", False),
    ],
)
def test_what_needs_special_care(text: str, ill: bool) -> None:
    assert (Category.SPECIAL_CARE in in_text(text).categories) is ill


@pytest.mark.parametrize(
    "text",
    [
        (
            "支払調書\n001 横山　慎吾\n    住所 埼玉県蕨市中央3-24-9\n    個人番号 888635295270  区分 デザイン料\n"
            "002 小野寺　桃子\n    住所 福岡県福岡市博多区博多駅前5-15-8\n    個人番号 998521834014  区分 講演料\n"
        ),
        "・横山 慎吾 様\n　ご旅行代金 入金済み\n　旅券 TR6216197\n・小野寺 桃子 様\n　部屋 ツイン\n　旅券 TS5757957\n",
        (
            "Guest: Carmen Vasquez\nRoom 1203\n\nPassport number: EH7434299\n\n"
            "Guest: Diego Barrientos\nRoom 1204\n\nPassport number: A53952377\n"
        ),
    ],
)
def test_a_number_behind_each_name_is_that_of_the_person(text: str) -> None:
    subjects = in_text(text).subjects
    assert (subjects.low, subjects.best) == (2, 2)
