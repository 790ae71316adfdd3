"""Turns any bytes into units: sniffs what they are, picks the reader, and opens containers inside containers."""

import posixpath
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from exposurecheck.content.readers.base64_text import is_base64, whole
from exposurecheck.content.readers.blocks import HEAD
from exposurecheck.content.readers.bson_dump import is_bson
from exposurecheck.content.readers.compressed import inflated
from exposurecheck.content.readers.dbase import is_dbase
from exposurecheck.content.readers.failures import (
    BudgetSpentError,
    EncryptedError,
    LimitReachedError,
    MemberTooLargeError,
    UnreadableError,
    UnsupportedError,
)
from exposurecheck.content.readers.forward import UNKNOWN_SIZE, ForwardSource, load, settle
from exposurecheck.content.readers.metering import MeasuredSource, MeteredSource
from exposurecheck.content.readers.textual import read_text
from exposurecheck.content.sniff import IMAGES, sniff_bytes
from exposurecheck.content.source import ByteSource, MemorySource, SourceError
from exposurecheck.content.units import Member, MemberFacts, Note, ReadContext, Reader, Text, Unit
from exposurecheck.model.inspection import InspectionStatus

_READERS = {
    "zip": "package:read_package",
    "tar": "archive_tar:read_tar",
    "7z": "archive_7z:read_7z",
    "ole": "compound:read_compound",
    "pdf": "pdf:read_pdf",
    "rtf": "rich_text:read_rtf",
    "parquet": "columnar:read_parquet",
    "orc": "columnar:read_orc",
    "arrow": "columnar:read_arrow",
    "avro": "columnar:read_avro",
    "sqlite": "sqlite_file:read_sqlite",
    "tnef": "outlook:read_tnef",
    "plist": "property_list:read_plist",
    "bson": "bson_dump:read_bson",
    "dbf": "dbase:read_dbase",
    "zengin": "zengin:read_zengin",
} | dict.fromkeys(IMAGES, "image:read_image")
"""Reader of each format that is not text, imported when the first such object comes."""
_OPAQUE = IMAGES | {None, "pdf", "executable", "audio", "video"}
"""Formats whose readers do not look behind their end, where an archive may hide."""
_LOCKED = "encrypted: a password would be needed"
_SHARE_OF_TIME = 0.75
"""Of the processor time that is allowed: ending early keeps what was found, being ended loses it."""
_STREAMS = frozenset({"gz", "bz2", "xz", "zst"})


