"""Turns the character classes of a regular expression into tables, to test whole arrays of characters at once."""

import re
from collections.abc import Iterable, Iterator
from re import _constants as codes  # type: ignore[attr-defined]  # the parser behind `re`; it has no public name since 3.11
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import Any

import numpy as np
from numpy.typing import NDArray

Node = tuple[Any, Any]  # an (opcode, argument) pair; the argument's type depends on the opcode
Table = NDArray[np.bool_]
"""For each code up to U+FFFF whether the class holds it; the last place stands for everything beyond."""
SIZE = 0x10000
_ASCII = 0x80
SINGLES = frozenset({codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY})
REPEATS = frozenset({codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT})
_CATEGORIES = {
    codes.CATEGORY_DIGIT: "0123456789",
    codes.CATEGORY_SPACE: " \t\n\r\f\v",
    codes.CATEGORY_WORD: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_",
}
_OPPOSITES = {
    codes.CATEGORY_NOT_DIGIT: codes.CATEGORY_DIGIT,
    codes.CATEGORY_NOT_SPACE: codes.CATEGORY_SPACE,
    codes.CATEGORY_NOT_WORD: codes.CATEGORY_WORD,
}


def parsed(regex: str) -> list[Node]:
    """Return the tree of an expression, as rules compile it."""
    return list(parser.parse(regex, re.ASCII))


def width(regex: str) -> tuple[int, int]:
    """Return the lengths of the shortest and the longest match."""
    least, most = parser.parse(regex, re.ASCII).getwidth()
    return int(least), int(most)


def table(item: Node, *, caseless: bool = False, outside: bool = False) -> Table:
    """Return the table of a node that stands for one character, or of all ``outside`` it; nobody may change it."""
    key = f"{item} {caseless} {outside}"
    found = _TABLES.get(key)
    if found is None:
        found = _table(item, caseless=caseless)
        found = _TABLES[key] = ~found if outside else found
        found.setflags(write=False)
    return found


_TABLES: dict[str, Table] = {}


def forget() -> None:
    """Let go of the tables that no rule has kept: of 800, most were looked at once, and each takes 64 KiB."""
    _TABLES.clear()


def _table(item: Node, *, caseless: bool) -> Table:
    opcode, argument = item
    if opcode is codes.ANY:
        argument = [(codes.NEGATE, None), (codes.LITERAL, ord("\n"))]
    elif opcode is codes.LITERAL:
        argument = [(codes.LITERAL, argument)]
    elif opcode is codes.NOT_LITERAL:
        argument = [(codes.NEGATE, None), (codes.LITERAL, argument)]
    members = np.zeros(SIZE, np.bool_)
    for kind, value in argument:
        if kind is codes.LITERAL:
            members[min(value, SIZE - 1)] = True
        elif kind is codes.RANGE:
            members[min(value[0], SIZE - 1) : value[1] + 1] = True
        elif kind is codes.CATEGORY:
            members |= _category(value)
    if caseless:
        members[65:91] |= members[97:123]
        members[97:123] |= members[65:91]
    if any(kind is codes.NEGATE for kind, _ in argument):
        members = ~members
        members[-1] = True
    return members


def _category(value: object) -> Table:
    negated = _OPPOSITES.get(value)
    members = np.zeros(SIZE, np.bool_)
    members[[ord(character) for character in _CATEGORIES[negated or value]]] = True
    return ~members if negated else members


def flattened(items: list[Node], *, caseless: bool = False) -> Iterator[tuple[Node, bool]]:
    """Yield the items of a sequence, those of groups in their place, and whether they ignore case."""
    for item in items:
        if item[0] is codes.SUBPATTERN:
            _, add, drop, body = item[1]
            inner = (caseless or bool(add & re.IGNORECASE)) and not drop & re.IGNORECASE
            yield from flattened(list(body), caseless=inner)
        else:
            yield item, caseless


def beyond_ascii(items: list[Node]) -> bool:
    """Tell whether every match of an expression holds, or stands beside, a character that is not ASCII."""
    for (opcode, argument), _ in flattened(items):
        if opcode in SINGLES:
            found = not table((opcode, argument))[:_ASCII].any()
        elif opcode in REPEATS:
            found = argument[0] > 0 and beyond_ascii(list(argument[2]))
        elif opcode is codes.BRANCH:
            found = all(beyond_ascii(list(branch)) for branch in argument[1])
        else:
            found = opcode is codes.ASSERT and beyond_ascii(list(argument[1]))
        if found:
            return True
    return False


def class_of(inside: str) -> Table:
    """Return the table of a class, by what stands between its brackets."""
    found: Table = table(parsed(f"[{inside}]")[0])
    return found


def table_of(characters: Iterable[str]) -> Table:
    """Return the table of some characters."""
    found = np.zeros(SIZE, np.bool_)
    found[[ord(character) for character in characters]] = True
    return found
