"""Writes down each finished step of a scan, so that a scan that was killed goes on where it stopped."""

import json
import logging
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from exposurecheck.errors import InputError, RunStoreError
from exposurecheck.runs.database import explained
from exposurecheck.runs.sealed import Key, find_key, new_key
from exposurecheck.runs.times import as_text, as_time

FILE_NAME: Final = "resume.sqlite"
"""In the folder of the run, until the run is finished."""
_TABLE = "CREATE TABLE step (kind TEXT, name TEXT, sealed BLOB NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID"
_HEAD = "CREATE TABLE head (run TEXT, started TEXT, terms TEXT)"

log = logging.getLogger(__name__)


class Journal:
    """The steps of one scan. Written by one thread; a step that cannot be written down is done again instead."""

    def __init__(self, path: Path, sql: sqlite3.Connection, key: Key, run_id: str, started: datetime) -> None:
        """Use :func:`begin` or :func:`resume`."""
        self.path = path
        self.run_id = run_id
        self.started = started
        self.secret = key.secret
        self._sql = sql
        self._key = key
        self._broken = False

    def keep(self, kind: str, name: str, value: object) -> bool:
        """Write down that a step is finished, and its result; tells whether that worked."""
        if self._broken:
            return False
        try:
            with explained(self.path):
                row = (kind, _plain(name), self._key.seal(value, f"{kind} {_plain(name)}"))
                self._sql.execute("INSERT OR REPLACE INTO step VALUES (?, ?, ?)", row)
        except RunStoreError as error:
            self._broken = True
            log.warning("this scan cannot be resumed if it stops: %s", error)
        return not self._broken

    def steps(self, kind: str) -> Iterator[tuple[str, object]]:
        """Yield the finished steps of one kind, name and result; raises ``InputError`` or ``RunStoreError``."""
        with explained(self.path):
            for name, sealed in self._sql.execute("SELECT name, sealed FROM step WHERE kind = ?", (kind,)):
                yield name, self._key.opened(sealed, f"{kind} {name}")

    def step(self, kind: str, name: str) -> object:
        """Return the result of one step that was kept; raises ``InputError`` or ``RunStoreError``."""
        with explained(self.path):
            row = self._sql.execute(
                "SELECT sealed FROM step WHERE kind = ? AND name = ?", (kind, _plain(name))
            ).fetchone()
        if row is None:
            raise RunStoreError(f"{self.path}: a step that was finished is not in it any more; scan again")
        return self._key.opened(row[0], f"{kind} {_plain(name)}")

    def finished(self) -> None:
        """Forget everything: the run is kept elsewhere now."""
        self._key.forget()
        self.close()
        _remove(self.path)

    def abandon(self) -> None:
        """Leave nothing behind of a scan that never began."""
        self.finished()
        for folder in (self.path.parent, self.path.parent.parent):
            if not any(folder.iterdir()):
                folder.rmdir()

    def close(self) -> None:
        """Let go of the file; what it holds can be resumed."""
        with explained(self.path):
            self._sql.close()


def begin(folder: Path, run_id: str, started: datetime, terms: Mapping[str, str]) -> Journal | None:
    """Begin the journal of a scan in ``folder``; None where nothing can be written, so that it cannot be resumed.

    ``terms``: what must be the same for the scan to be resumed.
    """
    path = folder / FILE_NAME
    try:
        key = new_key(run_id)
    except OSError as error:
        log.info("this scan cannot be resumed if it stops: no key can be kept (%s)", error)
        return None
    try:
        with explained(path):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            sql = _connect(path)
            sql.execute(_TABLE)
            sql.execute(_HEAD)
            head = (run_id, as_text(started), json.dumps(dict(terms)))
            sql.execute("INSERT INTO head VALUES (?, ?, ?)", head)
    except RunStoreError as error:
        key.forget()
        log.info("this scan cannot be resumed if it stops: %s", error)
        return None
    return Journal(path, sql, key, run_id, started)


def resume(run: str, output: Path, terms: Mapping[str, str]) -> Journal:
    """Open the journal of an interrupted scan; raises ``InputError`` when it cannot go on, with the reason."""
    path = _journal_of(run, output)
    try:
        with explained(path):
            sql = _connect(path)
            head: tuple[str, str, str] | None = sql.execute("SELECT run, started, terms FROM head").fetchone()
    except RunStoreError as error:
        raise InputError(f"--resume {run}: {error}; scan again without --resume") from error
    if head is None:
        raise InputError(f"--resume {run}: it stopped before its first step; scan again without --resume")
    run_id, started, begun = head
    before = json.loads(begun)
    different = sorted(name for name in {*before, *terms} if before.get(name) != terms.get(name))
    if different:
        sql.close()
        raise InputError(
            f"--resume {run}: it was begun with other settings ({', '.join(different)}), so that its steps do not fit "
            "this scan. Give the same flags, or scan again without --resume"
        )
    return Journal(path, sql, find_key(run_id), run_id, as_time(started))


def _journal_of(run: str, output: Path) -> Path:
    if run == "latest":
        found = sorted(output.glob(f"*/{FILE_NAME}"))
        if not found:
            raise InputError(f"--resume latest: no interrupted scan below {output}")
        return found[-1]
    for place in (Path(run), output / run):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
    raise InputError(
        f"--resume {run}: no interrupted scan in {run} or {output / run}. A finished scan has nothing to resume"
    )


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")  # what the process has written survives its end
    return connection


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _plain(text: str) -> str:
    """SQLite holds UTF-8 only."""
    return text.encode("utf-8", "backslashreplace").decode()
