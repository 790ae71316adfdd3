"""Turns lines of JSON that are alike into one table in one go, without an object for each line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from exposurecheck.content.readers.escapes import may_hold_escapes
from exposurecheck.content.readers.records import MOST_COLUMNS, Record, is_map_of_records, plain, untyped_path
from exposurecheck.content.strings import Strings
from exposurecheck.content.units import Table

if TYPE_CHECKING:
    import polars as pl

_DEEPEST = 8
_FIRST, _SPREAD = 32, 32
"""Lines that are looked at, from the first on and spread over the rest, to learn the fields."""
_QUOTE, _COLON = ord('"'), ord(":")
"""End a key, one behind the other, wherever no string holds a quote."""
_NULL = re.compile(rb'":\s*null\b')
_LIST = re.compile(rb'":\s*\[')
_REST = 3
"""Pieces that are not tried after one whose lines were not alike."""
_LEAST = 64 * 2**10
"""Bytes from which columns are worth learning the fields."""


class AlikeLines:
    """Parses lines that all hold an object with the same fields, or some of them, and no lists."""

    __slots__ = ("_idle", "_schema")

    def __init__(self) -> None:
        self._idle = 0
        self._schema: Mapping[str, pl.DataType] | None = None

    def parse(self, data: bytes) -> Table | None:
        """Return all lines of ``data`` as a table whose columns are field paths; None when they are not so alike.

        Every key in ``data`` is accounted for: one that has not been learned would be one more than there are values.
        """
        if len(data) < _LEAST or (b"\\" in data and _is_tricky(data)):
            return None
        if self._idle:
            self._idle -= 1
            return None
        keys = _keys(data)
        found = self._parsed(data, keys) if self._schema is not None else None
        if found is None:
            self._schema = _learned(data)
            found = self._parsed(data, keys) if self._schema is not None else None
        if found is None:
            self._idle = _REST
            return None
        escaped = may_hold_escapes(data)
        named = [
            (untyped_path(name), _cells(column, escaped=escaped))
            for name, column in found
            if column.null_count() < len(column)
        ]
        return Table(tuple(name for name, _ in named), tuple(cells for _, cells in named)) if named else None

    def _parsed(self, data: bytes, keys: int) -> list[tuple[str, "pl.Series"]] | None:
        import polars as pl  # noqa: PLC0415 - 100 ms to import

        try:
            frame = pl.read_ndjson(data, schema=self._schema)
        except pl.exceptions.PolarsError:
            return None
        columns = list(_unnested(frame, ""))
        missing = keys - sum(len(column) - column.null_count() for _, column in columns)
        if missing and (missing < 0 or missing != len(_NULL.findall(data))):
            return None
        flat = [(name, column) for name, column in columns if not isinstance(column.dtype, pl.Struct)]
        texts = [column for _, column in flat if column.dtype == pl.String]
        if any((column == "{}").any() for column in texts):
            return None
        if any(column.str.starts_with("[").any() for column in texts) and _LIST.search(data):
            return None
        return flat


def _keys(data: bytes) -> int:
    """Return how many keys there are; to look for two bytes that are everywhere takes ``bytes.count`` long."""
    signs = np.frombuffer(data, np.uint8)
    return int(np.count_nonzero((signs[:-1] == _QUOTE) & (signs[1:] == _COLON)))


def _is_tricky(data: bytes) -> bool:
    """Tell whether strings may hold what looks like the end of a key, or halves of a surrogate pair."""
    return b'\\":' in data or b"\\ud" in data or b"\\uD" in data


def _unnested(frame: "pl.DataFrame", path: str) -> Iterator[tuple[str, "pl.Series"]]:
    """Yield every column with its path, the fields of nested objects after their object."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    for column in frame.get_columns():
        name = f"{path}.{column.name}" if path else column.name
        yield name, column
        if isinstance(column.dtype, pl.Struct):
            yield from _unnested(column.struct.unnest(), name)


def _cells(column: "pl.Series", *, escaped: bool) -> Sequence[str]:
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    if column.dtype != pl.String:
        return ["" if value is None else str(value) for value in column.to_list()]
    cells = Strings(column.fill_null("") if column.null_count() else column)
    return plain(list(cells)) if escaped else cells


def _learned(data: bytes) -> Mapping[str, "pl.DataType"] | None:
    """Return the fields of some of the lines; None when they are no objects or hold more than plain values."""
    import orjson  # noqa: PLC0415 - only what a file needs is imported

    try:
        records = [orjson.loads(line) for line in _some_lines(data)]
    except orjson.JSONDecodeError:
        return None
    return _schema(records, 0) if records and all(isinstance(record, dict) for record in records) else None


def _some_lines(data: bytes) -> Iterator[bytes]:
    begin = 0
    for number in range(_FIRST + _SPREAD):
        if number >= _FIRST:
            begin = max(begin, data.find(b"\n", len(data) // _SPREAD * (number - _FIRST)) + 1)
        end = data.find(b"\n", begin)
        line = data[begin : end if end >= 0 else len(data)]
        if line and not line.isspace():
            yield line
        if end < 0:
            return
        begin = end + 1


def _schema(records: list[Record], depth: int) -> dict[str, "pl.DataType"] | None:
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    names = dict.fromkeys(chain.from_iterable(records))
    if depth > _DEEPEST or "" in names or len(names) > MOST_COLUMNS or any(map(is_map_of_records, records)):
        return None
    schema: dict[str, pl.DataType] = {}
    for name in names:
        values = [record[name] for record in records if record.get(name) is not None]
        inner = [value for value in values if isinstance(value, dict)]
        if inner:
            fields = _schema(inner, depth + 1) if len(inner) == len(values) else None
            if not fields:
                return None
            schema[name] = pl.Struct(fields)
        elif any(isinstance(value, list) for value in values):
            return None
        else:
            schema[name] = pl.Float64() if any(isinstance(value, float) for value in values) else pl.String()
    return schema or None
