"""The store of all runs: one SQLite file beside the output, which scans append to and everything else reads."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from exposurecheck.errors import RunStoreError
from exposurecheck.model.change import Changes
from exposurecheck.model.inspection import Subjects
from exposurecheck.model.report import Report, Scope
from exposurecheck.runs import archive, items, known, ledger, looks
from exposurecheck.runs.brief import Brief, Side, by_id
from exposurecheck.runs.compare import compare
from exposurecheck.runs.database import Database, explained, open_for_reading, open_for_writing
from exposurecheck.runs.looks import Look
from exposurecheck.runs.page import everything_listed
from exposurecheck.runs.times import as_text, as_time

_PARTS: TypeAdapter[dict[str, int]] = TypeAdapter(dict[str, int])
_RUN = "SELECT id, generated_at, scope, complete, interrupted FROM run "


@dataclass(frozen=True, slots=True)
class Saved:
    """One run, as the list of runs tells it."""

    id: str
    at: datetime
    scope: str
    complete: bool
    interrupted: bool


def scope_key(scope: Scope) -> str:
    """Return what two runs must share so that one can follow the other: where they looked, and how deep."""
    told = scope.model_dump(mode="json", include={"provider", "accounts", "resources", "content"})
    return blake2b(json.dumps(told, sort_keys=True).encode("ascii"), digest_size=8).hexdigest()


class RunStore:
    """All runs. Every method raises ``RunStoreError``."""

    def __init__(self, database: Database) -> None:
        """Use :meth:`open` or :meth:`read`."""
        self._database = database
        self._sql = database.sql
        self.path = database.path

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator["RunStore"]:
        """Open or create the store for a scan."""
        yield from cls._opened(open_for_writing(path))

    @classmethod
    @contextmanager
    def read(cls, path: Path) -> Iterator["RunStore"]:
        """Open an existing store for reading."""
        yield from cls._opened(open_for_reading(path))

    @classmethod
    def _opened(cls, database: Database) -> Iterator["RunStore"]:
        try:
            yield cls(database)
        finally:
            database.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep everything that the block does, or nothing."""
        with self._database.writing():
            yield

    def save(self, report: Report) -> Report:
        """Keep a run and what it means for the life of each finding; a run that is there already is replaced.

        Returns the report with what is different from the previous run of its scope.
        """
        scope = scope_key(report.scope)
        kept = archive.keep_pages(self._sql, report)
        listed = everything_listed(report.coverage, (r.id for r in report.resources))
        previous = self.previous(report)
        if previous is not None:
            changes = self._since(previous.id, report, kept, listed=listed)
            report = report.model_copy(update={"changes": changes})
        self._sql.execute(
            "INSERT OR REPLACE INTO run (id, generated_at, scope, complete, interrupted, listed, parts) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (report.run_id, as_text(report.generated_at), scope, report.coverage.complete,
             report.coverage.interrupted, listed, json.dumps(archive.keep(self._sql, report, kept))),
        )  # fmt: skip
        ledger.record(self._sql, report, scope)
        return report

    def lives(self, report: Report) -> Mapping[str, ledger.Life]:
        """Return what earlier runs know about the findings of ``report``."""
        return ledger.lives(self._sql, (finding.fingerprint for finding in report.findings))

    def first_known(self, exposed: known.Exposed, at: datetime, run: str) -> datetime | None:
        """Note which exposed personal data is known from now on; return since when the first of it has been known."""
        known.note(self._sql, exposed, at, run)
        return known.earliest(self._sql, exposed)

    def looks(self, keys: Iterable[str]) -> Mapping[str, Look]:
        """Return what is remembered of the objects with these keys."""
        with explained(self.path):
            return looks.looks(self._sql, self.path, keys)

    def counts(self, keys: Iterable[str]) -> Mapping[str, Subjects]:
        """Return what is remembered of the people in these sets of objects."""
        with explained(self.path):
            return looks.counts(self._sql, self.path, keys)

    def remember(
        self, found: Mapping[str, Look], counted: Mapping[str, Subjects], used: Iterable[str], at: datetime
    ) -> None:
        """Remember what was found in objects, for the next run."""
        with self.writing():
            looks.remember(self._sql, found, counted, used, at)

    def runs(self) -> list[Saved]:
        """Return every run, newest first."""
        with explained(self.path):
            rows = self._sql.execute(_RUN + "ORDER BY generated_at DESC, rowid DESC").fetchall()
        return [Saved(id_, as_time(at), scope, bool(whole), bool(cut)) for id_, at, scope, whole, cut in rows]

    def previous(self, report: Report) -> Saved | None:
        """Return the newest other run of the same scope that was not interrupted and is not later than ``report``."""
        scope = scope_key(report.scope)
        others = (run for run in self.runs() if run.id != report.run_id and run.at <= report.generated_at)
        return next((run for run in others if run.scope == scope and not run.interrupted), None)

    def load(self, run_id: str) -> Report:
        """Return a whole run."""
        with explained(self.path):
            return archive.restore(self._sql, self.path, self._parts(run_id))

    def changes(self, before: str, after: str) -> Changes:
        """Compare two runs; stores about which both say the same are not even loaded."""
        with explained(self.path):
            ids = [archive.members(self._sql, self.path, self._parts(run)) for run in (before, after)]
            return compare(self._side(before, ids[0], ids[1]), self._side(after, ids[1], ids[0]))

    def _since(self, before: str, report: Report, kept: archive.Kept, *, listed: bool) -> Changes:
        ids = archive.members(self._sql, self.path, self._parts(before))
        old = set(ids)
        fresh = [page for page, id_ in zip(kept.pages, kept.ids, strict=True) if id_ not in old]
        briefs = by_id(map(Brief.model_validate, fresh))
        now = Side(report.run_id, report.scope, briefs, report.generated_at, listed)
        return compare(self._side(before, ids, kept.ids), now)

    def _side(self, run_id: str, ids: list[int], others: list[int]) -> Side:
        same = set(others)
        head = archive.head(self._sql, self.path, self._parts(run_id))
        found = archive.load_briefs(self._sql, self.path, [id_ for id_ in ids if id_ not in same])
        (listed,) = self._sql.execute("SELECT listed FROM run WHERE id = ?", (run_id,)).fetchone()
        return Side(head.run_id, head.scope, by_id(found), head.generated_at, bool(listed))

    def _parts(self, run_id: str) -> archive.Parts:
        row = self._sql.execute("SELECT parts FROM run WHERE id = ?", (run_id,)).fetchone()
        if row is None:
            raise RunStoreError(f"{self.path}: holds no run {run_id!r}")
        try:
            return _PARTS.validate_json(row[0])
        except ValidationError as error:
            raise items.damaged(self.path) from error
