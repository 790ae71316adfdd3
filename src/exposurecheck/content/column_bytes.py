"""Gives the bytes of a column of strings as polars holds them, and tells what they are made of."""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

_INLINE: Final = 12
"""Bytes of a value that stand beside its length (Arrow columnar format, "Variable-size Binary View Layout")."""
_WORDS: Final = 4
"""Numbers of 32 bits for each value there: its length first."""
_VIEW: Final = 16
"""The same in bytes."""
_ASCII: Final = 128
_THREE: Final = np.uint32(0xFFFFFF)
"""The first three bytes."""


@dataclass(frozen=True, slots=True)
class Made:
    """What values may be made of."""

    of: str
    """A class of ASCII characters, as in an expression."""
    longest: int
    """Bytes."""

    @property
    def regex(self) -> str:
        """The same as an expression for whole values."""
        return f"{self.of}{{0,{self.longest}}}"


def packed(values: "pl.Series") -> tuple[bytes, NDArray[np.int64]]:
    """Return the values one behind the other, and where each begins and the last one ends."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    column = values.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
    _, offsets, data = column.buffers()
    bounds = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1]
    return data.to_pybytes() if data else b"", bounds


def made_of(values: "pl.Series", kinds: tuple[Made, ...]) -> bool:
    """Tell whether all values are made of the characters of one of ``kinds``, and none is too long for it."""
    views = _views(values)
    lengths = views[:, 0]
    longest = int(lengths.max(initial=0))
    possible = [kind for kind in kinds if longest <= kind.longest]
    if not possible:
        return False
    short = longest <= _INLINE  # then all there is of a value but its length, which is no character, is zeros behind it
    page = views.tobytes() if short else packed(values)[0]
    between = _VIEW * len(values) - int(lengths.sum()) if short else 0
    return any(len(page.translate(None, _characters(kind.of))) == between for kind in possible)


def begins_with(values: "pl.Series", signs: bytes) -> bool:
    """Tell whether any value begins with one of some ASCII characters."""
    first = _views(values)[:, 1].astype(np.uint8)
    return bool(np.isin(first, list(signs), kind="table").any())


def beginning_with(values: "pl.Series", signs: str) -> NDArray[np.int64]:
    """Return the places of values that begin with one of some characters of three bytes, as all Japanese ones are."""
    first = _views(values)[:, 1] & _THREE
    wide = np.flatnonzero(first & _ASCII)
    codes = np.array([int.from_bytes(sign.encode(), "little") for sign in signs], np.uint32)
    return wide[np.isin(first[wide], codes)] if wide.size else wide


def _views(values: "pl.Series") -> NDArray[np.uint32]:
    """Return for each value its length, and what it begins with, the first four bytes in little-endian order."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    column = values.rechunk().to_arrow(compat_level=pl.CompatLevel.newest())
    views = np.frombuffer(column.buffers()[1], "<u4").reshape(-1, _WORDS)
    return views[column.offset : column.offset + len(column)]


@cache
def _characters(kind: str) -> bytes:
    """Return the ASCII characters of a class."""
    known = re.compile(kind)
    return bytes(code for code in range(_ASCII) if known.fullmatch(chr(code)))