def read(name: str, source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield what is inside an object; sets ``format``, ``encoding``, ``bytes_read`` and ``members`` of the context.

    Units of a file inside the object carry its path as ``where`` (``a.zip!/b.csv``), a key of ``context.members``.
    Raises ``SourceError`` when the bytes cannot be fetched. Everything wrong with the bytes themselves is a ``Note``.
    """
    context.spent.stored = source.size
    enough = time.process_time() + _SHARE_OF_TIME * context.limits.cpu_seconds
    try:
        for unit in _guarded(name, MeteredSource(source, context), context, ""):
            yield unit
            del unit  # makes room for the next
            if time.process_time() > enough:
                yield Note(InspectionStatus.PARTIAL, "the limit of processor time is near")
                return
    except LimitReachedError as error:
        yield Note(InspectionStatus.PARTIAL, str(error))
    except BudgetSpentError:
        share = 100 * context.bytes_read / max(1, source.size)
        yield Note(InspectionStatus.PARTIAL, f"{share:.2g} % of the bytes were read")


def _guarded(name: str, source: ByteSource, context: ReadContext, where: str) -> Iterator[Unit]:
    """Yield the units of one file, with everything that can be wrong with it turned into a note."""
    status, reason, seen = InspectionStatus.FAILED, "", False
    try:
        for unit in _units(name, source, context):
            if isinstance(unit, Member):
                yield from _member(unit, context, where or name)
            else:
                yield replace(unit, where=where) if where else unit
            seen = True
            del unit  # makes room for the next
        if context.damage:
            yield Note(InspectionStatus.PARTIAL, context.damage, where)
    except (LimitReachedError, BudgetSpentError, SourceError):
        raise
    except EncryptedError:
        status, reason = InspectionStatus.ENCRYPTED, _LOCKED
    except UnsupportedError as error:
        status, reason = InspectionStatus.UNSUPPORTED, str(error)
    except MemberTooLargeError:
        status, reason = InspectionStatus.PARTIAL, f"larger than {context.limits.member_bytes} bytes"
    except UnreadableError as error:
        reason = str(error)
    except Exception as error:  # noqa: BLE001 - strangers' bytes make parsers raise anything; the rest is still read
        reason = f"{context.format}: {type(error).__name__}"
    if reason:
        lost = status is InspectionStatus.FAILED and seen
        yield Note(InspectionStatus.PARTIAL if lost else status, reason, where)


def _member(member: Member, context: ReadContext, outer: str) -> Iterator[Unit]:
    where = f"{outer}!/{member.name}"
    limits, spent = context.limits, context.spent
    spent.members += 1
    if spent.members > limits.members:
        raise LimitReachedError(f"more than {limits.members} files inside")
    if context.depth >= limits.depth:
        yield Note(InspectionStatus.PARTIAL, f"containers are nested more than {limits.depth} deep", where)
        return
    inner = ReadContext(member.name, limits, spent=spent, depth=context.depth + 1, members=context.members)
    size = member.source.size
    facts = context.members[where] = MemberFacts(size=size if size < UNKNOWN_SIZE else 0)
    for unit in _settled(member, inner, where):
        facts.format, facts.encoding = facts.format or inner.format, facts.encoding or inner.encoding
        yield unit
    facts.format, facts.encoding = inner.format, inner.encoding


def _settled(member: Member, context: ReadContext, where: str) -> Iterator[Unit]:
    try:
        source = settle(member.source, context)
        facts = context.members[where]
        if isinstance(source, MemorySource):
            facts.size = facts.bytes_read = source.size
        else:
            source = MeasuredSource(source, facts)
    except MemberTooLargeError:
        yield Note(InspectionStatus.PARTIAL, f"larger than {context.limits.member_bytes} bytes", where)
    except UnreadableError as error:
        yield Note(InspectionStatus.FAILED, str(error), where)
    except EncryptedError:
        yield Note(InspectionStatus.ENCRYPTED, _LOCKED, where)
    else:
        yield from _guarded(member.name, source, context, where)
        if isinstance(member.source, ForwardSource) and member.source.broken:
            yield Note(InspectionStatus.PARTIAL, member.source.broken, where)


def _units(name: str, source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    head = source.read(0, HEAD)
    found = context.format = _kind(head)
    if found == "empty":
        return
    if found in _OPAQUE:
        if found != "pdf":
            yield Text(posixpath.basename(name), "name")  # 名簿_….jpg says what the picture shows
        yield from _hidden_archive(source, context)
    if found == "text" and is_base64(head) and context.depth < context.limits.depth:
        yield from _encoded(name, source, context)
    elif found == "text":
        yield from read_text(name, source, context, head)
    elif found in _STREAMS:
        yield from _stream(name, source, context, found)
    elif found in _READERS:
        yield from _reader(found)(source, context)
    if found not in _READERS and found not in _STREAMS and found != "text":
        raise UnsupportedError(f"{found}: not inspected" if found else "unknown binary format")


def _kind(head: bytes) -> str | None:
    """Return the format of bytes; some formats begin with nothing but numbers, which only their readers can tell."""
    found = sniff_bytes(head)
    if found not in {None, "text"}:
        return found
    return "bson" if is_bson(head) else "dbf" if is_dbase(head) else found


def _stream(name: str, source: ByteSource, context: ReadContext, kind: str) -> Iterator[Unit]:
    """Read what is compressed as if it were the object itself: ``a.tar.gz`` holds ``a.tar.gz!/b.csv``."""
    if context.depth >= context.limits.depth:
        yield Note(InspectionStatus.PARTIAL, f"containers are nested more than {context.limits.depth} deep")
        return
    context.depth += 1
    inner_name = name[: -len(kind) - 1] if name.lower().endswith(f".{kind}") else name
    stream = inflated(source, kind, context)
    context.format = None
    try:
        yield from _units(inner_name, stream, context)
        if stream.broken:
            yield Note(InspectionStatus.PARTIAL, stream.broken)
    finally:
        context.format = f"{context.format}.{kind}" if context.format else kind


def _encoded(name: str, source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Read what a file of base64 stands for as if it were the object itself."""
    context.depth += 1
    try:
        yield from _units(name, MemorySource(whole(load(source, context))), context)
    finally:
        context.format = f"{context.format}.b64"


def _hidden_archive(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the members of a zip archive appended to something else."""
    if source.size < UNKNOWN_SIZE and b"PK\5\6" in source.read(max(0, source.size - HEAD), HEAD):
        found = context.format
        yield from _reader("zip")(source, context)
        context.format = found


def _reader(found: str) -> Reader:
    module, _, name = _READERS[found].partition(":")
    reader: Reader = getattr(import_module(f"exposurecheck.content.readers.{module}"), name)
    return reader
