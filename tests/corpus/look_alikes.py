"""Numbers, lists and documents that look like personal data and are none."""

import base64
import hashlib
import json
import uuid
from collections.abc import Iterator
from random import Random

from tests.corpus.case import Case, decoy, table
from tests.corpus.formats import every_format
from tests.corpus.persons import luhn


def look_alikes() -> Iterator[Case]:
    random = Random(77)
    ken = [
        [
            f"{13101 + i // 50:05}",
            "150  ",
            f"{1500000 + i:07}",
            "ﾄｳｷｮｳﾄ",
            "ｼﾌﾞﾔｸ",
            f"ｼﾞﾝﾅﾝ{i}",
            "東京都",
            "渋谷区",
            f"神南{i}",
            0,
            0,
            0,
            0,
            0,
            0,
        ]
        for i in range(300)
    ]
    yield decoy("KEN_ALL.CSV", table(ken), "cp932")
    yield decoy(
        "jigyosyo.csv",
        table(
            [
                [
                    "13101",
                    "ｶﾌﾞｼｷｶﾞｲｼﾔ ｱｵｿﾞﾗ",
                    f"株式会社　青空{i}",
                    "東京都",
                    "千代田区",
                    "丸の内",
                    f"１丁目{i}－１",
                    "1008066",
                    "100",
                    "丸の内",
                    0,
                    0,
                    0,
                ]
                for i in range(100)
            ]
        ),
        "cp932",
    )
    yield decoy(
        "houjin.csv",
        table(
            [
                [
                    i + 1,
                    f"{7000012050002 + i}",
                    "01",
                    "1",
                    "2018-04-02",
                    "2015-10-05",
                    f"有限会社架空{i}",
                    "",
                    "301",
                    "東京都",
                    "渋谷区",
                    f"神南１丁目２－{i}",
                    "",
                    "13",
                    "113",
                    "1500041",
                ]
                for i in range(200)
            ]
        ),
    )
    yield decoy(
        "order_ids.csv",
        table(
            [["order_id", "customer_code", "shipped_at", "qty"]]
            + [
                [f"{random.randrange(10**11, 10**12)}", f"C{random.randrange(10**6):06}", "2026-10-01T10:00:00", 3]
                for i in range(500)
            ]
        ),
    )
    yield decoy(
        "events.jsonl",
        "\n".join(
            json.dumps(
                {
                    "event_id": str(uuid.UUID(int=random.getrandbits(128))),
                    "ts": 1790000000000 + i * 13,
                    "type": "page_view",
                    "session": f"{random.getrandbits(128):032x}",
                    "item": f"{random.randrange(10**12, 10**13)}",
                }
            )
            for i in range(400)
        ),
    )
    yield decoy(
        "metrics.csv",
        table(
            [["timestamp", "cpu", "mem"]]
            + [
                [f"202611{d:02}{h:02}{m:02}", random.random(), random.random()]
                for d in range(1, 8)
                for h in range(24)
                for m in (0, 30)
            ]
        ),
    )
    yield decoy(
        "ts12.csv",
        table(
            [["日時", "件数"]]
            + [[f"2026{m:02}{d:02}{h:02}00", 5] for m in range(1, 13) for d in range(1, 29) for h in range(0, 24, 6)]
        ),
    )
    yield decoy(
        "jan.tsv",
        table(
            [["JANコード", "商品名", "メーカー"]]
            + [["49" + f"{random.randrange(10**11):011}", f"麦茶{i}ml", "青空飲料"] for i in range(200)],
            "\t",
        ),
    )
    yield decoy(
        "stock.json",
        json.dumps(
            [
                {
                    "isbn": "978" + f"{random.randrange(10**10):010}",
                    "title": f"日本の歴史{i}",
                    "author": "",
                    "price": 1200,
                }
                for i in range(100)
            ],
            ensure_ascii=False,
        ),
    )
    yield decoy("imei.txt", "\n".join(luhn("35" + f"{random.randrange(10**12):012}") for i in range(200)))
    yield decoy("iccid.txt", "\n".join(luhn("8981" + f"{random.randrange(10**14):014}") for i in range(200)))
    yield decoy(
        "hashes.csv",
        table(
            [["file", "md5", "sha1"]]
            + [
                [
                    f"f{i}",
                    hashlib.md5(bytes([i]), usedforsecurity=False).hexdigest(),
                    hashlib.sha1(bytes([i]), usedforsecurity=False).hexdigest(),
                ]
                for i in range(200)
            ]
        ),
    )
    yield decoy(
        "gps.gpx",
        "<gpx>"
        + "".join(
            f'<trkpt lat="35.{random.randrange(10**6)}" lon="139.{random.randrange(10**6)}"><ele>{i}</ele></trkpt>'
            for i in range(200)
        )
        + "</gpx>",
    )
    yield decoy(
        "route.geojson",
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "properties": {"name": f"バス停{i}"},
                        "geometry": {"type": "Point", "coordinates": [139.7 + i / 1000, 35.6 + i / 1000]},
                    }
                    for i in range(80)
                ],
            },
            ensure_ascii=False,
        ),
    )
    yield decoy(
        "policy2.txt",
        "個人情報保護方針\n第1条 会社は、氏名、生年月日、住所、電話番号、健康診断の結果、病歴、障害の有無、犯罪歴その他の個人情報を適切に管理する。\n第2条 糖尿病、高血圧症、うつ病等の病名、身体障害、知的障害、精神障害に関する情報は要配慮個人情報として扱う。\n第3条 マイナンバー（12桁の番号）は人事部が管理する。\nお問い合わせ窓口：総務部 個人情報係 電話 03-5555-0100 e-mail: privacy@aozora-kaisha.co.jp\n",
    )
    yield decoy(
        "policy2.docx",
        every_format(
            [
                ["項目", "内容"],
                ["取得する情報", "氏名・住所・電話番号・病歴"],
                ["窓口", "privacy@aozora-kaisha.co.jp 03-5555-0100"],
            ]
        )["letter.docx"],
    )
    yield decoy(
        "outage2.log",
        "\n".join(
            f"2026-11-{d:02} 03:{m:02}:11 [障害] サーバ srv{m:02} で障害発生 障害番号=INC{d}{m:02} 障害等級: A 担当 運用監視"
            for d in range(1, 29)
            for m in range(0, 60, 10)
        ),
    )
    yield decoy(
        "postmortem.md",
        "# 障害報告書\n- 障害名: 決済API停止\n- 障害種別: ネットワーク\n- 発生日時: 2026-10-01 10:00\n- 影響: 注文 12345 件\n- 復旧: 2026-10-01 11:20\n",
    )
    yield decoy(
        "recipe2.json",
        json.dumps(
            {
                "name": "鶴のから揚げ",
                "recipeIngredient": ["鶏もも肉 300g", "醤油 大さじ2", "しょうが 1片"],
                "author": {"@type": "Organization", "name": "青空キッチン"},
                "recipeYield": "4人分",
            },
            ensure_ascii=False,
        ),
    )
    yield decoy(
        "menu.csv", table([["料理名", "アレルギー", "価格"]] + [[f"定食{i}", "卵・小麦", 900] for i in range(40)])
    )
    yield decoy(
        "allergy_table.csv",
        table(
            [["商品名", "卵", "乳", "小麦", "アレルギー表示"]]
            + [[f"パン{i}", "○", "○", "○", "卵 乳 小麦"] for i in range(40)]
        ),
    )
    yield decoy(
        "drug_list.csv",
        table(
            [["薬品名", "規格", "薬価", "処方区分"]]
            + [[f"アムロ錠{i}", "5mg", 10.1, "処方箋医薬品"] for i in range(60)]
        ),
    )
    yield decoy(
        "hospital_list.csv",
        table(
            [["病院名", "診療科", "住所", "電話番号"]]
            + [[f"青空病院{i}", "内科・外科", f"東京都渋谷区神南{i}-1", f"03-3{i + 100}-1234"] for i in range(40)]
        ),
    )
    yield decoy(
        "school_list.csv",
        table(
            [["学校名", "所在地", "電話番号", "校長"]]
            + [[f"架空第{i}小学校", f"大阪府大阪市北区梅田{i}-1", f"06-6{i + 100}-1234", ""] for i in range(40)]
        ),
    )
    yield decoy(
        "vendors.csv",
        table(
            [["取引先コード", "取引先名", "住所", "電話番号", "FAX番号", "メール"]]
            + [
                [
                    f"V{i:04}",
                    f"株式会社青空{i}",
                    f"愛知県名古屋市中区栄{i + 1}-2-3",
                    f"052-{200 + i}-1234",
                    f"052-{200 + i}-1235",
                    f"info@aozora{i}.co.jp",
                ]
                for i in range(40)
            ]
        ),
    )
    yield decoy(
        "sample_users.json",
        json.dumps(
            [{"name": "山田太郎", "email": f"user{i}@example.com", "phone": "090-0000-0000"} for i in range(20)],
            ensure_ascii=False,
        ),
    )
    yield decoy(
        "fixtures/users.sql",
        "INSERT INTO users (name,email) VALUES ('テスト太郎','test1@example.com'),('サンプル花子','sample@example.jp');\n",
    )
    yield decoy(
        "package-lock2.json",
        json.dumps(
            {
                "dependencies": {
                    f"pkg{i}": {
                        "version": "1.2.3",
                        "resolved": f"https://downloads.example.com/pkg{i}/-/pkg{i}-1.2.3.tgz",
                        "integrity": "sha512-" + base64.b64encode(hashlib.sha512(bytes([i])).digest()).decode(),
                    }
                    for i in range(150)
                }
            }
        ),
    )
    yield decoy(
        "yarn.lock",
        "\n".join(
            f'"@babel/core@^7.{i}.0":\n  version "7.{i}.1"\n  resolved "https://r.example.com/@babel/core/-/core-7.{i}.1.tgz#{hashlib.sha1(bytes([i]), usedforsecurity=False).hexdigest()}"\n'
            for i in range(80)
        ),
    )
    js = (
        "!function(e,t){var n="
        + str(random.randrange(10**12))
        + ";function r(e){return e&&e.name||'password'}t.a=function(e){return e.password=r(e),e.token=t.b(e)},t.c=1e21,t.email=/^[^@]+@[^@]+\\.[a-z]{2,}$/i}(window,{});"
    )
    yield decoy("app.min.js", js * 200)
    yield decoy("bundle.min.js", "var a=[" + ",".join(str(random.randrange(10**15)) for _ in range(2000)) + "];")
    yield decoy("image.b64", base64.b64encode(random.randbytes(60000)).decode())
    yield decoy("rand.hex", random.randbytes(30000).hex())
    yield decoy(
        "font.css",
        "@font-face{src:url(data:font/woff2;base64," + base64.b64encode(random.randbytes(30000)).decode() + ")}",
    )
    yield decoy(
        "serial.csv",
        table(
            [["シリアル番号", "型番", "製造日"]]
            + [[f"AB{random.randrange(10**7):07}", "X-100", "2026-01-01"] for i in range(100)]
        ),
    )
    yield decoy(
        "parts.csv", table([["部品番号", "数量"]] + [[f"TK{random.randrange(10**7):07}", 5] for i in range(100)])
    )
