"""Makes one row of a record that a table writes over several: kana above the name, or a phone above an address.

Further rows of column names, and of their types, are taken out: Name, below it 氏名, below it varchar(50).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice, takewhile, zip_longest

from exposurecheck.content import fold, names
from exposurecheck.content.readers.header import is_label, is_type
from exposurecheck.content.units import Table

_LOOK = 120
"""Rows looked at."""
_FEWEST = 3
"""Records from which it can be told that their rows are alike."""
_MOST_HEADERS = 2
"""Rows of column names below the first."""
_MOSTLY = 0.8
_DATA = re.compile(r"@|[0-9０-９]{2}")
_MOST_ROWS = 20_000
"""Longer tables are no sheets for people, and columns are never taken apart there."""


_Heads = tuple[tuple[str, ...], ...]
"""Names of columns of the first, second ... row of each record."""


class TwoRows:
    """The tables of an object whose records are two rows each, or three, as their first parts have shown."""

    def __init__(self) -> None:
        """Know of none yet."""
        self._known: dict[tuple[str, str, tuple[str, ...]], _Heads | None] = {}
        self._named: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...]] = {}

    def joined(self, table: Table) -> Table:
        """Return the table with a row for each record; itself where it has one already."""
        key, begin = (table.where, table.table, table.columns), 0
        if key not in self._known:
            more = _more_headers(table)
            begin = len(more)
            self._known[key] = _headers(table, more)
            if self._known[key] is None:
                self._named[key] = _names(table, more)
                begin += _types(table, begin)
        heads = self._known[key]
        return _below(table, self._named[key], begin) if heads is None else _joined(table, heads, begin)


def _more_headers(table: Table) -> _Heads:
    """Return the first rows as far as they name columns, as the one above them does."""
    found: list[tuple[str, ...]] = []
    for place in range(min(_MOST_HEADERS, len(table.values[0]))):
        row = tuple(column[place].strip() for column in table.values)
        filled = [cell for cell in row if cell]
        if len(filled) < 2 or not all(map(is_label, filled)):  # noqa: PLR2004 - one word may well be a value
            break
        found.append(row)
    return tuple(found)


def _types(table: Table, begin: int) -> int:
    """Return how many rows from ``begin`` on say of what type the columns are."""
    rows = ([column[place].strip() for column in table.values] for place in range(begin, len(table.values[0])))
    of_types = (sum(map(bool, row)) > 1 and all(map(is_type, filter(None, row))) for row in rows)
    return sum(takewhile(bool, islice(of_types, _MOST_HEADERS)))


def _names(table: Table, more: _Heads) -> tuple[str, ...]:
    """Return the name of each column: the first that reads like one."""
    named = zip(table.columns, *more, strict=True)
    return tuple(next(filter(is_label, cells), cells[0]) for cells in named)


def _below(table: Table, columns: tuple[str, ...], begin: int) -> Table:
    """Return the table without the rows above ``begin``, which name its columns."""
    if (not begin and columns == table.columns) or begin == len(table.values[0]):
        return table
    return replace(table, columns=columns, values=tuple(column[begin:] for column in table.values))


def _headers(table: Table, more: _Heads) -> _Heads | None:
    """Return the column names of each row of a record; None where all rows hold the same."""
    if len(table.values[0]) > _MOST_ROWS or not any(table.columns):
        return None
    size = len(more) + 1 if more else 2
    rows = _rows(table, len(more), _LOOK)
    if len(rows) < _FEWEST * size:
        return None
    turns = [_turns(rows, column, size) for column in range(len(table.columns))]
    if turns.count("kana") + 2 * turns.count("kinds") < (1 if more else 2) and not _ruby(turns):
        return None
    if more:
        return table.columns, *more
    stacked = [
        re.split("[ 　/／・]", header, maxsplit=1) if turn else [header]
        for header, turn in zip(table.columns, turns, strict=True)
    ]
    return tuple(words[0] for words in stacked), tuple(words[-1] for words in stacked)


def _ruby(turns: list[str]) -> bool:
    """Tell whether readings stand above or below names and beside empty cells."""
    return "kana" in turns and "empty" in turns


def _turns(rows: Sequence[Sequence[str]], column: int, size: int) -> str:
    """Say in what the rows of a record differ in a column: "kana", "kinds", "empty", or "" for nothing."""
    kinds = {_kind([row[column] for row in rows[start::size]]) for start in range(size)}
    if None in kinds or len(kinds) == 1:
        return ""
    if len(kinds) == 2 and "" in kinds:  # noqa: PLR2004 - nothing, and one kind
        return "empty"
    return "kana" if kinds == {"kana", "word"} else "kinds"


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


def _joined(table: Table, heads: _Heads, begin: int) -> Table:
    rows, size = _rows(table, begin), len(heads)
    empty = ("",) * len(table.columns)
    records = zip_longest(*(rows[start::size] for start in range(size)), fillvalue=empty)
    values = tuple(list(column) for column in zip(*map(chain.from_iterable, records), strict=True))
    filled = [index for index, column in enumerate(values) if any(column)]
    columns = tuple(chain.from_iterable(heads))
    return Table(
        tuple(columns[index] for index in filled), tuple(values[index] for index in filled), table.where, table.table
    )
