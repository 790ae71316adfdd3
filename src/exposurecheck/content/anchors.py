"""Works out from an expression where its matches can begin: so many characters before a word, with certain characters.

Only there the expression is tried. What it finds is the same as trying it everywhere.
"""

from collections.abc import Container
from dataclasses import dataclass, replace
from re import _constants as codes  # type: ignore[attr-defined]  # the parser behind `re`; it has no public name since 3.11

import numpy as np

from exposurecheck.content.classes import REPEATS, SINGLES, Node, Table, flattened, parsed, table
from exposurecheck.content.codes import NOTHING, Offsets, distinct, lower
from exposurecheck.content.leads import lead_of
from exposurecheck.content.page import EDGE, Page

_MOST_SPELLINGS = 400
_WIDEST = 32
"""Places before a word at which a match may begin."""
_SMALL_CLASS = 6
"""Characters of a class up to which each is spelt out."""
_LEAD = 6
"""First characters of a match that are looked at."""
_NEARLY_ANY = 0xF000
"""Characters of a class from which nearly every one is among them."""
_FAR = 1 << 30
_LAST_OF_ASCII = 0x7F
_FEW_SIGNS = 32
_TELLING = 5
"""Bytes of a run that is rare enough to look for."""


Spot = tuple[str, int, int]
"""A word that a match holds, and between how many characters after its begin."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where matches of one expression can begin."""

    spots: tuple[Spot, ...]
    """Of every match one."""
    behind: Table | None
    """What may not stand before a match."""
    line_start: bool
    lead: tuple[tuple[int, Table], ...]
    """What the first characters of a match are, and how far behind its begin, where that is not nearly any."""

    def places(self, page: Page) -> Offsets:
        """Return where matches can begin, in order."""
        found = [NOTHING]
        for word, least, most in self.spots:
            at = page.find(word)
            if at.size and self.line_start:
                begins = page.begin(page.line_of(at))
                found.append(begins[(at - begins >= least) & (at - begins <= most)])
            elif most > least and at.size:
                found.append(self.before(page, at, least, most)[0])
            elif at.size:
                settled = range(least, least + len(word)) if word == word.upper() else ()
                found.append(self._kept(page, at - least, settled))
        places = np.concatenate(found)
        if self.line_start:
            places = self._kept(page, places)
        if len(found) > 2 or (places[1:] <= places[:-1]).any():  # noqa: PLR2004 - nothing, and one array
            places = distinct(places)
        return places

    def _kept(self, page: Page, places: Offsets, settled: Container[int] = ()) -> Offsets:
        """Drop the places with the wrong characters before or behind them; those that are ``settled`` are right."""
        places = places[places >= 0]
        for ahead, wanted in self.lead:
            if ahead not in settled:
                places = places[wanted[page.edged[places + (EDGE + ahead)]]]
        if self.behind is not None:
            places = places[~self.behind[page.edged[places + (EDGE - 1)]]]
        return places

    def before(self, page: Page, at: Offsets, least: int, most: int) -> tuple[Offsets, Offsets]:
        """Return where matches can begin, between so many characters before each of ``at``, and before which."""
        choices = most - least + 1
        rows = page.rows(at - (most + 1), choices + 1 + max((ahead for ahead, _ in self.lead), default=0))
        inside = {id(wanted): wanted.take(rows) for _, wanted in self.lead}
        here = np.ones((at.size, choices), np.bool_)
        for ahead, wanted in self.lead:
            here &= inside[id(wanted)][:, ahead + 1 : ahead + 1 + choices]
        if self.behind is not None:
            here &= ~self.behind.take(rows[:, :choices])
        word, choice = np.divmod(np.flatnonzero(here), choices)
        places: Offsets = at[word] + (choice - most)
        if at[0] < most:
            word, places = word[places >= 0], places[places >= 0]
        return places, word


def anchor(regex: str, triggers: tuple[str, ...]) -> Anchor | None:
    """Return the anchor of an expression, or None where it has no word at a known place."""
    tree = parsed(regex)
    spellings = _spelt([_Spelling(tuple(map(lower, triggers)))], tree)
    if spellings is None or sees_line_ends(tree):
        return None
    spots = {spelling.spot() for spelling in spellings}
    if None in spots:
        return None
    found = _merged(sorted(spot for spot in spots if spot is not None))
    lead = lead_of(tree, _LEAD)
    telling = tuple(one for one in enumerate(lead.first) if np.count_nonzero(one[1]) < _NEARLY_ANY)
    return Anchor(found, lead.behind, lead.line_start, telling)


