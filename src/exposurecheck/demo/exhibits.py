"""Turns fictional people into the files of the fictional company, and keeps count of who stands in which file."""

import json
import random
import unicodedata
import zlib
from collections.abc import Callable
from functools import cache
from types import MappingProxyType
from typing import Final

from exposurecheck.demo.exhibit import Exhibit, numbers, shuffled, table
from exposurecheck.demo.exhibits_elsewhere import ELSEWHERE
from exposurecheck.demo.formats import locked_zip, mail, pdf, workbook, zipped
from exposurecheck.demo.people import Person, population
from exposurecheck.model.inspection import Category

_OLD_FORMS: Final = str.maketrans("髙﨑邉齋濵", "高崎辺斎浜")
_WIDE_DIGITS: Final = str.maketrans("0123456789-", "０１２３４５６７８９－")


def customers() -> Exhibit:
    """Return 1,240 customers in CP932; 22 of them twice, written differently the second time."""
    people = population()[:1240]
    header = ("会員番号", "氏名", "フリガナ", "郵便番号", "住所", "電話番号", "メールアドレス", "登録日")
    rows = [_customer(f"M{100000 + p.number}", p, p.mobile) for p in people]
    rows += [_customer(f"M{180000 + p.number}", p, p.mobile, again=True) for p in people[281:941:30]]
    return table(header, shuffled(rows), "cp932", people, (Category.CONTACT,))


def _customer(member: str, person: Person, phone: str, *, again: bool = False) -> tuple[str, ...]:
    name, kana = person.name, person.kana
    if again:
        name, phone = name.translate(_OLD_FORMS).replace("　", " "), phone.translate(_WIDE_DIGITS)
        kana = _half_width(kana)
    day = f"20{person.number % 10 + 15}/{person.number % 12 + 1:02d}/{person.number % 28 + 1:02d}"
    return (member, name, kana, person.postal_code, person.address, phone, person.email, day)


def my_numbers() -> Exhibit:
    """Return 86 employees and 41 dependants with their My Numbers, two people in some rows."""
    staff, family = population()[1300:1386], population()[1386:1427]
    header = ("社員番号", "氏名", "生年月日", "個人番号", "扶養親族氏名", "続柄", "扶養親族個人番号")
    dependants = [(p.name, "子" if i % 2 else "配偶者", p.my_number) for i, p in enumerate(family)]
    dependants += [("", "", "")] * (len(staff) - len(family))
    rows = [
        (f"E{2000 + i}", person.name, person.born, person.my_number, *dependants[i]) for i, person in enumerate(staff)
    ]
    return table(header, rows, "cp932", (*staff, *family), (Category.MY_NUMBER, Category.CONTACT))


def pay_accounts() -> Exhibit:
    """Return the bank accounts of the same 86 employees."""
    staff = population()[1300:1386]
    header = ("社員番号", "氏名", "銀行名", "支店名", "口座種別", "口座番号")
    rows = [
        (
            f"E{2000 + i}",
            p.name,
            "みずたま銀行",
            f"{p.address[3:6]}支店",
            "普通",
            f"{1_000_000 + p.number * 4217 % 8_999_999}",
        )
        for i, p in enumerate(staff)
    ]
    return table(header, rows, "cp932", staff, (Category.FINANCIAL,))


def enquiries() -> Exhibit:
    """Return 263 people who filled in a form, 24 of them naming a child: 287 people in 281 rows of UTF-8 with BOM."""
    people, children = population()[1100:1363], population()[1500:1524]
    header = ("受付日時", "お名前", "メールアドレス", "電話番号", "お子さまのお名前", "お問い合わせ内容")
    rows = [_enquiry(p, children[i].name.replace("　", " ") if i < len(children) else "") for i, p in enumerate(people)]
    rows += [_enquiry(p, "") for p in people[100:190:5]]
    return table(header, shuffled(rows), "utf-8-sig", (*people, *children), (Category.CONTACT,))


