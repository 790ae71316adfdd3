"""Takes a table apart that is several below each other, and takes out their headings: the header again, or another."""

import re
from collections.abc import Sequence
from itertools import pairwise

from exposurecheck.content.column_bytes import beginning_with
from exposurecheck.content.readers.header import is_label
from exposurecheck.content.strings import as_series
from exposurecheck.content.units import Table

_HEADINGS = 2
"""Rows above a header that comes again which can tell of what follows: ３年２組, 担任, 水野 蓮."""
_CLASS = re.compile(
    "(?:[0-9０-９一二三四五六]年)?[0-9０-９A-Z一二三四五六]{1,2}(?:組|班|クラス).{0,6}|[正副]?(?:担任|担当|主任|責任者|班長)(?:名|者|教諭)?"
)
_OF_NAMES = (
    "^[お御ご]?(?:会員|社員|職員|患者|利用者|生徒|児童|園児|参加者|受講者|顧客)?(?:氏[　 ]?名|名[　 ]?前)"
    "(?:[（(][^（()）]{1,12}[)）])?$"
)
_FIRST_OF_NAMES = "お御ご会社職患利生児園参受顧氏名"
"""Headers of names that begin another table further down, and with what these begin."""
_LABELS = 0.6
_MOST_ROWS = 20_000
"""Rows of a table in which another header is looked for: sheets for people are shorter."""

_Row = Sequence[str]


def taken_apart(table: Table) -> tuple[list[Table], str]:
    """Return the tables below each other, without their headers and the lines above these, and those lines as text."""
    labels = [index for index, header in enumerate(table.columns) if header.strip()]
    if len(labels) < 2:  # noqa: PLR2004 - one word may well be a value
        return [table], ""
    again = _again(table, labels)
    others = [] if len(table.values[0]) > _MOST_ROWS else _others(table, set(again))
    if not again and not others:
        return [table], ""
    heads = sorted([*again, *others])
    drop, lines = set(heads), list[str]()
    for place in heads:
        above = [row for row in range(max(0, place - _HEADINGS), place) if row not in drop]
        cells = {row: _row(table, row) for row in above}
        while above and not all(_tells(cells[row], len(labels)) for row in above):
            above = above[1:]
        drop.update(above)
        lines += [" ".join(filter(None, cells[row])) for row in above]
    bounds = [0, *others, len(table.values[0])]
    parts = [
        _part(table, [row for row in range(begin, end) if row not in drop], begin if begin in others else None)
        for begin, end in pairwise(bounds)
    ]
    return [part for part in parts if part.values and part.values[0]], "\n".join(lines)


def _tells(cells: _Row, width: int) -> bool:
    """Tell whether a row is no record: narrower than the header, or one that speaks of a class."""
    return sum(map(bool, cells)) < width or any(map(_CLASS.fullmatch, cells))


def _again(table: Table, labels: list[int]) -> list[int]:
    """Return the rows that are the header."""
    first = labels[0]
    places = (as_series(table.values[first]) == table.columns[first]).arg_true().to_list()
    return [row for row in places if all(table.values[index][row].strip() == table.columns[index] for index in labels)]


def _others(table: Table, again: set[int]) -> list[int]:
    """Return the rows that are the header of another table."""
    found: set[int] = set()
    for column in map(as_series, table.values):
        perhaps = beginning_with(column, _FIRST_OF_NAMES)
        if perhaps.size:
            told = column.gather(perhaps).str.contains(_OF_NAMES).to_numpy()
            found.update(perhaps[told].tolist())
    return [row for row in sorted(found - again) if row > 0 and _is_header(_row(table, row))]


def _is_header(row: _Row) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and len(set(filled)) == len(filled) and sum(map(is_label, filled)) >= _LABELS * len(filled)


def _part(table: Table, rows: list[int], head: int | None) -> Table:
    columns = table.columns if head is None else tuple(_row(table, head))
    name = table.table if head is None else f"{table.table} below {head}"
    values = tuple(as_series(column).gather(rows).to_list() for column in table.values)
    kept = [index for index, column in enumerate(values) if head is None or columns[index] or any(column)]
    return Table(tuple(columns[index] for index in kept), tuple(values[index] for index in kept), table.where, name)


def _row(table: Table, row: int) -> list[str]:
    return [column[row].strip() for column in table.values]
