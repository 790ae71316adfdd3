"""Remembers when a run first knew that outsiders can reach personal data: the start of legal time limits.

A time limit runs from when the company knew, and a corporation knows when any of its departments does. So what is
noted here is never moved or deleted: not by a later scan, not by a fix, and the database itself refuses it.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime

from exposurecheck.model.inspection import Category
from exposurecheck.runs.times import as_text, as_time

Exposed = Mapping[str, tuple[Category, ...]]
"""Id of a store to the classes of personal data in it that outsiders can reach."""


def note(sql: sqlite3.Connection, exposed: Exposed, at: datetime, run: str) -> None:
    """Note what is not known yet; what is known stays as it is."""
    sql.executemany(
        "INSERT INTO first_known (resource, category, known_at, run) SELECT ?1, ?2, ?3, ?4 "
        "WHERE NOT EXISTS (SELECT 1 FROM first_known WHERE resource = ?1 AND category = ?2)",
        [(resource, category, as_text(at), run) for resource, found in exposed.items() for category in found],
    )


def earliest(sql: sqlite3.Connection, resources: Iterable[str]) -> datetime | None:
    """Return when the first of these stores was first known; None when none is."""
    wanted = set(resources)
    rows = sql.execute("SELECT resource, min(known_at) FROM first_known GROUP BY resource")
    return min((as_time(at) for resource, at in rows if resource in wanted), default=None)
