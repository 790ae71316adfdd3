"""Turns the rows of forms (labels beside values) into records: each time a label comes again, another form begins."""

from collections.abc import Iterable, Iterator

from exposurecheck.content.readers.header import is_label
from exposurecheck.content.units import Table, Text, Unit

_BATCH = 2048
"""Forms with the same labels in one table, and other cells in one text, at most."""


def form_units(rows: Iterable[list[str]], where: str, table: str) -> Iterator[Unit]:
    """Yield forms with the same labels as one table, and other cells as text; rows have no empty cells."""
    alike: list[dict[str, str]] = []
    record: dict[str, str] = {}
    rest: list[str] = []
    for row in rows:
        cells = iter(row)
        for label in cells:
            value = next(cells, "") if is_label(label) else ""
            if not value:
                rest.append(label)
            elif label not in record:
                record[label] = value
            else:
                yield from _put(alike, record, where, table)
                record = {label: value}
        if len(rest) >= _BATCH:
            yield Text("\n".join(rest), where)
            rest = []
    if record:
        yield from _put(alike, record, where, table)
    if alike:
        yield _table(alike, where, table)
    if rest:
        yield Text("\n".join(rest), where)


def _put(alike: list[dict[str, str]], record: dict[str, str], where: str, table: str) -> Iterator[Table]:
    """Add a form to those before it; yield these where it has other labels, or they are many."""
    if alike and (alike[0].keys() != record.keys() or len(alike) >= _BATCH):
        yield _table(alike, where, table)
        alike.clear()
    alike.append(record)


def _table(records: list[dict[str, str]], where: str, table: str) -> Table:
    columns = tuple(records[0])
    return Table(columns, tuple([record[label] for record in records] for label in columns), where, table)
