"""Turns a worker process into one that can only compute: no network, no new programs, no written files, bounded memory.

Parsers of strangers' files are the part of a scanner that gets exploited, so the process that runs them gives up, for
good, what parsing does not need. Three layers, each of which holds where the next is missing: a seccomp filter (Linux,
``seccomp(2)``: the kernel refuses the calls), resource limits (``setrlimit(2)``), and an audit hook (PEP 578: the
interpreter refuses).
"""

import ctypes
import errno
import os
import platform
import resource
import struct
import sys
from pathlib import Path

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_OTHER_CALLING_CONVENTION = 0x40000000
"""System call numbers from here on are the x32 convention's, which would go round the list."""
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_REFUSED: dict[str, tuple[int, ...]] = {
    # socket, connect, bind, sendto, fork, vfork, execve, execveat, ptrace, truncate, rename, mkdir, rmdir, creat, link,
    # unlink, symlink, and their -at kin, io_uring_setup, openat2
    "x86_64": (
        *(41, 42, 49, 44, 57, 58, 59, 322, 101, 76, 82, 83, 84, 85, 86),
        *(87, 88, 258, 263, 264, 265, 266, 316, 425, 437),
    ),
    "aarch64": (198, 203, 200, 206, 221, 281, 117, 45, 34, 35, 36, 37, 38, 276, 425, 437),
}
_OPEN: dict[str, tuple[tuple[int, int], ...]] = {
    # (system call, which argument holds the flags)
    "x86_64": ((2, 1), (257, 2)),
    "aarch64": ((56, 2),),
}
_AUDITED = frozenset(
    {
        "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.exec",
        "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "os.remove", "os.rename", "os.mkdir", "os.rmdir",
        "os.link", "os.symlink", "os.truncate", "shutil.rmtree", "sqlite3.enable_load_extension",
    }
)  # fmt: skip


class JailedError(PermissionError):
    """A parser asked for something that parsing does not need."""


def lock(memory_bytes: int) -> None:
    """Give up writing, the network, new programs and more than ``memory_bytes`` of further memory, for good."""
    limit_memory(memory_bytes)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)
    filter_calls()


def limit_memory(memory_bytes: int) -> None:
    """Let the address space grow by ``memory_bytes`` from where it is; systems without such a limit go on without."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return
    now = int(statm.read_text().split()[0]) * resource.getpagesize()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = now + memory_bytes
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def limit_cpu(seconds: int) -> None:
    """Have the kernel end this process after ``seconds`` more of computing."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def filter_calls() -> bool:
    """Have the kernel refuse the calls of ``_REFUSED`` and opening for writing; False where it cannot."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in _ARCHITECTURE:
        return False
    program = _program(machine)
    libc = ctypes.CDLL(None, use_errno=True)

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]

    holder = Program(len(program) // 8, program)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(holder), 0, 0) == 0)


def _program(machine: str) -> bytes:
    """Return the BPF program: offsets are those of ``struct seccomp_data`` (nr 0, arch 4, args 16)."""
    code = [_op(_LOAD, 4), _op(_JUMP_EQUAL, _ARCHITECTURE[machine], 1, 0), _op(_RETURN, _REFUSE), _op(_LOAD, 0)]
    code += [_op(_JUMP_AT_LEAST, _OTHER_CALLING_CONVENTION, 0, 1), _op(_RETURN, _REFUSE)]
    for number in _REFUSED[machine]:
        code += [_op(_JUMP_EQUAL, number, 0, 1), _op(_RETURN, _REFUSE)]
    for number, argument in _OPEN[machine]:
        code += [
            _op(_JUMP_EQUAL, number, 0, 4),
            _op(_LOAD, 16 + 8 * argument),
            _op(_JUMP_ANY_BIT, _WRITE_FLAGS, 0, 1),
            _op(_RETURN, _REFUSE),
            _op(_RETURN, _ALLOW),
        ]
    return b"".join([*code, _op(_RETURN, _ALLOW)])


def _op(code: int, value: int, true: int = 0, false: int = 0) -> bytes:
    return struct.pack("HBBI", code, true, false, value)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _AUDITED:
        raise JailedError(f"a parser may not call {event}")
    if event == "open":
        _, mode, flags = arguments
        writes = isinstance(mode, str) and set(mode) & set("wax+")
        if writes or (isinstance(flags, int) and flags & _WRITE_FLAGS):
            raise JailedError("a parser may not write files")
