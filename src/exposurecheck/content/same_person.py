"""Tells which names of a document are short for longer ones in it: 佐藤 for 佐藤花子, Smith for Jane Smith."""

from collections.abc import Sequence

_LONGEST_REST = 4
"""Signs by which a full name is longer than its family name."""


def full_names(folded: Sequence[str]) -> list[int]:
    """Return for each of ``folded`` names, in the order of the text, the place of the full name it is short for.

    Its own place where there is none. Of several people with the same family name it is the one named last before.
    """
    first: dict[str, int] = {}
    for place, name in enumerate(folded):
        first.setdefault(name, place)
    longer = {name: [other for other in first if _short_for(name, other)] for name in first}
    last: dict[str, int] = {}
    found: list[int] = []
    for place, name in enumerate(folded):
        last[name] = place
        others = longer[name]
        said = [other for other in others if other in last]
        best = max(said, key=last.__getitem__) if said else others[0] if others else name
        found.append(first[best])
    return found


def _short_for(name: str, other: str) -> bool:
    if name == other:
        return False
    if name.isascii() and other.isascii():
        return _short_for_latin(name.split(), other.split())
    return len(name) > 1 and other.startswith(name) and len(other) - len(name) <= _LONGEST_REST


def _short_for_latin(words: list[str], others: list[str]) -> bool:
    if len(words) > len(others) or not words or not any(len(word) > 1 for word in words):
        return False
    spare = list(others)
    for word in sorted(words, key=len, reverse=True):
        match = next((other for other in spare if other == word or (len(word) == 1 and other.startswith(word))), None)
        if match is None:
            return False
        spare.remove(match)
    return words != others
