"""Identity numbers of other countries, made from the check digits that their authorities publish."""

from random import Random

from tests.corpus.plant import Make, Plant, joined, wide
from tests.corpus.plants_issued import digits, grouped, letters, spoilt


def _weighted(value: str, weights: tuple[int, ...]) -> int:
    return sum(int(d) * w for d, w in zip(value, weights, strict=True))


def _day(random: Random) -> str:
    return f"{random.randrange(40, 100)}{random.randrange(1, 13):02}{random.randrange(1, 29):02}"


def _tfn(random: Random) -> str:
    while True:
        value = digits(9)(random)
        if _weighted(value, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0:
            return value


def _china(random: Random) -> str:
    body = f"{random.choice(('110101', '310104', '440305', '320102'))}19{_day(random)}{random.randrange(1000):03}"
    return body + "10X98765432"[_weighted(body, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)) % 11]


def _hong_kong(random: Random) -> str:
    letter, body = letters(random, 1), digits(6)(random)
    rest = -(36 * 9 + int(letter, 36) * 8 + _weighted(body, (7, 6, 5, 4, 3, 2))) % 11
    return f"{letter}{body}({'A' if rest == 10 else rest})"


def _iban(random: Random) -> str:
    country, account = random.choice(
        (("DE", digits(18)(random)), ("FR", digits(23)(random)), ("GB", letters(random, 4) + digits(14)(random)))
    )
    number = int("".join(str(int(c, 36)) for c in account + country + "00"))
    return f"{country}{98 - number % 97:02}{account}"


def _iban_in_fours(random: Random) -> str:
    value = _iban(random)
    return " ".join(value[i : i + 4] for i in range(0, len(value), 4))


