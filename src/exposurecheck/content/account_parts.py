"""Names the columns of accounts that no header names: 0009, 101, 1, 1234567, ﾔﾏﾀﾞ ﾊﾅｺ, and 記号, 番号 of the post."""

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
_POSTAL = (("記号", re.compile("[01][0-9]{3}0")), ("番号", re.compile("[0-9]{6,7}1")))
"""Headers of an account at Japan Post Bank, as of an insured person, and what only its symbol and number look like."""
_NEARLY_ALL = 0.9
_SOMEBODY = re.compile("氏名|名前|名義|[ァ-ヶー一-龥々](?:カナ|かな)$|[フふ][リり][ガが][ナな]|[者員人客主]名?$|様$")
"""Headers of tables of people: other tables have symbols and numbers of parts and drawings."""


def with_accounts(table: Table) -> Table:
    """Return a table with headers for the accounts that its rows are or hold; any other as it is."""
    if any(header.strip() == _POSTAL[0][0] for header in table.columns) and any(map(_SOMEBODY.search, table.columns)):
        return _with_postal_accounts(table)
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


def _with_postal_accounts(table: Table) -> Table:
    """Return a table with columns of symbols and numbers with headers that say of which bank, if it is that one."""
    columns = [header.strip() for header in table.columns]
    pair = [columns.index(name) for name, _ in _POSTAL if columns.count(name) == 1]
    if len(pair) < len(_POSTAL) or not _postal(*(table.values[place] for place in pair)):
        return table
    told = (f"ゆうちょ{header}" if place in pair else table.columns[place] for place, header in enumerate(columns))
    return replace(table, columns=tuple(told))


def _postal(symbols: Sequence[str], numbers: Sequence[str]) -> bool:
    rows = zip(symbols[:_LOOK], numbers[:_LOOK], strict=True)
    pairs = [pair for pair in rows if any(cell.strip() for cell in pair)]
    fits = sum(
        all(rule.fullmatch(cell.strip()) for cell, (_, rule) in zip(pair, _POSTAL, strict=True)) for pair in pairs
    )
    return fits >= max(_FEWEST, _NEARLY_ALL * len(pairs))


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
