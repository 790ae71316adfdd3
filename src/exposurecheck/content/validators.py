"""Named validators: each tells whether a folded value can be what its detector says, by check digit or by rule."""

import re
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps

from exposurecheck.content import names, romaji

Validator = Callable[[str], bool]


def _shaped(regex: str) -> Callable[[Validator], Validator]:
    """Let a validator see only values that match ``regex`` as a whole; all others are invalid."""
    shape = re.compile(regex, re.ASCII)

    def wrap(check: Validator) -> Validator:
        @wraps(check)
        def guarded(value: str) -> bool:
            return shape.fullmatch(value) is not None and check(value)

        return guarded

    return wrap


_LICENCE_PLACES = frozenset(
    (
        "10", "11", "12", "13", "14", "20", "21", "22", "23", "24", "25", "30", "40", "41", "42", "43", "44", "45",
        "46", "47", "48", "49", "50", "51", "52", "53", "54", "55", "60", "61", "62", "63", "64", "65", "70", "71",
        "72", "73", "74", "80", "81", "82", "83", "90", "91", "92", "93", "94", "95", "96", "97", "00",
    )
)  # fmt: skip


def _weighted(value: str, weights: tuple[int, ...]) -> int:
    return sum(int(d) * w for d, w in zip(value, weights, strict=False))


