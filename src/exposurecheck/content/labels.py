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
_CODE_BITS = 21
_SPACES = [code for code in range(0x3001) if chr(code).isspace()]


@dataclass(frozen=True, slots=True)
class _Labels:
    """All labels as a tree: from each state the characters that lead on, so that many lines are read at once."""

    steps: Offsets
    """State and character, in order."""
    targets: Offsets
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
    ordered = sorted((state << _CODE_BITS | code, target) for (state, code), target in steps.items())
    keys, targets = np.array(ordered, np.int64).T.copy()
    firsts = table_of("".join(label[0] for label in names.form_labels()))
    return _Labels(keys, targets, np.isin(np.arange(len(states) + 1), list(ends)), firsts)


def begin_with_label(codes: Codes, begins: Offsets) -> NDArray[np.bool_]:
    """Tell at which of ``begins`` a label begins."""
    labels, found = _labels(), np.zeros(begins.size, np.bool_)
    initial = codes[np.minimum(begins, codes.size - 1)] if codes.size else codes[:0]
    alive = np.flatnonzero(labels.firsts[np.minimum(initial.astype(np.int64), SIZE - 1)])
    state = np.zeros(alive.size, np.int64)
    for ahead in range(LONGEST):
        places = begins[alive] + ahead
        inside = places < codes.size
        alive, places, state = alive[inside], places[inside], state[inside]
        if not alive.size:
            break
        step = state << _CODE_BITS | codes[places].astype(np.int64)
        at = np.minimum(np.searchsorted(labels.steps, step), labels.steps.size - 1)
        leads = labels.steps[at] == step
        alive, state = alive[leads], labels.targets[at[leads]]
        done = labels.ends[state]
        found[alive[done]] = True
        alive, state = alive[~done], state[~done]
    return found
