"""Identity numbers of countries that Japanese companies have branches, trainees and guests from."""

from random import Random

from tests.corpus.plant import Make, Plant
from tests.corpus.plants_issued import digits, grouped, letters, spoilt

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _summed(value: str, weights: range | tuple[int, ...]) -> int:
    return sum(int(d) * w for d, w in zip(value, weights, strict=True))


def _born(random: Random) -> str:
    return f"{random.randrange(40, 99)}{random.randrange(1, 13):02}{random.randrange(1, 29):02}"


def _brazil(random: Random) -> str:
    body = digits(9, "12345678")(random)
    for first in (10, 11):
        rest = _summed(body, range(first, 1, -1)) % 11
        body += str(0 if rest <= 1 else 11 - rest)
    return f"{body[:3]}.{body[3:6]}.{body[6:9]}-{body[9:]}"


def _canada(random: Random) -> str:
    body = digits(8, "1234567")(random)
    total = sum(sum(map(int, str(int(d) * (1 + i % 2)))) for i, d in enumerate(body))
    return body + str(-total % 10)


def _germany(random: Random) -> str:
    order = random.sample("0123456789", 9)
    body = "".join([*order, random.choice(order)])
    if body[0] == "0":
        body = body[::-1] if body[-1] != "0" else f"{body[1:]}0"
    rest = 10
    for digit in body:
        rest = ((int(digit) + rest) % 10 or 10) * 2 % 11
    return body + str((11 - rest) % 10)


def _spain(random: Random) -> str:
    number = random.randrange(10**7, 10**8)
    return f"{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}"


def _resident_of_spain(random: Random) -> str:
    first, number = random.choice("XYZ"), random.randrange(10**7)
    return f"{first}{number:07}{'TRWAGMYFPDXBNJZSQVHLCKE'[(10**7 * 'XYZ'.index(first) + number) % 23]}"


def _france(random: Random) -> str:
    body = f"{random.choice('12')}{_born(random)[:4]}{random.randrange(1, 96):02}{random.randrange(1, 500):03}"
    body = body.replace("20", "21") if body[5:7] == "20" else body
    body += f"{random.randrange(1, 999):03}"
    return f"{body}{97 - int(body) % 97:02}"


def _indonesia(random: Random) -> str:
    day = random.randrange(1, 29) + random.choice((0, 40))
    place = f"{random.choice((11, 31, 32, 51))}{random.randrange(1, 80):02}{random.randrange(1, 40):02}"
    return f"{place}{day:02}{random.randrange(1, 13):02}{random.randrange(50, 99)}{random.randrange(1, 999):04}"


_ODD_PLACES = dict(
    zip(_SIGNS, [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14,
                 16, 10, 22, 25, 24, 23], strict=True)
)  # fmt: skip


def _italy(random: Random) -> str:
    month = random.choice("ABCDEHLMPRST")
    body = f"{letters(random, 6)}{random.randrange(40, 99)}{month}{random.randrange(1, 29):02}H{digits(3)(random)}"
    total = sum(_ODD_PLACES[c] if i % 2 == 0 else int(c, 36) - 10 * c.isalpha() for i, c in enumerate(body))
    return body + _SIGNS[10 + total % 26]


def _mexico(random: Random) -> str:
    body = f"{letters(random, 4)}{_born(random)}{random.choice('HM')}{letters(random, 5)}0"
    values = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    return body + str(-sum(values.index(c) * (18 - i) for i, c in enumerate(body)) % 10)


def _netherlands(random: Random) -> str:
    while True:
        body = digits(8, "12345678")(random)
        rest = _summed(body, range(9, 1, -1)) % 11
        if rest < 10:
            return f"{body}{rest}"


