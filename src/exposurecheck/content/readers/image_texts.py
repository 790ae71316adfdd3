"""Turns what cameras and programs write beside a picture into text: descriptions, artists, captions, comments."""

import html
import re
import struct
import zlib
from collections.abc import Iterator

from exposurecheck.content.decode import fitting

_TEXTS = frozenset({0x010E, 0x013B, 0x8298, 0x9286, 0xA430, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F})
"""Description, artist, copyright, comment of the user, owner of the camera (Exif 2.32, 4.6.4 to 4.6.5), and what
Windows adds: title, comment, author, keywords, subject."""
_WINDOWS = range(0x9C9B, 0x9CA0)
_CODES = {b"ASCII\0\0\0": "utf-8", b"UNICODE\0": "utf-16-le", b"JIS\0\0\0\0\0": "iso2022_jp_ext"}
_PNG = b"\x89PNG\r\n\x1a\n"
_CHUNK = struct.Struct(">I4s")
_COMMENT, _SCAN = 0xFE, 0xDA
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_CAPTION = re.compile(rb"\x1c\x02([\x05\x19\x50\x69\x78])(..)", re.DOTALL)
"""Title, keywords, by-line, headline and caption of IPTC (IIM 4.2, data sets of record 2)."""
_LONGEST = 2**16


def texts(head: bytes, values: dict[int, bytes]) -> Iterator[str]:
    """Yield the texts in the first bytes of a picture; ``values`` are those of its Exif tags."""
    yield from (_decoded(tag, value) for tag, value in values.items() if tag in _TEXTS)
    yield from (_chunk_texts(head) if head.startswith(_PNG) else _segment_texts(head))
    for packet in _XMP.findall(head):
        yield html.unescape(_MARKUP.sub("\n", packet.decode("utf-8", "replace")))


def _decoded(tag: int, value: bytes) -> str:
    if tag in _WINDOWS:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    if tag == 0x9286:  # noqa: PLR2004 - its first eight bytes name the code of the rest
        code = _CODES.get(value[:8])
        return value[8:].decode(code, "replace").rstrip("\0") if code else ""
    return _guessed(value.rstrip(b"\0"))


def _guessed(value: bytes) -> str:
    text = fitting(value, ("utf-8", "cp932"))
    return value.decode("latin-1") if text is None else text


def _chunk_texts(head: bytes) -> Iterator[str]:
    """Yield the texts of a PNG (PNG 3rd edition, 11.3.3)."""
    place = len(_PNG)
    while place + _CHUNK.size <= len(head):
        size, kind = _CHUNK.unpack_from(head, place)
        body = head[place + _CHUNK.size :][:size]
        place += _CHUNK.size + size + 4
        if kind == b"tEXt":
            yield _guessed(body.partition(b"\0")[2])
        elif kind == b"zTXt":
            yield _guessed(_inflated(body.partition(b"\0")[2][1:]))
        elif kind == b"iTXt":
            flags = body.partition(b"\0")[2]
            text = flags[2:].split(b"\0", 2)[-1]
            yield (_inflated(text) if flags[:1] == b"\1" else text).decode("utf-8", "replace")


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LONGEST)
    except zlib.error:
        return b""


def _segment_texts(head: bytes) -> Iterator[str]:
    """Yield comments and captions of a JPEG (ITU-T T.81, B.2.4.5)."""
    place = 2
    while place + 4 <= len(head) and head[place] == 0xFF and head[place + 1] != _SCAN:  # noqa: PLR2004 - a marker
        size = int.from_bytes(head[place + 2 : place + 4], "big")
        body = head[place + 4 : place + 2 + size]
        if head[place + 1] == _COMMENT:
            yield _guessed(body)
        elif body.startswith(b"Photoshop 3.0\0"):
            for found in _CAPTION.finditer(body):
                yield _guessed(body[found.end() : found.end() + int.from_bytes(found[2], "big")])
        place += 2 + max(2, size)
