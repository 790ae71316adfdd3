"""Names the columns of accounts in tables without headers, as banks take them: 0009, 101, 1, 1234567, ﾔﾏﾀﾞ ﾊﾅｺ."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from exposurecheck.content.units import Table

_PARTS = (
    ("銀行コード", re.compile("[0-9]{4}"), 1),
    ("支店コード", re.compile("[0-9]{3}"), 3),
    ("預金種目", re.compile("[1249]|普通|当座|貯蓄"), 4),
    ("口座番号", re.compile("[0-9]{7}"), 1),
    ("口座名義人", re.compile("[^0-9]{2,}"), 1),
)
"""What stands one behind the other, and how many columns further at most, past the names of a bank and a branch."""
_LOOK, _FEWEST, _HALF = 200, 2, 0.5
_MOST_COLUMNS = 40


def with_accounts(table: Table) -> Table:
    """Return a table without headers whose rows are accounts with headers for these; any other as it is."""
    width = len(table.columns)
    if any(map(str.strip, table.columns)) or not len(_PARTS) <= width <= _MOST_COLUMNS or not table.values[0]:
        return table
    rows = list(islice(zip(*table.values, strict=True), _LOOK))
    places = next((found for row in rows[: _FEWEST + 1] if (found := _places(row))), None)
    if places is None:
        return table
    fits = sum(_fits(row, places) for row in rows)
    if fits < max(_FEWEST, _HALF * len(rows)):
        return table
    names = dict(zip(places, (name for name, _, _ in _PARTS), strict=True))
    kept = [row for row in zip(*table.values, strict=True) if _fits(row, places)]
    values = tuple(list(column) for column in zip(*kept, strict=True))
    return replace(table, columns=tuple(names.get(index, "") for index in range(width)), values=values)


def _places(row: Sequence[str]) -> list[int] | None:
    """Return where the parts of an account stand in a row; None where there is none."""
    for begin in range(len(row)):
        places, place = list[int](), begin - 1
        for _, rule, further in _PARTS:
            near = range(place + 1, min(place + 1 + further, len(row)))
            found = next((index for index in near if rule.fullmatch(row[index].strip())), None)
            if found is None:
                break
            places.append(found)
            place = found
        if len(places) == len(_PARTS):
            return places
    return None


def _fits(row: Sequence[str], places: Sequence[int]) -> bool:
    return all(rule.fullmatch(row[place].strip()) for place, (_, rule, _) in zip(places, _PARTS, strict=True))
