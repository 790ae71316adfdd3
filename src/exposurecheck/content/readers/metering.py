"""Counts the bytes that readers fetch, holds them to the budget, and keeps the first ones for sniffing."""

from exposurecheck.content.readers.blocks import HEAD
from exposurecheck.content.readers.failures import BudgetSpentError
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import MemberFacts, ReadContext


class MeteredSource:
    """A source that keeps ``context.bytes_read`` up to date and ends with ``BudgetSpentError``."""

    def __init__(self, source: ByteSource, context: ReadContext) -> None:
        """Count what is read of ``source``."""
        self._source = source
        self._context = context
        self._head = b""
        # Readers that plan for the budget overshoot it by the sniffed head and what alignment adds.
        self._allowed = source.size if context.max_bytes is None else context.max_bytes + min(HEAD, context.max_bytes)
        self._fetched = 0
        self.size = source.size

    def read(self, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``start``; fewer than asked for only at the end."""
        if start + length <= len(self._head) or (start <= len(self._head) and len(self._head) == self.size):
            return self._head[start : start + length]
        if start < len(self._head):
            return self._head[start:] + self._fetch(len(self._head), start + length - len(self._head))
        data = self._fetch(start, length)
        if start == 0 and not self._head:
            self._head = data[:HEAD]
        return data

    def _fetch(self, start: int, length: int) -> bytes:
        length = min(length, self.size - start)
        if length <= 0:
            return b""
        if self._allowed < self.size and self._fetched + length > self._allowed:
            raise BudgetSpentError
        data = self._source.read(start, length)
        while 0 < len(data) < length and (more := self._source.read(start + len(data), length - len(data))):
            data += more
        self._fetched += len(data)
        self._context.bytes_read = min(self.size, self._fetched)
        return data


class MeasuredSource:
    """A file inside a container that remembers how far it was read."""

    def __init__(self, source: ByteSource, facts: MemberFacts) -> None:
        """Keep ``facts.bytes_read`` up to date with what is read of ``source``."""
        self._source = source
        self._facts = facts
        self.size = source.size

    def read(self, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``start``."""
        data = self._source.read(start, length)
        self._facts.bytes_read = max(self._facts.bytes_read, start + len(data))
        return data
