"""Tells which numbers a heading further up speaks of: 在留カード, and below it a line 番号 UH48291057ED."""

import re

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import NOTHING, Offsets
from exposurecheck.content.page import Page

_REACH = 600
"""Characters from a heading to the numbers below it."""
_MANY = 200
"""Numbers of a kind in one block from which it is no single form."""
_LINES = 12
_NUMBER = re.compile("(?:^|[ 　・|/])(?:番号|(?i:no|number)[.]?|№)[ 　]{0,4}[:：]?[ 　]{0,4}第?[ 　]{0,2}$")
"""A label that says number and not which."""
_LABEL = 24
_LABELS = ("番号", "no", "number", "№")


def lines_below(page: Page, words: tuple[str, ...]) -> Offsets:
    """Return the lines below one of ``words`` that may hold a bare label for a number."""
    heads = page.lines_with(words)
    if not heads.size:
        return NOTHING
    lines = page.lines_with(_LABELS)
    last = np.searchsorted(heads, lines) - 1
    found: Offsets = lines[(last >= 0) & (lines - heads[last] <= _LINES)]
    return found if found.size <= _MANY else NOTHING


def below_heading(page: Page, words: tuple[str, ...], starts: Offsets, lines: Offsets) -> NDArray[np.bool_]:
    """Tell which values stand behind a bare label for a number, on a line below one of ``words``."""
    found = np.zeros(starts.size, np.bool_)
    if not 0 < starts.size <= _MANY:
        return found
    begins = page.begin(lines)
    heads = np.sort(np.concatenate([NOTHING, *(page.find(word) for word in words)]))
    last = np.searchsorted(heads, begins) - 1
    for place in np.flatnonzero(last >= 0).tolist():
        begin, start = int(begins[place]), int(starts[place])
        if begin - int(heads[last[place]]) <= _REACH:
            found[place] = _NUMBER.search(page.text[max(begin, start - _LABEL) : start]) is not None
    return found
