"""Turns objects into results in worker processes, so that no parser can take the scan down or reach anything.

::

    with Sandbox(2, Limits()) as sandbox:
        future = sandbox.submit(inspect, "a.csv", source, secret=secret)
        outcome = future.result()          # what inspect returned, or a Failure

A worker is a fresh interpreter that inherits neither memory nor environment of this process, locks itself in (``jail``)
and is used for many objects. Bytes that live here are handed to it range by range. A worker that crashes, hangs, or
runs out of memory is replaced; its object becomes a ``Failure``.
"""

import io
import json
import os
import pickle
import queue
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Literal, Self, TypeVar

from exposurecheck.content.handover import SIZE, Handover
from exposurecheck.content.source import ByteSource, FileSource, SourceError
from exposurecheck.content.units import Limits
from exposurecheck.content.worker import DATA, GAP, LAST, LENGTH, READ, REQUEST, RESULT, SHARED
from exposurecheck.model.gap import Gap
from exposurecheck.model.inspection import InspectionStatus

T = TypeVar("T")

_HEAD = 256 * 2**10
"""Bytes sent along with a task, so that small objects need no further exchange."""
AHEAD = 32
"""Objects whose first bytes are fetched while all processes are busy: networks are slow, and most objects small."""
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "TZ", "SYSTEMROOT")
_LIBRARIES = {
    "POLARS_MAX_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "ARROW_IO_THREADS": "1",
    # polars allocates by jemalloc, which otherwise keeps what is let go of for ten seconds
    "_RJEM_MALLOC_CONF": "dirty_decay_ms:100,muzzy_decay_ms:0",
}
"""Settings of libraries in a worker: one thread each, and memory given back at once."""
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); sys.argv[:] = sys.argv[:1];"
    "from exposurecheck.content.worker import main; main({descriptor}, {shared})"
)
_START_SECONDS = 60.0
_NUMPY_PARTS = (("multiarray", "_reconstruct"), ("multiarray", "scalar"), ("numeric", "_frombuffer"))
_TRUSTED = ("exposurecheck.content.", "exposurecheck.model.")
_TRUSTED_NAMES = frozenset(
    {("builtins", name) for name in ("set", "frozenset", "bytearray", "complex", "range")}
    | {("collections", name) for name in ("OrderedDict", "Counter", "defaultdict", "deque")}
    | {("datetime", name) for name in ("date", "datetime", "timedelta", "timezone")}
    | {("numpy", "ndarray"), ("numpy", "dtype")}
    | {(f"numpy.{core}.{part}", name) for core in ("_core", "core") for part, name in _NUMPY_PARTS}
)


@dataclass(frozen=True, slots=True)
class Failure:
    """An object whose inspection did not come to an end."""

    reason: Literal["parser_crashed", "timeout", "memory"]
    detail: str = ""
    """Kind and place of an error, or the signal; never content."""
    status: InspectionStatus = InspectionStatus.FAILED


class _Died(Exception):  # noqa: N818 - an event between two functions of this module
    """The worker is gone."""


class _Late(Exception):  # noqa: N818 - as above
    """The worker took too long."""


class _Unpickler(pickle.Unpickler):
    """Reads results, behind their kind, of a process that has handled hostile bytes: our data types, no functions."""

    def __init__(self, answer: bytes, module: str) -> None:
        stream = io.BytesIO(answer)  # not a copy
        stream.seek(1)
        super().__init__(stream)
        self._module = module

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _TRUSTED_NAMES:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith(_TRUSTED) or module == self._module else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"a result may not hold {module}.{name}")
        return found


