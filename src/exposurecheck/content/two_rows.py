"""Makes one row of a record that a table writes over two: kana above the name, or a phone number above an address."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from exposurecheck.content import fold, names
from exposurecheck.content.readers.header import is_label
from exposurecheck.content.units import Table

_LOOK = 120
"""Rows looked at."""
_FEWEST = 6
"""Rows from which it can be told that every other one is alike."""
_MOSTLY = 0.8
_DATA = re.compile(r"@|[0-9０-９]{2}")
_MOST_ROWS = 20_000
"""Longer tables are no sheets for people, and columns are never taken apart there."""


class TwoRows:
    """The tables of an object whose records are two rows each, as their first parts have shown."""

    def __init__(self) -> None:
        """Know of none yet."""
        self._known: dict[tuple[str, str, tuple[str, ...]], tuple[tuple[str, ...], tuple[str, ...]] | None] = {}

    def joined(self, table: Table) -> Table:
        """Return the table with a row for each record; itself where it has one already."""
        key, begin = (table.where, table.table, table.columns), 0
        if key not in self._known:
            second = _second_header(table)
            begin = 1 if second else 0
            self._known[key] = _headers(table, second)
        heads = self._known[key]
        return table if heads is None else _joined(table, heads, begin)


def _second_header(table: Table) -> tuple[str, ...] | None:
    """Return the first row if it names columns, as the one above it does."""
    row = tuple(column[0].strip() for column in table.values)
    filled = [cell for cell in row if cell]
    names_columns = len(filled) > 1 and all(map(is_label, filled))
    return row if names_columns else None


def _headers(table: Table, second: tuple[str, ...] | None) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the column names of the upper and of the lower rows; None where they hold the same."""
    if len(table.values[0]) > _MOST_ROWS:
        return None
    rows = _rows(table, 1 if second else 0, _LOOK)
    if len(rows) < _FEWEST or not any(table.columns):
        return None
    turns = [_turns(rows, column) for column in range(len(table.columns))]
    if turns.count("kana") + 2 * turns.count("kinds") < (1 if second else 2) and not _ruby(turns):
        return None
    if second:
        return table.columns, second
    stacked = [header.split(" ", 1) if turn else [header] for header, turn in zip(table.columns, turns, strict=True)]
    return tuple(words[0] for words in stacked), tuple(words[-1] for words in stacked)


def _ruby(turns: list[str]) -> bool:
    """Tell whether readings stand above or below names beside empty cells."""
    return "kana" in turns and "empty" in turns


def _turns(rows: Sequence[Sequence[str]], column: int) -> str:
    """Say in what every other cell of a column differs: "kana", "kinds", "empty", or "" for nothing."""
    upper, lower = (_kind([row[column] for row in rows[start::2]]) for start in (0, 1))
    if upper is None or lower is None or upper == lower:
        return ""
    if "" in {upper, lower}:
        return "empty"
    return "kana" if {upper, lower} == {"kana", "word"} else "kinds"


def _kind(cells: Sequence[str]) -> str | None:
    """Return what most cells are; None when they are mixed."""
    kind, count = Counter(map(_kind_of, cells)).most_common(1)[0]
    return kind if count >= _MOSTLY * len(cells) else None


def _kind_of(cell: str) -> str:
    if not cell.strip():
        return ""
    if "@" in cell:
        return "mail"
    if _DATA.search(cell):
        return "address" if re.search("[都道府県市区町村郡]", cell) else "data"
    return "kana" if names.is_kana(fold.name(cell)) else "word"


def _rows(table: Table, begin: int, limit: int | None = None) -> list[tuple[str, ...]]:
    rows = list(
        zip(*(column[begin : None if limit is None else begin + limit] for column in table.values), strict=True)
    )
    return [row for row in rows if any(cell.strip() for cell in row)]


def _joined(table: Table, heads: tuple[tuple[str, ...], tuple[str, ...]], begin: int) -> Table:
    rows = _rows(table, begin)
    width = len(table.columns)
    pairs = [(*upper, *lower) for upper, lower in zip_longest(rows[::2], rows[1::2], fillvalue=("",) * width)]
    values = tuple(list(column) for column in zip(*pairs, strict=True))
    filled = [index for index, column in enumerate(values) if any(column)]
    columns = (*heads[0], *heads[1])
    return Table(
        tuple(columns[index] for index in filled), tuple(values[index] for index in filled), table.where, table.table
    )
