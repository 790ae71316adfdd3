"""Turns mail (eml, mbox) into text and members: headers, bodies, HTML parts and attachments."""

import email.header
import email.message
import email.parser
import email.policy
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from itertools import islice

from exposurecheck.content.decode import codec, decode_jis, decoded
from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.readers.forward import load
from exposurecheck.content.readers.html_page import html_units
from exposurecheck.content.source import ByteSource, MemorySource
from exposurecheck.content.units import Member, Note, ReadContext, Text, Unit
from exposurecheck.model.inspection import InspectionStatus

_HEADERS = ("From", "To", "Cc", "Bcc", "Reply-To", "Sender", "Subject", "X-Original-To", "Delivered-To")
_SHOWN = ("text/plain", "text/html")
"""What is shown of a message, the better first."""
_MOST_PARTS = 2000
_CHUNK = 2**20
_LARGEST_MESSAGE = 64 * 2**20


def read_eml(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield one message."""
    yield from message_units(load(source, context))


def read_mbox(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the messages of a mailbox, one at a time."""
    del context
    position, carry, number = 0, b"", 0
    while chunk := source.read(position, _CHUNK):
        position += len(chunk)
        carry += chunk
        *messages, carry = carry.split(b"\nFrom ")
        for message in messages:
            number += 1
            yield from message_units(message.partition(b"\n")[2], f"{number:05}/")
        if len(carry) > _LARGEST_MESSAGE:
            raise UnreadableError("mbox: one message is too large")
    yield from message_units(carry.partition(b"\n")[2], f"{number + 1:05}/")


def message_units(data: bytes, prefix: str = "") -> Iterator[Unit]:
    """Yield headers and bodies as text, attachments as members named after ``prefix``."""
    try:
        message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(data)
    except (MessageError, RecursionError, ValueError) as error:
        raise UnreadableError("mail: broken") from error
    lines = [f"{name}: {header_text(value)}" for name in _HEADERS for value in message.get_all(name, [])]
    top = "\n".join(lines) + "\n"
    parts = [message] if not message.is_multipart() else list(islice(message.walk(), _MOST_PARTS + 1))
    bodies = [part for part in parts if part.get_content_type() in _SHOWN and not part.get_filename()]
    main = min(bodies, key=lambda part: _SHOWN.index(part.get_content_type()), default=None)
    # Who writes and what is written are read together: the one is often only told by the other.
    units = list(_part(main, f"{prefix}00")) if main is not None else []
    body = "\n".join(unit.text for unit in units if isinstance(unit, Text))
    yield Text(f"{top}\n{body}", f"{prefix}00 body")
    yield from (unit for unit in units if not isinstance(unit, Text))
    for number, part in enumerate(parts[:_MOST_PARTS]):
        if part is not main and not part.is_multipart():
            yield from _part(part, f"{prefix}{number:02}")
    if len(parts) > _MOST_PARTS:
        yield Note(InspectionStatus.PARTIAL, f"mail: more than {_MOST_PARTS} parts")


def _part(part: email.message.Message, label: str) -> Iterator[Unit]:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload:
        return
    name = header_text(part.get_filename() or "")
    kind = part.get_content_type()
    if not name and kind in {"text/plain", "text/html"}:
        text = _decoded(payload, part.get_content_charset())
        yield from html_units(text, f"{label} html") if kind == "text/html" else iter([Text(text, f"{label} body")])
    else:
        yield Member(f"{label}/{name}" if name else label, MemorySource(payload))


def _decoded(payload: bytes, charset: str | None) -> str:
    """Decode a body: by its charset where that is honest, by its bytes otherwise."""
    name = codec(charset or "")
    if name and name not in {"us-ascii", "ascii"}:
        try:
            return payload.decode(name)
        except (UnicodeDecodeError, LookupError):
            if name == "iso2022_jp_ext":
                return decode_jis(payload)
            # A wrong or unknown charset: the bytes say more.
    return decoded(payload)[0]


def header_text(value: object) -> str:
    """Return a header with its encoded words decoded; raw 8-bit headers by their bytes."""
    raw = str(value)
    try:
        pieces = email.header.decode_header(raw)
    except (HeaderParseError, ValueError):
        return raw
    parts: list[str] = []
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            data = piece
        else:
            data = (
                piece.encode("ascii", "surrogateescape")
                if piece.isascii()
                else piece.encode("utf-8", "surrogateescape")
            )
        parts.append(_decoded(data, charset if charset != "unknown-8bit" else None) if data else "")
    return " ".join("".join(parts).split())
