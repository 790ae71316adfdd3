"""Turns lines of several kinds, told by their first cell and each of a width of its own, into a table for each kind."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from exposurecheck.content.insurance_columns import names_people, with_insurance
from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.units import Table, Unit

_FIRST = 2**16
"""Characters that are looked at."""
_LOOK, _FEWEST = 300, 6
"""Lines that are looked at, and that there must be."""
_KIND = re.compile(r'"?([0-9A-Za-z][0-9A-Za-z_#]{0,9})"?([,\t|;])')
_INSIDE = re.compile(r"\|\^~\\&|\|\\\^&")
"""What says in the first line of HL7 and ASTM messages what tells parts of cells apart: they are read as text."""
_MOST_KINDS, _WIDEST_FROM = 16, 5
"""Kinds of records, and cells that some of them have at least."""
_ALIKE = 0.9
"""Share of records that are as wide as most of their kind."""


def delimiter_of_kinds(text: str) -> str:
    """Return what stands between the cells of records of several kinds that take turns; "" where there are none."""
    if _KIND.match(text) is None:
        return ""
    first = text[:_FIRST]
    whole_lines = first if len(first) == len(text) else first.rpartition("\n")[0]
    lines = [line for line in whole_lines.splitlines()[:_LOOK] if line.strip()]
    begins = [_KIND.match(line) for line in lines]
    if len(lines) < _FEWEST or not all(begins) or _INSIDE.search(lines[0]):
        return ""
    marks = {begin[2] for begin in begins if begin}
    kinds = [begin[1] for begin in begins if begin]
    often = {kind for kind, count in Counter(kinds).items() if count > 1}
    if len(marks) > 1 or not 1 < len(often) <= _MOST_KINDS or len(set(kinds)) > _MOST_KINDS:
        return ""
    mark = marks.pop()
    widths: dict[str, Counter[int]] = {}
    for kind, row in zip(kinds, _rows(lines, mark), strict=False):
        if kind in often:
            widths.setdefault(kind, Counter())[len(row)] += 1
    usual = {kind: counts.most_common(1)[0] for kind, counts in widths.items()}
    alike = sum(count for _, count in usual.values())
    different = {width for width, _ in usual.values()}
    whole = alike >= _ALIKE * sum(map(Counter.total, widths.values()))
    return mark if whole and len(different) > 1 and max(different) >= _WIDEST_FROM else ""


def read_record_kinds(stream: TextStream, delimiter: str) -> Iterator[Unit]:
    """Yield a table for the records of each kind in each block; nothing says what their columns hold.

    Those that come again first are whom or what the others, which follow each of them, say more of.
    """
    first = ""
    for block in stream:
        records: dict[str, list[list[str]]] = {}
        for row in _rows(block.text.splitlines(), delimiter):
            if row:
                records.setdefault(row[0], []).append(row)
        tables: list[Table] = []
        first = first or next((kind for kind, rows in records.items() if len(rows) > 1), "")
        for kind, rows in sorted(records.items(), key=lambda pair: pair[0] != first):
            columns = [list(map(str.strip, column)) for column in zip_longest(*rows, fillvalue="")]
            place = first if kind == first else f"{first}.{kind}"
            tables.append(Table(("",) * len(columns), tuple(columns), table=place))
        of_people = any(map(names_people, tables))
        yield from (with_insurance(table, of_people=of_people) for table in tables)
    yield from stream.notes()


def _rows(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    text = "\n".join(lines)
    csv.field_size_limit(max(len(text), 131_072))
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
