"""Personal data in shapes that are met less often."""

import json
import uuid
from collections.abc import Iterator
from random import Random

from tests.corpus.case import Case, found, table
from tests.corpus.formats import every_format
from tests.corpus.persons import crowd


def seldom() -> Iterator[Case]:
    random = Random(78)
    ps = crowd(9001, 40)
    rows = [["氏名", "メールアドレス", "電話番号"]]
    rows += [[p.name.replace("髙", "高").replace("﨑", "崎"), p.email, p.mobile] for p in ps]
    for name, data in every_format(rows).items():
        yield found(f"format-{name}", data, "contact", 40)
    yield found(
        "vcard.vcf",
        "".join(
            f"BEGIN:VCARD\nVERSION:3.0\nN:{p.family};{p.given};;;\nFN:{p.name}\nX-PHONETIC-LAST-NAME:{p.family_kana}\nTEL;TYPE=CELL:{p.mobile}\nEMAIL:{p.email}\nEND:VCARD\n"
            for p in ps
        ),
        "contact",
        40,
    )
    yield found(
        "ldif.ldif",
        "".join(
            f"dn: cn={p.romaji[0]} {p.romaji[1]},ou=people,dc=x\ncn: {p.name}\nmail: {p.email}\ntelephoneNumber: {p.mobile}\n\n"
            for p in ps
        ),
        "contact",
        40,
    )
    yield found(
        "phpmyadmin.xml",
        "<?xml version='1.0'?><pma><database name='d'>"
        + "".join(
            f"<table name='u'><column name='id'>{i}</column><column name='name'>{p.name}</column><column name='email'>{p.email}</column></table>"
            for i, p in enumerate(ps)
        )
        + "</database></pma>",
        "contact",
        40,
    )
    yield found(
        "kintone.csv",
        table(
            [["レコード番号", "会社名", "部署名", "担当者名", "郵便番号", "TEL", "FAX", "住所", "メールアドレス"]]
            + [
                [i, "株式会社青空", "営業部", p.name, p.postal, p.landline, p.landline, p.address, p.email]
                for i, p in enumerate(ps)
            ]
        ),
        "contact",
        40,
    )
    yield found(
        "wareki.csv",
        table(
            [["患者氏名", "生年月日", "性別", "主病名"]]
            + [
                [p.name, f"昭和{p.born[0] - 1925}年{p.born[1]}月{p.born[2]}日", "男", "高血圧症"]
                for p in ps
                if p.born[0] < 1988
            ]
        ),
        "contact special_care",
        sum(p.born[0] < 1988 for p in ps),
    )
    yield found(
        "denshi.csv",
        table([["お名前", "電子メール", "携帯"]] + [[p.name, p.email, p.mobile] for p in ps]),
        "contact",
        40,
    )
    yield found(
        "nenkin.csv",
        table(
            [["氏名", "基礎年金番号", "マイナンバー"]]
            + [
                [p.name, f"{1000 + i}-{200000 + i * 37}", f"{p.my_number[:4]}-{p.my_number[4:8]}-{p.my_number[8:]}"]
                for i, p in enumerate(ps)
            ]
        ),
        "contact identity my_number",
        40,
    )
    yield found(
        "apache.log",
        "\n".join(
            f'203.0.{i % 50}.{i} - {p.email} [23/Nov/2026:10:00:00 +0900] "GET /mypage HTTP/1.1" 200 5'
            for i, p in enumerate(ps * 3)
        ),
        "contact",
        40,
        "indirect",
    )
    yield found(
        "chat.txt",
        "\n".join(
            f"[2026-11-23 10:{i % 60:02}] {p.family}: 連絡先は {p.mobile} です。{p.email} にもどうぞ。"
            for i, p in enumerate(ps)
        ),
        "contact",
        40,
    )
    yield found(
        "resume.txt",
        f"履歴書\n氏名　{ps[0].name}\nふりがな　さとう たろう\n生年月日　平成2年5月3日（満36歳）\n現住所　〒{ps[0].postal}　{ps[0].address}\n電話　{ps[0].mobile}\nE-mail　{ps[0].email}\n学歴・職歴\n2010年4月 入社\n",
        "contact",
        1,
    )
    yield found(
        "en_contacts.csv",
        table(
            [["First Name", "Last Name", "Email", "Phone Number", "Address", "City", "Zip"]]
            + [
                [
                    f"John{i}",
                    "Smith",
                    f"john.smith{i}@mailbox{i}.com",
                    f"+1 415-555-{1000 + i}",
                    "1 Main St",
                    "SF",
                    "94105",
                ]
                for i in range(30)
            ]
        ),
        "contact",
        30,
    )
    yield found(
        "ssn.csv",
        table(
            [["name", "ssn", "dob"]]
            + [
                [
                    f"Jane Doe{i}".replace(str(i), "") + "abcdefghijklmnopqrst"[i % 20],
                    f"{210 + i}-{10 + i}-{1000 + i * 7}",
                    f"1980-02-{i % 28 + 1:02}",
                ]
                for i in range(30)
            ]
        ),
        "contact identity",
        30,
        "financial",
    )
    yield found(
        "kenko.csv",
        table(
            [["社員番号", "氏名", "受診日", "判定", "所見"]]
            + [[i, p.name, "2026-05-01", "C2", "要精密検査（血圧）"] for i, p in enumerate(ps)]
        ),
        "contact special_care",
        40,
    )
    yield found(
        "stress.csv",
        table([["氏名", "ストレスチェック結果", "高ストレス者"]] + [[p.name, "65点", "該当"] for p in ps]),
        "contact special_care",
        40,
    )
    yield found(
        "dv.csv",
        table(
            [["相談者氏名", "相談内容", "相談日"]] + [[p.name, "夫からのDV被害について相談", "2026-10-01"] for p in ps]
        ),
        "contact special_care",
        40,
    )
    yield found(
        "pcr.csv",
        table([["氏名", "PCR検査結果", "検査日"]] + [[p.name, "陽性", "2022-01-01"] for p in ps]),
        "contact special_care",
        40,
    )
    yield found(
        "cardlog.json",
        "\n".join(
            json.dumps({"card_number": p.card, "exp": "12/28", "cvv": "123", "holder": " ".join(p.romaji).upper()})
            for p in ps
        ),
        "financial contact",
        40,
        "contact",
    )
    yield found(
        "shadow.sql",
        "INSERT INTO `wp_users` VALUES "  # noqa: S608 - an invented dump
        + ",".join(
            f"({i},'u{i}','$P$B{'abcdefghijklmnopqrstuvwxyz01234'[:30]}','{p.romaji[0]}','{p.email}')"
            for i, p in enumerate(ps)
        )
        + ";",
        "credential contact",
        40,
    )
    yield found(
        "keys.json",
        json.dumps(
            {
                "type": "service_account",
                "project_id": "p",
                "private_key_id": "x",
                "private_key": "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\\n-----END PRIVATE KEY-----\\n",
                "client_email": "svc@p.iam.gserviceaccount.com",
            }
        ),
        "credential",
        0,
        "contact",
    )
    yield found(
        "sas.txt",
        "https://acme.blob.core.windows.net/c?sv=2025-01-05&se=2027-01-01&sr=c&sp=rl&sig=Qk7wZr4t8wQe1xKx92mmQw7pT3vLs5nB8dHgJ2yUeF%3D",
        "credential",
        0,
    )
    yield found(
        "connection.config",
        '<add name="db" connectionString="Server=db;Database=x;User Id=sa;Password=Zr4t8wQe1x;" />',
        "credential",
        0,
    )
    yield found("wifi.txt", "SSID: office\nパスワード: Kx92mmQw7\n", "credential", 0)
    yield found(
        "ipads.csv",
        table(
            [["氏名", "広告ID", "IPアドレス"]]
            + [[p.name, str(uuid.UUID(int=random.getrandbits(128))), f"203.0.113.{i}"] for i, p in enumerate(ps)]
        ),
        "contact indirect",
        40,
        "indirect",
    )
    fw = str.maketrans("0123456789-", "０１２３４５６７８９－")
    yield found("atena.txt", "\n\n".join(f"〒{p.postal}\n{p.address}\n{p.name} 様" for p in ps), "contact", 40)
    yield found(
        "meibo.txt", "\n".join(f"{i + 1}. {p.name}（{p.kana}）{p.mobile}" for i, p in enumerate(ps)), "contact", 40
    )
    yield found(
        "sansei.csv",
        table([["署名日", "氏名", "住所"]] + [["2026-10-01", p.name, p.address.translate(fw)] for p in ps]),
        "contact",
        40,
    )
    yield found(
        "haigyo.csv",
        table(
            [["姓", "名", "〒", "都道府県", "市区町村", "番地", "TEL"]]
            + [[p.family, p.given, p.postal, "東京都", "渋谷区", f"神南1-2-{i}", p.mobile] for i, p in enumerate(ps)]
        ),
        "contact",
        40,
    )
