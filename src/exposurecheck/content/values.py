"""Holds many short values as one array of characters, so that folding and validating them takes few steps for all."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.classes import SIZE, Table
from exposurecheck.content.codes import Codes, Offsets, basic, codes_of, lowered
from exposurecheck.content.union import Hashes

Mask = NDArray[np.bool_]
_ASCII = 0x7F


_NARROW, _WIDE = 8, 4
"""Characters of a word that fit a number of 64 bits."""


class Words:
    """Words in lower case to look for in many values."""

    def __init__(self, words: Iterable[str]) -> None:
        """Prepare tables."""
        self.words = tuple(sorted({word for word in words if word}))
        self.single, self.first, self.second = (np.zeros(SIZE, np.bool_) for _ in range(3))
        for word in self.words:
            if len(word) == 1:
                self.single[ord(word)] = True
            else:
                self.first[ord(word[0])] = self.second[ord(word[1])] = True
        self.narrow = _heads((word for word in self.words if word.isascii()), _NARROW)
        self.wide = _heads(self.words, _WIDE)


def _heads(words: Iterable[str], size: int) -> dict[int, Hashes]:
    """Return by their lengths the begins of words, as sorted numbers."""
    heads: dict[int, set[int]] = {}
    for word in words:
        head = word[:size]
        if len(head) > 1:
            number = sum(ord(c) << 64 // size * place for place, c in enumerate(reversed(head)))
            heads.setdefault(len(head), set()).add(number)
    return {length: np.array(sorted(numbers), np.uint64) for length, numbers in heads.items()}


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
        if not words.words or not self.codes.size:
            return holding
        if words.single.any():
            holding[self.owners(np.flatnonzero(self.inside(words.single)))] = True
        here = self.inside(words.first)
        here[:-1] &= self.inside(words.second)[1:]
        here[-1] = False
        places = np.flatnonzero(here)
        if not places.size:
            return holding
        heads, bits = (words.narrow, 8) if self.codes.dtype == np.uint8 else (words.wide, 16)
        padded = np.concatenate((self.codes, np.zeros(_NARROW, self.codes.dtype)))
        number, found = np.zeros(places.size, np.uint64), np.zeros(places.size, np.bool_)
        for size in range(1, max(heads, default=0) + 1):
            number = (number << np.uint64(bits)) | padded[places + size - 1]
            known = heads.get(size)
            if known is not None:
                found |= known[np.minimum(np.searchsorted(known, number), known.size - 1)] == number
        places = places[found]
        owners = self.owners(places)
        ends = self.bounds[1:][owners]
        for place, owner, end in zip(places.tolist(), owners.tolist(), ends.tolist(), strict=True):
            if not holding[owner]:
                holding[owner] = "".join(map(chr, self.codes[place:end].tolist())).startswith(words.words)
        return holding

    def at(self, place: int) -> Codes:
        """Return one character of each value, 0 where it has none; from the end where ``place`` is negative."""
        there = self.lengths > place if place >= 0 else self.lengths >= -place
        found = np.zeros(len(self), self.codes.dtype)
        found[there] = self.codes[(self.bounds[:-1] if place >= 0 else self.bounds[1:])[there] + place]
        return found

    def matrix(self, chosen: Offsets, size: int) -> Codes:
        """Return the first ``size`` characters of ``chosen`` values, a row for each."""
        rows: Codes = self.codes[self.bounds[chosen, None] + np.arange(size)]
        return rows

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
