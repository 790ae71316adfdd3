"""Finds the matches of an expression that has few fixed forms by looking around a word, for all its places at once."""

import re
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.anchors import Anchor
from exposurecheck.content.classes import Table
from exposurecheck.content.codes import NOTHING, Offsets
from exposurecheck.content.page import EDGE, Page
from exposurecheck.content.spelling import Spelling, spell

Mask = NDArray[np.bool_]
_NEWLINE = ord("\n")
_LONGEST = 100
_TELLING = 4
"""Places looked at before the forms are."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One form of a match; places are counted from a word in it."""

    rank: int
    """Place among all forms: of two that begin alike, the expression takes the first."""
    runs: tuple[tuple[int, int, int], ...]
    """What must stand where: a class by its number, from, to."""
    match: tuple[int, int]
    value: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frames:
    """All forms of an expression, by the word they hold."""

    tables: tuple[Table, ...]
    by_word: dict[str, list[Frame]]
    needed: dict[str, list[tuple[int, Table]]]
    """For each word what stands at some places in all of its forms."""

    def spans(self, page: Page) -> tuple[Offsets, Offsets]:
        """Return begins and ends of values."""
        found: list[tuple[Offsets, ...]] = []
        for word, forms in self.by_word.items():
            at = page.find(word)
            for place, wanted in self.needed[word]:
                at = at[wanted[page.edged[at + EDGE + place]]]
            if at.size:
                around = _Around(self.tables, page, at)
                for form in forms:
                    here = at[around.holds(form.runs)]
                    if here.size:
                        columns = (*form.match, *form.value)
                        found.append((np.full(here.size, form.rank), *(here + column for column in columns)))
        if not found:
            return NOTHING, NOTHING
        ranks, begins, stops, starts, ends = (np.concatenate(column) for column in zip(*found, strict=True))
        order = np.argsort(begins * (int(ranks.max()) + 1) + ranks)
        begins, stops = begins[order], stops[order]
        if (begins[1:] < stops[:-1]).any():
            order = order[apart(begins, stops)]
        return starts[order], ends[order]


def apart(begins: Offsets, stops: Offsets) -> Mask:
    """Tell which matches count, in order of their begins: one that begins before the last has ended does not."""
    first = np.ones(begins.size, np.bool_)
    first[1:] = begins[1:] >= np.maximum.accumulate(stops)[:-1]
    keep, last = first, -1
    crowded = np.flatnonzero(~first)
    crowded = np.union1d(crowded, crowded - 1)
    rows = (column[crowded].tolist() for column in (first, begins, stops))
    for place, alone, begin, stop in zip(crowded.tolist(), *rows, strict=True):
        keep[place] = alone or begin >= last
        last = stop if keep[place] else last
    return keep


class _Around:
    """What stands around the places of one word."""

    def __init__(self, tables: tuple[Table, ...], page: Page, at: Offsets) -> None:
        self._tables, self._codes, self._at = tables, page.edged, at + EDGE
        self._runs: dict[tuple[int, int, int], Mask] = {}

    def holds(self, runs: tuple[tuple[int, int, int], ...]) -> Mask:
        """Tell around which places all of ``runs`` are."""
        held = np.ones(self._at.size, np.bool_)
        for run in runs:
            held &= self._run(*run)
        return held

    def _run(self, number: int, begin: int, end: int) -> Mask:
        found = self._runs.get((number, begin, end))
        if found is None:
            found = self._tables[number][self._codes[self._at + end - 1]]
            if end - begin > 1:
                found = found & self._run(number, begin, end - 1)
            self._runs[number, begin, end] = found
        return found


def frames(regex: str, anchor: Anchor) -> Frames | None:
    """Return the forms of an expression, or None where they are too many or hold no word of its anchor."""
    spellings = spell(regex)
    words = sorted({word for word, _, _ in anchor.spots}, key=len, reverse=True)
    group = re.compile(regex).groupindex.get("value", -1)
    tables: dict[int, Table] = {}
    by_word: dict[str, list[Frame]] = {}
    for rank, spelling in enumerate(spellings or ()):
        made = _frame(spelling, rank, group, words, tables)
        if made is None:
            return None
        by_word.setdefault(made[0], []).append(made[1])
    numbers = {key: number for number, key in enumerate(tables)}
    for forms in by_word.values():
        for place, form in enumerate(forms):
            runs = tuple((numbers[key], begin, end) for key, begin, end in form.runs)
            forms[place] = replace(form, runs=runs)
    known = tuple(tables.values())
    return Frames(known, by_word, {word: _needed(forms, known) for word, forms in by_word.items()}) if by_word else None


def _needed(forms: list[Frame], tables: tuple[Table, ...]) -> list[tuple[int, Table]]:
    """Return the most telling of the places that all forms test, with everything that may stand there."""
    places = [{place: tables[key] for key, begin, end in form.runs for place in range(begin, end)} for form in forms]
    shared = set.intersection(*map(set, places))
    unions = [(place, np.logical_or.reduce([one[place] for one in places])) for place in shared]
    return sorted(unions, key=lambda union: int(union[1].sum()))[:_TELLING]


def _frame(
    spelling: Spelling, rank: int, group: int, words: list[str], tables: dict[int, Table]
) -> tuple[str, Frame] | None:
    """Return the word of a spelling and its form; classes are still known by their ``id``."""
    tests: list[tuple[int, Table]] = []
    size = sum(kind == "is" for kind, _ in spelling)
    place, value = 0, {"open": 0, "close": size}
    for kind, what in spelling:
        if isinstance(what, int):
            if what == group:
                value[kind] = place
        elif kind == "is":
            if what[_NEWLINE]:
                return None
            tests.append((place, what))
            place += 1
        elif (kind, place) in {("behind", 0), ("ahead", size)}:
            tests.append((-1 if kind == "behind" else size, what))
        else:
            return None
    letters = "".join(_letter(what) for at, what in sorted(tests, key=lambda test: test[0]) if 0 <= at < size)
    word = next((word for word in words if word in letters.lower()), None)
    if word is None or size > _LONGEST:
        return None
    back = letters.lower().index(word)
    # A word without case is known to be there.
    known = range(back, back + len(word)) if word.upper() == word else range(0)
    asked = sorted(((at - back, id(what)) for at, what in tests if at not in known), key=lambda test: test[0])
    tables |= {id(what): what for at, what in tests if at not in known}
    runs = []
    for _, run in groupby(enumerate(asked), key=lambda item: (item[1][1], item[1][0] - item[0])):
        places = [test for _, test in run]
        runs.append((places[0][1], places[0][0], places[-1][0] + 1))
    return word, Frame(rank, tuple(runs), (-back, size - back), (value["open"] - back, value["close"] - back))


def _letter(what: Table) -> str:
    return chr(int(what.argmax())) if what.sum() == 1 else "\0"
