"""Holds text as an array of the codes of its characters, so that whole columns of values are looked at at once."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.uint32]
"""As narrow as the text allows: ASCII, the basic plane (nearly all Japanese), or everything."""
Offsets = NDArray[np.int64]
Mask = NDArray[np.bool_]
"""Which of many things are chosen."""
NOTHING: Offsets = np.empty(0, np.int64)
_NEWLINE = ord("\n")
_LETTERS, _CASE = 26, 0x20
_BASIC = 0xFFFF


def codes_of(text: str) -> Codes:
    """Return the code of each character."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    wide = text.encode("utf-16-le", "surrogatepass")
    if len(wide) == 2 * len(text):
        return np.frombuffer(wide, np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def lowered(codes: Codes) -> Codes:
    """Return the codes with ASCII letters in lower case."""
    capital = (codes - codes.dtype.type(ord("A"))) < _LETTERS
    low: Codes = codes + capital.view(np.uint8) * np.uint8(_CASE)
    return low


def lower_text(text: str) -> str:
    """Lower ASCII letters and no others, as keywords are compared."""
    return text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


@lru_cache(maxsize=1 << 14)
def lower(word: str) -> str:
    """Do the same to a keyword, and remember it; not for texts, which may hold personal data."""
    return lower_text(word)


def line_starts(codes: Codes) -> Offsets:
    """Return where each line begins."""
    return np.concatenate((np.zeros(1, np.int64), np.flatnonzero(codes == _NEWLINE) + 1))


def basic(codes: Codes) -> Codes:
    """Return codes that fit a table of 65,536 places; what is beyond goes to the last, which is no character."""
    return np.minimum(codes, np.uint32(_BASIC)) if codes.dtype == np.uint32 else codes


def search(codes: Codes, word: str) -> Offsets:
    """Return where ``word`` stands."""
    values = [ord(character) for character in word]
    last = codes.size - len(values) + 1
    if last < 1 or max(values) > np.iinfo(codes.dtype).max:
        return NOTHING
    here = codes[:last] == values[0]
    if len(values) > 1:
        here &= codes[1 : last + 1] == values[1]
    found = np.flatnonzero(here)
    for place, value in enumerate(values[2:], 2):
        found = found[codes[found + place] == value]
    return found


def rows_at(codes: Codes, begins: Offsets, width: int) -> Codes:
    """Return ``width`` characters from each of ``begins`` on, a row for each; all must lie inside ``codes``."""
    if not begins.size:
        return np.empty((0, width), codes.dtype)
    whole = np.dtype(f"V{width * codes.itemsize}")  # copied in one piece each
    pieces = np.ndarray((codes.size - width + 1,), whole, codes, 0, (codes.itemsize,))
    found: Codes = pieces[begins].view(codes.dtype).reshape(-1, width)
    return found


def distinct(places: Offsets) -> Offsets:
    """Return the different places in order, fastest where they are runs in order."""
    ordered = np.sort(places, kind="stable")
    keep = np.ones(ordered.size, np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=keep[1:])
    return ordered[keep]
