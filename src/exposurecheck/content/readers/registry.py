"""Turns any bytes into units: sniffs what they are, picks the reader, and opens containers inside containers."""

from collections.abc import Iterator

from exposurecheck.content.readers.blocks import HEAD, TextStream
from exposurecheck.content.readers.delimited import read_delimited, sniff_dialect
from exposurecheck.content.readers.json_text import read_json, read_json_lines
from exposurecheck.content.readers.metering import MeteredSource
from exposurecheck.content.readers.plain import read_plain
from exposurecheck.content.sniff import IMAGES, sniff_bytes, sniff_text
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import Note, ReadContext, Unit
from exposurecheck.model.inspection import InspectionStatus

_TABLE_NAMES = (".csv", ".tsv", ".tab", ".psv")


def read(name: str, source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield what is inside an object; sets ``format``, ``encoding``, ``bytes_read`` and ``members`` of the context.

    Raises ``SourceError`` when the bytes cannot be fetched. Everything wrong with the bytes themselves is a ``Note``.
    """
    yield from _read(name, MeteredSource(source, context), context)


def _read(name: str, source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    head = source.read(0, HEAD)
    found = sniff_bytes(head)
    context.format = found
    if found == "text":
        yield from _read_text(name, source, context, head)
    elif found == "empty":
        return
    elif found in IMAGES:
        yield Note(InspectionStatus.UNSUPPORTED, "image: not inspected")
    else:
        yield Note(InspectionStatus.UNSUPPORTED, f"{found}: no reader" if found else "unknown binary format")


def _read_text(name: str, source: ByteSource, context: ReadContext, head: bytes) -> Iterator[Unit]:
    stream = TextStream(source, context, head)
    kind = sniff_text(stream.head, name)
    context.format = kind
    if kind == "jsonl":
        yield from read_json_lines(stream, context)
    elif kind == "json":
        yield from read_json(stream, context)
    else:
        dialect = sniff_dialect(stream.head, hinted=name.lower().endswith(_TABLE_NAMES)) if kind == "text" else None
        if dialect is None:
            yield from read_plain(stream, context)
        else:
            context.format = "tsv" if dialect.delimiter == "\t" else "csv"
            yield from read_delimited(stream, context, dialect)
