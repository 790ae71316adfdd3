"""The first time that a run knew is never moved or deleted."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from exposurecheck.audit.memory import Past, conclude
from exposurecheck.checks.catalogue import load
from exposurecheck.duties.facts import Facts
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.inspection import Category
from exposurecheck.model.report import Report
from exposurecheck.runs.store import RunStore
from tests.report.sample import personal, store
from tests.runs.reports import FIRST_NIGHT, night

MY_NUMBERS = personal((Category.MY_NUMBER,), 12, 12, 12, "jp.my_number")
EXPOSED = store("hr", ExposureClass.ANONYMOUS_READ, data=MY_NUMBERS)
SHUT = store("hr")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs.sqlite"


def _known_at(report: Report) -> object:
    return next((fact.value for fact in report.facts if fact.name == "known_at.misconfiguration"), None)


def _scan(path: Path, number: int, *stores: object) -> Report:
    return conclude(night(number, stores), load(), Facts(), Past(path))  # type: ignore[arg-type]


def _due(report: Report) -> dict[str, tuple[str, ...]]:
    return {duty.id: duty.due for duty in report.duties if duty.due}


def test_time_limits_run_from_the_first_night_and_not_from_this_one(path: Path) -> None:
    first, tenth = _scan(path, 1, EXPOSED), _scan(path, 10, EXPOSED)

    assert _due(first)
    assert _due(first) == _due(tenth)
    assert _known_at(first) == _known_at(tenth)


def test_without_a_past_they_run_from_this_night(path: Path) -> None:
    alone = conclude(night(10, [EXPOSED]), load(), Facts(), Past())

    assert _due(alone) != _due(_scan(path, 1, EXPOSED))


def test_closing_and_opening_again_does_not_move_it(path: Path) -> None:
    first = _scan(path, 1, EXPOSED)
    _scan(path, 2, SHUT)

    assert _known_at(_scan(path, 3, EXPOSED)) == _known_at(first)


def test_a_store_that_nobody_outside_can_reach_starts_nothing(path: Path) -> None:
    _scan(path, 1, store("hr", data=MY_NUMBERS), store("empty", ExposureClass.ANONYMOUS_READ))

    with RunStore.read(path) as runs:
        assert runs.first_known({}, FIRST_NIGHT, "x") is None
    assert _known_at(_scan(path, 2, EXPOSED)) == str((FIRST_NIGHT + timedelta(days=1)).isoformat())


@pytest.fixture
def table(path: Path) -> Iterator[sqlite3.Connection]:
    _scan(path, 1, EXPOSED)
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE first_known SET known_at = '2027-01-01T00:00:00.000000+00:00'",
        "DELETE FROM first_known",
        "INSERT OR REPLACE INTO first_known SELECT resource, category, '2027-01-01', run FROM first_known",
        "REPLACE INTO first_known SELECT resource, category, '2020-01-01', run FROM first_known",
        "INSERT INTO first_known SELECT * FROM first_known WHERE 1 ON CONFLICT DO UPDATE SET known_at = '2020-01-01'",
    ],
)
def test_the_database_itself_refuses(table: sqlite3.Connection, attempt: str) -> None:
    before = table.execute("SELECT * FROM first_known").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        table.execute(attempt)

    assert table.execute("SELECT * FROM first_known").fetchall() == before
    assert len(before) == 1
