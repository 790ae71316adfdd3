"""Turns SQL dumps into tables: CREATE TABLE names the columns, INSERT and COPY bring the rows; the rest stays text.

Statements may be longer than any block (mysqldump writes one INSERT per megabytes), so rows are taken as they come.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import AnyStr

import numpy as np

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.sql_rows import LONGEST, WINDOW, Batch
from exposurecheck.content.units import Table, Text, Unit

_NAME = r'(?:`[^`]+`|"[^"]+"|\[[^\]]+\]|[\w$]+)'
_PATH = rf"(?:{_NAME}\s*\.\s*)*{_NAME}"
_WORDS = r"(?:\w+\s+){0,6}?"
"""What may stand inside the first words: CREATE OR REPLACE GLOBAL TEMPORARY TABLE."""
_START = re.compile(
    rf"(?:^|(?<=;))[ \t]*(?:(?P<create>create\s+{_WORDS}table\s+(?:if\s+not\s+exists\s+)?(?P<created>{_PATH})\s*\()"
    rf"|(?P<insert>(?:insert\s+{_WORDS}into|replace\s+into)\s+(?P<inserted>{_PATH})\s*(?:\((?P<columns>[^)]*)\)\s*)?"
    rf"(?:overriding\s+\w+\s+value\s+)?values?\s*)(?=\()"
    rf"|(?P<copy>copy\s+(?P<copied>{_PATH})\s*(?:\((?P<fields>[^)]*)\))?\s+from\s+stdin[^;\n]*;[ \t]*\r?\n))",
    re.IGNORECASE | re.MULTILINE,
)
_KEYWORD = re.compile(r"(?:^|(?<=;))[ \t]*(?:insert|replace|create|copy)\s", re.IGNORECASE | re.MULTILINE)
_CREATE_END = re.compile(r"\)[^;'()]*(?:'[^']*'[^;'()]*)*;|\n\s*\)|;\s*\n")
_COLUMN = re.compile(rf"(?:^|,)\s*({_NAME})\s+[A-Za-z](?:[^,'(]|\([^)]*\)|'(?:[^']|'')*')*")
_COLUMN_COMMENT = re.compile(r"\bcomment\s+'((?:[^']|'')*)'", re.IGNORECASE)
_NO_COLUMN = re.compile(
    r"(?:primary|unique|key|index|constraint|foreign|check|fulltext|spatial|like|exclude)\b", re.IGNORECASE
)
_COMMENT_ON = re.compile(rf"comment\s+on\s+column\s+({_PATH})\s+is\s+'((?:[^']|'')*)'", re.IGNORECASE)
_BODY = {
    True: re.compile(
        r"\s*,?\s*\(((?:[^'()]++|'(?:[^'\\]++|\\.|'')*+'|\((?:[^'()]++|'(?:[^'\\]++|\\.)*+'|\([^()]*+\))*+\))*+)\)",
        re.DOTALL,
    ),
    False: re.compile(r"\s*,?\s*\(((?:[^'()]++|'[^']*+'|\((?:[^'()]++|'[^']*+'|\([^()]*+\))*+\))*+)\)"),
}
"""One row; possessive, because a row whose end is missing would otherwise be tried in exponentially many ways."""
_NEXT_ROW = re.compile(r"\s*,\s*\(")
_BODY_BYTES, _NEXT_ROW_BYTES = (
    {backslashes: re.compile(rule.pattern.encode(), rule.flags & re.DOTALL) for backslashes, rule in _BODY.items()},
    re.compile(_NEXT_ROW.pattern.encode()),
)
"""The same for bytes."""
_NO_BEGIN = np.int8(-64)
"""Bytes below it go on with a character: 10xxxxxx."""
_BETWEEN, _LOOSE = ";\n", " \t\r\n;"
"""What stands between two statements, and what else may."""
_ROWS = 4096
"""Rows taken one by one before others are tried at once again."""
_HELD = 8 * 2**20
"""Bytes read, and characters of rows handed on, at a time: whole columns cost less, the longer they are."""


def read_sql(stream: TextStream) -> Iterator[Unit]:
    """Yield the rows of each table, and everything that is no row as text."""
    dump = _Dump(backslashes="`" in stream.head or "mysql" in stream.head[:4096].lower())
    stream.block_bytes = _HELD
    for block in stream:
        if not block.continues:
            yield from dump.flush()
        rest = dump.take(block.raw) if block.is_utf8 else block.raw
        block.decoder.chars += len(block.raw) - len(rest)
        yield from dump.feed(replace(block, raw=rest).text)
    yield from dump.flush()
    yield from stream.notes()


class _Dump:
    """What is known while a dump goes by: columns of tables, rows waiting, and the statement that is open."""

    def __init__(self, *, backslashes: bool) -> None:
        self._backslashes = backslashes
        self._body = _BODY[backslashes]
        self._columns: dict[str, tuple[str, ...]] = {}
        self._batches: dict[tuple[str, tuple[str, ...]], Batch] = {}
        self._held = 0
        self._buffer = ""
        self._state = ""
        self._target: tuple[str, tuple[str, ...]] = ("", ())
        self._again = ""
        """What lies between two rows where each has a statement of its own, alike but for the row."""

    def take(self, data: bytes) -> bytes:
        """Take rows of UTF-8 where it begins with the statement that was last; return what cannot be taken at once.

        To decode rows, and to encode them for the parser, takes as long as to parse them.
        """
        lead = f"{self._again}(".encode()
        statement = lead.removeprefix(_BETWEEN.encode())
        if self._state or not self._again or self._buffer.strip(_LOOSE) or not data.startswith(statement):
            return data
        batch = self._batches.setdefault(self._target, Batch())
        begin, position = len(statement), 0
        while first := _BODY_BYTES[self._backslashes].match(data, begin - 1):
            comma = _NEXT_ROW_BYTES.match(data, first.end())
            end = _run_end(data, begin, b")" + lead, b")" + comma[0] if comma else b"")
            run, between = data[begin:end], b")" + (comma[0] if comma else lead)
            if end <= begin or not _taken(batch, run, between, self._body):
                break
            self._held += len(run) - int(np.count_nonzero(np.frombuffer(run, np.int8) < _NO_BEGIN))
            self._state, self._buffer, position = "insert", "", end + 1
            if not data.startswith(lead, position):
                break
            begin = position + len(lead)
        return data[position:]

    def feed(self, text: str) -> Iterator[Unit]:
        """Take the next piece of the dump."""
        self._buffer += text
        position, moved = 0, True
        while moved:
            before = (position, self._state)
            if self._state == "insert":
                position = self._take_rows(position)
            elif self._state == "copy":
                position = self._take_copy(position)
            else:
                position = yield from self._next_statement(position)
            if self._held >= _HELD:
                yield from self._hand_on()
            moved = (position, self._state) != before
        self._buffer = self._buffer[position:]
        if len(self._buffer) > LONGEST:
            yield Text(self._buffer)
            self._buffer, self._state = "", ""

    def flush(self) -> Iterator[Unit]:
        """Yield what is left."""
        if self._state == "copy":
            self._buffer += "\n"
            self._buffer = self._buffer[self._take_copy(0) :]
        yield from self._hand_on()
        if self._buffer.strip():
            yield Text(self._buffer)
        self._buffer, self._state = "", ""

    def _next_statement(self, position: int) -> Generator[Unit, None, int]:
        """Go on to the next statement that matters; what lies before it is text."""
        found = _START.search(self._buffer, position)
        if found is None:
            keyword = None
            for keyword in _KEYWORD.finditer(self._buffer, position):  # noqa: B007 - the last one counts
                pass
            end = keyword.start() if keyword else self._buffer.rfind("\n", position) + 1
            end = max(end, position)
        else:
            end = found.start()
        loose = self._buffer[position:end]
        if loose.strip(_LOOSE):
            self._learn_comments(loose)
            yield Text(loose)
        if found is None:
            return end
        if found["insert"]:
            self._open("insert", found["inserted"], found["columns"])
            self._again = f"{_BETWEEN}{found[0]}"
            return found.end()
        self._again = ""
        if found["copy"]:
            self._open("copy", found["copied"], found["fields"])
        else:
            closing = _CREATE_END.search(self._buffer, found.end())
            if closing is None:
                return end
            self._columns[_key(found["created"])] = _columns(self._buffer[found.end() : closing.start()])
            return closing.end()
        return found.end()

    def _learn_comments(self, text: str) -> None:
        for path, comment in _COMMENT_ON.findall(text):
            self._again = ""
            table, _, column = _key(path).rpartition(".")
            known = self._columns.get(table, ())
            self._columns[table] = tuple(f"{name} {comment}" if name == column else name for name in known)

    def _open(self, state: str, table: str, columns: str | None) -> None:
        key = _key(table)
        known = self._columns.get(key, ())
        if columns:
            long = {name.split(" ", 1)[0]: name for name in known}
            known = tuple(long.get(_bare(name), _bare(name)) for name in columns.split(","))
        self._state, self._target = state, (key, known)

    def _take_rows(self, position: int) -> int:
        batch = self._batches.setdefault(self._target, Batch())
        begin, tried, left = position, position, _ROWS
        again = self._again
        while found := self._body.match(self._buffer, position):
            batch.rows.append(found[1])
            position, left = found.end(), left - 1
            if left == 0:
                break
            if position >= tried:
                end = self._take_run(batch, position)
                position, tried = end, end if end > position else position + WINDOW
            if self._buffer.startswith(again, position) and self._buffer.startswith("(", position + len(again)):
                position += len(again)
        else:
            rest = self._buffer[position : position + 100].lstrip()
            if rest and rest[0] not in ",(":
                self._state = ""
        self._held += position - begin
        return position

    def _take_run(self, batch: Batch, position: int) -> int:
        """Take as many rows as follow on the one that ends at ``position`` in the same way; return where they end."""
        lead, comma = f"{self._again}(", None
        if not self._buffer.startswith(lead, position):
            comma = _NEXT_ROW.match(self._buffer, position)
            if comma is None:
                return position
        more = comma[0] if comma else lead
        begin = position + len(more)
        end = _run_end(self._buffer, begin, f"){lead}", f"){more}" if comma else "")
        if end <= begin:
            return position
        run, between = self._buffer[begin:end].encode("utf-8", "replace"), f"){more}".encode()
        return end + 1 if batch.take_run(run, between, self._body) else position

    def _take_copy(self, position: int) -> int:
        end = self._buffer.find("\n\\.", position - 1 if position else 0)
        start_is_end = self._buffer.startswith("\\.", position)
        stop = position if start_is_end else end + 1 if end >= 0 else self._buffer.rfind("\n", position) + 1
        if stop > position:
            batch = self._batches.setdefault((f"{self._target[0]}\t", self._target[1]), Batch())
            batch.take_copied(self._buffer[position:stop])
            self._held += stop - position
        if start_is_end or end >= 0:
            self._state = ""
            return self._buffer.find("\n", stop) + 1 or len(self._buffer)
        return max(stop, position)

    def _hand_on(self) -> Iterator[Table]:
        kept, self._batches, self._held = self._batches, {}, 0
        for (table, columns), batch in kept.items():
            name = table.strip()
            yield from batch.tables(name, columns, copied=table.endswith("\t"), backslashes=self._backslashes)


def _taken(batch: Batch, run: bytes, between: bytes, body: re.Pattern[str]) -> bool:
    try:
        return batch.take_run(run, between, body)
    except UnicodeDecodeError:
        return False


def _run_end(text: AnyStr, begin: int, lead: AnyStr, comma: AnyStr) -> int:
    """Return where a run of rows ends: with its statement, or where no more are looked at; -1 where there is none.

    ``lead`` stands between two statements, and ``comma`` between two rows of one; "" where each has one of its own.
    """
    if not comma:
        return text.rfind(lead, begin, begin + WINDOW)
    end = text.find(lead, begin, begin + WINDOW)
    return end if end >= 0 else text.rfind(comma, begin, begin + WINDOW)


def _columns(body: str) -> tuple[str, ...]:
    names: list[str] = []
    for found in _COLUMN.finditer(body):
        if not _NO_COLUMN.match(found[1]):
            comment = _COLUMN_COMMENT.search(found[0])
            names.append(f"{_bare(found[1])} {comment[1]}" if comment else _bare(found[1]))
    return tuple(names)


def _bare(name: str) -> str:
    return name.strip().strip('`"[]')


def _key(path: str) -> str:
    return ".".join(_bare(part) for part in path.split("."))
