"""Finds where e-mail addresses may stand in text, in whole arrays at once, and settles those of the usual form."""

from functools import cached_property
from re import _constants as opcodes  # type: ignore[attr-defined]  # the parser behind `re`; it has no public name since 3.11

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.classes import REPEATS, SINGLES, Table, flattened, parsed, table, table_of
from exposurecheck.content.codes import Offsets
from exposurecheck.content.page import EDGE, Page
from exposurecheck.content.values import Values

USUAL = (
    r"(?<![A-Za-z0-9._%+\-])(?P<value>[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}"
    r"@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){0,6}\.[A-Za-z]{2,24})(?![A-Za-z0-9\-@])"
)
"""The expression that ``Mailboxes.settled`` knows the outcome of, for nearly all addresses."""
_MOST_LOCAL, _MOST_DOMAIN, _MOST_DOTS = 64, 63, 7
_TOP = range(2, 25)
"""Letters of a top-level domain."""


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LETTER = table_of(_LETTERS)
_ALNUM = table_of(_LETTERS + "0123456789")
_LOCAL = table_of(_LETTERS + "0123456789._%+-")
_DOMAIN = table_of(_LETTERS + "0123456789.-")
_WINDOW, _STEPS = 24, 256
"""Characters looked at for all at once, and one by one for those that are longer."""


class Mailboxes:
    """What stands around each "@" of a page, where there is a local part."""

    def __init__(self, page: Page) -> None:
        """Look at every "@"."""
        self._page = page
        self._codes = page.edged  # line ends around it stop every run
        signs = page.find("@") + EDGE
        begins = self._run(signs - 1, _LOCAL, -1) + 1
        some = begins < signs
        self._signs, self._begins = signs[some], begins[some]

    @property
    def begins(self) -> Offsets:
        """Where local parts begin."""
        return self._begins - EDGE

    def _run(self, places: Offsets, wanted: Table, step: int) -> Offsets:
        """Return from each place the first in one direction that is not ``wanted``."""
        codes = self._codes
        rows = self._page.rows(places - (EDGE if step > 0 else EDGE + _WINDOW - 1), _WINDOW)
        inside = wanted.take(rows)[:, ::step]
        sizes = inside.argmin(1)
        sizes[inside[np.arange(places.size), sizes]] = _WINDOW
        places = places + step * sizes
        active = np.flatnonzero(sizes == _WINDOW)
        for _ in range(_STEPS):
            active = active[wanted[codes[places[active]]]]
            if not active.size:
                return places
            places[active] += step
        outside = np.flatnonzero(~wanted[codes])
        found = np.searchsorted(outside, places[active], side="left" if step > 0 else "right")
        places[active] = outside[found if step > 0 else found - 1]
        return places

    @cached_property
    def _ends(self) -> Offsets:
        """Where what could be the domain ends."""
        return self._run(self._signs + 1, _DOMAIN, 1)

    def followed(self, wanted: Table) -> NDArray[np.bool_]:
        """Tell after which of the domains one of ``wanted`` stands."""
        return np.asarray(wanted[self._codes[self._ends]])

    def settled(self) -> tuple[Offsets, Offsets, Offsets]:
        """Return begins and ends of addresses that fit ``USUAL``, and the begins of those that must be looked at."""
        codes = self._codes
        begins, firsts, ends = self._begins, self._signs + 1, self._ends
        possible = _ALNUM[codes[begins]] & (firsts - begins <= _MOST_LOCAL + 1) & (ends > firsts)
        begins, firsts, ends = begins[possible], firsts[possible], ends[possible]
        ends = ends - (codes[ends - 1] == ord("."))
        sizes, top = ends - firsts, self._run(ends - 1, _LETTER, -1) + 1
        bad = (sizes > _MOST_DOMAIN) | (sizes < 1) | (codes[ends] == ord("@"))
        bad |= (ends - top < _TOP.start) | (ends - top >= _TOP.stop) | (codes[top - 1] != ord("."))
        domains = Values.between(codes, firsts, ends)
        dots = np.flatnonzero(domains.codes == ord("."))
        owners = domains.owners(dots)
        count = np.bincount(owners, minlength=len(domains))
        bad |= (count < 1) | (count > _MOST_DOTS)
        bad[owners[(dots == domains.bounds[owners]) | (domains.codes[dots - 1] == ord("."))]] = True
        return begins[~bad] - EDGE, ends[~bad] - EDGE, begins[bad] - EDGE


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
