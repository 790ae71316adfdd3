"""Turns gzip, bzip2, xz and zstd streams into the bytes they hold, a bounded piece at a time."""

import bz2
import io
import lzma
from collections.abc import Callable

from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.readers.forward import UNKNOWN_SIZE, ForwardSource, RangeFile, Stream
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext

_BUFFER = 2**18
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


def _gzip(file: io.BufferedReader) -> Stream:
    from isal import igzip  # noqa: PLC0415 - only what a file needs is imported

    stream: Stream = igzip.GzipFile(fileobj=file)  # type: ignore[no-untyped-call] # isal's stubs leave it out
    return stream


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


class _Xz:
    """xz with a bound on its dictionary, which the standard library's file class does not offer."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self._machine = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)

    def read(self, size: int, /) -> bytes:
        while True:
            if self._machine.eof:
                rest = self._machine.unused_data.lstrip(b"\0") or self._file.read(_BUFFER).lstrip(b"\0")
                if not rest:
                    return b""
                self._machine = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
            elif self._machine.needs_input:
                rest = self._file.read(_BUFFER)
                if not rest:
                    raise EOFError
            else:
                rest = b""
            data = self._machine.decompress(rest, size)
            if data:
                return data


_OPENERS: dict[str, Callable[[io.BufferedReader], Stream]] = {
    "gz": _gzip,
    "bz2": bz2.BZ2File,
    "xz": _Xz,
    "zst": _Zstd,
}
