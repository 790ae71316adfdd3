"""Turns OpenDocument texts and presentations into text and tables."""

import zipfile
from collections.abc import Iterator

from exposurecheck.content.readers.archive_zip import read_part
from exposurecheck.content.readers.grid import grid_units
from exposurecheck.content.readers.markup import Element, local, outside, parse
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext, Text, Unit

_PARTS = ("content.xml", "styles.xml")
_MOST_REPEATED = 64
"""Empty cells are stored once with a count, which can be anything."""


def read_opendocument(source: ByteSource, archive: zipfile.ZipFile, context: ReadContext) -> Iterator[Unit]:
    """Yield paragraphs as text and tables as tables; headers and footers live in the styles."""
    del source
    for name in _PARTS:
        if name in archive.namelist():
            root = parse(read_part(archive, name, context))
            tables = [node for node in root.iter() if local(node) == "table"]
            lines = ["".join(node.itertext()) for node in outside(root, "table") if local(node) in {"p", "h"}]
            text = "\n".join(line for line in lines if line.strip())
            if text:
                yield Text(text + "\n", name)
            for number, table in enumerate(tables):
                yield from grid_units(_rows(table), name, f"{name} {number}")


def _rows(table: Element) -> list[list[str]]:
    return [
        [text for cell in row if local(cell) == "table-cell" for text in _repeated(cell)]
        for row in table.iter()
        if local(row) == "table-row"
    ]


def _repeated(cell: Element) -> list[str]:
    text = "\n".join("".join(node.itertext()) for node in cell.iter() if local(node) in {"p", "h"})
    count = next((value for name, value in cell.attrib.items() if name.endswith("number-columns-repeated")), "1")
    times = int(count) if count.isdecimal() else 1
    return [text] * min(times, _MOST_REPEATED)
