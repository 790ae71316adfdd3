"""Any bytes become tables and text, whatever they are called."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.content.readers.reading import Reading

from exposurecheck.content.units import Limits, Note, ReadContext, Table, Text, Unit
from exposurecheck.model.inspection import InspectionStatus


def units(name: str, data: bytes, max_bytes: int | None = None) -> tuple[list[Unit], ReadContext]:
    reading = Reading(name, data, max_bytes=max_bytes)
    return reading.units, reading.context


def cells(found: list[Unit]) -> dict[str, list[str]]:
    """All cells by column name, over all tables."""
    out: dict[str, list[str]] = {}
    for unit in found:
        if isinstance(unit, Table):
            for column, values in zip(unit.columns, unit.values, strict=True):
                out.setdefault(column, []).extend(values)
    return out


def text_of(found: list[Unit]) -> str:
    return "".join(unit.text for unit in found if isinstance(unit, Text))


PEOPLE = (
    "顧客一覧\n\n氏名,住所,電話\n架空 太一,東京都架空区1-1,090-1111-2222\n"
    '"架空 花","大阪市\n架空区2",="0312345678"\n"架空, 次郎",x\n三郎,y,z,余り\n'
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_csv_with_titles_quotes_and_ragged_rows_in_every_encoding(encoding: str) -> None:
    found, context = units("list.csv", PEOPLE.encode(encoding))
    assert context.format == "csv"
    assert context.encoding == encoding.removesuffix("-sig")
    assert cells(found)["氏名"] == ["架空 太一", "架空 花", "架空, 次郎", "三郎"]
    assert cells(found)["電話"] == ["090-1111-2222", "0312345678", "", "z"]
    assert cells(found)[""][3] == "余り"
    assert "顧客一覧" in text_of(found)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_any_delimiter_without_a_hint_from_the_name(delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row) for row in [("name", "mail", "tel")] + [("k", "k@example.jp", "0311112222")] * 5
    )
    found, _ = units("export", text.encode())
    assert cells(found)["mail"] == ["k@example.jp"] * 5


def test_csv_without_header_has_empty_column_names() -> None:
    found, _ = units("a.csv", "架空,taro@example.jp,1980-01-01\n仮空,hana@example.jp,1990-01-01\n".encode("cp932"))
    assert cells(found) == {"": ["架空", "仮空", "taro@example.jp", "hana@example.jp", "1980-01-01", "1990-01-01"]}


def test_a_file_that_lies_about_its_extension_is_read_by_its_bytes() -> None:
    found, context = units("picture.jpg", PEOPLE.encode("cp932"))
    assert (context.format, context.encoding) == ("csv", "cp932")
    assert cells(found)["氏名"]


def test_prose_and_logs_with_commas_stay_text() -> None:
    log = "2026-11-23 06:00:00,123 INFO user=k@example.jp ok\n" * 20
    found, context = units("app.log", log.encode())
    assert context.format == "text"
    assert text_of(found) == log


def test_json_fields_are_columns_and_arrays_of_records_are_tables() -> None:
    found, context = units(
        "a.json", '{"shop": {"id": 7}, "users": [{"name": "架空", "tags": ["a", "b"]}, {"name": "仮空"}]}'.encode()
    )
    assert context.format == "json"
    assert cells(found) == {
        "shop.id": ["7"],
        "users.name": ["架空", "仮空"],
        "users.tags": ["a", ""],
        "users.tags.1": ["b", ""],
    }


def test_json_lines_keep_going_after_a_broken_line() -> None:
    found, context = units(
        "a.jsonl", b'{"mail": "a@example.jp"}\n{broken k@example.jp\n{"mail": "\\u5c71", "n": null}\n'
    )
    assert context.format == "jsonl"
    assert cells(found)["mail"] == ["a@example.jp", "山"]
    assert "k@example.jp" in text_of(found)


def test_url_and_unicode_escapes_are_undone() -> None:
    found, _ = units("access.log", b"GET /?mail=kaku%40example.jp&n=%E6%9E%B6%E7%A9%BA 100%\nname=\\u67b6\\u7a7a\n")
    assert text_of(found) == "GET /?mail=kaku@example.jp&n=架空 100%\nname=架空\n"


def test_json_nested_100000_deep_is_read_as_text_and_said_so() -> None:
    found, _ = units("deep.json", b"[" * 100_000 + b'"k@example.jp"' + b"]" * 100_000)
    assert "k@example.jp" in text_of(found)
    assert [unit.status for unit in found if isinstance(unit, Note)] == [InspectionStatus.PARTIAL]


def test_an_empty_object_is_complete_and_empty() -> None:
    found, context = units("empty.csv", b"")
    assert found == []
    assert context.format == "empty"


def test_an_image_is_never_nothing_found() -> None:
    found, _ = units("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert [unit.status for unit in found if isinstance(unit, Note)] == [InspectionStatus.UNSUPPORTED]


def test_a_budget_reads_the_head_and_pieces_spread_over_the_rest_and_says_so() -> None:
    rows = "".join(f"{number},架空{number},{number % 97}\n" for number in range(400_000))
    data = ("no,名前,値\n" + rows).encode("cp932")
    found, context = units("big.csv", data, max_bytes=1_000_000)
    numbers = [int(cell) for cell in cells(found)["no"]]
    assert numbers[0] == 0
    assert numbers[-1] == 399_999
    assert all(name == f"架空{number}" for number, name in zip(numbers, cells(found)["名前"], strict=True))
    assert 900_000 < context.bytes_read <= 1_000_000 + 64
    notes = [unit for unit in found if isinstance(unit, Note)]
    assert [note.status for note in notes] == [InspectionStatus.PARTIAL]
    assert "%" in notes[0].reason


def test_a_form_in_csv_is_one_record() -> None:
    reading = Reading("申込書.csv", "申込書,\n氏名,架空 太郎\n住所,架空市1-2-3\n電話番号,0311112222\n".encode("cp932"))
    assert reading.cells == {"氏名": ["架空 太郎"], "住所": ["架空市1-2-3"], "電話番号": ["0311112222"]}


def test_reading_ends_before_the_processor_time_does_and_keeps_what_was_read() -> None:
    reading = Reading("a.csv", ("氏名,電話\n" + "架空,0311112222\n" * 500_000).encode(), limits=Limits(cpu_seconds=0))
    assert reading.statuses == [InspectionStatus.PARTIAL]
    assert reading.cells["氏名"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("prose.txt", "今日は、天気が良い,明日は雨。\n次の行。\nカンマ,を,含む文もある。\n" * 5),
        ("access.log", '192.0.2.1 - - "GET /?x=1,2 HTTP/1.1" 200 "A, like B"\n' * 20),
        ("app", "2026-11-23 06:00:00,123 INFO started\n" * 20),
        ("app.log", "2026-11-23T06:00:00Z|INFO|login ok\n" * 20),
        ("code.py", "import os, sys\ndef f(a, b):\n    return a, b\n" * 5),
        ("conf.yaml", "users:\n  - name: x\n    mail: a@example.jp\n"),
    ],
)
def test_what_is_no_table_stays_text(name: str, text: str) -> None:
    assert units(name, text.encode())[1].format == "text"


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        ("titles.csv", "一覧,,\n出力日,2026/11/23,\n,,\n番号,氏名,電話番号\n1,架空,03\n", ["架空"]),
        ("stray.tsv", '氏名\t電話\n"架空\t03\n仮空\t04\n', ['"架空', "仮空"]),
        ("one.csv", "氏名\n架空\n仮空\n", ["架空", "仮空"]),
        ("mac.csv", "氏名,電話\r架空,03\r仮空,04\r", ["架空", "仮空"]),
        ("blank.csv", "\n\n氏名,電話\n\n架空,03\n\n仮空,04\n", ["架空", "仮空"]),
        ("quoted.txt", '"氏名","住所"\n"架空, 太""郎","区\n1-1"\n"仮空","大阪"\n', ['架空, 太"郎', "仮空"]),
        ("list.md", "# 名簿\n\n| 氏名 | 電話 |\n|---|---|\n| 架空 | 0311112222 |\n", ["架空"]),
    ],
)
def test_tables_however_they_were_written(name: str, text: str, names: list[str]) -> None:
    assert cells(units(name, text.encode())[0])["氏名"] == names


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab架空,;"\n 1'), max_size=6), min_size=3, max_size=3), min_size=1, max_size=30
    ),
    st.sampled_from(["utf-8", "cp932", "utf-16"]),
)
def test_every_cell_of_a_well_formed_table_comes_back(rows: list[list[str]], encoding: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([["氏名", "電話", "住所"], *rows])
    found = cells(units("a.csv", out.getvalue().encode(encoding))[0])
    assert found["氏名"] == [row[0] for row in rows]
    assert found["住所"] == [row[2] for row in rows]