_D = [
    [(a + b) % 5 + 5 * ((a // 5) ^ (b // 5)) if a < 5 else (a - b) % 5 + 5 * (1 - b // 5) for b in range(10)]
    for a in range(10)
]
_STEP = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _aadhaar(random: Random) -> str:
    """Verhoeff: the permutation is applied as often as the place says."""
    body, state = digits(11, "23456789")(random), 0
    for place, digit in enumerate(reversed(body), 1):
        number = int(digit)
        for _ in range(place):
            number = _STEP[number]
        state = _D[state][number]
    return body + str(next(d for d in range(10) if _D[state][d] == 0))


def _pan(random: Random) -> str:
    return f"{letters(random, 3)}P{letters(random, 1)}{digits(4)(random)}{letters(random, 1)}"


def _korea(random: Random) -> str:
    body = _day(random) + random.choice("12") + digits(5)(random)
    return f"{body[:6]}-{body[6:]}{(11 - _weighted(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11) % 10}"


def _singapore(random: Random) -> str:
    first, body = random.choice("STFG"), digits(7)(random)
    rest = (_weighted(body, (2, 7, 6, 5, 4, 3, 2)) + (4 if first in "TG" else 0)) % 11
    return first + body + ("JZIHGFEDCBA" if first in "ST" else "XWUTRQPNMLK")[rest]


def _taiwan(random: Random) -> str:
    first, body = random.choice("ABCDEFGHJKLMNPQRSTUVXYWZIO"), random.choice("12") + digits(7)(random)
    code = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(first) + 10
    total = code // 10 + code % 10 * 9 + _weighted(body, (8, 7, 6, 5, 4, 3, 2, 1))
    return f"{first}{body}{-total % 10}"


def _nino(random: Random) -> str:
    return f"{random.choice(('AB', 'CE', 'JG', 'NR', 'PX', 'WL'))}{digits(6)(random)}{random.choice('ABCD')}"


def _ssn(random: Random) -> str:
    return f"{random.choice((random.randrange(1, 666), random.randrange(667, 900))):03}-{random.randrange(1, 100):02}-{random.randrange(1, 10**4):04}"


def _other_letter(make: Make) -> Make:
    def wrong(random: Random) -> str:
        value = make(random)
        return value[:-1] + random.choice([c for c in "ABCDEFGHIJKLMNPQRTUWXZ" if c != value[-1]])

    return wrong


def _bad_hong_kong(random: Random) -> str:
    value = _hong_kong(random)
    return f"{value[:-2]}{random.choice([c for c in '0123456789A' if c != value[-2]])})"


def _bad_china(random: Random) -> str:
    value = _china(random)
    return value[:-1] + random.choice([c for c in "0123456789X" if c != value[-1]])


ABROAD = (
    Plant("au.tfn", _tfn, ("tfn", "tax_file_number"), "taxFileNumber", ("TFN", "Tax file number"), ("my tax file number is {v}", "TFN {v} was lodged"),
          (("grouped", grouped(_tfn, 3, 3, 3, by=" ")),), (), (("bad check digit", spoilt(_tfn)),), (("order no", digits(9)),)),
    Plant("bank_account", digits(8, "2345678"), ("海外口座番号", "foreign_account", "uk_account_number"), "usdAccount", (), ("{n}: sort code 20-45-45, account number {v}", "{n} wants it on account no. {v} (routing number 021000089)"),
          (), (), (), (("受付番号", digits(8)), ("account id", digits(8)))),
    Plant("cn.resident_id", _china, ("身份证号码", "身分証番号", "id_card_number"), "idCardNumber", ("身份证号", "身分証番号"), ("身份证 {v} 已登记", "his id card {v} was copied"),
          (), (wide,), (("bad check digit", _bad_china),), (("注文番号", digits(18)),)),
    Plant("hk.identity_card", _hong_kong, ("hkid", "香港身分証番号"), "hkid", ("HKID", "香港身分証"), ("HKID {v} checked", "香港の身分証 {v} を確認"),
          (), (), (("bad check digit", _bad_hong_kong),), (("型番", _hong_kong),)),
    Plant("iban", _iban, ("IBAN", "iban_code"), "iban", ("IBAN",), ("please transfer to IBAN {v}", "bank account {v} (BIC COBADEFF)"),
          (("in fours", _iban_in_fours),), (), (("bad check digit", spoilt(_iban)),), (("型番", _iban),)),
    Plant("in.aadhaar", _aadhaar, ("aadhaar", "aadhaar_number"), "aadhaarNumber", ("Aadhaar", "Aadhaar No"), ("my aadhaar number is {v}", "UIDAI letter for {v}"),
          (("grouped", grouped(_aadhaar, 4, 4, 4, by=" ")),), (), (("bad check digit", spoilt(_aadhaar)),), (("order no", digits(12)),)),
    Plant("in.pan", _pan, ("pan_number", "permanent_account_number"), "panNumber", ("PAN", "PAN No"), ("income tax PAN: {v}", "permanent account number {v}"),
          (), (), (("no person", lambda r: f"{letters(r, 3)}1{letters(r, 1)}{digits(4)(r)}{letters(r, 1)}"),), (("part code", _pan),)),
    Plant("kr.rrn", _korea, ("주민등록번호", "rrn", "韓国住民登録番号"), "rrn", ("주민등록번호", "RRN"), ("주민등록번호는 {v} 입니다", "RRN {v}"),
          (), (), (("bad check digit", spoilt(_korea)),), (("注文番号", grouped(digits(13), 6, 7)),)),
    Plant("sg.nric", _singapore, ("nric", "fin", "nric_no"), "nric", ("NRIC", "NRIC No"), ("NRIC {v} was shown at the gate", "Singapore identity card {v}"),
          (), (), (("bad check letter", _other_letter(_singapore)),), (("part no", _singapore),)),
    Plant("tw.national_id", _taiwan, ("身分證字號", "national_id", "tw_id"), "nationalId", ("身分證字號", "台湾身分証"), ("身分證 {v} 已確認", "Taiwan national id {v}"),
          (), (), (("bad check digit", spoilt(_taiwan)),), (("型番", _taiwan),)),
    Plant("uk.nino", _nino, ("nino", "national_insurance_number", "ni_number"), "nino", ("National Insurance", "NINO"), ("my National Insurance number is {v}", "NI number {v}"),
          (("grouped", grouped(_nino, 2, 2, 2, 2, 1, by=" ")),), (), (("no such prefix", lambda r: r.choice(("GB", "BG", "NK", "DA", "QQ")) + _nino(r)[2:]),), (("part no", _nino),)),
    Plant("us.ssn", _ssn, ("ssn", "social_security_number"), "ssn", ("SSN", "Social Security Number"), ("her social security number is {v}", "SSN {v}"),
          (), (joined,), (("never issued", lambda r: r.choice(("000", "666")) + _ssn(r)[3:]),), (("part no", _ssn),)),
)  # fmt: skip