def _merged(spots: list[tuple[str, int, int]]) -> tuple[tuple[str, int, int], ...]:
    """Join the spots, in order, at which one word stands between numbers of characters that follow each other."""
    merged: list[tuple[str, int, int]] = []
    for word, least, most in spots:
        if merged and merged[-1][0] == word and least <= merged[-1][2] + 1:
            merged[-1] = word, merged[-1][1], max(most, merged[-1][2])
        else:
            merged.append((word, least, most))
    return tuple(merged)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way to write the words of an expression: runs of literals, with what lies between them."""

    triggers: tuple[str, ...]
    runs: tuple[tuple[str, int, int], ...] = ()
    """Finished runs, and between how many characters after the begin."""
    run: str = ""
    at: tuple[int, int] = (0, 0)
    """Where the current run begins."""
    settled: bool = False
    """A finished run has a trigger or is long, so that it does not matter what follows."""

    def literal(self, character: str) -> "_Spelling":
        return self if self.settled else replace(self, run=self.run + character)

    def gap(self, least: int, most: int) -> "_Spelling":
        if self.settled or not most:
            return self
        begin, end = self.at[0] + len(self.run), self.at[1] + len(self.run)
        runs = (*self.runs, (self.run, *self.at)) if self.run else self.runs
        if len(self.run.encode()) >= _TELLING or any(trigger in lower(self.run) for trigger in self.triggers):
            return _Spelling(self.triggers, runs, settled=True)
        return _Spelling(self.triggers, runs, "", (begin + least, end + most))

    def spot(self, widest: int = _WIDEST) -> tuple[str, int, int] | None:
        """Return the best word: a trigger if there is one, at the surest place, the longest."""
        best: tuple[tuple[bool, int, int], tuple[str, int, int]] | None = None
        for run, least, most in (*self.runs, (self.run, *self.at)):
            text = lower(run)
            words = [t for t in self.triggers if t in text] or ([text] if len(text) > 1 else [])
            for word in words:
                place = text.index(word)
                rank = (word not in self.triggers, most - least, -len(word))
                if most - least <= widest and (best is None or rank < best[0]):
                    best = rank, (word, least + place, most + place)
        return best[1] if best else None


def _spelt(spellings: list[_Spelling], items: list[Node]) -> list[_Spelling] | None:
    """Return every way in which ``items`` go on from ``spellings``; None where they are too many."""
    for item, _ in flattened(items):
        opcode, argument = item
        if opcode is codes.LITERAL:
            spellings = [s.literal(chr(argument)) for s in spellings]
        elif opcode is codes.IN and (few := _few(argument)):
            spellings = [s.literal(c) for s in spellings for c in few]
        elif opcode is codes.BRANCH:
            branches = [_spelt(spellings, list(branch)) for branch in argument[1]]
            if any(branch is None for branch in branches):
                return None
            spellings = [s for branch in branches for s in branch or ()]
        elif opcode in REPEATS:
            least, most, body = argument
            if len(body) == 1 and body[0][0] is codes.LITERAL and least > 1:
                spellings = [s.literal(chr(body[0][1]) * least) for s in spellings]
                least, most = 0, most - least
            once = _spelt(spellings, list(body)) if (least, most) == (0, 1) else None
            low, high = body.getwidth()
            gap = least * low, min(int(most) * high, _FAR)
            spellings = spellings + once if once is not None else [s.gap(*gap) for s in spellings]
        elif opcode in SINGLES:
            spellings = [s.gap(1, 1) for s in spellings]
        elif opcode is codes.GROUPREF:
            spellings = [s.gap(0, _FAR) for s in spellings]
        elif opcode not in {codes.AT, codes.ASSERT, codes.ASSERT_NOT}:
            return None
        spellings = list(dict.fromkeys(spellings))
        if len(spellings) > _MOST_SPELLINGS:
            return None
    return spellings


def _few(members: list[Node]) -> list[str]:
    """Return the characters of a small class."""
    if len(members) > _SMALL_CLASS or any(kind is not codes.LITERAL for kind, _ in members):
        return []
    return [chr(value) for _, value in members]


def sees_line_ends(items: list[Node]) -> bool:
    """Tell whether it matters if a line begins the text, or comes after a line end."""
    for item, _ in flattened(items):
        opcode, argument = item
        if opcode is codes.AT and argument is codes.AT_BEGINNING_STRING:
            return True
        if opcode in {codes.ASSERT, codes.ASSERT_NOT} and argument[0] < 0:
            inside = [one for one, _ in flattened(list(argument[1]))]
            if any(one[0] not in SINGLES or table(one)[ord("\n")] for one in inside):
                return True
    return False


def signs_of(regex: str) -> Table | None:
    """Return a few characters of which every match holds one, or None; the case of letters is ignored."""
    needed = [
        argument[2][0] if opcode in REPEATS else (opcode, argument)
        for (opcode, argument), _ in flattened(parsed(regex))
        if opcode in SINGLES or (opcode in REPEATS and argument[0] and len(argument[2]) == 1)
    ]
    tables = [table(one, caseless=True) for one in needed if one[0] in SINGLES]
    rarest = min(tables, key=np.count_nonzero, default=None)
    return rarest if rarest is not None and np.count_nonzero(rarest) <= _FEW_SIGNS else None


def needed_signs(items: list[Node]) -> list[frozenset[int]]:
    """Return the codes of characters beyond ASCII, a few in each group, of each of which every match holds one."""
    groups: list[frozenset[int]] = []
    for (opcode, argument), caseless in flattened(items):
        if caseless:
            continue
        if opcode is codes.LITERAL:
            groups.append(frozenset({argument}))
        elif opcode is codes.IN:
            groups.append(frozenset(map(ord, _few(argument))))
        elif opcode in REPEATS and argument[0]:
            groups += needed_signs(list(argument[2]))
        elif opcode is codes.BRANCH:
            firsts = [next(iter(needed_signs(list(branch))), frozenset[int]()) for branch in argument[1]]
            groups.append(frozenset().union(*firsts) if all(firsts) else frozenset())
    return [group for group in groups if group and min(group) > _LAST_OF_ASCII]


def words_of(regex: str) -> tuple[str, ...] | None:
    """Return words of which every match holds one, or None."""
    spellings = _spelt([_Spelling(())], parsed(regex))
    spots = None if spellings is None else {spelling.spot(_FAR) for spelling in spellings}
    if spots is None or None in spots:
        return None
    return tuple(sorted({spot[0] for spot in spots if spot is not None}))
