"""Numbers that Japanese authorities, insurers, banks and card schemes issue, made from their public specifications."""

from random import Random

from tests.corpus.persons import luhn, my_number
from tests.corpus.plant import Make, Plant, dashes, joined, spaced, wide

_PLACES = [
    "10",
    "11",
    "12",
    "13",
    "14",
    "20",
    "21",
    "22",
    "23",
    "24",
    "25",
    "30",
    "40",
    "41",
    "42",
    "43",
    "44",
    "45",
    "46",
    "47",
    "48",
    "49",
    "50",
    "51",
    "52",
    "53",
    "54",
    "55",
    "60",
    "61",
    "62",
    "63",
    "64",
    "65",
    "70",
    "71",
    "72",
    "73",
    "74",
    "80",
    "81",
    "82",
    "83",
    "90",
    "91",
    "92",
    "93",
    "94",
    "95",
    "96",
    "97",
]
"""Codes of the prefectural public safety commissions."""
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def digits(size: int, first: str = "123456789") -> Make:
    """Return what makes numbers of ``size`` digits."""
    return lambda random: random.choice(first) + "".join(random.choices("0123456789", k=size - 1))


def letters(random: Random, size: int) -> str:
    return "".join(random.choices(_LETTERS, k=size))


def spoilt(make: Make, place: int = -1) -> Make:
    """Return what makes values with another digit at ``place``, so that the check digit is wrong."""

    def wrong(random: Random) -> str:
        value = list(make(random))
        value[place] = str((int(value[place]) + random.choice((1, 2, 3, 4, 6, 7, 8))) % 10)
        return "".join(value)

    return wrong


def grouped(make: Make, *sizes: int, by: str = "-") -> Make:
    """Return what makes the same values in groups."""

    def write(random: Random) -> str:
        rest, parts = make(random), []
        for size in sizes:
            parts.append(rest[:size])
            rest = rest[size:]
        return by.join(parts)

    return write


def licence(random: Random) -> str:
    body = f"{random.choice(_PLACES)}{random.choice([*range(60, 100), *range(26)]):02}{random.randrange(10**6):06}"
    total = sum(int(d) * w for d, w in zip(body, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True))
    return f"{body}{(11 - total % 11) % 10}{random.choice('0001')}"


def passport(random: Random) -> str:
    return f"{random.choice('TM')}{random.choice(_LETTERS)}{digits(7)(random)}"