def _enquiry(person: Person, child: str) -> tuple[str, ...]:
    subject = (
        "返品について",
        "配送日の変更希望",
        "ポイントが反映されない",
        "店舗の営業時間について",
        "子ども服のサイズ交換",
    )
    day = person.number % 28 + 1
    received, name = f"2026-09-{day:02d} 10:{person.number % 60:02d}", person.name.replace("　", " ")
    return (received, name, person.email, person.mobile, child, subject[person.number % len(subject)])


def points() -> Exhibit:
    """Return 420 members of the points programme as JSON."""
    people = population()[900:1240] + population()[1600:1680]
    members = [
        {
            "member_id": 500000 + p.number,
            "name": p.name.replace("　", " "),
            "email": p.email,
            "birthday": p.born,
            "points": p.number * 7 % 5000,
        }
        for p in people
    ]
    body = json.dumps({"exported_at": "2026-10-31T23:00:00+09:00", "members": members}, ensure_ascii=False, indent=1)
    return Exhibit(body.encode(), "application/json", numbers(people), (Category.CONTACT,))


def mailing_list() -> Exhibit:
    """Return 900 names and addresses for a printer of direct mail, CP932."""
    people = population()[:900]
    header = ("管理番号", "宛名", "郵便番号", "住所")
    rows = [(f"DM{p.number:05d}", f"{p.name} 様", p.postal_code, p.address) for p in people]
    return table(header, rows, "cp932", people, (Category.CONTACT,))


def backup() -> Exhibit:
    """Return a zip with 640 members of the old shop in a CSV, 120 of them again in a workbook, and a note."""
    people = population()[700:1340]
    header = ("id", "last_name", "first_name", "email", "tel", "zip", "address")
    rows = [(str(p.number), p.family, p.given, p.email, p.mobile, p.postal_code, p.address) for p in people]
    members = table(header, rows, "utf-8", people, (Category.CONTACT,))
    best = [("会員番号", "氏名", "電話番号", "累計購入額")]
    best += [(f"M{p.number}", p.name, p.mobile, str(30_000 + p.number * 13)) for p in people[:120]]
    inside = {
        "db/members.csv": members.body,
        "db/優良会員.xlsx": workbook("優良会員", best),
        "README.txt": "旧通販サイトのバックアップ\n".encode(),
    }
    return Exhibit(zipped(inside), "application/zip", members.people, members.categories)


def locked_backup() -> Exhibit:
    """Return a zip that needs a password: nobody can say who is in it."""
    return Exhibit(locked_zip("kyuyo/2025.csv", pay_accounts().body, b"mizutama"), "application/zip")


def application_log(day: int) -> Exhibit:
    """Return one day of an application's log; over the three days kept, 158 customers appear in it again and again."""
    everyone = population()[40:198]
    people = everyone[: 40 + 40 * day] if day < 3 else everyone  # noqa: PLR2004 - the third day is the last one
    chance = random.Random(day)  # noqa: S311 - reproducible fiction, not a secret
    lines = []
    for minute in range(720):
        person = people[minute] if minute < len(people) else chance.choice(people)
        time = f"2026-10-{day:02d}T{8 + minute // 60:02d}:{minute % 60:02d}:07+09:00"
        lines.append(f"{time} INFO order accepted user={person.email} order={chance.randint(10**7, 10**8)}")
    return Exhibit(("\n".join(lines) + "\n").encode(), "text/plain", numbers(people), (Category.CONTACT,))


def structured_log() -> Exhibit:
    """Return the log of a fourth day in JSON lines, about 90 of the same 158 customers."""
    people = population()[60:150]
    lines = [
        json.dumps({"time": f"2026-10-04T09:{i % 60:02d}:11+09:00", "event": "login", "user": {"mail": p.email}})
        for i, p in enumerate((*people, *people))
    ]
    return Exhibit(("\n".join(lines) + "\n").encode(), "application/x-ndjson", numbers(people), (Category.CONTACT,))


