"""Turns lines whose characters stand apart, as text recognition and some PDF writers leave them, back into words."""

import re

import numpy as np

from exposurecheck.content.codes import codes_of

_HEAD = 1 << 16
"""Characters in which such a line must be found for a text to be looked at."""
_APART = 3
"""Characters in a row with a space behind each, from which a line may be spaced out."""
_LINE = re.compile("(?m:^)[ 　\t]*[^\\s][ 　](?=[^\n]*[ぁ-んァ-ヶ一-龥])[^\n]{8,}")
_GAP = re.compile("[ 　\t]+")
_SINGLE_SHARE = 0.8
"""Share of the words of a line that are one character."""
_FEWEST = 8


def drawn_together(text: str) -> str:
    """Return the text with such lines joined; wider gaps between words become one full-width space."""
    return _LINE.sub(lambda line: _joined(line[0]), text) if _perhaps(text[:_HEAD]) else text


def _perhaps(text: str) -> bool:
    """Tell whether a text holds some characters in a row with spaces between them; cheap where it does not."""
    if text.isascii() or text.count(" ") < _APART:
        return False
    spaces = codes_of(text) == ord(" ")
    length = spaces.size - 2 * _APART
    if length < 1:
        return False
    apart = spaces[:length].copy()
    for place in range(1, _APART):
        apart &= spaces[2 * place : length + 2 * place] & ~spaces[2 * place - 1 : length + 2 * place - 1]
    return bool(np.any(apart))


def _joined(line: str) -> str:
    words = _GAP.split(line.strip())
    if len(words) < _FEWEST or sum(len(word) == 1 for word in words) < _SINGLE_SHARE * len(words):
        return line
    return _GAP.sub(lambda gap: "" if gap[0] == " " else "　", line.strip())
