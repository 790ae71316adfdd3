"""Turns rows of INSERT and COPY, as they stand in a dump, into columns: whole runs of plain rows at once."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np

from exposurecheck.content.column_bytes import begins_with
from exposurecheck.content.readers.delimited import tidy
from exposurecheck.content.readers.escapes import has_escapes, may_hold_escapes
from exposurecheck.content.strings import Strings, as_series
from exposurecheck.content.units import Table

if TYPE_CHECKING:
    import polars as pl

LONGEST = 16 * 2**20
"""Characters kept of an unfinished row or statement; what is longer becomes text."""
WINDOW = 4 * 2**20
"""Characters of a run of rows that are parsed at once."""
_FEWEST = 32
"""Rows from which a run is worth it."""
_PREFIX = re.compile(r"(?<![\w'])(?:N|E|_\w+\s?)(?=')")
_IN_QUOTES = "^(?:['_]|[NE]')"
"""Cells whose quotes were not taken off, perhaps behind a prefix."""
_UNUSUAL = "^(?:[ '_]|[NE]')"
_BEGINS = b" '_NE"
_CALL = re.compile(r"(?<![\w'])[A-Za-z_]\w*\(\s*(N?'(?:[^']|'')*'|[^'(),]*)[^()]*\)")
_LINE_END = ord("\n")
_NULL = "\\N"
_NULLS = ("NULL", "null")


@dataclass(slots=True)
class Batch:
    """Rows of one table that wait to be handed on."""

    rows: list[str] = field(default_factory=list)
    """Those that are parsed one by one."""
    frames: "list[pl.DataFrame]" = field(default_factory=list)
    escaped: bool = False
    """Whether a cell of the frames holds escapes."""

    def tables(self, name: str, columns: tuple[str, ...], *, copied: bool, backslashes: bool) -> Iterator[Table]:
        """Yield the rows as tables; ``copied``: they are of COPY, cells apart by tabs."""
        import polars as pl  # noqa: PLC0415 - 100 ms to import

        by_width: dict[int, list[pl.DataFrame]] = {}
        for frame in self.frames:
            by_width.setdefault(frame.width, []).append(frame)
        if self.rows:
            cells = _copied(self.rows) if copied else _inserted(self.rows, backslashes=backslashes)
            values = tuple(list(column) for column in zip_longest(*cells, fillvalue=""))
            escaped = any(map(has_escapes, self.rows))
            if len(values) in by_width:
                odd = {str(index): as_series(column) for index, column in enumerate(values)}
                by_width[len(values)].append(pl.DataFrame(odd))
                self.escaped |= escaped
            else:
                yield _table(name, columns, values, escaped=escaped)
        for frames in by_width.values():
            whole = tuple(Strings(column) for column in pl.concat(frames, rechunk=True).get_columns())
            yield _table(name, columns, whole, escaped=self.escaped)

    def take_run(self, data: bytes, between: bytes, body: re.Pattern[str]) -> bool:
        """Take rows of INSERT in UTF-8 that have ``between`` between them; return False, and take nothing, else.

        ``body`` matches one row in brackets. Rows are plain where quotes hold nothing but what can be told apart by
        quotes alone; the others among them are parsed one by one.
        """
        lines = data.replace(between, b"\n")
        count = (len(data) - len(lines)) // (len(between) - 1)
        ends = np.count_nonzero(np.frombuffer(lines, np.uint8) == _LINE_END)  # ``bytes.count`` takes long for many
        if count < _FEWEST or ends != count or b"\r" in lines:
            return False
        odd: list[str] = []
        if b"\\" in lines or b"(" in lines:
            rows = lines.split(b"\n")
            odd = [row.decode() for row in rows if b"\\" in row or b"(" in row]
            if not all(body.fullmatch(f"({row})") for row in odd):
                return False
            lines = b"\n".join(row for row in rows if b"\\" not in row and b"(" not in row)
        if len(odd) <= count:
            frame = _parsed(lines, count + 1 - len(odd))
            if frame is None:
                return False
            self.frames.append(frame)
            self.escaped = self.escaped or may_hold_escapes(lines)
        self.rows += odd
        return True

    def take_copied(self, text: str) -> None:
        """Take lines of COPY."""
        frame = _copied_at_once(text)
        if frame is None:
            self.rows += text.splitlines()
        else:
            self.frames.append(frame)
            self.escaped |= has_escapes(text)


def _table(name: str, columns: tuple[str, ...], values: tuple[Sequence[str], ...], *, escaped: bool) -> Table:
    names = (*columns, *[""] * len(values))[: len(values)]
    return Table(names, tidy(values, escaped=escaped, excel=False), name, name)


def _parsed(lines: bytes, count: int) -> "pl.DataFrame | None":
    """Parse ``count`` rows, one a line; None where a quote does not stand where it does in most rows."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    width = len(next(_inserted([lines.partition(b"\n")[0].decode()], backslashes=False), []))
    try:
        frame = pl.read_csv(
            lines.replace(b", '", b",'"),
            has_header=False,
            quote_char="'",
            schema={str(index): pl.String for index in range(width)},
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
    if frame.height != count:  # a line end stood inside quotes, which therefore are not closed in every row
        return None
    columns = [_bare(column) for column in frame.get_columns()]
    whole = [column for column in columns if column is not None]
    return pl.DataFrame(whole) if len(whole) == width else None


def _bare(column: "pl.Series") -> "pl.Series | None":
    """Take off spaces in front and empty what is NULL; None where cells are missing, or still are in quotes."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    if column.null_count():
        return None
    if begins_with(column, _BEGINS) and column.str.contains(_UNUSUAL).any():
        column = column.str.strip_chars_start(" ")
        if column.str.contains(_IN_QUOTES).any():
            return None
    for word in _NULLS:
        nulls = column == word
        if nulls.any():
            column = pl.Series(column.name, [""]).new_from_index(0, len(column)).zip_with(nulls, column)
    return column


def _inserted(rows: list[str], *, backslashes: bool) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST)
    lines = [_plain(row, backslashes=backslashes) for row in rows]
    escape = "\\" if backslashes else None
    for row in csv.reader(lines, quotechar="'", doublequote=True, escapechar=escape, skipinitialspace=True):
        yield ["" if cell.strip() in _NULLS else cell for cell in row]


def _plain(row: str, *, backslashes: bool) -> str:
    """Return a row with line ends inside values flattened, and prefixes and calls around strings taken off."""
    if backslashes and "\\" in row:
        row = row.replace("\\r", "").replace("\\n", " ").replace("\\t", " ")
    if "\n" in row or "\r" in row:
        row = row.replace("\r", "").replace("\n", " ")
    if "(" in row:
        row = _CALL.sub(r"\1", row)
    return _PREFIX.sub("", row) if "N'" in row or "E'" in row or "_" in row else row


def _copied_at_once(text: str) -> "pl.DataFrame | None":
    """Parse lines of COPY that have the same number of cells and no escapes in them."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    count = text.count("\n")
    width = text.partition("\n")[0].count("\t") + 1
    if count < _FEWEST or not text.endswith("\n") or text.count("\t") != (width - 1) * count:
        return None
    if "\r" in text or ("\\" in text and text.count("\\") != text.count(_NULL)):
        return None
    try:
        frame = pl.read_csv(
            text.encode("utf-8", "replace"),
            has_header=False,
            separator="\t",
            quote_char=None,
            schema={str(index): pl.String for index in range(width)},
            null_values=[_NULL],
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
    return frame.fill_null("") if frame.height == count else None


def _copied(rows: list[str]) -> Iterator[list[str]]:
    for row in rows:
        yield [
            "" if cell == _NULL else cell.replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\")
            for cell in row.split("\t")
        ]
