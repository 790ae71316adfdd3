"""Tells which names of a document are short for longer ones in it: 佐藤 for 佐藤花子, Smith for Jane Smith."""

from collections.abc import Sequence

_LONGEST_REST = 4
"""Signs by which a full name is longer than its family name."""
_SHORTEST = 2
"""Signs of a name, or of a word of one in Latin letters, that says something by itself."""


def full_names(folded: Sequence[str]) -> list[int]:
    """Return for each of ``folded`` names, in the order of the text, the place of the full name it is short for.

    Its own place where there is none. Of several people with the same family name it is the one named last before.
    """
    first: dict[str, int] = {}
    for place, name in enumerate(folded):
        first.setdefault(name, place)
    longer = _longer(first)
    last: dict[str, int] = {}
    found: list[int] = []
    for place, name in enumerate(folded):
        last[name] = place
        others = longer.get(name)
        if not others:
            found.append(first[name])
            continue
        said = [other for other in others if other in last]
        found.append(first[max(said, key=last.__getitem__) if said else others[0]])
    return found


def _longer(first: dict[str, int]) -> dict[str, list[str]]:
    """Return for each name those it can be short for, in order of where they ``first`` stand; by parts they share."""
    longer: dict[str, list[str]] = {name: [] for name in first}
    by_word: dict[str, list[str]] = {}
    for other in first:
        if other.isascii():
            for word in set(other.split()):
                by_word.setdefault(word, []).append(other)
            continue
        for cut in range(1, min(_LONGEST_REST, len(other) - _SHORTEST) + 1):
            if other[:-cut] in longer:
                longer[other[:-cut]].append(other)
    for name in filter(str.isascii, first):
        words = name.split()
        telling = max(words, key=len, default="")
        if len(telling) >= _SHORTEST:
            longer[name] += [other for other in by_word[telling] if _short_for_latin(words, other.split())]
            longer[name].sort(key=first.__getitem__)
    return longer


def _short_for_latin(words: list[str], others: list[str]) -> bool:
    spare = list(others)
    for word in sorted(words, key=len, reverse=True):
        match = next((other for other in spare if other == word or (len(word) == 1 and other.startswith(word))), None)
        if match is None:
            return False
        spare.remove(match)
    return words != others
