"""Turns presentations (pptx) into text and tables: slides, their tables, notes and comments."""

import re
import zipfile
from collections.abc import Iterator

from exposurecheck.content.readers.archive_zip import read_part
from exposurecheck.content.readers.grid import grid_units
from exposurecheck.content.readers.markup import Element, local, outside, parse
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext, Text, Unit

_PARTS = re.compile(
    r"ppt/(?:slides/slide|notesSlides/notesSlide|slideMasters/slideMaster|comments/\w*?)\d*\.xml|ppt/diagrams/data\d+\.xml",
    re.IGNORECASE,
)


def read_pptx(source: ByteSource, archive: zipfile.ZipFile, context: ReadContext) -> Iterator[Unit]:
    """Yield the text of each slide, then its tables."""
    del source
    for name in archive.namelist():
        if _PARTS.fullmatch(name):
            yield from drawing_units(
                parse(read_part(archive, name, context)), name.rpartition("/")[2].partition(".")[0]
            )


def drawing_units(root: Element, where: str) -> Iterator[Unit]:
    """Yield text and tables of DrawingML (ECMA-376 part 1, 21.1)."""
    tables = [node for node in root.iter() if local(node) == "tbl"]
    lines = [_text(node) for node in outside(root, "tbl") if local(node) in {"p", "text"}]
    text = "\n".join(line for line in lines if line.strip())
    if text:
        yield Text(text + "\n", where)
    for number, table in enumerate(tables):
        rows = [
            ["\n".join(_text(p) for p in cell.iter() if local(p) == "p") for cell in row if local(cell) == "tc"]
            for row in table
            if local(row) == "tr"
        ]
        yield from grid_units(rows, where, f"{where} {number}")


def _text(paragraph: Element) -> str:
    if local(paragraph) == "text":
        return paragraph.text or ""
    return "".join(
        "\n" if local(node) == "br" else node.text or "" for node in paragraph.iter() if local(node) in {"t", "br"}
    )
