"""Names, addresses, phones, dates of birth and other marks of a person, in the forms they are written in."""

from datetime import date, timedelta
from random import Random

from tests.corpus.persons import PLACES, person
from tests.corpus.plant import Plant, dashes, joined, spaced, wide
from tests.corpus.plants_issued import digits

_ERAS = ((date(2019, 5, 1), "令和", "R", 5), (date(1989, 1, 8), "平成", "H", 4), (date(1926, 12, 25), "昭和", "S", 3))
_MAIL = ("sakura-mail.jp", "kitanet.ne.jp", "docomo.ne.jp", "hinode-univ.ac.jp", "yamabiko.co.jp")
_AREAS = ("03 4", "06 4", "052 3", "0422 2", "011 3", "092 3", "045 3", "0465 2")


def _mobile(random: Random) -> str:
    return f"0{random.choice('6789')}0-{random.randrange(2000, 9999)}-{random.randrange(1000, 9999)}"


def _landline(random: Random) -> str:
    area, size = random.choice(_AREAS).split()
    return f"{area}-{digits(int(size), '23456789')(random)}-{digits(4)(random)}"


def _ip_phone(random: Random) -> str:
    return f"050-{random.randrange(2000, 9999)}-{random.randrange(1000, 9999)}"


def _bracketed(random: Random) -> str:
    area, local, number = _landline(random).split("-")
    return f"{area}({local}){number}"


def _born(random: Random) -> date:
    return date(1935, 1, 1) + timedelta(days=random.randrange(28_000))


def _era(random: Random) -> tuple[str, str, int, int, date]:
    day = _born(random)
    start, name, letter, code = next(era for era in _ERAS if day >= era[0])
    return name, letter, code, day.year - start.year + 1, day


def _era_kanji(random: Random) -> str:
    name, _, _, year, day = _era(random)
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def _era_dotted(random: Random) -> str:
    _, letter, _, year, day = _era(random)
    return f"{letter}{year}.{day.month}.{day.day}"


def _era_code(random: Random) -> str:
    _, _, code, year, day = _era(random)
    return f"{code}{year:02}{day:%m%d}"


def _kanji(random: Random) -> str:
    day = _born(random)
    return f"{day.year}年{day.month}月{day.day}日"


def _address(random: Random) -> str:
    place = random.choice([entry for line in PLACES.splitlines() for entry in line.split("|")]).split()[1]
    return f"{place}{random.randrange(1, 9)}-{random.randrange(1, 30)}-{random.randrange(1, 40)}"


def _address_in_words(random: Random) -> str:
    first, second, third = _address(random).rsplit("-", 2)
    return f"{first}丁目{second}番{third}号"


def _mail(random: Random) -> str:
    p = person(random, 0)
    return f"{p.romaji[0]}.{p.romaji[1]}{random.randrange(1000)}@{random.choice(_MAIL)}"


def _old_mail(random: Random) -> str:
    """Carriers allowed two dots in a row, and one before the sign."""
    return f"{person(random, 0).romaji[0]}..{random.randrange(10**4)}.@docomo.ne.jp"


def _name(random: Random) -> str:
    return person(random, 0).name


def _abroad(random: Random) -> str:
    return random.choice((
        f"+44 7{random.randrange(400, 999)} {digits(6)(random)}",
        f"+1 {random.choice(('212', '415', '617'))}-{random.randrange(620, 999)}-{digits(4)(random)}",
        f"+49 151 {digits(8)(random)}",
        f"+82 10-{digits(4)(random)}-{digits(4)(random)}",
    ))  # fmt: skip


def _street(random: Random) -> str:
    road = random.choice(("Maple Avenue", "Kingston Road", "High Street", "Birch Lane"))
    return f"{random.randrange(11, 900)} {road}, {random.choice(('Leeds', 'Denver', 'Dublin', 'Perth'))}"


def _ip(random: Random) -> str:
    return ".".join(
        str(n) for n in (random.choice((60, 81, 122, 153, 219)), *(random.randrange(1, 255) for _ in "abc"))
    )


