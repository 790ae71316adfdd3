"""Finds the lines of a text that are worth a closer look, by literals: with hyperscan, or with the standard library.

Both give every line that holds a literal, so that the detections that follow are the same.
"""

import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Lines = NDArray[np.int64]
_NEWLINE = 10


class Search(Protocol):
    """Finds literals, whatever their case."""

    def lines(self, text: str, raw: bytes, starts: Lines) -> dict[int, Lines]:
        """Return for each literal (by its place in the list) the different lines that hold it, in order.

        ``raw`` is ``text`` in UTF-8 and ``starts`` the offset of each line in it.
        """
        ...


def line_starts(raw: bytes) -> Lines:
    """Return the offset of each line."""
    ends = np.flatnonzero(np.frombuffer(raw, np.uint8) == _NEWLINE)
    return np.concatenate((np.zeros(1, np.int64), ends + 1))


class PlainSearch:
    """The standard library alone: ``str.find`` for ASCII literals, one alternation for the others."""

    def __init__(self, literals: Sequence[str]) -> None:
        self._ids: dict[str, list[int]] = {}
        for number, literal in enumerate(literals):
            self._ids.setdefault(literal.lower(), []).append(number)
        self._ascii = [literal for literal in self._ids if literal.isascii()]
        self._needed = [np.flatnonzero(_hashed(literal.encode())) for literal in self._ascii]
        others = sorted((literal for literal in self._ids if not literal.isascii()), key=len, reverse=True)
        # An alternation reports one literal at a place, the longest; those inside it are added by hand.
        self._inner = {a: [b for b in others if b in a] for a in others}
        self._regex = re.compile("|".join(map(re.escape, others))) if others else None

    def lines(self, text: str, raw: bytes, starts: Lines) -> dict[int, Lines]:
        """Return the lines of each literal."""
        del starts  # offsets of bytes; this one counts characters
        lowered = text.lower()
        found: dict[str, list[int]] = {}
        grams = _grams(raw)
        for literal, needed in zip(self._ascii, self._needed, strict=True):
            if (grams is None or grams[needed].all()) and literal in lowered:
                found[literal] = [match.start() for match in re.finditer(re.escape(literal), lowered)]
        if self._regex is not None and not lowered.isascii():
            match = self._regex.search(lowered)
            while match is not None:
                for literal in self._inner[match[0]]:
                    found.setdefault(literal, []).append(match.start())
                match = self._regex.search(lowered, match.start() + 1)  # literals may overlap
        if not found:
            return {}
        breaks = _char_starts(lowered)
        result: dict[int, Lines] = {}
        for literal, offsets in found.items():
            lines = np.unique(np.searchsorted(breaks, offsets, side="right") - 1)
            result.update(dict.fromkeys(self._ids[literal], lines))
        return result


_GRAMS = 1 << 15
_WORTH = 1 << 14
"""Bytes from which it pays to note down which three letters follow each other."""


def _hashed(raw: bytes) -> NDArray[np.bool_]:
    """Return which runs of three bytes, whatever their case, ``raw`` has, by a hash."""
    data = np.frombuffer(raw, np.uint8) & np.uint8(0x1F)  # upper and lower case differ in a bit above
    table = np.zeros(_GRAMS, np.bool_)
    if data.size > 2:  # noqa: PLR2004 - a trigram needs three bytes
        wide = data.astype(np.uint16)
        table[(wide[:-2].astype(np.int32) << 10) | (wide[1:-1] << 5) | wide[2:]] = True
    return table


def _grams(raw: bytes) -> NDArray[np.bool_] | None:
    return _hashed(raw) if len(raw) >= _WORTH else None


def _char_starts(text: str) -> Lines:
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.concatenate((np.zeros(1, np.int64), np.flatnonzero(points == _NEWLINE) + 1))


class HyperscanSearch:
    """All literals in one pass of hyperscan over the UTF-8 bytes."""

    def __init__(self, literals: Sequence[str]) -> None:
        import hyperscan  # noqa: PLC0415 - an extra

        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=[_escaped(literal) for literal in literals],
            ids=list(range(len(literals))),
            elements=len(literals),
            flags=[hyperscan.HS_FLAG_CASELESS] * len(literals),
        )

    def lines(self, text: str, raw: bytes, starts: Lines) -> dict[int, Lines]:
        """Return the lines of each literal."""
        del text
        ids: list[int] = []
        ends: list[int] = []
        add_id, add_end = ids.append, ends.append

        def matched(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            add_id(number)
            add_end(end)

        self._database.scan(raw, match_event_handler=matched)
        if not ids:
            return {}
        numbers, lines = np.array(ids), np.searchsorted(starts, np.array(ends) - 1, side="right") - 1
        return {int(number): np.unique(lines[numbers == number]) for number in np.unique(numbers)}


def _escaped(literal: str) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in literal.encode())


def best_search(literals: Sequence[str]) -> Search:
    """Return the fastest search there is on this machine."""
    try:
        return HyperscanSearch(literals)
    except ImportError:
        return PlainSearch(literals)
