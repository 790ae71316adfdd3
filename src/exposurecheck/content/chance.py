"""Tells numbers that pass a check by chance, as one in ten of any others does."""

import numpy as np

from exposurecheck.content.judging import Judged
from exposurecheck.content.rules import Rule

_SHARE, _FROM = 0.3, 20
"""Share of numbers in groups that pass a check up to which, and how many from which, they did so by chance."""


class Chance:
    """Counts how many numbers in groups of digits (4-4-4-4) pass their check in one object."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self._counts: dict[str, tuple[int, int]] = {}

    def passed(self, rule: Rule, judged: Judged) -> bool:
        """Count values of one rule, and tell whether many were judged up to here, of which few passed the check."""
        if not rule.checksummed or not rule.shapes or any(len(shape.lengths) == 1 for shape in rule.shapes):
            return False
        tried, passed = self._counts.get(rule.detector.id, (0, 0))
        tried, passed = tried + judged.good.size, passed + int(np.count_nonzero(judged.good))
        self._counts[rule.detector.id] = tried, passed
        return tried >= _FROM and passed <= _SHARE * tried
