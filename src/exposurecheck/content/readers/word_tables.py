"""Finds tables of people in text whose cells are told apart by no more than a space, as in pages of a PDF."""

import re
from collections.abc import Iterator, Sequence

from exposurecheck.content import fold
from exposurecheck.content.bearers import spaced_name
from exposurecheck.content.names import titled_name
from exposurecheck.content.readers.header import is_label
from exposurecheck.content.units import Table, Text, Unit

_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 16
_FEWEST_ROWS = 2
_LABELS = 0.6
"""Share of the words of a header that must read like names of columns."""
_EMPTY = 1
"""Cells at the end of a row that may be empty."""
_GAP = 3
"""Lines in a row that are no rows, after which a table is over."""
_NAME = re.compile(
    "氏名|名前|お名前|患者名?|(?:会|社|職|従業|店|組合|教|役)員名?|顧客名?|世帯主名?|(?:生徒|児童|園児|学生|選手)(?:氏)?名"
    "|(?:契約|利用|申込|申請|参加|保護|所有|購入|注文|受[診検験講取賞]|合格|応募|入居|入所|寄付)者(?:氏)?名?"
    "|フリガナ|ふりがな|カナ"
)
_ADDRESS = re.compile("住所|所在|番地")
_GROUPS = re.compile(r"(?<!\S)([0-9]{4}) ([0-9]{4}) ([0-9]{4})(?: ([0-9]{4}))?(?!\S)")
"""A number that is written in groups: one cell, if there are more words than columns."""
_PART_OF_NAME = re.compile("[一-龥々ヶノァ-ヶーぁ-ん]{1,8}")


def with_tables(text: str, where: str) -> Iterator[Unit]:
    """Yield the tables of people in a text, and what is in none as text."""
    lines, loose, place = text.splitlines(), list[str](), 0
    while place < len(lines):
        header = _header(lines[place])
        rows, others, after = _rows(lines, place + 1, header) if header else ([], [], place + 1)
        if len(rows) < _FEWEST_ROWS:
            loose.append(lines[place])
            place += 1
            continue
        if any(loose):
            yield Text("\n".join(loose) + "\n", where)
        columns = tuple(header)
        yield Table(columns, tuple(list(column) for column in zip(*rows, strict=True)), where, " ".join(columns))
        loose, place = others, after
    if any(loose):
        yield Text("\n".join(loose) + "\n", where)


def _header(line: str) -> list[str]:
    """Return the words of a line that names columns, one of them that of names; else none."""
    words = line.split()
    if not _FEWEST_COLUMNS <= len(words) <= _MOST_COLUMNS or len(set(words)) < len(words):
        return []
    if sum(map(is_label, words)) < _LABELS * len(words) or not any(map(_NAME.fullmatch, words)):
        return []
    return words


def _rows(lines: Sequence[str], start: int, header: Sequence[str]) -> tuple[list[list[str]], list[str], int]:
    """Return the rows below a header, the lines between them that are none, and where the table is over."""
    rows, others, missed, after = list[list[str]](), list[str](), list[str](), start
    for place in range(start, len(lines)):
        words = _words(lines[place], len(header))
        cells = None if words == header else _cells(words, header)
        if cells is not None:
            rows.append(cells)
            others, missed, after = others + missed, [], place + 1
        elif words and words != header:
            missed.append(lines[place])
            if len(missed) > _GAP:
                break
    return rows, others, after


def _words(line: str, width: int) -> list[str]:
    words = line.split()
    if len(words) > width + 1:
        together = _GROUPS.sub(lambda match: "-".join(filter(None, match.groups())), line).split()
        return together if len(together) >= width else words
    return words


def _cells(words: Sequence[str], header: Sequence[str]) -> list[str] | None:
    """Return the cells of a row; None where its words cannot be those of the columns."""
    more, cells, place = len(words) - len(header), list[str](), 0
    for column, label in enumerate(header):
        left = len(header) - column - 1
        size = 1
        if _NAME.fullmatch(label):
            size += _is_name(words[place : place + 2], known=more <= 0)
        elif more > 0 and (_ADDRESS.search(label) or not left):
            later = sum(1 for name in header[column + 1 :] if _NAME.fullmatch(name))
            size += max(0, more - later)
        more -= size - 1
        cells.append(" ".join(words[place : place + size]))
        place = min(place + size, len(words))
    if any(not cell for cell in cells[:-_EMPTY]):
        return None
    named = next(cell for cell, label in zip(cells, header, strict=True) if _NAME.fullmatch(label))
    return cells if place == len(words) and not re.search("[0-9@]", named) else None


def _is_name(words: Sequence[str], *, known: bool) -> bool:
    """Tell whether two words are the parts of a name; of one that a dictionary knows where nothing else says so."""
    if len(words) < 2 or not all(map(_PART_OF_NAME.fullmatch, words)):  # noqa: PLR2004 - two
        return False
    if known:
        return spaced_name(*words)
    return titled_name(fold.name("".join(words))) or max(map(len, words)) <= 4  # noqa: PLR2004 - signs of a part
