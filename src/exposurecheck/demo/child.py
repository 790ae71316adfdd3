"""Talks to the process that an embedded cloud runs in: its first line names the port, the end of its input ends it."""

import json
import os
import re
import selectors
import signal
import subprocess
import sys
import time
from typing import Final

from exposurecheck.errors import ProviderError

PATIENCE: Final = 10
"""Seconds to wait for the process to answer or to end."""
START: Final = 180.0
"""Seconds to wait for the process to be ready; it takes two or three, and half a minute on a machine that is busy."""
_PORT: Final = re.compile(r'"port": (\d+)}')


def announce(port: int) -> None:
    """Tell the parent the port; nobody reads what is printed from then on, so it goes nowhere instead of piling up."""
    sys.stdout.write(json.dumps({"port": port}) + "\n")
    sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def port_of(process: "subprocess.Popen[str]", what: str, module: str, seconds: float = START) -> int:
    """Return the port that the process listens on; raises ``ProviderError`` when it ends or stays silent instead."""
    return int(told(process, _PORT, f"The {what} of the demo", f"python -m {module}", seconds))


def told(
    process: "subprocess.Popen[str]", wanted: re.Pattern[str], what: str, command: str, seconds: float = START
) -> str:
    """Return the first group of ``wanted`` once the process has written it; raises ``ProviderError`` otherwise."""
    assert process.stdout is not None  # noqa: S101 - opened as a pipe by the caller
    output, written, until = process.stdout.fileno(), "", time.monotonic() + seconds
    with selectors.DefaultSelector() as waiting:
        waiting.register(output, selectors.EVENT_READ)
        while (found := wanted.search(written)) is None:
            if not waiting.select(max(0.0, until - time.monotonic())):
                raise ProviderError(
                    f"{what} did not start within {seconds:.0f} seconds. Run `{command}` to see what it waits for."
                )
            piece = os.read(output, 4096)
            if not piece:
                raise ProviderError(
                    f"{what} did not start: its process ended at once. "
                    f"Run `{command}` to see why; is another program using the port?"
                )
            written += piece.decode(errors="replace")
    return found[1]


def stop(process: "subprocess.Popen[str]") -> None:
    """Close its standard input, which ends it; kill it, and what it has started, when it does not listen."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # it leads a session of its own
        process.wait()
