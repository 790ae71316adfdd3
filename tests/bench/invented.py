"""Makes files of any size about invented people out of little memory: nothing is written to disk, no two rows alike."""

import zlib
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tests.corpus.persons import crowd

ROWS = 20_000
"""Rows of a block; block ``n`` holds the people ``n * ROWS`` to ``(n + 1) * ROWS``."""
HEADER = "会員番号,氏名,メールアドレス,携帯電話,登録日\r\n".encode()
_GAP = "@" * 10
DIFFERENT = 16
"""Blocks that a compressed file is made of before they repeat."""


@cache
def _template() -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return a block of rows, and for each row where its three numbers of ten digits stand."""
    rows = [
        f"{_GAP},{p.name},{p.romaji[1]}{_GAP}\t.jp,0{_GAP},2026-10-01\r\n".replace("\t", "@sakura-mail")
        for p in crowd(5, ROWS)
    ]
    block = "".join(rows).encode()
    places, at = np.empty((ROWS, 3), np.int64), 0
    for number, row in enumerate(rows):
        raw = row.encode()
        first = 0
        second = raw.index(_GAP.encode(), 10)
        third = raw.index(_GAP.encode(), second + 11)
        places[number] = at + first, at + second, at + third
        at += len(raw)
    return np.frombuffer(block, np.uint8), places


def block(number: int) -> bytes:
    """Return the rows of block ``number``; all blocks have the same length."""
    rows, places = _template()
    made = rows.copy()
    ids = np.arange(number * ROWS, (number + 1) * ROWS, dtype=np.int64)
    mobiles = 9_000_000_000 + (ids * 61_803_399 + 23_456_789) % 10**8  # as different as the ids
    for column, value in enumerate((ids, ids, mobiles)):
        for digit in range(9, -1, -1):
            made[places[:, column] + digit] = (value // 10 ** (9 - digit) % 10 + ord("0")).astype(np.uint8)
    return made.tobytes()


class Table:
    """A CSV of about ``size`` bytes as a source: each block is made when it is read."""

    def __init__(self, size: int) -> None:
        """Have as many whole blocks as fit."""
        self._length = len(block(0))
        self.blocks = max(1, (size - len(HEADER)) // self._length)
        self.size = len(HEADER) + self.blocks * self._length
        self._last = (-1, b"")

    def read(self, start: int, length: int) -> bytes:
        """Return a slice of the CSV."""
        end, out = min(start + length, self.size), bytearray()
        if start < len(HEADER):
            out += HEADER[start:end]
            start += len(out)
        while start < end:
            number, inside = divmod(start - len(HEADER), self._length)
            if self._last[0] != number:
                self._last = number, block(number)
            piece = self._last[1][inside : inside + end - start]
            out += piece
            start += len(piece)
        return bytes(out)


@dataclass(frozen=True)
class Repeated:
    """The same bytes again and again."""

    first: bytes
    unit: bytes
    times: int

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.first) + len(self.unit) * self.times

    def read(self, start: int, length: int) -> bytes:
        """Return a slice."""
        end, out = min(start + length, self.size), bytearray(self.first[start : start + length])
        start += len(out)
        while start < end:
            inside = (start - len(self.first)) % len(self.unit)
            piece = self.unit[inside : inside + end - start]
            out += piece
            start += len(piece)
        return bytes(out)


def compressed(size: int) -> Repeated:
    """Return a gzip file that inflates to about ``size`` bytes: many streams in a row (RFC 1952, section 2.2)."""
    blocks = [block(n) for n in range(DIFFERENT)]
    unit = b"".join(_gzip(one) for one in blocks)
    return Repeated(_gzip(HEADER), unit, max(1, size // sum(map(len, blocks))))


def _gzip(data: bytes) -> bytes:
    machine = zlib.compressobj(1, wbits=31)
    return machine.compress(data) + machine.flush()
