"""One block of text as an array of characters: where its lines begin, where words stand, and what is near a value."""

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
    search,
)

_LABEL = 20
"""Characters of the longest label."""
_FAR = np.array([np.iinfo(np.int32).max], np.int64)
_SEPARATORS = ":=："


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

    @cached_property
    def basic(self) -> Codes:
        """The codes, for tables of 65,536 places."""
        return basic(self.codes)

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

    def find(self, word: str) -> Offsets:
        """Return where ``word`` stands, whatever the case of its ASCII letters."""
        word = lower(word)
        if word in self._absent or not word:
            return NOTHING
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = search(self.codes if word == word.swapcase() else self._lowered, word)
        return found

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
        found = np.zeros(starts.size, np.bool_)
        there = [(at, len(word)) for word in words if (at := self.find(word)).size]
        if not there:
            return found
        firsts = np.maximum(self.begin(lines), starts - before)
        lasts = np.minimum(self.end(lines), ends + after)
        for at, size in there:
            at = np.concatenate((at, _FAR))  # noqa: PLW2901 - with an end that is never near
            found |= at[np.searchsorted(at, firsts)] + size <= starts
            found |= at[np.searchsorted(at, ends)] + size <= lasts
        return found

    def labelled(self, lines: Offsets, ends: Offsets) -> NDArray[np.bool_]:
        """Tell which lines begin with a label and a colon before ``ends``."""
        begins = self.begin(lines)
        places = np.minimum(begins[:, None] + np.arange(_LABEL + 1), self.codes.size - 1)
        window = self.codes[places] if self.codes.size else np.zeros(places.shape, np.uint8)
        signs = np.zeros(window.shape, np.bool_)
        for sign in map(ord, _SEPARATORS):
            signs |= window == sign
        first = signs.argmax(1)
        return np.asarray((first >= 1) & ~signs[:, 0] & (begins + first < ends))

    @cached_property
    def _blanks(self) -> Offsets:
        """Where an empty line begins: at the end of the line before."""
        gaps = np.flatnonzero(np.diff(self.starts) == 1)
        return np.asarray(self.starts[gaps[gaps > 0]] - 1, np.int64)

    def parted(self, ends: Offsets, starts: Offsets) -> NDArray[np.bool_]:
        """Tell whether an empty line lies between the end of one value and the start of the next."""
        blanks = np.append(self._blanks, self.codes.size)
        return np.asarray(blanks[np.searchsorted(blanks, ends)] + 2 <= starts)
