"""Spells out an expression: every sequence of characters and conditions it can be, if these are not too many."""

from collections.abc import Iterator
from itertools import chain
from re import _constants as codes  # type: ignore[attr-defined]  # the parser behind `re`; it has no public name since 3.11

from exposurecheck.content.classes import REPEATS, SINGLES, Node, Table, parsed, table

_MOST = 200
_WIDEST = 20
"""How much longer a repeat may be than it must."""
_FEW = 3
_NEWLINE = ord("\n")
Part = tuple[str, Table | int]
"""``is`` one of some characters, what must stand ``behind`` or ``ahead``, or ``open`` and ``close`` of a group."""
Spelling = tuple[Part, ...]


def spell(regex: str) -> list[Spelling] | None:
    """Return every spelling, first choices first, or None where the expression is too free for that."""
    tree = parsed(regex)
    return _Speller(split="GROUPREF" in str(tree)).after([()], tree)


class _Speller:
    """Goes through an expression with all spellings so far."""

    def __init__(self, *, split: bool) -> None:
        """Spell out each character of a small class by itself when groups are referred to."""
        self._split = split

    def after(self, spellings: list[Spelling], items: list[Node]) -> list[Spelling] | None:
        """Return how ``spellings`` can go on with ``items``."""
        for item in items:
            grown: list[Spelling] = []
            for spelling in spellings:
                more = self._more(spelling, item)
                if more is None or len(grown) > _MOST:
                    return None
                grown += more
            spellings = grown
        return spellings

    def _more(self, before: Spelling, item: Node) -> list[Spelling] | None:
        opcode, argument = item
        found: list[Spelling] | None = None
        if opcode in SINGLES:
            found = [(*before, ("is", one)) for one in self._choices(item)]
        elif opcode is codes.SUBPATTERN and not argument[1] and not argument[2]:
            number = argument[0] or 0
            inner = self.after([(*before, ("open", number))], list(argument[3]))
            found = inner and [(*spelling, ("close", number)) for spelling in inner]
        elif opcode is codes.GROUPREF:
            found = [before + _group(before, argument)]
        elif opcode is codes.BRANCH:
            branches = [self.after([before], list(branch)) for branch in argument[1]]
            found = None if None in branches else list(chain.from_iterable(filter(None, branches)))
        elif opcode in REPEATS:
            found = self._repeated(before, argument)
        elif opcode in {codes.ASSERT, codes.ASSERT_NOT} and len(argument[1]) == 1 and argument[1][0][0] in SINGLES:
            one = argument[1][0]
            side = "ahead" if argument[0] > 0 else "behind"
            if not table(one)[_NEWLINE]:  # else the end of a line would not be like the end of the text
                found = [(*before, (side, table(one, outside=opcode is codes.ASSERT_NOT)))]
        return found

    def _repeated(self, before: Spelling, argument: tuple[int, int, list[Node]]) -> list[Spelling] | None:
        """Return the longest first, as a greedy repeat tries them."""
        least, most, body = argument
        if most - least > _WIDEST or most > _MOST:
            return None
        steps: list[list[Spelling]] = [[before]]
        for _ in range(most):
            grown = self.after(steps[-1], list(body))
            if grown is None:
                return None
            steps.append(grown)
        return list(chain.from_iterable(reversed(steps[least:])))

    def _choices(self, item: Node) -> Iterator[Table]:
        """Return one table for a class, or one for each of its few characters, so that it can be referred to."""
        opcode, argument = item
        few = opcode is codes.IN and len(argument) <= _FEW and all(kind is codes.LITERAL for kind, _ in argument)
        if few and self._split:
            yield from (table((kind, value)) for kind, value in argument)
        else:
            yield table(item)


def _group(spelling: Spelling, number: int) -> Spelling:
    begin = max(n for n, (kind, value) in enumerate(spelling) if kind == "open" and value == number)
    end = max(n for n, (kind, value) in enumerate(spelling) if kind == "close" and value == number)
    return tuple(part for part in spelling[begin:end] if part[0] == "is")
