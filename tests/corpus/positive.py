"""Files that hold personal data, in the shapes people leave it lying about."""

import bz2
import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from random import Random

from tests.corpus.case import Case, Grid, found, table
from tests.corpus.persons import Person, crowd

ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "iso2022_jp")


def _cp932_safe(people: list[Person]) -> list[Person]:
    return [p for p in people if "髙" not in p.family and "﨑" not in p.family]


def customers(people: list[Person]) -> Grid:
    head: list[object] = ["会員番号", "氏名", "フリガナ", "メールアドレス", "携帯電話", "郵便番号", "住所", "生年月日"]
    return [
        head,
        *(
            [f"{i:06}", p.name, p.kana, p.email, p.mobile, p.postal, p.address, p.birthday]
            for i, p in enumerate(people)
        ),
    ]


def csv_files() -> Iterator[Case]:
    for n, encoding in enumerate(ENCODINGS):
        people = crowd(100 + n, 60 + 40 * n)
        if encoding in {"euc_jp", "iso2022_jp"}:
            people = _cp932_safe(people)
        yield found(f"customers-{encoding}.csv", table(customers(people)), "contact", len(people), encoding=encoding)
        yield found(
            f"members-{encoding}.txt",
            table(customers(people), "\t"),
            "contact",
            len(people),
            encoding=encoding,
        )
    for n, delimiter in enumerate(";|\t"):
        people = crowd(200 + n, 35)
        yield found(f"export{n}.csv", table(customers(people), delimiter), "contact", 35)
    for size in (1, 2, 5, 12):
        yield found(f"few-{size}.csv", table(customers(crowd(300 + size, size))), "contact", size)
    people = crowd(310, 80)
    yield found("no-header.csv", table(customers(people)[1:]), "contact", 80)
    head = [["顧客一覧（社外秘）"], ["出力日", "2026-10-01"], []]
    yield found("title-rows.csv", table([*head, *customers(people)]), "contact", 80)
    rows: Grid = [["id", "first_name", "last_name", "email", "phone"]]
    rows = [
        *rows,
        *[
            [i, p.romaji[0].title(), p.romaji[1].title(), p.email, "+81 " + p.mobile[1:].replace("-", " ")]
            for i, p in enumerate(people)
        ],
    ]
    yield found("users_en.csv", table(rows), "contact", 80)
    rows = [["姓", "名", "セイ", "メイ", "電話"]] + [
        [p.family, p.given, p.family_kana, p.given_kana, p.landline] for p in people
    ]
    yield found("split-names.csv", table(rows), "contact", 80)
    rows = [["氏名", "電話番号"]] + [[p.name, p.mobile.replace("-", "")[1:]] for p in people]
    yield found("lost-zero.csv", table(rows), "contact", 80)
    rows = [["メールアドレス"]] + [[p.email] for p in people]
    yield found("newsletter.csv", table(rows), "contact", 80)
    yield found("mails.txt", "\n".join(p.email for p in people), "contact", 80)
    rows = [["名前", "メール", "備考"]] + [[p.name, p.email, "昨年から利用"] for p in people]
    yield found("weak-header.csv", table(rows), "contact", 80)
    wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
    rows = [["氏名", "電話番号", "住所"]] + [
        [p.name.replace(" ", "　"), p.mobile.translate(wide), p.address.translate(wide)] for p in people
    ]
    yield found("full-width.csv", table(rows), "contact", 80)


