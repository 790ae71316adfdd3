"""Finds where e-mail addresses may stand in text, in whole arrays at once, and settles those of the usual form."""

from re import _constants as opcodes  # type: ignore[attr-defined]  # the parser behind `re`; it has no public name since 3.11

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.classes import REPEATS, SINGLES, SIZE, Table, flattened, parsed, table
from exposurecheck.content.codes import Offsets
from exposurecheck.content.page import Page

USUAL = (
    r"(?<![A-Za-z0-9._%+\-])(?P<value>[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}"
    r"@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){0,6}\.[A-Za-z]{2,24})(?![A-Za-z0-9\-@])"
)
"""The expression that ``Mailboxes.settled`` knows the outcome of, for nearly all addresses."""
_MOST_LOCAL, _MOST_DOMAIN, _MOST_DOTS = 64, 63, 7
_TOP = range(2, 25)
"""Letters of a top-level domain."""


def _table(characters: str) -> Table:
    members = np.zeros(SIZE, np.bool_)
    members[[ord(character) for character in characters]] = True
    return members


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LETTER = _table(_LETTERS)
_ALNUM = _table(_LETTERS + "0123456789")
_LOCAL = _table(_LETTERS + "0123456789._%+-")
_DOMAIN = _table(_LETTERS + "0123456789.-")
_STEPS = 256


class Mailboxes:
    """What stands around each "@" of a page, where there is a local part."""

    def __init__(self, page: Page) -> None:
        """Look at every "@"."""
        self._codes = page.basic
        signs = page.find("@")
        begins = self._run(signs - 1, _LOCAL, -1) + 1
        some = begins < signs
        self.signs, self.begins = signs[some], begins[some]
        self._last: Offsets | None = None

    def _run(self, places: Offsets, wanted: Table, step: int) -> Offsets:
        """Return from each place the first in one direction that is not ``wanted``."""
        codes, places = self._codes, places.copy()
        active = np.arange(places.size)
        for _ in range(_STEPS):
            here = places[active]
            inside = (here >= 0) & (here < codes.size)
            inside &= wanted[codes[np.where(inside, here, 0)]] if codes.size else inside
            active = active[inside]
            if not active.size:
                return places
            places[active] += step
        outside = np.concatenate(([-1], np.flatnonzero(~wanted[codes]), [codes.size]))
        found = np.searchsorted(outside, places[active], side="left" if step > 0 else "right")
        places[active] = outside[found if step > 0 else found - 1]
        return places

    @property
    def ends(self) -> Offsets:
        """Where what could be the domain ends."""
        if self._last is None:
            self._last = self._run(self.signs + 1, _DOMAIN, 1)
        return self._last

    def followed(self, wanted: Table) -> NDArray[np.bool_]:
        """Tell after which of the domains one of ``wanted`` stands."""
        inside = self.ends < self._codes.size
        inside[inside] = wanted[self._codes[self.ends[inside]]]
        return inside

    def settled(self) -> tuple[Offsets, Offsets, Offsets]:
        """Return begins and ends of addresses that fit ``USUAL``, and the begins of those that must be looked at."""
        codes = self._codes
        begins, firsts, ends = self.begins, self.signs + 1, self.ends.copy()
        possible = _ALNUM[codes[begins]] & (self.signs - begins <= _MOST_LOCAL) & (ends > firsts)
        begins, firsts, ends = begins[possible], firsts[possible], ends[possible]
        ends -= codes[ends - 1] == ord(".")
        dots = np.zeros(ends.size, np.int64)
        bad = (ends - firsts > _MOST_DOMAIN) | (ends - firsts < 1)
        bad |= codes[np.minimum(ends, codes.size - 1)] == ord("@")
        top = self._run(ends - 1, _LETTER, -1) + 1
        bad |= (ends - top < _TOP.start) | (ends - top >= _TOP.stop) | (codes[np.maximum(top - 1, 0)] != ord("."))
        before = np.full(ends.size, ord("."), codes.dtype)
        active = np.flatnonzero(~bad)
        step = 0
        while active.size:
            here = codes[firsts[active] + step]
            dot = here == ord(".")
            dots[active] += dot
            bad[active] |= dot & (before[active] == ord("."))
            before[active] = here
            step += 1
            active = active[(firsts[active] + step < ends[active]) & ~bad[active]]
        bad |= (dots < 1) | (dots > _MOST_DOTS)
        return begins[~bad], ends[~bad], begins[bad]


def after_domain(regex: str) -> Table | None:
    """Return what an expression wants right behind the longest domain, where it wants something definite."""
    items = [item for item, _ in flattened(parsed(regex))]
    if (opcodes.LITERAL, ord("@")) not in items:
        return None
    for opcode, argument in items[items.index((opcodes.LITERAL, ord("@"))) + 1 :]:
        repeated = opcode in REPEATS and len(argument[2]) == 1 and argument[2][0][0] in SINGLES
        if opcode not in SINGLES and not repeated:
            return None
        one = table(argument[2][0] if repeated else (opcode, argument))
        if not (one & ~_DOMAIN).any():
            continue
        return None if repeated or (one & _DOMAIN).any() else one
    return None
