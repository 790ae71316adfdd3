"""Turns lines into bytes with one for each column of a screen or a printer: a kanji takes two, half-width kana one."""


def encoded(line: str) -> bytes:
    """Return the line with two bytes for each wide character."""
    return line.encode("cp932", "replace") if _writable(line) else "".join(map(_written, line)).encode("cp932")


def _writable(line: str) -> bool:
    try:
        line.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _written(sign: str) -> str:
    return sign if _writable(sign) else "〓"
