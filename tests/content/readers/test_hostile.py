"""Files made to hurt their reader: each ends in a status, reaches nothing, and says nothing of what it holds."""

import socket
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.content.readers.compound_writer import compound
from tests.content.readers.reading import CSV, NAMES, Reading, zipped

from exposurecheck.content.units import Table, Text
from exposurecheck.model.inspection import InspectionStatus

SECRET = "canary-7f3a@example.jp"


class Generated:
    """A source of any size that holds no more than one pattern."""

    def __init__(self, size: int, pattern: bytes = b"abcdefgh") -> None:
        self.size = size
        self.largest = 0
        self._pattern = pattern

    def read(self, start: int, length: int) -> bytes:
        length = max(0, min(length, self.size - start))
        self.largest = max(self.largest, length)
        shift = start % len(self._pattern)
        return (self._pattern * (length // len(self._pattern) + 2))[shift : shift + length]


def test_external_entities_fetch_nothing(tmp_path: Path) -> None:
    local = tmp_path / "secret"
    local.write_text(SECRET)
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)

        def listen() -> None:
            try:
                connection, _ = server.accept()
            except TimeoutError:
                return
            asked.append(connection.recv(100))
            connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x.dtd"
        xml = (
            f'<?xml version="1.0"?><!DOCTYPE r SYSTEM "{url}" [<!ENTITY f SYSTEM "file://{local}">'
            f'<!ENTITY h SYSTEM "{url}">'
            f'<!ENTITY % p SYSTEM "{url}"> %p;]><r xmlns:xi="http://www.w3.org/2001/XInclude"><a>&f;</a><b>&h;kept</b>'
            f'<xi:include href="file://{local}" parse="text"/></r>'
        ).encode()
        book = {"xl/workbook.xml": xml, "xl/_rels/workbook.xml.rels": xml, "xl/worksheets/sheet1.xml": xml}
        readings = [
            Reading("a.xml", xml),
            Reading("a.docx", zipped({"word/document.xml": xml})),
            Reading("a.svg", xml),
            Reading(
                "a.xlsx",
                zipped(book),
            ),
        ]
        thread.join()
    assert asked == []
    for reading in readings:
        assert SECRET not in reading.everything
    assert "kept" in readings[0].everything


def test_billion_laughs_do_not_expand() -> None:
    entities = b"".join(b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * 10) for level in range(1, 30))
    document = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "lol">' + entities + b"]><r><a>&e29;</a><b>kept</b></r>"
    for name, data in (("a.xml", document), ("a.docx", zipped({"word/document.xml": document}))):
        assert len(Reading(name, data).everything) < 10_000


def test_xml_nested_deeper_than_the_parser_allows_is_read_as_text() -> None:
    reading = Reading("a.xml", b"<a>" * 100_000 + SECRET.encode() + b"</a>" * 100_000)
    assert SECRET in reading.everything


def test_html_nested_very_deep() -> None:
    reading = Reading("a.html", b"<html><body>" + b"<div>" * 5_000 + SECRET.encode())
    assert SECRET in reading.everything


def test_a_table_of_100000_columns_is_read_as_text() -> None:
    wide = ",".join(f"c{number}" for number in range(100_000)) + "\n" + ",".join(["k@example.jp"] * 100_000) + "\n"
    reading = Reading("wide.csv", wide.encode())
    assert reading.text.count("k@example.jp") == 100_000


