"""Names the columns behind an insurer's number where nothing else names them: symbol and number of the insured."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from exposurecheck.content import fold, names
from exposurecheck.content.units import Table
from exposurecheck.content.validators import insurer

_INSURER = re.compile("[0-9]{6}(?:[0-9]{2})?")
_INSURED = re.compile("[0-9０-９]{1,10}|[一-龥ぁ-ん][一-龥ぁ-ん0-9０-９・\\-]{0,9}")
_LOOK, _FEWEST, _INSURERS = 100, 5, 3
"""Rows that are looked at, those that are filled at least, and different insurers: a check digit is right by chance."""
_MOSTLY = 0.9
_FEW = 20
"""Rows in which names are looked for."""
_NAMES = ("保険者番号", "被保険者証記号", "被保険者証番号")


def with_insurance(table: Table, *, of_people: bool = False) -> Table:
    """Return the table with names for the columns of insurer, symbol and number that have none.

    ``of_people``: its rows say more of people whom another table names.
    """
    for place in range(len(table.columns) - 2):
        if (
            not any(table.columns[place : place + 3])
            and _of_insurers(table, place)
            and (of_people or names_people(table))
        ):
            columns = (*table.columns[:place], *_NAMES, *table.columns[place + 3 :])
            return replace(table, columns=columns)
    return table


def _of_insurers(table: Table, place: int) -> bool:
    first, *others = (list(islice(table.values[place + at], _LOOK)) for at in range(3))
    filled = [cell for cell in first if cell]
    if len(filled) < _FEWEST or len(set(filled)) < _INSURERS or not all(map(_insurer, filled[:2])):
        return False
    if sum(map(_insurer, filled)) < _MOSTLY * len(filled):
        return False
    return all(_of_insured([cell for cell in column if cell], len(filled)) for column in others)


def names_people(table: Table) -> bool:
    """Tell whether a column of a table names people: there are statistics of insurers, too."""
    return any(map(_names, table.values))


def _names(column: Sequence[str]) -> bool:
    cells = [cell for cell in islice(column, _FEW) if cell]
    return 2 * sum(names.full_name(fold.name(cell)) for cell in cells) > len(cells)


def _insurer(cell: str) -> bool:
    return _INSURER.fullmatch(cell) is not None and insurer(cell)


def _of_insured(cells: list[str], rows: int) -> bool:
    told = sum(map(bool, map(_INSURED.fullmatch, cells)))
    return 2 * len(cells) >= rows and told >= _MOSTLY * len(cells) and len(set(cells)) > 1
