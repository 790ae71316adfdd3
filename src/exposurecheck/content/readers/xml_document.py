"""Turns XML into tables of element paths; elements of mixed text and markup stay text."""

from collections.abc import Iterator

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.clinical import clinical_units, is_clinical
from exposurecheck.content.readers.escapes import unescape
from exposurecheck.content.readers.failures import MemberTooLargeError, UnreadableError
from exposurecheck.content.readers.forward import load
from exposurecheck.content.readers.grid import grid_units
from exposurecheck.content.readers.markup import Element, local, parse_whole
from exposurecheck.content.readers.plain import read_plain
from exposurecheck.content.readers.records import RecordTables
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import Note, ReadContext, Text, Unit
from exposurecheck.model.inspection import InspectionStatus

_ASIDE = frozenset({"name", "type", "nil", "null", "value"})
"""Attributes of an element that is a column of a row."""
_WHOLE = 48 * 2**20
"""Larger documents are read as text, markup and all: a tree takes ten times the bytes."""


def read_xml(source: ByteSource, stream: TextStream, context: ReadContext) -> Iterator[Unit]:
    """Yield repeated elements as records; a broken document as far as it goes; one too large or deep as text."""
    try:
        root, missing = parse_whole(_small(source, context))
    except (MemberTooLargeError, UnreadableError):
        yield from read_plain(stream)
        return
    loose: list[str] = []
    if local(root) == "Workbook":
        yield from _spreadsheet(root)
    elif is_clinical(root):
        yield from clinical_units(root)
    else:
        tables = RecordTables()
        yield from tables.add({local(root): _nested(root, loose)})
        yield from tables.flush()
    if loose:
        yield Text("\n".join(loose) + "\n")
    if missing:
        yield from _from_line(stream, missing)
        yield Note(InspectionStatus.PARTIAL, "xml: broken or cut; its rest was read as text")


def _from_line(stream: TextStream, number: int) -> Iterator[Unit]:
    """Yield the text from the line on in which the document breaks."""
    passed = 1
    for block in stream:
        lines = block.text.splitlines(keepends=True)
        rest = "".join(lines[max(0, number - passed) :])
        passed += len(lines)
        if rest:
            yield Text(unescape(rest), continues=block.continues)
    yield from stream.notes()


def _small(source: ByteSource, context: ReadContext) -> bytes:
    if source.read(_WHOLE, 1):
        raise MemberTooLargeError
    return load(source, context)


def _nested(element: Element, loose: list[str]) -> object:
    """Return an element as JSON would have it: a text, or a mapping of attributes and children."""
    fields: dict[str, object] = {_local(name): value for name, value in element.attrib.items()}
    children = [child for child in element if local(child)]
    text = "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    if children and text:
        loose.append(" ".join("".join(element.itertext()).split()))
        return fields
    grouped: dict[str, list[object]] = {}
    named = _named(children)
    for child in children:
        name = child.attrib["name"] if named else local(child)
        grouped.setdefault(name, []).append((child.text or "").strip() if named else _nested(child, loose))
    fields |= {name: values[0] if len(values) == 1 else values for name, values in grouped.items()}
    if text and fields:
        fields["text"] = text
    return fields or text


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _named(children: list[Element]) -> bool:
    """Tell whether these are ``<field name="email">…</field>``, as mysqldump and phpMyAdmin write columns."""
    names = [child.attrib.get("name") for child in children]
    if not any(child.text for child in children) or any(set(map(_local, child.attrib)) - _ASIDE for child in children):
        return False
    alike = len({local(child) for child in children}) == 1 and not any(len(child) for child in children)
    return alike and len(children) > 1 and None not in names and len(set(names)) == len(names)


def _spreadsheet(root: Element) -> Iterator[Unit]:
    """Yield the sheets of an Excel 2003 XML workbook."""
    for number, sheet in enumerate(node for node in root.iter() if local(node) == "Worksheet"):
        rows = [
            ["".join(cell.itertext()).strip() for cell in row if local(cell) == "Cell"]
            for row in sheet.iter()
            if local(row) == "Row"
        ]
        yield from grid_units(rows, f"sheet {number + 1}", f"sheet {number + 1}")
