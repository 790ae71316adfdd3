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
_HEADINGS = 20
"""Lines with a keyword up to which those below them are looked at."""
_LISTED = 40
"""Lines of a list below its heading."""
_TITLE = 80
"""Characters of a heading."""
_VALUE = re.compile("[0-9]{5}|[0-9]{4}[ 　-]{1,2}[0-9]{4}")
"""A number in a line, which then is no mere heading."""
_BULLETS = " 　\t・*-•>"
_OTHER = re.compile("電話|携帯|番号|(?i:tel|fax|phone|code|id)|コード|[Nn]o[.:]")
"""A label of its own before a value."""
_FIELD = re.compile("(?:^|[/／|｜,、，：:\t（() ）】　])[ 　]{0,8}$")
"""The end of what stands before a value that begins a field."""
_NUMBER = re.compile("(?:^|[ 　・|/])(?:番号|(?i:no|number)[.]?|№)[ 　]{0,4}[:：は]?[ 　]{0,4}第?[ 　]{0,2}$")
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
    below = (heads[:, None] + np.arange(1, _LISTED + 1)).ravel() if heads.size <= _HEADINGS else NOTHING
    found = np.union1d(found, below[below < page.starts.size])
    return found if found.size <= _LISTED * _HEADINGS else NOTHING


def under_label(
    page: Page, words: tuple[str, ...], starts: Offsets, lines: Offsets, *, told: bool
) -> NDArray[np.bool_]:
    """Tell which values stand below one of ``words``: first on the next line, or in a field of the list that follows.

    None where they are not ``told`` by words or a check digit, but by their shape. A list ends at the next empty line
    but for one right below its heading.
    """
    found = np.zeros(starts.size, np.bool_)
    if not told or not 0 < starts.size <= _MANY:
        return found
    heads = page.lines_with(words)
    last = np.searchsorted(heads, lines) - 1
    for place in np.flatnonzero((last >= 0) & (heads[last] < lines)).tolist() if heads.size else ():
        head, line = int(heads[last[place]]), int(lines[place])
        above = page.line(head)
        if line - head <= _LISTED and len(above) <= _TITLE and not _VALUE.search(above):
            between = [page.line(number) for number in range(head + 1, line)]
            before = page.text[int(page.starts[line]) : int(starts[place])]
            listed = all(map(str.strip, between[1:])) and _FIELD.search(before) and not _OTHER.search(before)
            found[place] = bool(listed) if any(between) or before.strip(_BULLETS) else True
    return found


def below_heading(page: Page, words: tuple[str, ...], starts: Offsets, lines: Offsets) -> NDArray[np.bool_]:
    """Tell which values stand behind a bare label for a number, on a line below one of ``words``."""
    found = np.zeros(starts.size, np.bool_)
    if not 0 < starts.size <= _MANY:
        return found
    begins = page.begin(lines)
    heads = np.sort(np.concatenate([NOTHING, *(page.find(word) for word in words)]))
    last = np.searchsorted(heads, begins) - 1
    headings = page.lines_with(words)
    near = lines - np.concatenate([[-_LISTED], headings])[np.searchsorted(headings, lines)] <= _LINES
    for place in np.flatnonzero((last >= 0) & near).tolist():
        begin, start = int(begins[place]), int(starts[place])
        if begin - int(heads[last[place]]) <= _REACH:
            found[place] = _NUMBER.search(page.text[max(begin, start - _LABEL) : start]) is not None
    return found
