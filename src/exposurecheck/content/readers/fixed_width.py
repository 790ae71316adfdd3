"""Turns records of fixed-width fields, as mainframes write them, into tables without headers."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.digit_fields import met
from exposurecheck.content.readers.header import find_header
from exposurecheck.content.readers.written_width import encoded
from exposurecheck.content.units import Table, Unit

_FEWEST, _LOOK = 5, 300
"""Records that must be there, and those looked at to find the fields."""
_NARROWEST, _FIELDS = 20, 3
"""Columns of a record (a kanji takes two), and fields in it, at least."""
_ALIKE = 0.95
_MOSTLY = 0.5
"""Share of records in which a field begins or ends where it does."""
_SPACE, _DIGIT, _LETTER, _KANA, _WIDE = range(5)
_LONE_SPACE = re.compile("(?<=[^\x00-~｡-ﾟ　])　(?=[^\x00-~｡-ﾟ　])|(?<=[｡-ﾟ]) (?=[｡-ﾟ])")
"""A space between two parts of a name, which divides no fields."""
_HIRAGANA = re.compile("[ぁ-ん]")

Bytes = NDArray[np.uint8]


def field_starts(text: str) -> list[int] | None:
    """Return where fields begin, with the width of a record at the end; None where records have no fixed fields."""
    lines = [line for line in text.splitlines()[:_LOOK] if line.strip()]
    if len(lines) < _FEWEST:
        return None
    records = [encoded(line) for line in lines]
    width = max(map(len, records))
    whole = [place for place, record in enumerate(records) if len(record) == width]
    if width < _NARROWEST or len(whole) < _ALIKE * len(lines):
        return None
    kinds = np.array([_kinds(lines[place]) for place in whole])
    if not (kinds >= _KANA).any():
        return None
    left, right = kinds[:, :-1], kinds[:, 1:]
    starts, ends = (right > 0) & (left != right), (left > 0) & (left != right)
    inside = ((left == right) & (left > 0)).any(0)
    often = np.maximum(starts.sum(0), ends.sum(0)) >= _MOSTLY * len(whole)
    places = [0, *(np.flatnonzero(often & ~inside) + 1).tolist(), width]
    filled = [place for place, after in pairwise(places) if (kinds[:, place:after] > 0).any()]
    page = np.frombuffer(b"".join(records[place] for place in whole), np.uint8).reshape(-1, width)
    filled = [
        start
        for begin, end in pairwise([*filled, width])
        for start in (begin, *(begin + place for place in met(page[:, begin:end])))
    ]
    if len(filled) < _FIELDS or _sentence([records[place] for place in whole], [*filled, width]):
        return None
    return [*filled, width]


def _sentence(records: list[bytes], starts: list[int]) -> bool:
    """Tell whether all records have the same words with hiragana: a sentence around values of one length."""
    same = (
        _decoded(records[0][begin:end])
        for begin, end in pairwise(starts)
        if len({record[begin:end] for record in records}) == 1
    )
    return any(map(_HIRAGANA.search, same))


def _kinds(line: str) -> list[int]:
    """Return what stands in each column of a record; both of a wide character."""
    kinds: list[int] = []
    for sign in _LONE_SPACE.sub(lambda space: "ｱ" if space[0] == " " else "亜", line):
        if sign in " 　":
            kinds += [_SPACE] * (2 if sign == "　" else 1)
        elif sign.isascii():
            kinds.append(_DIGIT if sign in "0123456789-" else _LETTER)
        elif "｡" <= sign <= "ﾟ":
            kinds.append(_KANA)
        else:
            kinds += [_WIDE, _WIDE]
    return kinds


def read_fixed_width(stream: TextStream, starts: Sequence[int]) -> Iterator[Unit]:
    """Yield each block's records as a table with a column for each field; the first may be the header."""
    fields, width = list(pairwise(starts)), starts[-1]
    columns: tuple[str, ...] | None = None
    for block in stream:
        records = [encoded(line) for line in block.text.splitlines() if line.strip()]
        if columns is None:
            first = [[_decoded(record[begin:end]) for begin, end in fields] for record in records[:_FEWEST]]
            titled = find_header(first) == 0
            columns = tuple(first[0]) if titled else ("",) * len(fields)
            records = records[1:] if titled else records
        page = np.frombuffer(b"".join(record[:width].ljust(width) for record in records), np.uint8)
        page = page.reshape(-1, width)
        if page.size:
            yield Table(columns, tuple(_column(page[:, begin:end]) for begin, end in fields))
    yield from stream.notes()


def _decoded(field: bytes) -> str:
    return field.decode("cp932", "replace").strip()


def _column(page: Bytes) -> list[str]:
    ended = np.concatenate((page, np.full((len(page), 1), ord("\n"), np.uint8)), axis=1)
    return [cell.strip() for cell in ended.tobytes().decode("cp932", "replace").split("\n")[:-1]]
