"""One block of text as bytes: where its lines begin, which characters its bytes are, and what stands near a value."""

import re
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.triggers import Lines, line_starts

_FIRST_LEAD = -64
"""As signed bytes, 10xxxxxx are the lowest; they continue a character (RFC 3629)."""
_LABEL = 20
"""Characters of the longest label."""


class Page:
    """A block of text, already folded. Offsets are in bytes of its UTF-8."""

    def __init__(self, text: str) -> None:
        """Encode ``text``; everything else is worked out when it is needed."""
        self.text = text
        self.raw = text.encode("utf-8", "replace")
        self.starts = line_starts(self.raw)
        self._plain = text.isascii()

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    @cached_property
    def _lead(self) -> NDArray[np.bool_]:
        return np.asarray(np.frombuffer(self.raw, np.int8) >= _FIRST_LEAD)

    @cached_property
    def _characters(self) -> NDArray[np.int32]:
        """For each byte (and the end) the characters that begin before it."""
        return np.concatenate((np.zeros(1, np.int32), np.cumsum(self._lead, dtype=np.int32)))

    @cached_property
    def _bytes(self) -> Lines:
        """For each character (and the end) its first byte."""
        return np.append(np.flatnonzero(self._lead), len(self.raw))

    def characters(self, offsets: Lines) -> Lines:
        """Turn offsets in bytes into offsets in characters."""
        return offsets if self._plain else self._characters[offsets].astype(np.int64)

    def offsets(self, characters: Lines) -> Lines:
        """Turn offsets in characters into offsets in bytes."""
        return characters if self._plain else self._bytes[characters]

    def line_of(self, offsets: Lines) -> Lines:
        """Return the number of the line each offset is in."""
        return np.asarray(np.searchsorted(self.starts, offsets, side="right") - 1, np.int64)

    def begin(self, line: Lines) -> Lines:
        """Return where lines begin."""
        return np.asarray(self.starts[line], np.int64)

    def end(self, line: Lines) -> Lines:
        """Return where lines end."""
        return np.append(self.starts[1:] - 1, len(self.raw))[line]

    @cached_property
    def _lowered(self) -> bytes:
        return self.raw.lower()  # ASCII letters only, as keywords are compared

    def near(
        self, words: tuple[str, ...], spans: tuple[Lines, Lines, Lines], reach: tuple[int, int]
    ) -> NDArray[np.bool_]:
        """Tell which values have one of ``words`` on their line, at most ``reach`` characters before or after them.

        ``spans`` are the starts, ends and lines of the values.
        """
        (starts, ends, lines), (before, after) = spans, reach
        found = np.zeros(starts.size, np.bool_)
        needles = [word.encode().lower() for word in words if not self._plain or word.isascii()]
        if not needles:
            return found
        firsts = self.offsets(np.maximum(self.characters(self.begin(lines)), self.characters(starts) - before))
        lasts = self.offsets(np.minimum(self.characters(self.end(lines)), self.characters(ends) + after))
        lasts = np.maximum(lasts, ends)
        rows = zip(firsts.tolist(), starts.tolist(), ends.tolist(), lasts.tolist(), strict=True)
        page = self._lowered
        around = b"\n".join([page[first:start] + b"\0" + page[end:last] for first, start, end, last in rows])
        bounds = np.cumsum(starts - firsts + lasts - ends + 2)
        for needle in needles:
            if needle in around:
                places = [match.start() for match in re.finditer(re.escape(needle), around)]
                found[np.searchsorted(bounds, places, side="right")] = True
        return found

    @cached_property
    def _separators(self) -> Lines:
        """Where ":", "=" and "：" stand."""
        data = np.frombuffer(self.raw, np.uint8)
        places = np.flatnonzero((data == ord(":")) | (data == ord("=")))
        if not self._plain:
            wide = [match.start() for match in re.finditer("：".encode(), self.raw)]
            places = np.sort(np.concatenate((places, np.array(wide, np.int64))))
        return np.append(places, len(self.raw))

    def labelled(self, lines: Lines, ends: Lines) -> NDArray[np.bool_]:
        """Tell which lines begin with a label and a colon before ``ends``."""
        begins = self.begin(lines)
        first = self._separators[np.searchsorted(self._separators, begins)]
        size = self.characters(first) - self.characters(begins)
        return np.asarray((first < ends) & (size >= 1) & (size <= _LABEL))

    @cached_property
    def _blanks(self) -> Lines:
        """Where an empty line begins: at the end of the line before."""
        gaps = np.flatnonzero(np.diff(self.starts) == 1)
        return np.asarray(self.starts[gaps[gaps > 0]] - 1, np.int64)

    def parted(self, ends: Lines, starts: Lines) -> NDArray[np.bool_]:
        """Tell whether an empty line lies between the end of one value and the start of the next."""
        blanks = np.append(self._blanks, len(self.raw))
        return np.asarray(blanks[np.searchsorted(blanks, ends)] + 2 <= starts)
