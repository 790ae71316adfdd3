"""Turns OLE compound files (old Word, PowerPoint and Excel documents, Outlook messages) into units."""

import struct
from collections.abc import Iterator
from itertools import groupby
from typing import Protocol

from exposurecheck.content.readers.biff_extras import beside_cells
from exposurecheck.content.readers.failures import EncryptedError, UnreadableError, UnsupportedError
from exposurecheck.content.readers.forward import as_file
from exposurecheck.content.readers.grid import grid_units
from exposurecheck.content.readers.html_page import html_units
from exposurecheck.content.readers.workbook import read_xls
from exposurecheck.content.source import ByteSource, MemorySource
from exposurecheck.content.units import Member, ReadContext, Text, Unit

_LARGEST_STREAM = 256 * 2**20
_RECORD = struct.Struct("<HHI")
_TEXT_CHARS, _TEXT_BYTES, _STRING = 0x0FA0, 0x0FA8, 0x0FBA
_CONTAINER = 0xF
_WORD_ENCRYPTED, _WORD_TABLE_1 = 0x0100, 0x0200
_COMPRESSED = 0x40000000
_MSG_TEXTS = ("0037", "0C1A", "0C1F", "5D01", "0042", "0065", "0E04", "0E03", "0E02", "007D", "1000")
"""Subject, sender, sender on behalf of, To, Cc, Bcc, transport headers, body (MS-OXPROPS)."""

_NAMES = ("title", "subject", "author", "keywords", "comments", "last_saved_by", "manager", "company", "category")


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Metadata(Protocol):
    codepage: int | None


class _Compound(Protocol):
    def exists(self, name: str) -> bool: ...

    def openstream(self, name: str | list[str]) -> _Stream: ...

    def listdir(self) -> list[list[str]]: ...

    def get_metadata(self) -> "_Metadata": ...


