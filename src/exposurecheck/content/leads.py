"""Works out with which characters the matches of an expression begin, and tries it only where these stand.

What it finds is the same as trying it everywhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate, islice
from re import _constants as codes  # type: ignore[attr-defined]  # the parser behind `re`; it has no public name since 3.11

import numpy as np

from exposurecheck.content.classes import REPEATS, SINGLES, Node, Table, flattened, parsed, table, table_of
from exposurecheck.content.codes import Codes, Offsets, basic, codes_of, line_starts

NARROW = 2
"""Characters that are looked at to find few places; each takes a table of 64 KiB."""
_NO_WIDTH = frozenset({codes.ASSERT, codes.ASSERT_NOT, codes.AT})
_CASELESS = table_of("ſKıİ")
"""What Unicode takes for an ASCII letter in another case."""
_LINE_END = table_of("\n")
_CROWDED = 4
"""Characters for each place, from which the expression itself finds matches as fast."""


@dataclass(frozen=True, slots=True)
class Lead:
    """How matches of one expression begin: what stands before them, and their first characters."""

    behind: Table | None
    """What may not stand before a match."""
    line_start: bool
    first: tuple[Table, ...]
    """What the first characters of a match are, as far as that can be told."""

    def places(self, text: Codes) -> Offsets:
        """Return where matches can begin in ``text``, which fits tables of 65,536 places, in order."""
        size = text.size - len(self.first) + 1
        if self.line_start or not self.first:
            places = line_starts(text) if self.line_start else np.arange(text.size)
            places = places[: np.searchsorted(places, size)]
            first = self.first
        else:
            places, first = np.flatnonzero(self.first[0].take(text[: max(size, 0)])), self.first[1:]
        for ahead, wanted in enumerate(first, len(self.first) - len(first)):
            places = places[wanted[text[places + ahead]]]
        if self.behind is not None:
            places = places[(places == 0) | ~self.behind[text[places - 1]]]
        return np.asarray(places, np.int64)


def lead_of(tree: list[Node], width: int) -> Lead:
    """Return how matches of an expression begin, up to so many characters."""
    behind, line_start = None, False
    for (opcode, argument), caseless in flattened(tree):
        if opcode is codes.AT and argument is codes.AT_BEGINNING:
            line_start = True
        elif (wrong := _not_behind((opcode, argument), caseless=caseless)) is not None:
            behind = wrong if behind is None else behind | wrong
        elif opcode is codes.BRANCH:
            line_start = line_start or all(lead_of(list(branch), 0).line_start for branch in argument[1])
            break
        elif opcode not in _NO_WIDTH:
            break
    return Lead(behind, line_start, tuple(_first(list(flattened(tree)), [], width)))


def _not_behind(item: Node, *, caseless: bool) -> Table | None:
    """Return what may not stand before the place where an item without width holds, if that is all it looks at."""
    opcode, argument = item
    if opcode in {codes.ASSERT, codes.ASSERT_NOT} and argument[0] < 0:
        inside = [one for one, _ in flattened(list(argument[1]))]
        if len(inside) == 1 and inside[0][0] in SINGLES:
            return table(inside[0]) if opcode is codes.ASSERT_NOT else ~_one(inside[0], caseless=caseless)
    elif opcode is codes.AT and argument is codes.AT_BEGINNING:
        return ~_LINE_END
    elif opcode is codes.BRANCH:
        choices = [[one for one, _ in flattened(list(branch))] for branch in argument[1]]
        if all(len(choice) == 1 and choice[0][0] in _NO_WIDTH for choice in choices):
            wrong = [_not_behind(choice[0], caseless=caseless) for choice in choices]
            known = [one for one in wrong if one is not None]
            return reduce(np.logical_and, known) if len(known) == len(wrong) else None
    return None


def _first(items: list[tuple[Node, bool]], after: list[Table], width: int) -> list[Table]:
    """Return tables for the first characters of ``items``, behind which those of ``after`` stand."""
    for (opcode, argument), caseless in reversed(items):
        if opcode in SINGLES:
            after = [_one((opcode, argument), caseless=caseless), *after]
        elif opcode in REPEATS and len(argument[2]) == 1 and argument[2][0][0] in SINGLES:
            least, most, body = argument
            one = _one(body[0], caseless=caseless)
            if least != most:
                after = list(accumulate(after, np.logical_or, initial=one))[1:]
            after = [one] * min(least, width) + after
        elif opcode is codes.BRANCH:
            after = _either([_first(list(flattened(list(b), caseless=caseless)), after, width) for b in argument[1]])
        elif opcode in REPEATS:
            least, most, body = argument
            inside = list(flattened(list(body), caseless=caseless))
            once = _first(inside, after if most == 1 else [], width)
            after = once if least else _either([once, after])
        elif opcode not in _NO_WIDTH:
            after = []
        after = after[:width]
    return after


def _either(firsts: list[list[Table]]) -> list[Table]:
    return [reduce(np.logical_or, tables) for tables in zip(*firsts, strict=False)]


def _one(item: Node, *, caseless: bool) -> Table:
    found = table(item, caseless=caseless)
    return found | _CASELESS if caseless else found


class Sought:
    """An expression to find in a text that is read closely."""

    def __init__(self, regex: str, *words: str) -> None:
        """Compile ``regex``, no match of which is empty; every match holds one of ``words``, where there are any."""
        self.regex = re.compile(regex)
        """For other uses."""
        self._words = words

    @cached_property
    def _lead(self) -> Lead:
        return lead_of(parsed(self.regex.pattern), NARROW)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield matches in order; one begins after the last has ended."""
        if self._words and not any(word in text for word in self._words):
            return
        places = self._lead.places(basic(codes_of(text)))
        if places.size * _CROWDED > len(text):
            yield from self.regex.finditer(text)
            return
        match, end = self.regex.match, 0
        for place in places.tolist():
            if place >= end and (found := match(text, place)) is not None:
                yield found
                end = found.end()

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match."""
        return next(self.finditer(text), None)


def several(pattern: re.Pattern[str] | Sought, text: str, count: int) -> bool:
    """Tell whether there are at least so many matches in a text."""
    return sum(1 for _ in islice(pattern.finditer(text), count)) == count