@pytest.mark.parametrize(
    "pattern", [b"abcdefgh", "架空".encode("cp932"), "架空".encode(), b"a,b,", "架\u3042".encode("utf-16-le")]
)
def test_one_line_of_any_length_is_cut_between_characters(pattern: bytes) -> None:
    source = Generated(40_000_000 // len(pattern) * len(pattern), pattern)
    reading = Reading("line", source)
    pieces = [unit for unit in reading.units if isinstance(unit, Text)]
    assert reading.statuses == []
    assert max(len(piece.text) for piece in pieces) < 5_000_000
    assert source.largest < 5_000_000
    assert not any("\ufffd" in piece.text for piece in pieces)
    assert pieces[1].continues


def test_a_budget_bounds_what_is_read_of_an_endless_object() -> None:
    source = Generated(10**13, b"k@example.jp,x\n")
    reading = Reading("a.csv", source, max_bytes=3_000_000)
    assert reading.context.bytes_read < 3_200_000
    assert reading.statuses == [InspectionStatus.PARTIAL]


def test_nuls_and_lone_surrogates_do_no_harm() -> None:
    assert SECRET in Reading("a.txt", b"\0\0line\n" + SECRET.encode() + b"\n" + b"\0" * 50).text
    for name, data in (
        ("a.json", b'{"a": "\\ud800", "b": "' + SECRET.encode() + b'"}'),
        ("a.jsonl", b'{"a": "\\ud800", "b": "' + SECRET.encode() + b'"}\n{"a": 1}\n'),
        ("a.txt", b"\\ud800 " + SECRET.encode()),
        ("a.txt", ("x" + SECRET).encode("utf-16-le") + b"\x00\xd8\n\0"),
    ):
        reading = Reading(name, data)
        assert SECRET in reading.everything
        reading.everything.encode()


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
def test_text_cut_inside_a_character_is_still_that_encoding(encoding: str) -> None:
    text = "架空の名簿です。" * 9000 + "\n"
    for cut in (1, 2, 3):
        reading = Reading("a.txt", text.encode(encoding)[:-cut])
        assert "架空の名簿です。" * 8000 in reading.text
        assert reading.statuses == []


def test_a_picture_with_an_archive_behind_it_shows_the_archive() -> None:
    reading = Reading("a.gif", b"GIF89a" + bytes(50) + zipped({"a.csv": CSV}))
    assert reading.cells["氏名"] == NAMES
    assert InspectionStatus.UNSUPPORTED in reading.statuses


def test_unknown_binary_is_unsupported_and_its_name_still_counts() -> None:
    reading = Reading("名簿_架空太郎.bin", bytes(range(256)) * 10)
    assert reading.statuses == [InspectionStatus.UNSUPPORTED]
    assert "名簿_架空太郎" in reading.text


def test_a_compound_file_whose_chain_is_a_circle_ends() -> None:
    data = bytearray(compound({"PowerPoint Document": b"x" * 5000}))
    data[-512:] = (0).to_bytes(4, "little") * 128
    assert set(Reading("a.ppt", bytes(data)).statuses) <= {InspectionStatus.FAILED, InspectionStatus.PARTIAL}


SEEDS = [
    CSV,
    zipped({"a.csv": CSV}),
    compound({"PowerPoint Document": b"x"}),
    b'{"a": [1, {"b": "c"}]}',
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>",
    b"From: a\nTo: b\nSubject: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nd\n--x--",
    b"<table><tr><td>a</td></tr></table>",
    b"INSERT INTO t (a) VALUES ('x'),(1);",
    b"{\\rtf1\\ansi a}",
    b"SQLite format 3\0" + bytes(200),
]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 2**16), st.binary(max_size=6)), max_size=8),
    st.integers(0, 600),
)
def test_no_bytes_make_a_reader_raise(seed: bytes, edits: list[tuple[int, bytes]], keep: int) -> None:
    data = bytearray(seed[: max(keep, 8)])
    for place, piece in edits:
        at = place % (len(data) + 1)
        data[at : at + len(piece)] = piece
    for unit in Reading("any", bytes(data)).units:
        if isinstance(unit, Table):
            assert len({len(column) for column in unit.values}) == 1
            assert len(unit.columns) == len(unit.values)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300))
def test_no_note_says_what_the_bytes_were(noise: bytes) -> None:
    for start in (
        b"",
        b"PK\x03\x04",
        b"PAR1",
        b"%PDF-",
        b"\x1f\x8b",
        b"BZh91AY&SY",
        b"Obj\x01",
        b"ORC\0",
        b"7z\xbc\xaf\x27\x1c",
    ):
        for note in Reading("any", start + SECRET.encode() + noise).notes:
            assert "canary" not in note.reason