def read_compound(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield what is in a compound file, by the streams it holds."""
    import olefile  # noqa: PLC0415 - only what a file needs is imported

    try:
        file: _Compound = olefile.OleFileIO(as_file(source, context))
    except (OSError, struct.error, ValueError, IndexError) as error:
        raise UnreadableError("compound file: broken or cut") from error
    if file.exists("EncryptedPackage") or file.exists("EncryptionInfo"):
        context.format = "office"
        raise EncryptedError
    if file.exists("WordDocument"):
        context.format = "doc"
        yield from _lines(_word(file))
        yield from _beside(_properties(file))
    elif file.exists("PowerPoint Document"):
        context.format = "ppt"
        yield from _powerpoint(_bytes(file, "PowerPoint Document"))
        yield from _beside(_properties(file))
    elif file.exists("Workbook") or file.exists("Book"):
        context.format = "xls"
        yield from read_xls(source, context)
        lines = beside_cells(_bytes(file, "Workbook" if file.exists("Workbook") else "Book"))
        yield from _beside([*lines, *_properties(file)])
    elif file.exists("__properties_version1.0"):
        context.format = "msg"
        yield from _message(file, file.listdir(), [])
    else:
        raise UnsupportedError("compound file of an unknown kind")


def _beside(lines: list[str]) -> Iterator[Unit]:
    text = "\n".join(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if text:
        yield Text(text + "\n", "beside")


def _properties(file: _Compound) -> list[str]:
    """Return title, subject, author, keywords, comments and the like ([MS-OLEPS] 2.25.1)."""
    try:
        found = file.get_metadata()
    except (OSError, struct.error, ValueError, IndexError, KeyError, TypeError):
        return []  # strangers write these in odd ways; the document itself has been read
    page = found.codepage if isinstance(found.codepage, int) and found.codepage > 0 else 932
    encoding = "utf-8" if page == 65001 else f"cp{page}"  # noqa: PLR2004 - a code page's number
    values = [getattr(found, name, None) for name in _NAMES]
    return [value.decode(encoding, "replace") if isinstance(value, bytes) else value for value in values if value]


def _bytes(file: _Compound, name: str | list[str]) -> bytes:
    return file.openstream(name).read(_LARGEST_STREAM)


def _word(file: _Compound) -> str:
    """Return the text by its piece table ([MS-DOC] 2.4.1, Retrieving Text)."""
    document = _bytes(file, "WordDocument")
    try:
        flags = struct.unpack_from("<H", document, 0x0A)[0]
        if flags & _WORD_ENCRYPTED:
            raise EncryptedError
        start, length = struct.unpack_from("<II", document, 0x01A2)
        table = _bytes(file, "1Table" if flags & _WORD_TABLE_1 else "0Table")[start : start + length]
        while table[:1] == b"\x01":
            table = table[3 + struct.unpack_from("<H", table, 1)[0] :]
        size = struct.unpack_from("<I", table, 1)[0]
        count = (size - 4) // 12
        ends = struct.unpack_from(f"<{count + 1}I", table, 5)
        parts = [
            _piece(document, table, 5 + 4 * (count + 1) + 8 * index, ends[index + 1] - ends[index])
            for index in range(count)
        ]
    except struct.error as error:
        raise UnreadableError("doc: the piece table is broken") from error
    text = "".join(parts).replace("\x07\x07", "\n").replace("\x07", "\t").replace("\r", "\n").replace("\x0b", "\n")
    return "".join(char for char in text if char >= " " or char in "\n\t") + "\n"


def _lines(text: str) -> Iterator[Unit]:
    """Yield runs of lines with cells as tables, everything else as text."""
    for has_cells, run in groupby(text.splitlines(), key=lambda line: "\t" in line):
        lines = list(run)
        if has_cells:
            yield from grid_units([line.split("\t") for line in lines], "document", "document")
        else:
            yield Text("\n".join(lines) + "\n", "document")


def _piece(document: bytes, table: bytes, offset: int, chars: int) -> str:
    place = struct.unpack_from("<I", table, offset + 2)[0]
    if place & _COMPRESSED:
        first = (place & ~_COMPRESSED) // 2
        return document[first : first + chars].decode("cp1252", "replace")
    return document[place : place + 2 * chars].decode("utf-16-le", "replace")


def _powerpoint(stream: bytes) -> Iterator[Unit]:
    """Yield the text atoms ([MS-PPT] 2.9.42 to 2.9.45); containers are walked by not skipping their content."""
    lines: list[str] = []
    position = 0
    while position + _RECORD.size <= len(stream):
        version, kind, length = _RECORD.unpack_from(stream, position)
        position += _RECORD.size
        if version & _CONTAINER == _CONTAINER:
            continue
        body = stream[position : position + length]
        if kind in {_TEXT_CHARS, _STRING}:
            lines.append(body[: len(body) & ~1].decode("utf-16-le", "replace").replace("\r", "\n"))
        elif kind == _TEXT_BYTES:
            lines.append(body.decode("latin-1").replace("\r", "\n"))
        position += length
    yield Text("\n".join(lines) + "\n", "slides")


def _message(file: _Compound, entries: list[list[str]], at: list[str]) -> Iterator[Unit]:
    """Yield an Outlook message ([MS-OXMSG]) that lies in the storage ``at``."""
    depth = len(at)
    here = [entry for entry in entries if entry[:depth] == at]
    where = "/".join(at[::2]) or "message"
    own = {entry[depth]: entry for entry in here if len(entry) == depth + 1}
    texts = [_property(file, own, name) for name in _MSG_TEXTS]
    recipients = [
        _property(file, {entry[-1]: entry for entry in here if entry[: depth + 1] == [*at, storage]}, name)
        for storage in sorted({entry[depth] for entry in here if entry[depth].startswith("__recip_version1.0_")})
        for name in ("3001", "3003", "39FE")
    ]
    yield Text("\n".join(text for text in [*texts, *recipients] if text) + "\n", where)
    page = own.get("__substg1.0_10130102")
    if page:
        yield from html_units(_bytes(file, page).decode("utf-8", "replace"), where)
    for storage in sorted({entry[depth] for entry in here if entry[depth].startswith("__attach_version1.0_")}):
        inside = {entry[-1]: entry for entry in here if entry[depth] == storage and len(entry) == depth + 2}
        name = _property(file, inside, "3707") or _property(file, inside, "3704") or storage
        if "__substg1.0_37010102" in inside:
            yield Member(name, MemorySource(_bytes(file, inside["__substg1.0_37010102"])))
        elif depth < 6 and any(entry[depth + 1 : depth + 2] == ["__substg1.0_3701000D"] for entry in here):  # noqa: PLR2004 - mail in mail
            yield from _message(file, entries, [*at, storage, "__substg1.0_3701000D"])


def _property(file: _Compound, streams: dict[str, list[str]], name: str) -> str:
    wide, narrow = streams.get(f"__substg1.0_{name}001F"), streams.get(f"__substg1.0_{name}001E")
    if wide:
        return _bytes(file, wide).decode("utf-16-le", "replace").rstrip("\0")
    return _bytes(file, narrow).decode("cp932", "replace").rstrip("\0") if narrow else ""
