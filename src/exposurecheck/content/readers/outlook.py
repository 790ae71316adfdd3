"""Turns winmail.dat, in which Outlook wraps what its own readers understand (TNEF), into text and attachments."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from exposurecheck.content.decode import decoded
from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.readers.forward import load
from exposurecheck.content.readers.html_page import html_units
from exposurecheck.content.readers.outlook_properties import properties
from exposurecheck.content.source import ByteSource, MemorySource
from exposurecheck.content.units import Member, ReadContext, Text, Unit

_ATTRIBUTE = struct.Struct("<BII")
_START = 6
_TITLE, _DATA, _RENDERING, _PROPERTIES, _ATTACHMENT = 0x8010, 0x800F, 0x9002, 0x9003, 0x9005
_TEXTS = frozenset({0x8000, 0x8004, 0x800C})
"""Sender, subject and body ([MS-OXTNEF] 2.1.3)."""
_MEANT = (0x0037, 0x0C1A, 0x0C1F, 0x0E04, 0x0E03, 0x1000, 0x1009)
"""Subject, sender, To, Cc, body, body as rich text ([MS-OXPROPS])."""
_HTML, _LONG_NAME = 0x1013, 0x3707


def read_tnef(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield sender, subject and body, then the attachments."""
    data = load(source, context)
    message = _Message()
    place = _START
    while place + _ATTRIBUTE.size <= len(data):
        _, tag, size = _ATTRIBUTE.unpack_from(data, place)
        message.take(tag & 0xFFFF, data[place + _ATTRIBUTE.size :][:size])
        place += _ATTRIBUTE.size + size + 2
    if any(message.lines):
        yield Text("\n".join(line for line in message.lines if line) + "\n", "message")
    for page in message.pages:
        yield from html_units(page, "message")
    for number, (name, content) in enumerate(message.files, 1):
        if content:
            yield Member(name or f"attachment {number}", MemorySource(content))
    if place > len(data):
        raise UnreadableError("tnef: broken or cut")


@dataclass(slots=True)
class _Message:
    """What has been found of a message."""

    lines: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    """Names and contents."""

    def take(self, kind: int, body: bytes) -> None:
        """Take one attribute; those of an attachment follow on the one that begins it."""
        name, content = self.files[-1] if self.files else ("", b"")
        if kind == _RENDERING:
            self.files.append(("", b""))
        elif kind in _TEXTS:
            self.lines.append(_text(body))
        elif kind == _PROPERTIES:
            found = properties(body)
            self.lines += (found[key] for key in _MEANT if key in found)
            self.pages += [found[_HTML]] if _HTML in found else []
        elif self.files and kind == _TITLE:
            self.files[-1] = (_text(body), content)
        elif self.files and kind == _DATA:
            self.files[-1] = (name, body)
        elif self.files and kind == _ATTACHMENT:
            self.files[-1] = (properties(body).get(_LONG_NAME) or name, content)


def _text(data: bytes) -> str:
    return decoded(data.rstrip(b"\0"))[0]