def _mrz_check(text: str) -> str:
    values = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
    return str(sum(values[c] * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10)


def mrz(random: Random) -> str:
    number = passport(random)
    born = f"{random.randrange(40, 100):02}{random.randrange(1, 13):02}{random.randrange(1, 29):02}"
    ends = f"{random.randrange(27, 36)}{random.randrange(1, 13):02}{random.randrange(1, 29):02}"
    number, born, ends = (part + _mrz_check(part) for part in (number, born, ends))
    optional = "<" * 14 + "0"
    return f"{number}JPN{born}{random.choice('MF')}{ends}{optional}{_mrz_check(number + born + ends + optional)}"


def residence_card(random: Random) -> str:
    return f"{letters(random, 2)}{digits(8)(random)}{letters(random, 2)}"


def resident_code(random: Random) -> str:
    body = digits(10)(random)
    rest = sum(int(d) * w for d, w in zip(body, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    return body + str(0 if rest <= 1 else 11 - rest)


def card(random: Random) -> str:
    """A number of 16 digits: Visa, Mastercard with both its ranges, JCB, Discover, UnionPay."""
    scheme = random.choice(["4", str(random.randrange(51, 56)), str(random.randrange(2221, 2721)),
                            str(random.randrange(3528, 3590)), "6011", "65", "62"])  # fmt: skip
    return luhn(scheme + "".join(random.choices("0123456789", k=15 - len(scheme))))


def amex(random: Random) -> str:
    return luhn(random.choice(["34", "37"]) + "".join(random.choices("0123456789", k=12)))


def diners(random: Random) -> str:
    return luhn(random.choice(["36", "38", "300", "305"])[:2] + "0" + "".join(random.choices("0123456789", k=10)))


def _postal_account(random: Random) -> str:
    return f"1{random.randrange(1000):03}0-{digits(random.choice((6, 7)))(random)}1"


def _postal_transfer(random: Random) -> str:
    return f"0{random.randrange(1000):03}0-{random.randrange(10)}-{digits(random.choice((5, 6)))(random)}"


def _insured(random: Random) -> str:
    return f"{digits(random.choice((4, 8)))(random)}-{digits(random.choice((2, 4, 6)))(random)}"


def _imei(random: Random) -> str:
    return luhn("35" + "".join(random.choices("0123456789", k=12)))


ISSUED = (
    Plant(
        "jp.my_number", my_number, ("マイナンバー", "個人番号", "my_number", "individual_number"), "myNumber",
        ("マイナンバー", "個人番号", "個人番号（マイナンバー）"),
        ("{n}様のマイナンバーは{v}です。", "ご提出いただいた個人番号 {v} を確認しました。", "{v} が新しいマイナンバーになります。"),
        (("grouped", grouped(my_number, 4, 4, 4)),), (wide,),
        (("bad check digit", spoilt(my_number)), ("13 digits", digits(13))),
        (("注文番号", digits(12)), ("伝票番号", digits(12)), ("お問い合わせ番号", grouped(digits(12), 4, 4, 4))),
    ),
    Plant(
        "jp.drivers_licence", licence, ("運転免許証番号", "免許証番号", "drivers_license_number", "license_no"), "driverLicense",
        ("運転免許証番号", "免許証番号"),
        ("本人確認書類として運転免許証（番号 {v}）を受領した。", "{n}様の運転免許証番号は{v}です。", "第{v}号の運転免許証を確認しました。"),
        (), (wide,),
        (("bad check digit", spoilt(licence, 10)), ("no such place", lambda r: "99" + licence(r)[2:])),
        (("注文番号", digits(12)), ("管理番号", digits(12))),
    ),
    Plant(
        "jp.passport", passport, ("旅券番号", "パスポート番号", "passport_number", "passport_no"), "passportNumber",
        ("旅券番号", "パスポート番号", "パスポートNo."),
        ("{n}様のパスポート番号は{v}です。", "渡航者の旅券（{v}）の写しを保管。", "passport no. {v} was checked"),
        (), (wide,), (("6 digits", lambda r: passport(r)[:-1]),),
        (("型番", passport), ("品番", passport), ("シリアル番号", passport)),
    ),
    Plant(
        "passport_mrz", mrz, ("MRZ", "旅券MRZ", "mrz_line2"), "mrz",
        (), ("P<JPNSAKURA<<HANAKO<<<<<<<<<<<<<<<<<<<<<<<<<<<\n{v}", "読取結果 P<JPN<<\n{v}"),
        (), (), (("bad check digit", spoilt(mrz, 9)),),
    ),
    Plant(
        "jp.residence_card", residence_card, ("在留カード番号", "在留番号", "residence_card_number", "zairyu_card_no"), "residenceCardNumber",
        ("在留カード番号", "在留カード", "特別永住者証明書番号"),
        ("{n}さんの在留カード（{v}）を確認済み。", "在留カード番号は {v} です。", "{v} の在留カードは来年更新です。"),
        (), (wide,), (("7 digits", lambda r: residence_card(r)[:9] + residence_card(r)[-2:]),),
        (("型番", residence_card), ("ロット番号", residence_card)),
    ),
    Plant(
        "jp.health_insurance", _insured, ("被保険者証記号番号", "保険証番号", "健康保険証記号番号", "health_insurance_number", "insured_number"), "healthInsuranceNumber",
        ("被保険者証記号番号", "保険証番号", "健康保険証の記号・番号", "被保険者等記号・番号"),
        ("{n}様の保険証番号は{v}です。", "健康保険被保険者証の記号・番号 {v} を確認。"),
        (("symbol and number", lambda r: f"記号 {digits(8)(r)} 番号 {digits(3)(r)}"),
         ("symbol, number, branch", lambda r: f"記号 {digits(4)(r)} 番号 {digits(3)(r)} 枝番 0{r.choice('0123')}")), (wide,),
        (), (("注文番号", _insured), ("整理番号", _insured)),
    ),
    Plant(
        "jp.basic_pension", grouped(digits(10), 4, 6), ("基礎年金番号", "年金番号", "basic_pension_number", "pension_number"), "basicPensionNumber",
        ("基礎年金番号", "年金手帳番号", "年金番号"),
        ("{n}様の基礎年金番号は{v}です。", "年金手帳（{v}）の写しを添付。"),
        (), (joined, wide, dashes, spaced), (("9 digits", grouped(digits(9), 4, 5)),),
        (("注文番号", grouped(digits(10), 4, 6)), ("内線番号", grouped(digits(10), 4, 6))),
    ),
    Plant(
        "jp.employment_insurance", grouped(digits(11), 4, 6, 1), ("雇用保険被保険者番号", "雇用保険番号", "employment_insurance_number"), "employmentInsuranceNumber",
        ("雇用保険被保険者番号", "雇用保険番号"),
        ("{n}様の雇用保険被保険者番号は{v}です。", "雇用保険被保険者証 {v} を回収。"),
        (), (joined, wide, dashes, spaced), (("10 digits", grouped(digits(10), 4, 6)),),
        (("注文番号", grouped(digits(11), 4, 6, 1)), ("伝票番号", digits(11))),
    ),
    Plant(
        "jp.resident_code", resident_code, ("住民票コード", "resident_code"), "juminhyoCode",
        ("住民票コード",), ("{n}様の住民票コードは{v}です。", "住民票コード「{v}」を通知した。"),
        (), (wide,), (("10 digits", digits(10)),), (("受付番号", digits(11)), ("注文番号", digits(11))),
    ),
    Plant(
        "jp.bank_account", digits(7), ("口座番号", "振込先口座番号", "account_number", "bank_account_no"), "bankAccountNumber",
        ("口座番号", "振込口座番号"),
        ("{n}様 みずほ銀行 新宿支店 普通 {v}", "{n}様の口座番号は{v}です。", "返金先 {n}様 三井住友銀行 渋谷支店 当座預金 {v}"),
        (("bank-branch-number", lambda r: f"{r.randrange(1, 600):04}-{r.randrange(1, 999):03}-{digits(7)(r)}"),), (wide,),
        (), (("注文番号", digits(7)), ("郵便物番号", digits(7)), ("商品番号", lambda r: f"{digits(4)(r)}-{digits(3)(r)}-{digits(7)(r)}")),
    ),
    Plant(
        "jp.postal_account", _postal_account, ("ゆうちょ記号番号", "ゆうちょ口座", "yucho_account"), "yuchoAccount",
        ("ゆうちょ銀行 記号番号", "記号番号"),
        ("{n}様 ゆうちょ銀行 記号番号 {v}", "振込先はゆうちょ（{v}）です。{n}"),
        (("symbol, number", lambda r: "記号 {} 番号 {}".format(*_postal_account(r).split("-"))), ("transfer", _postal_transfer)),
        (wide, spaced), (), (("部品番号", _postal_account), ("注文番号", _postal_account)),
    ),
    Plant(
        "credit_card", card, ("クレジットカード番号", "カード番号", "credit_card_number", "card_number", "pan"), "cardNumber",
        ("カード番号", "クレジットカード番号"),
        ("{n}様のカード番号は{v}です。", "クレジットカード {v} で決済しました。", "{v} のカードを停止した。"),
        (("grouped", grouped(card, 4, 4, 4, 4)), ("grouped by spaces", grouped(card, 4, 4, 4, 4, by=" ")),
         ("15 digits", amex), ("4-6-5", grouped(amex, 4, 6, 5)), ("14 digits", diners)), (wide,),
        (("bad check digit", spoilt(card)), ("no such scheme", lambda r: luhn("9" + digits(14)(r)))),
        (("注文番号", digits(16)), ("IMEI", _imei), ("追跡番号", digits(16))),
    ),
    Plant(
        "card_security_code", digits(3), ("セキュリティコード", "cvv", "security_code"), "cvc",
        ("セキュリティコード", "CVV", "CVC2"),
        ("カードのセキュリティコードは{v}です。", "裏面のセキュリティ番号 {v} を入力。", "cvv={v}"), (("4 digits", digits(4)),), (wide,),
        (("6 digits", digits(6)),), (("数", digits(3)), ("区分コード", digits(3))),
    ),
)  # fmt: skip
