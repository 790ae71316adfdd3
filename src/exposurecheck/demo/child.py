"""Talks to the process that an embedded cloud runs in: its first line names the port, the end of its input ends it."""

import json
import subprocess
from typing import Final

from exposurecheck.errors import ProviderError

PATIENCE: Final = 10
"""Seconds to wait for the process to answer or to end."""


def port_of(process: "subprocess.Popen[str]", what: str, module: str) -> int:
    """Return the port that the process listens on; raises ``ProviderError`` when it ended instead."""
    assert process.stdout is not None  # noqa: S101 - opened as a pipe by the caller
    line = process.stdout.readline()
    if not line:
        raise ProviderError(
            f"The {what} of the demo did not start: its process ended at once. "
            f"Run `python -m {module}` to see why; is another program using the port?"
        )
    return int(json.loads(line)["port"])


def stop(process: "subprocess.Popen[str]") -> None:
    """Close its standard input, which ends it; kill it when it does not listen."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