def enquiry_mail() -> Exhibit:
    """Return the mail of one of those who filled in the form, in ISO-2022-JP."""
    person = population()[1105]
    text = f"{person.name}と申します。\n注文した品がまだ届きません。\n電話は {person.mobile} です。\n"
    body = mail(person.email, person.name, "info@mizutama-shoten.jp", "配送について", text)
    return Exhibit(body, "message/rfc822", numbers([person]), (Category.CONTACT,))


def applications() -> Exhibit:
    """Return 60 of those who filled in the form, as the old form program wrote them: EUC-JP, a block for each."""
    people = population()[1120:1180]
    blocks = [
        f"お名前：{p.name.translate(_OLD_FORMS)}\n電話番号：{p.mobile}\nメールアドレス：{p.email}\nご希望：秋の水玉フェア招待券\n"
        for p in people
    ]
    return Exhibit("\n".join(blocks).encode("euc_jp"), "text/plain", numbers(people), (Category.CONTACT,))


def lease() -> Exhibit:
    """Return one of the contracts of the register as a PDF."""
    person = population()[1441]
    lines = (
        "店舗賃貸借契約書(写し)", "", f"氏名：{person.name.replace('　', ' ')}", f"住所：{person.address}",
        f"電話番号：{person.mobile}", "上記の者と株式会社みずたま商店は、次のとおり契約する。",
    )  # fmt: skip
    return Exhibit(pdf(lines), "application/pdf", numbers([person]), (Category.CONTACT,))


def contracts() -> Exhibit:
    """Return 36 people as they stand in the text of a contract register."""
    people = population()[1440:1476]
    lines = ["店舗賃貸借契約 台帳(社外秘)", ""]
    for index, person in enumerate(people, 1):
        lines.append(
            f"第{index}号 契約者 氏名:{person.name.replace('　', ' ')} 住所:{person.address} 電話:{person.mobile}"
        )
    return Exhibit(
        ("\n".join(lines) + "\n").encode(), "text/plain; charset=utf-8", numbers(people), (Category.CONTACT,)
    )


def orders(first: int, last: int) -> Exhibit:
    """Return orders of the customers ``first`` to ``last`` (the latter not included), UTF-8."""
    people = population()[first:last]
    header = ("注文番号", "お名前", "お届け先", "電話番号", "メールアドレス", "金額")
    rows = [
        (f"A-{60000 + p.number}", p.name, p.address, p.mobile, p.email, str(980 + p.number % 70 * 100)) for p in people
    ]
    return table(header, rows, "utf-8", people, (Category.CONTACT,))


def manifests() -> Exhibit:
    """Return 150 deliveries to homes, CP932."""
    people = population()[200:320] + population()[1700:1730]
    header = ("伝票番号", "届け先氏名", "届け先住所", "届け先電話番号", "個数")
    rows = [(f"L{70000 + p.number}", p.name, p.address, p.landline, str(p.number % 4 + 1)) for p in people]
    return table(header, rows, "cp932", people, (Category.CONTACT,))


def sales() -> Exhibit:
    """Return sales by shop and month: nobody's data."""
    header = ("店舗コード", "年月", "売上(千円)", "客数")
    rows = [
        (f"S{shop:03d}", f"2026-{month:02d}", f"{4000 + shop * 37 % 900 + month * 11}", f"{1900 + shop * month % 400}")
        for shop in range(1, 31)
        for month in range(1, 11)
    ]
    return table(header, rows, "utf-8", (), ())


def prices() -> Exhibit:
    """Return purchase prices of goods: nobody's data."""
    header = ("商品コード", "商品名", "仕入単価", "卸先区分")
    goods = ("水玉ハンカチ", "水玉エプロン", "子ども傘", "弁当箱", "トートバッグ", "手ぬぐい")
    rows = [(f"G{i:04d}", goods[i % len(goods)], str(200 + i * 13 % 1700), "ABC"[i % 3]) for i in range(1, 181)]
    return table(header, rows, "cp932", (), ())


