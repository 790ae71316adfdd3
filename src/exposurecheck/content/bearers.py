"""Tells whether a short piece of text, such as an item of a list of people, is a name, and where it stands in it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from exposurecheck.content import fold, names
from exposurecheck.content.word_lists import any_of

_BEFORE = re.compile('[ 　\t・●○◯◎■□◆★*×✕△▲▼※\\-–—>]*(?:[0-9]{1,4}[.)）．、:：][ 　\t]*|[①-⑳][ 　]*)?["「『]?')
_AFTER = re.compile('[ 　\t]*(?:[(（\\[［【<＜/／。！!"」』＠@].*)?$', re.DOTALL)
TITLES = any_of("titles.txt")
"""What is said behind a name, as a regex."""
_TITLE = re.compile(f"[ 　]?(?:{TITLES}|他|ほか|外|印|㊞)$")
_COMMA = re.compile("[、，,;；/／]|[ 　]{3,}|(?<=[一-龥])[ 　]?・[ 　]?(?=[一-龥])|\t")
_SPACE = re.compile("[ 　\t・]+")
_TURNED = re.compile("([A-ZÀ-Ž][A-Za-zÀ-ž'’\\- ]{1,24}), ([A-ZÀ-Ž][A-Za-zÀ-ž'’\\-]{1,24})")
"""Family name first, as directories write it."""
_KANJI = re.compile("[一-龥々〆ヶヵノツケ]{1,5}")
_KE = re.compile("(?<=[一-龥])ケ(?=[一-龥])")
_GIVEN = re.compile("[一-龥々ぁ-んァ-ヶー]{1,5}")
_HIRAGANA = re.compile("[ぁ-んー]{2,4}")
_HIRAGANA_PART = re.compile("[ぁ-ん]{2,6}")
_KANA = re.compile("[ァ-ヶー]{2,12}")
_LATIN = re.compile("[A-ZÀ-Ž](?:\\.|[A-Za-zÀ-ž'’\\-]{1,24}\\.?)")
_OF = re.compile("de|da|di|do|dos|das|del|della|la|le|van|von|der|den|ter|zu|bin|al|el")
"""Words within a name that begin small."""
LATIN_NAME = (
    "[A-ZÀ-Ž][A-Za-zÀ-ž'’\\-]{1,24}(?: [A-ZÀ-Ž]\\.?){0,2}"
    "(?: (?:de|da|di|van|von|der|den|la|bin|al|El|[A-ZÀ-Ž][A-Za-zÀ-ž'’\\-]{1,24})){1,3}"
)
"""Two words or more in Latin letters that are written like a name, as a regex."""
NO_PERSON = re.compile(f"(?i:\\b{any_of('english_no_people.txt')}\\b)")
_PARTICLES = frozenset(
    ("まで", "から", "より", "など", "ほか", "さん", "です", "だけ", "ので", "とも", "への", "との", "には", "では")
)
"""Words in hiragana behind a name."""
_WEATHER = frozenset("晴曇雨雪")
"""Said of places, which are family names as well."""
_INSURERS = frozenset(("国保", "社保", "健保", "後期", "生保", "労災", "自費", "共済"))
_NOT_SAID = frozenset(("大家", "八幡", "天神", "稲荷", "上司", "地蔵", "観音", "本人", "家族", "全員", "各位", "同上"))


class Bearer(NamedTuple):
    """Where a name stands in a text."""

    start: int
    end: int
    full: bool
    """Family and given name; else one of them."""
    known: bool
    """Whether a dictionary knows it."""


class Told(NamedTuple):
    """A name that a document tells by where it stands, and how sure it is."""

    start: int
    end: int
    sure: bool
    borne_out: bool = False
    """Whether there are other names in the text."""


def bearer(text: str, start: int, end: int) -> Bearer | None:
    """Return the name that a piece of a text consists of, with its titles, marks and what is in brackets left aside."""
    lead = _BEFORE.match(text, start, end)
    start = lead.end() if lead else start
    if after := _AFTER.search(text[start:end]):
        end = start + after.start()
    while (title := _TITLE.search(text[start:end])) and title.start() > 0:
        end = start + title.start()
    if turned := _TURNED.fullmatch(text, start, end):
        return _foreign(text, [*_words(text, *turned.span(1)), turned.span(2)])
    words = _words(text, start, end)
    if not words or len(words) > 6:  # noqa: PLR2004 - a sentence, and no name with a post
        return None
    return _japanese(text, words) or _foreign(text, words)


def parts(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield begins and ends of the items of a list; commas in brackets part nothing."""
    for comma in _COMMA.finditer(text, begin, end):
        before = text[begin : comma.start()]
        if before.count("（") + before.count("(") <= before.count("）") + before.count(")"):
            yield begin, comma.start()
            begin = comma.end()
    yield begin, end