@_shaped("[0-9]{12}")
def mod11_mynumber(value: str) -> bool:
    """個人番号: 行政手続における特定の個人を識別するための番号の利用等に関する法律…総務省令第85号 第5条."""
    rest = _weighted(value, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return int(value[11]) == (0 if rest <= 1 else 11 - rest)


@_shaped("[0-9]{12}")
def mod11_licence(value: str) -> bool:
    """運転免許証番号: place code of the prefecture's commission, and a check digit in the 11th place."""
    if value[:2] not in _LICENCE_PLACES:
        return False
    return int(value[10]) == (11 - _weighted(value, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11) % 10


@_shaped("[0-9]{13}")
def corporate_number(value: str) -> bool:
    """法人番号: 法人番号の指定等に関する省令 第2条, the first digit is 9 minus a weighted sum modulo 9."""
    return int(value[0]) == 9 - sum(int(d) * (1 + i % 2) for i, d in enumerate(reversed(value[1:]))) % 9


_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


@_shaped("[0-9]{2,}")
def luhn(value: str) -> bool:
    """ISO/IEC 7812-1 annex B."""
    total = sum(map(int, value[-1::-2])) + sum(_DOUBLED[int(d)] for d in value[-2::-2])
    return total % 10 == 0


@_shaped("[0-9]{13,19}")
def card_prefix(value: str) -> bool:
    """Issuer prefix and length of the large card schemes (ISO/IEC 7812 issuer ranges)."""
    size, head2, head3, head4 = len(value), int(value[:2]), int(value[:3]), int(value[:4])
    return (
        (value[0] == "4" and size in {13, 16, 19})
        or ((51 <= head2 <= 55 or 2221 <= head4 <= 2720) and size == 16)
        or (head2 in {34, 37} and size == 15)
        or (3528 <= head4 <= 3589 and 16 <= size <= 19)
        or ((head2 in {36, 38} or 300 <= head3 <= 305) and size == 14)
        or ((head4 == 6011 or head2 == 65 or 644 <= head3 <= 649 or head2 == 62) and 16 <= size <= 19)
    )


@_shaped("[0-9]{13}")
def ean13(value: str) -> bool:
    """JAN/EAN-13 and ISBN-13 (GS1 General Specifications 7.9)."""
    return sum(int(d) * (1 + 2 * (i % 2)) for i, d in enumerate(value)) % 10 == 0


@_shaped("[0-9]{6}(?:[0-9]{2})?")
def insurer_number(value: str) -> bool:
    """保険者番号: 6 or 8 digits, weights 2 and 1 from the right over the payload, digits of products summed."""
    total = sum(_DOUBLED[int(d)] if i % 2 == 0 else int(d) for i, d in enumerate(reversed(value[:-1])))
    return int(value[-1]) == (10 - total % 10) % 10


def not_repdigit(value: str) -> bool:
    """Refuse 000000000000 and its like, some of which pass their check digit."""
    return len(set(value)) > 2


_MRZ_VALUES = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}


def _mrz_digit(field: str) -> str:
    return str(sum(_MRZ_VALUES[c] * (7, 3, 1)[i % 3] for i, c in enumerate(field)) % 10)


@_shaped("[0-9A-Z<]{44}")
def mrz_td3(value: str) -> bool:
    """Second line of a passport's machine readable zone: checks 7-3-1 (ICAO Doc 9303 part 3, 4.9)."""
    parts = (value[:9], value[9]), (value[13:19], value[19]), (value[21:27], value[27])
    return all(_mrz_digit(field) == check for field, check in parts)


@_shaped("[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")
def iban_mod97(value: str) -> bool:
    """ISO 13616: move the first four characters to the end, letters to numbers, remainder 1 of 97."""
    return int("".join(str(int(c, 36)) for c in value[4:] + value[:4])) % 97 == 1


@_shaped("[A-Z]{2}[0-9]{6}[A-D]")
def nino(value: str) -> bool:
    """UK National Insurance number: prefixes never allocated are refused (HMRC manual NIM39110)."""
    head = value[:2]
    return head not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"} and not set(head) & set("DFIQUV") and head[1] != "O"


@_shaped("[0-9]{9}")
def us_ssn(value: str) -> bool:
    """US social security number: area 000, 666, 9xx, group 00, serial 0000 were never issued (SSA)."""
    return value[:3] not in {"000", "666"} and value[0] != "9" and value[3:5] != "00" and value[5:] != "0000"


def _yymmdd(value: str, century: int) -> bool:
    try:
        date(century + int(value[:2]), int(value[2:4]), int(value[4:6]))
    except ValueError:
        return False
    return True


@_shaped("[0-9]{13}")
def kr_rrn(value: str) -> bool:
    """Korean resident registration number: a date of birth, and a check digit modulo 11."""
    if not _yymmdd(value, 1900 if value[6] in "1256" else 2000):
        return False
    return int(value[12]) == (11 - _weighted(value, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11) % 10


@_shaped("[0-9]{13}")
def kr_rrn_dated(value: str) -> bool:
    """The same; numbers given since October 2020, to babies and foreigners, have no check digit."""
    recent = value[6] in "5678" or (value[6] in "34" and value[:4] >= "2010")
    return kr_rrn(value) or (recent and _yymmdd(value, 1900 if value[6] in "56" else 2000))


@_shaped("[0-9]{17}[0-9X]")
def cn_resident(value: str) -> bool:
    """Chinese resident identity number: GB 11643-1999, ISO 7064 MOD 11-2."""
    if not _yymmdd(value[8:14], 100 * int(value[6:8])):
        return False
    return value[17] == "10X98765432"[_weighted(value, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)) % 11]


_D5 = tuple(
    tuple((a + b) % 5 + 5 * ((a // 5) ^ (b // 5)) if a < 5 else (a - b) % 5 + 5 * (1 - b // 5) for b in range(10))
    for a in range(10)
)
_P = ("0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258")


@_shaped("[0-9]+")
def verhoeff(value: str) -> bool:
    """Verhoeff's dihedral check, as Aadhaar uses it (UIDAI)."""
    state = 0
    for place, digit in enumerate(reversed(value)):
        state = _D5[state][int(_P[place % 8][int(digit)])]
    return state == 0


_TW_LETTERS = {c: i + 10 for i, c in enumerate("ABCDEFGHJKLMNPQRSTUVXYWZIO")}


@_shaped("[A-Z][0-9]{9}")
def tw_id(value: str) -> bool:
    """Taiwanese identity card number: letter code, then weights 8 down to 1, total a multiple of 10."""
    code = _TW_LETTERS[value[0]]
    return (code // 10 + code % 10 * 9 + _weighted(value[1:], (8, 7, 6, 5, 4, 3, 2, 1, 1))) % 10 == 0


@_shaped(r"[A-Z]{1,2}[0-9]{6}\(?[0-9A]\)?")
def hk_id(value: str) -> bool:
    """Hong Kong identity card number: weights 9 (or 8) down to 1, modulo 11, "A" is ten."""
    plain = value.replace("(", "").replace(")", "")
    head, body, check = plain[:-7], plain[-7:-1], plain[-1]
    letters = [36] * (2 - len(head)) + [int(c, 36) for c in head]
    total = letters[0] * 9 + letters[1] * 8 + _weighted(body, (7, 6, 5, 4, 3, 2))
    return (total + (10 if check == "A" else int(check))) % 11 == 0


@_shaped("[STFGM][0-9]{7}[A-Z]")
def sg_nric(value: str) -> bool:
    """Singapore NRIC and FIN: weights 2,7,6,5,4,3,2, letter table by prefix."""
    total = _weighted(value[1:8], (2, 7, 6, 5, 4, 3, 2)) + {"S": 0, "F": 0, "T": 4, "G": 4, "M": 3}[value[0]]
    table = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK", "M": "KLJNPQRTUWX"}[
        value[0]
    ]
    return value[8] == (table[10 - total % 11] if value[0] == "M" else table[total % 11])


@_shaped("[0-9]{9}")
def au_tfn(value: str) -> bool:
    """Australian tax file number: weights 1,4,3,7,5,8,6,9,10, modulo 11."""
    return _weighted(value, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0


MOBILE = ("060", "070", "080", "090", "050")
"""Prefixes of numbers that belong to one person (総務省 電気通信番号計画)."""


@_shaped("0[0-9]{9,10}")
def jp_phone(value: str) -> bool:
    """Japanese number of a person or household: no free-dial, navi-dial or emergency (総務省 電気通信番号計画)."""
    if value.startswith(MOBILE):
        return len(value) == 11 and value[3] != "0" and len(set(value[3:])) > 1
    if value.startswith(("0120", "0570", "0990", "00", "020")):
        return False
    return len(value) == 10 and len(set(value[2:])) > 1


@_shaped(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
def ipv4_public(value: str) -> bool:
    """An IPv4 address outside the private, loopback and documentation ranges (RFC 1918, 5735, 5737)."""
    parts = [int(p) for p in value.split(".")]
    private = parts[0] in {0, 10, 127} or parts[0] >= 224 or parts[:2] == [192, 168]
    shared = (
        (parts[0] == 172 and 16 <= parts[1] <= 31)
        or parts[:2] == [169, 254]
        or parts[:3] in ([192, 0, 2], [198, 51, 100], [203, 0, 113])
    )
    return max(parts) < 256 and not private and not shared


_NEXT_YEAR = str(datetime.now(UTC).year + 1)


def birth_date(value: str) -> bool:
    """A date (folded) on which somebody alive, or lately alive, can be born: in no year to come."""
    return "1900" < value < _NEXT_YEAR


def secret_like(value: str) -> bool:
    """A literal secret, and no variable, mask, placeholder or sentence."""
    if len(value) < 4 or value[0] in "$<{[(%" or "***" in value or "${" in value or len(set(value)) < 4:
        return False
    classes = (
        any(map(str.islower, value)),
        any(map(str.isupper, value)),
        not value.replace("_", "").replace(".", "").isalnum(),
    )
    return any(map(str.isdigit, value)) or all(classes)


def basic_credentials(value: str) -> bool:
    """User and password in base64, as in ``Authorization: Basic`` (RFC 7617) and in the logins of registries."""
    try:
        user, colon, password = b64decode(value + "=" * (-len(value) % 4), validate=True).decode().partition(":")
    except ValueError:
        return False
    return bool(user and colon) and user.isprintable() and password.isprintable() and secret_like(password)


_FIRM = re.compile(
    r"(?i)(?:^|[ +])(?:inc|ltd|llc|plc|gmbh|corp|co|company|bank|trust|foundation|university|school|services?"
    r"|group|holdings?|limited|association|office|test|name|holder|number|required)(?:[ +.]|$)"
)


def no_firm(value: str) -> bool:
    """Words in Latin letters that are not those of a company, and no label."""
    return _FIRM.search(value) is None


FILE_ENDINGS = frozenset(
    (
        "png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "ts", "json", "html", "php", "py", "lock", "so",
        "mp4", "pdf",
    )
)  # fmt: skip


def email_domain(value: str) -> bool:
    """An address whose domain could be one, and no file name as in ``icon@2x.png``."""
    domain = value.rpartition("@")[2]
    return domain.rpartition(".")[2] not in FILE_ENDINGS and not domain.startswith(("-", "."))


VALIDATORS: dict[str, Validator] = {
    function.__name__: function
    for function in (
        mod11_mynumber, mod11_licence, corporate_number, luhn, card_prefix, ean13, insurer_number, not_repdigit,
        mrz_td3, iban_mod97, nino, us_ssn, kr_rrn, kr_rrn_dated, cn_resident, verhoeff, tw_id, hk_id, sg_nric, au_tfn,
        jp_phone, ipv4_public, birth_date, names.surname, secret_like, basic_credentials, no_firm, email_domain,
        names.name_shaped, names.name_likely, names.full_name, names.titled_name, names.known_given_name,
        names.latin_name, romaji.latin_full_name,
    )
}  # fmt: skip
"""Every name a detector may write under ``validate``."""

CHECKSUMS = frozenset(
    {
        "mod11_mynumber", "mod11_licence", "luhn", "insurer_number", "mrz_td3", "iban_mod97", "kr_rrn", "cn_resident",
        "verhoeff", "tw_id", "hk_id", "sg_nric", "au_tfn", "corporate_number", "ean13",
    }
)  # fmt: skip
"""Those of them that are arithmetic: about one random value in ten passes."""
