"""Looks folded names up in the dictionaries, whole arrays at once: families and given names as numbers."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content import names
from exposurecheck.content.classes import Table, class_of, table_of
from exposurecheck.content.codes import Mask, Offsets, codes_of
from exposurecheck.content.values import Values

Verdict = tuple[Mask, Mask]
"""Which values are valid, and of which it is sure."""
_Numbers = NDArray[np.uint64]
_KANJI = class_of("一-龥々")
_SIGNS = class_of("一-龥々〆ァ-ヶーぁ-ん")
_SIGN, _LAST = 16, "\uffff"
"""Bits of a character, and the last that fits."""
_ROOM = 8
"""Places of a table for each word, at least."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_PARTS = range(1, 5)
"""Characters of a part of a name that fit one number."""
_FULL = range(2, 6)
"""Characters of full names of which neither part can be longer."""


class Dictionary:
    """Words of one length as numbers, found by a hash; a search in sorted ones would wait for memory at every step."""

    __slots__ = ("_shift", "_table")

    def __init__(self, numbers: _Numbers) -> None:
        """Put each of different numbers, none of which is 0, at its place or the next free one behind it."""
        bits = (numbers.size * _ROOM).bit_length()
        self._shift = np.uint64(64 - bits)
        self._table = np.zeros(1 << bits, np.uint64)
        places = self._places(numbers)
        while numbers.size:
            free = self._table[places] == 0
            self._table[places[free]] = numbers[free]
            left = self._table[places] != numbers
            numbers, places = numbers[left], self._next(places[left])

    def _places(self, numbers: _Numbers) -> Offsets:
        return (numbers * _FACTOR >> self._shift).view(np.int64)

    def _next(self, places: Offsets) -> Offsets:
        return np.asarray((places + 1) & (self._table.size - 1), np.int64)

    def holds(self, numbers: _Numbers) -> Mask:
        """Tell which numbers are words."""
        places = self._places(numbers)
        found = self._table.take(places)
        held = (found == numbers) & (found != 0)
        left = np.flatnonzero(~held & (found != 0))
        while left.size:
            places[left] = again = self._next(places[left])
            found = self._table.take(again)
            held[left] = found == numbers[left]
            left = left[(found != 0) & ~held[left]]
        return np.asarray(held)


@cache
def _known(dictionary: Callable[[], frozenset[str]]) -> dict[int, Dictionary]:
    """Return the words of a dictionary by their lengths."""
    found: dict[int, Dictionary] = {}
    for size in _PARTS:
        words = "".join(word for word in dictionary() if len(word) == size and max(word) <= _LAST)
        found[size] = Dictionary(_packed(codes_of(words).reshape(-1, size).astype(np.uint64)))
    return found


def _packed(signs: NDArray[np.uint64]) -> _Numbers:
    number = np.zeros(signs.shape[0], np.uint64)
    for place in range(signs.shape[1]):
        number = number << np.uint64(_SIGN) | signs[:, place]
    return number


def _among(dictionary: Callable[[], frozenset[str]], signs: NDArray[np.uint64]) -> Mask:
    """Tell which rows of characters are words of a dictionary."""
    return _known(dictionary)[signs.shape[1]].holds(_packed(signs))


@cache
def _given_signs() -> tuple[Table, Table]:
    first, last = names.given_signs()
    return table_of(first), table_of(last)


def _made_like_given(signs: NDArray[np.uint64]) -> Mask:
    if signs.shape[1] not in {2, 3}:
        return np.zeros(signs.shape[0], np.bool_)
    first, last = _given_signs()
    return np.asarray(first[signs[:, 0]] & last[signs[:, -1]])


def full_name(values: Values, *, titled: bool = False) -> Verdict:
    """Tell which are a family name and a given name; ``titled``: they stand beside a title."""
    valid = np.zeros(len(values), np.bool_)
    sure = np.isin(values.lengths, _FULL) & values.only(_SIGNS)
    for size in _FULL:
        chosen = np.flatnonzero(sure & (values.lengths == size))
        signs = values.matrix(chosen, size).astype(np.uint64)
        for cut in range(1, size):
            family = names.surnames if size == _FULL[0] and not titled else names.family_names
            begins = np.flatnonzero(_among(family, signs[:, :cut]))
            rest = signs[begins, cut:]
            given = _among(names.given_names, rest)
            if cut > 1 or titled:
                given |= _made_like_given(rest)
            valid[chosen[begins[given]]] = True
    return valid, sure


def titled_name(values: Values) -> Verdict:
    """Tell which are names beside a title or a label."""
    return full_name(values, titled=True)


def _begins(values: Values, size: int) -> Mask:
    """Tell which values begin with a frequent surname of ``size`` characters."""
    found = np.zeros(len(values), np.bool_)
    chosen = np.flatnonzero(values.lengths >= size)
    found[chosen] = _among(names.surnames, values.matrix(chosen, size).astype(np.uint64))
    return found


_GIVEN_END = table_of(names.GIVEN_END)


def name_likely(values: Values) -> Verdict:
    """Tell which are names even without a header that says so."""
    full, exact = full_name(values)
    kanji = _KANJI[values.at(0)]
    known = _begins(values, 2) | _begins(values, 3) | _begins(values, 1)
    usual = (values.lengths >= 3) & (values.lengths <= 6) | _GIVEN_END[values.at(-1)]  # noqa: PLR2004 - as the validator
    likely = kanji & known & usual | full
    return likely, kanji & (likely | exact)


def surname(values: Values) -> Verdict:
    """Tell which are a frequent surname and nothing else."""
    sure = values.only(_KANJI) & (values.lengths > 0) & (values.lengths <= 3)  # noqa: PLR2004 - of nearly all
    two, three = (values.lengths == size for size in (2, 3))
    return two & _begins(values, 2) | three & _begins(values, 3), sure
