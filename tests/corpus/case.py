"""One file of the corpus and what is true about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Grid = Sequence[Sequence[object]]
"""Rows of cells."""


@dataclass(frozen=True)
class Case:
    name: str
    data: bytes
    categories: frozenset[str] = frozenset()
    """Categories that must be found; empty for a decoy."""
    people: int = 0
    tolerated: frozenset[str] = frozenset()
    """Categories that may be found as well: on which two lawyers would differ."""
    kind: Literal["positive", "decoy"] = "positive"


def found(  # noqa: PLR0917 - a table of cases reads best without names
    name: str, data: bytes | str, categories: str, people: int, tolerated: str = "", encoding: str = "utf-8"
) -> Case:
    raw = data if isinstance(data, bytes) else data.encode(encoding)
    return Case(name, raw, frozenset(categories.split()), people, frozenset(tolerated.split()))


def decoy(name: str, data: bytes | str, encoding: str = "utf-8") -> Case:
    return Case(name, data if isinstance(data, bytes) else data.encode(encoding), kind="decoy")


def table(rows: Sequence[Sequence[object]], delimiter: str = ",", newline: str = "\r\n") -> str:
    """Write rows as delimited text, quoting where needed."""
    return newline.join(delimiter.join(_quoted(str(cell), delimiter) for cell in row) for row in rows) + newline


def _quoted(cell: str, delimiter: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in (delimiter, '"', "\n")) else cell
