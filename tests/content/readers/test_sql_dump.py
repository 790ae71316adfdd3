"""Dumps in which every row has a statement of its own give the same rows as one statement with many."""

import time

import pytest
from tests.content.readers.reading import Reading

from exposurecheck.content.inspect import inspect
from exposurecheck.content.readers.sql_dump import _Dump
from exposurecheck.content.source import MemorySource
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


MANY = 400


def _dump(rows: list[str], between: str, start: str = HEAD) -> Reading:
    return Reading("dump.sql", f"{start}({between.join(rows)});\n".encode())


def _found(reading: Reading) -> list[tuple[str, ...]]:
    tables = [unit for unit in reading.units if isinstance(unit, Table)]
    assert {len(table.columns) for table in tables} == {3}
    return sorted(row for table in tables for row in zip(*table.values, strict=True))


def _many(note: str = "'x'", comma: str = ", ") -> list[str]:
    return [f"{number}{comma}'山田 太郎{number}'{comma}{note}" for number in range(1000, 1000 + MANY)]


def _expected(note: str = "x") -> list[tuple[str, ...]]:
    return [(str(number), f"山田 太郎{number}", note) for number in range(1000, 1000 + MANY)]


@pytest.mark.parametrize("between", ["),(", "), (", "),\n(", "),\r\n  (", f");\n{HEAD}("])
@pytest.mark.parametrize("comma", [",", ", "])
@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("'x'", "x"), ("NULL", ""), ("null", ""), ("''", ""), ("'it''s, (so)'", "it's, (so)"), ("-1.5", "-1.5"),
        ("'a),(b'", "a),(b"), ("'a;\nb'", "a; b"), ("N'x'", "x"), ("_utf8'x'", "x"), ("CONVERT('x' USING utf8)", "x"),
        ("'%E5%B1%B1'", "山"),
    ],
)  # fmt: skip
def test_many_rows_are_taken_at_once_and_tell_the_same(between: str, comma: str, note: str, told: str) -> None:
    assert _found(_dump(_many(note, comma), between)) == _expected(told)


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (r"'it\'s'", "it's"), (r"'a\\'", "a\\"), (r"'a\nb'", "a b"), (r"'\'),(\''", "'),('"), ("'a),(b'", "a),(b"),
        ("N'a, b'", "a, b"), ("'(03) 1'", "(03) 1"),
    ],
)  # fmt: skip
def test_one_row_that_is_unlike_the_others(note: str, told: str) -> None:
    rows = _many()
    rows[123] = f"1123, '山田 太郎1123', {note}"
    expected = _expected()
    expected[123] = ("1123", "山田 太郎1123", told)
    assert _found(_dump(rows, "),(", "-- MySQL\n" + HEAD)) == expected


def test_rows_of_a_run_without_the_same_cells_keep_all_of_them() -> None:
    rows = _many()
    rows[200] += ", 'k@sakura-mail.jp'"
    reading = _dump(rows, "),(")
    assert "k@sakura-mail.jp" in reading.everything
    assert all(f"山田 太郎{number}" in reading.everything for number in range(1000, 1000 + MANY))


def test_a_statement_amid_many_rows_stays_text() -> None:
    rows = _many()
    rows[200] += ");\nUPDATE customers SET note = 'k@sakura-mail.jp';\n" + HEAD + "(7, 'x', 'y'"
    reading = _dump(rows, f");\n{HEAD}(")
    assert "k@sakura-mail.jp" in reading.text
    assert len(_found(reading)) == MANY + 1


@pytest.mark.parametrize("note", ["", "\\N", "a\\tb", "a\\\\b", '"', "%E5%B1%B1"])
def test_many_lines_of_copy(note: str) -> None:
    lines = [f"{number}\t山田 太郎{number}\tx" for number in range(1000, 1000 + MANY)]
    lines[55] = lines[55][:-1] + note
    text = "COPY customers (id, name, note) FROM stdin;\n" + "\n".join(lines) + "\n\\.\nSELECT 1;\n"
    told = {"\\N": "", "a\\tb": "a\tb", "a\\\\b": "a\\b", "%E5%B1%B1": "山"}.get(note, note)
    expected = _expected()
    expected[55] = ("1055", "山田 太郎1055", told)
    assert _found(Reading("dump.sql", text.encode())) == expected


def test_statements_after_the_first_on_a_line() -> None:
    dump = "INSERT INTO a (id, mail) VALUES (1,'i@kita.jp'); INSERT INTO b (id, tel) VALUES (1,'090'),(2,'080');"
    tables = [unit for unit in Reading("a.sql", dump.encode()).units if isinstance(unit, Table)]
    assert [table.columns for table in tables] == [("id", "mail"), ("id", "tel")]


@pytest.mark.parametrize("words", ["insert into   \n", "create a \n", "insert a\n"])
def test_words_of_statements_that_never_go_on_take_linear_time(words: str) -> None:
    begin = time.process_time()
    inspect("a.sql", MemorySource(words.encode() * 4000), secret=b"key")
    assert time.process_time() - begin < 5


def test_rows_are_taken_at_once_up_to_where_their_statement_ends() -> None:
    statement = f"INSERT INTO `customers` VALUES ({'),('.join(_many())});\n"  # noqa: S608 - never run
    dump = _Dump(backslashes=True)
    assert not list(dump.feed(statement * 5))
    (batch,) = dump._batches.values()
    assert sum(frame.height for frame in batch.frames) + len(batch.rows) == 5 * MANY
    assert len(batch.rows) < 5 * 3


def _rows_of(dump: _Dump) -> list[tuple[str, ...]]:
    tables = [unit for unit in dump.flush() if isinstance(unit, Table)]
    return sorted(row for table in tables for row in zip(*table.values, strict=True))


@pytest.mark.parametrize("end", [f");\n{HEAD}(", "),(", "),\n("])
def test_rows_are_taken_from_bytes_where_they_go_on_with_the_same_statement(end: str) -> None:
    text = f"{HEAD}({end.join(_many())});\n" * 2
    dump, other = _Dump(backslashes=False), _Dump(backslashes=False)
    for one in (dump, other):
        assert not list(one.feed(text))
    rest = dump.take(text.encode())
    assert len(rest) < len(text) / 20
    assert not list(dump.feed(rest.decode()))
    assert not list(other.feed(text))
    assert _rows_of(dump) == _rows_of(other) == sorted(_expected() * 4)


@pytest.mark.parametrize("between", ["COPY other (id, name, note) FROM stdin;\n\\.\n", "Some words.\nINSERT", "x"])
def test_rows_are_not_taken_from_bytes_where_something_else_stands_between(between: str) -> None:
    statement = f"{HEAD}({'),('.join(_many())});\n"
    dump = _Dump(backslashes=False)
    list(dump.feed(statement + between))
    assert dump.take(statement.encode()) == statement.encode()


def test_rows_that_are_not_in_the_encoding_are_left() -> None:
    data = f"{HEAD}({'),('.join(_many())});\n".encode()
    dump = _Dump(backslashes=False)
    list(dump.feed(data.decode()))
    broken = data.replace("山田".encode(), "山田".encode("cp932"), 1)
    assert dump.take(broken) == broken
