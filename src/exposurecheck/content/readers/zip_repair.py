"""Turns a zip archive that was cut, or whose directory is broken, into one that has its directory again."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from exposurecheck.content.readers.forward import count_inflated
from exposurecheck.content.units import ReadContext

_LOCAL = struct.Struct("<4s5HIIIHH")
"""Signature, version, flags, method, time, date, CRC, sizes, lengths of name and extra (APPNOTE 4.3.7)."""
_DIRECTORY = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_STORED, _DEFLATED = 0, 8
_SIZES_FOLLOW, _ENCRYPTED = 0x8, 0x1
_FED = 2**14
_DESCRIPTORS = (b"PK\x07\x08", b"PK\x03\x04", b"PK\x01\x02")
"""What may follow on the bytes of a member whose size stands behind it."""


@dataclass(frozen=True, slots=True)
class _Found:
    header: tuple[int, ...]
    offset: int
    name: bytes
    stored: int
    size: int
    crc: int


def repaired(data: bytes, context: ReadContext) -> bytes | None:
    """Return the archive with a directory of the members that begin in it; None when none does.

    The last one may be cut; it then holds what was there. Raises ``LimitReachedError``.
    """
    found = list(_members(data, context))
    if not found:
        return None
    end = max(member.offset + _LOCAL.size + len(member.name) + member.header[10] + member.stored for member in found)
    entries = b"".join(
        _DIRECTORY.pack(
            b"PK\x01\x02", 20, *member.header[1:4], *member.header[4:6],
            member.crc, member.stored, member.size, len(member.name), 0, 0, 0, 0, 0, member.offset,
        ) + member.name
        for member in found
    )  # fmt: skip
    count = min(len(found), 0xFFFF)
    return data[:end] + entries + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(entries), end, 0)


def _members(data: bytes, context: ReadContext) -> Iterator[_Found]:
    position = data.find(b"PK\x03\x04")
    while position >= 0 and position + _LOCAL.size <= len(data) and len(data) < 2**32:
        header = _LOCAL.unpack_from(data, position)
        flags, method, crc, stored, size = header[2], header[3], *header[6:9]
        name = data[position + _LOCAL.size :][: header[9]]
        begin = position + _LOCAL.size + header[9] + header[10]
        if begin >= len(data) and stored:
            return
        cut = begin + stored > len(data)
        if method == _DEFLATED and (flags & _SIZES_FOLLOW or cut) and not flags & _ENCRYPTED:
            stored, size, crc = _inflated(data, begin, context)
        elif flags & _SIZES_FOLLOW and not stored:
            ends = [end for end in (data.find(mark, begin) for mark in _DESCRIPTORS) if end >= 0]
            size = stored = min(ends, default=len(data)) - begin
            crc = zlib.crc32(memoryview(data)[begin : begin + stored])
        elif cut:
            stored = len(data) - begin
            size, crc = (stored, zlib.crc32(memoryview(data)[begin:])) if method == _STORED else (size, crc)
        yield _Found(header, position, name, stored, size, crc)
        position = data.find(b"PK\x03\x04", begin + stored)


def _inflated(data: bytes, begin: int, context: ReadContext) -> tuple[int, int, int]:
    """Return the bytes of a deflated member whose end is not known, with the size and the CRC of what they hold."""
    machine, size, crc, position, fed = zlib.decompressobj(-zlib.MAX_WBITS), 0, 0, begin, b""
    while not machine.eof and (fed or position < len(data)):
        if not fed:
            fed = data[position : position + _FED]
            position += len(fed)
        try:
            piece = machine.decompress(fed, 2**20)
        except zlib.error:
            return position - len(fed) - begin, size, crc
        fed = machine.unconsumed_tail
        count_inflated(context, len(piece))
        size, crc = size + len(piece), zlib.crc32(piece, crc)
    return position - len(machine.unused_data) - begin, size, crc
