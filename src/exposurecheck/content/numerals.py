"""Finds numbers of given shapes (``12``, ``3-4-4``, ``4 4 4 4``) in bytes, in whole arrays at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int64]
_ZERO, _TEN = 48, 10
_LONGEST, _GROUPS = 19, 4
_UNBROKEN = 12
"""Digits from which a run is a whole number and no group of one."""
_DASH, _SPACE, _DOT = 1, 2, 3
_SEPARATOR = np.zeros(256, np.uint8)
_SEPARATOR[[ord(c) for c in "-()"]] = _DASH
_SEPARATOR[ord(" ")] = _SPACE
_SEPARATOR[ord(".")] = _DOT
_LETTER = np.zeros(256, np.bool_)
_LETTER[[*range(65, 91), *range(97, 123)]] = True


@dataclass(frozen=True, slots=True)
class Shape:
    """Lengths of digit groups and what stands between them."""

    lengths: tuple[int, ...]
    separator: int

    @classmethod
    def parse(cls, text: str) -> "Shape":
        """Read ``12``, ``4-4-4``, ``4 4 4`` or ``*.*.*.*`` (any lengths)."""
        separator = _SPACE if " " in text else _DOT if "." in text else _DASH
        parts = text.replace(" ", "-").replace(".", "-").split("-")
        return cls(tuple(0 if part == "*" else int(part) for part in parts), separator)


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
        self._known: dict[int, Offsets] = {}
        self._code, self._gap = self._lengths.astype(np.int64), gap

    def find(self, shapes: Sequence[Shape]) -> Offsets:
        """Return the offsets at which numbers of any of ``shapes`` begin, in order."""
        found = [self._find(shape) for shape in shapes]
        runs = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
        return np.asarray(self._starts[runs], np.int64) - 1

    def _find(self, shape: Shape) -> Offsets:
        groups = len(shape.lengths)
        here = self._first(shape)
        here = np.asarray(here[here + groups <= self._code.size], np.int64)
        for place in range(1, groups):
            right = self._gap[here + place - 1] == shape.separator
            if shape.lengths[place]:
                right &= self._code[here + place] == shape.lengths[place]
            here = here[right]
        return np.asarray(here, np.int64)

    def _first(self, shape: Shape) -> Offsets:
        """Return the runs that can be the first group of ``shape``."""
        wanted = shape.lengths[0] or -shape.separator
        here: Offsets | None = self._known.get(wanted)
        if here is None:
            fits = self._code == wanted if wanted > 0 else self._gap == shape.separator
            here = self._known[wanted] = np.asarray(np.flatnonzero(fits & self._clean), np.int64)
        return here

    def sound(self, offsets: Offsets, validators: Sequence[str]) -> Offsets:
        """Drop the unbroken numbers at ``offsets`` that fail one of the check digits known here."""
        lengths = self._code[np.searchsorted(self._starts, offsets + 1)]
        keep = np.ones(offsets.size, np.bool_)
        for name, (check, sizes) in ARITHMETIC.items():
            if name in validators:
                for size in range(max(sizes.start, _UNBROKEN), min(sizes.stop, _LONGEST + 1)):
                    chosen = np.flatnonzero(lengths == size)
                    digits = self._bytes[offsets[chosen, None] + np.arange(1, size + 1)] - np.uint8(_ZERO)
                    keep[chosen] &= check(digits.astype(np.int64))
        return offsets[keep].astype(np.int64)


_MY_NUMBER_WEIGHTS = np.array((6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2))


def _mod11_mynumber(digits: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return what ``validators.mod11_mynumber`` says of each row."""
    rest = digits[:, :11] @ _MY_NUMBER_WEIGHTS % 11
    return np.asarray(digits[:, 11] == np.where(rest <= 1, 0, 11 - rest))


def _luhn(digits: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return what ``validators.luhn`` says of each row."""
    doubled = digits[:, -2::-2] * 2
    return np.asarray((digits[:, -1::-2].sum(1) + (doubled // 10 + doubled % 10).sum(1)) % 10 == 0)


ARITHMETIC: dict[str, tuple[Callable[[NDArray[np.int64]], NDArray[np.bool_]], range]] = {
    "mod11_mynumber": (_mod11_mynumber, range(12, 13)),
    "luhn": (_luhn, range(2, 65)),
}
"""Check digits over arrays with a row for each number, and the lengths of the numbers they are for."""
