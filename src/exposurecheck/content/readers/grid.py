"""Turns rows of cells (sheets, tables in documents) into tables: finds the header, forms and group headings."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest

from exposurecheck.content.readers.escapes import unescape
from exposurecheck.content.readers.form_records import form_units
from exposurecheck.content.readers.header import find_header, is_label, is_name, is_person, name_columns
from exposurecheck.content.units import Table, Text, Unit
from exposurecheck.content.upright import stands_upright

_FIRST = 30
_BATCH = 4096
_WIDE = 3
"""Filled cells of a row from which a row with one above it is a title."""
_MOSTLY = 0.8
"""Share of rows with as many cells as the header from which there is a table."""
_LABELS = 0.6
"""Share of labels in a row that is no row of labels beside their values."""
_FORM_ROWS = 60
_FORM_COLUMNS = 8

_LABEL = re.compile("[一-龥ぁ-んァ-ヶー・／/ 　]{2,12}")

_PAIRS = 2
"""Labels with their values in a row that tells of one person by itself."""
_OF_NAME = re.compile(
    "[お御]?(?:(?:社員|従業員|職員|患者|会員|受給者|受診者|利用者|生徒|児童|お客様|顧客)?氏[ 　]*名|名[ 　]?前)"
    "|患者名|社員名|会員名"
)

Row = Sequence[str]


def grid_units(rows: Iterable[Row], where: str = "", table: str = "") -> Iterator[Unit]:
    """Yield tables of the rows, titles above the header as text, and a form (labels beside values) as one record."""
    remaining = iter(rows)
    first = [row for row in islice(remaining, _FIRST) if any(row)]
    if not first:
        first = [row for row in islice(remaining, _BATCH) if any(row)]
        if not first:
            return
    more = list(islice(remaining, _FORM_ROWS))
    form = as_form([*first, *(row for row in more if any(row))])
    if form is not None:
        yield from form_units(form, where, table)
        return
    if _forms([*first, *more]):
        yield from form_units(map(_filled, chain(first, more, remaining)), where, table)
        return
    if (lines := _labelled([*first, *more])) is not None:
        yield Text("\n".join(lines), where)
        return
    start = None if stands_upright(first) else find_header(first)
    if start is None and (told := list(filter(_tells, chain(first, more)))):
        yield from form_units(map(_filled, told), where, table)
        first, more = ([row for row in rows if not _tells(row)] for rows in (first, more))
    remaining = chain(more, remaining)
    if start is None:
        columns: tuple[str, ...] = ()
        above = titles_above(first)
        if above:
            yield Text("\n".join(" ".join(filter(None, row)) for row in first[:above]), where)
        body: Iterator[Row] = chain(first[above:], remaining)
    else:
        titles = "\n".join(" ".join(cell for cell in row if cell) for row in first[:start])
        if titles.strip():
            yield Text(titles, where)
        columns = name_columns(first[start - 1] if start else None, first[start])
        body = chain(first[start + 1 :], remaining)
    yield from _batches(body, columns, where, table)


def _labelled(rows: Sequence[Row]) -> list[str] | None:
    """Return the rows of a small table of labels that no list has, each beside its value, as lines of a form."""
    filled = [cells for row in rows if (cells := [cell.strip() for cell in row if cell.strip()])]
    if not 1 < len(filled) <= _FIRST or any(len(cells) > 2 for cells in filled):  # noqa: PLR2004 - label and value
        return None
    pairs = [cells for cells in filled if len(cells) > 1]
    labels = {label for label, _ in pairs if _LABEL.fullmatch(label) and not is_person(label)}
    known = sum(is_label(label) for label in labels)
    if (
        len(labels) < _MOSTLY * len(filled)
        or not (known or find_header(filled) is None)
        or any(is_name(value) for _, value in pairs)
    ):
        return None
    return ["：".join(cells) for cells in filled]


def titles_above(rows: Sequence[Row]) -> int:
    """Return how many rows with one filled cell stand above those of a wider table."""
    if max((sum(map(bool, row)) for row in rows), default=0) < _WIDE:
        return 0
    return next(place for place, row in enumerate(rows) if sum(map(bool, row)) > 1)


def _batches(body: Iterator[Row], columns: tuple[str, ...], where: str, table: str) -> Iterator[Table]:
    while batch := list(islice(body, _BATCH)):
        filled = [row for row in batch if any(row)]
        values = tuple(list(column) for column in zip_longest(*filled, fillvalue=""))
        if values:
            names = (*columns, *[""] * max(0, len(values) - len(columns)))[: len(values)]
            yield Table(names, tuple(_plain(column) for column in values), where, table)


def _plain(column: list[str]) -> list[str]:
    return [unescape(cell) if "%" in cell or "\\u" in cell else cell for cell in column]


def as_form(rows: Sequence[Row]) -> list[list[str]] | None:
    """Return the rows without empty cells when most of them are a label followed by its value."""
    if len(rows) > _FORM_ROWS:
        return None
    filled = list(map(_filled, rows))
    if max((len(row) for row in filled), default=0) > _FORM_COLUMNS:
        return None
    if _is_table(filled) or stands_upright([[cell.strip() for cell in row] for row in rows]):
        return None
    pairs = [row for row in filled if len(row) > 1]
    labels = sum(1 for row in pairs if is_label(row[0]) and not is_label(row[1]))
    heads = max((sum(1 for cell in row if is_name(cell)) for row in pairs), default=0)
    # A header row has as many names in one row as a form has beneath each other.
    return filled if labels >= 2 and labels >= 0.5 * len(pairs) and labels >= heads else None  # noqa: PLR2004 - shares


def _forms(rows: Sequence[Row]) -> bool:
    """Tell whether many rows begin with the same form filled in more than once, one below the other."""
    form = as_form([row for row in rows if any(row)][:_FORM_ROWS])
    if form is None or len(rows) <= _FORM_ROWS:
        return False
    labels = [row[0] for row in form if len(row) > 1 and is_label(row[0])]
    return len(set(labels)) > 2 and len(labels) >= 2 * len(set(labels))  # noqa: PLR2004 - more than a name and a number


def _tells(row: Row) -> bool:
    """Tell whether a row is labels beside their values and nothing else, one of them of a name: 社員番号 A01 氏名 …."""
    cells = _filled(row)
    labels, values = cells[::2], cells[1::2]
    if len(labels) != len(values) or len(labels) < _PAIRS or not any(map(_OF_NAME.fullmatch, labels)):
        return False
    return all(map(is_label, labels)) and not any(map(is_label, values))


def _filled(row: Row) -> list[str]:
    return [cell.strip() for cell in row if cell.strip()]


def _is_table(rows: list[list[str]]) -> bool:
    """Tell whether the first row names columns, and most others have as many cells, whatever stands in the first."""
    header = next((row for row in rows if len(row) > 1), [])
    alike = sum(len(row) == len(header) for row in rows)
    labels = sum(map(is_label, header))
    named = labels >= _LABELS * len(header)
    if labels == len(header) > _WIDE:  # names of columns and nothing else: rows with empty cells are rows too
        alike = sum(_WIDE <= len(row) <= len(header) for row in rows)
    return len(header) >= _WIDE and named and alike >= max(_WIDE, _MOSTLY * len(rows))
