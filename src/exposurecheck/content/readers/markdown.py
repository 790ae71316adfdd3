"""Turns Markdown with tables into tables and the text around them."""

import re
from collections.abc import Iterator

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.escapes import unescape
from exposurecheck.content.readers.grid import grid_units
from exposurecheck.content.units import Text, Unit

_RULE = re.compile(r"(?m:^)[ \t>]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*(?m:$)")
"""The line below the header of a table (GitHub Flavored Markdown, 4.10)."""
_BAR = re.compile(r"(?<!\\)\|")


def has_tables(text: str) -> bool:
    """Tell whether there is a table with as many cells in its header as in the rule below it, and text around it."""
    if "|" not in text or _RULE.search(text) is None:  # one sign is found many times faster
        return False
    lines = text.splitlines()
    rules = [place for place, line in enumerate(lines) if place and _RULE.fullmatch(line)]
    sound = [place for place in rules if len(_cells(lines[place - 1])) == len(_cells(lines[place]))]
    return bool(sound) and any(line.strip() and "|" not in line for line in lines)


def read_markdown(stream: TextStream) -> Iterator[Unit]:
    """Yield of each block all text as one piece, then its tables."""
    for block in stream:
        prose, tables = _parted(block.text.splitlines())
        text = "\n".join(prose)
        if text.strip():
            yield Text(unescape(text), continues=block.continues)
        for number, rows in enumerate(tables):
            yield from grid_units(rows, table=f"table {number}")
    yield from stream.notes()


def _parted(lines: list[str]) -> tuple[list[str], list[list[list[str]]]]:
    prose: list[str] = []
    tables: list[list[list[str]]] = []
    place = 0
    while place < len(lines):
        if place + 1 < len(lines) and "|" in lines[place] and _RULE.fullmatch(lines[place + 1]):
            rows, place = [_cells(lines[place])], place + 2
            while place < len(lines) and "|" in lines[place]:
                rows.append(_cells(lines[place]))
                place += 1
            tables.append(rows)
            prose.append("")
        else:
            prose.append(lines[place])
            place += 1
    return prose, tables


def _cells(line: str) -> list[str]:
    line = line.strip().lstrip(">").strip()
    inner = line.removeprefix("|").removesuffix("|")
    return [cell.strip(" \t*").replace("\\|", "|") for cell in _BAR.split(inner)]
