"""Tells how the cells of a text are told apart, or that it is no table: any delimiter, with quotes or without."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from exposurecheck.content.readers.grid import as_form
from exposurecheck.content.readers.header import find_header

NO_QUOTE = "\x1d"
"""A character no table holds: switches quoting off."""
_DELIMITERS = "\t,;|"
_SELDOM = "^~\x01\x1f"
"""Delimiters that are only tried where a line has them on average."""
STAND_IN = "\x1f"
"""What is read in place of a delimiter that is no single byte."""
_LONG = re.compile(r"[!#-&*-/:-@\[-`{-~]{2,3}|[¦，‖│]")
_REPEATS = 2
"""Times the first line has a delimiter of several signs, at least."""
_SAMPLE_LINES = 100
_SAMPLE_CHARS = 2**18
_MOST_COLUMNS = 4096
"""Wider rows are read as text: no table for people has so many columns, and column stores choke on them."""
_MOSTLY_WIDE = 0.6
_LONGER = 0.001
"""What a delimiter of several signs is ahead of one of its signs, between which cells are empty."""
_SENTENCE = 80
"""Characters of a cell that is more likely a sentence."""
_LOG_TIME = re.compile(r"^\W?(?:\d{4}-\d\d-\d\d[ T])?\d\d:\d\d:\d\d,\d{3}\b", re.MULTILINE)
_LABEL = re.compile("[A-Za-z][A-Za-z ]{1,24}: (?=[^ ])")
_INSIDE = re.compile(r'[^",]\{"[A-Za-z_]{1,30}":')
"""A label before what it says, and JSON that is no cell of a table."""
TABLE_NAMES = (".csv", ".tsv", ".tab", ".psv")
_PROGRAMS = (
    *(".py", ".js", ".ts", ".java", ".c", ".cs", ".go", ".rb", ".php", ".pl", ".cgi", ".kt", ".swift", ".sh", ".bat"),
    *(".cmd", ".ps1", ".vbs", ".bas", ".tf", ".yaml", ".yml", ".ini", ".conf", ".cfg", ".toml", ".env", ".properties"),
)
"""Names of what is written for machines to follow, where commas stand between arguments."""
_TEXT_NAMES = (".log", ".md")
_CHAT = re.compile(
    r"\A\ufeff?\s*\[LINE\]|^(?:[A-Z][a-z]{2}, )?\d{1,4}[./]\d{1,2}[./]\d{1,4}[^\t\n]{0,8}\n"
    r"[^\t\n]{0,4}\d{1,2}:\d\d\t[^\t\n]{1,40}\t",
    re.MULTILINE,
)
"""What an app saves of a chat: days on lines of their own, and below each the time, who speaks, and what is said."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells of a text are told apart."""

    delimiter: str
    columns: int
    """Cells of most rows."""
    rows: tuple[tuple[str, ...], ...]
    """The first rows."""
    lines: tuple[int, ...] = ()
    """Lines of text up to the end of each of them."""
    quoted: bool = True
    """Whether quotes hold cells together; False where a stray one would swallow the rest."""
    written: str = ""
    """What stands for the delimiter in the text, where that is no single byte."""
    is_form: bool = False
    """Whether these rows are all there is, and hold labels beside their values."""


def sniff_dialect(text: str, name: str) -> Dialect | None:
    """Return the dialect of a text whose lines have the same number of cells; ``name`` decides close cases."""
    sample = text[:_SAMPLE_CHARS]
    if len(text) > len(sample) and "\n" in sample:
        sample = sample[: sample.rfind("\n") + 1]
    low = name.lower()
    hinted = low.endswith(TABLE_NAMES)
    if low.endswith(_PROGRAMS) or (not hinted and _CHAT.search(sample)):
        return None
    scored = [(score, dialect) for score, dialect in _candidates(sample) if score]
    if not scored:
        return _one_column(sample) if hinted else None
    dialect = max(scored, key=lambda pair: pair[0])[1]
    if len(dialect.rows) < _SAMPLE_LINES and len(sample) == len(text) and as_form(dialect.rows) is not None:
        return replace(dialect, is_form=True)
    if dialect.columns > _MOST_COLUMNS:
        return None
    needs_header = bool(dialect.written) or low.endswith(_TEXT_NAMES)
    return dialect if hinted or _convincing(dialect, sample, needs_header=needs_header) else None


