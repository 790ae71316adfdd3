"""What the tests of the sandbox run inside it."""

import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from exposurecheck.content.source import ByteSource
from exposurecheck.content.worker import RemoteSource
from exposurecheck.model.inspection import Inspection, InspectionStatus


def count(path: str, source: ByteSource, *, byte: int = 10) -> Inspection:
    """Read everything and count one byte."""
    total, position = 0, 0
    while chunk := source.read(position, 2**20):
        total += chunk.count(byte)
        position += len(chunk)
    return Inspection(path=path, status=InspectionStatus.COMPLETE, size=position, test_values=total)


def process_id(path: str, source: ByteSource) -> int:
    return os.getpid()


def crash(path: str, source: ByteSource) -> None:
    os.abort()


def killed(path: str, source: ByteSource) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang(path: str, source: ByteSource) -> None:
    time.sleep(60)


def half_a_message(path: str, source: ByteSource) -> None:
    """Promise a hundred bytes to the parent, and send one."""
    assert isinstance(source, RemoteSource)
    os.write(source._connection.fileno(), struct.pack("!i", 100) + b"x")
    time.sleep(60)


def spin(path: str, source: ByteSource) -> None:
    while True:
        pass


def hoard(path: str, source: ByteSource) -> int:
    return len(bytearray(4 * 2**30))


def raises(path: str, source: ByteSource) -> None:
    raise ValueError(source.read(0, 100).decode())


def returns_code(path: str, source: ByteSource) -> object:
    return os.system


def environment(path: str, source: ByteSource) -> dict[str, str]:
    return dict(os.environ)


def modules(path: str, source: ByteSource) -> list[str]:
    return sorted(sys.modules)


def escape(path: str, source: ByteSource, *, way: str, place: str) -> str:
    """Try to get out; return what stopped it."""
    ways: dict[str, Callable[[], object]] = {
        "connect": lambda: socket.create_connection(("127.0.0.1", int(place)), timeout=2),
        "program": lambda: subprocess.run(["/bin/true"], check=True),
        "write": lambda: Path(place).write_text("x"),
        "append": lambda: os.open(place, os.O_WRONLY | os.O_APPEND),
        "temporary": tempfile.TemporaryFile,
        "remove": lambda: Path(place).unlink(),
        "fork": os.fork,
        "kernel write": lambda: _libc_call(b"open", place.encode(), os.O_WRONLY | os.O_CREAT, 0o600),
        "kernel socket": lambda: _libc_call(b"socket", socket.AF_INET, socket.SOCK_STREAM, 0),
    }
    try:
        ways[way]()
    except (OSError, RuntimeError) as error:
        return type(error).__name__
    return "out"


def _libc_call(name: bytes, *arguments: object) -> None:
    import ctypes  # noqa: PLC0415 - only this one needs it

    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name.decode())(*arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def digests(path: str, source: ByteSource, *, lengths: tuple[int, ...]) -> list[str]:
    """Read pieces of these lengths, one after the other, and return what tells each from every other."""
    found, position = [], 0
    for length in lengths:
        piece = b""
        while len(piece) < length and (more := source.read(position + len(piece), length - len(piece))):
            piece += more
        position += len(piece)
        found.append(f"{len(piece)} {zlib.crc32(piece)}")
    return found
