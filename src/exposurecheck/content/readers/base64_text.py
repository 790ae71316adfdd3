"""Turns base64 back into what it stands for: whole columns of a table, and whole files."""

import base64
import binascii
import re
from collections.abc import Sequence

from exposurecheck.content.decode import fitting
from exposurecheck.content.sniff import sniff_bytes

_CELL = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_FILE = re.compile(rb"[A-Za-z0-9+/\r\n]{64,}={0,2}\s*")
_LOOK, _FEWEST = 50, 0.8
"""Cells of a column that are looked at, and the share of them that must be text in base64."""
_SHORT = 200
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff\uff61-\uff9f\ufffd]")
"""Signs that text does not hold, among them what any bytes are in CP932: half-width kana, and characters of vendors."""
_NUMBER = re.compile("[0-9]+|[0-9a-f-]+|[0-9A-F-]+")
"""A number of a card or an account, or a hash, which only by chance is base64 as well."""


def plain_column(values: Sequence[str]) -> Sequence[str]:
    """Return the cells of a column decoded where most of them hold text in base64; the column itself where not."""
    seen = [cell for cell in values[:_LOOK] if cell]  # of a long column no more than these become strings
    if not seen or _CELL.fullmatch(seen[0][:_SHORT].rstrip("=")) is None:
        return values
    if sum(_text(cell) is not None for cell in seen) < _FEWEST * len(seen):
        return values
    return [(_text(cell) or cell) if cell else cell for cell in values]


def _text(cell: str) -> str | None:
    """Return the text that a cell stands for, or None."""
    bare = "".join(cell.split())
    if len(bare.rstrip("=")) % 4 == 1 or _CELL.fullmatch(bare) is None or _NUMBER.fullmatch(bare):
        return None
    text = fitting(_decoded(bare.encode()), ("utf-8", "cp932"))
    return text if text and not _NO_TEXT.search(text) else None


def _decoded(data: bytes) -> bytes:
    bare = data.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        return base64.b64decode(bare + b"=" * (-len(bare) % 4))
    except binascii.Error:
        return b""


def is_base64(head: bytes) -> bool:
    """Tell whether a file that begins with ``head`` is nothing but base64 of something that can be read."""
    if _FILE.fullmatch(head) is None:
        return False
    bare = b"".join(head.split())
    data = _decoded(bare[: len(bare) // 4 * 4])
    found = sniff_bytes(data)
    if found == "text":
        return _text(bare[: len(bare) // 16 * 16][:4096].decode()) is not None
    return found not in {None, "empty", "executable", "audio", "font", "bmp"}


def whole(data: bytes) -> bytes:
    """Return what a file of base64 stands for."""
    return _decoded(b"".join(data.split()))
