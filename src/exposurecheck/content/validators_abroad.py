"""Validators of the identity numbers of other countries, by their check digit or by what they are made of."""

from datetime import date

from exposurecheck.content.shaped import luhn_total, shaped, weighted


@shaped("[A-Z]{2}[0-9]{6}[A-D]")
def nino(value: str) -> bool:
    """UK National Insurance number: prefixes never allocated are refused (HMRC manual NIM39110)."""
    head = value[:2]
    return head not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"} and not set(head) & set("DFIQUV") and head[1] != "O"


@shaped("[0-9]{9}")
def us_ssn(value: str) -> bool:
    """US social security number: area 000, 666, 9xx, group 00, serial 0000 were never issued (SSA)."""
    return value[:3] not in {"000", "666"} and value[0] != "9" and value[3:5] != "00" and value[5:] != "0000"


def _yymmdd(value: str, century: int) -> bool:
    try:
        date(century + int(value[:2]), int(value[2:4]), int(value[4:6]))
    except ValueError:
        return False
    return True


@shaped("[0-9]{13}")
def kr_rrn(value: str) -> bool:
    """Korean resident registration number: a date of birth, and a check digit modulo 11."""
    if not _yymmdd(value, 1900 if value[6] in "1256" else 2000):
        return False
    return int(value[12]) == (11 - weighted(value, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11) % 10


@shaped("[0-9]{13}")
def kr_rrn_dated(value: str) -> bool:
    """The same; numbers given since October 2020, to babies and foreigners, have no check digit."""
    recent = value[6] in "5678" or (value[6] in "34" and value[:4] >= "2010")
    return kr_rrn(value) or (recent and _yymmdd(value, 1900 if value[6] in "56" else 2000))


@shaped("[0-9]{17}[0-9X]")
def cn_resident(value: str) -> bool:
    """Chinese resident identity number: GB 11643-1999, ISO 7064 MOD 11-2."""
    if not _yymmdd(value[8:14], 100 * int(value[6:8])):
        return False
    return value[17] == "10X98765432"[weighted(value, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)) % 11]


