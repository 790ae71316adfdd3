"""Turns Word documents (docx) into text and tables: body, nested tables, headers, footers, notes and comments."""

import re
import zipfile
from collections.abc import Iterator

from exposurecheck.content.readers.archive_zip import read_part
from exposurecheck.content.readers.grid import grid_units
from exposurecheck.content.readers.markup import Element, local, parse
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext, Text, Unit

_PARTS = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments\w*|glossary/document)\.xml", re.IGNORECASE
)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(source: ByteSource, archive: zipfile.ZipFile, context: ReadContext) -> Iterator[Unit]:
    """Yield each part's paragraphs as text and its tables as tables."""
    del source
    for name in archive.namelist():
        if _PARTS.fullmatch(name):
            yield from _part(parse(read_part(archive, name, context)), name.rpartition("/")[2].partition(".")[0])


def _part(root: Element, where: str) -> Iterator[Unit]:
    lines: list[str] = []
    tables: list[Element] = []
    _collect(root, lines, tables)
    text = "\n".join(line for line in lines if line.strip())
    number = 0
    while tables:
        number += 1
        nested: list[Element] = []
        rows = [[_cell(cell, nested) for cell in _cells(row)] for row in _rows(tables.pop(0))]
        yield from grid_units(rows, where, f"{where} {number}")
        tables = nested + tables
    if text:  # last, for a table may say whom it is about
        yield Text(text + "\n", where)


def _collect(element: Element, lines: list[str], tables: list[Element]) -> None:
    """Gather paragraphs into ``lines`` and outermost tables into ``tables``."""
    stack = [element]
    while stack:
        node = stack.pop()
        name = local(node)
        if name == "tbl":
            tables.append(node)
        elif name == "p":
            lines.append(_paragraph(node, tables, lines))
        elif name != "Fallback":  # mc:Fallback repeats what a newer element beside it holds
            stack.extend(reversed(list(node)))


def _paragraph(paragraph: Element, tables: list[Element], lines: list[str]) -> str:
    parts: list[str] = []
    stack = list(reversed(list(paragraph)))
    while stack:
        node = stack.pop()
        name = local(node)
        if name in {"t", "delText", "instrText"}:
            parts.append(node.text or "")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        elif name == "txbxContent":
            _collect(node, lines, tables)
        elif name != "Fallback":
            stack.extend(reversed(list(node)))
    return "".join(parts)


def _rows(table: Element) -> Iterator[Element]:
    return _children(table, "tr")


def _cells(row: Element) -> Iterator[Element]:
    return _children(row, "tc")


def _children(element: Element, wanted: str) -> Iterator[Element]:
    """Yield children of one name, looking through content controls and tracked changes."""
    for child in element:
        name = local(child)
        if name == wanted:
            yield child
        elif name in {"sdt", "sdtContent", "ins", "del", "customXml", "smartTag"}:
            yield from _children(child, wanted)


def _cell(cell: Element, nested: list[Element]) -> str:
    lines: list[str] = []
    _collect(cell, lines, nested)
    return "\n".join(line for line in lines if line).strip()
