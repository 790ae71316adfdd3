"""Turns zip packages into units: Office documents by their parts, everything else as an archive of members."""

import re
from collections.abc import Iterator

from exposurecheck.content.readers.archive_zip import members, open_zip
from exposurecheck.content.readers.office_extras import extra_units
from exposurecheck.content.readers.opendocument import read_opendocument
from exposurecheck.content.readers.presentation import read_pptx
from exposurecheck.content.readers.wordprocessing import read_docx
from exposurecheck.content.readers.workbook import read_ods, read_xlsb, read_xlsx
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext, Unit

_OFFICE = (
    ("xl/workbook.xml", "xlsx", read_xlsx),
    ("xl/worksheets/sheet1.xml", "xlsx", read_xlsx),
    ("xl/workbook.bin", "xlsb", read_xlsb),
    ("word/document.xml", "docx", read_docx),
    ("ppt/presentation.xml", "pptx", read_pptx),
)
_OWN_PARTS = (
    "xl/",
    "word/",
    "ppt/",
    "docProps/",
    "_rels/",
    "[Content_Types].xml",
    "META-INF/",
    "Thumbnails/",
)
_DATA = re.compile(r"customXml/item\d+\.xml")
_CHUNK = re.compile(r"\.(?:mht|mhtml|html?|rtf|txt|docx?|csv)$", re.IGNORECASE)
"""Pages that Word takes in when it next opens the document (ECMA-376 part 1, 17.17.2)."""
_EMBEDDED = ("/embeddings/", "/media/")


def read_package(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the units of an Office document, or the members of any other archive."""
    with open_zip(source, context) as archive:
        names = {name.lower() for name in archive.namelist()}
        for part, name, reader in _OFFICE:
            if part in names:
                context.format = name
                yield from reader(source, archive, context)
                yield from extra_units(archive, context)
                yield from members(archive, context, skip=_is_own_part)
                return
        kind = _opendocument(archive.read("mimetype")[:100] if "mimetype" in archive.namelist() else b"")
        if kind:
            context.format = kind
            yield from (read_ods if kind == "ods" else read_opendocument)(source, archive, context)
            yield from extra_units(archive, context)
        else:
            yield from members(archive, context)


def _opendocument(mime: bytes) -> str | None:
    prefix = b"application/vnd.oasis.opendocument."
    kinds = {b"spreadsheet": "ods", b"text": "odt", b"presentation": "odp"}
    return kinds.get(mime.strip()[len(prefix) :]) if mime.startswith(prefix) else None


def _is_own_part(name: str) -> bool:
    """Tell the parts of a document from what was put into it: other files, and pages in other formats."""
    if name.startswith("customXml/"):
        return not _DATA.fullmatch(name)
    return name.startswith(_OWN_PARTS) and not any(mark in name for mark in _EMBEDDED) and not _CHUNK.search(name)