_D5 = tuple(
    tuple((a + b) % 5 + 5 * ((a // 5) ^ (b // 5)) if a < 5 else (a - b) % 5 + 5 * (1 - b // 5) for b in range(10))
    for a in range(10)
)
_P = ("0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258")


@shaped("[0-9]+")
def verhoeff(value: str) -> bool:
    """Verhoeff's dihedral check, as Aadhaar uses it (UIDAI)."""
    state = 0
    for place, digit in enumerate(reversed(value)):
        state = _D5[state][int(_P[place % 8][int(digit)])]
    return state == 0


_TW_LETTERS = {c: i + 10 for i, c in enumerate("ABCDEFGHJKLMNPQRSTUVXYWZIO")}


@shaped("[A-Z][0-9]{9}")
def tw_id(value: str) -> bool:
    """Taiwanese identity card number: letter code, then weights 8 down to 1, total a multiple of 10."""
    code = _TW_LETTERS[value[0]]
    return (code // 10 + code % 10 * 9 + weighted(value[1:], (8, 7, 6, 5, 4, 3, 2, 1, 1))) % 10 == 0


@shaped(r"[A-Z]{1,2}[0-9]{6}\(?[0-9A]\)?")
def hk_id(value: str) -> bool:
    """Hong Kong identity card number: weights 9 (or 8) down to 1, modulo 11, "A" is ten."""
    plain = value.replace("(", "").replace(")", "")
    head, body, check = plain[:-7], plain[-7:-1], plain[-1]
    letters = [36] * (2 - len(head)) + [int(c, 36) for c in head]
    total = letters[0] * 9 + letters[1] * 8 + weighted(body, (7, 6, 5, 4, 3, 2))
    return (total + (10 if check == "A" else int(check))) % 11 == 0


@shaped("[STFGM][0-9]{7}[A-Z]")
def sg_nric(value: str) -> bool:
    """Singapore NRIC and FIN: weights 2,7,6,5,4,3,2, letter table by prefix."""
    total = weighted(value[1:8], (2, 7, 6, 5, 4, 3, 2)) + {"S": 0, "F": 0, "T": 4, "G": 4, "M": 3}[value[0]]
    table = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK", "M": "KLJNPQRTUWX"}[
        value[0]
    ]
    return value[8] == (table[10 - total % 11] if value[0] == "M" else table[total % 11])


@shaped("[0-9]{9}")
def au_tfn(value: str) -> bool:
    """Australian tax file number: weights 1,4,3,7,5,8,6,9,10, modulo 11."""
    return weighted(value, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0


@shaped("[0-9]{11}")
def br_cpf(value: str) -> bool:
    """Brazilian CPF: two check digits modulo 11 (Receita Federal, Instrução Normativa 1548/2015)."""
    first, second = (weighted(value, tuple(range(start, 1, -1))) * 10 % 11 % 10 for start in (10, 11))
    return value[9:] == f"{first}{second}"


@shaped("[1-79][0-9]{8}")
def ca_sin(value: str) -> bool:
    """Canadian social insurance number: Luhn; none begins with 0 or 8 (Service Canada)."""
    return luhn_total(value) % 10 == 0


@shaped("[1-9][0-9]{10}")
def de_tax_id(value: str) -> bool:
    """German Steuer-Identifikationsnummer: ISO 7064 MOD 11,10, one digit of the first ten stands twice or thrice."""
    rest = 10
    for digit in value[:10]:
        rest = ((int(digit) + rest - 1) % 10 + 1) * 2 % 11
    return (11 - rest) % 10 == int(value[10]) and len(set(value[:10])) in {8, 9}


@shaped("[0-9XYZ][0-9]{7}[A-Z]")
def es_dni(value: str) -> bool:
    """Spanish DNI and NIE: the number modulo 23 says the letter (Real Decreto 1553/2005; X, Y, Z are 0, 1, 2)."""
    number = int(value[:8].translate(str.maketrans("XYZ", "012")))
    return value[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23]


@shaped("[1-478][0-9]{4}(?:[0-9]{2}|2[AB])[0-9]{8}")
def fr_nir(value: str) -> bool:
    """French NIR: 97 less the number modulo 97; 2A and 2B of Corsica count as 19 and 18 (INSEE)."""
    number = int(value[:13].replace("2A", "19").replace("2B", "18"))
    return int(value[13:]) == 97 - number % 97


@shaped("[1-9][0-9]{15}")
def id_nik(value: str) -> bool:
    """Indonesian NIK: place, then day (40 more for women), month and year of birth (Permendagri 74/2015)."""
    day = int(value[6:8]) - 40 * (value[6] >= "4")
    return 11 <= int(value[:2]) <= 96 and 1 <= day <= 31 and 1 <= int(value[8:10]) <= 12 and value[12:] != "0000"


_ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22,
    25, 24, 23,
), strict=True))  # fmt: skip


@shaped("[A-Z]{6}[0-9]{2}[ABCDEHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]")
def it_fiscal_code(value: str) -> bool:
    """Italian codice fiscale: odd and even places by tables, modulo 26 (Decreto ministeriale 12 marzo 1974)."""
    even = sum(int(sign) if sign.isdigit() else ord(sign) - ord("A") for sign in value[1:15:2])
    return (sum(_ODD[sign] for sign in value[:15:2]) + even) % 26 == ord(value[15]) - ord("A")


_CURP = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"


@shaped("[A-Z]{4}[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][HM][A-Z]{5}[0-9A-Z][0-9]")
def mx_curp(value: str) -> bool:
    """Mexican CURP: weights 18 down to 2, modulo 10 (Instructivo normativo, RENAPO)."""
    total = sum(_CURP.index(sign) * (18 - place) for place, sign in enumerate(value[:17]))
    return -total % 10 == int(value[17])


@shaped("[0-9]{9}")
def nl_bsn(value: str) -> bool:
    """Dutch burgerservicenummer: weights 9 down to 2 and -1, modulo 11 (Besluit burgerservicenummer)."""
    return weighted(value, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


@shaped("[0-9]{11}")
def pl_pesel(value: str) -> bool:
    """Polish PESEL: month of birth with its century, weights 1, 3, 7, 9, modulo 10 (Ustawa o ewidencji ludności)."""
    return 1 <= int(value[2:4]) % 20 <= 12 and weighted(value, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


@shaped("[1-8][0-9]{12}")
def th_id(value: str) -> bool:
    """Thai identification number: weights 13 down to 2, modulo 11 (Department of Provincial Administration)."""
    return (11 - weighted(value, tuple(range(13, 1, -1))) % 11) % 10 == int(value[12])


@shaped("0[0-9]{11}")
def vn_cccd(value: str) -> bool:
    """Vietnamese căn cước: province 001 to 096, sex and century 0 to 3 (Thông tư 59/2021/TT-BCA); no check digit."""
    return 1 <= int(value[:3]) <= 96 and value[3] in "0123"
