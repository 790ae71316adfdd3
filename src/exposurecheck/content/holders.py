"""Tells whose accounts are in a row that names several people: of whom the holder's name is that of, in kana or not."""

import re
from collections.abc import Sequence
from itertools import islice

from exposurecheck.content import fold, headers, names
from exposurecheck.content.same_person import reads_as
from exposurecheck.content.units import Table
from exposurecheck.content.verdicts import Verdict

_HOLDER = re.compile("名義|^受取人(?!.*銀行)|payee|(?:^|_)(?:card|account)?_?holder(?:_|$)|meigi")
_MANY, _NEARLY_ALL = 200, 0.95
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


def of_firms(table: Table) -> bool:
    """Tell whether whoever holds the accounts in a table is named, and is a firm in nearly all rows."""
    columns = zip(map(headers.folded, table.columns), table.values, strict=True)
    holders = next((cells for header, cells in columns if _HOLDER.search(header)), ())
    held = [fold.width(cell) for cell in holders[:_MANY] if cell]
    return bool(held) and sum(map(names.is_organisation, held)) >= _NEARLY_ALL * len(held)


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
    both = ((left, right) for left, right in zip(one, other, strict=True) if left and right)
    people = (pair for pair in both if not any(map(names.is_organisation, map(fold.width, pair))))
    rows = [(fold.name(left), fold.name(right)) for left, right in islice(people, _LOOK)]
    return sum(left == right or _read(left, right) or _read(right, left) for left, right in rows) / max(1, len(rows))


def _read(name: str, kana: str) -> bool:
    return names.is_kana(kana) and not names.is_kana(name) and reads_as(name, kana)