def _candidates(sample: str) -> Iterator[tuple[float, Dialect]]:
    lines = sample.count("\n")
    delimiters = _DELIMITERS + "".join(sign for sign in _SELDOM if sample.count(sign) > lines)
    for quoted in (True, False) if sample.count('"') % 2 else (True,):
        for delimiter in delimiters:
            if delimiter in sample:
                rows, ends = _first_rows(sample, delimiter, quoted=quoted)
                score, columns = _consistency(rows)
                yield score, Dialect(delimiter, columns, rows, ends, quoted)
    if STAND_IN not in sample:
        for written in _long_delimiters(sample):
            rows, ends = _first_rows(sample.replace(written, STAND_IN), STAND_IN, quoted=True)
            score, columns = _consistency(rows)
            yield score + _LONGER, Dialect(STAND_IN, columns, rows, ends, written=written)


def _long_delimiters(sample: str) -> list[str]:
    """Return what tells cells apart by several signs: as often in most lines as in the first that has it."""
    lines = [line for line in sample.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES] if line.strip()]
    first = next((line for line in lines if len(_LONG.findall(line)) >= _REPEATS), "")
    counts = Counter(_LONG.findall(first))
    return [
        sign
        for sign, count in counts.items()
        if count >= _REPEATS and sum(line.count(sign) == count for line in lines) >= 0.8 * len(lines)
    ]


def _first_rows(text: str, delimiter: str, *, quoted: bool) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    csv.field_size_limit(max(len(text), 131_072))
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, quotechar='"' if quoted else NO_QUOTE
    )
    found = [(tuple(row), reader.line_num) for row in islice(reader, _SAMPLE_LINES)]
    return tuple(row for row, _ in found), tuple(line for _, line in found)


def _consistency(rows: tuple[tuple[str, ...], ...]) -> tuple[float, int]:
    """Return how alike the rows are (0 for no table) and their usual number of cells."""
    widths = Counter(len(row) for row in rows if any(row))
    total = sum(widths.values())
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide or sum(wide.values()) < _MOSTLY_WIDE * total:
        return 0.0, 0
    columns = max(wide, key=lambda width: (wide[width], width))
    return wide[columns] / total + min(columns, 20) / 100, columns


def _convincing(dialect: Dialect, sample: str, *, needs_header: bool) -> bool:
    """Without a hint from the name, prose with commas and logs with ``12:00:00,123`` must not become tables."""
    rows = [row for row in dialect.rows if any(row)]
    cells = [cell for row in rows for cell in row]
    if len(rows) <= 1 or (dialect.delimiter == "," and len(_LOG_TIME.findall(sample)) > len(rows) / 2):
        return False
    if dialect.delimiter == "," and 2 * _said(sample) > len(rows):
        return False
    sentences = sum(1 for cell in cells if len(cell) > _SENTENCE)
    stray_quotes = sum(1 for cell in cells if cell.count('"') % 2)
    if sentences > 0.3 * len(cells) or stray_quotes > 0.3 * len(cells):
        return False
    if find_header(dialect.rows) is not None:
        return sum(1 for row in rows if len(row) == dialect.columns) >= 0.5 * len(rows)
    alike = sum(1 for row in rows if len(row) == dialect.columns) >= 0.9 * len(rows)
    return alike and dialect.columns > 2 and not needs_header  # noqa: PLR2004 - two columns may be a sentence with a comma


def _said(sample: str) -> int:
    """Return how many lines are a label of their own before what it says, or hold JSON."""
    lines = sample.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES]
    labels = {match[0] for line in lines if (match := _LABEL.match(line))}
    return len(labels) + sum(_INSIDE.search(line) is not None for line in lines)


def _one_column(sample: str) -> Dialect | None:
    rows = tuple((line,) for line in sample.splitlines()[:_SAMPLE_LINES])
    return Dialect(",", 1, rows, tuple(range(1, len(rows) + 1))) if rows else None
