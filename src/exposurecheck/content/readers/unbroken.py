"""Reads records of fixed width that no line end divides: after as many signs as one has, the same kinds come again."""

from collections.abc import Iterator

import numpy as np

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.fixed_width import Layout, cells_of, kinds_of, layout
from exposurecheck.content.readers.written_width import encoded
from exposurecheck.content.units import Table, Unit

_NARROWEST, _WIDEST, _FEWEST = 20, 1000, 5
"""Columns of a record, and records."""
_LOOK = 20_000
_ALIKE, _MORE, _NEAR = 0.75, 0.15, 0.03
"""Share of signs of the same kind one record further, more than elsewhere, and how near to it multiples come."""


def unbroken_layout(text: str) -> Layout | None:
    """Return the fields of records without line ends; None for any other text."""
    if "\n" in text or "\r" in text or len(text) < _NARROWEST * _FEWEST:
        return None
    width = _width(text[:_LOOK])
    return layout("\n".join(_records(text[:_LOOK], width)[0])) if width else None


def read_unbroken(stream: TextStream, fields: Layout) -> Iterator[Unit]:
    """Yield each block's records as a table without headers."""
    rest = ""
    for block in stream:
        lines, rest = _records(rest + block.text, fields.starts[-1])
        if lines:
            yield Table(("",) * (len(fields.starts) - 1), tuple(cells_of(lines, fields)))
    yield from stream.notes()


def _width(text: str) -> int:
    """Return the width after which most signs are of the same kind again; 0 where there is none."""
    kinds = np.array(kinds_of(text, 2), np.uint8)
    widths = range(_NARROWEST, min(_WIDEST, kinds.size // _FEWEST) + 1)
    alike = np.array([(kinds[width:] == kinds[:-width]).mean() for width in widths])
    if not alike.size or alike.max() < max(_ALIKE, float(np.median(alike)) + _MORE):
        return 0
    return _NARROWEST + int(np.argmax(alike >= alike.max() - _NEAR))


def _records(text: str, width: int) -> tuple[list[str], str]:
    """Return the whole records of a text, and what is left of it."""
    data = encoded(text)
    whole = len(data) // width * width
    lines = [data[begin : begin + width].decode("cp932", "replace") for begin in range(0, whole, width)]
    return lines, data[whole:].decode("cp932", "replace")