def numbers() -> Iterator[Case]:
    for n, size in enumerate((3, 10, 60, 300)):
        people = crowd(400 + n, size)
        rows: Grid = [["社員番号", "氏名", "個人番号"]] + [[i, p.name, p.my_number] for i, p in enumerate(people)]
        yield found(f"hr-{size}.csv", table(rows), "my_number contact", size)
        rows = [["my_number"]] + [[p.my_number] for p in people]
        yield found(f"only-numbers-{size}.csv", table(rows), "my_number", size)
        rows = [["氏名", "免許証番号", "生年月日"]] + [[p.name, p.licence, p.birthday] for p in people]
        yield found(f"drivers-{size}.csv", table(rows), "identity contact", size)
        rows = [["顧客名", "カード番号", "有効期限", "セキュリティコード"]]
        rows = [*rows, *[[p.name, p.card, "09/28", f"{100 + i % 899}"] for i, p in enumerate(people)]]
        yield found(f"cards-{size}.csv", table(rows), "financial contact", size)
        rows = [["氏名", "銀行名", "支店名", "預金種別", "口座番号", "口座名義"]]
        rows = [
            *rows,
            *[[p.name, "みなと銀行", "本店", "普通", f"{1000003 + i * 7919}", p.kana] for i, p in enumerate(people)],
        ]
        yield found(f"accounts-{size}.csv", table(rows), "financial contact", size)
    people = crowd(420, 40)
    yield found(
        "keisan.txt",
        "\n".join(f"{p.name}様 マイナンバー: {p.my_number[:4]} {p.my_number[4:8]} {p.my_number[8:]}" for p in people),
        "my_number contact",
        40,
    )
    text = "\n".join(
        f"2026-10-01 10:{i % 60:02}:00 INFO charge card={p.card[:4]}-{p.card[4:8]}-{p.card[8:12]}-{p.card[12:]} ok"
        for i, p in enumerate(people)
    )
    yield found("payment.log", text, "financial", 40)
    rows = [["氏名", "パスポート番号", "国籍"]] + [
        [p.name, f"TK{4000001 + i * 77}", "日本"] for i, p in enumerate(people)
    ]
    yield found("passports.csv", table(rows), "identity contact", 40)
    rows = [["氏名", "在留カード番号"]] + [[p.name, f"UH{40000011 + i * 991}EA"] for i, p in enumerate(people)]
    yield found("zairyu.csv", table(rows), "identity contact", 40)
    rows = [["氏名", "基礎年金番号", "雇用保険被保険者番号"]]
    rows = [
        *rows,
        *[[p.name, f"4821-{100003 + i * 37}", f"4821-{100003 + i * 41}-{i % 10}"] for i, p in enumerate(people)],
    ]
    yield found("social.csv", table(rows), "identity contact", 40)
    rows = [["氏名", "保険者番号", "被保険者証記号", "被保険者証番号"]] + [
        [p.name, "33120015", "215", f"{48001 + i}"] for i, p in enumerate(people)
    ]
    yield found("hoken.csv", table(rows), "identity contact", 40)


def special() -> Iterator[Case]:
    ills = ["糖尿病", "高血圧症", "うつ病", "", "胃がん", "なし"]
    for n, size in enumerate((4, 30, 150)):
        people = crowd(500 + n, size)
        rows: Grid = [["患者ID", "患者名", "生年月日", "病名", "診療科"]]
        rows = [*rows, *[[f"P{i:05}", p.name, p.birthday, ills[i % 6], "内科"] for i, p in enumerate(people)]]
        yield found(f"patients-{size}.csv", table(rows), "special_care contact", size)
        rows = [["氏名", "住所", "障害等級", "手帳種別"]] + [
            [p.name, p.address, f"{i % 6 + 1}級", "身体"] for i, p in enumerate(people)
        ]
        yield found(f"shogai-{size}.csv", table(rows), "special_care contact", size)
        rows = [["社員名", "血圧", "HbA1c", "BMI", "総合判定"]] + [[p.name, "128/82", 5.6, 22.4, "B"] for p in people]
        yield found(f"kenshin-{size}.csv", table(rows), "special_care contact", size)
        rows = [["氏名", "電話番号", "備考"]] + [
            [p.name, p.mobile, ["前科1犯", "糖尿病で通院中", "被害届提出済（ストーカー被害）"][i % 3]]
            for i, p in enumerate(people)
        ]
        yield found(f"notes-{size}.csv", table(rows), "special_care contact", size)
    p = crowd(520, 1)[0]
    text = f"診療情報提供書\n\n患者名: {p.name}\n生年月日: 昭和60年4月12日\n傷病名: 2型糖尿病\n既往歴: 高血圧症\n電話: {p.mobile}\n"
    yield found("shokaijo.txt", text, "special_care contact", 1)
    rows = [["氏名", "宗教", "連絡先"]] + [[q.name, "仏教", q.mobile] for q in crowd(521, 20)]
    yield found("religion.csv", table(rows), "special_care contact", 20)
    rows = [["name", "email", "diagnosis"]] + [[" ".join(q.romaji).title(), q.email, "asthma"] for q in crowd(522, 20)]
    yield found("clinic_en.csv", table(rows), "special_care contact", 20)