def labelled(text: str, label: re.Pattern[str], name: re.Pattern[str]) -> Iterator[Told]:
    """Yield names behind labels: ``value`` of ``label``, and each ``name`` in what follows it, ``more``."""
    for match in label.finditer(text):
        yield Told(*match.span("value"), sure=True)
        yield from (Told(*one.span(), sure=True) for one in name.finditer(text, *match.span("more")))


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    places, begin = [], start
    for gap in _SPACE.finditer(text, start, end):
        places.append((begin, gap.start()))
        begin = gap.end()
    return [(first, last) for first, last in [*places, (begin, end)] if last > first]


def _japanese(text: str, words: list[tuple[int, int]]) -> Bearer | None:
    first, last = words[-1]
    word = text[first:last]
    if len(words) > 1:
        begin, stop = words[-2]
        family = text[begin:stop]
        if _KANJI.fullmatch(family) and _GIVEN.fullmatch(word):
            known = spaced_name(family, word) or (
                surname(family)
                and word not in _PARTICLES
                and (_HIRAGANA.fullmatch(word) is not None or word in names.kana_names())
            )
            if not known and word not in names.given_names() and glued_name(word):  # 午前 岩井洋子
                begin, known = first, True
            if known or not surname(word):
                likely = known or (names.known_given_name(fold.name(f"〓{word}")) and len(word) > 1)
                return Bearer(begin, last, full=True, known=known) if likely or len(words) == 2 else None  # noqa: PLR2004 - two
        heard = _HIRAGANA_PART.fullmatch(family) is not None and _reads(family, word)
        if heard or (_KANA.fullmatch(family) and _KANA.fullmatch(word)):
            return Bearer(begin, last, full=True, known=heard)
        if family in names.kana_names() and word in names.given_names():
            return Bearer(begin, last, full=True, known=True)
    if surname(word):
        return Bearer(first, last, full=False, known=True)
    return Bearer(first, last, full=True, known=True) if glued_name(word) else None


def _reads(family: str, given: str) -> bool:
    return names.family_reading(family) and given in names.given_readings()


def _foreign(text: str, words: list[tuple[int, int]]) -> Bearer | None:
    named = [
        word for place, word in enumerate(words) if not (0 < place < len(words) - 1 and _OF.fullmatch(text, *word))
    ]
    if not all(_LATIN.fullmatch(text, *word) for word in named) or len(named) > 4:  # noqa: PLR2004 - words of a name
        return None
    start, end = words[0][0], words[-1][1]
    if NO_PERSON.search(text, start, end):
        return None
    return Bearer(start, end, full=len(words) > 1, known=names.latin_name(fold.name(text[start:end])))


def spaced_name(family: str, given: str) -> bool:
    """Tell whether two words are a family name and a given name that a dictionary knows."""
    family, given = fold.name(family), fold.name(given)
    if given in _WEATHER or given in _INSURERS:
        return False
    if given in names.given_names():
        return family in names.family_names() or (len(given) > 1 and family in names.rare_family_names())
    if family not in names.family_names():
        return False
    if _KANJI.fullmatch(given) is None or len(family) == 1:
        return False
    return names.titled_name(f"{family}{given}") or (len(given) == 2 and given[-1] in names.GIVEN_END)  # noqa: PLR2004 - signs


def glued_name(word: str) -> bool:
    """Tell whether a word without a space is a family name and a given name."""
    return 3 <= len(word) <= 7 and _KANJI.match(word) is not None and names.full_name(fold.name(word))  # noqa: PLR2004 - signs


def is_full(name: str) -> bool:
    """Tell whether a dictionary knows both parts of a name, with a space between or without."""
    family, _, given = name.replace("　", " ").partition(" ")
    return spaced_name(family, given) if given else glued_name(family)


def surname(word: str) -> bool:
    """Tell whether a word is a family name of two signs or more and nothing else."""
    folded = fold.name(word).replace("ケ", "ヶ") if _KE.search(word) else fold.name(word)
    known = folded in names.family_names() or folded in names.rare_family_names()
    return len(folded) > 1 and word not in _NOT_SAID and known
