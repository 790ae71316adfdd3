"""Turns fictional people into the files that the fictional company keeps outside S3."""

import base64
import gzip
import hashlib
import json
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from exposurecheck.demo.azure.links import shared_link
from exposurecheck.demo.azure.story import BACKUP_LINK, SHOP
from exposurecheck.demo.exhibit import Exhibit, numbers, shuffled, table
from exposurecheck.demo.formats import workbook
from exposurecheck.demo.people import Person, population
from exposurecheck.model.inspection import Category


def delivery_requests() -> Exhibit:
    """Return 320 deliveries to customers of the web shop, CP932, in several parcels for some of them."""
    people = population()[320:640]
    header = ("依頼番号", "お届け先氏名", "郵便番号", "お届け先住所", "電話番号", "希望日", "時間帯")
    rows = [_delivery(f"D{20000 + p.number}", p) for p in people]
    rows += [_delivery(f"D{30000 + p.number}", p) for p in people[::16]]
    return table(header, shuffled(rows), "cp932", people, (Category.CONTACT,))


def _delivery(number: str, person: Person) -> tuple[str, ...]:
    day, hours = f"2026/10/{person.number % 28 + 1:02d}", ("午前中", "14-16時", "19-21時")[person.number % 3]
    return (number, person.name, person.postal_code, person.address, person.mobile, day, hours)


def app_members() -> Exhibit:
    """Return 210 users of the shop's app in JSON lines, as a warehouse exports them."""
    people = population()[1030:1240]
    lines = [
        json.dumps(
            {"uid": f"app-{p.number * 7919 % 99991:05d}", "profile": {"name": p.name, "birthday": p.born},
             "mail": p.email, "last_seen": f"2026-10-{p.number % 28 + 1:02d}T12:{p.number % 60:02d}:00+09:00"},
            ensure_ascii=False,
        )
        for p in people
    ]  # fmt: skip
    return Exhibit(("\n".join(lines) + "\n").encode(), "application/x-ndjson", numbers(people), (Category.CONTACT,))


def phone_tree() -> Exhibit:
    """Return the emergency telephone numbers of 48 employees of the shops as an Excel workbook."""
    people = population()[1300:1348]
    rows = [("社員番号", "氏名", "所属", "携帯電話", "自宅電話")]
    rows += [
        (f"E{2000 + i}", p.name, f"{p.address[3:6]}店", p.mobile, p.landline if i % 3 else "")
        for i, p in enumerate(people)
    ]
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Exhibit(workbook("緊急連絡網", rows), kind, numbers(people), (Category.CONTACT,))


def fair_visitors() -> Exhibit:
    """Return 180 people who asked for an invitation to the fair, UTF-8 with BOM."""
    people = population()[1363:1500] + population()[1524:1567]
    header = ("受付日", "お名前", "フリガナ", "メールアドレス", "電話番号", "来場希望店舗")
    rows = [
        (f"2026-09-{p.number % 28 + 1:02d}", p.name, p.kana, p.email, p.mobile, f"S{p.number % 30 + 1:03d}")
        for p in people
    ]
    return table(header, rows, "utf-8-sig", people, (Category.CONTACT,))


def shop_database() -> Exhibit:
    """Return the dump of the web shop's database, compressed: 260 customers with the hashes of their passwords."""
    people = population()[140:400]
    rows = ",\n".join(
        f"({p.number},'{p.name}','{p.email}','{p.mobile}','{_password_hash(p)}','2026-11-{p.number % 19 + 1:02d}')"
        for p in people
    )
    text = (
        "-- MySQL dump 10.13  Distrib 8.0.36\n"
        "CREATE TABLE `customers` (\n  `id` int NOT NULL,\n  `name` varchar(64),\n  `email` varchar(190),\n"
        "  `tel` varchar(20),\n  `password_hash` char(60),\n  `updated_on` date\n) DEFAULT CHARSET=utf8mb4;\n"
        f"INSERT INTO `customers` VALUES\n{rows};\n"
    )
    body = gzip.compress(text.encode(), mtime=0)
    return Exhibit(body, "application/gzip", numbers(people), (Category.CREDENTIAL, Category.CONTACT))


def _password_hash(person: Person) -> str:
    """Return what looks like bcrypt and is the hash of nobody's password."""
    digest = hashlib.sha512(f"invented {person.number}".encode()).digest()
    return f"$2y$10${base64.b64encode(digest).decode('ascii').replace('+', '.').replace('=', '')[:53]}"


def web_settings() -> Exhibit:
    """Return the settings of the home page's script, in which a link to the shop's backups was left."""
    link = shared_link(SHOP, "shop-backup", BACKUP_LINK)
    body = (
        "// 水玉マップ設定(担当: web)\n"
        "window.MIZUTAMA = {\n"
        '  images: "https://mizutamashop.blob.core.windows.net/photos/",\n'
        f'  backup: "{link}",\n'
        "  shops: 30\n};\n"
    )
    return Exhibit(body.encode(), "text/javascript; charset=utf-8", categories=(Category.CREDENTIAL,))


def invoices() -> Exhibit:
    """Return invoices to companies: nobody's data."""
    header = ("請求番号", "請求先", "品目", "金額", "支払期日")
    firms = ("架空百貨店", "見本商事", "例示ストア")
    rows = [(f"I{i:05d}", firms[i % 3], "雑貨一式", str(40_000 + i * 1_310), "2026-12-25") for i in range(1, 61)]
    return table(header, rows, "cp932", (), ())


ELSEWHERE: Final = MappingProxyType[str, Callable[[], Exhibit]](
    {
        "delivery-requests": delivery_requests, "app-members": app_members, "phone-tree": phone_tree,
        "fair-visitors": fair_visitors, "shop-database": shop_database, "web-settings": web_settings,
        "invoices": invoices,
    }
)  # fmt: skip
"""Every one of these files by the name that the story gives it."""
