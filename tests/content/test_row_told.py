"""Lists with a name, or no more than a family name, in front of what is said of each, and lists that look alike."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.content.row_told import told_in_rows


def _told(text: str) -> set[str]:
    return {text[one.start : one.end] for one in told_in_rows(text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "[総務-03 柏木良美] 休憩室を広く\n[製造-11 大塚健] うつ病で通院中\n[製造-14 Silva Rafael] 特になし\n",
            {"柏木良美", "大塚健", "Silva Rafael"},
        ),
        ("・営業1課/前島 … 残業\n・営業2課/ファム … 特になし\n・製造/折原 … 通院中\n", {"前島", "ファム", "折原"}),
        ("長尾　入浴拒否あり\n片山　インスリン自己注射\n丹羽　先週転倒\n", {"長尾", "片山", "丹羽"}),
        ("柳沢\n 服薬中、残業不可\n堀井\n 年内退職の意向\n門脇\n 特になし\n", {"柳沢", "堀井", "門脇"}),
        (
            "201 戸田さん\n　昨夜38.2℃\n203 猪股さん\n　夜間徘徊、転倒\n205 倉持さん\n　特変なし\n",
            {"戸田", "猪股", "倉持"},
        ),
        (
            "アレルギー対応\n1-1 荻野 卵\n1-2 門倉 えび\n2-1 レ・ティ・ハオ 落花生\n3-2 諏訪 そば\n",
            {"荻野", "門倉", "レ・ティ・ハオ", "諏訪"},
        ),
        (
            "0000554401イワタ   ハル    11801220112\n0000554402コミヤマ  タツオ   21106030113\n",
            {"イワタ   ハル", "コミヤマ  タツオ"},
        ),
        ("氏名 安中 ソフィア　所属 品質保証", {"安中 ソフィア"}),
        ("①高田馬場2-1-5 乙黒ミツ 91歳 心不全", {"乙黒ミツ"}),
        ("4/3 午後 詩吟の会 遠山 090-2217-8841", {"遠山"}),
        ("GET /entry?name=須永+健介&tel=09066318240 HTTP/1.1", {"須永+健介"}),
        ("4 サンチェス 海斗（母）", {"サンチェス 海斗"}),
        (
            "1組　　古　賀　達也　　　電話\n2組　　井　上　恵　　　電話\n3組　　大　西　一郎　　電話\n",
            {"古　賀　達也", "井　上　恵", "大　西　一郎"},
        ),
    ],
)
def test_names_in_front_of_what_is_said(text: str, names: set[str]) -> None:
    assert _told(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "[A-01 大宮] 乗換案内あり\n[A-02 浦和] 改札工事中\n[A-03 赤羽] エレベーター休止\n",
        "[web-01 nginx] started\n[web-02 nginx] started\n[db-01 postgres] ready\n",
        "福島 → 4月から新拠点\n宮崎 → 休業\n長野 → 8月に移転\n",
        "高血圧　塩分を控える\n糖尿病　インスリン注射\n認知症　夜間徘徊\n",
        "大沢　9/1 訪問\n山田　9/3 訪問\n中村　9/5 残業\n",
        "1  BRACKET LEFT UPPER   2019.03.12   C9182734\n2  SHAFT DRIVE LONG 2020.11.25   C8811920\n",
        "査証申請センター 備品\n1 PRINTER LASER COLOR A4419082\n",
        "大根　皮をむき、苦手な人は除去\n里芋　ぬめりを取る\n白菜　そぎ切り\n",
        "久保田　辛口、希望小売価格 2,000円\n八海山　食事と相性よし\n立山　富山\n",
        "お名前 ______ 男・女　明・大・昭・平・令",
    ],
)  # fmt: skip
def test_lists_of_other_things(text: str) -> None:
    assert not in_text(text).categories


def test_an_illness_is_that_of_whom_a_list_names_by_the_family_name() -> None:
    found = in_text("面談（9/3）\n柳沢\n 双極性障害で服薬中、残業不可\n堀井\n 年内退職の意向\n門脇\n 特になし\n")
    assert set(found.categories) == {"contact", "special_care"}
    assert found.subjects.best == 3


def test_passports_of_other_countries_in_rows() -> None:
    found = in_text(
        "No NAME / 生年月日 / 旅券\n1  LE THI NHUNG   1998.07.02   C7719230\n2  PHAM BAO  2000.11.19   B8830174\n"
    )
    assert set(found.categories) == {"contact", "identity"}
    assert found.subjects.best == 2
    letter = "Dear Ms. Brandt,\n\nThank you.\n\nPassport No. (as registered): C4VKM27RH, C4VJ91TXZ\n\nYours\nAn inn\n"
    assert not in_text("旅券番号の例\nC1234567\n").categories
    assert "identity" in in_text(letter).categories
    assert "identity" in in_text("旅券番号 TS 9O13384\n姓 HIROSE  名 DAIGO\n").categories, (
        "a letter O that was read for a zero"
    )


def test_a_story_has_nobody() -> None:
    text = (
        "　佐伯は三年ぶりに故郷の駅に降り立った。\n「佐伯くん、久しぶり」\n"
        "　振り返ると、榊原先生が立っていた。病を得て、もう教壇には立っていないという。\n"
    )
    assert not in_text(text).categories
    assert in_text(text + "連絡先 080-3381-2249\n").categories, "a telephone number is no part of a story"
