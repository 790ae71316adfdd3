"""Formats are told from bytes; a name decides only where bytes leave a choice."""

import io
import tarfile
import zipfile

import pytest

from exposurecheck.content.sniff import sniff_bytes, sniff_text


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return out.getvalue()


def empty_zip() -> bytes:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "zip"),
        (empty_zip(), "zip"),
        (tar(), "tar"),
        (b"\x1f\x8b\x08", "gz"),
        (b"BZh91AY&SY", "bz2"),
        (b"\xfd7zXZ\0", "xz"),
        (b"\x28\xb5\x2f\xfd", "zst"),
        (b"PAR1....PAR1", "parquet"),
        (b"Obj\x01", "avro"),
        (b"junk before %PDF-1.4", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"SQLite format 3\0", "sqlite"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"RIFF....WEBPVP8 ", "webp"),
        (b"....ftypheic", "heic"),
        (b"\x7fELF\2\1\1", "executable"),
        (b"Rar!\x1a\x07\x01", "rar"),
        (bytes(range(256)), None),
        (b"\0" * 100, None),
        ("名前,住所\n".encode("cp932"), "text"),
        ("名前,住所\n".encode("utf-16"), "text"),
        ("名前,住所\n".encode("iso2022_jp"), "text"),
        (b"ORCHARD ROAD 1\n", "text"),
        (b"ORC\n\x07\x12\x05\x08" + b"1000083820454430 ABE KYOHEI " * 20, "orc"),
        (b"BZh is no archive\n", "text"),
        (b"MZ is a name\n", "text"),
        (b"line\n" + b"\0" * 20 + b"line\n" * 20, "text"),
    ],
)
def test_bytes(data: bytes, expected: str | None) -> None:
    assert sniff_bytes(data) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ('{"a": 1}', "x", "json"),
        ("[1, 2]", "x", "json"),
        ('<button @click="a">\n<Teleport to="body">', "template.html", "html"),
        ("<modal v-if=a>", "a.vue", "html"),
        ("<?php\n$a = array();\n", "config.php", "text"),
        ("<?php include 'a.php' ?>\n<table><tr><td>x</td></tr></table>", "list.php", "html"),
        ("<people><person/></people>", "a.xml", "xml"),
        ("[12345] kernel: started\n[12346] kernel: stopped\n", "x", "text"),
        ("[1, 2]\n[3, 4]\n", "x", "json"),
        ('{"a": 1}\n{"a": 2}\n', "x", "jsonl"),
        ("[INFO] started\n", "x", "text"),
        ("{not json}", "x", "text"),
        ("<!DOCTYPE html><html>", "x.txt", "html"),
        ('<?xml version="1.0"?><html xmlns="x">', "x", "html"),
        ('<?xml version="1.0"?><a/>', "x", "xml"),
        ("<svg/>", "x", "xml"),
        ("<34>1 syslog line", "x", "text"),
        ("From: a@example.jp\nTo: b@example.jp\nSubject: x\n\nbody", "x", "eml"),
        ("From: a@example.jp\n\nbody", "x.eml", "eml"),
        ("To: do list\nbuy milk\n", "x", "text"),
        ("From a@example.jp Mon Nov 23\nFrom: a\nSubject: b\n", "x", "mbox"),
        ("-- dump\nCREATE TABLE t (a int);\n", "x", "sql"),
        ("2026-11-23 query\nINSERT INTO t VALUES (1)\n", "app.log", "text"),
        ("氏名,電話\n", "x.csv", "text"),
    ],
)
def test_text(text: str, name: str, expected: str) -> None:
    assert sniff_text(text, name) == expected


def test_mail_is_mail_with_the_line_ends_it_is_sent_with() -> None:
    message = "From: a@kita.jp\r\nTo: b@kita.jp\r\nSubject: x\r\n\r\nline one\r\nline two\r\nline three\r\n"
    assert sniff_text(message, "1234") == "eml"
    assert sniff_text(message.replace("\r\n", "\n"), "1234") == "eml"


@pytest.mark.parametrize("text", ["\n" * 262_144, "  \n" * 87_000, "COPY a (b\n" * 26_000])
def test_blank_and_open_lines_are_looked_at_once(text: str) -> None:
    assert sniff_text(text, "a.txt") == "text"  # looked at from each line to the end, this took minutes
