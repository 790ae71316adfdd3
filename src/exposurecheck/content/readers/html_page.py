"""Turns HTML into text and tables: what is shown, and what hides in attributes, comments, forms and scripts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exposurecheck.content.decode import decoded
from exposurecheck.content.readers.escapes import unescape
from exposurecheck.content.readers.forward import load
from exposurecheck.content.readers.grid import as_form, grid_units
from exposurecheck.content.readers.link_targets import bare
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext, Table, Text, Unit

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_TELLING = frozenset({"href", "value", "content", "title", "alt", "placeholder", "action", "src"})
_MOST_SPANNED = 100
"""Columns or rows of one cell; more is a mistake or a trap."""
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "em", "font", "i", "mark", "rb", "ruby", "s", "small", "span", "strong", "u")
)


def read_html(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the tables of a page, then all its other text, links, field values, comments and scripts."""
    page, context.encoding = decoded(load(source, context))
    yield from html_units(page)


def html_units(page: str, where: str = "") -> Iterator[Unit]:
    """Yield what is in the text of a page."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only what a file needs is imported

    tree = LexborHTMLParser(page)
    for number, table in enumerate(reversed(tree.css("table"))):  # inner tables before those around them
        yield from grid_units(_spread(table), where, f"{where} table {number}")
        table.decompose()
    yield from _described(tree, where)
    parts: list[str] = []
    root: LexborNode | None = tree.root
    if root is not None:
        for node in root.traverse(include_text=True):
            _gather(node, parts)
    text = "".join(parts)
    if text.strip():
        yield Text(unescape(text), where)


def _described(tree: "LexborHTMLParser", where: str) -> Iterator[Unit]:
    """Yield lists of terms and descriptions that are forms; those with the same terms are one table."""
    records: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for described in tree.css("dl"):
        pairs: list[tuple[str, str]] = []
        for node in described.css("dt, dd"):
            if node.tag == "dt":
                pairs.append((_cell(node), ""))
            elif pairs and not pairs[-1][1]:
                pairs[-1] = (pairs[-1][0], _cell(node))
        terms = tuple(term for term, _ in pairs)
        if len(set(terms)) == len(terms) and as_form(pairs) is not None:
            records.setdefault(terms, []).append(tuple(value for _, value in pairs))
            described.decompose()
    for terms, rows in records.items():
        yield Table(terms, tuple(list(column) for column in zip(*rows, strict=True)), where, f"{where} list")


def _spread(table: "LexborNode") -> list[list[str]]:
    """Return the rows of a table, each cell in the first of the columns and rows that it spans."""
    rows: list[list[str]] = []
    taken: dict[int, int] = {}
    for row in table.css("tr"):
        line: list[str] = []
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        for cell in (cell for cell in row.iter() if cell.tag in {"td", "th"}):
            while len(line) in taken:
                line.append("")
            begin, wide, high = len(line), _span(cell, "colspan"), _span(cell, "rowspan")
            line += [_cell(cell), *[""] * (wide - 1)]
            if high > 1:
                taken |= dict.fromkeys(range(begin, begin + wide), high)
        rows.append(line)
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _span(cell: "LexborNode", name: str) -> int:
    value = (cell.attributes.get(name) or "").strip()
    return min(int(value), _MOST_SPANNED) if value.isdecimal() and value.isascii() and int(value) > 0 else 1


def _cell(cell: "LexborNode") -> str:
    text: str = cell.text(separator=" ", strip=True).replace("\xa0", " ")
    if not text:
        text = " ".join(value for field in cell.css("input") if (value := field.attributes.get("value")))
    return text


def _gather(node: "LexborNode", parts: list[str]) -> None:
    if node.is_text_node:
        parts.append((node.text_content or "").replace("\xa0", " "))
    elif node.is_comment_node:
        parts.append(f"\n{node.comment_content or ''}\n")
    else:
        if node.tag not in _INLINE:
            parts.append("\n")
        for name, value in node.attributes.items():
            if value and (name in _TELLING or name.startswith("data-")):
                parts.append(f" {bare(value)} ")