def home_page() -> Exhibit:
    """Return the company's home page: a switchboard and a role address, nobody's data."""
    body = """<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>みずたま商店</title><link rel="stylesheet" href="style.css"></head>
<body><h1>株式会社みずたま商店</h1><img src="logo.png" alt="みずたま商店">
<p>暮らしに水玉を。オンラインショップと全国30店舗でお待ちしています。</p>
<p>お客様窓口 0120-000-000 / info@mizutama-shoten.jp</p></body></html>
"""
    return Exhibit(body.encode(), "text/html; charset=utf-8")


def campaign_page() -> Exhibit:
    """Return the page of a campaign with an enquiry form."""
    body = """<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>秋の水玉フェア</title></head>
<body><h1>秋の水玉フェア</h1><form action="/enquiry" method="post"><label>お名前 <input name="name"></label>
<label>メールアドレス <input name="email"></label><button>送信</button></form></body></html>
"""
    return Exhibit(body.encode(), "text/html; charset=utf-8")


def style_sheet() -> Exhibit:
    """Return a style sheet."""
    return Exhibit(b"body{font-family:sans-serif;margin:2rem;color:#233}h1{color:#c33}\n", "text/css")


def logo() -> Exhibit:
    """Return a small PNG with red dots."""
    side = 24
    row = b"".join(b"\xcc\x33\x33" if x // 4 % 2 else b"\xff\xff\xff" for x in range(side))
    plain = b"".join(b"\x00" + (row if y // 4 % 2 else b"\xff" * 3 * side) for y in range(side))
    header = side.to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    body = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(plain)) + _chunk(b"IEND", b"")
    return Exhibit(body, "image/png")


def rules_of_work() -> Exhibit:
    """Return the first lines of the rules of work: nobody's data."""
    body = "就業規則(抜粋)\n第1条 この規則は、従業員の労働条件について定める。\n第2条 始業は午前9時とする。\n"
    return Exhibit(body.encode("cp932"), "text/plain")


def photo_note() -> Exhibit:
    """Return a note that came with an upload of shop photos: nobody's data."""
    return Exhibit("店頭写真12枚、陳列変更後。\n".encode(), "text/plain; charset=utf-8")


EXHIBITS: Final = MappingProxyType[str, Callable[[], Exhibit]](
    {
        "customers": customers, "my-numbers": my_numbers, "pay-accounts": pay_accounts, "enquiries": enquiries,
        "points": points, "mailing-list": mailing_list, "backup": backup, "locked-backup": locked_backup,
        "structured-log": structured_log, "enquiry-mail": enquiry_mail, "applications": applications, "lease": lease,
        "log-1": lambda: application_log(1), "log-2": lambda: application_log(2), "log-3": lambda: application_log(3),
        "contracts": contracts, "orders-october": lambda: orders(500, 595), "orders-november": lambda: orders(560, 770),
        "manifests": manifests, "sales": sales, "prices": prices, "home-page": home_page,
        "campaign-page": campaign_page, "style-sheet": style_sheet, "logo": logo, "rules-of-work": rules_of_work,
        "photo-note": photo_note, **ELSEWHERE,
    }
)  # fmt: skip
"""Every file of the company by the name that the story gives it."""


@cache
def exhibit(name: str) -> Exhibit:
    """Return one file of the company; raises ``KeyError`` for a name that no file has."""
    return EXHIBITS[name]()


def _half_width(kana: str) -> str:
    """Return half-width kana, as old member systems stored them."""
    table = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0xFF66, 0xFF9E)}
    marks = {"\u3099": "ﾞ", "\u309a": "ﾟ", "　": " "}
    return "".join(marks.get(c) or table.get(c, c) for c in unicodedata.normalize("NFD", kana))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
