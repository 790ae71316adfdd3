"""Turns records of fixed-width fields, as mainframes write them, into tables without headers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.digit_fields import holds_cards, met
from exposurecheck.content.readers.glued_labels import meeting
from exposurecheck.content.readers.header import find_header
from exposurecheck.content.readers.written_width import encoded
from exposurecheck.content.units import Table, Text, Unit

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
_NUMBER, _NAME = re.compile("[0-9]{8}"), re.compile("[ｦ-ﾟ]{2} {1,2}[ｦ-ﾟ]{2}")
"""What a line has that says by itself that it is a record: a long number and a name in half-width kana."""
_BETWEEN = re.compile("[ 　]*[/／,、|\t][ 　]*")
"""What stands between the names of fields in a line above the records."""
_HIRAGANA = re.compile("[ぁ-ん]")

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where fields begin, with the width of a record at the end."""

    starts: tuple[int, ...]
    by_character: bool = False
    """Whether a wide character takes one place, as where programs pad text, and not the two of a printer."""


_LAST_LETTER = "\u2000"
"""After all letters of alphabets; é is one, not half a kanji."""


def layout(text: str) -> Layout | None:
    """Return the fields of records; None where they have no fixed ones."""
    lines = [line for line in text.splitlines()[:_LOOK] if line.strip()]
    if len(lines) < _FEWEST and (len(lines) < 2 or not all(map(_record, lines))):  # noqa: PLR2004 - one tells nothing
        return None
    for by_character in (False, True):
        records = [_characters(line) if by_character else encoded(line) for line in lines]
        width = _usual(map(len, records))
        whole = [place for place, record in enumerate(records) if len(record) == width]
        others = len(lines) - _framing(lines, [len(record) < width for record in records])
        if width >= _NARROWEST and len(whole) >= (_ALIKE if len(lines) >= _FEWEST else 1) * others:
            told = whole[1:] if whole[0] == 0 and len(whole) > _FEWEST and _labels(lines[0]) else whole
            kinds = np.array([kinds_of(lines[place], 1 if by_character else 2) for place in told])
            starts = _starts(kinds, [records[place] for place in told], width)
            fields = Layout((*starts, width), by_character)
            return fields if starts and not _sentence(cells_of([lines[place] for place in whole], fields)) else None
    return None


def _labels(line: str) -> bool:
    """Tell whether a line is none but of words, which may meet where fields of others do."""
    return not any(map(str.isdecimal, line))


def _framing(lines: list[str], narrow: list[bool]) -> int:
    """Return how many narrower lines are the record of a header or an end: H… before D…, T… after them."""
    if len(lines) < _FEWEST + 2:
        return 0
    return sum(narrow[at] and lines[at][0] != lines[beside][0] for at, beside in ((0, 1), (-1, -2)))


def _usual(widths: Iterable[int]) -> int:
    """Return the most frequent width; a line above the records that says what is in them may be longer."""
    return Counter(widths).most_common(1)[0][0]


def _record(line: str) -> bool:
    return _NUMBER.search(line) is not None and _NAME.search(line) is not None


def _starts(kinds: NDArray[np.int_], records: list[bytes], width: int) -> list[int]:
    """Return where fields begin; nothing where there are too few."""
    page = np.frombuffer(b"".join(records), np.uint8).reshape(-1, width)
    if not (kinds >= _KANA).any():
        if not holds_cards(page):
            return []
        kinds[_between_words(page)] = _LETTER
    left, right = kinds[:, :-1], kinds[:, 1:]
    starts, ends = (right > 0) & (left != right), (left > 0) & (left != right)
    inside = ((left == right) & (left > 0)).any(0)
    often = np.maximum(starts.sum(0), ends.sum(0)) >= _MOSTLY * len(records)
    places = [0, *(np.flatnonzero(often & ~inside) + 1).tolist(), width]
    filled = [place for place, after in pairwise(places) if (kinds[:, place:after] > 0).any()]
    filled = [
        start
        for begin, end in pairwise([*filled, width])
        for start in (begin, *(begin + place for place in met(page[:, begin:end])))
    ]
    return filled if len(filled) >= _FIELDS else []


