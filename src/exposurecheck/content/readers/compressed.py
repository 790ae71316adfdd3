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


def _zstd(file: io.BufferedReader) -> Stream:
    import zstandard  # noqa: PLC0415

    class Zstd:
        def __init__(self) -> None:
            decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
            self._reader = decompressor.stream_reader(file, read_across_frames=True)

        def read(self, size: int, /) -> bytes:
            try:
                return self._reader.read(size)
            except zstandard.ZstdError as error:
                raise ValueError from error

    return Zstd()


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
    "zst": _zstd,
}
