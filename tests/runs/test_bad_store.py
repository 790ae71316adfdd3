"""Whatever the store is or does: a clear message, nothing lost, and the scan's own result is the same."""

import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exposurecheck.audit.memory import Past, conclude
from exposurecheck.checks.catalogue import load
from exposurecheck.duties.facts import Facts
from exposurecheck.errors import RunStoreError
from exposurecheck.model.report import Report
from exposurecheck.runs.database import FILE_NAME, open_for_writing
from exposurecheck.runs.schema import APPLICATION, MIGRATIONS
from exposurecheck.runs.store import RunStore
from tests.report.sample import store
from tests.runs.reports import found, night

REPORT = night(2, [store("a")], [found("anonymous-list", "a")])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


def _damaged(path: Path) -> None:
    with RunStore.open(path) as runs, runs.writing():
        for number in range(1, 40):
            runs.save(night(number, [store(f"s{n}-{number}") for n in range(20)]))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = bytearray(path.read_bytes())
    whole[4096 : len(whole)] = b"\x5a" * (len(whole) - 4096)
    path.write_bytes(whole)


def _no_database(path: Path) -> None:
    path.write_bytes(b"this is a text and no database, whatever its name says" * 40)


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE song (title)")
    connection.execute("INSERT INTO song VALUES ('Lemon')")
    connection.commit()
    connection.close()


def _of_another_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA application_id = 252006674")  # Monotone's, from SQLite's own list
    connection.execute("CREATE TABLE revision (id)")
    connection.commit()
    connection.close()


def _newer(path: Path) -> None:
    open_for_writing(path).close()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE future (x)")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.commit()
    connection.close()


def _a_folder(path: Path) -> None:
    path.mkdir()


BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "damaged": (_damaged, "damaged"),
    "no database": (_no_database, "not a store of earlier runs, or damaged"),
    "foreign": (_foreign, "another program's database"),
    "another program's": (_of_another_program, "another program's database"),
    "newer": (_newer, "written by a newer exposurecheck"),
    "a folder": (_a_folder, "cannot be"),
}


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@pytest.mark.parametrize("kind", BAD)
def test_a_store_that_cannot_be_used_is_left_alone_and_costs_the_scan_nothing_but_its_past(
    path: Path, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    make, message = BAD[kind]
    make(path)
    before = _content(path)
    report = conclude(REPORT, load(), Facts(), Past(path))

    alone = conclude(REPORT, load(), Facts(), Past())
    assert report.model_copy(update={"notes": ()}) == alone
    assert message in report.notes[0].en
    assert message in report.notes[0].ja
    assert message in caplog.text
    assert _content(path) == before


@pytest.mark.parametrize("kind", BAD)
def test_readers_are_told_too(path: Path, kind: str) -> None:
    make, message = BAD[kind]
    make(path)

    with pytest.raises(RunStoreError, match=message), RunStore.read(path) as runs:
        runs.load(runs.runs()[0].id)


def test_a_damaged_run_is_named_and_the_others_can_be_read(path: Path) -> None:
    with RunStore.open(path) as runs, runs.writing():
        runs.save(night(1))
        runs.save(REPORT)
    with sqlite3.connect(path) as connection:
        parts = connection.execute("SELECT parts FROM run WHERE id = ?", (REPORT.run_id,)).fetchone()[0]
        connection.execute("UPDATE item SET data = x'00' WHERE id = json_extract(?, '$.members')", (parts,))
    connection.close()

    with RunStore.read(path) as runs:
        with pytest.raises(RunStoreError, match="a saved run in it is damaged"):
            runs.load(REPORT.run_id)
        assert runs.load(night(1).run_id) == night(1)


def test_two_scans_may_end_at_once(path: Path) -> None:
    reports = [night(number, [store(f"s{number}-{n}") for n in range(60)]) for number in range(1, 9)]
    done: list[Report] = []
    threads = [
        threading.Thread(target=lambda r=r: done.append(conclude(r, load(), Facts(), Past(path)))) for r in reports
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [report.notes for report in done] == [()] * 8
    with RunStore.read(path) as runs:
        assert {run.id for run in runs.runs()} == {report.run_id for report in reports}
        assert all(len(runs.load(report.run_id).resources) == 60 for report in reports)


def test_a_scan_that_never_stops_writing_is_not_waited_for_without_end(path: Path) -> None:
    with RunStore.open(path) as busy, busy.writing():
        impatient = open_for_writing(path, wait=0.2)
        with pytest.raises(RunStoreError, match="another scan is writing"), impatient.writing():
            pass
        impatient.close()


def test_a_full_disk_keeps_nothing_of_this_run_and_everything_of_the_others(path: Path) -> None:
    with RunStore.open(path) as runs:
        with runs.writing():
            runs.save(night(1))
        pages = runs._sql.execute("PRAGMA page_count").fetchone()[0]
        runs._sql.execute(f"PRAGMA max_page_count = {pages}")  # SQLite says the same as for a full disk
        big = night(2, [store(f"store-{number}") for number in range(3_000)])
        with pytest.raises(RunStoreError, match="the disk is full") as told, runs.writing():
            runs.save(big)

    assert "Make room and scan again" in str(told.value)
    with RunStore.read(path) as runs:
        assert [run.id for run in runs.runs()] == [night(1).run_id]
        assert runs.load(night(1).run_id) == night(1)


def test_a_store_of_an_older_version_is_brought_up_to_date_with_all_it_holds(path: Path) -> None:
    with RunStore.open(path) as runs, runs.writing():
        runs.save(REPORT)
    connection = sqlite3.connect(path)
    connection.executescript("DROP TABLE inspected; DROP TABLE counted; PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(RunStoreError, match="written by an older exposurecheck"), RunStore.read(path):
        pass

    with RunStore.open(path) as runs:
        assert runs.load(REPORT.run_id) == REPORT
        runs.remember({}, {}, [], datetime(2026, 11, 23, tzinfo=UTC))


def test_a_new_store_says_whose_it_is(path: Path) -> None:
    open_for_writing(path).close()
    connection = sqlite3.connect(path)

    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    connection.close()


def test_there_is_no_store_to_read_before_the_first_scan(path: Path) -> None:
    with pytest.raises(RunStoreError, match="there is no store of earlier runs"), RunStore.read(path):
        pass
    assert not path.exists()
