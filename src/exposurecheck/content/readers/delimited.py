"""Turns delimited text (CSV, TSV and their kin) into tables: any delimiter, header anywhere or nowhere, ragged rows."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.escapes import may_hold_escapes, unescape
from exposurecheck.content.readers.grid import as_form, grid_units
from exposurecheck.content.readers.header import find_header, name_columns
from exposurecheck.content.units import ReadContext, Table, Text, Unit

_DELIMITERS = "\t,;|"
_SAMPLE_LINES = 100
_SAMPLE_CHARS = 2**18
_MOST_COLUMNS = 4096
"""Wider rows are read as text: no table for people has so many columns, and column stores choke on them."""
_EXCEL_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
_LOG_TIME = re.compile(r"^\W?(?:\d{4}-\d\d-\d\d[ T])?\d\d:\d\d:\d\d,\d{3}\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells of a text are told apart."""

    delimiter: str
    columns: int
    """Cells of most rows."""
    rows: tuple[tuple[str, ...], ...]
    """The first rows."""
    lines: tuple[int, ...] = ()
    """Lines of text up to the end of each of them."""
    is_form: bool = False
    """Whether these rows are all there is, and hold labels beside their values."""


def sniff_dialect(text: str, *, hinted: bool) -> Dialect | None:
    """Return the dialect of a text whose lines have the same number of cells; ``hinted`` when the name says so."""
    sample = text[:_SAMPLE_CHARS]
    if len(text) > len(sample) and "\n" in sample:
        sample = sample[: sample.rfind("\n") + 1]
    best: tuple[float, Dialect] | None = None
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        rows, lines = _first_rows(sample, delimiter)
        score, columns = _consistency(rows)
        if score and (best is None or score > best[0]):
            best = (score, Dialect(delimiter, columns, tuple(tuple(row) for row in rows), tuple(lines)))
    if best is None:
        return _one_column(sample) if hinted else None
    dialect = best[1]
    if len(dialect.rows) < _SAMPLE_LINES and len(sample) == len(text) and as_form(dialect.rows) is not None:
        return replace(dialect, is_form=True)
    if dialect.columns > _MOST_COLUMNS:
        return None
    if hinted or _convincing(dialect, sample):
        return dialect
    return None


def _consistency(rows: list[list[str]]) -> tuple[float, int]:
    """Return how alike the rows are (0 for no table) and their usual number of cells."""
    widths = Counter(len(row) for row in rows if any(row))
    if not widths:
        return 0.0, 0
    columns, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    total = sum(widths.values())
    wide = sum(count for width, count in widths.items() if width > 1)
    if columns == 1:
        columns, times = max(
            ((w, c) for w, c in widths.items() if w > 1), default=(1, 0), key=lambda item: (item[1], item[0])
        )
    if columns == 1 or wide < 0.6 * total:
        return 0.0, columns
    return times / total + min(columns, 20) / 100, columns


def _convincing(dialect: Dialect, sample: str) -> bool:
    """Without a hint from the name, prose with commas and logs with ``12:00:00,123`` must not become tables."""
    rows = [row for row in dialect.rows if any(row)]
    if dialect.delimiter == "," and len(_LOG_TIME.findall(sample)) > len(rows) / 2:
        return False
    alike = sum(1 for row in rows if len(row) == dialect.columns) / len(rows)
    long_cells = sum(1 for row in rows for cell in row if len(cell) > 80) / sum(len(row) for row in rows)  # noqa: PLR2004 - a sentence
    if len(rows) < 2 or long_cells > 0.3:  # noqa: PLR2004
        return False
    has_header = find_header(dialect.rows) is not None
    return alike >= (0.5 if has_header else 0.9) and (has_header or dialect.columns > 2)  # noqa: PLR2004


def _one_column(sample: str) -> Dialect | None:
    rows = tuple((line,) for line in sample.splitlines()[:_SAMPLE_LINES])
    return Dialect(",", 1, rows, tuple(range(1, len(rows) + 1))) if rows else None


def read_delimited(stream: TextStream, context: ReadContext, dialect: Dialect) -> Iterator[Unit]:
    """Yield one table per block, with the same column names, and what stands above the header as text."""
    del context
    if dialect.is_form:
        yield from grid_units(dialect.rows)
        return
    start = find_header(dialect.rows)
    columns: tuple[str, ...] = ()
    if start is not None:
        above = dialect.rows[start - 1] if start else None
        columns = name_columns(above, dialect.rows[start])
        titles = "\n".join(" ".join(row) for row in dialect.rows[:start])
        if titles.strip():
            yield Text(titles)
    skip = 0 if start is None else dialect.lines[start]
    carry = b""
    for block in stream:
        data = carry + block.utf8 if carry and block.continues else block.utf8
        cut = _whole_rows(data)
        carry = data[cut:]
        whole = data[:cut] if carry else data
        yield from _tables(_after_lines(whole, skip) if skip else whole, dialect, columns, stream)
        skip = 0
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
    quotes = data.count(b'"')
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
    values = _fast(data, dialect.delimiter, max(len(columns), dialect.columns))
    escaped, excel = may_hold_escapes(data), b'="' in data
    if values is None:
        text = stream.redecode(data)
        values = tuple(list(column) for column in zip_longest(*_rows(text, dialect.delimiter), fillvalue=""))
    if values and values[0]:
        names = (*columns, *[""] * (len(values) - len(columns)))[: len(values)]
        yield Table(names, tidy(values, escaped=escaped, excel=excel))


def _fast(data: bytes, delimiter: str, width: int) -> tuple[list[str], ...] | None:
    """Parse UTF-8 with polars; None when rows are ragged, quotes are odd, or it is no UTF-8."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    if b"\r" in data and b"\n" not in data:
        return None
    schema = {str(index): pl.String for index in range(width)}
    try:
        frame = pl.read_csv(data, has_header=False, separator=delimiter, schema=schema, empty_string_is_null=False)
    except pl.exceptions.PolarsError:
        return None
    columns = (frame.get_column(name) for name in frame.columns)
    return tuple((column.fill_null("") if column.null_count() else column).to_list() for column in columns)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Parse with the standard library, which forgives ragged rows; a cell may be as long as the text."""
    csv.field_size_limit(max(len(text), 131_072))
    return (row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True) if row)


def _first_rows(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    csv.field_size_limit(max(len(text), 131_072))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    for row in islice(reader, _SAMPLE_LINES):
        rows.append(row)
        lines.append(reader.line_num)
    return rows, lines


def tidy(values: Sequence[list[str]], *, escaped: bool, excel: bool) -> tuple[list[str], ...]:
    r"""Undo what exports do to cells: ``="0312"`` that keeps leading zeros in Excel, URL and \\u escapes."""
    if not escaped and not excel:
        return tuple(values)
    return tuple([_tidy(cell, escaped=escaped) if cell else cell for cell in column] for column in values)


def _tidy(cell: str, *, escaped: bool) -> str:
    if cell.startswith('="'):
        cell = _EXCEL_TEXT.sub(r"\1", cell)
    return unescape(cell) if escaped else cell
