"""One block of text as an array of characters: where its lines begin, where words stand, and what is near a value."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import (
    NOTHING,
    Codes,
    Offsets,
    basic,
    codes_of,
    line_starts,
    lower,
    lowered,
    rows_at,
    search,
)
from exposurecheck.content.labels import LONGEST, begin_with_label
from exposurecheck.content.values import Values

EDGE = 128
_FAR = np.array([np.iinfo(np.int32).max], np.int64)
_SEPARATORS = ":=："
_WINDOWS = 8
"""Share of the page, as a divisor, up to which it is faster to look only beside the values."""
_SPACES = " \t　"
_BLANKS, _DEEPEST = [ord(space) for space in _SPACES], 8
"""Spaces before a label, at most so many."""


class Page:
    """A block of text, already folded. Offsets are in characters."""

    def __init__(self, text: str, codes: Codes | None = None, absent: frozenset[str] = frozenset()) -> None:
        """Hold ``text`` and its codes; ``absent`` are words that are known not to be in it."""
        self.text = text
        self.codes = codes_of(text) if codes is None else codes
        self.starts = line_starts(self.codes)
        self._ends = np.append(self.starts[1:] - 1, self.codes.size)
        self._absent = absent
        self._found: dict[str, Offsets] = {}
        self._there: dict[int, bool] = {}

    @cached_property
    def basic(self) -> Codes:
        """The codes, for tables of 65,536 places."""
        return basic(self.codes)

    @cached_property
    def edged(self) -> Codes:
        """The same with ``EDGE`` line ends before and after it."""
        edge = np.full(EDGE, ord("\n"), self.basic.dtype)
        return np.concatenate((edge, self.basic, edge))

    def rows(self, begins: Offsets, width: int) -> Codes:
        """Return ``width`` characters from each of ``begins`` on, a row for each; line ends before and after the page.

        No row may begin or end more than ``EDGE`` characters outside.
        """
        return rows_at(self.edged, begins + EDGE, width)

    @cached_property
    def _lowered(self) -> Codes:
        return lowered(self.codes)

    def line_of(self, offsets: Offsets) -> Offsets:
        """Return the number of the line each offset is in."""
        return np.asarray(np.searchsorted(self.starts, offsets, side="right") - 1, np.int64)

    def begin(self, line: Offsets) -> Offsets:
        """Return where lines begin."""
        return np.asarray(self.starts[line], np.int64)

    def end(self, line: Offsets) -> Offsets:
        """Return where lines end."""
        return np.asarray(self._ends[line], np.int64)

    def line(self, number: int) -> str:
        """Return one line."""
        return self.text[int(self.starts[number]) : int(self._ends[number])]

    def find(self, word: str) -> Offsets:
        """Return where ``word`` stands, whatever the case of its ASCII letters."""
        word = lower(word)
        if word in self._absent or not word:
            return NOTHING
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = search(self.codes if word == word.swapcase() else self._lowered, word)
        return found

    def lacks(self, words: frozenset[str]) -> bool:
        """Tell whether it is known already that none of ``words``, in lower case, is in the text."""
        return words <= self._absent

    def holds(self, codes: frozenset[int]) -> bool:
        """Tell whether one of some characters is in the text."""
        for code in sorted(codes):
            if code not in self._there:
                self._there[code] = bool((self.codes == code).any())
            if self._there[code]:
                return True
        return False

    def lines_with(self, words: tuple[str, ...]) -> Offsets:
        """Return the lines that hold one of ``words``, in order."""
        return np.unique(self.line_of(np.concatenate([NOTHING, *(self.find(word) for word in words)])))

    def near(
        self, words: tuple[str, ...], spans: tuple[Offsets, Offsets, Offsets], reach: tuple[int, int]
    ) -> NDArray[np.bool_]:
        """Tell which values have one of ``words`` on their line, at most ``reach`` characters before or after them.

        ``spans`` are the starts, ends and lines of the values.
        """
        (starts, ends, lines), (before, after) = spans, reach
        firsts = np.maximum(self.begin(lines), starts - before)
        lasts = np.maximum(np.minimum(self.end(lines), ends + after), ends)
        there = [word for word in map(lower, words) if word and word not in self._absent]
        if not there:
            return np.zeros(starts.size, np.bool_)
        if _WINDOWS * int((starts - firsts + lasts - ends).sum()) < self.codes.size:
            return self._beside(there, np.column_stack((firsts, ends)), np.column_stack((starts, lasts)))
        found = np.zeros(starts.size, np.bool_)
        for word in there:
            at = np.concatenate((self.find(word), _FAR))
            found |= at[np.searchsorted(at, firsts)] + len(word) <= starts
            found |= at[np.searchsorted(at, ends)] + len(word) <= lasts
        return found

    def after(self, words: tuple[str, ...], starts: Offsets, reach: int) -> NDArray[np.bool_]:
        """Tell which values have one of ``words`` at most ``reach`` characters before them, on whatever line."""
        found = np.zeros(starts.size, np.bool_)
        for word in (word for word in map(lower, words) if word and word not in self._absent):
            at = np.concatenate(([-reach - 1], self.find(word)))
            found |= starts - at[np.searchsorted(at, starts) - 1] <= reach
        return found

    def _beside(self, words: list[str], firsts: Offsets, lasts: Offsets) -> NDArray[np.bool_]:
        """Tell for which values one of ``words`` is in one of the two windows, where these are a small part of all."""
        windows = Values.between(self.codes, firsts.ravel(), lasts.ravel()).lowered()
        found = np.zeros(len(windows), np.bool_)
        for word in words:
            at = search(windows.codes, word)
            if at.size:
                window = windows.owners(at)
                found[window[at + len(word) <= windows.bounds[window + 1]]] = True
        return np.asarray(found.reshape(-1, 2).any(1))

    def labelled(self, lines: Offsets, ends: Offsets) -> NDArray[np.bool_]:
        """Tell which lines begin with a label before ``ends``: any with a colon, or one of a form with a space."""
        begins = self._indented(self.begin(lines))
        window = self.rows(begins, LONGEST + 1)
        first = _first(_SEPARATORS, window)
        found = (first >= 1) & (first <= LONGEST) & (begins + first < ends)
        there = np.flatnonzero(found)
        initial = self.codes[begins[there]]
        found[there[(initial >= ord("0")) & (initial <= ord("9"))]] = False  # a time of day is no label
        others = np.flatnonzero(~found)
        others = others[begin_with_label(self.basic, begins[others])]
        first = _first(_SPACES, window[others])
        found[others] = (first >= 1) & (first <= LONGEST) & (begins[others] + first < ends[others])
        return np.asarray(found)

    def _indented(self, begins: Offsets) -> Offsets:
        """Return where lines begin behind their indentation."""
        for _ in range(_DEEPEST):
            blank = np.isin(self.edged[begins + EDGE], _BLANKS)
            if not blank.any():
                break
            begins = begins + blank
        return begins

    @cached_property
    def _blanks(self) -> Offsets:
        """Where an empty line begins: at the end of the line before."""
        gaps = np.flatnonzero(np.diff(self.starts) == 1)
        return np.asarray(self.starts[gaps[gaps > 0]] - 1, np.int64)

    def parted(self, ends: Offsets, starts: Offsets) -> NDArray[np.bool_]:
        """Tell whether an empty line lies between the end of one value and the start of the next."""
        blanks = np.append(self._blanks, self.codes.size)
        return np.asarray(blanks[np.searchsorted(blanks, ends)] + 2 <= starts)


def _first(signs: str, window: Codes) -> Offsets:
    """Return how many characters of each row stand before the first of ``signs``; more than in a label if none is."""
    there = np.zeros(window.shape, np.bool_)
    for sign in map(ord, signs):
        there |= window == sign
    first: Offsets = there.argmax(1)
    first[~there[np.arange(first.size), first]] = LONGEST + 1
    return first


_BLOCK = 1 << 22
"""Characters of text looked at in one go; more than readers hand on at a time."""


def blocks(text: str) -> Iterator[str]:
    """Cut a long text at line ends, which become those of Unix; a line longer than a block is cut anywhere."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    begin = 0
    while len(text) - begin > _BLOCK:
        cut = text.rfind("\n", begin, begin + _BLOCK) + 1
        cut = cut if cut > begin else begin + _BLOCK
        yield text[begin:cut]
        begin = cut
    yield text[begin:] if begin else text
