"""Counts the bytes that readers fetch, and keeps the first ones so that sniffing costs no second request."""

from exposurecheck.content.readers.blocks import HEAD
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext


class MeteredSource:
    """A source that keeps ``context.bytes_read`` up to date."""

    def __init__(self, source: ByteSource, context: ReadContext) -> None:
        """Count what is read of ``source``."""
        self._source = source
        self._context = context
        self._head = b""
        self.size = source.size

    def read(self, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``start``."""
        if start + length <= len(self._head):
            return self._head[start : start + length]
        if start < len(self._head):
            data = self._head[start:] + self._fetch(len(self._head), start + length - len(self._head))
        else:
            data = self._fetch(start, length)
        if start == 0 and not self._head:
            self._head = data[:HEAD]
        return data

    def _fetch(self, start: int, length: int) -> bytes:
        if start >= self.size:
            return b""
        data = self._source.read(start, length)
        self._context.bytes_read = min(self.size, self._context.bytes_read + len(data))
        return data
