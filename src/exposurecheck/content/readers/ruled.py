"""Turns tables that are drawn in text, with rules below their column names, into tables: consoles and reports.

Three kinds are known: cells between bars (``psql``, ``mysql -t``), columns below runs of dashes
(``SQL*Plus``, ``sqlcmd``), and columns below names with one rule under all of them, as printed lists have.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.escapes import unescape
from exposurecheck.content.readers.header import is_label
from exposurecheck.content.readers.ruled_columns import Gaps, Spans, aligned, spans_of
from exposurecheck.content.units import Table, Text, Unit

_RULE = re.compile(r"^[ \t]*[-=─━═+|│├┼┤┌┬┐└┴┘╔╦╗╠╬╣╚╩╝║]{3}[-=─━═+|│├┼┤┌┬┐└┴┘╔╦╗╠╬╣╚╩╝║ \t]*\r?$", re.MULTILINE)
_DASHES = "-=─━═"
_RUN = re.compile(f"[{_DASHES}]{{2,}}")
_LONG = 30
"""Characters of a rule that stands under all columns."""
_BARS = "|│║"
_INNER_BAR = re.compile("[+|│┼┬┴╬╦╩║]")
_FEWEST_NAMES, _LABELS = 3, 0.6
"""Names above a rule that runs under all of them, and the share of them that must read like names of columns."""
_FEWEST_ROWS = 2
_LOOK = 2**18


def has_ruled_tables(text: str) -> bool:
    """Tell whether the beginning of a text holds a table with rules."""
    head = text[:_LOOK]
    if _RULE.search(head) is None:
        return False
    page = _Page()
    page.take(head[: head.rfind("\n") + 1] or head)
    return sum(map(len, page.rows.values())) >= _FEWEST_ROWS


def read_ruled(stream: TextStream) -> Iterator[Unit]:
    """Yield what is in no table as text, then the tables; those with the same names of columns are one."""
    page = _Page()
    for block in stream:
        text = block.text
        if not block.continues:
            page.open = None
        page.take(unescape(text))
        yield from page.units()
    yield from stream.notes()


@dataclass(slots=True)
class _Open:
    """A table whose rows may go on."""

    names: tuple[str, ...]
    bar: str = ""
    """What stands between cells; "" where places tell them apart."""
    framed: bool = False
    spans: Spans | Gaps | None = None


@dataclass(slots=True)
class _Page:
    """Tables and loose lines of a piece of text."""

    rows: dict[tuple[str, ...], list[Sequence[str]]] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)
    open: _Open | None = None

    def units(self) -> Iterator[Unit]:
        """Hand on everything gathered."""
        if any(map(str.strip, self.loose)):
            yield Text("\n".join(self.loose) + "\n")
        for names, rows in self.rows.items():
            yield Table(names, tuple(list(column) for column in zip_longest(*rows, fillvalue="")), "", " ".join(names))
        self.rows, self.loose = {}, []

    def take(self, text: str) -> None:
        """Take whole lines."""
        lines = text.splitlines()
        place = self._take_rows(lines, 0) if self.open else 0
        while place < len(lines):
            if _RULE.match(lines[place]) and self._begin(lines, place):
                place = self._take_rows(lines, place + 1)
            else:
                self.loose.append(lines[place])
                place += 1

    def _begin(self, lines: list[str], place: int) -> bool:
        """Open a table at a rule, if there is a line of names above it, which then is loose no more."""
        if not self.loose or not self.loose[-1].strip():
            return False
        rule, above = lines[place], self.loose[-1]
        runs = _RUN.findall(rule)
        bar = next((bar for bar in _BARS if bar in above), "")
        if bar and (_INNER_BAR.search(rule.strip()[1:-1]) or len(runs) == 1):
            framed = rule.strip()[0] not in _DASHES
            names = _cells(above, bar, framed=framed)
            found = _Open(names, bar, framed) if len(names) == len(runs) and any(names) else None
        elif len(runs) > 1 and not _INNER_BAR.search(rule):
            spans = aligned(above, rule, lines[place + 1 : place + 200])
            found = _Open(spans.names, spans=spans) if spans else None
        elif len(rule.strip()) >= _LONG and _are_names(above):
            columns = spans_of(above, _body(lines, place + 1))
            found = _Open(columns.names, spans=columns) if columns else None
        else:
            found = None
        if found is not None:
            self.open = found
            self.loose.pop()
        return found is not None

    def _take_rows(self, lines: list[str], place: int) -> int:
        """Take the rows of the open table; return where it ends."""
        table = self.open
        assert table is not None  # noqa: S101 - the callers have looked
        rows = self.rows.setdefault(table.names, [])
        begin = place
        if table.bar:
            while place < len(lines):
                cells = _cells(lines[place], table.bar, framed=table.framed)
                if len(cells) == len(table.names):
                    if cells != table.names:
                        rows.append(cells)
                elif not _RULE.match(lines[place]):
                    break
                place += 1
        else:
            while place < len(lines) and lines[place].strip() and not _RULE.match(lines[place]):
                place += 1
            if table.spans:
                fit, stray = table.spans.cut(lines[begin:place])
                rows += fit
                self.loose += stray
        if place < len(lines):
            self.open = None
        if not rows:
            del self.rows[table.names]
        return place


def _cells(line: str, bar: str, *, framed: bool) -> tuple[str, ...]:
    """Return the cells between bars; ``framed``: one stands at either end, too."""
    if bar not in line:
        return ()
    cells = [cell.strip() for cell in line.split(bar)]
    if framed:
        cells = cells[1 if not cells[0] else 0 : -1 if not cells[-1] else None]
    return tuple(cells)


def _are_names(line: str) -> bool:
    words = line.split()
    labels = sum(map(is_label, words))
    return len(set(words)) == len(words) >= _FEWEST_NAMES and labels >= _LABELS * len(words)


def _body(lines: list[str], start: int) -> list[str]:
    """Return the rows below every rule that has the same names above it as this one, so that more is known of them."""
    above = lines[start - 2]
    rows: list[str] = []
    for place in range(start, len(lines)):
        if _RULE.match(lines[place - 1]) and lines[place - 2] == above:
            end = place
            while end < len(lines) and lines[end].strip() and not _RULE.match(lines[end]):
                end += 1
            rows += lines[place:end]
    return rows
