"""Makes fictional people out of word lists and a fixed seed: the same people every time, none of them real."""

import random
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from exposurecheck.demo.words import FAMILY_NAMES, GIVEN_NAMES, MAIL_DOMAINS, QUARTERS, TOWNS

_SEED: Final = 20261123
_MY_NUMBER_WEIGHTS: Final = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class Person:
    """One fictional person. No two share a name, a mail address, a mobile number or a My Number."""

    number: int
    """Identity: what the truth about each file counts."""
    family: str
    given: str
    family_kana: str
    given_kana: str
    email: str
    mobile: str
    """Eleven digits with hyphens."""
    landline: str
    postal_code: str
    address: str
    born: str
    """ISO 8601 date."""
    my_number: str
    """Twelve digits with a valid check digit."""

    @property
    def name(self) -> str:
        """Family and given name with an ideographic space between them."""
        return f"{self.family}　{self.given}"

    @property
    def kana(self) -> str:
        """Full-width kana of the name."""
        return f"{self.family_kana}　{self.given_kana}"


def with_check_digit(eleven: str) -> str:
    """Append the check digit of a My Number (Ordinance of the Ministry of Internal Affairs No. 85 of 2014, art. 5)."""
    remainder = sum(int(d) * w for d, w in zip(eleven, _MY_NUMBER_WEIGHTS, strict=True)) % 11
    return f"{eleven}{0 if remainder <= 1 else 11 - remainder}"


@cache
def population() -> tuple[Person, ...]:
    """Return all fictional people, one for each combination of a family and a given name."""
    chance = random.Random(_SEED)  # noqa: S311 - reproducible fiction, not a secret
    names = list(product(FAMILY_NAMES, GIVEN_NAMES))
    chance.shuffle(names)
    mobiles = chance.sample(range(10_000_000, 100_000_000), len(names))
    my_numbers = chance.sample(range(10**10, 10**11), len(names))
    return tuple(_person(i, names[i], mobiles[i], my_numbers[i], chance) for i in range(len(names)))


def _person(
    number: int,
    name: tuple[tuple[str, str, str], tuple[str, str, str]],
    mobile: int,
    my_number: int,
    chance: random.Random,
) -> Person:
    (family, family_kana, family_latin), (given, given_kana, given_latin) = name
    town, postal, area = chance.choice(TOWNS)
    block = f"{chance.randint(1, 9)}-{chance.randint(1, 30)}-{chance.randint(1, 20)}"
    local = chance.choice(
        (f"{given_latin}.{family_latin}", f"{family_latin}_{given_latin}", f"{given_latin}{number:04d}")
    )
    digits = f"{mobile:08d}"
    exchange = chance.randint(2, 9) * 10 ** (5 - len(area)) + chance.randrange(10 ** (5 - len(area)))
    landline = f"{area}-{exchange}-{chance.randint(1000, 9999)}"
    return Person(
        number=number,
        family=family,
        given=given,
        family_kana=family_kana,
        given_kana=given_kana,
        email=f"{local}@{chance.choice(MAIL_DOMAINS)}",
        mobile=f"{chance.choice(('090', '080', '070'))}-{digits[:4]}-{digits[4:]}",
        landline=landline,
        postal_code=f"{postal}-{chance.randint(1, 9999):04d}",
        address=f"{town}{chance.choice(QUARTERS)}{block}",
        born=f"{chance.randint(1941, 2005)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        my_number=with_check_digit(f"{my_number:011d}"),
    )
