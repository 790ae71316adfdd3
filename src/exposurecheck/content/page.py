"""One block of text as bytes: where its lines begin, which characters its bytes are, and what stands near a value."""

import re
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.triggers import Lines, line_starts

_FIRST_LEAD = -64
"""As signed bytes, 10xxxxxx are the lowest; they continue a character (RFC 3629)."""
_LABEL = re.compile(r"[^\n:：=]{1,20}[:：=][ 　\t]{0,8}")


class Page:
    """A block of text, already folded. Offsets are in bytes of its UTF-8."""

    def __init__(self, text: str) -> None:
        """Encode ``text``; everything else is worked out when it is needed."""
        self.text = text
        self.raw = text.encode("utf-8", "replace")
        self.starts = line_starts(self.raw)
        self._plain = text.isascii()
        self._words: dict[str, Lines] = {}
        self._counts: dict[str, int] = {}

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    @cached_property
    def _lead(self) -> NDArray[np.bool_]:
        return np.asarray(np.frombuffer(self.raw, np.int8) >= _FIRST_LEAD)

    @cached_property
    def _characters(self) -> Lines:
        """For each byte (and the end) the characters that begin before it."""
        return np.concatenate((np.zeros(1, np.int64), np.cumsum(self._lead, dtype=np.int64)))

    @cached_property
    def _bytes(self) -> Lines:
        """For each character (and the end) its first byte."""
        return np.append(np.flatnonzero(self._lead), len(self.raw))

    def characters(self, offsets: Lines) -> Lines:
        """Turn offsets in bytes into offsets in characters."""
        return offsets if self._plain else self._characters[offsets]

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

    def _count(self, word: str) -> int:
        """Return how often a word stands in the text, whatever the case of its ASCII letters."""
        count = self._counts.get(word)
        if count is None:
            count = self._counts[word] = self._lowered.count(word.encode().lower())
        return count

    def _places(self, word: str) -> Lines:
        """Return where a word stands."""
        found = self._words.get(word)
        if found is None:
            needle = re.compile(b"(?=" + re.escape(word.encode().lower()) + b")")
            found = self._words[word] = np.array([m.start() for m in needle.finditer(self._lowered)], np.int64)
        return found

    def near(
        self, words: tuple[str, ...], spans: tuple[Lines, Lines, Lines], reach: tuple[int, int]
    ) -> NDArray[np.bool_]:
        """Tell which values have one of ``words`` on their line, at most ``reach`` characters before or after them.

        ``spans`` are the starts, ends and lines of the values.
        """
        (starts, ends, lines), (before, after) = spans, reach
        found = np.zeros(starts.size, np.bool_)
        present = [word for word in words if self._count(word)]
        if not present:
            return found
        first = np.maximum(self.characters(self.begin(lines)), self.characters(starts) - before)
        last = np.minimum(self.characters(self.end(lines)), self.characters(ends) + after)
        begins, stops = self.offsets(first), self.offsets(last)
        for word in present:
            if self._count(word) > starts.size:
                needle, find = word.encode().lower(), self._lowered.find
                rows = zip(begins.tolist(), starts.tolist(), ends.tolist(), stops.tolist(), strict=True)
                found |= [find(needle, a, b) >= 0 or find(needle, c, d) >= 0 for a, b, c, d in rows]
                continue
            places, size = self._places(word), len(word.encode())
            left = np.searchsorted(places, starts - size, side="right") - 1
            found |= (left >= 0) & (places[left] >= begins)
            right = np.minimum(np.searchsorted(places, ends), places.size - 1)
            found |= (places[right] >= ends) & (places[right] + size <= stops)
        return found

    def labelled(self, line: int, end: int) -> bool:
        """Tell whether a line begins with ``label: `` before ``end``."""
        return _LABEL.match(self.raw[int(self.starts[line]) : end].decode("utf-8", "ignore")) is not None
