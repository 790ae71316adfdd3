"""Holds what came of trying an expression at many places, and settles which of its matches count."""

import re
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import NOTHING, Offsets

Spans = tuple[Offsets, Offsets]
"""Begins and ends of values, in order."""


@dataclass(frozen=True, slots=True)
class Tries:
    """Matches of one expression, as columns."""

    begins: Offsets
    ends: Offsets
    starts: Offsets
    """Where the values in them begin."""
    stops: Offsets

    @classmethod
    def of(cls, regex: re.Pattern[str], begins: Offsets, matches: list[re.Match[str]]) -> "Tries":
        """Hold the matches that begin at ``begins``."""
        ends = np.fromiter(map(re.Match.end, matches), np.int64, len(matches))
        group = regex.groupindex.get("value")
        if group is None:
            return cls(begins, ends, begins, ends)
        spans = np.fromiter(chain.from_iterable(map(re.Match.span, matches, repeat(group))), np.int64, 2 * len(matches))
        return cls(begins, ends, spans[0::2], spans[1::2])

    def take(self, chosen: Offsets | NDArray[np.bool_]) -> "Tries":
        """Return some of the matches."""
        return Tries(self.begins[chosen], self.ends[chosen], self.starts[chosen], self.stops[chosen])

    def moved(self, by: Offsets) -> "Tries":
        """Return matches so many characters further on."""
        return Tries(self.begins + by, self.ends + by, self.starts + by, self.stops + by)

    def values(self) -> Spans:
        """Return where the values are of the matches that count: one that begins before the last has ended does not."""
        found = self
        if (found.begins[1:] <= found.begins[:-1]).any():
            found = found.take(np.unique(found.begins, return_index=True)[1])
        if (found.begins[1:] < found.ends[:-1]).any():
            found = found.take(apart(found.begins, found.ends))
        return found.starts, found.stops


NO_TRIES = Tries(NOTHING, NOTHING, NOTHING, NOTHING)


def joined(parts: list[Tries]) -> Tries:
    """Return all matches as one."""
    if len(parts) == 1:
        return parts[0]
    columns = zip(*((part.begins, part.ends, part.starts, part.stops) for part in parts), strict=True)
    return Tries(*map(np.concatenate, columns)) if parts else NO_TRIES


def apart(begins: Offsets, ends: Offsets) -> NDArray[np.bool_]:
    """Tell which matches count, in order of their begins."""
    first = np.ones(begins.size, np.bool_)
    first[1:] = begins[1:] >= np.maximum.accumulate(ends)[:-1]
    keep, last = first, -1
    heads = np.flatnonzero(first)
    tails = np.append(heads[1:], begins.size)
    mixed = begins[tails - 1] >= ends[heads]  # else the first of them leaves no room for the others
    crowded = np.flatnonzero(np.repeat(mixed, tails - heads))
    rows = (column[crowded].tolist() for column in (first, begins, ends))
    for place, alone, begin, stop in zip(crowded.tolist(), *rows, strict=True):
        keep[place] = alone or begin >= last
        last = stop if keep[place] else last
    return keep
