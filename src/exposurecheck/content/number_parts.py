"""Joins the parts of phone numbers that stand in three columns: 電話番号1, 電話番号2, 電話番号3."""

import re
from functools import lru_cache

from exposurecheck.content.cells import joined
from exposurecheck.content.units import Table

_PART = re.compile("(.*(?:電話|携帯|(?i:tel|phone|mobile|fax)).*?)_?([123１２３])$")
_LOOK = 60
_DIGITS = re.compile("[0-9]{1,5}")


def with_numbers(table: Table) -> Table:
    """Return the table with one column for each number whose parts have three."""
    columns, values = list(table.columns), list(table.values)
    for place in reversed(_firsts(table.columns)):
        parts = [table.values[place + part] for part in range(3)]
        cells = [cell for part in parts for cell in part[:_LOOK] if cell]
        if cells and all(map(_DIGITS.fullmatch, cells)):
            match = _PART.fullmatch(columns[place])
            columns[place : place + 3] = [match[1] if match else ""]
            values[place : place + 3] = [joined(parts, "-")]
    return (
        table if len(columns) == len(table.columns) else Table(tuple(columns), tuple(values), table.where, table.table)
    )


@lru_cache(maxsize=256)
def _firsts(columns: tuple[str, ...]) -> tuple[int, ...]:
    """Return the first columns of three that are numbered and otherwise alike."""
    parts = [_PART.fullmatch(column) for column in columns]
    found: list[int] = []
    for place in range(len(columns) - 2):
        three = parts[place : place + 3]
        stems = {part[1] for part in three if part is not None}
        numbers = "".join(part[2] for part in three if part is not None)
        if len(stems) == 1 and numbers in {"123", "１２３"}:
            found.append(place)
    return tuple(found)