def secrets() -> Iterator[Case]:
    people = crowd(600, 50)
    random = Random(601)
    rows: Grid = [["email", "password"]]
    rows = [
        *rows,
        *[[p.email, "".join(random.choices("abcdefghjkmnpqrstuvwxyzABCDEFGH23456789", k=11))] for p in people],
    ]
    yield found("accounts.csv", table(rows), "credential contact", 50)
    letters = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    rows = [["user_email", "password_hash"]] + [
        [p.email, "$2b$12$" + "".join(random.choices(letters, k=53))] for p in people
    ]
    yield found("auth.csv", table(rows), "credential contact", 50)
    yield found(
        ".env", "DB_HOST=db\nDB_PASSWORD=kT7vq2Lm9xWz\nAWS_ACCESS_KEY_ID=AKIAQ3EGRTW7ZLMN2XYK\n", "credential", 0
    )
    key = "\n".join("".join(random.choices(letters.replace(".", "+"), k=64)) for _ in range(12))
    yield found("id_rsa", f"-----BEGIN RSA PRIVATE KEY-----\n{key}\n-----END RSA PRIVATE KEY-----\n", "credential", 0)
    yield found("settings.yaml", "database:\n  url: postgres://app:Zr4t8wQe1x@10.0.0.3/prod\n", "credential", 0)
    lines = [
        f"{p.romaji[1]}:{random.choice('16')}:$6$saltsalt$" + "".join(random.choices(letters, k=86)) + ":19000"
        for p in people
    ]
    yield found("shadow", "\n".join(lines), "credential", 0)


def structured() -> Iterator[Case]:
    for n, size in enumerate((3, 25, 120)):
        people = crowd(700 + n, size)
        docs = [
            {"id": i, "user": {"name": p.name, "email": p.email}, "tel": p.mobile, "birthDate": p.birthday}
            for i, p in enumerate(people)
        ]
        yield found(f"users-{size}.json", json.dumps(docs, ensure_ascii=False), "contact", size)
        yield found(f"escaped-{size}.json", json.dumps({"data": docs}), "contact", size)
        yield found(f"users-{size}.jsonl", "\n".join(json.dumps(d, ensure_ascii=False) for d in docs), "contact", size)
        values = ",\n".join(f"({i},'{p.name}','{p.email}','{p.mobile}')" for i, p in enumerate(people))
        sql = (
            "CREATE TABLE `users` (`id` int, `name` varchar(64), `email` varchar(255), `tel` varchar(20));\nINSERT INTO `users` VALUES "
            + values
            + ";\n"
        )
        yield found(f"dump-{size}.sql", sql, "contact", size)
        lines = "\n".join(
            f"2026-10-{i % 28 + 1:02}T10:00:00Z INFO login ok user={p.email} took={i}ms"
            for i, p in enumerate(people)
            for _ in range(4)
        )
        yield found(f"app-{size}.log", lines, "contact", size, "indirect")
        html = "<html><body><h1>名簿</h1><table><tr><th>氏名</th><th>メール</th></tr>"
        html += "".join(f"<tr><td>{p.name}</td><td>{p.email}</td></tr>" for p in people) + "</table></body></html>"
        yield found(f"list-{size}.html", html, "contact", size)
        xml = "<?xml version='1.0' encoding='UTF-8'?><members>"
        xml += "".join(
            f"<member><name>{p.name}</name><email>{p.email}</email><tel>{p.mobile}</tel></member>" for p in people
        )
        yield found(f"members-{size}.xml", xml + "</members>", "contact", size)
        inner = table(customers(people)).encode("cp932", "replace")
        yield found(f"backup-{size}.csv.gz", gzip.compress(inner), "contact", size)
        yield found(f"backup-{size}.csv.bz2", bz2.compress(inner), "contact", size)
        box = io.BytesIO()
        with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data/customers.csv", inner)
            archive.writestr("readme.txt", "backup")
        yield found(f"backup-{size}.zip", box.getvalue(), "contact", size)
        yield found(f"book-{size}.xlsx", _workbook(customers(people)), "contact", size)


