"""Finds where labels meet in the header of fixed-width records, each as wide as its field: 生年月日保険者番号記号."""

import re
from itertools import accumulate

from exposurecheck.content.names import form_labels
from exposurecheck.content.readers.written_width import encoded

_WORD = re.compile("[^ 　]+")
_LONGEST, _CUT = 12, 3
"""Signs of a label, and of one that is cut to the width of its field."""
_WHOLE, _PART, _SIGN = 1, 3, 4
"""What a label, one that is cut, and a sign for a flag cost: the cheapest row of labels is the one meant."""


def meeting(header: str) -> list[int]:
    """Return at which columns labels begin in a header, the first aside; nothing where it is one label."""
    places: list[int] = []
    for word in _WORD.finditer(header):
        labels = _labels(word[0])
        ends = accumulate((len(encoded(label)) for label in labels), initial=len(encoded(header[: word.start()])))
        places += list(ends)[:-1]
    return places[1:]


def _labels(word: str) -> list[str]:
    """Return the labels that a word is made of; the word itself where it is not made of labels."""
    best: list[tuple[int, list[str]] | None] = [(0, [])] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for begin in range(max(0, end - _LONGEST), end):
            before, cost = best[begin], _cost(word[begin:end], first=begin == 0)
            if before is not None and cost:
                found = before[0] + cost, [*before[1], word[begin:end]]
                best[end] = min(filter(None, (best[end], found)))
    labels = [word] if best[-1] is None else best[-1][1]
    return labels if sum(len(label) > 1 for label in labels) > 1 else [word]  # 主病名 is one label


def _cost(part: str, *, first: bool) -> int:
    """Return what it costs to take a part of a word for a label; 0 where it is none."""
    if len(part) == 1:
        return _SIGN if first else 0
    if part in form_labels():
        return _WHOLE
    return _PART if len(part) >= _CUT and any(label.startswith(part) for label in form_labels()) else 0
