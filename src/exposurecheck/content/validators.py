"""Named validators: each tells whether a folded value can be what its detector says, by check digit or by rule."""

import re
from base64 import b64decode
from datetime import UTC, datetime
from itertools import pairwise

from exposurecheck.content import names, romaji
from exposurecheck.content.shaped import Validator, luhn_total, shaped, weighted
from exposurecheck.content.validators_abroad import (
    au_tfn,
    br_cpf,
    ca_sin,
    cn_resident,
    de_tax_id,
    es_dni,
    fr_nir,
    hk_id,
    id_nik,
    it_fiscal_code,
    kr_rrn,
    kr_rrn_dated,
    mx_curp,
    nino,
    nl_bsn,
    pl_pesel,
    sg_nric,
    th_id,
    tw_id,
    us_ssn,
    verhoeff,
    vn_cccd,
)

_LICENCE_PLACES = frozenset(
    (
        "10", "11", "12", "13", "14", "20", "21", "22", "23", "24", "25", "30", "40", "41", "42", "43", "44", "45",
        "46", "47", "48", "49", "50", "51", "52", "53", "54", "55", "60", "61", "62", "63", "64", "65", "70", "71",
        "72", "73", "74", "80", "81", "82", "83", "90", "91", "92", "93", "94", "95", "96", "97", "00",
    )
)  # fmt: skip


@shaped("[0-9]{12}")
def mod11_mynumber(value: str) -> bool:
    """個人番号: 行政手続における特定の個人を識別するための番号の利用等に関する法律…総務省令第85号 第5条."""
    rest = weighted(value, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return int(value[11]) == (0 if rest <= 1 else 11 - rest)


@shaped("[0-9]{12}")
def mod11_licence(value: str) -> bool:
    """運転免許証番号: place code of the prefecture's commission, and a check digit in the 11th place."""
    if value[:2] not in _LICENCE_PLACES:
        return False
    return int(value[10]) == (11 - weighted(value, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11) % 10


@shaped("[0-9]{13}")
def corporate_number(value: str) -> bool:
    """法人番号: 法人番号の指定等に関する省令 第2条, the first digit is 9 minus a weighted sum modulo 9."""
    return int(value[0]) == 9 - sum(int(d) * (1 + i % 2) for i, d in enumerate(reversed(value[1:]))) % 9


@shaped("[0-9]{2,}")
def luhn(value: str) -> bool:
    """ISO/IEC 7812-1 annex B."""
    return luhn_total(value) % 10 == 0


@shaped("[0-9]{13,19}")
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


@shaped("[0-9]{13}")
def ean13(value: str) -> bool:
    """JAN/EAN-13 and ISBN-13 (GS1 General Specifications 7.9)."""
    return sum(int(d) * (1 + 2 * (i % 2)) for i, d in enumerate(value)) % 10 == 0


@shaped("[0-9]{6}(?:[0-9]{2})?")
def insurer_number(value: str) -> bool:
    """保険者番号: 6 or 8 digits, weights 2 and 1 from the right over the payload, digits of products summed."""
    return luhn_total(value) % 10 == 0


_INSURERS = frozenset(
    ("01", "02", "03", "04", "06", "07", "31", "32", "33", "34", "39", "63", "67", "72", "73", "74", "75")
)
"""法別番号 of 保険者番号 of eight digits; those of 国民健康保険 have six and none."""
_PREFECTURES = range(1, 48)


def insurer(value: str) -> bool:
    """保険者番号 with a kind of insurer and a prefecture that there are."""
    known = len(value) == 6 or value[:2] in _INSURERS
    return known and int(value[-6:-4]) in _PREFECTURES and insurer_number(value)


def not_repdigit(value: str) -> bool:
    """Refuse 000000000000 and its like, some of which pass their check digit."""
    return len(set(value)) > 2


_MRZ_VALUES = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}


def _mrz_digit(field: str) -> str:
    return str(sum(_MRZ_VALUES[c] * (7, 3, 1)[i % 3] for i, c in enumerate(field)) % 10)


@shaped("[0-9A-Z<]{44}")
def mrz_td3(value: str) -> bool:
    """Second line of a passport's machine readable zone: checks 7-3-1 (ICAO Doc 9303 part 3, 4.9)."""
    parts = (value[:9], value[9]), (value[13:19], value[19]), (value[21:27], value[27])
    return all(_mrz_digit(field) == check for field, check in parts)


@shaped("[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")
def iban_mod97(value: str) -> bool:
    """ISO 13616: move the first four characters to the end, letters to numbers, remainder 1 of 97."""
    return int("".join(str(int(c, 36)) for c in value[4:] + value[:4])) % 97 == 1


MOBILE = ("060", "070", "080", "090", "050")
"""Prefixes of numbers that belong to one person (総務省 電気通信番号計画)."""


@shaped("0[0-9]{9,10}")
def jp_phone(value: str) -> bool:
    """Japanese number of a person or household: no free-dial, navi-dial or emergency (総務省 電気通信番号計画)."""
    if value.startswith(MOBILE):
        return len(value) == 11 and value[3] != "0" and len(set(value[3:])) > 1
    if value.startswith(("0120", "0570", "0990", "00", "020")):
        return False
    return len(value) == 10 and len(set(value[2:])) > 1


@shaped(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
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
    return any(map(str.isdigit, value)) or all(classes) or _scrambled(value)


def _scrambled(value: str) -> bool:
    """Tell whether letters change between small and capital more often than in words that are written together."""
    changes = sum(a.islower() != b.islower() for a, b in pairwise(value))
    return len(value) >= 8 and value.isalpha() and value.isascii() and changes >= 0.6 * len(value)


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
        br_cpf, ca_sin, de_tax_id, es_dni, fr_nir, id_nik, it_fiscal_code, mx_curp, nl_bsn, pl_pesel, th_id, vn_cccd,
        jp_phone, ipv4_public, birth_date, names.surname, secret_like, basic_credentials, no_firm, email_domain,
        names.name_shaped, names.name_likely, names.full_name, names.titled_name, names.known_given_name,
        names.latin_name, romaji.latin_full_name,
    )
}  # fmt: skip
"""Every name a detector may write under ``validate``."""

CHECKSUMS = frozenset(
    {
        "mod11_mynumber", "mod11_licence", "luhn", "insurer_number", "mrz_td3", "iban_mod97", "kr_rrn", "cn_resident",
        "verhoeff", "tw_id", "hk_id", "sg_nric", "au_tfn", "corporate_number", "ean13", "br_cpf", "ca_sin", "de_tax_id",
        "es_dni", "fr_nir", "it_fiscal_code", "mx_curp", "nl_bsn", "pl_pesel", "th_id",
    }
)  # fmt: skip
"""Those of them that are arithmetic: about one random value in ten passes."""
