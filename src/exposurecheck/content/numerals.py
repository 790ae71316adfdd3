"""Finds numbers of given shapes (``12``, ``3-4-4``, ``4 4 4 4``) in bytes, in whole arrays at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int64]
_ZERO, _TEN = 48, 10
_LONGEST, _GROUPS = 19, 4
_DASH, _SPACE = 1, 2
_SEPARATOR = np.zeros(256, np.uint8)
_SEPARATOR[[ord(c) for c in "-()"]] = _DASH
_SEPARATOR[ord(" ")] = _SPACE
_LETTER = np.zeros(256, np.bool_)
_LETTER[[*range(65, 91), *range(97, 123)]] = True


@dataclass(frozen=True, slots=True)
class Shape:
    """Lengths of digit groups and what stands between them."""

    lengths: tuple[int, ...]
    separator: int

    @classmethod
    def parse(cls, text: str) -> "Shape":
        """Read ``12``, ``4-4-4`` or ``4 4 4``."""
        separator = _SPACE if " " in text else _DASH
        return cls(tuple(int(part) for part in text.replace(" ", "-").split("-")), separator)


class Numerals:
    """The runs of digits of one text."""

    def __init__(self, raw: bytes) -> None:
        self._bytes = np.frombuffer(b"\n" + raw + b"\n" * (_LONGEST + 1), np.uint8)
        digit = (self._bytes - np.uint8(_ZERO)) < _TEN
        edges = np.flatnonzero(digit[1:] != digit[:-1]) + 1
        self._starts: Offsets = edges[0::2].astype(np.int64)
        self._ends: Offsets = edges[1::2].astype(np.int64)
        lengths = self._ends - self._starts
        gap = np.zeros(lengths.size, np.uint8)
        if lengths.size:
            gap[:-1] = np.where(self._starts[1:] - self._ends[:-1] == 1, _SEPARATOR[self._bytes[self._ends[:-1]]], 0)
        self._clean = ~_LETTER[self._bytes[self._starts - 1]]
        self._lengths = np.minimum(lengths, _LONGEST + 1)
        self._code, self._gap = self._lengths.astype(np.int64), gap

    def find(self, shapes: Sequence[Shape]) -> Offsets:
        """Return the offsets at which numbers of any of ``shapes`` begin, in order."""
        found = [self._find(shape) for shape in shapes]
        runs = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
        return self._starts[runs] - 1

    def _find(self, shape: Shape) -> Offsets:
        groups = len(shape.lengths)
        here = np.flatnonzero((self._code == shape.lengths[0]) & self._clean)
        here = here[here + groups <= self._code.size]
        for place in range(1, groups):
            right = (self._code[here + place] == shape.lengths[place]) & (
                self._gap[here + place - 1] == shape.separator
            )
            here = here[right]
        return here
