"""Knows what names of people look like: frequent Japanese surnames in kanji, kana and Latin letters, and shapes."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from exposurecheck.content import fold

_NAME = re.compile(
    "[一-龥々〆ヶヵノ][一-龥々ヶヵノぁ-んァ-ヶー]{0,9}(?:[ 　・][一-龥々ぁ-んァ-ヶー]{1,8})?"
    "|[ァ-ヶー]{2,12}(?:[ 　・][ァ-ヶー]{2,12})?|[ぁ-んー]{2,12}(?:[ 　・][ぁ-んー]{1,12})?"
    "|[A-Za-zÀ-ž][A-Za-zÀ-ž'’\\-]{0,24}(?:[ ,.]{1,2}[A-Za-zÀ-ž][A-Za-zÀ-ž'’\\-.]{0,24}){0,3}"
)
"""A name in kanji, in kana, or in Latin letters."""
ORGANISATION_WORDS = (
    "株式会社|有限会社|合同会社|㈱|㈲|[(（][株有][)）]|法人|組合|協会|大学|高校|中学|小学|病院|クリニック|銀行|支店|営業所|工場"
    "|センター|ショップ|ストア|商店|商事|工業|製作所|事務所|本舗|部$|課$|係$|御中|店$|セット|ケーブル|サーバ|システム"
)
"""Words and endings in Japanese that make a name that of an organisation, as a regex."""
_ORGANISATION = re.compile(
    ORGANISATION_WORDS
    + "|(?i:\\b(?:inc|corp|ltd|llc|co|gmbh|company|corporation|group|bank|store|shop|server|service|system)\\b\\.?)"
)
_LONGEST = 40
GIVEN_END = frozenset(
    "子美太郎介也人輔平一二三樹哉香奈菜里佳恵代江織花音葉希斗翔真男雄夫之助司志朗馬吾治彦明弘浩博隆誠健次実結愛莉桜咲"
)
"""Characters in which given names end."""


@cache
def surnames() -> frozenset[str]:
    """Return frequent surnames: kanji (folded) and katakana."""
    words: set[str] = set()
    for line in _lines("surnames.txt"):
        kanji, kana = line.split()
        words |= {fold.name(kanji), kana}
    return frozenset(words)


@cache
def latin_surnames() -> frozenset[str]:
    """Return the same surnames in Latin letters, in the spellings that passports and forms use."""
    latin: set[str] = set()
    for line in _lines("surnames.txt"):
        spelt = romanise(line.split()[1])
        latin |= {spelt, spelt.replace("ou", "o").replace("oo", "o").replace("uu", "u")}
    return frozenset(latin)


def _lines(name: str) -> Iterable[str]:
    text = files("exposurecheck.content").joinpath("words", name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line)


_ROWS = {
    "アイウエオ": "", "カキクケコ": "k", "サシスセソ": "s", "タチツテト": "t", "ナニヌネノ": "n", "ハヒフヘホ": "h",
    "マミムメモ": "m", "ヤ-ユ-ヨ": "y", "ラリルレロ": "r", "ワ---ヲ": "w", "ガギグゲゴ": "g", "ザジズゼゾ": "z",
    "ダヂヅデド": "d", "バビブベボ": "b", "パピプペポ": "p",
}  # fmt: skip
_LATIN = {
    kana: head + vowel for row, head in _ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True) if kana != "-"
}
_LATIN |= {
    "シ": "shi",
    "チ": "chi",
    "ツ": "tsu",
    "フ": "fu",
    "ジ": "ji",
    "ヂ": "ji",
    "ヅ": "zu",
    "ヲ": "o",
    "ン": "n",
    "ー": "",
}
_SMALL = {"ャ": "a", "ュ": "u", "ョ": "o"}


def romanise(kana: str) -> str:
    """Spell katakana in Hepburn letters."""
    spelt = ""
    for sign in kana:
        if sign in _SMALL:
            spelt = spelt[:-1] + ("" if spelt[:-1].endswith(("sh", "ch", "j")) else "y") + _SMALL[sign]
        elif sign == "ッ":
            spelt += "*"
        else:
            letter = _LATIN.get(sign, "")
            spelt = spelt[:-1] + letter[:1] + letter if spelt.endswith("*") else spelt + letter
    return spelt


def name_shaped(value: str) -> bool:
    """Tell whether ``value`` has the shape of a person's name."""
    value = value.strip()
    return _NAME.fullmatch(value) is not None and len(value) <= _LONGEST and _ORGANISATION.search(value) is None


KANA = re.compile("[ァ-ー]+")
"""A folded name that is written in kana only."""


def is_kana(folded: str) -> bool:
    """Tell whether a folded name is written in kana only."""
    return KANA.fullmatch(folded) is not None


def starts_with_surname(folded: str) -> bool:
    """Tell whether a folded name begins with (or, in Latin letters, holds) a frequent surname."""
    if folded.isascii():
        return not latin_surnames().isdisjoint(folded.split())
    known = surnames()
    if is_kana(folded):
        return any(folded[:n] in known for n in range(2, min(8, len(folded)) + 1))
    return any(folded[:n] in known for n in (2, 3, 1) if len(folded) > n or len(folded) == n)


def name_likely(folded: str) -> bool:
    """Tell whether a folded name is one even without a header that says so."""
    if not starts_with_surname(folded):
        return False
    return folded.isascii() or is_kana(folded) or 3 <= len(folded) <= 6 or folded[-1] in GIVEN_END  # noqa: PLR2004


def surname(folded: str) -> bool:
    """Tell whether ``folded`` is a frequent surname and nothing else, as before 様 or さん."""
    return folded in surnames() and len(folded) >= 2  # noqa: PLR2004 - 森 and 林 alone are also things
