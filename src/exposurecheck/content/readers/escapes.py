r"""Turns URL-encoded (``%E5%B1%B1``), quoted-printable (``=E5=B1=B1``) and ``\u5c71`` escapes back into characters."""

import re
from urllib.parse import unquote_to_bytes

import numpy as np

from exposurecheck.content.codes import Codes, codes_of

_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_PERCENT_BYTES = re.compile(rb"%[0-9A-Fa-f]{2}")
_QUOTED = re.compile(r"=[0-9A-F]{2}(?:=\r?\n)?(?:=[0-9A-F]{2}(?:=\r?\n)?){2,}")
"""Begins with a character and no group, so that the rest of a text is skipped many times faster."""
_QUOTED_BYTES = re.compile(rb"=[0-9A-F]{2}(?:=\r?\n)?(?:=[0-9A-F]{2}(?:=\r?\n)?){2}")
_SOFT_END = re.compile(r"=\r?\n")
_UNICODE = re.compile(r"(?:\\u[0-9A-Fa-f]{4})+")


def has_escapes(text: str) -> bool:
    """Return whether a text holds what looks like escapes; cheap where it does not."""
    return (
        ("%" in text and _PERCENT.search(text) is not None)
        or ("\\" in text and _UNICODE.search(text) is not None)  # one character is found many times faster than two
        or ("=" in text and _perhaps_quoted(codes_of(text)) and _QUOTED.search(text) is not None)
    )


def may_hold_escapes(data: bytes) -> bool:
    """Return the same for UTF-8."""
    return (
        (b"%" in data and _PERCENT_BYTES.search(data) is not None)
        or (b"\\" in data and b"\\u" in data)  # one byte is found many times faster than two
        or (b"=" in data and _perhaps_quoted(np.frombuffer(data, np.uint8)) and _QUOTED_BYTES.search(data) is not None)
    )


def _perhaps_quoted(codes: Codes) -> bool:
    """Tell whether one "=" stands three characters behind another, as in all that is quoted; most texts have none."""
    signs = codes == ord("=")
    return bool((signs[3:] & signs[:-3]).any())


def unescape(text: str) -> str:
    """Return the text with escapes replaced; what does not decode to readable characters is left as it is."""
    if not has_escapes(text):
        return text
    if "%" in text:
        text = _PERCENT.sub(_percent, text)
    if "\\u" in text:
        text = _UNICODE.sub(_unicode, text)
    if "=" in text and _QUOTED.search(text):
        text = _SOFT_END.sub("", _QUOTED.sub(_quoted, text))
    return text


def _quoted(match: re.Match[str]) -> str:
    data = bytes.fromhex(_SOFT_END.sub("", match[0]).replace("=", ""))
    for encoding in ("utf-8", "cp932", "iso2022_jp"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if not text.isascii() else match[0]
    return match[0]


def _percent(match: re.Match[str]) -> str:
    data = unquote_to_bytes(match[0])
    for encoding in ("utf-8", "cp932", "euc_jp"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if text.isprintable() or text.isspace() else match[0]
    return match[0]


def _unicode(match: re.Match[str]) -> str:
    data = bytes.fromhex(match[0].replace("\\u", ""))
    return data.decode("utf-16-be", "replace")