def _between_words(page: Bytes) -> NDArray[np.bool_]:
    """Tell which spaces stand between two capital letters, as in a name on a card."""
    capital, space = (page >= ord("A")) & (page <= ord("Z")), page == ord(" ")
    space[:, 1:-1] &= capital[:, :-2] & capital[:, 2:]
    space[:, [0, -1]] = False
    return np.asarray(space)


def _characters(line: str) -> bytes:
    """Return one byte for each character, which tells digits and spaces."""
    return line.encode("latin-1", "replace")


def _sentence(columns: list[list[str]]) -> bool:
    """Tell whether all records begin with the same word, or have one with hiragana: a sentence around values."""
    if len(set(columns[0])) == 1 and not columns[0][0].isascii():
        return True
    return any(len(set(column)) == 1 and _HIRAGANA.search(column[0]) for column in columns)


def kinds_of(line: str, wide: int) -> list[int]:
    """Return what stands in each column of a record, of which a wide character takes ``wide``."""
    kinds: list[int] = []
    for sign in _LONE_SPACE.sub(lambda space: "ｱ" if space[0] == " " else "亜", line):
        if sign in " 　":
            kinds += [_SPACE] * (wide if sign == "　" else 1)
        elif sign < _LAST_LETTER:
            kinds.append(_DIGIT if sign in "0123456789-" else _LETTER)
        elif "｡" <= sign <= "ﾟ":
            kinds.append(_KANA)
        else:
            kinds += [_WIDE] * wide
    return kinds


def read_fixed_width(stream: TextStream, fields: Layout) -> Iterator[Unit]:
    """Yield each block's records as a table with a column for each field; the first may be the header."""
    columns: tuple[str, ...] | None = None
    for block in stream:
        lines = [line for line in block.text.splitlines() if line.strip()]
        if columns is None and lines and len(_record_of(lines[0], fields)) > fields.starts[-1]:
            yield Text(lines[0])
            named = tuple(_BETWEEN.split(lines[0].strip()))
            columns = named if len(named) == len(fields.starts) - 1 else ("",) * (len(fields.starts) - 1)
            lines = lines[1:]
        elif columns is None:
            if len(lines) > _FEWEST and _frames(lines[0], lines[1], fields):
                yield Text(lines[0])
                lines = lines[1:]
            fields = _with_labels(lines[0], fields) if lines else fields
            first = list(zip(*cells_of(lines[:_FEWEST], fields), strict=True))
            titled = find_header(first) == 0
            columns = tuple(first[0]) if titled else ("",) * (len(fields.starts) - 1)
            lines = lines[1:] if titled else lines
        if len(lines) > _FEWEST and _frames(lines[-1], lines[-2], fields):
            yield Text(lines[-1])
            lines = lines[:-1]
        if lines:
            yield Table(columns, tuple(cells_of(lines, fields)))
    yield from stream.notes()


def _with_labels(header: str, fields: Layout) -> Layout:
    """Return the fields with those told apart by nothing but the labels above them, which meet."""
    if fields.by_character or len(encoded(header)) != fields.starts[-1] or not _labels(header):
        return fields
    page = encoded(header)
    places = {
        begin + place
        for begin, end in pairwise(fields.starts)
        for place in meeting(page[begin:end].decode("cp932", "replace"))
    }
    return Layout(tuple(sorted({*fields.starts, *places})))


def _frames(line: str, beside: str, fields: Layout) -> bool:
    """Tell whether a line is the record of a header or an end: narrower, and of another kind than that beside it."""
    return line[0] != beside[0] and len(_record_of(line, fields)) < fields.starts[-1]


def _record_of(line: str, fields: Layout) -> bytes:
    return _characters(line) if fields.by_character else encoded(line)


def cells_of(lines: list[str], fields: Layout) -> list[list[str]]:
    """Return the columns of some records."""
    places, width = list(pairwise(fields.starts)), fields.starts[-1]
    if fields.by_character:
        return [[line[begin:end].strip() for line in lines] for begin, end in places]
    page = np.frombuffer(b"".join(encoded(line)[:width].ljust(width) for line in lines), np.uint8)
    return [_column(page.reshape(-1, width)[:, begin:end]) for begin, end in places]


def _column(page: Bytes) -> list[str]:
    ended = np.concatenate((page, np.full((len(page), 1), ord("\n"), np.uint8)), axis=1)
    return [cell.strip() for cell in ended.tobytes().decode("cp932", "replace").split("\n")[:-1]]
