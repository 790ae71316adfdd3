"""Tells from rules, names and rows of a drawn table which columns of a line belong to which column of the table."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.readers.written_width import encoded

Bytes = NDArray[np.uint8]
_RUN = re.compile("[-=─━═]{2,}")
_GAP = re.compile("[ 　\t]{2,}|　")
_FEWEST_NAMES, _GAPPED = 3, 0.6
"""Names of columns from which, and share of rows with as many cells from which, gaps tell cells apart."""
_BLANK = 0.98
"""Share of rows in which a column of a printed list is blank, where a gap is."""
_WIDEST = 4096
_SPACE = ord(" ")


def _utf8(line: str) -> bytes:
    return line.encode("utf-8", "replace")


def _characters(line: str) -> bytes:
    """Return one byte for each character, which is all that is asked of it: where spaces are."""
    return line.encode("latin-1", "replace")


_UNITS: tuple[Callable[[str], bytes], ...] = (encoded, _characters, _utf8)
"""What programs count when they pad a cell: columns of the screen, characters, or bytes."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Columns of a table by their places in a line."""

    names: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    """From, to; the last goes on to the end of the line."""
    unit: Callable[[str], bytes]

    def cut(self, lines: Sequence[str]) -> tuple[list[list[str]], list[str]]:
        """Return the cells of the lines that fit, and the others."""
        fit: list[list[str]] = []
        stray: list[str] = []
        for line in lines:
            cells = self._cells(line)
            if cells is None:
                stray.append(line)
            else:
                fit.append(cells)
        return fit, stray

    def _cells(self, line: str) -> list[str] | None:
        bounds = [begin for begin, _ in self.places]
        if line.isascii() and "\t" not in line:
            if any(line[end:begin].strip() for (_, end), (begin, _) in pairwise(self.places)):
                return None
            return [line[begin:end].strip() for begin, end in pairwise([*bounds, _WIDEST])]
        counted = self.unit(line).expandtabs()
        if any(counted[end:begin].strip() for (_, end), (begin, _) in pairwise(self.places)):
            return None
        if self.unit is _characters:
            return [line[begin:end].strip() for begin, end in pairwise([*bounds, _WIDEST])]
        encoding = "utf-8" if self.unit is _utf8 else "cp932"
        return [counted[begin:end].decode(encoding, "replace").strip() for begin, end in pairwise([*bounds, _WIDEST])]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Columns of a table whose cells are told apart by two blanks or more, wherever they stand."""

    names: tuple[str, ...]

    def cut(self, lines: Sequence[str]) -> tuple[list[list[str]], list[str]]:
        """Return the cells of the lines that have as many as there are names, and the other lines."""
        fit: list[list[str]] = []
        stray: list[str] = []
        for line in lines:
            cells = _GAP.split(line.strip())
            if len(cells) == len(self.names):
                fit.append(cells)
            else:
                stray.append(line)
        return fit, stray


def aligned(above: str, rule: str, below: Sequence[str]) -> Spans | None:
    """Return the columns below runs of dashes, in the unit that most rows fit."""
    places = tuple((run.start(), run.end()) for run in _RUN.finditer(rule.expandtabs()))
    best: tuple[float, Spans] | None = None
    for unit in _UNITS:
        names = Spans(("",) * len(places), places, unit).cut([above])[0]
        if not names:
            continue
        spans = Spans(tuple(names[0]), places, unit)
        rows = [line for line in below if line.strip()]
        share = len(spans.cut(rows)[0]) / len(rows) if rows else 0.0
        if best is None or share > best[0]:
            best = (share, spans)
    return best[1] if best and any(best[1].names) else None


def spans_of(above: str, rows: Sequence[str]) -> Spans | Gaps | None:
    """Return the columns of a printed list: stretches between blank ones, each with the name that stands over it.

    Where no place is blank in all rows, cells are told apart by the gaps between them.
    """
    if len(rows) < 2:  # noqa: PLR2004 - one row has gaps everywhere
        return None
    for unit in (encoded, _characters):
        header = unit(above).expandtabs()
        lines = [unit(row).expandtabs()[:_WIDEST] for row in rows]
        width = max(map(len, [header, *lines]))
        page = np.frombuffer(b"".join(line.ljust(width) for line in lines), np.uint8).reshape(-1, width)
        filled = (page != _SPACE).mean(0) > 1 - _BLANK
        edges = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False]))))
        fields = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
        words = [(found.start(), found.end()) for found in _words(header)]
        joined = _joined(fields, words)
        if len(joined) == len(words):
            encoding = "cp932" if unit is encoded else "latin-1"
            names = above.split() if unit is _characters else [header[b:e].decode(encoding) for b, e in words]
            return Spans(tuple(names), tuple(joined), unit)
    gaps = Gaps(tuple(_GAP.split(above.strip())))
    fit = len(gaps.cut(rows)[0])
    return gaps if len(gaps.names) >= _FEWEST_NAMES and fit >= max(2, _GAPPED * len(rows)) else None


def _words(header: bytes) -> list[re.Match[bytes]]:
    return list(re.finditer(rb"[^ ]+", header.replace(b"\x81\x40", b"  ")))


def _joined(fields: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretch of each word: that of all fields which it is nearest to."""
    nearest: dict[int, list[tuple[int, int]]] = {}
    for begin, end in fields:
        gaps = [max(begin - last, first - end, 0) + abs(begin - first) / _WIDEST for first, last in words]
        nearest.setdefault(gaps.index(min(gaps)), []).append((begin, end))
    return [(nearest[word][0][0], nearest[word][-1][1]) for word in sorted(nearest)]
