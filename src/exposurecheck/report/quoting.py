"""Turns names that come from strangers into text that is safe to show: nothing invisible, nothing endless."""

import unicodedata

NAME_LIMIT = 160
"""Characters of one quoted name; the whole name is in report.json."""

BLOCK_LIMIT = 2400
"""Characters of one quoted piece of configuration or code."""

_MARKS_IN_A_ROW = 2  # Japanese in NFD needs one (U+3099); stacks of marks paint over neighbouring lines
_HIDDEN = frozenset("CcCfCsCoCnZlZp"[i : i + 2] for i in range(0, 14, 2))
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u00ad\u034f")
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\x1b": r"\e", "\0": r"\0"}


def _escaped(char: str) -> str:
    code = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{{{code:04x}}}"  # noqa: PLR2004 - one byte


def _visible(text: str, keep: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    out: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        marks = marks + 1 if category.startswith("M") else 0
        hidden = category in _HIDDEN or char in _BLANK_LETTERS or marks > _MARKS_IN_A_ROW
        out.append(_escaped(char) if hidden and char not in keep else char)
    return "".join(out)


def _shortened(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    head = limit * 2 // 3
    tail = limit - head - 1
    return f"{text[:head]}…{text[-tail:]}"


def name(text: str, limit: int = NAME_LIMIT) -> str:
    r"""Show a bucket, key or principal on one line: control, bidi and blank characters become ``\n``, ``\u{202e}``.

    At most ``limit`` characters; a longer name keeps its beginning and its end. Sources: Unicode TR36 "Unicode
    Security Considerations" (bidirectional text spoofing), ECMA-48 (control sequences that terminals obey).
    """
    # Shortened before escaping, so that a name of 10 MB costs no more than a short one, and again afterwards,
    # because an escape is longer than its character.
    return _shortened(_visible(_shortened(text, limit), keep=""), limit)


def block(text: str, limit: int = BLOCK_LIMIT) -> str:
    """Show a piece of configuration or code; line ends and tabs stay, everything else is as in :func:`name`."""
    return _visible(_shortened(text.replace("\r\n", "\n"), limit), keep="\n\t")