CONTACT = (
    Plant(
        "person_name", _name, ("氏名", "お名前", "契約者名", "full_name", "customer_name"), "customerName",
        ("氏名", "お名前", "契約者"), ("担当：{v}様より連絡あり。", "{v}様のご契約について", "お世話になっております。{v}です。"),
        (), (joined, lambda v: v.replace(" ", "\u3000")), (), (("商品名", lambda r: r.choice(["青森りんご", "高級緑茶", "石川県産米", "中山牛乳", "森永乳業", "小林製薬", "山本海苔", "金子製麺", "松田畳店", "藤原豆腐"])),),
        ("皆様のお越しをお待ちしております。", "お客様各位", "仕様書をご確認ください。", "王様のレストラン", "奥様方に人気の商品です。", "患者様へのお知らせ", "同様の事例があります。"),
    ),
    Plant(
        "email", _mail, ("メールアドレス", "Eメール", "email", "mail_address"), "emailAddress", ("メールアドレス", "E-mail"),
        ("{n}様のアドレスは{v}です。", "連絡先：{v}まで", "メール{v}宛に送信しました"), (("carrier", _old_mail),), (wide, str.upper), (),
        (("画像", lambda r: f"icon{digits(3)(r)}@2x.png"), ("アカウント", lambda r: f"@user{digits(4)(r)}")),
    ),
    Plant(
        "jp.phone", _mobile, ("電話番号", "携帯電話", "TEL", "phone_number", "mobile"), "phoneNumber",
        ("電話番号", "携帯", "TEL"), ("{n}様の携帯は{v}です。", "電話 {v} へ折り返し", "{v} までお電話ください。"),
        (("landline", _landline), ("IP phone", _ip_phone), ("brackets", _bracketed),
         ("+81", lambda r: "+81 " + _mobile(r)[1:])), (wide, dashes, joined, spaced),
        (("free of charge", lambda r: f"0120-{digits(3)(r)}-{digits(3)(r)}"), ("navi dial", lambda r: f"0570-{digits(3)(r)}-{digits(3)(r)}")),
        (("注文番号", lambda r: joined(_landline(r)[:1] + digits(9)(r))), ("商品コード", digits(11))),
    ),
    Plant(
        "phone", _abroad, ("電話番号", "phone", "mobile"), "phone", ("電話", "Phone"),
        ("call {n} on {v} please", "携帯 {v} に電話した。"), (), (), (), (("差", lambda r: f"+{digits(4)(r)}"), ("時差", lambda r: f"+0{r.randrange(1, 10)}:{r.randrange(10, 60)}")),
    ),
    Plant(
        "jp.postal_address", _address, ("住所", "ご住所", "現住所", "address", "home_address"), "address",
        ("住所", "現住所", "お届け先住所"), ("{n}様の住所は{v}です。", "{n}（{v}在住）から問い合わせ"),
        (("in words", _address_in_words),), (wide, dashes), (),
        (("地域", lambda r: _address(r).rstrip("0123456789-")),), ("都道府県を選択してください。", "東京都府中市の天気は晴れ。", "四日市市の人口は30万人です。"),
    ),
    Plant(
        "jp.postal_code", lambda r: f"{digits(3)(r)}-{digits(4)(r)}", ("郵便番号", "zip_code", "postal_code"), "zipCode",
        (), ("{n}様 〒{v} 東京都渋谷区神南1-2-3",), (), (joined, wide), (), (("品番", lambda r: f"{digits(3)(r)}-{digits(4)(r)}"),),
    ),
    Plant(
        "date_of_birth", lambda r: _born(r).isoformat(), ("生年月日", "誕生日", "date_of_birth", "birthday", "dob"), "birthDate",
        ("生年月日", "誕生日"), ("{n}（{v}生まれ）", "{n}様の生年月日は{v}です。"),
        (("era", _era_kanji), ("letter of the era", _era_dotted), ("code of the era", _era_code), ("kanji", _kanji),
         ("slashes", lambda r: f"{_born(r):%Y/%m/%d}"), ("8 digits", lambda r: f"{_born(r):%Y%m%d}")), (wide,), (),
        (("更新日", lambda r: _born(r).isoformat()), ("発行日", _era_kanji), ("納期", lambda r: f"2026/{r.randrange(1, 13):02}/{r.randrange(1, 29):02}")),
    ),
    Plant("postal_address", _street, ("address", "street_address", "home_address"), "mailingAddress", alike=(("品名", lambda r: _street(r).split(",")[0]),)),
    Plant(
        "ip_address", _ip, ("IPアドレス", "ip_address", "client_ip"), "ipAddress", ("IPアドレス",), (), (), (),
        (("private", lambda r: f"192.168.{r.randrange(256)}.{r.randrange(256)}"),), (("版", lambda r: f"1.{digits(2)(r)}.{digits(1)(r)}"),),
    ),
    Plant(
        "advertising_id", lambda r: f"{r.getrandbits(128):032x}", ("広告ID", "idfa", "advertising_id"), "advertisingId",
        alike=(("ハッシュ", lambda r: f"{r.getrandbits(128):032x}"),),
    ),
    Plant(
        "cookie_id", lambda r: f"{r.getrandbits(128):032x}", ("Cookie", "device_id", "端末ID"), "cookieId",
        alike=(("ハッシュ", lambda r: f"{r.getrandbits(128):032x}"),),
    ),
    Plant(
        "geo_location", lambda r: f"{r.uniform(33, 43):.6f}", ("緯度", "latitude", "lat"), "lat", alike=(("比率", lambda r: f"{r.uniform(33, 43):.6f}"),),
    ),
)  # fmt: skip
