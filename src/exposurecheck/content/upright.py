"""Lays down tables that stand upright: a row for each field of a person (会員番号 | 項目 | 内容) becomes a column."""

import re
from collections.abc import Sequence

from exposurecheck.content import headers
from exposurecheck.content.units import Table

_FIELD = re.compile(
    "^(?:項目|項目名|属性|属性名|区分名|設問|質問|attribute|attribute_name|field|field_name|meta_key|key|property)$"
)
_CONTENT = re.compile("^(?:内容|値|回答|入力値|入力内容|データ|value|field_value|attribute_value|meta_value|answer)$")
_MOST_FIELDS, _FEWEST_FIELDS = 60, 2
_MOST_ROWS = 100_000


def laid_down(table: Table) -> Table:
    """Return the table with a column for each field; itself where it has no columns of fields and of contents."""
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


def _whose(table: Table, others: Sequence[int]) -> int | None:
    """Return the column that comes again for every field of one person."""
    rows = len(table.values[0])
    return next((index for index in others if 1 < len(set(table.values[index])) <= rows / _FEWEST_FIELDS), None)
