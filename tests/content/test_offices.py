"""Mailboxes of offices are nobody's; those of people stay theirs."""

import re

import pytest
from tests.content.inspecting import in_text

from exposurecheck.content.inspect import inspect
from exposurecheck.content.offices import ROLE_MAILBOX, of_office, person_like
from exposurecheck.content.source import MemorySource


def _categories(text: str, name: str = "a.txt") -> tuple[str, ...]:
    return inspect(name, MemorySource(text.encode()), secret=b"s" * 16).inspection.categories


@pytest.mark.parametrize(
    "address",
    [
        "keiyaku@city.kita.lg.jp",
        "tenpo-012@kita.jp",
        "shop007@kita.co.jp",
        "sales-eu@kita.com",
        "suido@town.kita.lg.jp",
        "nyushi@kita.ac.jp",
        "vertrieb@kita.de",
        "conduct@kita.com",
        "oncall@kita.jp",
        "chatops@kita.jp",
        "joushisu@kita.co.jp",
    ],
)
def test_functions_are_known_by_name(address: str) -> None:
    assert ROLE_MAILBOX.fullmatch(address)


@pytest.mark.parametrize("address", ["t.yamada@kita.jp", "kenshin@kita.jp", "shopping@kita.jp", "ar.sato@kita.jp"])
def test_people_are_no_functions(address: str) -> None:
    assert not ROLE_MAILBOX.fullmatch(address)


@pytest.mark.parametrize(
    ("local", "like"),
    [
        ("t.yamada", True),
        ("ysato", True),
        ("nakamurayuta", True),
        ("yuuki", True),
        ("john.smith", True),
        ("go.kusumoto", True),
        ("kakari.himawari", False),
        ("e10293", True),
        ("b-x", False),
        ("himawari", False),
        ("dousei", False),
        ("kakari", False),
    ],
)
def test_local_parts_like_names(local: str, *, like: bool) -> None:
    assert person_like(f"{local}@kita.jp") is like


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("【お問い合わせ】\n河川公園課 公園係 TEL 0198-24-2111\nmidorikawa-kouen@city.kita.lg.jp", False),
        ("【お問い合わせ】\n河川公園課 公園係 TEL 0198-24-2111\nkakari3@city.kita.lg.jp", True),
        ("店舗メール: tsukiboshi@kita.jp", True),
        ("お申し込みは himawari@kita.or.jp まで", True),
        ("お申し込み先 himawari@kita.or.jp", True),
        ("お申し込み先 himawari@gmail.com", False),
        ("窓口に来られた方 氏名: 不明 himawari@kita.or.jp", False),
        ("Unsubscribe: bluebird@kita.com", True),
        ("皆様のご参列をお待ちしています 寺務所 ryusenji@kita.jp 電話 0596-28-1100", True),
        ("大槻様 寺務所 ryusenji@kita.jp 電話 0596-28-1100", False),
    ],
)
def test_what_stands_around_says_whose_it_is(text: str, *, office: bool) -> None:
    found = re.search("[a-z0-9-]+@[a-z.]+", text)
    assert found is not None
    assert of_office(text, *found.span()) is office


NOTICE = """断水のお知らせ
障害者施設、人工透析を行う医療機関には個別に連絡しています。
道路公園課 水辺係 電話 0198-24-2111
kakari3@city.kita.lg.jp
"""


def test_nothing_is_said_of_anybody_beside_the_mailbox_of_an_office() -> None:
    assert _categories(NOTICE) == ()


def test_of_a_person_beside_it_something_is() -> None:
    told = NOTICE.replace("個別に連絡", "個別に連絡済み（大槻 早苗様は人工透析のため電話") + "\n"
    assert set(_categories(told)) >= {"special_care", "contact"}


def test_the_mailbox_of_a_clerk_stays_theirs() -> None:
    assert _categories(NOTICE.replace("kakari3@", "yamada-t@")) == ("special_care", "contact")
    assert _categories("お問い合わせ 総務課 himawari@kita.lg.jp\n担当 大槻 早苗\n") == ("contact",)


def test_a_mailbox_of_a_function_says_not_whose_password_it_is() -> None:
    text = "[mail]\nsmtp_user = oncall@kita.jp\npassword = Xq7!takara_no_2\n"
    found = inspect("a.ini", MemorySource(text.encode()), secret=b"s" * 16).inspection
    assert (found.categories, found.subjects.high) == (("credential",), 0)


def test_dates_of_birth_alone_are_of_nobody() -> None:
    assert _categories("- name: 児童手当\n  誕生年月日: 2011-04-02\n  生年月日: 1980-01-01\n") == ()
    assert _categories("会員番号 48291\n生年月日: 1980-01-01\n") == ("contact",)
    assert _categories("大槻 早苗様\n生年月日: 1980-01-01\n") == ("contact",)


def test_shops_with_their_mailboxes_are_no_people() -> None:
    rows = "".join(
        f"日の出{i}号店,大阪府大阪市北区梅田{i}-2,06-6341-22{i:02},tenpo-{i:03}@hinode.co.jp\n" for i in range(30)
    )
    assert _categories("店舗名,住所,電話番号,メール\n" + rows, "shops.csv") == ()


