"""Opens the one SQLite file of the run store, and says in plain words what is wrong with a file that cannot be used."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path
from typing import Final

from exposurecheck.errors import RunStoreError
from exposurecheck.runs.schema import APPLICATION, MIGRATIONS

FILE_NAME: Final = "runs.sqlite"
"""Stands beside the folders of the runs."""
WAIT: Final = 60.0
"""Seconds to wait for another scan that is writing."""
_PAUSE: Final = 0.05
_FOREIGN: Final = -1
"""Stands for a file with tables and without a mark."""
_KEEP: Final = "the file is left as it is; move it away, and the next scan begins a new one"


class Database:
    """A connection to a store of this version. Readers see the last finished run while a scan writes."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Hold what :func:`open_for_writing` or :func:`open_for_reading` opened."""
        self.path = path
        self.sql = connection

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep everything that the block writes, or nothing; other writers wait. Raises ``RunStoreError``."""
        with explained(self.path):
            self.sql.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.sql.execute("COMMIT")
            except BaseException:
                if self.sql.in_transaction:
                    self.sql.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Let go of the file."""
        with explained(self.path):
            self.sql.close()


def open_for_writing(path: Path, wait: float = WAIT) -> Database:
    """Open or create a store and bring it to this version; raises ``RunStoreError``."""
    with explained(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        try:
            _refuse_others(path, connection)
            _let_readers_read_on(connection, wait)
            connection.execute("PRAGMA synchronous = FULL")
            _migrate(path, connection)
        except BaseException:
            connection.close()
            raise
        return Database(path, connection)


def open_for_reading(path: Path) -> Database:
    """Open an existing store without changing it; raises ``RunStoreError``."""
    with explained(path):
        if not path.exists():
            raise RunStoreError(f"{path}: there is no store of earlier runs; a scan with this --output-dir begins one")
        if path.is_dir():
            raise IsADirectoryError(EISDIR, "it is a folder", str(path))
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=WAIT, isolation_level=None)
        try:
            _refuse_others(path, connection)
            _refuse_older(path, connection)
        except BaseException:
            connection.close()
            raise
        return Database(path, connection)


def _let_readers_read_on(connection: sqlite3.Connection, wait: float) -> None:
    """Switch to a write-ahead log; where the file system cannot, SQLite keeps its own way.

    SQLite does not wait by itself while another connection switches.
    """
    until = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _refuse_others(path: Path, connection: sqlite3.Connection) -> None:
    application = _number(connection, "application_id")
    if application == 0 and _holds_tables(connection):
        # Another scan may have created the store between the two questions: its tables and its mark come together.
        application = _number(connection, "application_id") or _FOREIGN
    version = _number(connection, "user_version")
    if application not in {0, APPLICATION}:
        raise RunStoreError(
            f"{path}: another program's database, not a store of exposurecheck; it was not touched. "
            "Move it away or choose another --output-dir"
        )
    if version > len(MIGRATIONS):
        raise RunStoreError(
            f"{path}: written by a newer exposurecheck (version {version} of the store, this one knows "
            f"{len(MIGRATIONS)}); it was not touched. Update exposurecheck"
        )


def _refuse_older(path: Path, connection: sqlite3.Connection) -> None:
    if _number(connection, "user_version") < len(MIGRATIONS):
        raise RunStoreError(f"{path}: written by an older exposurecheck; the next scan brings it up to date")


def _migrate(path: Path, connection: sqlite3.Connection) -> None:
    if _number(connection, "user_version") == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _refuse_others(path, connection)  # another scan may have been faster
        for version in range(_number(connection, "user_version"), len(MIGRATIONS)):
            for statement in _statements(MIGRATIONS[version]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """Cut a script into statements; ``executescript`` would commit after each."""
    collected = ""
    for line in script.splitlines(keepends=True):
        collected += line
        if sqlite3.complete_statement(collected):
            yield collected
            collected = ""


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _holds_tables(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM sqlite_master)").fetchone()[0])


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise into a ``RunStoreError`` that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise RunStoreError(f"{path}: {_why(error)}") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RunStoreError(f"{path}: cannot be used ({reason}); choose another --output-dir") from error


def _why(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_NOTADB"):
        return f"not a store of earlier runs, or damaged; {_KEEP}"
    if name.startswith("SQLITE_CORRUPT"):
        return f"damaged ({error}); {_KEEP}"
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another scan is writing and does not finish; try again when it has"
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return f"the disk is full or fails ({error}); nothing of this run was kept in it. Make room and scan again"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return f"cannot be written or opened ({error}); check its permissions or choose another --output-dir"
    return f"damaged or of another kind ({error}); {_KEEP}"
