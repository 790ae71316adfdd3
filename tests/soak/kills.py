"""Kills scans at random moments, resumes them, and compares the result with that of an undisturbed scan."""

import random
import tempfile
import time
from pathlib import Path

from tests.runs.estate import estate, killed, result, scan
from tests.servers.s3 import StubS3, serving

_AT_MOST = 6
"""Times that one scan is killed before it is left in peace."""


def measure(kills: int) -> None:
    """Print how many scans were killed, and whether any ended differently."""
    chance = random.Random(11)
    with tempfile.TemporaryDirectory() as folder, serving(StubS3(buckets=estate())) as stub:
        whole = Path(folder) / "whole"
        whole.mkdir()
        begun = time.perf_counter()
        assert scan(whole, stub.url).returncode == 0
        lasted = time.perf_counter() - begun
        expected = result(whole)
        done = early = scans = different = 0
        while done < kills:
            home = Path(folder) / f"scan-{scans}"
            home.mkdir()
            scans += 1
            resumed: tuple[str, ...] = ()
            for _ in range(_AT_MOST):
                if done >= kills:
                    break
                begun = time.perf_counter()
                if not killed(home, stub.url, chance.uniform(0.2, lasted), *resumed):
                    # the machine may be quieter than at first; a resumed scan is shorter anyway
                    lasted = lasted if resumed else time.perf_counter() - begun
                    break
                done += 1
                resumed = ("--resume", "latest") if list(home.glob("out/*/resume.sqlite")) else ()
                early += not resumed
            finished = scan(home, stub.url, *resumed) if not (home / "out" / "latest").exists() else None
            if finished is not None and finished.returncode != 0:  # killed after its last step was written down
                print(finished.stderr)
            different += result(home) != expected
    print(
        f"{done} kills in {scans} scans of {lasted:.1f} s: {different} ended differently; {early} came before any step"
    )
