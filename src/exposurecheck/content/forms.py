"""Spells out an expression for numbers: every fixed form it can take, to test many numbers for at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from re import _constants as codes  # type: ignore[attr-defined]  # the parser behind `re`; it has no public name since 3.11

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.classes import REPEATS, SINGLES, Node, Table, parsed, table, width
from exposurecheck.content.codes import Codes, Offsets

_MOST = 200
_FEW = 3
_NEWLINE = ord("\n")
_DIGITS = slice(ord("0"), ord("9") + 1)
Part = tuple[str, Table | int]
"""One character, what must or must not stand beside it, or the begin or end of the value."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a value, each character in a fixed place."""

    tests: tuple[tuple[int, Table], ...]
    """Places, counted from the first digit, and what must stand there, where that is more than any digit."""
    value: tuple[int, int]
    """Where the value lies."""
    size: int

    def holds(self, codes: Codes, starts: Offsets) -> NDArray[np.bool_]:
        """Tell where, of ``starts``, this form is; ``codes`` has a character on either side, or no place near."""
        holds = np.ones(starts.size, np.bool_)
        for place, wanted in self.tests:
            holds &= wanted[codes[starts + place]]
        return holds


Forms = dict[tuple[int, ...], list[Form]]
"""By the lengths of the runs of digits."""


def spell_out(regex: str) -> Forms | None:
    """Return every form, first choices first, or None where the expression is too free for that."""
    spellings = _spelt([()], parsed(regex))
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


_MOST_FIXED = 8


def spell_fixed(regex: str) -> tuple[Form, ...]:
    """Return the forms of an expression that has only a few, all of fixed length; else none."""
    shortest, longest = width(regex)
    if longest - shortest > _MOST_FIXED:
        return ()
    spellings = _spelt([()], parsed(regex))
    value = re.compile(regex).groupindex.get("value", -1)
    forms = [_form(spelling, value, everything=True) for spelling in spellings or ()]
    return tuple(form[1] for form in forms if form) if len(forms) <= _MOST_FIXED and all(forms) else ()


Spelling = tuple[Part, ...]


def _spelt(spellings: list[Spelling], items: list[Node]) -> list[Spelling] | None:
    for item in items:
        grown: list[Spelling] = []
        for spelling in spellings:
            more = _more(spelling, item)
            if more is None or len(grown) > _MOST:
                return None
            grown += more
        spellings = grown
    return spellings


def _more(before: Spelling, item: Node) -> list[Spelling] | None:
    """Return how ``before`` can go on with one item, first choices first."""
    opcode, argument = item
    found: list[Spelling] | None = None
    if opcode in SINGLES:
        found = [(*before, ("is", one)) for one in _choices(item)]
    elif opcode is codes.SUBPATTERN and not argument[1] and not argument[2]:
        number = argument[0] or 0
        inner = _spelt([(*before, ("open", number))], list(argument[3]))
        found = inner and [(*spelling, ("close", number)) for spelling in inner]
    elif opcode is codes.GROUPREF:
        found = [before + _group(before, argument)]
    elif opcode is codes.BRANCH:
        branches = [_spelt([before], list(branch)) for branch in argument[1]]
        found = None if None in branches else list(chain.from_iterable(filter(None, branches)))
    elif opcode in REPEATS:
        found = _repeated(before, argument)
    elif opcode in {codes.ASSERT, codes.ASSERT_NOT} and len(argument[1]) == 1 and argument[1][0][0] in SINGLES:
        one = table(argument[1][0])
        if one[_NEWLINE]:
            return None  # the end of a line would not be like the end of the text
        side = "ahead" if argument[0] > 0 else "behind"
        found = [(*before, (side, ~one if opcode is codes.ASSERT_NOT else one))]
    return found


def _repeated(before: Spelling, argument: tuple[int, int, list[Node]]) -> list[Spelling] | None:
    """Return the longest first, as a greedy repeat tries them."""
    least, most, body = argument
    if most > _MOST:
        return None
    steps: list[list[Spelling]] = [[before]]
    for _ in range(most):
        grown = _spelt(steps[-1], list(body))
        if grown is None:
            return None
        steps.append(grown)
    return list(chain.from_iterable(reversed(steps[least:])))


def _choices(item: Node) -> Iterator[Table]:
    """Return one table for a class, or one for each of its few characters, so that it can be referred to."""
    opcode, argument = item
    if opcode is codes.IN and len(argument) <= _FEW and all(kind is codes.LITERAL for kind, _ in argument):
        yield from (table((kind, value)) for kind, value in argument)
    else:
        yield table(item)


def _group(spelling: Spelling, number: int) -> Spelling:
    begin = max(n for n, (kind, value) in enumerate(spelling) if kind == "open" and value == number)
    end = max(n for n, (kind, value) in enumerate(spelling) if kind == "close" and value == number)
    return tuple(part for part in spelling[begin:end] if part[0] == "is")


def _form(spelling: Spelling, group: int, *, everything: bool = False) -> tuple[tuple[int, ...], Form] | None:
    """Return the lengths of the runs of digits (none where it begins with something else), and the form.

    Unless ``everything`` is tested, runs of digits are known to be there.
    """
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
            if digits and digits != what.sum() and not everything:
                return None
            kinds.append(digits > 0)
            if everything or digits != 10:  # noqa: PLR2004 - digits there are
                tests.append((place, what))
            place += 1
        elif (kind, place) == ("behind", 0):
            tests.append((-1, what))
        elif (kind, place) == ("ahead", size):
            tests.append((size, what))
        else:
            return None
    lengths = tuple(len(list(run)) for digit, run in groupby(kinds) if digit) if kinds and kinds[0] else ()
    return lengths, Form(tuple(tests), (value["open"], value["close"]), size)
