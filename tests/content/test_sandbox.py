"""Whatever a parser does, its object gets a status, the next object is read, and nothing leaves the worker."""

import os
import pickle
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.content import sandbox_tasks as tasks

from exposurecheck.content.sandbox import Failure, Sandbox
from exposurecheck.content.source import FileSource, MemorySource, SourceError
from exposurecheck.content.units import Limits
from exposurecheck.model.gap import Gap, GapReason

LIMITS = Limits(wall_seconds=2.0, cpu_seconds=1, memory_bytes=512 * 2**20)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(1, LIMITS) as pool:
        yield pool


@dataclass
class Remote:
    """Bytes that exist in this process only, and fail where told to."""

    size: int
    fails_at: int = -1

    def read(self, start: int, length: int) -> bytes:
        if 0 <= self.fails_at <= start:
            raise SourceError(Gap(resource="s3://b/k", fact="object", reason=GapReason.DENIED))
        return b"\n" * max(0, min(length, self.size - start))

    def __reduce__(self) -> str:
        raise pickle.PicklingError


def test_ranges_of_a_source_that_lives_in_the_parent_are_served(sandbox: Sandbox) -> None:
    outcome = sandbox.submit(tasks.count, "a.log", Remote(5_000_000)).result()
    assert not isinstance(outcome, Failure)
    assert (outcome.path, outcome.size, outcome.test_values) == ("a.log", 5_000_000, 5_000_000)


def test_files_are_read_by_the_worker(sandbox: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"a\nb\n")
    outcome = sandbox.submit(tasks.count, "a", FileSource(file, 4), byte=ord("b")).result()
    assert not isinstance(outcome, Failure)
    assert outcome.test_values == 1


def test_a_source_that_fails_half_way_raises_its_gap(sandbox: Sandbox) -> None:
    with pytest.raises(SourceError) as raised:
        sandbox.submit(tasks.count, "a", Remote(10_000_000, fails_at=3_000_000)).result()
    assert raised.value.gap.reason is GapReason.DENIED


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        (tasks.crash, "parser_crashed"),
        (tasks.killed, "memory"),
        (tasks.hang, "timeout"),
        (tasks.half_a_message, "timeout"),
        (tasks.spin, "timeout"),
        (tasks.hoard, "memory"),
        (tasks.raises, "parser_crashed"),
    ],
)
def test_whatever_a_parser_does_becomes_a_failure_and_the_next_object_is_read(
    sandbox: Sandbox, task: object, reason: str
) -> None:
    bad = sandbox.submit(task, "bad", MemorySource(b"secret@example.jp"))  # type: ignore[arg-type] # one of several signatures
    good = sandbox.submit(tasks.count, "good", MemorySource(b"\n"))
    outcome = bad.result()
    assert isinstance(outcome, Failure)
    assert outcome.reason == reason
    assert outcome.status == "failed"
    assert "secret" not in outcome.detail
    after = good.result()
    assert not isinstance(after, Failure)
    assert after.test_values == 1


def test_a_worker_is_used_again_and_costs_little(sandbox: Sandbox) -> None:
    first = sandbox.submit(tasks.process_id, "a", MemorySource(b"")).result()
    before = time.perf_counter()
    others = {sandbox.submit(tasks.process_id, "a", MemorySource(b"x" * 1000)).result() for _ in range(200)}
    assert others == {first}
    assert first != os.getpid()
    assert time.perf_counter() - before < 2


def test_secrets_and_cloud_libraries_of_the_parent_do_not_reach_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "synthetic")
    with Sandbox(1, LIMITS) as pool:
        variables = pool.submit(tasks.environment, "a", MemorySource(b"")).result()
        loaded = pool.submit(tasks.modules, "a", MemorySource(b"")).result()
    assert not isinstance(variables, Failure)
    assert not isinstance(loaded, Failure)
    assert not [name for name in variables if name.startswith(("AWS", "GOOGLE", "AZURE", "EXPOSURECHECK"))]
    assert not [name for name in loaded if name.split(".")[0] in {"boto3", "botocore", "google", "azure"}]


@pytest.mark.parametrize("way", ["connect", "program", "write", "append", "temporary", "remove", "fork"])
def test_the_interpreter_of_a_worker_refuses_the_way_out(sandbox: Sandbox, tmp_path: Path, way: str) -> None:
    place = tmp_path / "file"
    place.write_text("kept")
    with socket.create_server(("127.0.0.1", 0)) as server:
        target = str(server.getsockname()[1]) if way == "connect" else str(place)
        stopped = sandbox.submit(tasks.escape, "a", MemorySource(b""), way=way, place=target).result()
    assert stopped in {"JailedError", "PermissionError", "FileNotFoundError"}
    assert place.read_text() == "kept"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter is Linux's seccomp")
@pytest.mark.parametrize("way", ["kernel write", "kernel socket"])
def test_the_kernel_refuses_what_goes_round_the_interpreter(sandbox: Sandbox, tmp_path: Path, way: str) -> None:
    place = tmp_path / "new"
    assert sandbox.submit(tasks.escape, "a", MemorySource(b""), way=way, place=str(place)).result() == "PermissionError"
    assert not place.exists()


def test_a_result_that_holds_code_is_refused(sandbox: Sandbox) -> None:
    outcome = sandbox.submit(tasks.returns_code, "a", MemorySource(b"")).result()
    assert isinstance(outcome, Failure)
    assert outcome.reason == "parser_crashed"


def test_two_workers_run_at_the_same_time() -> None:
    with Sandbox(2, LIMITS) as pool:
        pids = [pool.submit(tasks.process_id, "a", MemorySource(b"")) for _ in range(8)]
        bad = pool.submit(tasks.hang, "a", MemorySource(b""))
        good = [pool.submit(tasks.count, "a", MemorySource(b"\n")) for _ in range(8)]
        assert len({future.result() for future in pids}) <= 2
        assert all(not isinstance(future.result(), Failure) for future in good)
        assert isinstance(bad.result(), Failure)
