"""Remembers what values turned out to be, by a hash of each as it is written: one that comes again costs a look-up."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.union import Hashes, Numbers, numbered

_FEWEST, _MOST = 1 << 12, 1 << 18
_PLACES: Final = tuple(map(np.uint64, (0, 16, 32, 46)))
"""Bits of a hash from which its places are taken."""
_TRIED: Final = 1 << 15
_NEW, _REST = 0.95, 7
"""Values or rows that are kept before it is asked whether any comes again, and the share of new ones among them from
which nothing is looked up or kept for so many parts of a table."""
Flags = NDArray[np.uint8]
GLANCE: Final = 2000
"""Values that are looked at to tell whether any comes twice."""
_WORTH: Final = 10
"""Different values for each value, from which hardly any comes twice."""


class Memo:
    """A table with a few places for each hash: a new value may displace an old one, which is then judged anew.

    It grows while it fills and never above 5 MB, whatever the column holds.
    """

    __slots__ = ("_flags", "_hashes", "_idle", "_kept", "_raw")

    def __init__(self) -> None:
        self._kept = 0
        self._idle = 0
        self._allocate(_FEWEST)

    def _allocate(self, size: int) -> None:
        self._raw = np.zeros(size, np.uint64)
        self._hashes = np.zeros(size, np.uint64)
        self._flags = np.zeros(size, np.uint8)

    def rests(self) -> bool:
        """Tell whether hardly any value comes again; asked once for each part of a table."""
        if not self._idle:
            return False
        self._idle -= 1
        return True

    def look_up(self, raw: Hashes) -> tuple[Hashes, Flags, Numbers]:
        """Return what is known of each value, and the places of those of which nothing is."""
        slots, missing = _found(self._raw, raw)
        if self._kept > _TRIED and missing.size > _NEW * raw.size:
            self._idle = _REST
        return self._hashes.take(slots), self._flags.take(slots), missing

    def keep(self, raw: Hashes, hashes: Hashes, flags: Flags) -> None:
        """Remember what values turned out to be."""
        self._kept += raw.size
        if self._kept * 4 > self._raw.size < _MOST:
            self._grow()
        slots = _written(self._raw, raw)
        # Where two values want one place, all three arrays must hold the same one.
        mine = self._raw[slots] == raw
        self._hashes[slots[mine]], self._flags[slots[mine]] = hashes[mine], flags[mine]

    def _grow(self) -> None:
        size = self._raw.size
        while self._kept * 4 > size < _MOST:
            size *= 4
        raw, hashes, flags = self._raw, self._hashes, self._flags
        self._kept = 0
        self._allocate(min(size, _MOST))
        known = np.flatnonzero(raw)
        self.keep(raw[known], hashes[known], flags[known])


def hardly_repeated(first: Hashes, count: int) -> bool:
    """Tell from the ``first`` of ``count`` values whether so few come twice that telling which would cost more.

    Of ``size`` values drawn from ``n`` different ones, about ``size ** 2 / 2 / n`` have come before.
    """
    ordered = np.sort(first)
    again = np.count_nonzero(ordered[1:] == ordered[:-1])
    return bool(again * _WORTH * count <= first.size * first.size)


def first_places(raw: Hashes) -> tuple[Numbers, Numbers]:
    """Return places at which the different values stand, and for each value which of those places holds its like.

    Where hardly any value comes twice, all places are returned.
    """
    if hardly_repeated(raw[:GLANCE], raw.size):
        numbers = np.arange(raw.size)
        return numbers, numbers
    return told_apart(raw)


def told_apart(raw: Hashes) -> tuple[Numbers, Numbers]:
    """Return the same for any values.

    One value in each slot stands for all its like; those that share a slot with others are told apart by sorting.
    """
    numbers = np.arange(raw.size)
    slots = _slots(raw, 1 << (4 * raw.size).bit_length())
    table = np.zeros(int(slots.max(initial=0)) + 1, np.int32)
    table[slots] = numbers
    chosen = table[slots]
    places = np.flatnonzero(chosen == numbers)
    table[slots[places]] = np.arange(places.size)
    group = table[slots].astype(np.int64)
    crowded = np.flatnonzero(raw[chosen] != raw)
    if crowded.size:
        others, number = numbered(raw[crowded])
        where = np.empty(others.size, np.int64)
        where[number] = crowded
        group[crowded] = places.size + number
        places = np.concatenate((places, where))
    return places, group


def _slots(raw: Hashes, size: int) -> Numbers:
    return (raw & np.uint64(size - 1)).view(np.int64)


def _found(table: Hashes, raw: Hashes, places: tuple[np.uint64, ...] = _PLACES) -> tuple[Numbers, Numbers]:
    """Return where in a table each hash stands, and which stand nowhere."""
    slots = _slots(raw, table.size)
    missing = np.flatnonzero(table.take(slots) != raw)
    for place in places[1:]:
        if not missing.size:
            break
        asked = raw[missing]
        slots[missing] = others = _slots(asked >> place, table.size)
        missing = missing[table.take(others) != asked]
    return slots, missing


def _written(table: Hashes, raw: Hashes, places: tuple[np.uint64, ...] = _PLACES) -> Numbers:
    """Write hashes to the first of their places that is free, else to the last; return these."""
    slots = _slots(raw, table.size)
    left = np.arange(raw.size)
    for place in places[1:]:
        here, asked = slots[left], raw[left]
        free = table[here] == 0
        table[here[free]] = asked[free]
        left = left[table[here] != asked]
        slots[left] = _slots(raw[left] >> place, table.size)
    table[slots[left]] = raw[left]
    return slots


class Seen:
    """Tells which rows have not been seen lately: those that have add nothing to a set."""

    __slots__ = ("_idle", "_kept", "_table")

    _PLACES: Final = _PLACES[::2]

    def __init__(self) -> None:
        self._kept = 0
        self._idle = 0
        self._table = np.zeros(_FEWEST, np.uint64)

    def fresh(self, rows: Hashes) -> Numbers:
        """Return the places of rows that are new, or were seen so long ago that they are forgotten."""
        if self._idle:
            self._idle -= 1
            return first_places(rows)[0]
        new = _found(self._table, rows, self._PLACES)[1]
        if self._kept > _TRIED and new.size > _NEW * rows.size:
            self._idle = _REST
        new = new[first_places(rows[new])[0]]
        self._kept += new.size
        if self._kept * 4 > self._table.size < _MOST:
            known = self._table[self._table != 0]
            self._table = np.zeros(min(_MOST, 1 << (self._kept * 4).bit_length()), np.uint64)
            _written(self._table, known, self._PLACES)
        _written(self._table, rows[new], self._PLACES)
        return new
