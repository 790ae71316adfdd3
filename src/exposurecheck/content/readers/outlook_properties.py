"""Turns properties of Outlook messages, as they stand in a stream, into texts by their number."""

import struct

from exposurecheck.content.decode import decoded
from exposurecheck.content.readers.rich_text import rtf_text

_SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
"""Bytes of values of one size by their type, with what pads them to four ([MS-OXTNEF] 2.1.3.4)."""
_NARROW, _WIDE, _OBJECT, _BYTES = 0x1E, 0x1F, 0x0D, 0x102
_MANY = 0x1000
_NAMED = 0x8000
_RICH_TEXT = 0x1009
_PACKED = b"LZFu"
_MOST = 10_000
_FIRST = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the packed text may refer to from its start on ([MS-OXRTFCP] 2.1.2.1)."""
_RING = 4096


def properties(data: bytes) -> dict[int, str]:
    """Return the texts among the properties; ends where the bytes make no sense."""
    found: dict[int, str] = {}
    try:
        place = 4
        for _ in range(min(struct.unpack_from("<I", data)[0], _MOST)):
            kind, key = struct.unpack_from("<HH", data, place)
            place += 4
            if key >= _NAMED:
                place = _after_name(data, place)
            place, values = _values(data, place, kind)
            if values:
                found[key] = _text(values[0], kind, key)
    except (struct.error, KeyError):
        return found
    return found


def _after_name(data: bytes, place: int) -> int:
    by_name = struct.unpack_from("<I", data, place + 16)[0]
    if not by_name:
        return place + 24
    size: int = struct.unpack_from("<I", data, place + 20)[0]
    return place + 24 + (size + 3 & ~3)


def _values(data: bytes, place: int, kind: int) -> tuple[int, list[bytes]]:
    base = kind & ~_MANY
    values: list[bytes] = []
    if base in _SIZES and not kind & _MANY:
        return place + _SIZES[base], values
    count = struct.unpack_from("<I", data, place)[0]
    place += 4
    for _ in range(min(count, _MOST)):
        if base in _SIZES:
            place += _SIZES[base]
            continue
        if base not in {_NARROW, _WIDE, _OBJECT, _BYTES}:
            raise KeyError(base)
        size = struct.unpack_from("<I", data, place)[0]
        values.append(data[place + 4 : place + 4 + size])
        place += 4 + (size + 3 & ~3)
    return place, values


def _text(value: bytes, kind: int, key: int) -> str:
    if kind == _WIDE:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    if key == _RICH_TEXT:
        return rtf_text(unpacked(value))[0]
    return decoded(value.rstrip(b"\0"))[0]


def unpacked(data: bytes) -> bytes:
    """Return rich text that was packed the way Outlook does ([MS-OXRTFCP] 2.2)."""
    if data[8:12] != _PACKED:
        return data[16:]
    ring = bytearray(_FIRST.ljust(_RING, b"\0"))
    out, write, place = bytearray(), len(_FIRST), 16
    while place < len(data):
        flags, place = data[place], place + 1
        for bit in range(8):
            if not flags >> bit & 1:
                piece = data[place : place + 1]
                place += 1
            else:
                pair = int.from_bytes(data[place : place + 2], "big")
                place += 2
                start, size = pair >> 4, (pair & 0xF) + 2
                if start == write:
                    return bytes(out)
                piece = b""
                for at in range(start, start + size):
                    ring[write] = ring[at % _RING]
                    out.append(ring[write])
                    write = (write + 1) % _RING
            for byte in piece:
                ring[write] = byte
                out.append(byte)
                write = (write + 1) % _RING
            if place >= len(data):
                break
    return bytes(out)
