"""Invents people: names, numbers with right check digits, addresses. Nobody here exists."""

from dataclasses import dataclass
from random import Random

SURNAMES = """佐藤 サトウ sato|鈴木 スズキ suzuki|高橋 タカハシ takahashi|髙橋 タカハシ takahashi|田中 タナカ tanaka|渡邉 ワタナベ watanabe
山本 ヤマモト yamamoto|中村 ナカムラ nakamura|小林 コバヤシ kobayashi|加藤 カトウ kato|吉田 ヨシダ yoshida|佐々木 ササキ sasaki
山﨑 ヤマザキ yamazaki|齋藤 サイトウ saito|清水 シミズ shimizu|森 モリ mori|池田 イケダ ikeda|橋本 ハシモト hashimoto|石川 イシカワ ishikawa
前田 マエダ maeda|藤田 フジタ fujita|後藤 ゴトウ goto|岡田 オカダ okada|長谷川 ハセガワ hasegawa|村上 ムラカミ murakami|遠藤 エンドウ endo
坂本 サカモト sakamoto|青木 アオキ aoki|藤井 フジイ fujii|西村 ニシムラ nishimura|福田 フクダ fukuda|太田 オオタ ota|三浦 ミウラ miura
藤原 フジワラ fujiwara|岡本 オカモト okamoto|松田 マツダ matsuda|中川 ナカガワ nakagawa|中野 ナカノ nakano|原田 ハラダ harada|小野 オノ ono
田村 タムラ tamura|竹内 タケウチ takeuchi|金子 カネコ kaneko|和田 ワダ wada|中山 ナカヤマ nakayama|石田 イシダ ishida|上田 ウエダ ueda
勅使河原 テシガワラ teshigawara|薬袋 ミナイ minai|小鳥遊 タカナシ takanashi|五百旗頭 イオキベ iokibe|百目鬼 ドウメキ domeki|鳳 オオトリ otori
鬼頭 キトウ kito|雨宮 アメミヤ amemiya|一ノ瀬 イチノセ ichinose|桐生 キリュウ kiryu|神楽坂 カグラザカ kagurazaka|東雲 シノノメ shinonome"""
GIVEN = """一郎 イチロウ ichiro|健太 ケンタ kenta|翔太 ショウタ shota|大輔 ダイスケ daisuke|誠 マコト makoto|拓也 タクヤ takuya|直樹 ナオキ naoki
亮 リョウ ryo|悠斗 ユウト yuto|蓮 レン ren|湊 ミナト minato|樹 イツキ itsuki|颯太 ソウタ sota|康平 コウヘイ kohei|修 オサム osamu|博 ヒロシ hiroshi
和夫 カズオ kazuo|茂 シゲル shigeru|正 タダシ tadashi|隆 タカシ takashi|美咲 ミサキ misaki|陽菜 ヒナ hina|結衣 ユイ yui|さくら サクラ sakura
葵 アオイ aoi|凛 リン rin|愛 アイ ai|優子 ユウコ yuko|恵子 ケイコ keiko|和子 カズコ kazuko|幸子 サチコ sachiko|洋子 ヨウコ yoko|千尋 チヒロ chihiro
真由美 マユミ mayumi|香織 カオリ kaori|彩 アヤ aya|紬 ツムギ tsumugi|ひかり ヒカリ hikari|麻衣 マイ mai|奈々 ナナ nana|みどり ミドリ midori"""
PLACES = """150-0041 東京都渋谷区神南|530-0001 大阪府大阪市北区梅田|460-0008 愛知県名古屋市中区栄|810-0001 福岡県福岡市中央区天神
060-0001 北海道札幌市中央区北一条西|980-0021 宮城県仙台市青葉区中央|220-0012 神奈川県横浜市西区みなとみらい|730-0031 広島県広島市中区紙屋町
272-0021 千葉県市川市八幡|183-0056 東京都府中市寿町|510-0075 三重県四日市市安島|600-8216 京都府京都市下京区東塩小路町|900-0015 沖縄県那覇市久茂地"""
DOMAINS = (
    "sakura-mail.jp",
    "kitanet.ne.jp",
    "minato-post.com",
    "aozora-web.jp",
    "docomo.ne.jp",
    "hinode-univ.ac.jp",
    "yamabiko.co.jp",
)


def _split(text: str) -> list[list[str]]:
    return [entry.split() for line in text.splitlines() for entry in line.split("|")]


_SURNAMES, _GIVEN, _PLACES = _split(SURNAMES), _split(GIVEN), _split(PLACES)


@dataclass(frozen=True)
class Person:
    family: str
    given: str
    family_kana: str
    given_kana: str
    romaji: tuple[str, str]
    email: str
    mobile: str
    landline: str
    postal: str
    address: str
    born: tuple[int, int, int]
    my_number: str
    licence: str
    card: str

    @property
    def name(self) -> str:
        return f"{self.family} {self.given}"

    @property
    def kana(self) -> str:
        return f"{self.family_kana} {self.given_kana}"

    @property
    def birthday(self) -> str:
        return "{:04}-{:02}-{:02}".format(*self.born)


def my_number(random: Random) -> str:
    digits = [random.randrange(10) for _ in range(11)]
    rest = sum(d * w for d, w in zip(digits, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    return "".join(map(str, digits)) + str(0 if rest <= 1 else 11 - rest)


def licence(random: Random) -> str:
    digits = [
        int(c)
        for c in random.choice(["30", "62", "45", "12", "90"])
        + f"{random.randrange(60, 100)}{random.randrange(10**6):06}"
    ]
    check = (11 - sum(d * w for d, w in zip(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11) % 10
    return "".join(map(str, digits)) + str(check) + "0"


def luhn(payload: str) -> str:
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(reversed(payload)))
    return payload + str(-total % 10)


def card(random: Random) -> str:
    return luhn(random.choice(["4539", "5288", "3540", "4716"]) + f"{random.randrange(10**11):011}")


def person(random: Random, number: int) -> Person:
    family, given, place = random.choice(_SURNAMES), random.choice(_GIVEN), random.choice(_PLACES)
    block = f"{random.randrange(1, 9)}-{random.randrange(1, 30)}-{random.randrange(1, 40)}"
    mobile = f"0{random.choice('6789')}0-{random.randrange(2000, 9999)}-{random.randrange(1000, 9999)}"
    area = random.choice(["03-{}-{}", "06-{}-{}", "052-{:.3}-{}", "0422-{:.2}-{}"])
    return Person(
        family=family[0], given=given[0], family_kana=family[1], given_kana=given[1], romaji=(given[2], family[2]),
        email=f"{given[2]}.{family[2]}{number}@{random.choice(DOMAINS)}", mobile=mobile,
        landline=area.format(str(random.randrange(3200, 9800)), random.randrange(1100, 9900)),
        postal=place[0], address=f"{place[1]}{block}",
        born=(random.randrange(1938, 2012), random.randrange(1, 13), random.randrange(1, 29)),
        my_number=my_number(random), licence=licence(random), card=card(random),
    )  # fmt: skip


def crowd(seed: int, size: int) -> list[Person]:
    """Return ``size`` different people."""
    random = Random(seed)
    return [person(random, number) for number in range(size)]
