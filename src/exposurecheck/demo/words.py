"""Word lists from which the fictional people are made: common names, invented towns, invented mail domains."""

from typing import Final

FAMILY_NAMES: Final = (
    ("佐藤", "サトウ", "sato"), ("鈴木", "スズキ", "suzuki"), ("髙橋", "タカハシ", "takahashi"),
    ("渡邉", "ワタナベ", "watanabe"), ("伊藤", "イトウ", "ito"), ("山﨑", "ヤマザキ", "yamazaki"),
    ("中村", "ナカムラ", "nakamura"), ("小林", "コバヤシ", "kobayashi"), ("加藤", "カトウ", "kato"),
    ("吉田", "ヨシダ", "yoshida"), ("山本", "ヤマモト", "yamamoto"), ("佐々木", "ササキ", "sasaki"),
    ("松本", "マツモト", "matsumoto"), ("井上", "イノウエ", "inoue"), ("木村", "キムラ", "kimura"),
    ("齋藤", "サイトウ", "saito"), ("清水", "シミズ", "shimizu"), ("林", "ハヤシ", "hayashi"),
    ("池田", "イケダ", "ikeda"), ("橋本", "ハシモト", "hashimoto"), ("阿部", "アベ", "abe"),
    ("森", "モリ", "mori"), ("石川", "イシカワ", "ishikawa"), ("前田", "マエダ", "maeda"),
    ("小川", "オガワ", "ogawa"), ("岡田", "オカダ", "okada"), ("長谷川", "ハセガワ", "hasegawa"),
    ("後藤", "ゴトウ", "goto"), ("坂本", "サカモト", "sakamoto"), ("遠藤", "エンドウ", "endo"),
    ("青木", "アオキ", "aoki"), ("藤井", "フジイ", "fujii"), ("福田", "フクダ", "fukuda"),
    ("西村", "ニシムラ", "nishimura"), ("三浦", "ミウラ", "miura"), ("岡本", "オカモト", "okamoto"),
    ("松田", "マツダ", "matsuda"), ("中島", "ナカジマ", "nakajima"), ("髙木", "タカギ", "takagi"),
    ("濵田", "ハマダ", "hamada"),
)  # fmt: skip
"""Written form (with variant characters that only CP932 holds, such as 髙 and 﨑), kana, Latin letters."""

GIVEN_NAMES: Final = (
    ("翔太", "ショウタ", "shota"), ("陽菜", "ヒナ", "hina"), ("大輔", "ダイスケ", "daisuke"),
    ("美咲", "ミサキ", "misaki"), ("健一", "ケンイチ", "kenichi"), ("さくら", "サクラ", "sakura"),
    ("拓也", "タクヤ", "takuya"), ("結衣", "ユイ", "yui"), ("直樹", "ナオキ", "naoki"),
    ("葵", "アオイ", "aoi"), ("隆", "タカシ", "takashi"), ("恵子", "ケイコ", "keiko"),
    ("誠", "マコト", "makoto"), ("由美子", "ユミコ", "yumiko"), ("蓮", "レン", "ren"),
    ("千尋", "チヒロ", "chihiro"), ("浩二", "コウジ", "koji"), ("真由美", "マユミ", "mayumi"),
    ("悠斗", "ユウト", "yuto"), ("明日香", "アスカ", "asuka"), ("和也", "カズヤ", "kazuya"),
    ("智子", "トモコ", "tomoko"), ("亮", "リョウ", "ryo"), ("彩", "アヤ", "aya"),
    ("慎吾", "シンゴ", "shingo"), ("麻衣", "マイ", "mai"), ("康平", "コウヘイ", "kohei"),
    ("綾乃", "アヤノ", "ayano"), ("駿", "シュン", "shun"), ("理恵", "リエ", "rie"),
    ("正樹", "マサキ", "masaki"), ("菜々子", "ナナコ", "nanako"), ("一郎", "イチロウ", "ichiro"),
    ("遥", "ハルカ", "haruka"), ("優", "ユウ", "yu"), ("久美子", "クミコ", "kumiko"),
    ("大地", "ダイチ", "daichi"), ("凛", "リン", "rin"), ("貴之", "タカユキ", "takayuki"),
    ("小百合", "サユリ", "sayuri"),
    ("俊介", "シュンスケ", "shunsuke"), ("美穂", "ミホ", "miho"), ("哲也", "テツヤ", "tetsuya"),
    ("奈津子", "ナツコ", "natsuko"), ("洋平", "ヨウヘイ", "yohei"), ("琴音", "コトネ", "kotone"),
    ("義男", "ヨシオ", "yoshio"), ("紗希", "サキ", "saki"), ("颯", "ハヤテ", "hayate"), ("文子", "フミコ", "fumiko"),
)  # fmt: skip
"""Written form, kana, Latin letters."""

TOWNS: Final = (
    ("埼玉県ひばり野市", "359", "04"), ("千葉県汐見浜市", "279", "047"), ("東京都玉霧市", "206", "042"),
    ("神奈川県虹ヶ浦市", "259", "046"), ("愛知県陽だまり市", "441", "053"), ("大阪府風見市", "598", "072"),
    ("京都府霞川市", "619", "077"), ("兵庫県凪島市", "656", "079"), ("福岡県若草台市", "811", "094"),
    ("北海道白樺平市", "069", "012"), ("宮城県月見沢市", "981", "022"), ("広島県朝凪市", "739", "082"),
)  # fmt: skip
"""Invented cities in real prefectures, first three digits of a postal code, and an area code."""

QUARTERS: Final = (
    "青葉町",
    "緑ヶ丘",
    "桜台",
    "本町",
    "栄町",
    "日の出",
    "若葉",
    "泉町",
    "松風台",
    "港南",
    "花園",
    "星が丘",
)

MAIL_DOMAINS: Final = ("kaede-net.jp", "hibarino-post.jp", "tsukimi-cloud.jp", "asanagi-mail.jp", "shirakaba-web.jp")
"""Invented; deliberately not the reserved example names, which detectors set aside as test values."""
