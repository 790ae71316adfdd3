"""Tells Chinese and Korean encodings, whose bytes are those of Japanese ones, by how frequent their signs are."""

import codecs
from collections import Counter
from functools import cache

from exposurecheck.content.word_lists import lines

_FREQUENT, _SELDOM, _NONE = 1.0, 0.2, -2.0
"""What a frequent sign of a language says for it, another one of its script, and one that no text holds."""
_LEAST = {"gb18030": 0.45, "big5hkscs": 0.45, "cp949": 0.62}
"""Likeness of most texts is 0.6 to 0.9; any kanji without kana can be read as syllables of Korean."""
_CLEARLY = 0.15
"""By how much a text must look more like another language than like Japanese."""
_FEWEST = 6
"""Signs from which a language can be told."""


def neighbouring(data: bytes, japanese: float) -> str | None:
    """Return the encoding of ``data`` in which it looks more like its language than ``japanese`` says it does."""
    scores: list[tuple[float, str | None]] = []
    for name, signs in _frequent().items():
        try:
            text = codecs.getincrementaldecoder(name)("strict").decode(data, final=False)
        except UnicodeDecodeError:
            continue
        likeness = _likeness(text, signs, hangul=name == "cp949")
        if likeness >= max(_LEAST[name], japanese + _CLEARLY):
            scores.append((likeness, name))
    return max(scores, default=(0.0, None))[1]


@cache
def _frequent() -> dict[str, frozenset[str]]:
    return {name: frozenset(signs) for name, _, signs in (line.partition(" ") for line in lines("frequent_signs.txt"))}


def _likeness(text: str, frequent: frozenset[str], *, hangul: bool) -> float:
    """Return the mean score of the signs that are not ASCII; 0 for fewer than can tell anything."""
    first, last = ("가", "힣") if hangul else ("一", "鿿")
    total, score = 0, 0.0
    for sign, count in Counter(text).items():
        if sign < "\x80" or "\u3000" <= sign <= "\u3020" or "\uff01" <= sign <= "\uff5e":
            continue
        total += count
        if sign in frequent:
            score += _FREQUENT * count
        elif first <= sign <= last:
            score += _SELDOM * count
        elif not "\u2010" <= sign <= "\u22ff":
            score += _NONE * count
    return score / total if total >= _FEWEST else 0.0
