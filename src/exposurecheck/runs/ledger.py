"""Follows each finding over all runs: first seen, last seen, fixed, back again."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from exposurecheck.model.finding import FindingStatus, fingerprint
from exposurecheck.model.report import Report
from exposurecheck.runs.brief import STANDING, said
from exposurecheck.runs.page import everything_listed, pages
from exposurecheck.runs.times import as_text, as_time


@dataclass(frozen=True, slots=True)
class Life:
    """What earlier runs know about one finding."""

    first_seen: datetime
    fixed_at: datetime | None = None
    reopened_at: datetime | None = None


def lives(sql: sqlite3.Connection, fingerprints: Iterable[str]) -> Mapping[str, Life]:
    """Return what is known about these findings."""
    wanted = set(fingerprints)
    rows = sql.execute("SELECT fingerprint, first_seen, fixed_at, reopened_at FROM finding")
    return {
        print_: Life(as_time(first), as_time(fixed) if fixed else None, as_time(again) if again else None)
        for print_, first, fixed, again in rows
        if print_ in wanted
    }


def record(sql: sqlite3.Connection, report: Report, scope: str) -> None:
    """Note what stands in ``report``, and what it has seen fixed: asked about, and not failing any more.

    A finding is not fixed by a scan that did not look: another scope, a check left out, a store that could not be
    read or decided. Noting the same run twice changes nothing.
    """
    at = as_text(report.generated_at)
    told = {page.id: said(page.findings) for page in pages(report)}
    rows = []
    for resource, checks in told.items():
        for check, how in checks.items():
            print_ = fingerprint(check, resource)
            rows.append((print_, check, _plain(resource), scope, at, at, how in STANDING))
    sql.executemany(
        "INSERT INTO finding (fingerprint, check_id, resource, scope, first_seen, last_seen, failed) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (fingerprint) DO UPDATE SET scope = excluded.scope, "
        "last_seen = max(last_seen, excluded.last_seen), failed = max(failed, excluded.failed), "
        "reopened_at = CASE WHEN excluded.failed AND fixed_at IS NOT NULL THEN excluded.last_seen "
        "ELSE reopened_at END, "
        "fixed_at = CASE WHEN excluded.failed THEN NULL ELSE fixed_at END",
        rows,
    )
    _close(sql, report, scope, told)


def _close(sql: sqlite3.Connection, report: Report, scope: str, said: Mapping[str, Mapping[str, object]]) -> None:
    stores = {_plain(r.id): r.id for r in report.resources}
    listed = everything_listed(report.coverage, stores.values())
    asked = set(report.scope.checks)
    named = {_plain(id_) for id_ in said}
    fixed = []
    for print_, check, resource, seen_by in sql.execute(
        "SELECT fingerprint, check_id, resource, scope FROM finding WHERE failed AND fixed_at IS NULL"
    ).fetchall():
        if resource in stores:
            passed = check in asked and check not in said[stores[resource]]
        else:
            passed = seen_by == scope and listed and resource not in named
        if passed:
            fixed.append((as_text(report.generated_at), print_))
    sql.executemany("UPDATE finding SET fixed_at = ?, reopened_at = NULL, failed = 0 WHERE fingerprint = ?", fixed)


def is_back(life: Life | None, status: FindingStatus) -> bool:
    """Tell whether a finding stands that had been fixed."""
    stands = status is not FindingStatus.UNKNOWN
    return life is not None and stands and (life.fixed_at is not None or life.reopened_at is not None)


def _plain(text: str) -> str:
    """SQLite holds UTF-8 only."""
    return text.encode("utf-8", "backslashreplace").decode()
