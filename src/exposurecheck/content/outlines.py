"""Tries an expression once on all places around which the text has one outline: characters of the same classes.

Two characters are of one class where no part of the expression tells them apart, so that what comes of it is the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from re import _constants as codes  # type: ignore[attr-defined]  # the parser behind `re`; it has no public name since 3.11
from typing import Final

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content import classes
from exposurecheck.content.anchors import sees_line_ends
from exposurecheck.content.classes import REPEATS, SINGLES, SIZE, Node, flattened
from exposurecheck.content.codes import Offsets
from exposurecheck.content.page import Page

_WORD: Final = 8
"""Classes, a byte each, that are compared at a time."""
_WIDEST: Final = 64
_FAR: Final = 1 << 20
_NEAR: Final = 32
"""Characters on either side of a word that are looked at for several expressions at a time."""
_MOST: Final = 255
_LINE_END: Final = (codes.LITERAL, ord("\n"))
_PLACES: Final = frozenset({codes.AT_BEGINNING, codes.AT_END})
_FACTORS: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64)


@dataclass(frozen=True, slots=True)
class Outlines:
    """What one expression sees of a text."""

    kinds: NDArray[np.uint8]
    """The class of each character."""
    behind: int
    """Characters before a match that it looks at."""
    width: int
    """All characters that it looks at, and none that it does not."""

    def alike(self, page: Page, places: Offsets) -> Offsets:
        """Return for each of ``places`` the number of one that has the same outline; several are told where few are."""
        kinds = self.kinds.take(page.rows(places - self.behind, -(-self.width // _WORD) * _WORD))
        kinds[:, self.width :] = 0
        words = np.ascontiguousarray(kinds.view(np.uint64).T)
        mixed = np.zeros(places.size, np.uint64)
        for number, word in enumerate(words):
            mixed = (mixed ^ word) * _FACTORS[number % _FACTORS.size]
            mixed ^= mixed >> np.uint64(32)
        bits = (4 * places.size).bit_length()
        slots = (mixed & np.uint64((1 << bits) - 1)).view(np.int64)
        own = np.arange(places.size)
        table = np.empty(1 << bits, np.int64)
        table[slots] = own
        found = table[slots]
        return np.where((words == words[:, found]).all(0), found, own)


@dataclass(frozen=True, slots=True)
class Likes:
    """Which of many places stand for which."""

    chosen: Offsets
    """Numbers of those that stand for themselves, and perhaps for others."""
    number: Offsets
    """For each place which of the chosen stands for it."""

    @classmethod
    def of(cls, alike: Offsets) -> "Likes":
        """Hold what ``Outlines.alike`` has found."""
        itself = alike == np.arange(alike.size)
        return cls(np.flatnonzero(itself), (np.cumsum(itself) - 1)[alike])

    def spread(self, owners: Offsets) -> tuple[Offsets, Offsets]:
        """Repeat things that belong to the chosen, in order of ``owners``, for all places.

        Return which of them, and for which place.
        """
        counts = np.bincount(owners, minlength=self.chosen.size)
        firsts = np.cumsum(counts) - counts
        mine = counts[self.number]
        places = np.repeat(np.arange(self.number.size), mine)
        ends = np.cumsum(mine)
        return np.arange(places.size) + (firsts[self.number] - ends + mine)[places], places


@dataclass(frozen=True, slots=True)
class _Sight:
    """What one expression looks at."""

    seen: tuple[tuple[Node, bool], ...]
    behind: int
    width: int


@cache
def _sight(regex: str) -> _Sight | None:
    """Return what an expression looks at; None where that is more than classes of characters near by."""
    tree = classes.parsed(regex)
    seen, behind = list(_seen(tree)), sum(_behind(tree))
    width = behind + _reach(tree)
    if None in seen or width > _WIDEST or sees_line_ends(tree):
        return None
    return _Sight(tuple(item for item in seen if item is not None), behind, width)


@cache
def outlines(regex: str) -> Outlines | None:
    """Return what an expression sees; None where it sees more than classes of characters near by."""
    sight = _sight(regex)
    kinds = None if sight is None else _kinds(sight.seen)
    classes.forget()
    return None if sight is None or kinds is None else Outlines(kinds, sight.behind, sight.width)


def within(regex: str, least: int, most: int) -> bool:
    """Tell whether an expression sees little around a word between so many characters after its begin."""
    sight = _sight(regex)
    return sight is not None and most + sight.behind <= _NEAR and sight.width - sight.behind - least <= _NEAR


@cache
def around(looking: tuple[tuple[str, int, int], ...]) -> Outlines | None:
    """Return what several expressions see around one word, each between so many characters before it and on from there.

    Those that see too much are left out; None where the others are not several.
    """
    near = [
        (sight, least, most)
        for regex, least, most in looking
        if within(regex, least, most) and (sight := _sight(regex)) is not None
    ]
    kinds = _kinds([item for sight, _, _ in near for item in sight.seen]) if len(near) > 1 else None
    classes.forget()
    if kinds is None:
        return None
    behind = max(most + sight.behind for sight, _, most in near)
    ahead = max(sight.width - sight.behind - least for sight, least, _ in near)
    return Outlines(kinds, behind, behind + ahead)


def _seen(items: list[Node], *, caseless: bool = False) -> Iterator[tuple[Node, bool] | None]:
    """Yield every class of characters that is told from others, and None for what tells more."""
    for item, ignores_case in flattened(items, caseless=caseless):
        opcode, argument = item
        if opcode in SINGLES:
            yield item, ignores_case
        elif opcode in REPEATS:
            yield from _seen(list(argument[2]), caseless=ignores_case)
        elif opcode is codes.BRANCH:
            for branch in argument[1]:
                yield from _seen(list(branch), caseless=ignores_case)
        elif opcode in {codes.ASSERT, codes.ASSERT_NOT}:
            yield from _seen(list(argument[1]), caseless=ignores_case)
        elif opcode is not codes.AT or argument not in _PLACES:
            yield None


def _behind(items: list[Node]) -> Iterator[int]:
    """Yield the width of everything that is looked at behind the place where the look begins."""
    for (opcode, argument), _ in flattened(items):
        if opcode in {codes.ASSERT, codes.ASSERT_NOT}:
            if argument[0] < 0:
                yield int(argument[1].getwidth()[1])
            yield from _behind(list(argument[1]))
        elif opcode is codes.AT:
            yield int(argument is not codes.AT_END)
        elif opcode in REPEATS:
            yield from _behind(list(argument[2]))
        elif opcode is codes.BRANCH:
            for branch in argument[1]:
                yield from _behind(list(branch))


def _reach(items: list[Node]) -> int:
    """Return how many characters from its begin on an expression looks at, at most."""
    end = furthest = 0
    for (opcode, argument), _ in flattened(items):
        if opcode in SINGLES:
            end += 1
        elif opcode in REPEATS:
            once = int(argument[2].getwidth()[1])
            end += min(int(argument[1]) * once, _FAR)
            furthest = max(furthest, end - once + _reach(list(argument[2])))
        elif opcode is codes.BRANCH:
            furthest = max(furthest, end + max(_reach(list(branch)) for branch in argument[1]))
            end += max(int(branch.getwidth()[1]) for branch in argument[1])
        elif opcode in {codes.ASSERT, codes.ASSERT_NOT}:
            furthest = max(furthest, end + _reach(list(argument[1])))
        elif argument is codes.AT_END:
            furthest = max(furthest, end + 1)
    return max(end, furthest)


def _kinds(seen: Sequence[tuple[Node, bool]]) -> NDArray[np.uint8] | None:
    """Number the classes into which ``seen`` and the line ends part all characters; None where they are too many."""
    kinds, sizes = np.zeros(SIZE, np.uint8), [SIZE]
    tables = {id(table): table for item, caseless in seen for table in [classes.table(item, caseless=caseless)]}
    for table in (*tables.values(), classes.table(_LINE_END)):
        members = np.flatnonzero(table)
        old = kinds[members]
        for kind, count in enumerate(np.bincount(old).tolist()):
            if not 0 < count < sizes[kind]:
                continue
            if len(sizes) > _MOST:
                return None
            kinds[members[old == kind]] = len(sizes)
            sizes[kind] -= count
            sizes.append(count)
    return kinds