def test_mailboxes_of_branches_are_nobodys_and_those_of_clerks_theirs() -> None:
    places = ("sendai", "takasaki", "kanazawa", "okayama", "kumamoto", "matsumoto")
    rows = [f"{n}号,022-201-{1000 + n},{place}@suzukake.co.jp" for n, place in enumerate(places)]
    assert _categories("\n".join(["営業所,TEL,E-mail", *rows]), "a.csv") == ()
    rows = [f"{n}号,022-201-{1000 + n},{'abcdef'[n]}-{place}@suzukake.co.jp" for n, place in enumerate(places)]
    assert _categories("\n".join(["営業所,TEL,E-mail", *rows]), "a.csv") == ("contact",)


@pytest.mark.parametrize(
    "text",
    [
        "Data controller: Norrland AB, Storgatan 14. Phone +46 90 70 60 50.\nQuestions? integritet@norrland.se",
        "receivers:\n- to: 'ml-sre-alerts@kumo.net'\n  from: 'alertmanager@kumo.net'\n",
        "がん保険 乳がん・白血病も保障。資料は anshin@mirai-seimei.jp へ\n",
        "採用係 nurse-saiyou@hakuai-hp.or.jp 電話 0463-55-2210\n認知症の方の見守り\n",
    ],
)
def test_a_text_without_people_speaks_of_none(text: str) -> None:
    assert _categories(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Call me: +46 70 712 60 50, anna.lind@norrland.se",
        "login: bluebird@kita.jp\nremember to change it\n",
        "To: bluebird@kita.jp\nSubject: your order\n",
        "mail bluebird77@kita.jp\n",
        "mobile +46 70 712 60 50\n",
    ],
)
def test_a_mailbox_or_a_number_of_somebody_is_theirs(text: str) -> None:
    assert _categories(text) == ("contact",)


def test_mailboxes_of_rooms_and_of_systems_are_nobodys_in_tables_too() -> None:
    rooms = ", ".join(f'{{"name": "{n}", "mail": "room-{n}@calendar.kita.jp"}}' for n in ("fuji", "north", "hakusan"))
    assert _categories(f'{{"halls": [{rooms}]}}', "a.json") == ()
    assert _categories('{"org": "isp", "email": "dmarc-reports@isp.net"}', "a.json") == ()


@pytest.mark.parametrize("header", ["会員メール", "customer_email", "login"])
def test_mailboxes_of_members_are_theirs_whatever_they_are_called(header: str) -> None:
    rows = "\n".join(f"{n},2026-10-01" for n in ("bluebird@kita.jp", "hokusei@hokusei.jp", "tsukiboshi@higashi.jp"))
    assert _categories(f"{header},date\n{rows}\n", "a.csv") == ("contact",)


def test_switchboards_written_for_callers_from_abroad_are_nobodys() -> None:
    text = (
        "Kita City Library. Persons with disabilities may apply.\nTel: +81-3-5211-8890 Email: reference@lib.kita.jp\n"
    )
    assert _categories(text) == ()
    assert _categories(f"Jane Miller, Tel: +81-3-5211-8890\n{text}") != ()


def test_words_that_hold_a_sign_of_an_illness_are_none() -> None:
    assert "special_care" not in _categories("Dear Jane Miller,\nan homage to neurosurgery is on show.\n")
    assert "special_care" in _categories("Dear Jane Miller,\nyour surgery is on Monday.\n")


def test_two_functions_in_one_word_are_one() -> None:
    assert _categories("病名：\n患者氏名\n医療安全管理室 anzenkanri@kita-hp.jp\n") == ()
    assert _categories("病名：\n患者氏名\n梶谷 kajitani@kita-hp.jp\n") != ()


@pytest.mark.parametrize(
    "text",
    [
        "個人情報保護方針\n健康診断の結果、病歴等を管理します。\n窓口 privacy@hinode-shop.jp\n代表取締役 古賀 さくら\n",
        "株式会社ひので商店（代表取締役社長：古賀 さくら）は新商品を発売。\n広報部 press@hinode-shop.jp\n",
        "ひなた内科クリニック 診療時間 9:00-12:00 休診日 木曜 院長 三枝 雄大 TEL 03-3711-4482\n",
        "市長 三枝 雄大\n本日はご来場ありがとうございます。\n",
    ],
)
def test_who_stands_for_an_organisation_is_public(text: str) -> None:
    assert in_text(text).categories == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("代表取締役 神保 亮太\n携帯 090-2231-8874\n", 1),
        ("院長 三枝 雄大 生年月日 1961年4月2日\n", 1),
        ("学校長 三枝 雄大 様\n5年2組 神保 花 保護者 神保 亮太\n", 3),
    ],
)
def test_but_for_what_is_private_and_beside_others(text: str, people: int) -> None:
    assert in_text(text).subjects.best == people
