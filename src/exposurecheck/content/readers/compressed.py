"""Turns gzip, bzip2, xz and zstd streams into the bytes they hold, a bounded piece at a time."""

import bz2
import io
import lzma
from collections.abc import Callable
from typing import Protocol

from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.readers.forward import UNKNOWN_SIZE, ForwardSource, RangeFile, Stream
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext

_BUFFER = 2**18
_FED = 2**16
"""Bytes fed at a time; what they stand for is lost where they are broken."""
_SIP = 512
_XZ_MEMORY = 256 * 2**20
_ZSTD_WINDOW = 128 * 2**20


def inflated(source: ByteSource, kind: str, context: ReadContext) -> ForwardSource:
    """Return the inflated bytes of ``source`` as a source of unknown size."""
    return ForwardSource(lambda: _Checked(_OPENERS[kind](_file(source))), UNKNOWN_SIZE, context)


def _file(source: ByteSource) -> io.BufferedReader:
    return io.BufferedReader(RangeFile(source), buffer_size=_BUFFER)


class _Checked:
    """A decompressor whose complaints about broken input have one type."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        try:
            return self._stream.read(size)
        except (OSError, EOFError, ValueError, lzma.LZMAError) as error:
            raise UnreadableError("the compressed stream is broken or cut") from error


class _Machine(Protocol):
    """What inflates one stream, in the standard library's manner."""

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""
        ...

    @property
    def needs_input(self) -> bool:
        """Whether it can give no more of what it was fed."""
        ...

    @property
    def unused_data(self) -> bytes:
        """What it was fed from behind the end."""
        ...

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Return as much as there is, up to a length."""
        ...


class _Streams:
    """Streams behind each other, of which everything before a cut is given: file classes lose their last piece."""

    def __init__(self, file: io.BufferedReader, new: Callable[[], _Machine], broken: type[Exception]) -> None:
        self._file = file
        self._new = new
        self._broken = broken
        self._machine = new()

    def read(self, size: int, /) -> bytes:
        while True:
            if self._machine.eof:
                rest = self._machine.unused_data.lstrip(b"\0") or self._file.read(_FED).lstrip(b"\0")
                if not rest:
                    return b""
                self._machine = self._new()
            elif self._machine.needs_input:
                rest = self._file.read(_FED)
                if not rest:
                    raise EOFError
            else:
                rest = b""
            try:
                data = self._machine.decompress(rest, size)
            except self._broken as error:
                raise ValueError from error
            if data:
                return data


def _gzip(file: io.BufferedReader) -> Stream:
    from isal import igzip_lib  # noqa: PLC0415 - only what a file needs is imported

    broken: type[Exception] = igzip_lib.IsalError  # type: ignore[assignment] # isal's stubs call it an instance
    return _Streams(file, lambda: igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP), broken)


def _xz(file: io.BufferedReader) -> Stream:
    """Bound the dictionary, which the standard library's file class does not offer."""
    return _Streams(file, lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY), lzma.LZMAError)


def _bzip2(file: io.BufferedReader) -> Stream:
    return _Streams(file, bz2.BZ2Decompressor, OSError)


class _Zstd:
    """zstd with a bound on its window, fed so little at a time that what comes out stays small.

    A block of 4 bytes can stand for 128 KiB (RFC 8878, 3.1.1.2).
    """

    def __init__(self, file: io.BufferedReader) -> None:
        import zstandard  # noqa: PLC0415 - only what a file needs is imported

        self._file = file
        self._error = zstandard.ZstdError
        self._new = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj
        self._machine = self._new()
        self._inside = False
        self._ready = bytearray()

    def read(self, size: int, /) -> bytes:
        while len(self._ready) < size and (fed := self._next()):
            try:
                self._ready += self._machine.decompress(fed)
            except self._error as error:
                raise ValueError from error
            self._inside = not self._machine.eof
        if not self._ready and self._inside:
            raise EOFError
        data = bytes(self._ready[:size])
        del self._ready[:size]
        return data

    def _next(self) -> bytes:
        """Return what to feed next, to a new machine where a frame has ended."""
        if not self._machine.eof:
            return self._file.read(_SIP)
        rest = self._machine.unused_data
        self._machine = self._new()
        return rest or self._file.read(_SIP)


_OPENERS: dict[str, Callable[[io.BufferedReader], Stream]] = {
    "gz": _gzip,
    "bz2": _bzip2,
    "xz": _xz,
    "zst": _Zstd,
}
