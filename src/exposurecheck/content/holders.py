"""Tells whose accounts are in a row that names several people: of whom the holder's name is that of, in kana or not."""

import re
from collections.abc import Sequence

from exposurecheck.content import fold, headers, names
from exposurecheck.content.same_person import reads_as
from exposurecheck.content.units import Table
from exposurecheck.content.verdicts import Verdict

_HOLDER = re.compile("名義|(?:^|_)(?:card|account)?_?holder(?:_|$)|meigi")
_LOOK = 12
"""Rows in which the holder is looked for."""


def of_holders(table: Table, verdicts: Sequence[Verdict], owners: dict[int, headers.Owner]) -> dict[int, headers.Owner]:
    """Return the columns of holders of accounts whose name is that of somebody whom another column names."""
    named = [verdict.index for verdict in verdicts if verdict.detector.id == "person_name"]
    holders = [index for index in named if _HOLDER.search(headers.folded(table.columns[index]))]
    others = [index for index in named if index not in holders and owners[index][1] != "staff"]
    found: dict[int, headers.Owner] = {}
    for index in holders:
        shares = {other: _same(table.values[index], table.values[other]) for other in others}
        best = max(shares, key=shares.__getitem__, default=None)
        if best is not None and 2 * shares[best] > 1:
            found[index] = owners[best]
    return found


def named_before(table: Table, verdicts: Sequence[Verdict]) -> dict[int, int]:
    """Return for columns of names that no header speaks of the column before them that names the same people."""
    firsts: list[int] = []
    found: dict[int, int] = {}
    for index in (v.index for v in verdicts if v.detector.id == "person_name" and v.likely):
        same = next((first for first in firsts if 2 * _same(table.values[first], table.values[index]) > 1), None)
        if same is None:
            firsts.append(index)
        else:
            found[index] = same
    return found


def _same(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of rows in which two columns name the same person, of those in which both name somebody."""
    rows = [(fold.name(left), fold.name(right)) for left, right in zip(one, other, strict=True) if left and right]
    rows = rows[:_LOOK]
    return sum(left == right or _read(left, right) or _read(right, left) for left, right in rows) / max(1, len(rows))


def _read(name: str, kana: str) -> bool:
    return names.is_kana(kana) and not names.is_kana(name) and reads_as(name, kana)
