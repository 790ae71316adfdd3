"""Tells names in Latin letters: known ones of any country, and Japanese ones by how the dictionary reads them."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, permutations, product

from exposurecheck.content import names

_MOST = 24
"""Spellings in kana of one word that are looked up."""


def latin_full_name(folded: str) -> bool:
    """Tell whether a folded name is two words or more in Latin letters, one of them a known name of a person."""
    return known_abroad(folded) or rare_name(folded.split())


def known_abroad(folded: str) -> bool:
    """Tell whether two words or more in Latin letters have a known given name among them."""
    words = folded.split()
    return len(words) > 1 and (names.latin_name(folded) or any(map(names.latin_given_name, words)))


def rare_name(words: Sequence[str]) -> bool:
    """Tell whether two words in lower case are a given name and a family name of the dictionary: go, kusumoto."""
    if len(words) != 2:  # noqa: PLR2004 - a family name and a given name
        return False
    return any(family in names.latin_family_readings() and given(other) for family, other in permutations(words))


def given(word: str) -> bool:
    """Tell whether a word in lower case is a given name of any country, or spells one of Japan."""
    if names.latin_given_name(word):
        return True
    return any(reading in names.given_readings() for reading in islice(_readings(word), _MOST))


@cache
def _syllables() -> dict[str, str]:
    """Return hiragana by how they are spelt, in Hepburn and in the official spelling."""
    kana = [chr(code) for code in range(ord("ア"), ord("ン") + 1) if chr(code) not in "ァィゥェォッャュョヮヰヱヲヅヂ"]
    kana += [first + second for first in "キシチニヒミリギジビピ" for second in "ャュョ"]
    spelt = {names.romanise(one): one for one in kana} | {"si": "シ", "ti": "チ", "tu": "ツ", "hu": "フ", "zi": "ジ"}
    return {latin: "".join(chr(ord(sign) - 0x60) for sign in one) for latin, one in spelt.items()}


def _readings(word: str) -> Iterator[str]:
    """Yield what a word may spell in hiragana; long vowels are often written short."""
    parts: list[tuple[str, ...]] = []
    place = 0
    while place < len(word):
        size = next((n for n in (3, 2, 1) if word[place : place + n] in _syllables()), 0)
        if not size:
            return
        spelt = word[place : place + size]
        kana = _syllables()[spelt]
        parts.append((kana, f"{kana}う") if spelt[-1] in "ou" else (kana,))
        place += size
    yield from map("".join, product(*parts))
