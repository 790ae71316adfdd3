"""What a text of people says of nobody, and what it says of one of them in two ways."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.content.published import for_everybody
from exposurecheck.content.validators import secret_like
from exposurecheck.model.inspection import Category


@pytest.mark.parametrize(
    "text",
    [
        "@book{kuhn1962, author={Thomas S. Kuhn}, year={1962}}\n@book{s, author={夏目漱石}, title={吾輩は猫である}}\n",
        "TY  - JOUR\nAU  - 佐藤, 健二\nAU  - Miller, Anna\nER  - \n",
        (
            "9784993504660　海の本　戸川 真理　甲書店\n9784802784597　山の本　江原 陸　乙社\n"
            "9784516380030　空の本　沢田 美月　丙社\n"
        ),
        "1600年　関ヶ原の戦い\n1637年　島原の乱\n1716年　改革\n",
    ],
)
def test_texts_about_works_and_the_past_are_for_everybody(text: str) -> None:
    assert for_everybody(text)


@pytest.mark.parametrize(
    "text",
    [
        (
            "図書室 延滞者一覧\n9784003101018　本　3年2組 片桐 悠斗　返却期限\n9784101010013　本　2年1組 沢田 美月\n"
            "9784167110123　本　江原 陸\n"
        ),
        "曾祖父　1871年生\n祖父　1899年生\n父　昭和8年生\n1600年 家の始まり\n",
    ],
)
def test_readers_and_families_are_not(text: str) -> None:
    assert not for_everybody(text)


@pytest.mark.parametrize(
    "text",
    [
        "明治の人々\n・福沢諭吉　学問のすゝめを著す\n・渋沢栄一　第一国立銀行を設立\n・津田梅子　女子英学塾を開く\n",
        "参考文献\n[1] 上野千鶴子『家父長制と資本制』岩波書店、1990年\n[2] 山田昌弘『時代』ちくま新書、1999年\n",
        (
            "新着図書\n・『八日目の蝉』　角田光代／中央公論新社\n・『告白』　湊かなえ／双葉社\n"
            "・『舟を編む』　三浦しをん／光文社\n"
        ),
    ],
)
def test_authors_and_people_of_the_past_are_nobody(text: str) -> None:
    assert not in_text(text).subjects.best


def test_who_writes_about_authors_is_somebody() -> None:
    assert in_text("読書感想文　　3年1組　熊谷 遥香\n\n　夏目漱石と太宰治を読んで考えました。\n").subjects.best == 1


def test_roles_that_speak_are_nobody() -> None:
    text = "".join(
        f"[00:00:0{n}] {line}\n"
        for n, line in enumerate(
            ("OP: お名前をお願いいたします。", "CU: 木下奈津実です。", "OP: お電話番号は。", "CU: 070-8812-3345です。")
        )
    )
    assert in_text(text).subjects.high == 1


def test_a_chat_with_tabs_is_no_table() -> None:
    found = in_text(
        "[LINE] 引越しのトーク履歴\n保存日時：2024/03/20 22:14\n\n2024/03/18(月)\n"
        "20:41\t三浦康弘\t新居決まりました\n20:43\t林美穂\t[スタンプ]\n20:44\t林美穂\tトラックは9時\n"
        "20:50\t菅原千尋\t080-8622-1655\n20:51\t三浦康弘\tりょうかい\n20:52\t林美穂\tはい\n20:53\t林美穂\tでは\n"
    )
    assert (found.format, found.subjects.best) == ("text", 3)


def test_people_who_are_visited_at_home() -> None:
    text = "営業日報　6月27日（木）　吉川誠\n\n09:30　砂川彩香様邸　点検\n"
    text += "11:00　岩井洋子様宅　不在\n13:30　東様邸 見積\n"
    assert in_text(text).subjects.best == 4


def test_an_account_on_the_sheet_of_a_number_is_somebodys() -> None:
    sheet = "Legal name: Marcus Ellingworth\nSSN: 518-40-4002\n\nrouting 324173419, account 6548970314\n"
    assert Category.FINANCIAL in in_text(sheet).categories
    assert Category.FINANCIAL not in in_text(sheet.replace("SSN: 518-40-4002", "Ref: 51840")).categories


def test_the_account_of_a_line_is_nobodys() -> None:
    found = in_text("pp select 1\n pp auth myname hk848842@isp.hikari.ne.jp qUJA9YYJK\n")
    assert not found.subjects.best


def test_illness_of_animals_and_of_people_with_animals() -> None:
    vet = "モカ（トイプードル・♀・避妊済）\n飼主　森和彦　090-4857-4385\n膝蓋骨内方脱臼 Grade2\n"
    assert Category.SPECIAL_CARE not in in_text(vet).categories
    care = "訪問看護記録　利用者　飯島 トメ 様（86）\n愛犬のチロと散歩。高血圧、糖尿病で内服中。\n"
    assert Category.SPECIAL_CARE in in_text(care).categories


def test_letters_that_change_between_small_and_capital_are_a_secret() -> None:
    assert secret_like("ekZPzRfHyD")
    assert not secret_like("MixedCaseRequired")
    assert not secret_like("getUserPassWord")


def test_where_somebody_drives_is_an_indirect_datum() -> None:
    found = in_text("2024-07-04T08:30:05Z driver=onodera.y (小野寺康弘) lat=35.576783 lon=139.608352\n" * 2)
    assert Category.INDIRECT in found.categories
