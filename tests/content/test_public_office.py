"""Who speaks for an office in minutes and greetings is nobody to protect; whoever is spoken of there is somebody."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.model.inspection import Category


@pytest.mark.parametrize(
    "text",
    [
        (
            "令和7年第4回 定例会会議録\n出席議員\n 1番 栗林 修 君 2番 大瀧 恵 君\n○議長（鴨志田浩二君） "
            "一般質問を行います。\n"
            "○2番（大瀧恵君） 認知症の方の見守りについて伺います。\n○市長（小野寺隆君） "
            "早期の対応に努めてまいります。\n"
        ),
        (
            "障がい者計画策定審議会 議事要旨\n2 出席者 （委員）新庄 正美会長、和泉 晃副会長、長谷 純子委員\n"
            "・新庄会長 精神障害の方の居住支援を明記すべき。\n・長谷委員 発達障害の早期相談は。\n"
        ),
        (
            "CITY COUNCIL - REGULAR MEETING MINUTES\n\nMayor Denise Holloway called the meeting to order at 7:00 p.m.\n"
            "Staff present: City Manager Tom Brandt, City Clerk Maria Espinoza.\nMotion carried. Disabled parking.\n"
        ),
        (
            "町長あいさつ\n町長の粟津敏夫です。障がい児の療育支援に力を入れてまいりました。\n粟島町長　粟津　敏夫\n"
            "電話 0237-62-2111\n"
        ),
        "PRINCIPAL'S WELCOME\n\nPupils with dyslexia and autism thrive here.\nWarm regards,\nHelen Marsh\nPrincipal\n",
        "Governing law. The Kobe District Court has jurisdiction.\nIf you record allergies, we need your consent.\n",
        "科目名：障害児心理学　担当教員：高梨 正彦\n授業概要：ADHDの理解と支援\n成績評価：期末試験60%\n",
        "CAST\nHelen Marsh ........ Amanda Keating\nOliver, her dying patient ........ Joe Rourke\n",
    ],
)
def test_minutes_greetings_and_terms_speak_of_nobody(text: str) -> None:
    assert in_text(text).categories == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("○市長（真野 哲也君） 一般質問の滞納の件、市内の久留島恵美さん（58歳）は統合失調症で通院中です。\n", 1),
        ("管理組合 理事会議事録 質疑\n出席：理事長 栗林 修、副理事長 大瀧 恵\n103号室 宇佐見 玲子様 管理費滞納\n", 3),
        ("授業計画と成績評価の件、学生の高梨 正彦さんからADHDの診断書の提出がありました。担当教員：二宮 朋子\n", 1),
        ("校長挨拶\n校長の宮脇浩です。携帯 080-4471-2290 までどうぞ。\n", 1),
        ("院長ごあいさつ\n院長の柳楽 直子です。志田 孝之様（72歳）は2型糖尿病で当院通院中です。\n", 1),
    ],
)
def test_whoever_is_spoken_of_is_somebody(text: str, people: int) -> None:
    inspection = in_text(text)
    assert Category.CONTACT in inspection.categories
    assert inspection.subjects.low <= people <= inspection.subjects.high


def test_a_disease_in_a_signed_form_is_of_who_signs() -> None:
    text = "入会申込書\n氏名　柳楽 直子　　電話 080-4471-2290\n持病　気管支喘息　　上記規約に同意します。\n"
    assert Category.SPECIAL_CARE in in_text(text).categories
