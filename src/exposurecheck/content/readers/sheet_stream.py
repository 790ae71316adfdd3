"""Turns the XML of an xlsx sheet into rows one at a time, however far apart its cells are."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from exposurecheck.content.readers.archive_zip import read_part
from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.readers.markup import Element, local, parse
from exposurecheck.content.units import ReadContext

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def sheets(archive: zipfile.ZipFile, context: ReadContext) -> list[tuple[str, str]]:
    """Return (name, part) of every sheet, hidden or not."""
    names = archive.namelist()
    parts = [name for name in names if _SHEET.fullmatch(name)]
    if "xl/_rels/workbook.xml.rels" not in names:
        return [(posixpath.basename(part), part) for part in parts]
    relations = parse(read_part(archive, "xl/_rels/workbook.xml.rels", context))
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("xl", relation.get("Target") or "")).lstrip("/")
        for relation in relations
    }
    labels: dict[str, str] = {}
    for node in parse(read_part(archive, "xl/workbook.xml", context)).iter():
        if local(node) == "sheet":
            identity = next((value for key, value in node.attrib.items() if key.endswith("}id")), "")
            labels[targets.get(identity, "")] = node.get("name") or ""
    return [(labels.get(part, posixpath.basename(part)), part) for part in parts]


def shared_strings(archive: zipfile.ZipFile, context: ReadContext) -> list[str]:
    """Return the strings that cells refer to by number."""
    part = next((name for name in archive.namelist() if name.lower() == "xl/sharedstrings.xml"), None)
    if part is None:
        return []
    return [_joined(node) for _, node in _walk(read_part(archive, part, context), "si")]


def sheet_rows(sheet: bytes, strings: list[str]) -> Iterator[list[str]]:
    """Yield the filled cells of each row; gaps between far cells are left out."""
    for _, row in _walk(sheet, "row"):
        cells = [_cell(cell, strings) for cell in row if local(cell) == "c"]
        if any(cells):
            yield cells


def _cell(cell: Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _joined(cell)
    value = next((child.text or "" for child in cell if local(child) == "v"), "")
    if cell.get("t") == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    return value.removesuffix(".0")


def _joined(node: Element) -> str:
    """Join the runs of a string, without the furigana beside it (``rPh``)."""
    parts: list[str] = []
    for child in node:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in {"r", "is"}:
            parts.append(_joined(child))
    return "".join(parts)


def _walk(data: bytes, wanted: str) -> Iterator[tuple[str, Element]]:
    from lxml import etree  # noqa: PLC0415 - only what a file needs is imported

    events = etree.iterparse(
        io.BytesIO(data), events=("end",), tag=f"{{*}}{wanted}", resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False, recover=True,
    )  # fmt: skip
    try:
        for event, node in events:
            yield event, node
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise UnreadableError("workbook: the xml is broken or cut") from error
