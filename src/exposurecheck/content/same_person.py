"""Tells which names of a document are other ways to write one in it: 佐藤 and サトウ ハナコ for 佐藤花子."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from exposurecheck.content import names

_LONGEST_REST = 4
"""Signs by which a full name is longer than its family name."""
_SHORTEST = 2
"""Signs of a name, or of a word of one in Latin letters, that says something by itself."""

_FULL_KANA, _FULL_KANJI = 4, 3
"""Signs from which a name in kana, and one with kanji, is a family name and a given name."""
_ANY_FAMILY = "*"
"""Stands for the reading of a family name that is not known."""
_LONG_VOWELS = re.compile("ou|oo|oh(?![aiueo])|uu|aa|ii")


def full_names(folded: Sequence[str], relatives: frozenset[str] = frozenset()) -> list[int]:
    """Return for each of ``folded`` names, in the order of the text, the place of the full name that it stands for.

    Its own place where there is none. Of several people with the same family name it is the one named last before.
    Nobody of whom the text has spoken is one of the ``relatives`` that it names only then.
    """
    first: dict[str, int] = {}
    for place, name in enumerate(folded):
        first.setdefault(name, place)
    longer, spelt = _longer(first), dict(_read(first))
    last: dict[str, int] = {}
    found: list[int] = []
    for place, name in enumerate(folded):
        last[name] = place
        others = longer.get(name)
        if not others:
            found.append(first[spelt.get(name, name)])
            continue
        said = [other for other in others if other in last]
        if not said and relatives.issuperset(others):
            found.append(first[spelt.get(name, name)])
            continue
        best = max(said, key=last.__getitem__) if said else others[0]
        found.append(first[spelt.get(best, best)])
    return found


def _longer(first: dict[str, int]) -> dict[str, list[str]]:
    """Return for each name those it can be short for, in order of where they ``first`` stand; by parts they share."""
    longer: dict[str, list[str]] = {name: [] for name in first}
    by_word: dict[str, list[str]] = {}
    for other in first:
        if other.isascii():
            for word in set(_words(other)):
                by_word.setdefault(word, []).append(other)
            continue
        for cut in range(1, min(_LONGEST_REST, len(other) - _SHORTEST) + 1):
            if other[:-cut] in longer:
                longer[other[:-cut]].append(other)
        if other[0] in longer and len(other) > 1 and other[1:] in names.given_names():
            longer[other[0]].append(other)
        for cut in range(1, len(other) - 1) if len(other) >= _FULL_KANJI else ():
            if (
                other[cut:] in longer
                and other[:cut] in names.family_names()
                and other[cut:] not in names.family_names()
            ):
                longer[other[cut:]].append(other)
    for name in filter(str.isascii, first):
        words = _words(name)
        telling = max(words, key=len, default="")
        if len(telling) >= _SHORTEST:
            longer[name] += [other for other in by_word[telling] if _short_for_latin(words, _words(other))]
            longer[name].sort(key=first.__getitem__)
    return longer


def _words(name: str) -> list[str]:
    """Return the words of a name in Latin letters; both halves of a double name can stand for it."""
    return re.split("[ -]", name)


def _short_for_latin(words: list[str], others: list[str]) -> bool:
    spare = list(others)
    for word in sorted(words, key=len, reverse=True):
        match = next((other for other in spare if other == word or (len(word) == 1 and other.startswith(word))), None)
        if match is None:
            return False
        spare.remove(match)
    return words != others


def _read(folded: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield names in kana or Latin letters and the only one in kanji that is read so."""
    spelt = [name for name in folded if (" " in name if name.isascii() else _full_kana(name))]
    sounds: dict[str, set[str]] = {}
    for name in folded if spelt else ():
        if len(name) >= _FULL_KANJI and not name.isascii() and not names.is_kana(name):
            for said in list(_readings(name)) or map(_ANY_FAMILY.__add__, _given_readings(name)):
                sounds.setdefault(sound(said), set()).add(name)
    for name in spelt:
        same = sounds.get(sound(name), set()) or _by_given(name, sounds)
        if len(same) == 1:
            yield name, next(iter(same))


def _by_given(name: str, sounds: Mapping[str, set[str]]) -> set[str]:
    """Return names whose given name is read as ``name`` ends, and whose family name no dictionary can read."""
    found: set[str] = set()
    for size in range(2, len(name) - 1) if names.is_kana(name) else ():
        found |= sounds.get(_ANY_FAMILY + sound(name[-size:]), set())
    return found


def _given_readings(name: str) -> Iterator[str]:
    for size in range(1, len(name) - 1):
        yield from names.given_name_readings().get(name[size:], ())


def _full_kana(name: str) -> bool:
    return len(name) >= _FULL_KANA and names.is_kana(name)


def reads_as(name: str, kana: str) -> bool:
    """Tell whether a folded name in kanji may be read as one in kana says."""
    heard = sound(kana)
    return any(sound(said) == heard for said in _readings(name))


def _readings(name: str) -> Iterator[str]:
    """Yield how a family name and a given name are read, as one word and in Latin letters in order of the alphabet."""
    for size in range(1, len(name)):
        rest = name[size:]
        for family in names.family_readings().get(name[:size], ()):
            for given in [rest] if names.is_kana(rest) else names.given_name_readings().get(rest, ()):
                yield family + given
                yield " ".join(sorted((names.romanise(family), names.romanise(given))))


def somebody_else(kana: str, others: Iterable[str]) -> bool:
    """Tell whether none of ``others``, names with kanji, can be read as a name in kana, nor be short for it."""
    heard = sound(kana)
    return all(_reads_otherwise(name, heard) for name in others)


def _reads_otherwise(name: str, heard: str) -> bool:
    """Tell whether a name is read in no way that is heard; not where nobody knows how it is read."""
    cuts = [cut for cut in range(1, len(name) + 1) if name[:cut] in names.family_readings()]
    sure = [cut for cut in cuts if cut == len(name) or _said(name[cut:])]
    for cut in sure or cuts:
        for family in map(sound, names.family_readings()[name[:cut]]):
            given = heard.removeprefix(family)
            said = _said(name[cut:])
            if given != heard and (not given or not said or given in map(sound, said)):
                return False
    return bool(cuts)


def _said(given: str) -> list[str]:
    """Return how a given name is read; nothing for those of one sign, of which no dictionary has all readings."""
    if len(given) == 1:
        return []
    return [given] if given and names.is_kana(given) else names.given_name_readings().get(given, [])


def sound(spelt: str) -> str:
    """Fold the spellings of long vowels and of sounds that are the same."""
    if spelt.isascii():
        return _LONG_VOWELS.sub(lambda match: match[0][0], spelt)
    return spelt.replace("ヅ", "ズ").replace("ヂ", "ジ").replace("ー", "")
