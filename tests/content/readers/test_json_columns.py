"""Lines of JSON parsed as columns hold what they hold when each is parsed by itself."""

import json
from random import Random

import pytest
from tests.content.readers.reading import Reading

from exposurecheck.content.readers.json_columns import AlikeLines
from exposurecheck.content.readers.records import RecordTables
from exposurecheck.content.units import Table

Cells = dict[str, list[str]]
MANY = 3000


def _records(count: int = MANY) -> list[dict[str, object]]:
    random = Random(1)
    return [
        {
            "id": random.randrange(10**12),
            "name": f"山田 太郎{number}",
            "rate": random.random() * 100,
            "paid": bool(number % 2),
            "note": None if number % 3 else 'he said "no", \\u5c71 %E5%B1%B1',
            "address": {"zip": "100-0001", "line": {"a": f"{number}", "b": None}},
        }
        for number in range(count)
    ]


def _lines(records: list[dict[str, object]], *, ascii_only: bool = False) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=ascii_only) + "\n" for record in records).encode()


def _cells(table: Table) -> Cells:
    return {name: list(values) for name, values in zip(table.columns, table.values, strict=True)}


def _one_by_one(records: list[dict[str, object]]) -> Cells:
    tables = RecordTables(held=-(10**9))
    assert not list(tables.add_all(records))
    (table,) = tables.flush()
    return _cells(table)


@pytest.mark.parametrize("ascii_only", [False, True])
def test_columns_hold_what_records_hold(*, ascii_only: bool) -> None:
    table = AlikeLines().parse(_lines(_records(), ascii_only=ascii_only))
    assert table is not None
    assert _cells(table) == _one_by_one(_records())


def test_a_field_that_is_missing_here_and_there_is_empty() -> None:
    records = _records()
    for record in records[::7]:
        del record["name"]
    table = AlikeLines().parse(_lines(records))
    assert table is not None
    assert _cells(table)["name"] == ["" if number % 7 == 0 else f"山田 太郎{number}" for number in range(MANY)]


@pytest.mark.parametrize(
    "odd",
    [
        b'{"id": 1, "secret": "k@sakura-mail.jp"}\n',
        b'{"id": 1, "name": ["k@sakura-mail.jp"]}\n',
        b'{"id": 1, "name": {"mail": "k@sakura-mail.jp"}}\n',
        b'{"id": 1, "name": "x", "name": "k@sakura-mail.jp"}\n',
        b'{"id": 1, "address": "k@sakura-mail.jp"}\n',
        b'{"id": 1, "address": {"mail": "k@sakura-mail.jp"}}\n',
        b'{"id": 1, "address": null, "mail": "k@sakura-mail.jp"}\n',
        b'{"id": 1, "name": "\\ud83d", "mail": "k@sakura-mail.jp"}\n',
        b'["k@sakura-mail.jp"]\n',
        b"k@sakura-mail.jp\n",
        b'{"id": 1, "name": "k@sakura-mail.jp\xff"}\n',
    ],
)
def test_one_line_that_is_different_is_not_lost(odd: bytes) -> None:
    lines = _lines(_records()).splitlines(keepends=True)
    lines.insert(77, odd)
    data = b"".join(lines)
    assert AlikeLines().parse(data) is None
    assert "k@sakura-mail.jp" in Reading("a.jsonl", data).everything


def test_a_quote_before_a_colon_in_a_string_ends_no_key() -> None:
    records = _records()
    records[5]["name"] = 'a":"b'
    assert AlikeLines().parse(_lines(records)) is None
    assert Reading("a.jsonl", _lines(records)).cells["name"][5] == 'a":"b'


def test_fields_are_learned_again_where_they_change() -> None:
    lines = AlikeLines()
    other: list[dict[str, object]] = [{"mail": f"taro{number}@sakura-mail.jp", "n": 1} for number in range(MANY)]
    assert lines.parse(_lines(_records())) is not None
    table = lines.parse(_lines(other))
    assert table is not None
    assert _cells(table) == _one_by_one(other)


def test_a_field_without_a_value_is_no_column() -> None:
    records: list[dict[str, object]] = [{"mail": f"taro{number}@sakura-mail.jp", "n": None} for number in range(MANY)]
    table = AlikeLines().parse(_lines(records))
    assert table is not None
    assert table.columns == ("mail",)


@pytest.mark.parametrize("text", ["[urgent] call", "{}", "{x}"])
def test_strings_that_look_like_lists_or_objects(text: str) -> None:
    records = _records()
    records[1234]["name"] = text
    assert Reading("a.jsonl", _lines(records)).cells["name"][1234] == text


def test_lines_that_are_not_alike_are_not_tried_each_time() -> None:
    lines = AlikeLines()
    assert lines.parse(_lines(_records()) + b'{"id": 1, "secret": "x"}\n') is None
    tried = [lines.parse(_lines(_records())) is not None for _ in range(5)]
    assert tried == [False, False, False, True, True]
