"""Large pieces reach a worker whole, through memory that neither side can take away or that is not there at all."""

import os
import zlib
from concurrent.futures import CancelledError
from random import Random

import pytest
from tests.content.sandbox_tasks import count, digests

from exposurecheck.content.handover import SIZE, Handover, Window
from exposurecheck.content.sandbox import Failure, Sandbox
from exposurecheck.content.source import MemorySource
from exposurecheck.content.units import Limits

LENGTHS = (1000, 300_000, 2**20, SIZE, SIZE + 5, 7, 2 * SIZE)
DATA = Random(6).randbytes(4 * SIZE)


def _expected() -> list[str]:
    found, position = [], 0
    for length in LENGTHS:
        piece = DATA[position : position + length]
        position += len(piece)
        found.append(f"{len(piece)} {zlib.crc32(piece)}")
    return found


def test_pieces_of_any_length_arrive_as_they_are() -> None:
    with Sandbox(1, Limits()) as sandbox:
        assert sandbox.submit(digests, "a", MemorySource(DATA), lengths=LENGTHS).result() == _expected()


def test_they_do_where_there_is_no_shared_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Handover, "make", classmethod(lambda _cls: None))
    with Sandbox(1, Limits()) as sandbox:
        assert sandbox.submit(digests, "a", MemorySource(DATA), lengths=LENGTHS).result() == _expected()


def test_neither_side_can_pull_the_memory_away() -> None:
    made = Handover.make()
    if made is None:
        pytest.skip("no sealed memory on this system")
    window = Window(os.dup(made.descriptor))
    made.put(b"abc")
    assert window.take(3) == b"abc"
    with pytest.raises(PermissionError):
        os.ftruncate(made.descriptor, 0)
    with pytest.raises(TypeError):
        window._memory[:1] = b"x"
    made.close()
    assert window.take(3) == b"abc"


def test_what_waits_for_a_process_is_dropped_at_the_end() -> None:
    sandbox = Sandbox(1, Limits())
    tasks = [sandbox.submit(count, "a", MemorySource(DATA)) for _ in range(20)]
    first = tasks[0].result()
    sandbox.close()
    assert not isinstance(first, Failure)
    assert any(isinstance(task.exception(), CancelledError) for task in tasks if not task.cancelled())
