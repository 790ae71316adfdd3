"""A scan that was killed goes on where it stopped and ends with the same result."""

import json
import os
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exposurecheck.errors import InputError, RunStoreError
from exposurecheck.runs import journal
from tests.runs.estate import SCAN, customers, environment, estate, result, scan
from tests.servers.s3 import Answer, Request, StubS3, serving

AT = datetime(2026, 11, 23, 6, 40, tzinfo=UTC)


@pytest.fixture
def stub() -> Iterator[StubS3]:
    with serving(StubS3(buckets=estate())) as server:
        yield server


def _reads(stub: StubS3) -> Counter[tuple[str, str]]:
    return Counter((r.bucket, r.key) for r in stub.requests if r.operation == "GetObject")


def _noted(home: Path, kind: str) -> int:
    """Return how many steps of ``kind`` the journal holds."""
    for path in (home / "out").rglob(journal.FILE_NAME):
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as sql, suppress(sqlite3.OperationalError):
            return int(sql.execute("SELECT count(*) FROM step WHERE kind = ?", (kind,)).fetchone()[0])
    return 0


def _stop_after(stub: StubS3, home: Path, operation: str, count: int, kind: str = "") -> None:
    """Kill a scan as soon as it has asked ``count`` times for something, and has noted a step of ``kind``."""
    reached, killed = threading.Event(), threading.Event()

    def watch(request: Request) -> Answer | None:
        if request.operation == operation and stub.seen[operation] >= count:
            reached.set()
            killed.wait(30)  # the scan gets no further until it is killed
        return None

    stub.fault = watch
    begun = subprocess.Popen(
        SCAN, cwd=home, env=environment(stub.url, home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert reached.wait(60)
    limit = time.monotonic() + 25
    while kind and not _noted(home, kind) and time.monotonic() < limit:
        time.sleep(0.05)
    begun.kill()
    begun.wait()
    killed.set()
    stub.fault = lambda _request: None


@pytest.mark.parametrize(("operation", "count", "noted"), [("GetBucketPolicy", 5, ""), ("GetObject", 12, "object")])
def test_a_killed_scan_goes_on_and_ends_with_the_same_result(
    stub: StubS3, tmp_path: Path, operation: str, count: int, noted: str
) -> None:
    (tmp_path / "whole").mkdir()
    assert scan(tmp_path / "whole", stub.url).returncode == 0
    (tmp_path / "cut").mkdir()
    _stop_after(stub, tmp_path / "cut", operation, stub.seen[operation] + count, noted)
    stub.requests.clear()
    done = scan(tmp_path / "cut", stub.url, "--resume", "latest")

    assert done.returncode == 0, done.stderr
    assert result(tmp_path / "cut") == result(tmp_path / "whole")
    assert not list((tmp_path / "cut").rglob(journal.FILE_NAME + "*")), "a finished scan leaves no journal"
    assert not list((tmp_path / "cut" / "state").rglob("*.key")), "nor its key"
    if operation == "GetObject":
        assert "GetBucketPolicy" not in {r.operation for r in stub.requests}, "no store is read twice"
        assert max(_reads(stub).values()) == 1
        assert sum(_reads(stub).values()) < 32, "nor every object"


def test_what_a_killed_scan_leaves_holds_no_value_and_opens_with_its_key_only(stub: StubS3, tmp_path: Path) -> None:
    _stop_after(stub, tmp_path, "GetObject", 12)

    left = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert left
    for row in customers(0, 40).decode().splitlines()[1:]:
        assert not any(value.encode() in left for value in row.split(","))
    (key,) = (tmp_path / "state").rglob("*.key")
    assert key.stat().st_mode & 0o077 == 0
    key.unlink()
    done = scan(tmp_path, stub.url, "--resume", "latest")
    assert done.returncode == 2
    assert "its key is not in" in done.stderr
    assert "scan again" in done.stderr.lower()


def test_other_flags_than_before_are_refused(stub: StubS3, tmp_path: Path) -> None:
    _stop_after(stub, tmp_path, "GetObject", 3)
    done = scan(tmp_path, stub.url, "--resume", "latest", "--max-objects", "3", "--content", "full")

    assert done.returncode == 2
    assert "begun with other settings (content)" in done.stderr


def test_a_scan_that_never_began_leaves_nothing(stub: StubS3, tmp_path: Path) -> None:
    stub.fault = lambda _request: Answer(403, b"<Error><Code>InvalidAccessKeyId</Code></Error>")
    done = scan(tmp_path, stub.url)

    assert done.returncode == 2
    assert not (tmp_path / "out").exists()
    assert not list((tmp_path / "state").rglob("*.key"))


def test_there_is_nothing_to_resume_after_a_finished_scan(stub: StubS3, tmp_path: Path) -> None:
    assert scan(tmp_path, stub.url).returncode == 0
    done = scan(tmp_path, stub.url, "--resume", "latest")

    assert done.returncode == 2
    assert "no interrupted scan" in done.stderr


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> journal.Journal:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = journal.begin(tmp_path / "out" / "run", "run", AT, {"content": "sample"})
    assert made is not None
    return made


def test_steps_come_back(begun: journal.Journal, tmp_path: Path) -> None:
    begun.keep("store", "a\udfff", {"x": 1})
    begun.close()
    again = journal.resume("run", tmp_path / "out", {"content": "sample"})

    assert dict(again.steps("store")) == {"a\\udfff": {"x": 1}}
    assert (again.run_id, again.started, again.secret) == ("run", AT, begun.secret)


def test_one_step_comes_back_and_a_step_that_is_gone_is_an_error(begun: journal.Journal) -> None:
    assert begun.keep("store", "a\udfff", {"x": 1})
    assert begun.step("store", "a\udfff") == {"x": 1}
    with pytest.raises(RunStoreError, match="not in it any more"):
        begun.step("store", "b")


@pytest.mark.parametrize(
    "damage", ["UPDATE step SET sealed = x'00112233445566778899aabbccddee'", "UPDATE step SET name = 'b'"]
)
def test_a_journal_that_was_changed_is_refused(begun: journal.Journal, tmp_path: Path, damage: str) -> None:
    begun.keep("store", "a", 1)
    begun.close()
    with sqlite3.connect(begun.path) as connection:
        connection.execute(damage)
    connection.close()

    with pytest.raises(InputError, match="damaged"):
        dict(journal.resume("run", tmp_path / "out", {"content": "sample"}).steps("store"))


def test_a_file_that_is_no_journal_is_refused(begun: journal.Journal, tmp_path: Path) -> None:
    begun.close()
    begun.path.write_bytes(b"not a database" * 100)

    with pytest.raises(InputError, match="scan again without --resume"):
        journal.resume("run", tmp_path / "out", {"content": "sample"})


def test_where_no_key_can_be_kept_the_scan_runs_without_a_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))

    assert journal.begin(tmp_path / "out", "run", AT, {}) is None
    assert not (tmp_path / "out").exists()


def test_keys_that_nobody_asked_for_are_deleted_after_a_week(
    begun: journal.Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun.close()
    (old,) = (tmp_path / "state").rglob("*.key")
    os.utime(old, (1, 1))
    journal.begin(tmp_path / "out" / "next", "next", AT, {})

    assert [path.name for path in (tmp_path / "state").rglob("*.key")] == ["next.key"]


def test_the_terms_of_a_scan_are_kept_with_it(begun: journal.Journal) -> None:
    with sqlite3.connect(begun.path) as connection:
        (terms,) = connection.execute("SELECT terms FROM head").fetchone()
    connection.close()

    assert json.loads(terms) == {"content": "sample"}
