"""Turns text into units: its first block decides whether it is JSON, a table, markup, mail, SQL or prose."""

from collections.abc import Callable, Iterator
from importlib import import_module

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.calendar_events import is_calendar, read_calendar
from exposurecheck.content.readers.code_list import is_code_list, read_code_list
from exposurecheck.content.readers.delimited import read_delimited
from exposurecheck.content.readers.dialect import TABLE_NAMES, sniff_dialect
from exposurecheck.content.readers.filings import is_filing, read_filing
from exposurecheck.content.readers.fixed_width import layout, read_fixed_width
from exposurecheck.content.readers.json_text import read_json, read_json_lines
from exposurecheck.content.readers.ldif import is_ldif, read_ldif
from exposurecheck.content.readers.markdown import has_tables, read_markdown
from exposurecheck.content.readers.name_list import is_name_list, read_name_list
from exposurecheck.content.readers.plain import read_plain
from exposurecheck.content.readers.receipt import is_receipt, read_receipts
from exposurecheck.content.readers.record_kinds import delimiter_of_kinds, read_record_kinds
from exposurecheck.content.readers.ruled import has_ruled_tables, read_ruled
from exposurecheck.content.readers.sql_dump import read_sql
from exposurecheck.content.readers.unbroken import read_unbroken, unbroken_layout
from exposurecheck.content.readers.vcard import is_vcard, read_vcards
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
_StreamReader = Callable[[TextStream], Iterator[Unit]]
_FROM_STREAM: dict[str, _StreamReader] = {"sql": read_sql, "jsonl": read_json_lines, "json": read_json}


def read_text(name: str, source: ByteSource, context: ReadContext, head: bytes) -> Iterator[Unit]:
    """Yield the units of a text whose first bytes are ``head``."""
    stream = TextStream(source, context, head)
    kind = sniff_text(stream.head, name)
    context.format = kind
    if kind in _FROM_BYTES:
        module, _, function = _FROM_BYTES[kind].partition(":")
        yield from getattr(import_module(f"exposurecheck.content.readers.{module}"), function)(source, context)
    elif kind in _FROM_STREAM:
        yield from _FROM_STREAM[kind](stream)
    elif kind == "xml":
        yield from read_xml(source, stream, context)
    else:
        yield from _read_lines(name, stream, context)


def _read_lines(name: str, stream: TextStream, context: ReadContext) -> Iterator[Unit]:
    """Yield the units of a text that has no format of its own, or one told by its lines."""
    special = _special(name, stream.head)
    kinds = "" if special else delimiter_of_kinds(stream.head)
    dialect = None if special or kinds else sniff_dialect(stream.head, name)
    if special is not None:
        found, reader = special
        context.format = found or context.format
        yield from reader(stream)
    elif kinds:
        context.format = "csv"
        yield from read_record_kinds(stream, kinds)
    elif dialect is not None:
        context.format = "tsv" if dialect.delimiter == "\t" else "csv"
        yield from read_delimited(stream, dialect)
    elif is_name_list(stream.head):
        yield from read_name_list(stream)
    elif is_code_list(stream.head):
        yield from read_code_list(stream)
    elif (fields := layout(stream.head)) is not None:
        yield from read_fixed_width(stream, fields)
    elif (fields := unbroken_layout(stream.head)) is not None:
        yield from read_unbroken(stream, fields)
    else:
        yield from read_plain(stream)


_SPECIAL: tuple[tuple[str, Callable[[str], bool], _StreamReader], ...] = (
    ("uke", is_receipt, read_receipts),
    ("csv", is_filing, read_filing),
    ("ldif", is_ldif, read_ldif),
    ("vcard", is_vcard, read_vcards),
    ("ics", is_calendar, read_calendar),
    ("", has_tables, read_markdown),
    ("", has_ruled_tables, read_ruled),
)
"""Formats of lines that know their columns without a delimiter, how they are told, and who reads them."""


def _special(name: str, head: str) -> tuple[str, _StreamReader] | None:
    """Return the format that lines have of their own, "" for plain text, and who reads it."""
    for found, is_one, reader in _SPECIAL:
        if (found or not name.lower().endswith(TABLE_NAMES)) and is_one(head):
            return found, reader
    return None