class _Worker:
    """One process, and this side of its socket."""

    def __init__(self, limits: Limits) -> None:
        ours, theirs = socket.socketpair()
        # A worker that sends half a message, or reads none, must not hold up this process either.
        at_most = struct.pack("ll", int(limits.wall_seconds), int(limits.wall_seconds % 1 * 1_000_000))
        for direction in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            ours.setsockopt(socket.SOL_SOCKET, direction, at_most)
        environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
        self._handover = Handover.make()
        shared = -1 if self._handover is None else self._handover.descriptor
        boot = _BOOT.format(descriptor=theirs.fileno(), shared=shared)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, arguments of ours
                [sys.executable, "-I", "-B", "-c", boot, json.dumps(sys.path)],
                env=environment | _LIBRARIES,
                pass_fds=(theirs.fileno(), *([shared] if shared >= 0 else [])),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the parent, which then stops its workers
            )
        self._connection = Connection(ours.detach())
        self._limits = limits
        try:
            self._send(pickle.dumps(limits))
            self._receive(time.monotonic() + _START_SECONDS)
        except (_Died, _Late):
            self.stop()
            raise

    def run(self, message: bytes, source: ByteSource) -> bytes:
        """Return the answer to one task, serving the ranges it asks for; raises ``_Died`` and ``_Late``."""
        deadline = time.monotonic() + self._limits.wall_seconds
        self._send(message)
        while True:
            answer = self._receive(deadline)
            if answer[:1] != READ:
                return answer
            start, length = REQUEST.unpack(answer[1:])
            before = time.monotonic()
            try:
                data = self._answer(source.read(start, length))
            except SourceError as error:
                data = GAP + error.gap.model_dump_json().encode()
            deadline += time.monotonic() - before  # waiting for the network is not the parser's time
            self._send(data)

    def _answer(self, data: bytes) -> bytes:
        if self._handover is None or not _HEAD < len(data) <= SIZE:
            return DATA + data
        self._handover.put(data)
        return SHARED + LENGTH.pack(len(data))

    def stop(self) -> int:
        """End the process; return the signal that ended it before, or 0."""
        self._connection.close()
        if self._handover is not None:
            self._handover.close()
            self._handover = None
        try:
            code = self._process.wait(0.2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return 0
        return -code if code < 0 else 0

    def _send(self, data: bytes) -> None:
        try:
            self._connection.send_bytes(data)
        except BlockingIOError as error:
            raise _Late from error
        except OSError as error:
            raise _Died from error

    def _receive(self, deadline: float) -> bytes:
        if not self._connection.poll(max(0.0, deadline - time.monotonic())):
            raise _Late
        try:
            return self._connection.recv_bytes()
        except BlockingIOError as error:
            raise _Late from error
        except (EOFError, OSError) as error:
            raise _Died from error


class Sandbox:
    """A pool of locked-in processes; use it as a context manager."""

    def __init__(self, workers: int, limits: Limits) -> None:
        """Run up to ``workers`` objects at a time, each within ``limits``. Processes start when first needed."""
        self._limits = limits
        self._threads = ThreadPoolExecutor(workers + AHEAD, thread_name_prefix="sandbox")
        self._closing = False
        self._idle: queue.SimpleQueue[_Worker | None] = queue.SimpleQueue()
        for _ in range(workers):
            self._idle.put(None)
        self._workers = workers

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Drop what is waiting, finish what is running, end the processes."""
        self._closing = True
        self._threads.shutdown(wait=True, cancel_futures=True)
        for _ in range(self._workers):
            process = self._idle.get()
            if process is not None:
                process.stop()

    def submit(
        self, task: Callable[..., T], path: str, source: ByteSource, **arguments: object
    ) -> "Future[T | Failure]":
        """Run ``task(path, source, **arguments)`` in a worker; ``task`` is a function of a module, all of it picklable.

        The future raises ``SourceError`` when the bytes could not be fetched.
        """
        return self._threads.submit(self._run, task, path, source, arguments)

    def _run(self, task: Callable[..., T], path: str, source: ByteSource, arguments: dict[str, object]) -> T | Failure:
        sent = source if isinstance(source, FileSource) else (source.size, source.read(0, min(source.size, _HEAD)))
        process = self._idle.get()
        reusable = self._closing
        try:
            if self._closing:
                raise CancelledError
            message = pickle.dumps((task, path, sent, arguments), protocol=pickle.HIGHEST_PROTOCOL)
            process = process or _Worker(self._limits)
            answer = process.run(message, source)
            reusable = answer[:1] == RESULT
            return _outcome(answer, task.__module__)
        except _Late:
            return Failure("timeout", "wall clock")
        except _Died:
            return _post_mortem(process.stop() if process else 0)
        finally:
            if process is not None and not reusable:
                process.stop()
            self._idle.put(process if reusable else None)


def _post_mortem(number: int) -> Failure:
    if number == signal.SIGXCPU:
        return Failure("timeout", "processor time")
    if number == signal.SIGKILL:
        return Failure("memory", "killed by the system")
    return Failure("parser_crashed", signal.Signals(number).name if number else "exit")


def _outcome(answer: bytes, module: str) -> "T | Failure":
    kind = answer[:1]
    if kind in {RESULT, LAST}:
        try:
            result: T = _Unpickler(answer, module).load()
        except (pickle.UnpicklingError, AttributeError, ImportError, EOFError, TypeError, ValueError):
            return Failure("parser_crashed", "the worker's answer is not a result")
        return result
    body = answer[1:]
    if body[:1] == GAP:
        raise SourceError(Gap.model_validate_json(body[1:]))
    if body == b"memory":
        return Failure("memory")
    return Failure("parser_crashed", body.decode("ascii", "replace")[:200])
