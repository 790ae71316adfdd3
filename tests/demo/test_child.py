"""The process of an embedded cloud can neither hold up the demo for ever nor be held up by it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from exposurecheck.demo.child import PATIENCE, port_of, stop, told
from exposurecheck.errors import ProviderError


@contextmanager
def started(program: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        stop(process)


def test_a_process_that_says_nothing_is_not_waited_for_longer_than_told() -> None:
    with (
        started("import sys; sys.stdin.read()") as process,
        pytest.raises(ProviderError, match=r"within 0 seconds\. Run `python -m x` to see what it waits for"),
    ):
        port_of(process, "cloud", "x", seconds=0.2)


def test_a_process_that_ends_is_told_so() -> None:
    with started("raise SystemExit(1)") as process, pytest.raises(ProviderError, match="its process ended at once"):
        port_of(process, "cloud", "x")


def test_what_is_wanted_may_come_in_pieces_and_after_other_things() -> None:
    program = "import time; print('hello'); print('on 12', end='', flush=True); time.sleep(0.2); print('34')"
    with started(program) as process:
        assert told(process, re.compile(r"on (\d+)\s"), "It", "it") == "1234"


def test_what_is_printed_later_never_fills_a_pipe_that_nobody_reads() -> None:
    program = "from exposurecheck.demo.child import announce; announce(17); print('x' * 2**20, flush=True)"
    with started(program) as process:
        assert port_of(process, "cloud", "x") == 17
        assert process.wait(PATIENCE) == 0
