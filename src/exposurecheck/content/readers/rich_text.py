"""Turns Rich Text Format into text: control words dropped, code page and Unicode escapes decoded."""

import re
from collections.abc import Iterator

from exposurecheck.content.readers.forward import load
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext, Text, Unit

_TOKEN = re.compile(
    rb"(?P<hex>(?:\\'[0-9A-Fa-f]{2})+)|\\u(?P<unicode>-?\d{1,6})\s?\??"
    rb"|\\(?P<word>[a-z]{1,32})-?\d* ?|\\(?P<symbol>[^a-z])|[{}]|[\r\n]+"
)
_BREAKS = {b"par": b"\n", b"line": b"\n", b"tab": b"\t", b"cell": b"\t", b"row": b"\n"}
_HIDDEN = re.compile(rb"\{\\(?:fonttbl|colortbl|stylesheet|\*\\[a-z]+|pict)(?:[^{}]|\{[^{}]*\})*\}")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d+)")


def read_rtf(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the text of the document."""
    text, context.encoding = rtf_text(load(source, context))
    yield Text(text)


def rtf_text(data: bytes) -> tuple[str, str]:
    """Return the text of a document, and the code page its bytes are in."""
    page = _CODE_PAGE.search(data[:4096])
    encoding = f"cp{page[1].decode()}" if page and page[1] in {b"932", b"1252", b"936", b"949", b"950"} else "cp932"
    text = _TOKEN.sub(lambda match: _replacement(match, encoding), _HIDDEN.sub(b"", data))
    return text.decode("utf-8", "replace"), encoding


def _replacement(match: re.Match[bytes], encoding: str) -> bytes:
    if match["hex"]:
        return bytes.fromhex(match["hex"].replace(b"\\'", b"").decode()).decode(encoding, "replace").encode()
    if match["unicode"]:
        return (
            chr(int(match["unicode"]) % 0x10000)
            .encode("utf-16-le", "surrogatepass")
            .decode("utf-16-le", "replace")
            .encode()
        )
    if match["word"]:
        return _BREAKS.get(match["word"], b"")
    symbol = match["symbol"] or b""
    return symbol if symbol in b"\\{}" else b" " if symbol == b"~" else b""
