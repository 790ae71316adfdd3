"""Lays down tables that stand upright: a row for each field of a person (会員番号 | 項目 | 内容) becomes a column.

So does a row for each field of everybody: 氏名 | 山田 太郎 | 佐藤 花子, and below it 電話 | 090-… | 080-….
"""

import re
from collections.abc import Sequence

from exposurecheck.content import fold, headers, names
from exposurecheck.content.readers.header import is_label
from exposurecheck.content.units import Table

_FIELD = re.compile(
    "^(?:項目|項目名|属性|属性名|区分名|設問|質問|attribute|attribute_name|field|field_name|meta_key|key|property)$"
)
_CONTENT = re.compile("^(?:内容|値|回答|入力値|入力内容|データ|value|field_value|attribute_value|meta_value|answer)$")
_MOST_FIELDS, _FEWEST_FIELDS = 60, 2
_MOST_ROWS = 100_000
_FEWEST_PEOPLE = 2
_MOSTLY = 0.6
_LABELS_AT_MOST = 0.2
"""Share of labels among what stands beside the labels."""
_NAME = re.compile("氏名|名前|name|フリガナ|ふりがな|カナ|(?:患|参加|申込|利用|契約|被保険)者|会員名?|児童|生徒")


def laid_down(table: Table) -> Table:
    """Return the table with a column for each field; itself where it has no rows of fields."""
    rows = [row for row in (table.columns, *_rows(table)) if any(row)]
    if stands_upright(rows):
        return _turned(table, rows)
    keys = [headers.folded(column) for column in table.columns]
    field = next((index for index, key in enumerate(keys) if _FIELD.search(key)), None)
    content = next((index for index, key in enumerate(keys) if _CONTENT.search(key)), None)
    others = [index for index in range(len(keys)) if index not in {field, content}]
    if field is None or content is None or not others or len(table.values[0]) > _MOST_ROWS:
        return table
    fields = list(dict.fromkeys(cell.strip() for cell in table.values[field]))
    whose = _whose(table, others)
    if whose is None or not _FEWEST_FIELDS <= len(fields) <= _MOST_FIELDS:
        return table
    records: dict[str, dict[str, str]] = {}
    for one, name, cell in zip(table.values[whose], table.values[field], table.values[content], strict=True):
        records.setdefault(one, {})[name.strip()] = cell
    columns = (table.columns[whose], *fields)
    values = (list(records), *([record.get(name, "") for record in records.values()] for name in fields))
    return Table(columns, values, table.where, table.table)


def _rows(table: Table) -> Sequence[Sequence[str]]:
    return list(zip(*table.values, strict=True)) if len(table.values[0]) <= _MOST_FIELDS else []


def stands_upright(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows are the fields of several people, each of whom has a column."""
    body = [row for row in rows if len(row) > _FEWEST_PEOPLE and row[0].strip() and any(row[1:])]
    labels = [row[0] for row in body if is_label(row[0])]
    if not _FEWEST_FIELDS < len(body) <= _MOST_FIELDS or len(labels) < max(_FEWEST_FIELDS + 1, _MOSTLY * len(body)):
        return False
    if len(set(labels)) < len(labels):
        return False
    cells = [cell for row in body for cell in row[1:] if cell.strip()]
    if sum(map(is_label, cells)) > _LABELS_AT_MOST * len(cells):
        return False
    people = [cell for row in body if _NAME.search(row[0]) for cell in row[1:] if cell.strip()]
    folded = [fold.name(cell) for cell in people]
    known = sum(names.name_likely(name) or (name.isascii() and names.latin_name(name)) for name in folded)
    return known >= max(_FEWEST_PEOPLE, _MOSTLY * len(people))


def _turned(table: Table, rows: Sequence[Sequence[str]]) -> Table:
    fields = [row for row in rows if is_label(row[0]) and not _FIELD.search(headers.folded(row[0]))]
    width = max(map(len, fields))
    columns = tuple([*row[1:], *[""] * (width - len(row))] for row in fields)
    kept = [place for place in range(width - 1) if any(column[place] for column in columns)]
    return Table(
        tuple(row[0] for row in fields),
        tuple([column[place] for place in kept] for column in columns),
        table.where,
        table.table,
    )


def _whose(table: Table, others: Sequence[int]) -> int | None:
    """Return the column that comes again for every field of one person."""
    rows = len(table.values[0])
    return next((index for index in others if 1 < len(set(table.values[index])) <= rows / _FEWEST_FIELDS), None)