def _workbook(rows: Grid) -> bytes:
    import openpyxl  # noqa: PLC0415 - only these cases need it

    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def prose() -> Iterator[Case]:
    for n in range(6):
        p, q = crowd(800 + n, 2)
        form = f"【お問い合わせ】\n氏名：{p.name}\nフリガナ：{p.kana}\n電話番号：{p.mobile}\nメールアドレス：{p.email}\n住所：〒{p.postal} {p.address}\n内容：商品について\n"
        yield found(f"form-{n}.txt", form, "contact", 1)
        memo = f"本日、{p.family}様（{p.mobile}）よりお電話。折り返しは{q.family}さん {q.email} まで。\n"
        yield found(f"memo-{n}.txt", memo, "contact", 2, "identity")
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"{p.name} <{p.email}>", "info@hinode-shop.jp", "お問い合わせ"
        mail.set_content(
            f"{p.name}と申します。携帯 {p.mobile} までご連絡ください。\n",
            charset="iso-2022-jp" if n % 2 and "髙" not in p.name and "﨑" not in p.name else "utf-8",
        )
        yield found(f"mail-{n}.eml", mail.as_bytes(), "contact", 1, "identity")


def people_counts() -> Iterator[Case]:
    """Files in which rows are not people."""
    for n, (size, times) in enumerate(((40, 5), (200, 3), (30, 20))):
        people = crowd(900 + n, size)
        random = Random(n)
        rows: Grid = [["注文番号", "氏名", "メールアドレス", "電話番号", "金額"]]
        orders = [p for p in people for _ in range(times)]
        random.shuffle(orders)
        rows = [
            *rows,
            *[
                [
                    f"{10**9 + i}",
                    p.name if i % 2 else p.name.replace(" ", "　"),
                    p.email.upper() if i % 3 == 0 else p.email,
                    p.mobile if i % 2 else p.mobile.replace("-", ""),
                    1000 + i,
                ]
                for i, p in enumerate(orders)
            ],
        ]
        yield found(f"orders-{size}.csv", table(rows), "contact", size)
        rows = [["園児氏名", "生年月日", "保護者_氏名", "保護者_電話番号"]]
        rows = [
            *rows,
            *[
                [c.family + " " + g.given, g.birthday, c.name, c.mobile]
                for c, g in zip(people, crowd(950 + n, size), strict=True)
            ],
        ]
        yield found(f"nursery-{size}.csv", table(rows), "contact", 2 * size)
        rows = [["氏名", "自宅電話", "住所", "生年月日"]]
        for p, q in zip(people, crowd(970 + n, size), strict=True):
            rows = [
                *rows,
                *[
                    [p.name, p.landline, p.address, p.birthday],
                    [f"{p.family} {q.given}", p.landline, p.address, q.birthday],
                ],
            ]
        yield found(f"households-{size}.csv", table(rows), "contact", 2 * size)
        rows = [["name", "email", "phone"]]
        for i, p in enumerate(people):
            rows = [*rows, [p.name, p.email, p.mobile]]
            if i % 4 == 0:
                rows = [*rows, [p.name, f"second{i}@minato-post.com", p.mobile]]
        yield found(f"two-mails-{size}.csv", table(rows), "contact", size)
        rows = [["氏名", "出席"]] + [[p.name, "○"] for p in people]
        yield found(f"attendance-{size}.csv", table(rows), "contact", size)


def all_positive() -> list[Case]:
    makers = (csv_files, numbers, special, secrets, structured, prose, people_counts)
    return [case for maker in makers for case in maker()]
