"""Turns SQLite databases into tables: real tables only, read from memory, with nothing of the schema executed."""

import re
import sqlite3
import time
from collections.abc import Iterator

from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.readers.forward import load
from exposurecheck.content.readers.records import scalar
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import Note, ReadContext, Table, Unit
from exposurecheck.model.inspection import InspectionStatus

_BATCH = 4096
_CORE_DATA = "Z_PK"
"""The key of tables of Core Data, where names of columns begin with a Z: ZFIRSTNAME."""
_WRITE_VERSION, _READ_VERSION = 18, 19
"""Header bytes that say WAL (2); from memory a database can only be opened as legacy (1)."""
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
_NAMES = re.compile("first|last|family|given|name|s[hi]*mei|^sei$|^mei$|kana|氏名|姓", re.IGNORECASE)
"""Columns of tables that are read before others."""
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
_LONGEST = 64 * 2**20
_STEPS = 100_000


def read_sqlite(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the rows of each table; views, triggers and virtual tables are never run."""
    data = bytearray(load(source, context))
    data[_WRITE_VERSION : _READ_VERSION + 1] = b"\x01\x01"
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(bytes(data))
        if _promised(data) > len(data):
            yield Note(InspectionStatus.PARTIAL, "sqlite: the file is cut")
        yield from _tables(connection, time.monotonic() + context.limits.wall_seconds / 2)
    except (sqlite3.Error, OverflowError) as error:
        raise UnreadableError("sqlite: broken, cut, or too slow to read") from error
    finally:
        connection.close()


def _promised(data: bytearray) -> int:
    """Return the size that the header states (SQLite file format, 1.3.7): page size times pages."""
    size = int.from_bytes(data[16:18], "big")
    return (65_536 if size == 1 else size) * int.from_bytes(data[28:32], "big")


def _tables(connection: sqlite3.Connection, deadline: float) -> Iterator[Unit]:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
    connection.text_factory = lambda value: value.decode("utf-8", "replace")
    skipped = 0
    tables = [name for (name,) in connection.execute(_TABLES).fetchall() if not name.startswith("sqlite_")]
    for name in sorted(tables, key=lambda name: not _names_people(connection, name)):  # others may speak of these
        try:
            yield from _rows(connection, name)
        except sqlite3.OperationalError:
            skipped += 1
    if skipped:
        yield Note(InspectionStatus.PARTIAL, f"sqlite: {skipped} tables could not be read")


def _names_people(connection: sqlite3.Connection, name: str) -> bool:
    try:
        return any(_NAMES.search(column) for column, *_ in _select(connection, name).description)
    except sqlite3.OperationalError:
        return False


def _select(connection: sqlite3.Connection, name: str) -> sqlite3.Cursor:
    quoted = name.replace('"', '""')
    return connection.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608 - an identifier cannot be a parameter


def _rows(connection: sqlite3.Connection, name: str) -> Iterator[Table]:
    cursor = _select(connection, name)
    columns = tuple(description[0] for description in cursor.description)
    if _CORE_DATA in columns:
        columns = tuple(column.removeprefix("Z") or column for column in columns)
    while rows := cursor.fetchmany(_BATCH):
        yield Table(columns, tuple([scalar(cell) for cell in column] for column in zip(*rows, strict=True)), name, name)
