"""Remembers what was found in objects, so that an object that did not change is not opened again.

What is remembered are the numbers of the report, never a value and never a hash of one: those end with the scan. So
how many different people several objects hold together is remembered as a number too, for exactly these objects.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import zstandard
from pydantic import ValidationError

from exposurecheck.model.base import Model
from exposurecheck.model.inspection import Inspection, Subjects
from exposurecheck.runs.items import damaged
from exposurecheck.runs.times import as_text

_FORGET_AFTER: Final = timedelta(days=60)
_LARGEST: Final = 2**28


class Look(Model):
    """What was found in one object."""

    inspection: Inspection
    members: tuple[Inspection, ...] = ()


def looks(sql: sqlite3.Connection, path: Path, keys: Iterable[str]) -> Mapping[str, Look]:
    """Return what is remembered of the objects with these keys."""
    rows = sql.execute(
        "SELECT key, data FROM inspected WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps([*keys]),),
    )
    opened = zstandard.ZstdDecompressor()
    try:
        return {
            key: Look.model_validate(json.loads(opened.decompress(data, max_output_size=_LARGEST)))
            for key, data in rows
        }
    except (zstandard.ZstdError, ValueError) as error:
        raise damaged(path) from error


def counts(sql: sqlite3.Connection, path: Path, keys: Iterable[str]) -> Mapping[str, Subjects]:
    """Return what is remembered of the people in these sets of objects."""
    rows = sql.execute(
        "SELECT key, data FROM counted WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps([*keys]),),
    )
    try:
        return {key: Subjects.model_validate_json(data) for key, data in rows}
    except ValidationError as error:
        raise damaged(path) from error


def remember(
    sql: sqlite3.Connection,
    found: Mapping[str, Look],
    counted: Mapping[str, Subjects],
    used: Iterable[str],
    at: datetime,
) -> None:
    """Remember new looks and counts, note which old ones were ``used``, and forget what nobody used for long."""
    compressor = zstandard.ZstdCompressor(level=6)
    when = as_text(at)
    rows = []
    for key, look in found.items():
        text = json.dumps(look.model_dump(mode="json"), ensure_ascii=True, separators=(",", ":"))
        rows.append((key, compressor.compress(text.encode("ascii")), when))
    sql.executemany("INSERT OR REPLACE INTO inspected VALUES (?, ?, ?)", rows)
    sql.executemany(
        "INSERT OR REPLACE INTO counted VALUES (?, ?, ?)",
        [(key, subjects.model_dump_json(), when) for key, subjects in counted.items()],
    )
    touched = json.dumps([*used])
    sql.execute("UPDATE inspected SET used = ? WHERE key IN (SELECT value FROM json_each(?))", (when, touched))
    sql.execute("UPDATE counted SET used = ? WHERE key IN (SELECT value FROM json_each(?))", (when, touched))
    old = as_text(at - _FORGET_AFTER)
    sql.execute("DELETE FROM inspected WHERE used < ?", (old,))
    sql.execute("DELETE FROM counted WHERE used < ?", (old,))
