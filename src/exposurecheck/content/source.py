"""Where bytes come from: a file, memory, or ranges of an object in a cloud."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from exposurecheck.model.gap import Gap


class SourceError(Exception):
    """The bytes could not be fetched; carries the gap that says why."""

    def __init__(self, gap: Gap) -> None:
        """Keep ``gap`` for the report."""
        super().__init__(f"{gap.resource}: {gap.fact} {gap.reason}")
        self.gap = gap


class ByteSource(Protocol):
    """Random access to the bytes of one object."""

    @property
    def size(self) -> int:
        """Bytes."""
        ...

    def read(self, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``start``, empty at the end; raises ``SourceError``."""
        ...


@dataclass(frozen=True, slots=True)
class MemorySource:
    """Bytes already in memory."""

    data: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    def read(self, start: int, length: int) -> bytes:
        """Return a slice."""
        return self.data[start : start + length]


@dataclass(frozen=True, slots=True)
class FileSource:
    """A local file, opened for each read so that nothing stays open."""

    path: Path
    size: int

    def read(self, start: int, length: int) -> bytes:
        """Return a slice of the file."""
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read(length)
