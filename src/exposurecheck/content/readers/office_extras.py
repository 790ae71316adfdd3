"""Turns what Office documents hold beside their pages into units: properties, links, headers, descriptions, caches."""

import html
import re
import zipfile
from collections.abc import Iterator
from itertools import zip_longest

from exposurecheck.content.readers.archive_zip import read_part
from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.readers.grid import grid_units
from exposurecheck.content.readers.link_targets import bare
from exposurecheck.content.readers.markup import Element, local, parse
from exposurecheck.content.units import ReadContext, Table, Text, Unit

_PROPERTIES = re.compile(r"docprops/(?:core|app|custom)\.xml|meta\.xml")
_NAMED = re.compile(r"xl/(?:workbook|tables/table\d+)\.xml")
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_SHOWN = re.compile(r"(?:xl|word|ppt)/charts/chart\w*\.xml|xl/drawings/vmldrawing\d+\.vml")
_EXTERNAL = re.compile(r"xl/externallinks/externallink\d+\.xml")
_PIVOT = "xl/pivotcache/pivotcachedefinition"
_DESCRIBED = re.compile(
    r"word/(?:document|header\d*|footer\d*)\.xml|xl/drawings/drawing\d+\.xml"
    r"|ppt/(?:slides/slide|notesslides/notesslide|slidemasters/slidemaster|slidelayouts/slidelayout)\d+\.xml"
)
_PARTS = 2000
"""Parts looked at."""
_LARGE = 64 * 2**20
"""Bytes of a part that is not looked at again for descriptions."""
_DESCRIPTION = re.compile(rb'\s(?:descr|title|alt)\s*=\s*"([^"]+)"')
"""What a picture shows (ECMA-376 part 1, 20.1.2.2.8)."""
_LINK = re.compile(r'<Relationship\s[^>]*TargetMode\s*=\s*"External"[^>]*>')
_TARGET = re.compile(r'\bTarget\s*=\s*"([^"]+)"')
_PAGE = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]+)<")
_CHOICES = re.compile(rb'<(?:\w+:)?formula[12]>"([^<]+)"<|<(?:\w+:)?formula[12]>&quot;([^<]+)&quot;<')
_LINKED = re.compile(rb"HYPERLINK\(([^<]{1,2000})")
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|[0-9]{1,3}|[A-Za-z])')
"""Codes in headers of sheets: fonts, sizes, where a part stands (18.3.1.39)."""


def extra_units(archive: zipfile.ZipFile, context: ReadContext) -> Iterator[Unit]:
    """Yield properties, targets of links, descriptions of pictures, headers of sheets, and caches of other data."""
    lines: list[str] = []
    for info in archive.infolist()[:_PARTS]:
        name = info.filename.lower()
        if name.endswith(".rels"):
            lines += _links(read_part(archive, info.filename, context).decode("utf-8", "replace"))
        elif _SHEETS.fullmatch(name) or (_DESCRIBED.fullmatch(name) and info.file_size <= _LARGE):
            part = read_part(archive, info.filename, context)
            lines += _of_sheet(part) if _SHEETS.fullmatch(name) else _descriptions(part)
        elif _PROPERTIES.fullmatch(name) or _NAMED.fullmatch(name) or _SHOWN.fullmatch(name):
            lines += _texts(_parsed(archive, info.filename, context))
        elif _EXTERNAL.fullmatch(name):
            yield from _external(_parsed(archive, info.filename, context), info.filename)
        elif name.startswith(_PIVOT):
            yield from _pivot(archive, info.filename, context)
    text = "\n".join(dict.fromkeys(line for line in map(str.strip, lines) if line))
    if text:
        yield Text(text + "\n", "beside")


def _parsed(archive: zipfile.ZipFile, name: str, context: ReadContext) -> Element | None:
    try:
        return parse(read_part(archive, name, context))
    except UnreadableError:
        context.damage = context.damage or "office: a part beside the pages is broken"
        return None


def _plain(value: bytes | str) -> str:
    return html.unescape(value.decode("utf-8", "replace") if isinstance(value, bytes) else value)


def _links(relations: str) -> Iterator[str]:
    for link in _LINK.findall(relations):
        yield from (bare(_plain(target)) for target in _TARGET.findall(link))


def _descriptions(part: bytes) -> Iterator[str]:
    return map(_plain, dict.fromkeys(_DESCRIPTION.findall(part)))


def _of_sheet(sheet: bytes) -> Iterator[str]:
    """Yield headers and footers, lists to choose from, and links that formulas make."""
    if b"HYPERLINK(" in sheet:
        yield from (_plain(link).replace("mailto:", " ").replace('"', " ") for link in _LINKED.findall(sheet))
    end = sheet[max(0, sheet.rfind(b"</sheetData>")) :]
    yield from (_CODES.sub(" ", _plain(page)) for page in _PAGE.findall(end))
    yield from (_plain(one or other).replace(",", "\n") for one, other in _CHOICES.findall(end))


def _texts(root: Element | None) -> Iterator[str]:
    """Yield every text, and the names that sheets and columns were given."""
    for node in root.iter() if root is not None else ():
        if local(node):
            yield node.text or ""
            if local(node) in {"sheet", "tableColumn", "definedName"}:
                yield node.get("name") or ""


def _external(root: Element | None, where: str) -> Iterator[Unit]:
    """Yield the cells of other workbooks that are kept for when these are gone."""
    for number, sheet in (
        enumerate(node for node in root.iter() if local(node) == "sheetData") if root is not None else ()
    ):
        rows = [["".join(cell.itertext()).strip() for cell in row if local(cell) == "cell"] for row in sheet]
        yield from grid_units(rows, where, f"{where} {number}")


def _pivot(archive: zipfile.ZipFile, name: str, context: ReadContext) -> Iterator[Unit]:
    """Yield the data a pivot table was made of, which stay when their sheet is deleted (18.10)."""
    root = _parsed(archive, name, context)
    fields = [node for node in root.iter() if local(node) == "cacheField"] if root is not None else []
    columns = tuple(field.get("name") or "" for field in fields)
    shared = [
        [item.get("v") or "" for items in field if local(items) == "sharedItems" for item in items] for field in fields
    ]
    records = name.replace("Definition", "Records")
    rows = _parsed(archive, records, context) if records in archive.namelist() else None
    if rows is None:
        values = tuple(list(column) for column in zip(*zip_longest(*shared, fillvalue=""), strict=True))
    else:
        cells = [[_cached(cell, known) for cell, known in zip(row, shared, strict=False)] for row in rows]
        values = tuple(list(column) for column in zip_longest(*cells, fillvalue=""))
    if values and len(values) == len(columns):
        yield Table(columns, values, name, name)


def _cached(cell: Element, shared: list[str]) -> str:
    value = cell.get("v") or ""
    if local(cell) != "x":
        return value
    return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
