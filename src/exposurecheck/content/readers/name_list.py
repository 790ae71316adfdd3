"""Turns a text that is nothing but a list of names, one a line and perhaps numbered, into a table of one column."""

import re
from collections.abc import Iterator

from exposurecheck.content import fold, names
from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.units import Table, Text, Unit

_FEWEST, _LONGEST, _LOOK = 5, 30, 200
"""Lines of a list, characters of a line, and lines looked at."""
_MOSTLY = 0.6
_TITLES = 4
"""Lines among which the first name of a list is."""
_NUMBER = re.compile("[0-9０-９]{3}")
"""Part of a number beside the name, which would be lost."""
_BULLET = re.compile(r"(?:[0-9０-９]{1,4}[.．、:：)）]?[ 　\t]*|[・●○◆*＊-][ 　]*)?")


def is_name_list(text: str) -> bool:
    """Tell whether most lines of a text are a name and nothing else."""
    lines = [line for line in map(str.strip, text[: _LOOK * _LONGEST].splitlines()[:_LOOK]) if line]
    if len(lines) < _FEWEST or max(map(len, lines)) > _LONGEST:
        return False
    bare = [_bare(line) for line in lines]
    return sum(names.full_name(fold.name(line)) and not _NUMBER.search(line) for line in bare) >= _MOSTLY * len(lines)


def read_name_list(stream: TextStream) -> Iterator[Unit]:
    """Yield each block's lines as one column without a header."""
    begun = False
    for block in stream:
        cells = [_bare(line.strip()) for line in block.text.splitlines() if line.strip()]
        titles = 0 if begun else _titles(cells)
        begun = True
        if titles:
            yield Text("\n".join(cells[:titles]))
        if cells[titles:]:
            yield Table(("",), (cells[titles:],))
    yield from stream.notes()


def _titles(cells: list[str]) -> int:
    """Return how many lines stand above the first name."""
    return next((place for place, cell in enumerate(cells[:_TITLES]) if names.full_name(fold.name(cell))), 0)


def _bare(line: str) -> str:
    return _BULLET.sub("", line, count=1)
