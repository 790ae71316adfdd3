"""Tells which lines begin with a label of a form that stands before its value without a colon: 氏　名　山田."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content import names
from exposurecheck.content.classes import SIZE, Table, table_of
from exposurecheck.content.codes import Codes, Offsets

LONGEST = 20
"""Characters of the longest label, with the spaces that it is spaced out with."""
_SPACES = [code for code in range(0x3001) if chr(code).isspace()]


@dataclass(frozen=True, slots=True)
class _Labels:
    """All labels as a tree: from each state the characters that lead on, so that many lines are read at once."""

    kinds: NDArray[np.uint16]
    """For each character its number among those of labels, 0 for all others."""
    steps: NDArray[np.uint16]
    """For each state and such a number the state that it leads to, 0 where it leads nowhere."""
    ends: NDArray[np.bool_]
    """Which states are the end of a label."""
    firsts: Table
    """With what labels begin."""


@cache
def _labels() -> _Labels:
    steps: dict[tuple[int, int], int] = {}
    ends: set[int] = set()
    for label in names.form_labels():
        state = 0
        for sign in label:
            state = steps.setdefault((state, ord(sign)), len(steps) + 1)
        ends.add(state)
    states = range(1, len(steps) + 1)
    steps |= {(state, space): state for state in states for space in _SPACES}
    kinds = np.zeros(SIZE, np.uint16)
    signs = sorted({code for _, code in steps})
    kinds[signs] = np.arange(1, len(signs) + 1)
    targets = np.zeros((len(states) + 1, len(signs) + 1), np.uint16)
    for (state, code), target in steps.items():
        targets[state, kinds[code]] = target
    firsts = table_of("".join(label[0] for label in names.form_labels()))
    return _Labels(kinds, targets, np.isin(np.arange(len(states) + 1), list(ends)), firsts)


def begin_with_label(codes: Codes, begins: Offsets) -> NDArray[np.bool_]:
    """Tell at which of ``begins`` a label begins; ``codes`` fit tables of 65,536 places."""
    labels, found = _labels(), np.zeros(begins.size, np.bool_)
    initial = codes[np.minimum(begins, codes.size - 1)] if codes.size else codes[:0]
    alive = np.flatnonzero(labels.firsts[initial])
    state = np.zeros(alive.size, np.uint16)
    for ahead in range(LONGEST):
        places = begins[alive] + ahead
        inside = places < codes.size
        alive, places, state = alive[inside], places[inside], state[inside]
        state = labels.steps[state, labels.kinds[codes[places]]]
        found[alive[labels.ends[state]]] = True
        left = np.flatnonzero((state > 0) & ~labels.ends[state])
        if not left.size:
            break
        alive, state = alive[left], state[left]
    return found
