"""Turns what an old binary workbook holds beside its cells into text: headers, links, text boxes and comments."""

import re
import struct
from collections.abc import Iterator

from exposurecheck.content.readers.link_targets import bare

_RECORD = struct.Struct("<HH")
_CONTINUE, _HEADER, _FOOTER, _SHEET, _LINK, _BOX = 0x3C, 0x14, 0x15, 0x85, 0x1B8, 0x1B6
_WIDE = 0x1
_CODES = re.compile(r'&(?:"[^"]*"|[0-9]{1,3}|[A-Za-z])')
_URL = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
"""What stands before the size and the letters of an address ([MS-OSHARED] 2.3.7.6)."""


def beside_cells(stream: bytes) -> Iterator[str]:
    """Yield headers and footers, names of sheets, targets of links, text boxes and comments ([MS-XLS] 2.4)."""
    place, after_box = 0, False
    while place + _RECORD.size <= len(stream):
        kind, size = _RECORD.unpack_from(stream, place)
        body = stream[place + _RECORD.size :][:size]
        place += _RECORD.size + size
        if kind in {_HEADER, _FOOTER} and len(body) > 3:  # noqa: PLR2004 - count and flags come first
            yield _CODES.sub(" ", _letters(body[2:]))
        elif kind == _SHEET and len(body) > 8:  # noqa: PLR2004 - the name's size, flags and letters come last
            yield _letters(body[7:])
        elif kind == _LINK:
            yield from _addresses(body)
        elif kind == _CONTINUE and after_box:
            yield _letters(body)
        after_box = kind == _BOX


def _letters(body: bytes) -> str:
    """Return a string without its size: a byte of flags, then one or two bytes for each letter; sizes may precede."""
    flags, text = body[0], body[1:]
    return text.decode("utf-16-le" if flags & _WIDE else "cp1252", "replace")


def _addresses(body: bytes) -> Iterator[str]:
    at = body.find(_URL)
    if at >= 0 and at + 20 <= len(body):
        size = int.from_bytes(body[at + 16 : at + 20], "little")
        address = body[at + 20 : at + 20 + size].decode("utf-16-le", "replace").partition("\0")[0]
        yield bare(address)
