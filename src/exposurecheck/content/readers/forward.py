"""Turns streams and slices into sources, and sources into files, so that every reader can read every container."""

import io
from collections.abc import Callable
from typing import BinaryIO, Protocol

from exposurecheck.content.readers.failures import LimitReachedError, MemberTooLargeError, UnreadableError
from exposurecheck.content.source import ByteSource, MemorySource
from exposurecheck.content.units import ReadContext

_CHUNK = 2**20
_WINDOW = 6 * 2**20
"""Bytes kept of a stream, so that going back a little does not mean starting again."""
_SMALL = 32 * 2**20
"""Members up to here are held in memory, where any reader can move about."""
_FREE = 10 * 2**20
"""Inflated bytes for which the ratio does not matter: small files of zeros compress very well."""
UNKNOWN_SIZE = 2**62


class Stream(Protocol):
    """What decompressors and archive members have in common."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, empty at the end."""
        ...


class ForwardSource:
    """The inflated bytes of a stream, counted against the limits; going far back starts the stream again."""

    def __init__(self, start: Callable[[], Stream], size: int, context: ReadContext) -> None:
        """Read from ``start()``; ``size`` may be ``UNKNOWN_SIZE``."""
        self._start = start
        self._context = context
        self._stream: Stream | None = None
        self._window = bytearray()
        self._begin = 0
        self._counted = 0
        self.size = size
        self.broken = ""
        """Why the stream ended before its end, once it did; what came before is read like any other."""

    def read(self, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``start``.

        Raises ``LimitReachedError``, and ``UnreadableError`` where nothing can be read.
        """
        if self._stream is None or start < self._begin:
            self._stream, self._window, self._begin = self._start(), bytearray(), 0
        while self._begin + len(self._window) < start + length:
            chunk = self._chunk(self._stream)
            if not chunk:
                break
            self._window += chunk
            self._count(self._begin + len(self._window))
            surplus = min(len(self._window) - max(_WINDOW, length), start - self._begin)
            if surplus > 0:
                del self._window[:surplus]
                self._begin += surplus
        offset = start - self._begin
        return bytes(self._window[offset : offset + length])

    def _chunk(self, stream: Stream) -> bytes:
        try:
            return stream.read(_CHUNK)
        except UnreadableError as error:
            if not self._counted:
                raise
            self.broken = str(error)
            return b""

    def _count(self, end: int) -> None:
        if end > self._counted:
            count_inflated(self._context, end - self._counted)
            self._counted = end


def count_inflated(context: ReadContext, size: int) -> None:
    """Count bytes that came out of a decompressor; raises ``LimitReachedError``."""
    spent, limits = context.spent, context.limits
    spent.inflated += size
    if spent.inflated > limits.inflated_bytes:
        raise LimitReachedError(f"inflates to more than {limits.inflated_bytes} bytes")
    if spent.inflated > _FREE + limits.inflation_ratio * spent.stored:
        raise LimitReachedError(f"inflates to more than {limits.inflation_ratio} times its size")


class SliceSource:
    """A stretch of another source."""

    def __init__(self, source: ByteSource, start: int, size: int) -> None:
        """Take ``size`` bytes of ``source`` from ``start``."""
        self._source = source
        self._first = start
        self.size = size

    def read(self, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``start``."""
        return self._source.read(self._first + start, max(0, min(length, self.size - start)))


def settle(source: ByteSource, context: ReadContext) -> ByteSource:
    """Return a member's source that is cheap to move about in: in memory when small.

    Raises ``MemberTooLargeError`` for one whose size is known to be over the limit.
    """
    if source.size != UNKNOWN_SIZE and source.size > context.limits.member_bytes:
        raise MemberTooLargeError
    if source.size > _SMALL:
        return source
    data = source.read(0, source.size)
    if isinstance(source, ForwardSource):
        source.read(source.size, 1)  # only at its end is told whether a stream was whole
    return MemorySource(data)


def load(source: ByteSource, context: ReadContext) -> bytes:
    """Return all bytes of a source; raises ``MemberTooLargeError`` when they are more than one member may have."""
    most = context.limits.member_bytes
    if isinstance(source, MemorySource):
        return source.data
    if source.size != UNKNOWN_SIZE and source.size > most:
        raise MemberTooLargeError
    parts: list[bytes] = []
    position = 0
    while chunk := source.read(position, 4 * _CHUNK):
        parts.append(chunk)
        position += len(chunk)
        if position > most:
            raise MemberTooLargeError
    return b"".join(parts)


class RangeFile(io.RawIOBase):
    """A file whose reads become ranges of a source; nothing is read ahead of what a buffer on top asks for."""

    def __init__(self, source: ByteSource) -> None:
        """Begin at the start of ``source``."""
        self._source = source
        self._position = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the position."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to ``offset``."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._source.size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override] # what BufferedReader passes
        """Fill ``buffer`` from the position."""
        data = self._source.read(self._position, len(buffer))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)


def as_file(source: ByteSource, context: ReadContext, ahead: int = 2**18) -> BinaryIO:
    """Return a seekable file over a source, reading ``ahead`` bytes at a time; streams are held in memory for it."""
    if isinstance(source, MemorySource):
        return io.BytesIO(source.data)
    if isinstance(source, ForwardSource):
        return io.BytesIO(load(source, context))
    return io.BufferedReader(RangeFile(source), buffer_size=ahead)
