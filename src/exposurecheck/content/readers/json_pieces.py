"""Takes JSON apart that is no single document: documents behind each other, with comments, cut or broken somewhere."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)
_COMMENT = re.compile(rb'("(?:[^"\\]|\\.)*+")|//[^\n]*|/\*.*?\*/|,(?=(?:\s|//[^\n]*\n|/\*.*?\*/)*[\]}])', re.DOTALL)
_CLOSE = {b"{": b"}", b"[": b"]"}
_START = re.compile(rb"[\[{]")
_MOST = 1000
"""Broken places after which the rest is text."""
_PASSES = 8
"""How often its length is read at most to find where documents end; nothing but brackets would take forever."""
_DEEPEST = 1024
"""Levels that the parser takes."""


def pieces(data: bytes) -> Iterator[tuple[object, bytes]]:
    """Yield documents in order, each with the bytes before it that are in none; last None with the bytes behind them.

    Of a document that is cut or broken, yield it as far as its last whole member goes.
    """
    import orjson  # noqa: PLC0415 - only what a file needs is imported

    data = _COMMENT.sub(lambda match: match[1] or b"", data)
    position, loose, broken, left = 0, b"", 0, _PASSES * len(data)
    while broken < _MOST and left > 0 and (start := _START.search(data, position)):
        loose += data[position : start.start()].strip(b" \t\r\n,;")
        whole, end = _end(data, start.start())
        position = start.start()
        left -= end - position
        try:
            document = orjson.loads(data[position:end]) if whole else None
        except orjson.JSONDecodeError as error:
            document, end = None, position + len(data[position:end].decode("utf-8", "replace")[: error.pos].encode())
        if document is None:
            broken += 1
            document, end = _as_far(data, position, end)
        if document is not None:
            yield document, loose
            loose = b""
        elif end == position:
            end = position + 1
        position = end
    yield None, loose + data[position:]


def comments(data: bytes) -> list[bytes]:
    """Return what is said beside the values."""
    return [match[0] for match in _COMMENT.finditer(data) if match[0].startswith(b"/")]


def _end(data: bytes, start: int) -> tuple[bool, int]:
    """Return whether the document that begins at ``start`` is closed, and where it ends."""
    depth = 0
    for token in _TOKEN.finditer(data, start):
        sign = token[0]
        if sign in _CLOSE:
            depth += 1
        elif sign in b"]}":
            depth -= 1
            if depth <= 0:
                return True, token.end()
    return False, len(data)


def _as_far(data: bytes, start: int, end: int) -> tuple[object, int]:
    """Return the document up to its last member that is whole before ``end``, and where that member ends."""
    import orjson  # noqa: PLC0415 - only what a file needs is imported

    opened: list[bytes] = []
    last, closing = start, b""
    for token in _TOKEN.finditer(data, start, end):
        sign = token[0]
        if sign in _CLOSE:
            opened.append(_CLOSE[sign])
            if len(opened) > _DEEPEST:
                break
        elif sign in b"]}":
            if not opened or opened.pop() != sign:
                break
            last, closing = token.end(), b"".join(reversed(opened))
    if last == start:
        return None, start
    try:
        return orjson.loads(data[start:last] + closing), last
    except orjson.JSONDecodeError:
        return None, start
