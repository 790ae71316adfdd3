"""Turns dBase and FoxPro tables (dbf), as old databases and maps have them, into tables; deleted rows count."""

import struct
from collections.abc import Iterator

from exposurecheck.content.decode import guess
from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import Note, ReadContext, Table, Unit
from exposurecheck.model.inspection import InspectionStatus

_VERSIONS = frozenset({0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8C, 0xCB, 0xF5, 0xFB})
_MEMOS = frozenset({0x83, 0x8B, 0x8C, 0xCB, 0xF5})
_HEAD = struct.Struct("<BBBBIHH")
"""Version, year, month, day, rows, bytes of the header, bytes of a row."""
_FIELD = 32
_TYPES = frozenset(b"CDNLMFIBYTGP@O+VQW0")
_ROWS = 8192
_MONTHS, _DAYS = 12, 31


def is_dbase(head: bytes) -> bool:
    """Tell whether bytes begin with the header of a table: a date, and fields that fill a row."""
    if len(head) < 2 * _FIELD + 1:
        return False
    version, _, month, day, _, header, width = _HEAD.unpack_from(head)
    if version not in _VERSIONS or not 1 <= month <= _MONTHS or not 1 <= day <= _DAYS:
        return False
    fields = _fields(head[:header])
    return bool(fields) and sum(size for _, size in fields) + 1 == width and header > _FIELD


def _fields(header: bytes) -> list[tuple[str, int]]:
    """Return names and widths; none where what stands there are no fields."""
    found: list[tuple[str, int]] = []
    for place in range(_FIELD, len(header) - _FIELD + 1, _FIELD):
        if header[place] == 0x0D:  # noqa: PLR2004 - ends the fields
            break
        name, kind = header[place : place + 11].split(b"\0")[0], header[place + 11]
        if not name or kind not in _TYPES:
            return []
        found.append((name.decode(guess(name).encoding, "replace"), header[place + 16]))
    return found


def read_dbase(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the rows."""
    version, _, _, _, rows, size, width = _HEAD.unpack_from(source.read(0, _HEAD.size))
    fields = _fields(source.read(0, size))
    columns = tuple(name for name, _ in fields)
    position, end = size, size + rows * width
    while position < end and (data := source.read(position, min(_ROWS * width, end - position))):
        position += len(data)
        if context.encoding in {None, "ascii"}:
            context.encoding = guess(data).encoding
        encoding = context.encoding or "cp932"
        cells: list[list[str]] = [[] for _ in fields]
        for begin in range(0, len(data) - width + 1, width):
            place = begin + 1
            for column, (_, length) in zip(cells, fields, strict=True):
                column.append(data[place : place + length].decode(encoding, "replace").strip(" \0　"))
                place += length
        if cells and cells[0]:
            yield Table(columns, tuple(cells))
    if position < end:
        raise UnreadableError("dbf: cut")
    if version in _MEMOS:
        yield Note(InspectionStatus.PARTIAL, "dbf: its memos are in another file")
