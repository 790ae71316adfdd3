"""Leaves out values that another rule of the same detector has found before, with as many points: they never count."""

import numpy as np

from exposurecheck.content.codes import Offsets
from exposurecheck.content.hits import Hits
from exposurecheck.content.rules import Rule
from exposurecheck.content.tries import Spans

_KEYWORD_POINTS = 40
"""Points for a keyword beside a value, at most."""
_BITS = 24
"""A block has fewer than 2**24 characters."""


class Outdone:
    """What the rules have found in one block."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._found: dict[str, list[tuple[int, Offsets]]] = {}

    def fresh(self, rule: Rule, spans: Spans) -> Spans:
        """Return those of ``spans`` that are worth judging."""
        most = rule.pattern.base + (_KEYWORD_POINTS if rule.detector.keywords.any else 0)
        starts, ends = spans
        for base, known in self._found.get(rule.detector.id, ()):
            if base >= most and starts.size:
                wanted = starts << _BITS | ends
                places = np.minimum(np.searchsorted(known, wanted), known.size - 1)
                new = np.flatnonzero(known[places] != wanted)
                starts, ends = starts[new], ends[new]
        return starts, ends

    def keep(self, rule: Rule, found: Hits) -> None:
        """Remember values that ``rule`` has found."""
        known = np.sort(found.start << _BITS | found.end, kind="stable")
        self._found.setdefault(rule.detector.id, []).append((rule.pattern.base, known))
