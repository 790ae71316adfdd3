"""Turns the XML of an xlsx sheet into rows one at a time, however far apart its cells are."""

import datetime as dt
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from exposurecheck.content.readers.archive_zip import read_part
from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.readers.markup import Element, local, parse
from exposurecheck.content.units import ReadContext

_FAR = 1024
"""Columns up to which gaps are kept; a cell further out would make every row wide."""
_EPOCH = dt.date(1899, 12, 30)
_DATES = frozenset(map(str, (*range(14, 18), 22, *range(27, 37), *range(50, 59))))
"""Built-in formats that show a day; 27 and up are those of Japanese and Chinese (18.8.30)."""
_SHOWN_AS_IS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DAY = re.compile("[dy]", re.IGNORECASE)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def sheets(archive: zipfile.ZipFile, context: ReadContext) -> list[tuple[str, str]]:
    """Return (name, part) of every sheet, hidden or not."""
    names = archive.namelist()
    parts = [name for name in names if _SHEET.fullmatch(name)]
    if not {"xl/_rels/workbook.xml.rels", "xl/workbook.xml"} <= set(names):
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


def date_styles(archive: zipfile.ZipFile, context: ReadContext) -> frozenset[int]:
    """Return the numbers of the cell formats that show a number as a date (ECMA-376 part 1, 18.8.30)."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    root = parse(read_part(archive, "xl/styles.xml", context))
    own = {
        node.get("numFmtId"): _SHOWN_AS_IS.sub("", node.get("formatCode") or "")
        for node in root.iter()
        if local(node) == "numFmt"
    }
    formats = [node for part in root if local(part) == "cellXfs" for node in part if local(node) == "xf"]
    numbers = [node.get("numFmtId") or "0" for node in formats]
    return frozenset(
        place for place, number in enumerate(numbers) if number in _DATES or _DAY.search(own.get(number, ""))
    )


def sheet_rows(sheet: bytes, strings: list[str], dates: frozenset[int] = frozenset()) -> Iterator[list[str]]:
    """Yield the cells of each row; far from the others, one stands right behind them."""
    for _, row in _walk(sheet, "row"):
        cells: list[str] = []
        for cell in row:
            if local(cell) == "c":
                column = column_of(cell.get("r") or "")
                if len(cells) < column < _FAR:
                    cells += [""] * (column - len(cells))
                cells.append(_cell(cell, strings, dates))
        if any(cells):
            yield cells


def column_of(reference: str) -> int:
    """Return the place of a column from 0: 2 for C7, and for C."""
    number = 0
    for letter in reference.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(cell: Element, strings: list[str], dates: frozenset[int]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _joined(cell)
    value = next((child.text or "" for child in cell if local(child) == "v"), "")
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    style = cell.get("s") or ""
    if kind in {None, "n"} and style.isdecimal() and int(style) in dates:
        return _date(value)
    return value.removesuffix(".0")


def _date(value: str) -> str:
    """Return the date of a serial number of days, as spreadsheets count them from 1900."""
    try:
        return (_EPOCH + dt.timedelta(days=int(float(value)))).isoformat()
    except (ValueError, OverflowError):
        return value


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
