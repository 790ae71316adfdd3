"""Turns text into units: its first block decides whether it is JSON, a table, markup, mail, SQL or prose."""

from collections.abc import Iterator
from importlib import import_module

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.delimited import read_delimited
from exposurecheck.content.readers.dialect import TABLE_NAMES, sniff_dialect
from exposurecheck.content.readers.fixed_width import field_starts, read_fixed_width
from exposurecheck.content.readers.json_text import read_json, read_json_lines
from exposurecheck.content.readers.ldif import is_ldif, read_ldif
from exposurecheck.content.readers.markdown import has_tables, read_markdown
from exposurecheck.content.readers.name_list import is_name_list, read_name_list
from exposurecheck.content.readers.plain import read_plain
from exposurecheck.content.readers.receipt import is_receipt, read_receipts
from exposurecheck.content.readers.ruled import has_ruled_tables, read_ruled
from exposurecheck.content.readers.sql_dump import read_sql
from exposurecheck.content.readers.xml_document import read_xml
from exposurecheck.content.sniff import sniff_text
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext, Unit

_FROM_BYTES = {
    "html": "html_page:read_html",
    "eml": "mail:read_eml",
    "mbox": "mail:read_mbox",
}
"""Readers that want the bytes as they are, imported when needed."""


def read_text(name: str, source: ByteSource, context: ReadContext, head: bytes) -> Iterator[Unit]:
    """Yield the units of a text whose first bytes are ``head``."""
    stream = TextStream(source, context, head)
    kind = sniff_text(stream.head, name)
    context.format = kind
    if kind in _FROM_BYTES:
        module, _, function = _FROM_BYTES[kind].partition(":")
        yield from getattr(import_module(f"exposurecheck.content.readers.{module}"), function)(source, context)
    elif kind == "xml":
        yield from read_xml(source, stream, context)
    elif kind == "sql":
        yield from read_sql(stream, context)
    elif kind == "jsonl":
        yield from read_json_lines(stream, context)
    elif kind == "json":
        yield from read_json(stream, context)
    elif kind == "text" and is_receipt(stream.head):
        context.format = "uke"
        yield from read_receipts(stream)
    elif kind == "text" and is_ldif(stream.head):
        context.format = "ldif"
        yield from read_ldif(stream)
    elif kind == "text" and has_tables(stream.head):
        yield from read_markdown(stream)
    elif kind == "text" and not name.lower().endswith(TABLE_NAMES) and has_ruled_tables(stream.head):
        yield from read_ruled(stream)
    else:
        yield from _read_by_layout(name, stream, kind, context)


def _read_by_layout(name: str, stream: TextStream, kind: str, context: ReadContext) -> Iterator[Unit]:
    """Yield the units of a table or of prose, as told from how the lines look."""
    dialect = sniff_dialect(stream.head, name) if kind == "text" else None
    if dialect is not None:
        context.format = "tsv" if dialect.delimiter == "\t" else "csv"
        yield from read_delimited(stream, context, dialect)
    elif kind == "text" and is_name_list(stream.head):
        yield from read_name_list(stream)
    elif kind == "text" and (starts := field_starts(stream.head)) is not None:
        yield from read_fixed_width(stream, starts)
    else:
        yield from read_plain(stream, context)
