"""Spells out an expression for numbers: every fixed form it can take, to test many numbers for at once."""

import re
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.classes import Table
from exposurecheck.content.codes import Codes, Offsets
from exposurecheck.content.spelling import Spelling, spell

_DIGITS = slice(ord("0"), ord("9") + 1)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a number, digits and what stands between them in fixed places."""

    tests: tuple[tuple[int, Table], ...]
    """Places, counted from the first digit, and what must stand there, where that is more than any digit."""
    value: tuple[int, int]
    """Where the value lies."""

    def holds(self, codes: Codes, starts: Offsets) -> NDArray[np.bool_]:
        """Tell which numbers that begin at ``starts`` have this form; ``codes`` has a character on either side."""
        holds = np.ones(starts.size, np.bool_)
        for place, wanted in self.tests:
            holds &= wanted[codes[starts + place]]
        return holds


Forms = dict[tuple[int, ...], list[Form]]
"""By the lengths of the runs of digits."""


def spell_out(regex: str) -> Forms | None:
    """Return every form, first choices first, or None where the expression is too free for that."""
    spellings = spell(regex)
    if spellings is None:
        return None
    forms: Forms = {}
    value = re.compile(regex).groupindex.get("value", -1)
    for spelling in spellings:
        made = _form(spelling, value)
        if made is None:
            return None
        if made[0]:
            forms.setdefault(made[0], []).append(made[1])
    return forms


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
            digits = int(what[_DIGITS].sum())
            if digits and digits != what.sum():
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
    return lengths, Form(tuple(tests), (value["open"], value["close"]))
