"""Holds many short values as one array of characters, so that folding and validating them takes few steps for all."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from exposurecheck.content.classes import SIZE, Table
from exposurecheck.content.codes import Codes, Mask, Offsets, basic, codes_of, lowered, rows_at

_ASCII = 0x7F


_GRAM = 4
_FACTORS = (np.uint16(0x9E37), np.uint16(0x85EB), np.uint16(0xC2B3), np.uint16(0x27D5))


class Words:
    """Words in lower case to look for in many values."""

    def __init__(self, words: Iterable[str], wholes: Iterable[str] = (), signs: Iterable[Table] = ()) -> None:
        """Note down hashes of how words begin, by length; ``wholes`` are whole values, ``signs`` any of their signs."""
        self.signs = tuple(signs)
        self.words, self.wholes = (tuple(sorted({word for word in some if word})) for some in (words, wholes))
        self.grams, self.begins = _tables(self.words), _tables(self.wholes)

    def at_begin(self, text: str) -> bool:
        """Tell whether ``text`` begins with one of the words."""
        return text.startswith(self.words) or text in self.wholes


def _tables(words: Iterable[str]) -> dict[int, Table]:
    tables: dict[int, Table] = {}
    for word in words:
        size = min(_GRAM, len(word))
        table = tables.setdefault(size, np.zeros(SIZE, np.bool_))
        table[_grams(np.array([ord(character) for character in word[:size]], np.uint16), size)] = True
    return tables


def _grams(codes: Codes, size: int) -> Codes:
    """Return a hash of each ``size`` characters in a row."""
    wide = codes.astype(np.uint16)
    last = max(wide.size - size + 1, 0)
    mixed = wide[:last] * _FACTORS[0]
    for place in range(1, size):
        mixed += wide[place : place + last] * _FACTORS[place]
    return mixed


@dataclass(frozen=True)
class Values:
    """Values one behind the other."""

    codes: Codes
    """Fits tables of 65,536 places; bytes where all are ASCII."""
    bounds: Offsets
    """Where each value begins, and where the last one ends."""

    @classmethod
    def between(cls, codes: Codes, starts: Offsets, ends: Offsets) -> "Values":
        """Cut values out of a page."""
        lengths = ends - starts
        bounds = np.zeros(lengths.size + 1, np.int64)
        np.cumsum(lengths, out=bounds[1:])
        places = np.repeat(starts - bounds[:-1], lengths)
        places += np.arange(places.size)
        cut: Codes = codes[places]
        if cut.dtype != np.uint8 and cut.size and cut.max() <= _ASCII:
            cut = cut.astype(np.uint8)
        return cls(cut, bounds)

    @classmethod
    def of(cls, texts: list[str]) -> "Values":
        """Hold ``texts``."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        return cls(basic(codes_of("".join(texts))), np.concatenate(([0], np.cumsum(lengths))))

    def __len__(self) -> int:
        return self.bounds.size - 1

    @cached_property
    def lengths(self) -> Offsets:
        """Characters of each value."""
        return np.diff(self.bounds)

    def counts(self, chosen: Mask) -> Offsets:
        """Return for each value how many of its characters are ``chosen``."""
        added = np.concatenate(([0], np.cumsum(chosen, dtype=np.int32)))
        return np.asarray(np.diff(added[self.bounds]), np.int64)

    def inside(self, wanted: Table) -> Mask:
        """Tell which characters are ``wanted``."""
        return np.asarray(np.take(wanted[: _ASCII + 1] if self.codes.dtype == np.uint8 else wanted, self.codes))

    def only(self, wanted: Table) -> Mask:
        """Tell which values hold nothing else than ``wanted``."""
        only = np.ones(len(self), np.bool_)
        inside = self.inside(wanted)
        if not inside.all():
            only[self.owners(np.flatnonzero(~inside))] = False
        return only

    def owners(self, places: Offsets) -> Offsets:
        """Return to which values characters belong."""
        return np.asarray(np.searchsorted(self.bounds, places, side="right") - 1, np.int64)

    def holding(self, words: "Words") -> Mask:
        """Tell which values hold one of ``words``."""
        holding = np.zeros(len(self), np.bool_)
        for signs in words.signs:
            holding[self.owners(np.flatnonzero(self.inside(signs)))] = True
        places = np.empty(0, np.int64)
        for size, table in words.grams.items():
            places = np.concatenate((places, np.flatnonzero(np.take(table, _grams(self.codes, size)))))
        for size, table in words.begins.items():
            chosen = np.flatnonzero(self.lengths >= size)
            heads = self.matrix(chosen, size)
            places = np.concatenate((places, self.bounds[chosen[table[_grams(heads.ravel(), size)[::size]]]]))
        owners = self.owners(places)
        ends = self.bounds[1:][owners]
        for place, owner, end in zip(places.tolist(), owners.tolist(), ends.tolist(), strict=True):
            if not holding[owner]:
                holding[owner] = words.at_begin("".join(map(chr, self.codes[place:end].tolist())))
        return holding

    def at(self, place: int) -> Codes:
        """Return one character of each value, 0 where it has none; from the end where ``place`` is negative."""
        there = self.lengths > place if place >= 0 else self.lengths >= -place
        found = np.zeros(len(self), self.codes.dtype)
        found[there] = self.codes[(self.bounds[:-1] if place >= 0 else self.bounds[1:])[there] + place]
        return found

    def matrix(self, chosen: Offsets, size: int) -> Codes:
        """Return the first ``size`` characters of ``chosen`` values, a row for each."""
        return rows_at(self.codes, self.bounds[chosen], size)

    def without(self, dropped: Table) -> "Values":
        """Drop characters."""
        keep = ~self.inside(dropped)
        if keep.all():
            return self
        return Values(self.codes[keep], np.concatenate(([0], np.cumsum(self.counts(keep)))))

    def lowered(self) -> "Values":
        """Bring ASCII letters to lower case."""
        return Values(lowered(self.codes), self.bounds)

    def take(self, chosen: Offsets) -> "Values":
        """Return some of the values."""
        return Values.between(self.codes, self.bounds[:-1][chosen], self.bounds[1:][chosen])

    def packed(self) -> tuple[bytes, Offsets, Offsets]:
        """Return the values in UTF-8, where each begins, and how long each is."""
        if self.codes.dtype == np.uint8:
            return self.codes.tobytes(), self.bounds[:-1], self.lengths
        text = self.codes.astype(np.uint16).tobytes().decode("utf-16-le", "surrogatepass")
        sizes = 1 + (self.codes > 0x7F).astype(np.int8) + (self.codes > 0x7FF)  # noqa: PLR2004 - RFC 3629
        ends = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))[self.bounds]
        return text.encode("utf-8", "surrogatepass"), ends[:-1], np.diff(ends)
