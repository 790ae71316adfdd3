"""Runs a command and returns what the operating system says it cost."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall and CPU seconds and peak resident memory of the largest process, in MiB."""

    wall: float
    cpu: float
    memory: float
    status: int


def run(command: Sequence[str], env: Mapping[str, str], cwd: Path, log: Path) -> Cost:
    """Run ``command`` to its end; its output goes to ``log``."""
    start = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(list(command), env=dict(env), cwd=cwd, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(
        wall=time.perf_counter() - start,
        cpu=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss / 1024,
        status=process.returncode,
    )
