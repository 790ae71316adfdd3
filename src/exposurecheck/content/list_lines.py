"""Finds the names on lines of a list that no dictionary knows: they stand where the known ones stand on other lines."""

import re
from collections import Counter
from functools import cache

import numpy as np

from exposurecheck.content.codes import NOTHING, Offsets
from exposurecheck.content.page import Page

_FEWEST, _MOSTLY = 5, 0.8
"""Lines with a known name from which there is a list, and share of them that have it in the same place."""
_GAP = "[ 　\t,、|]"
_SPACED = "[一-龥々〆ヶヵノ]{1,5}[ 　][一-龥々ぁ-んァ-ヶー]{1,5}"
_GLUED = "[一-龥々〆ヶヵノ][一-龥々ぁ-んァ-ヶー]{1,7}"


def names_in_place(page: Page, names: tuple[Offsets, Offsets, Offsets], others: Offsets) -> tuple[Offsets, Offsets]:
    """Return begins and ends of what stands on the lines ``others`` in the place of names.

    ``names`` are begins, ends and lines of those that are known.
    """
    begins, ends, lines = names
    if lines.size < _FEWEST or not others.size:
        return NOTHING, NOTHING
    firsts, text = page.begin(lines).tolist(), page.text
    places: Counter[tuple[int, bool]] = Counter()
    for first, begin, end in zip(firsts, begins.tolist(), ends.tolist(), strict=True):
        words = re.split(_GAP, text[first:begin].strip())
        places[sum(map(bool, words)), re.search("[ 　]", text[begin:end]) is not None] += 1
    (before, spaced), count = places.most_common(1)[0]
    if count < _MOSTLY * lines.size:
        return NOTHING, NOTHING
    rule = _in_place(before, spaced)
    bounds = zip(page.begin(others).tolist(), page.end(others).tolist(), strict=True)
    found = [match.span("value") for first, last in bounds if (match := rule.match(text, first, last))]
    spans = np.array(found, np.int64).reshape(-1, 2)
    return spans[:, 0], spans[:, 1]


@cache
def _in_place(before: int, spaced: bool) -> re.Pattern[str]:
    """Return what matches a line up to the value after so many others."""
    value = _SPACED if spaced else _GLUED
    return re.compile(f"{_GAP}*(?:[^ 　\t,、|\n]+{_GAP}+){{{before}}}(?P<value>{value})(?={_GAP}|様|殿|\n|$)")
