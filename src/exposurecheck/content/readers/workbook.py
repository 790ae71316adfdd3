"""Turns workbooks (xlsx, xlsb, ods, xls) into tables: hidden sheets and comments count like any other.

calamine allocates the whole rectangle between a sheet's first and last cell, so a 1 KB file with the cells A1 and
XFD1048576 asks for half a terabyte and aborts the process. The corners are looked for first, and a sheet whose
rectangle is large is read as a stream of rows instead.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from exposurecheck.content.readers.archive_zip import read_part
from exposurecheck.content.readers.failures import EncryptedError, UnreadableError
from exposurecheck.content.readers.forward import load
from exposurecheck.content.readers.grid import grid_units
from exposurecheck.content.readers.markup import local, parse
from exposurecheck.content.readers.opendocument import read_opendocument
from exposurecheck.content.readers.presentation import drawing_units
from exposurecheck.content.readers.sheet_stream import column_of, date_styles, shared_strings, sheet_rows, sheets
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import Note, ReadContext, Text, Unit
from exposurecheck.model.inspection import InspectionStatus

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MOST_CELLS = 4_000_000
"""Cells of one rectangle; calamine holds 32 bytes for each."""
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,7})([0-9]{1,10})["']""")
_UNTYPED = re.compile(rb"<table:table-cell(?![^>]*value-type)[^>/]*>\s*<text:p")
"""Cells that hold text and no type (OpenDocument 1.3 part 3, 19.387), which calamine takes for empty ones."""
_COMMENTS = re.compile(r"xl/(?:comments\d*|comments/\w+|threadedComments/\w+)\.xml", re.IGNORECASE)
_DRAWINGS = re.compile(r"xl/drawings/drawing\d+\.xml", re.IGNORECASE)


def read_xlsx(source: ByteSource, archive: zipfile.ZipFile, context: ReadContext) -> Iterator[Unit]:
    """Yield each sheet, then comments and text boxes."""
    parts = sheets(archive, context)
    small = sum(_rectangle(read_part(archive, part, context)) for _, part in parts) <= _MOST_CELLS
    left = [name for name, _ in parts]
    if small and not context.damage:
        with suppress(UnreadableError):  # of parts that only the library needs; sheets tell whether they can be read
            left = yield from _sheets(_opened(load(source, context)))
    if left:
        strings, dates = shared_strings(archive, context), date_styles(archive, context)
        for name, part in parts:
            if name in left:
                yield from grid_units(sheet_rows(read_part(archive, part, context), strings, dates), name, name)
    yield from _extras(archive, context)


def read_xlsb(source: ByteSource, archive: zipfile.ZipFile, context: ReadContext) -> Iterator[Unit]:
    """Yield each sheet of a binary workbook."""
    yield from _sheets(_opened(load(source, context)))
    yield from _extras(archive, context)


def read_ods(source: ByteSource, archive: zipfile.ZipFile, context: ReadContext) -> Iterator[Unit]:
    """Yield each sheet of an OpenDocument spreadsheet, then its annotations."""
    manifest = (
        read_part(archive, "META-INF/manifest.xml", context) if "META-INF/manifest.xml" in archive.namelist() else b""
    )
    if b"encryption-data" in manifest:
        raise EncryptedError
    content = read_part(archive, "content.xml", context)
    if _UNTYPED.search(content):
        yield from read_opendocument(source, archive, context)
        return
    try:
        yield from _sheets(_opened(load(source, context)))
    except UnreadableError:
        yield from read_opendocument(source, archive, context)
        return
    if b"annotation" in content:
        notes = ["".join(node.itertext()) for node in parse(content).iter() if local(node) == "annotation"]
        yield Text("\n".join(notes) + "\n", "comments")


def read_xls(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield each sheet of a workbook in the old binary format, whose rectangle cannot be larger than 65,536 by 256."""
    yield from _sheets(_opened(load(source, context)))


def _extras(archive: zipfile.ZipFile, context: ReadContext) -> Iterator[Unit]:
    for name in archive.namelist():
        if _COMMENTS.fullmatch(name):
            root = parse(read_part(archive, name, context))
            comments = [
                "".join(node.itertext()) for node in root.iter() if local(node) in {"comment", "threadedComment"}
            ]
            yield Text("\n".join(comments) + "\n", "comments")
        elif _DRAWINGS.fullmatch(name):
            yield from drawing_units(parse(read_part(archive, name, context)), "drawing")


def _rectangle(sheet: bytes) -> int:
    """Return the cells of the rectangle that the cells of a sheet span."""
    rows, columns = set[bytes](), set[bytes]()
    for match in _CELL.finditer(sheet):
        columns.add(match[1])
        rows.add(match[2])
    if not rows:
        return 0
    numbers = [int(row) for row in rows]
    places = [column_of(column.decode()) for column in columns]
    return (max(numbers) - min(numbers) + 1) * (max(places) - min(places) + 1)


def _opened(data: bytes) -> "CalamineWorkbook":
    import python_calamine as calamine  # noqa: PLC0415 - only what a file needs is imported

    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise EncryptedError from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableError("workbook: broken or cut") from error


def _sheets(book: "CalamineWorkbook") -> Generator[Unit, None, list[str]]:
    """Yield the sheets; return the names of those that are broken."""
    import python_calamine as calamine  # noqa: PLC0415 - already loaded by the caller

    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    broken: list[str] = []
    for name in names:
        try:
            sheet = book.get_sheet_by_name(name)
        except calamine.CalamineError:
            broken.append(name)
            continue
        yield from grid_units(_texts(sheet.iter_rows()), name, name)
    if broken:
        yield Note(InspectionStatus.PARTIAL, f"workbook: {len(broken)} of {len(names)} sheets are broken")
    return broken


def _texts(rows: Iterable[Sequence[object]]) -> Iterator[list[str]]:
    for row in rows:
        yield [cell if type(cell) is str else _text(cell) for cell in row]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)
