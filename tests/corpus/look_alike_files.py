"""Files of programs and of offices that look like personal data and are none."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from random import Random

from tests.corpus.case import Case, decoy, table
from tests.corpus.formats import every_format


def look_alike_files() -> Iterator[Case]:
    random = Random(79)
    yield decoy("lottery.csv", table([["抽せん番号"]] + [[f"{random.randrange(10**7):07}"] for i in range(100)]))
    yield decoy(
        "bank_branches.csv",
        table(
            [["金融機関コード", "金融機関名", "支店コード", "支店名"]]
            + [["0001", "みずたま銀行", f"{i:03}", f"第{i}支店"] for i in range(100)]
        ),
    )
    yield decoy(
        "calendar.ics",
        "BEGIN:VCALENDAR\n"
        + "".join(
            f"BEGIN:VEVENT\nUID:{uuid.UUID(int=random.getrandbits(128))}@calendar\nDTSTART:20261{i % 3}01T100000Z\nSUMMARY:定例会議\nEND:VEVENT\n"
            for i in range(40)
        )
        + "END:VCALENDAR\n",
    )
    yield decoy(
        "access2.log",
        "\n".join(
            f'- - [23/Nov/2026:10:{i % 60:02}:00 +0900] "GET /img/{random.randrange(10**12)}.jpg?v={random.randrange(10**10)} HTTP/2" 200 {random.randrange(10**6)} "-" "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)" rid={random.getrandbits(64):016x}'
            for i in range(300)
        ),
    )
    yield decoy(
        "weather.csv",
        table(
            [["観測所", "気温", "湿度", "気圧"]]
            + [
                [n, 20.1, 50, 1013]
                for n in ("東京", "横浜", "千葉", "福島", "山形", "宮崎", "長野", "石川", "秋田", "森", "岡山", "大分")
            ]
        ),
    )
    yield decoy(
        "stations.csv",
        table(
            [["駅名", "路線", "乗降客数"]]
            + [
                [n, "青空線", 1000]
                for n in ("高橋", "田中", "中村", "小林", "山本", "石川町", "本郷", "大森", "池田", "橋本")
            ]
        ),
    )
    yield decoy(
        "products.csv",
        table(
            [["商品名", "カテゴリ"]]
            + [[n, "酒"] for n in ("佐藤錦", "清水白桃", "伊藤園茶", "松本ぶどう", "田中屋せんべい") * 5]
        ),
    )
    yield decoy("characters.txt", "むかしむかし、あるところに桃太郎がいました。鬼ヶ島へ鬼退治に行きました。\n")
    yield decoy(
        "news.txt",
        "経済産業省は23日、新しい指針を発表した。首相は会見で「対策を急ぐ」と述べた。東京都千代田区霞が関の同省で説明会が開かれる。\n",
    )
    yield decoy("history.csv", table([["年", "出来事"]] + [[1600 + i, "合戦"] for i in range(100)]))
    yield decoy(
        "i18n.json",
        json.dumps(
            {
                "name": "氏名",
                "email": "メールアドレス",
                "password": "パスワード",
                "password_confirm": "パスワード（確認）",
                "phone": "電話番号",
                "errors": {"password": "パスワードが違います", "email": "メールアドレスの形式が正しくありません"},
            },
            ensure_ascii=False,
        ),
    )
    yield decoy(
        "i18n_en.json",
        json.dumps(
            {
                "password": "Password",
                "forgot_password": "Forgot your password?",
                "name": "Name",
                "email": "E-mail",
                "birthday": "Date of birth",
            }
        ),
    )
    yield decoy(
        "schema.sql",
        "CREATE TABLE users (id int, name varchar(50), email varchar(255), password_hash char(60), my_number char(12), birthday date);\nCREATE INDEX i ON users(email);\n",
    )
    yield decoy(
        "openapi.yaml",
        "openapi: 3.0.0\ncomponents:\n  schemas:\n    User:\n      properties:\n        name: {type: string, example: 山田太郎}\n        email: {type: string, example: taro@example.com}\n        password: {type: string, format: password}\n",
    )
    yield decoy(
        "docker-compose.yml",
        "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD}\n      MYSQL_ROOT_PASSWORD: changeme\n",
    )
    yield decoy(
        "config.py",
        "import os\nPASSWORD = os.environ['PASSWORD']\nAPI_KEY = os.getenv('API_KEY')\nSECRET_KEY = settings.SECRET_KEY\npassword = get_password(user)\n",
    )
    yield decoy(
        "Login.java",
        'public class Login { private String password; void setPassword(String password) { this.password = password; } String token = request.getHeader("Authorization"); }\n',
    )
    yield decoy(
        "manual.txt",
        "取扱説明書\n1. 電源を入れる\n2. パスワード欄に初期パスワードを入力してください（本体底面のラベルに記載）。\nお客様相談室 0120-123-456 受付時間 9:00～17:00\n型番 ABC-12345 製造番号 1234567890123\n",
    )
    yield decoy(
        "election.csv", table([["市区町村", "有権者数", "投票率"]] + [[f"架空市{i}", 10000, 50.5] for i in range(40)])
    )
    yield decoy(
        "survey_agg.csv",
        table([["年代", "性別", "回答数", "喫煙率"]] + [[f"{i}0代", "男", 100, 20.1] for i in range(2, 8)]),
    )
    yield decoy(
        "health_stats.csv", table([["年度", "疾病名", "患者数"]] + [[2010 + i, "糖尿病", 30000] for i in range(15)])
    )
    yield decoy(
        "illness_master.csv",
        table([["ICD10", "病名", "カナ"]] + [[f"E1{i % 10}", f"２型糖尿病{i}", "ﾆｶﾞﾀﾄｳﾆｮｳﾋﾞｮｳ"] for i in range(50)]),
    )
    yield decoy(
        "shift.csv", table([["日付", "早番", "遅番"]] + [[f"2026-11-{i:02}", "A班", "B班"] for i in range(1, 29)])
    )
    yield decoy(
        "fax_cover.txt",
        "FAX送付状\n送信先: 株式会社青空 御中\n発信元: 株式会社日の出 営業部\nTEL 03-1111-2222 FAX 03-1111-2223\n",
    )
    yield decoy(
        "price.tsv",
        table(
            [["品番", "品名", "単価"]] + [[f"{random.randrange(10**12):012}", f"ネジM{i}", 10] for i in range(200)],
            "\t",
        ),
    )
    yield decoy(
        "invoice.txt",
        "適格請求書\n登録番号 T7000012050002\n株式会社日の出商事 御中\n請求金額 110,000円\n振込先 みずたま銀行 本店 普通 1234567 カ)ヒノデシヨウジ\n",
    )
    yield decoy(
        "git.log",
        "\n".join(
            f"commit {hashlib.sha1(str(i).encode(), usedforsecurity=False).hexdigest()}\nDate:   Mon Nov {i % 28 + 1} 10:00:00 2026 +0900\n\n    fix: 障害対応 #{i}\n"
            for i in range(60)
        ),
    )
    yield decoy("whois.txt", "inetnum: 203.0.113.0 - 203.0.113.255\nnetname: EXAMPLE-NET\ncountry: JP\n")
    yield decoy("sudoku.txt", "\n".join("".join(str(random.randrange(1, 10)) for _ in range(9)) for _ in range(100)))
    yield decoy("phone_codes.csv", table([["市外局番", "地域"]] + [[f"0{i}", f"地域{i}"] for i in range(11, 99)]))
    yield decoy(
        "freedial.csv", table([["窓口", "電話番号"]] + [[f"窓口{i}", f"0120-{100 + i}-{200 + i}"] for i in range(40)])
    )
    yield decoy("empty.xlsx", every_format([["氏名", "住所", "電話番号"], ["", "", ""]])["book.xlsx"])
    yield decoy("pi.txt", "3." + "".join(str(random.randrange(10)) for _ in range(5000)))
    yield decoy("random_digits.csv", table([[random.randrange(10**15), random.randrange(10**16)] for i in range(200)]))
    yield decoy(
        "qr.csv",
        table([["QRコード", "発行日"]] + [[f"{random.randrange(10**16):016}", "2026-10-01"] for i in range(300)]),
    )
    yield decoy(
        "point_card.csv",
        table([["ポイントカード番号", "残高"]] + [[f"{random.randrange(10**16):016}", 10] for i in range(300)]),
    )
