"""Files that look like personal data and are none."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from random import Random

from tests.corpus.case import Case, Grid, decoy, table
from tests.corpus.persons import luhn


def _ean(payload: str) -> str:
    return payload + str(-sum(int(d) * (1 + 2 * (i % 2)) for i, d in enumerate(payload)) % 10)


def numbers() -> Iterator[Case]:
    random = Random(1)
    for n, size in enumerate((8, 40, 400)):
        rows: Grid = [["注文番号", "商品コード", "数量", "金額"]]
        rows = [*rows, *[[f"{random.randrange(10**11, 10**12)}", f"A-{i:05}", 1, 1980] for i in range(size)]]
        yield decoy(f"orders-{n}.csv", table(rows))
        yield decoy(f"orders-no-header-{n}.csv", table(rows[1:]))
        rows = [["JAN", "商品名", "価格"]] + [
            [_ean(f"49{random.randrange(10**10):010}"), f"りんごジュース{i}", 198] for i in range(size)
        ]
        yield decoy(f"jan-{n}.csv", table(rows))
        rows = [["isbn", "title"]] + [
            [_ean(f"9784{random.randrange(10**8):08}"), f"はじめての料理 第{i}巻"] for i in range(size)
        ]
        yield decoy(f"isbn-{n}.csv", table(rows))
        rows = [["imei", "iccid", "model"]] + [
            [luhn(f"35{random.randrange(10**12):012}"), luhn(f"8981{random.randrange(10**14):014}"), "SC-51"]
            for i in range(size)
        ]
        yield decoy(f"devices-{n}.csv", table(rows))
        log = "\n".join(
            f"2026-10-01T10:{i % 60:02}:00Z INFO request_id={uuid.UUID(int=random.getrandbits(128))} ts={1790000000000 + i * 977} order={random.randrange(10**11, 10**12)} ms={i}"
            for i in range(size)
        )
        yield decoy(f"app-{n}.log", log)
        rows = [["timestamp", "event_id", "lat", "lng"]] + [
            [
                f"202610011{i % 10}{i % 60:02}",
                i,
                f"35.{random.randrange(10**6):06}",
                f"139.{random.randrange(10**6):06}",
            ]
            for i in range(size)
        ]
        yield decoy(f"gps-{n}.csv", table(rows))
        sums = "\n".join(f"{hashlib.sha256(str(i).encode()).hexdigest()}  file{i}.bin" for i in range(size))
        yield decoy(f"SHA256SUMS-{n}", sums)
        rows = [["伝票番号", "お問い合わせ番号", "状態"]] + [
            [f"{random.randrange(10**11, 10**12)}", f"{random.randrange(10**11, 10**12)}", "配達完了"]
            for _ in range(size)
        ]
        yield decoy(f"tracking-{n}.csv", table(rows))
        docs = [
            {"id": i, "sku": f"SKU{i}", "name": f"タオル {i}枚組", "price": 500, "created_at": 1790000000 + i}
            for i in range(size)
        ]
        yield decoy(f"items-{n}.json", json.dumps(docs, ensure_ascii=False))


def places() -> Iterator[Case]:
    rows: Grid = [["郵便番号", "都道府県名", "市区町村名", "町域名"]]
    rows = [*rows, *[[f"{1500000 + i}", "東京都", "渋谷区", f"神南{i}"] for i in range(60)]]
    yield decoy("postal.csv", table(rows))
    yield decoy("postal-cp932.csv", table(rows), "cp932")
    rows = [["法人番号", "商号", "本店所在地"]] + [
        [f"{7000012050002 + i}", f"株式会社日の出{i}", f"東京都渋谷区神南{i % 5 + 1}-{i}-1"] for i in range(50)
    ]
    yield decoy("corporations.csv", table(rows))
    rows = [["店舗名", "住所", "電話番号", "営業時間"]] + [
        [f"日の出スーパー{i}号店", f"大阪府大阪市北区梅田{i % 5 + 1}-{i}", f"06-6{100 + i}-{4000 + i}", "9:00-21:00"]
        for i in range(40)
    ]
    yield decoy("stores.csv", table(rows))
    rows = [["会社名", "代表電話", "FAX", "メール"]] + [
        [f"有限会社青空{i}", f"03-3{100 + i}-{5000 + i}", f"03-3{100 + i}-{6000 + i}", f"info@aozora{i}.co.jp"]
        for i in range(40)
    ]
    yield decoy("companies.csv", table(rows))
    rows = [["市区町村コード", "市区町村名", "人口"]] + [[f"{13101 + i}", f"架空市{i}", 10000 + i] for i in range(40)]
    yield decoy("population.csv", table(rows))
    footer = "株式会社日の出商事\n〒150-0041 東京都渋谷区神南1-2-3 日の出ビル5F\n代表電話 03-3462-7788 FAX 03-3462-7789\nsupport@hinode-shoji.co.jp\nフリーダイヤル 0120-444-123\n"
    yield decoy("company.txt", footer)
    yield decoy("company.html", f"<html><body><footer>{footer}</footer></body></html>")


PRIVACY = """プライバシーポリシー
当社は、お客様の氏名、住所、電話番号、メールアドレス、生年月日等の個人情報を取得します。
要配慮個人情報（病歴、糖尿病やがん等の診療情報、障害、犯罪の経歴、信条、人種）は、本人の同意なく取得しません。
マイナンバー（個人番号）は法令で定められた目的以外には利用しません。
お問い合わせ: 個人情報相談窓口 privacy@hinode-shoji.co.jp 電話 03-3462-7788（平日9時から17時）
"""
OUTAGE = """2026-10-01 02:13:44 ERROR 障害を検知しました: db-primary 接続不可
2026-10-01 02:14:10 WARN  障害対応を開始 (担当: SRE当番)
2026-10-01 02:20:31 INFO  障害が復旧しました。障害レベル: 2 影響範囲: 検索機能
2026-10-01 02:21:00 INFO  post-mortem id=INC-20261001-0213 build=1.42.7
"""
RECIPE = """肉じゃがの作り方（4人分）
材料: じゃがいも 4個、玉ねぎ 2個、牛肉 200g、しらたき 1袋、しょうゆ 大さじ4、みりん 大さじ3
1. じゃがいもの皮をむき、一口大に切る。
2. 鍋に油を熱し、牛肉を炒める。味の処方はお好みで。がんばって煮込みましょう。
"""
ARTICLE = """糖尿病の基礎知識
糖尿病は血糖値が慢性的に高くなる病気です。高血圧症や脂質異常症を合併することがあります。
うつ病や認知症との関連も研究されています。がん検診は毎年受けましょう。
"""
README = """# widget
Install with `pip install widget==1.2.3`. Contact: foo@example.com
Clone git@github.com:owner/widget.git. Test card 4111111111111111, phone 090-1234-5678, 山田太郎.
Version 10.0.19041.1, commit 3f786850e387550fdab836ed7e6dc881de23001b
"""


def texts() -> Iterator[Case]:
    documents = {"privacy": PRIVACY, "outage": OUTAGE * 40, "recipe": RECIPE, "article": ARTICLE, "readme": README}
    for name, text in documents.items():
        yield decoy(f"{name}.txt", text)
        yield decoy(f"{name}-cp932.txt", text, "cp932")
        yield decoy(f"{name}.html", f"<html><body><p>{text.replace(chr(10), '<br>')}</p></body></html>")
    rows: Grid = [["障害番号", "発生日時", "障害内容", "対応状況"]] + [
        [f"INC{i:05}", "2026-10-01 02:13", "検索機能が応答しない", "復旧済"] for i in range(40)
    ]
    yield decoy("incidents.csv", table(rows))
    rows = [
        ["氏名", "メール", "電話"],
        ["山田太郎", "taro@example.com", "090-1234-5678"],
        ["テスト花子", "test@example.jp", "090-0000-0000"],
    ]
    yield decoy("sample.csv", table(rows))
    yield decoy("header-only.csv", table([["氏名", "住所", "電話番号", "個人番号"]]))
    yield decoy("empty.csv", "")
    yield decoy("form.txt", "申込書\n氏名：\n住所：\n電話番号：\n生年月日：　　年　　月　　日\nマイナンバー：\n")
    yield decoy(
        "package-lock.json",
        json.dumps(
            {
                "name": "widget",
                "version": "1.0.0",
                "packages": {
                    f"node_modules/p{i}": {
                        "version": f"1.{i}.0",
                        "integrity": "sha512-" + hashlib.sha512(str(i).encode()).hexdigest()[:86] + "==",
                    }
                    for i in range(60)
                },
            }
        ),
    )
    yield decoy(
        "terraform.tf",
        'resource "aws_s3_bucket" "b" {\n  bucket = "my-bucket-123456789012"\n}\nvariable "password" { type = string }\npassword = var.password\n',
    )
    yield decoy(
        "battery.csv", table([["品番", "品名", "極性"], *([f"B{i:04}", f"乾電池{i}", "陽性"] for i in range(30))])
    )
    yield decoy(
        "insurance.txt",
        "がん保険のご案内\n月々1,980円から。高血圧症の方もご加入いただけます。お申し込みは 0120-555-123 まで。\n",
    )
    rows = [["sensor_id", "temperature", "recorded_at"]] + [
        [f"S{i:03}", 20 + i / 10, f"2026-10-01 10:{i % 60:02}:00"] for i in range(200)
    ]
    yield decoy("sensors.csv", table(rows))
    yield decoy(
        "access.log",
        "\n".join(
            f'10.0.{i % 250}.{i % 200} - - [01/Oct/2026:10:00:{i % 60:02} +0900] "GET /item/{490000000000 + i} HTTP/1.1" 200 {i}'
            for i in range(200)
        ),
    )
    yield decoy("style.css", ".icon{background:url(icon@2x.png)}@media print{body{color:#123456}}\n" * 30)
    rows = [["name", "price"]] + [
        [n, 100] for n in ("りんご", "みかん", "森の水", "富士山", "桜", "小豆", "松竹梅", "東京", "東ケーブル")
    ]
    yield decoy("fruit.csv", table(rows))
    rows = [["社名", "株価", "証券コード"]] + [
        [f"{n}製作所", 1200, 6501 + i] for i, n in enumerate(("日立", "島津", "村田", "小松", "本田"))
    ]
    yield decoy("stocks.csv", table(rows))


def all_decoys() -> list[Case]:
    return [case for maker in (numbers, places, texts) for case in maker()]