def _poland(random: Random) -> str:
    body = _born(random) + digits(4)(random)
    return body + str(-_summed(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10)


def _thailand(random: Random) -> str:
    body = digits(12, "1345")(random)
    return body + str((11 - _summed(body, range(13, 1, -1)) % 11) % 10)


def _vietnam(random: Random) -> str:
    return f"{random.randrange(1, 97):03}{random.choice('0123')}{random.randrange(100):02}{digits(6)(random)}"


def _with_other_end(make: Make) -> Make:
    def wrong(random: Random) -> str:
        value = make(random)
        return value[:-1] + random.choice([c for c in "ABCDEFGHJKLMNPQRSTVWXYZ" if c != value[-1]])

    return wrong


BEYOND = (
    Plant("br.cpf", _brazil, ("cpf", "numero_cpf", "CPF"), "cpf", ("CPF", "CPF nº"), ("o CPF dele é {v}", "CPF: {v} (cópia anexa)"),
          (), (), (("bad check digit", spoilt(_brazil)),), (("pedido", digits(11)),)),
    Plant("ca.sin", _canada, ("sin", "social_insurance_number", "sin_number"), "socialInsurance", ("SIN", "Social Insurance Number"), ("her SIN number is {v}", "Social insurance card {v}"),
          (("grouped", grouped(_canada, 3, 3, 3, by=" ")),), (), (("bad check digit", spoilt(_canada)),), (("order no", digits(9)),)),
    Plant("de.tax_id", _germany, ("Steuer-ID", "steuer_id", "Identifikationsnummer"), "steuerId", ("Steuer-ID", "Steueridentifikationsnummer"), ("Steuer-ID {v} liegt vor", "die Identifikationsnummer lautet {v}"),
          (), (), (("bad check digit", spoilt(_germany)),), (("Rechnungsnummer", digits(11)),)),
    Plant("es.dni", _spain, ("dni", "DNI", "nif"), "dni", ("DNI", "NIF"), ("con DNI {v} y domicilio en Madrid", "D.N.I. {v}"),
          (("of a foreigner", _resident_of_spain),), (), (("bad letter", _with_other_end(_spain)),), (("referencia", _spain),)),
    Plant("fr.nir", _france, ("nir", "numero_ss", "sécurité sociale"), "nir", ("N° de sécurité sociale", "NIR"), ("son numéro de sécurité sociale est {v}", "NIR {v}"),
          (("grouped", grouped(_france, 1, 2, 2, 2, 3, 3, 2, by=" ")),), (), (("bad key", spoilt(_france)),), (("facture", digits(15)),)),
    Plant("id.nik", _indonesia, ("nik", "no_ktp", "NIK"), "nik", ("NIK", "No. KTP"), ("NIK {v} sudah diverifikasi", "fotokopi KTP {v}"),
          (), (), (("no such day", lambda r: f"317405990{digits(7)(r)}"),), (("order no", digits(16)),)),
    Plant("it.codice_fiscale", _italy, ("codice_fiscale", "cod_fisc", "Codice fiscale"), "codiceFiscale", ("Codice fiscale", "C.F."), ("il codice fiscale è {v}", "nato a Roma, C.F. {v}"),
          (), (), (("bad letter", _with_other_end(_italy)),), ()),
    Plant("mx.curp", _mexico, ("curp", "CURP"), "curp", ("CURP",), ("mi CURP es {v}", "CURP {v} validada"),
          (), (), (("bad check digit", spoilt(_mexico)),), ()),
    Plant("nl.bsn", _netherlands, ("bsn", "burgerservicenummer"), "bsn", ("BSN", "Burgerservicenummer"), ("haar BSN is {v}", "burgerservicenummer {v}"),
          (), (), (("bad check digit", spoilt(_netherlands)),), (("order no", digits(9)),)),
    Plant("pl.pesel", _poland, ("pesel", "PESEL"), "pesel", ("PESEL", "Nr PESEL"), ("PESEL {v}", "numer PESEL pracownika: {v}"),
          (), (), (("bad check digit", spoilt(_poland)),), (("order no", digits(11)),)),
    Plant("th.national_id", _thailand, ("thai_id", "citizen_id", "เลขบัตรประชาชน"), "citizenId", ("Thai ID", "เลขประจำตัวประชาชน"), ("Thai ID {v} was copied", "เลขบัตรประชาชน {v}"),
          (("grouped", grouped(_thailand, 1, 4, 5, 2, 1)),), (), (("bad check digit", spoilt(_thailand)),), (("注文番号", digits(13)),)),
    Plant("vn.cccd", _vietnam, ("cccd", "Số CCCD", "căn cước"), "cccd", ("CCCD", "Số CCCD"), ("CCCD số {v}", "căn cước công dân {v}"),
          (), (), (("no such province", lambda r: f"09{r.randrange(7, 10)}{digits(9)(r)}"),), (("注文番号", digits(12)),)),
)  # fmt: skip
