"""Decides before it is ever run whether a regular expression can take more than linear time, and refuses it if so."""

import re
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]  # the parser behind `re`; it has no public name since 3.11
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import Any

from exposurecheck.content.classes import REPEATS, SINGLES, Node, flattened

_LONGEST = 2000
"""Characters of one expression."""
_UNBOUNDED = 64
"""A repeat that may run longer than this counts as unbounded."""


def refuse_catastrophic(regex: str) -> None:
    """Raise ``ValueError`` for an expression that is broken, too long, or can backtrack more than linearly.

    Refused: a repeat inside a repeat (``(a+)+``), a repeated choice whose branches can begin alike, two unbounded
    repeats one after the other over common characters, and back-references inside a repeat. The test is conservative.
    """
    if len(regex) > _LONGEST:
        raise ValueError(f"the regex has {len(regex)} characters; at most {_LONGEST} are allowed")
    try:
        tree = parser.parse(regex)
    except re.error as error:
        raise ValueError(f"the regex does not compile: {error.msg} at character {error.pos}") from None
    _check_sequence(list(tree), inside_repeat=False)


def _check_sequence(items: list[Node], *, inside_repeat: bool) -> None:
    """Refuse what backtracks: ``before`` holds the characters of unbounded repeats that could give some back."""
    before: frozenset[int] = frozenset()
    for (opcode, argument), _ in flattened(items):
        if opcode in REPEATS:
            least, most, body = argument
            if inside_repeat and least != most:
                raise ValueError("a repeat inside a repeat can take exponential time; bound the inner or the outer one")
            wide = most > _UNBOUNDED
            characters = _characters(list(body))
            if wide and before & characters:
                raise ValueError("two unbounded repeats over common characters follow each other; bound one of them")
            _check_sequence(list(body), inside_repeat=inside_repeat or wide)
            before = before | characters if wide else before
        elif opcode is codes.BRANCH:
            before = _check_choice(argument[1], before, inside_repeat=inside_repeat)
        elif opcode is codes.GROUPREF and inside_repeat:
            raise ValueError("a back-reference inside a repeat can take exponential time")
        elif opcode in SINGLES:
            before = before if before & _single((opcode, argument)) else frozenset()
        else:
            for child in _children((opcode, argument)):
                _check_sequence(child, inside_repeat=inside_repeat)


def _check_choice(branches: list[Any], before: frozenset[int], *, inside_repeat: bool) -> frozenset[int]:
    """Check every branch, and return what may be given back after the choice."""
    if inside_repeat:
        _check_branches(branches)
    after = before
    for branch in branches:
        wide = _wide_characters(list(branch))
        if before & wide:
            raise ValueError("two unbounded repeats over common characters follow each other; bound one of them")
        _check_sequence(list(branch), inside_repeat=inside_repeat)
        after |= wide
    return after


def _wide_characters(items: list[Node]) -> frozenset[int]:
    """Return the characters of all unbounded repeats in ``items``."""
    found: frozenset[int] = frozenset()
    for (opcode, argument), _ in flattened(items):
        if opcode in REPEATS:
            body = list(argument[2])
            found |= _characters(body) if argument[1] > _UNBOUNDED else _wide_characters(body)
        else:
            for child in _children((opcode, argument)):
                found |= _wide_characters(child)
    return found


def _check_branches(branches: list[Any]) -> None:
    seen: set[int] = set()
    for branch in branches:
        first = _first(list(branch))
        if seen & first or not first:  # the parser takes out what branches begin with in common, so one may be empty
            raise ValueError("a repeated choice has branches that begin alike and can take exponential time")
        seen |= first


def _children(item: Node) -> Iterator[list[Node]]:
    opcode, argument = item
    if opcode is codes.SUBPATTERN:
        yield list(argument[3])
    elif opcode is codes.BRANCH:
        yield from (list(branch) for branch in argument[1])
    elif opcode in {codes.ASSERT, codes.ASSERT_NOT}:
        yield list(argument[1])
    elif opcode is codes.GROUPREF_EXISTS:
        yield from (list(branch) for branch in argument[1:] if branch is not None)
    elif opcode is codes.ATOMIC_GROUP:
        yield list(argument)


_SAMPLE = (*range(128), *map(ord, "あアｱ漢０Ａ、。　・ー"))
"""Characters that stand for their kind when two repeats are compared."""


def _characters(items: list[Node]) -> frozenset[int]:
    """Return every sample character that ``items`` can hold anywhere."""
    found: set[int] = set()
    for item in items:
        opcode, argument = item
        if opcode in REPEATS:
            found |= _characters(list(argument[2]))
        elif opcode in SINGLES:
            found |= _single(item)
        else:
            for child in _children(item):
                found |= _characters(child)
    return frozenset(found)


def _first(items: list[Node]) -> frozenset[int]:
    """Return every sample character that ``items`` can begin with."""
    found: set[int] = set()
    for item in items:
        opcode, argument = item
        if opcode in REPEATS:
            found |= _first(list(argument[2]))
            if argument[0] > 0:
                break
        elif opcode in SINGLES:
            found |= _single(item)
            break
        elif opcode in {codes.SUBPATTERN, codes.BRANCH}:
            for child in _children(item):
                found |= _first(child)
            break
    return frozenset(found)


def _single(item: Node) -> frozenset[int]:
    opcode, argument = item
    if opcode is codes.LITERAL:
        return frozenset({argument})
    if opcode is codes.ANY:
        return frozenset(_SAMPLE)
    if opcode is codes.NOT_LITERAL:
        return frozenset(_SAMPLE) - {argument}
    inside: set[int] = set()
    negate = False
    for kind, value in argument:
        if kind is codes.NEGATE:
            negate = True
        elif kind is codes.LITERAL:
            inside.add(value)
        elif kind is codes.RANGE:
            inside |= {c for c in _SAMPLE if value[0] <= c <= value[1]} | {value[0], value[1]}
        elif kind is codes.CATEGORY:
            inside |= {c for c in _SAMPLE if _in_category(value, chr(c))}
    return frozenset(set(_SAMPLE) - inside) if negate else frozenset(inside)


_CATEGORIES = {
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_WORD: r"\W",
}


def _in_category(category: int, character: str) -> bool:
    return re.fullmatch(_CATEGORIES[category], character) is not None
