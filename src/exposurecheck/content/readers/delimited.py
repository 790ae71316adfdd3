"""Turns delimited text (CSV, TSV and their kin) into tables, one per block, ragged rows and odd quotes included."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from exposurecheck.content.readers.base64_text import plain_column
from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.dialect import NO_QUOTE, STAND_IN, Dialect
from exposurecheck.content.readers.escapes import may_hold_escapes, unescape
from exposurecheck.content.readers.grid import grid_units, titles_above
from exposurecheck.content.readers.header import find_header, name_columns
from exposurecheck.content.strings import Strings
from exposurecheck.content.units import Table, Text, Unit
from exposurecheck.content.upright import stands_upright

_BLOCK = 5 * 2**20
"""Bytes of a table looked at together: longer columns cost less time and more memory."""
_EXCEL_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)


def read_delimited(stream: TextStream, dialect: Dialect) -> Iterator[Unit]:
    """Yield one table per block, with the same column names, and what stands above the header as text."""
    if dialect.is_form:
        yield from grid_units(dialect.rows)
        return
    start = None if stands_upright(dialect.rows) else find_header(dialect.rows)
    columns: tuple[str, ...] = ()
    if start is not None:
        above = dialect.rows[start - 1] if start else None
        columns = name_columns(above, dialect.rows[start])
        titles = "\n".join(" ".join(row) for row in dialect.rows[:start])
        if titles.strip():
            yield Text(titles)
    skip = 0 if start is None else dialect.lines[start]
    if start is None and (titled := titles_above(dialect.rows)):
        yield Text("\n".join(" ".join(row) for row in dialect.rows[:titled]))
        skip = dialect.lines[titled - 1]
    carry, stream.block_bytes = b"", _BLOCK
    for block in stream:
        data = block.utf8
        if dialect.written:
            data = data.replace(dialect.written.encode(), STAND_IN.encode())
        data = carry + data if carry and block.continues else data
        cut = _whole_rows(data) if dialect.quoted else len(data)
        carry = data[cut:]
        whole = data[:cut] if carry else data
        yield from _tables(_after_lines(whole, skip) if skip else whole, dialect, columns, stream)
        skip = 0
        del block, data, whole  # makes room for the next
    if carry:
        yield from _tables(carry, dialect, columns, stream)
    yield from stream.notes()


def _after_lines(data: bytes, count: int) -> bytes:
    position = 0
    for _ in range(count):
        ends = [end for end in (data.find(b"\n", position), data.find(b"\r", position)) if end >= 0]
        if not ends:
            return b""
        position = min(ends) + (2 if data.startswith(b"\r\n", min(ends)) else 1)
    return data[position:]


def _whole_rows(data: bytes) -> int:
    """Return where the last row ends whose quotes are closed; everything when no such place is near."""
    end = len(data)
    quotes = data.count(b'"') if b'"' in data else 0  # looking for one is twenty times faster than counting
    for _ in range(64):
        if quotes % 2 == 0:
            return end
        cut = data.rfind(b"\n", 0, end - 1) + 1
        if cut == 0:
            break
        quotes -= data.count(b'"', cut, end)
        end = cut
    return len(data)


def _tables(data: bytes, dialect: Dialect, columns: tuple[str, ...], stream: TextStream) -> Iterator[Table]:
    if not data or data.isspace():
        return
    values = _fast(data, dialect, max(len(columns), dialect.columns))
    escaped, excel = may_hold_escapes(data), b"=" in data and b'"' in data and b'="' in data
    if values is None:
        text = stream.redecode(data)
        values = tuple(list(column) for column in zip_longest(*_rows(text, dialect), fillvalue=""))
    if values and values[0]:
        names = (*columns, *[""] * (len(values) - len(columns)))[: len(values)]
        yield Table(names, tidy(values, escaped=escaped, excel=excel))


def _fast(data: bytes, dialect: Dialect, width: int) -> tuple[Sequence[str], ...] | None:
    """Parse UTF-8 with polars; None when rows are ragged, quotes are odd, or it is no UTF-8."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    if b"\r" in data and b"\n" not in data:
        return None
    schema = {str(index): pl.String for index in range(width)}
    try:
        frame = pl.read_csv(
            data,
            has_header=False,
            separator=dialect.delimiter,
            quote_char='"' if dialect.quoted else None,
            schema=schema,
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
    columns = (frame.get_column(name) for name in frame.columns)
    return tuple(Strings(column.fill_null("") if column.null_count() else column) for column in columns)


def _rows(text: str, dialect: Dialect) -> Iterator[list[str]]:
    """Parse with the standard library, which forgives ragged rows; a cell may be as long as the text."""
    csv.field_size_limit(max(len(text), 131_072))
    lines = io.StringIO(text, newline="")
    reader = csv.reader(
        lines, delimiter=dialect.delimiter, skipinitialspace=True, quotechar='"' if dialect.quoted else NO_QUOTE
    )
    return (row for row in reader if row)


def tidy(values: Sequence[Sequence[str]], *, escaped: bool, excel: bool) -> tuple[Sequence[str], ...]:
    r"""Undo what exports do to cells: ``="0312"`` that keeps leading zeros in Excel, URL and \\u escapes, base64."""
    values = tuple(map(plain_column, values))
    if not escaped and not excel:
        return values
    return tuple([_tidy(cell, escaped=escaped) if cell else cell for cell in column] for column in values)


def _tidy(cell: str, *, escaped: bool) -> str:
    if cell.startswith('="'):
        cell = _EXCEL_TEXT.sub(r"\1", cell)
    return unescape(cell) if escaped else cell
