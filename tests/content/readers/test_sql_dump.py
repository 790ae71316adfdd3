"""Dumps in which every row has a statement of its own give the same rows as one statement with many."""

import pytest
from tests.content.readers.reading import Reading

from exposurecheck.content.units import Table, Text

ROWS = [("1", "山田 太郎", "a'b"), ("2", "佐藤 (花子)", "x;y"), ("3", "鈴木 一郎", "")]
HEAD = "INSERT INTO customers (id, name, note) VALUES "


def _row(row: tuple[str, ...]) -> str:
    return "(" + ", ".join("'" + cell.replace("'", "''") + "'" for cell in row) + ")"


@pytest.mark.parametrize("end", [";\n", ";\r\n", ";\n\n", ";\n-- next\n"])
def test_one_statement_a_row(end: str) -> None:
    units = Reading("dump.sql", "".join(f"{HEAD}{_row(row)}{end}" for row in ROWS).encode()).units
    tables = [unit for unit in units if isinstance(unit, Table)]
    assert [table.columns for table in tables] == [("id", "name", "note")] * len(tables)
    assert sorted(row for table in tables for row in zip(*table.values, strict=True)) == ROWS


def test_statements_on_two_tables_in_turns() -> None:
    other = "INSERT INTO orders (id, amount) VALUES "
    text = "".join(f"{HEAD}{_row(row)};\n{other}('{row[0]}', 100);\n" for row in ROWS)
    tables = {unit.columns: unit.values for unit in Reading("dump.sql", text.encode()).units if isinstance(unit, Table)}
    assert tables["id", "name", "note"][0] == ["1", "2", "3"]
    assert tables["id", "amount"][1] == ["100", "100", "100"]


def test_what_follows_the_same_words_and_is_no_row_stays_text() -> None:
    units = Reading("dump.sql", f"{HEAD}{_row(ROWS[0])};\n{HEAD}nothing about anybody;\n".encode()).units
    assert "nothing about anybody" in "".join(unit.text for unit in units if isinstance(unit, Text))
