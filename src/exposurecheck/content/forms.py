"""Spells out an expression for numbers: every fixed form it can take, to test many numbers for at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby, product
from math import prod

import numpy as np

from exposurecheck.content.classes import Table
from exposurecheck.content.codes import Codes, Offsets
from exposurecheck.content.spelling import Spelling, spell

_DIGITS = slice(ord("0"), ord("9") + 1)
_MOST_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a number, digits and what stands between them in fixed places."""

    tests: tuple[tuple[int, Table], ...]
    """Places, counted from the first digit, and what must stand there, where that is not any digit; rarest first."""
    value: tuple[int, int]
    """Where the value lies."""

    def holds(self, codes: Codes, starts: Offsets) -> Offsets:
        """Return which numbers that begin at ``starts`` have this form; ``codes`` has a character on either side."""
        left = np.arange(starts.size)
        for place, wanted in self.tests:
            passed = wanted[codes[starts + place]]
            if not passed.all():
                starts, left = starts[passed], left[passed]
            if not left.size:
                break
        return left


Forms = dict[tuple[int, ...], list[Form]]
"""By the lengths of the runs of digits."""


def spell_out(regex: str) -> Forms | None:
    """Return every form, first choices first, or None where the expression is too free for that."""
    spellings = spell(regex)
    if spellings is None:
        return None
    forms: Forms = {}
    value = re.compile(regex).groupindex.get("value", -1)
    for spelling in chain.from_iterable(map(_unmixed, spellings)):
        made = _form(spelling, value)
        if made is None:
            return None
        if made[0]:
            forms.setdefault(made[0], []).append(made[1])
    return forms


def _size(table: Table) -> int:
    return int(np.count_nonzero(table))  # many times faster than a sum


def _unmixed(spelling: Spelling) -> Iterator[Spelling]:
    """Yield a spelling for each choice, where digits and other signs can stand in one place; not where many can."""
    choices = [[(kind, part) for part in _split(what)] if kind == "is" else [(kind, what)] for kind, what in spelling]
    if prod(map(len, choices)) > _MOST_CHOICES:
        yield spelling
    else:
        yield from product(*choices)


def _split(what: Table | int) -> tuple[Table | int, ...]:
    """Return the digits among some characters, and the others."""
    if isinstance(what, int) or not what[_DIGITS].any() or _size(what[_DIGITS]) == _size(what):
        return (what,)
    digits, others = np.zeros_like(what), what.copy()
    digits[_DIGITS], others[_DIGITS] = what[_DIGITS], False
    return digits, others


def _form(spelling: Spelling, group: int) -> tuple[tuple[int, ...], Form] | None:
    """Return the lengths of the runs of digits (none where it begins with something else), and the form."""
    tests: list[tuple[int, Table]] = []
    kinds: list[bool] = []
    size = sum(kind == "is" for kind, _ in spelling)
    place, value = 0, {"open": 0, "close": size}
    for kind, what in spelling:
        if isinstance(what, int):
            if what == group:
                value[kind] = place
            continue
        if kind == "is":
            digits = _size(what[_DIGITS])
            if digits and digits != _size(what):
                return None
            kinds.append(digits > 0)
            if digits != 10:  # noqa: PLR2004 - digits there are
                tests.append((place, what))
            place += 1
        elif (kind, place) == ("behind", 0):
            tests.append((-1, what))
        elif (kind, place) == ("ahead", size):
            tests.append((size, what))
        else:
            return None
    lengths = tuple(len(list(run)) for digit, run in groupby(kinds) if digit) if kinds and kinds[0] else ()
    tests.sort(key=lambda test: _size(test[1]))
    return lengths, Form(tuple(tests), (value["open"], value["close"]))
