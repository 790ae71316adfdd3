"""Tells which words a block of text does not hold, so that nobody looks for them: with hyperscan, or with NumPy alone.

Both err on the side of looking, so that the detections that follow are the same.
"""

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import Codes, lower_text

_SHORT = 1 << 12
"""Characters below which looking for every word in the text itself takes less than any preparation."""


class Search(Protocol):
    """Knows a vocabulary of words in lower case."""

    def absent(self, codes: Codes) -> frozenset[str]:
        """Return words that are surely not in the text, whatever the case of their ASCII letters."""
        ...


_BITS = 17
_CUT = 1 << 15
"""Characters hashed at a time, so that they stay in the processor's cache."""
_FACTORS = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D))
_GRAM = 3


def _not_in(words: Iterable[str], codes: Codes) -> frozenset[str]:
    """Look for each word in a short text."""
    encoding = {1: "ascii", 2: "utf-16-le", 4: "utf-32-le"}[codes.dtype.itemsize]
    text = lower_text(codes.tobytes().decode(encoding, "surrogatepass"))
    return frozenset(word for word in words if word not in text)


class PlainSearch:
    """Without any extra: notes down which three characters follow each other in the text, by a hash."""

    def __init__(self, words: Iterable[str]) -> None:
        """Prepare for ``words``."""
        self._words = words = tuple(words)
        self._needed = {word: _hashes(_array(word)) for word in words if len(word) >= _GRAM}

    def absent(self, codes: Codes) -> frozenset[str]:
        """Return words of which some three characters are nowhere."""
        if codes.size < _SHORT:
            return _not_in(self._words, codes)
        seen = np.zeros(1 << _BITS, np.bool_)
        for begin in range(0, codes.size, _CUT):
            seen[_hashes(codes[begin : begin + _CUT + _GRAM - 1])] = True
        return frozenset(word for word, needed in self._needed.items() if not seen[needed].all())


def _array(word: str) -> NDArray[np.uint32]:
    return np.array([ord(character) for character in word], np.uint32)


def _hashes(codes: Codes) -> NDArray[np.uint32]:
    """Return a hash of each three characters in a row; upper and lower case, which differ in one bit, are the same."""
    wide = codes.astype(np.uint32) | np.uint32(0x20)
    last = max(wide.size - _GRAM + 1, 0)
    mixed = wide[:last] * _FACTORS[0] + wide[1 : last + 1] * _FACTORS[1] + wide[2 : last + 2] * _FACTORS[2]
    return np.asarray((mixed ^ (mixed >> np.uint32(15))) & np.uint32((1 << _BITS) - 1))


class HyperscanSearch:
    """All words in one pass of hyperscan; it calls back once for each word that is there."""

    def __init__(self, words: Iterable[str]) -> None:
        """Prepare for ``words``; a database is compiled when it is needed, as that takes 50 ms."""
        import hyperscan  # noqa: PLC0415 - an extra

        self._hyperscan = hyperscan
        self._words = [word for word in words if word]
        self._signs = {n: word.encode() for n, word in enumerate(self._words) if len(word) == 1 and _is_sign(word)}
        """Single signs of ASCII, each of which is found in bytes many times faster."""
        self._databases: dict[str, Any] = {}

    def _database(self, encoding: str) -> Any:
        """Return the database for bytes of ASCII or for UTF-16."""
        found = self._databases.get(encoding)
        if found is None:
            hyperscan = self._hyperscan
            wanted = [n for n, word in enumerate(self._words) if encoding != "ascii" or word.isascii()]
            if encoding == "ascii":
                wanted = [n for n in wanted if n not in self._signs] or wanted
            found = self._databases[encoding] = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
            found.compile(
                expressions=[_escaped(self._words[number].encode(encoding)) for number in wanted],
                ids=wanted,
                elements=len(wanted),
                flags=[hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH] * len(wanted),
            )
        return found

    def absent(self, codes: Codes) -> frozenset[str]:
        """Return the words that were not found; case is ignored in every byte, which only finds more."""
        if codes.size < _SHORT:
            return _not_in(self._words, codes)
        found: set[int] = set()
        add = found.add

        def matched(number: int, _start: int, _end: int, _flags: int, _context: object) -> None:
            add(number)

        raw, encoding = codes.tobytes(), "utf-16-le"
        if codes.dtype == np.uint8:
            encoding = "ascii"
            found.update(number for number, sign in self._signs.items() if sign in raw)
        elif codes.dtype == np.uint32:
            raw = raw.decode("utf-32-le", "surrogatepass").encode("utf-16-le", "surrogatepass")
        self._database(encoding).scan(raw, match_event_handler=matched)
        return frozenset(word for number, word in enumerate(self._words) if number not in found)


def _is_sign(word: str) -> bool:
    return word.isascii() and not word.isalpha()


def _escaped(raw: bytes) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in raw)


def best_search(words: Iterable[str]) -> Search:
    """Return the fastest search there is on this machine."""
    vocabulary = list(words)
    try:
        return HyperscanSearch(vocabulary)
    except ImportError:
        return PlainSearch(vocabulary)
