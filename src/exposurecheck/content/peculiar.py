"""Tells samples and mailboxes of a function among the folded values of a column, looking closely at few of them."""

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from exposurecheck.content import series
from exposurecheck.content.codes import Mask
from exposurecheck.content.detector import Detector
from exposurecheck.content.finder import compile_finder, in_crate
from exposurecheck.content.offices import ROLE_MAILBOX

if TYPE_CHECKING:
    import polars as pl

_ANCHORED = "^(?:"
"""Begins expressions that are looked for at the begin only, not in all of a value: line ends are looked for apart."""
_WITHOUT_GROUPS = re.compile(r"\((?:[^()]|\([^()]*\))*\)")


def peculiar(detector: Detector, folded: "pl.Series") -> tuple[Mask, Mask]:
    """Tell which folded values are samples, and which are mailboxes of a function."""
    wants_roles = detector.id == "email"
    pattern = _any_of(detector.exclude.regexes, tuple(sorted(detector.samples)), roles=wants_roles)
    tests, roles = np.zeros(len(folded), np.bool_), np.zeros(len(folded), np.bool_)
    if pattern is None or (pattern.startswith(_ANCHORED) and bool(folded.str.contains("\n", literal=True).any())):
        places = np.arange(len(folded))
    elif pattern:
        places = folded.str.contains(pattern).arg_true().to_numpy()
    else:
        return tests, roles
    if places.size:
        few = folded.gather(places) if places.size < len(folded) else folded
        tests[places] = series.samples(detector, few)
        if wants_roles:
            roles[places] = series.matches(ROLE_MAILBOX, few, whole=True)
    return tests, roles


@cache
def _any_of(regexes: tuple[str, ...], samples: tuple[str, ...], *, roles: bool) -> str | None:
    """Return one expression that is found in each such value, and in few others; None where there is none."""
    finder = compile_finder(regexes)
    role = in_crate(ROLE_MAILBOX, whole=True) if roles else ""
    if finder.others or role is None:
        return None
    whole = "|".join(map(re.escape, (*finder.whole, *samples)))
    parts = [*finder.portable, *map(re.escape, finder.literals), f"^(?:{whole})$" if whole else "", role]
    wanted = [part for part in parts if part]
    # To Python "$" may stand before a last "\\n".
    if all(part.startswith("^") and "|" not in _WITHOUT_GROUPS.sub("", part) for part in wanted):
        return f"{_ANCHORED}{'|'.join(part[1:] for part in wanted)})" if wanted else ""
    return "|".join([*(f"(?:{part})" for part in wanted), "\n"])
