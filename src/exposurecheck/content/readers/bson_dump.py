"""Turns BSON, in which mongodump writes collections, into tables: documents behind each other, or in its archive."""

import datetime as dt
import struct
from collections.abc import Iterator

from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.readers.records import Record, RecordTables
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext, Unit

_INT = struct.Struct("<i")
_DOUBLE = struct.Struct("<d")
_LONG = struct.Struct("<q")
_BETWEEN = b"\xff\xff\xff\xff"
"""What ends a block of an archive."""
_CHUNK = 4 * 2**20
_LARGEST = 48 * 2**20
"""Bytes of a document; the database takes 16 MiB."""
_DEEPEST = 100
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - days matter, not zones
_WIDTHS = {0x06: 0, 0x07: 12, 0x08: 1, 0x0A: 0, 0x11: 8, 0x13: 16, 0x7F: 0, 0xFF: 0}
"""Bytes of values that say nothing about people, by type (bsonspec.org 1.1)."""
_NUMBERS = {0x01: _DOUBLE, 0x10: _INT, 0x12: _LONG}
_STRINGS = frozenset({0x02, 0x0D, 0x0E})
_OBJECT, _LIST, _BINARY, _DATE, _EXPRESSION, _SCOPED = 0x03, 0x04, 0x05, 0x09, 0x0B, 0x0F


def read_bson(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the documents as records."""
    del context
    tables = RecordTables()
    position, carry = (4, b"") if source.read(0, 4) == b"\x6d\xe2\x99\x81" else (0, b"")
    while chunk := source.read(position, _CHUNK):
        position += len(chunk)
        carry += chunk
        place = 0
        while place + 4 <= len(carry):
            if carry.startswith(_BETWEEN, place):
                place += 4
                continue
            size = _INT.unpack_from(carry, place)[0]
            if not 5 <= size <= _LARGEST:  # noqa: PLR2004 - an empty document
                yield from tables.flush()
                raise UnreadableError("bson: broken")
            if place + size > len(carry):
                break
            try:
                yield from tables.add(_document(carry, place, place + size, 0))
            except (struct.error, ValueError, IndexError) as error:
                yield from tables.flush()
                raise UnreadableError("bson: broken") from error
            place += size
        carry = carry[place:]
    yield from tables.flush()
    if carry:
        raise UnreadableError("bson: cut")


def _document(data: bytes, place: int, end: int, depth: int) -> Record:
    if depth > _DEEPEST:
        raise ValueError
    found: Record = {}
    place += 4
    while place < end - 1:
        kind = data[place]
        stop = data.index(b"\0", place + 1, end)
        name = data[place + 1 : stop].decode("utf-8", "replace")
        value, place = _value(data, stop + 1, kind, depth)
        if value is not None:
            found[name] = value
    return found


def _value(data: bytes, place: int, kind: int, depth: int) -> tuple[object, int]:
    """Return a value and where the next element begins; None for what says nothing about people."""
    if kind in _WIDTHS:
        return None, place + _WIDTHS[kind]
    if kind in _NUMBERS:
        return _NUMBERS[kind].unpack_from(data, place)[0], place + _NUMBERS[kind].size
    if kind == _DATE:
        return _day(_LONG.unpack_from(data, place)[0]), place + _LONG.size
    if kind == _EXPRESSION:
        return None, data.index(b"\0", data.index(b"\0", place) + 1) + 1
    return _sized(data, place, kind, depth)


def _sized(data: bytes, place: int, kind: int, depth: int) -> tuple[object, int]:
    """Return a value that begins with its size, and where it ends."""
    size = _INT.unpack_from(data, place)[0]
    value: object
    if size < 0:
        raise ValueError
    if kind in _STRINGS:
        value, size = data[place + 4 : place + 3 + size].decode("utf-8", "replace"), size + 4
    elif kind == _BINARY:
        value, size = data[place + 5 : place + 5 + size], size + 5
    elif kind == _SCOPED:
        value = None
    elif kind in {_OBJECT, _LIST}:
        inner = _document(data, place, place + size, depth + 1)
        value = list(inner.values()) if kind == _LIST else inner
    else:
        raise ValueError
    return value, place + size


def _day(milliseconds: int) -> str:
    try:
        moment = _EPOCH + dt.timedelta(milliseconds=milliseconds)
    except OverflowError:
        return ""
    return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(sep=" ")


def is_bson(head: bytes) -> bool:
    """Tell whether bytes begin with a document that ends where it says, or with the mark of an archive."""
    if head.startswith(b"\x6d\xe2\x99\x81"):
        return True
    if len(head) < 8:  # noqa: PLR2004 - a document with one short element
        return False
    size = _INT.unpack_from(head)[0]
    name = head[5 : head.find(b"\0", 5)] if b"\0" in head[5:200] else b""
    known = head[4] in {*_WIDTHS, *_STRINGS, *_NUMBERS, _OBJECT, _LIST, _BINARY, _DATE}
    closed = size > len(head) or head[size - 1 : size] == b"\0"
    return 8 <= size <= _LARGEST and known and closed and name.isascii() and name.decode().isprintable() and bool(name)  # noqa: PLR2004
