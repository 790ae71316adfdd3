"""Turns tasks that arrive on a socket into results, in a process of its own that cannot reach anything else."""

import gc
import io
import pickle
import struct
from multiprocessing.connection import Connection
from pathlib import Path
from resource import getpagesize

from exposurecheck.content.handover import SIZE, Window
from exposurecheck.content.jail import limit_cpu, lock
from exposurecheck.content.source import ByteSource, FileSource, SourceError
from exposurecheck.content.units import Limits
from exposurecheck.model.gap import Gap

READ, RESULT, LAST, RAISED, READY = b"R", b"D", b"L", b"E", b"!"
"""Kinds of messages to the parent; after LAST and RAISED the process ends."""
DATA, SHARED, GAP = b"+", b"=", b"-"
"""Kinds of answers to READ: the bytes themselves, the number of bytes handed over in memory, a gap."""
LENGTH = struct.Struct("!Q")
REQUEST = struct.Struct("!QQ")
_SELDOM = (200_000, 20, 20)
_REPLACE_AT = 512 * 2**20
"""Resident bytes at which a worker asks to be replaced: allocators seldom give memory back."""


class RemoteSource:
    """Bytes that live in the parent process, which fetches each range that is asked for."""

    def __init__(self, connection: Connection, window: Window | None, size: int, head: bytes) -> None:
        """Ask over ``connection`` for everything behind ``head``; large answers come through ``window``."""
        self._connection = connection
        self._window = window
        self._head = head
        self.size = size

    def read(self, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``start``."""
        if start + length <= len(self._head) or (start <= len(self._head) == self.size):
            return self._head[start : start + length]
        self._connection.send_bytes(READ + REQUEST.pack(start, min(length, SIZE)))
        answer = self._connection.recv_bytes()
        if answer[:1] == GAP:
            raise SourceError(Gap.model_validate_json(answer[1:]))
        if answer[:1] == SHARED and self._window is not None:
            return self._window.take(LENGTH.unpack(answer[1:])[0])
        return answer[1:]


def main(descriptor: int, shared: int) -> None:
    """Serve tasks until the parent closes the socket; ``shared`` is memory to read large answers from, or -1."""
    connection = Connection(descriptor)
    window = Window(shared) if shared >= 0 else None
    limits: Limits = pickle.loads(connection.recv_bytes())  # noqa: S301 - written by the parent
    gc.freeze()
    gc.set_threshold(*_SELDOM)  # readers make millions of cells and no cycles
    lock(limits.memory_bytes)
    connection.send_bytes(READY)
    while True:
        try:
            message = connection.recv_bytes()
        except (EOFError, OSError):
            return
        limit_cpu(limits.cpu_seconds)
        if not _serve(connection, window, message):
            return


def _serve(connection: Connection, window: Window | None, message: bytes) -> bool:
    """Run one task; False when this process should not be used again."""
    answer = io.BytesIO()
    try:
        task, path, sent, arguments = pickle.loads(message)  # noqa: S301 - written by the parent
        source: ByteSource = sent if isinstance(sent, FileSource) else RemoteSource(connection, window, *sent)
        answer.write(RESULT)  # in front of what may be many megabytes, which is not copied again
        pickle.dump(task(path, source, **arguments), answer, protocol=pickle.HIGHEST_PROTOCOL)
    except SourceError as error:
        answer = io.BytesIO(RAISED + GAP + error.gap.model_dump_json().encode())
    except MemoryError:
        answer = io.BytesIO(RAISED + b"memory")
    except Exception as error:  # noqa: BLE001 - whatever a parser raises becomes that object's status
        answer = io.BytesIO(RAISED + _place(error).encode())
    else:
        answer.seek(0)
        answer.write(RESULT if _resident() < _REPLACE_AT else LAST)
    view = answer.getbuffer()
    connection.send_bytes(view)
    return view[:1] == RESULT


def _place(error: BaseException) -> str:
    """Return the kind of an error and where it arose; never its message, which may quote content."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {where}"


def _resident() -> int:
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * getpagesize() if statm.exists() else 0
