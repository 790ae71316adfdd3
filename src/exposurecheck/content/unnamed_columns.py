"""Names columns that no header names: parts of names beside a column of titles, and numbers of the insured."""

from collections.abc import Sequence
from dataclasses import replace

from exposurecheck.content import fold, names
from exposurecheck.content.insurance_columns import with_insurance
from exposurecheck.content.number_parts import with_numbers
from exposurecheck.content.units import Table

_TITLES = frozenset(("様", "殿", "さま", "先生", "御中", "行", "宛"))
_LOOK, _FEWEST = 100, 3
"""Cells that are looked at, and titles from which a column is one of them."""
_MOSTLY, _KNOWN = 0.9, 0.6
"""Shares of cells that are titles, and of names that a dictionary has."""


def with_names_of_columns(table: Table) -> Table:
    """Return the table with headers for what can be told without them."""
    return _with_titles(with_insurance(with_numbers(table)))


def _with_titles(table: Table) -> Table:
    """Name the columns before one of titles: 土屋, 亮, 様."""
    if any(table.columns):
        return table
    place = next((at for at, cells in enumerate(table.values) if at and _titles(cells)), None)
    if place is None:
        return table
    before = ("姓", "名") if place > 1 and _families(table.values[place - 2]) else ("氏名",)
    columns = (*table.columns[: place - len(before)], *before, "敬称", *table.columns[place + 1 :])
    return replace(table, columns=columns)


def _titles(column: Sequence[str]) -> bool:
    cells = _filled(column)
    return len(cells) >= _FEWEST and sum(cell in _TITLES for cell in cells) >= _MOSTLY * len(cells)


def _families(column: Sequence[str]) -> bool:
    cells = _filled(column)
    known = sum(fold.name(cell) in names.family_names() for cell in cells)
    return bool(cells) and known >= _KNOWN * len(cells)


def _filled(column: Sequence[str]) -> list[str]:
    return list(filter(None, map(str.strip, column[:_LOOK])))
