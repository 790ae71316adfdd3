"""Takes headings out of a table that is several below each other: the header again, and what tells of the next part."""

import re
from collections.abc import Sequence

import numpy as np

from exposurecheck.content.strings import as_series
from exposurecheck.content.units import Table

_CLASS = re.compile(
    "[0-9０-９一二三四五六]{1,2}(?:年|組|班|学年|クラス).{0,6}|[正副]?(?:担任|担当|主任|責任者|班長)(?:名|者|教諭)?"
)
_HEADINGS = 2
"""Rows above a header that comes again which can tell of what follows: ３年２組, 担任, 水野 蓮."""


def taken_apart(table: Table) -> tuple[Table, str]:
    """Return the table without headers that come again and the lines above them, and those lines as text."""
    labels = [index for index, header in enumerate(table.columns) if header.strip()]
    if len(labels) < 2:  # noqa: PLR2004 - one word may well be a value
        return table, ""
    again = _again(table, labels)
    if not again:
        return table, ""
    rows = {row: _row(table, row) for place in again for row in range(max(0, place - _HEADINGS), place)}
    drop, lines = set(again), list[str]()
    for place in again:
        above = [row for row in range(max(0, place - _HEADINGS), place) if row not in drop]
        while above and not all(_tells(rows[row], len(labels)) for row in above):
            above = above[1:]
        drop.update(above)
        lines += [" ".join(filter(None, rows[row])) for row in above]
    keep = np.ones(len(table.values[0]), np.bool_)
    keep[list(drop)] = False
    values = tuple(_kept(column, keep) for column in table.values)
    return Table(table.columns, values, table.where, table.table), "\n".join(lines)


def _tells(cells: Sequence[str], width: int) -> bool:
    """Tell whether a row is no record: narrower than the header, or one that speaks of a class."""
    return sum(map(bool, cells)) < width or any(map(_CLASS.fullmatch, cells))


def _again(table: Table, labels: list[int]) -> list[int]:
    """Return the rows that are the header."""
    first = labels[0]
    places = (as_series(table.values[first]) == table.columns[first]).arg_true().to_list()
    return [row for row in places if all(table.values[index][row].strip() == table.columns[index] for index in labels)]


def _row(table: Table, row: int) -> list[str]:
    return [column[row].strip() for column in table.values]


def _kept(column: Sequence[str], keep: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> list[str]:
    return [cell for cell, stays in zip(column, keep.tolist(), strict=True) if stays]
