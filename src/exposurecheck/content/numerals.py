"""Finds numbers of given shapes (``12``, ``3-4-4``, ``4 4 4 4``) in text, in whole arrays at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import NOTHING, Codes, Offsets, rows_at

Digits = NDArray[np.uint8]
"""A row of digits for each number."""
_ZERO, _TEN, _NEWLINE, _LAST = 48, 10, 10, 255
_CASE, _LETTERS = 0x20, 26
_LONGEST, _PACK = 19, 32
_UNBROKEN = 12
"""Digits from which a run is a whole number and no group of one."""
SEPARATORS = _DASH, _SPACE, _DOT = 1, 2, 3
_SEPARATOR = np.zeros(256, np.uint8)
_SEPARATOR[[ord(c) for c in "-()"]] = _DASH
_SEPARATOR[ord(" ")] = _SPACE
_SEPARATOR[ord(".")] = _DOT


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

    def __init__(self, codes: Codes) -> None:
        """Find every run; ``text`` is ``codes`` with a line end before it and some after."""
        edge = np.full(_LONGEST + 1, _NEWLINE, codes.dtype)
        self.text = np.concatenate((edge[:1], codes, edge))
        digit = (self.text - self.text.dtype.type(_ZERO)) < _TEN
        edges = np.flatnonzero(digit[1:] != digit[:-1]).reshape(-1, 2)  # the text begins and ends without a digit
        # A run behind a letter neither begins a number nor goes on with one.
        edges = edges.take(np.flatnonzero(~_letters(self.text.take(edges[:, 0]))), axis=0)
        before, last = edges.T
        self._starts, self._ends = before + 1, last + 1
        lengths = last - before
        self._gap = np.zeros(lengths.size, np.uint8)
        if lengths.size:
            near = np.flatnonzero(before[1:] - last[:-1] == 1)
            self._gap[near] = _SEPARATOR.take(np.minimum(self.text.take(self._ends[near]), _LAST))
        self._lengths = np.minimum(lengths, _LONGEST + 1).astype(np.uint8)
        self._there = frozenset(np.flatnonzero(np.bincount(self._lengths)).tolist())
        self._known: dict[tuple[int, int], Offsets] = {}

    def find(self, shape: Shape) -> Offsets:
        """Return the runs with which numbers of a shape begin, in order."""
        if not self._there.issuperset(filter(None, shape.lengths)) or not self._there:
            return NOTHING
        groups = len(shape.lengths)
        here: Offsets = self._first(shape)
        here = here[here + groups <= self._lengths.size]
        for place in range(1, groups):
            if place > 1:  # the first gap is known to be right
                here = here[self._gap[here + place - 1] == shape.separator]
            if shape.lengths[place]:
                here = here[self._lengths[here + place] == shape.lengths[place]]
        return np.asarray(here, np.int64)

    def _first(self, shape: Shape) -> Offsets:
        """Return the runs that can be the first group of ``shape``."""
        wanted = shape.lengths[0], shape.separator if len(shape.lengths) > 1 else 0
        here = self._known.get(wanted)
        if here is None:
            fits = self._lengths == wanted[0] if wanted[0] else self._gap == wanted[1]
            if all(wanted):
                fits &= self._gap == wanted[1]
            here = self._known[wanted] = np.flatnonzero(fits)
        return np.asarray(here, np.int64)

    def starts(self, runs: Offsets) -> Offsets:
        """Return where runs begin in ``text``."""
        return np.asarray(self._starts[runs], np.int64)

    def alike(self, shape: Shape, runs: Offsets) -> Iterator[tuple[tuple[int, ...], Offsets]]:
        """Group numbers by the lengths of their runs, which differ where a shape leaves them open."""
        if 0 not in shape.lengths:
            yield shape.lengths, runs
            return
        groups = len(shape.lengths)
        packed = np.zeros(runs.size, np.int64)
        for place in range(groups):
            packed = packed * _PACK + self._lengths[runs + place]
        for one in np.unique(packed).tolist():
            lengths = tuple(one // _PACK**place % _PACK for place in reversed(range(groups)))
            yield lengths, runs[packed == one]

    def sound(self, runs: Offsets, validators: Sequence[str]) -> Offsets:
        """Drop the unbroken numbers that fail one of the check digits known here."""
        for name, (check, sizes) in ARITHMETIC.items():
            if name not in validators:
                continue
            lengths = self._lengths[runs]
            keep = np.ones(runs.size, np.bool_)
            for size in set(lengths.tolist()):
                if size >= _UNBROKEN and size in sizes and size <= _LONGEST:
                    chosen = np.flatnonzero(lengths == size)
                    keep[chosen] = check(self._digits(runs[chosen], size))
            runs = runs[keep]
        return runs

    def _digits(self, runs: Offsets, size: int) -> Digits:
        """Return the digits of runs that are ``size`` long, a row for each."""
        return digits_of(rows_at(self.text, self._starts[runs], size))


def digits_of(codes: Codes) -> Digits:
    """Return the digits that characters are."""
    return (codes - codes.dtype.type(_ZERO)).astype(np.uint8, copy=False)


def _letters(codes: Codes) -> NDArray[np.bool_]:
    """Tell which characters are ASCII letters."""
    lower = codes | codes.dtype.type(_CASE)
    return np.asarray((lower - lower.dtype.type(ord("a"))) < _LETTERS)


_MY_NUMBER_WEIGHTS = np.array((6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), np.float32)


def _mod11_mynumber(digits: Digits) -> NDArray[np.bool_]:
    """Return what ``validators.mod11_mynumber`` says of each row; sums are exact, and faster as floats."""
    rest = (digits[:, :11].astype(np.float32) @ _MY_NUMBER_WEIGHTS).astype(np.int16) % np.int16(11)
    return np.asarray(digits[:, 11] == np.where(rest <= 1, 0, 11 - rest))


def _luhn(digits: Digits) -> NDArray[np.bool_]:
    """Return what ``validators.luhn`` says of each row."""
    doubled = digits[:, -2::-2] * 2
    return np.asarray((digits[:, -1::-2].sum(1) + (doubled // 10 + doubled % 10).sum(1)) % 10 == 0)


ARITHMETIC: dict[str, tuple[Callable[[Digits], NDArray[np.bool_]], range]] = {
    "mod11_mynumber": (_mod11_mynumber, range(12, 13)),
    "luhn": (_luhn, range(2, 65)),
}
"""Check digits over arrays with a row for each number, and the lengths of the numbers they are for."""
