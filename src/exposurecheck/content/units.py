"""What readers turn bytes into: tables and text, the only two shapes detectors know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from exposurecheck.content.source import ByteSource
from exposurecheck.model.inspection import InspectionStatus


@dataclass(frozen=True, slots=True)
class Table:
    """A run of records with the same columns; a large table arrives as several of these."""

    columns: tuple[str, ...]
    """Header texts (or the path of a JSON field); empty strings where there is no header."""
    values: tuple[Sequence[str], ...]
    """One sequence per column, all of the same length; "" for an empty cell."""
    where: str = ""
    """Sheet, table or member inside the object, for example ``Sheet1``; part of no output with values."""
    table: str = ""
    """Same for all parts of one table, so that column statistics can be added up."""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text without columns. Large text arrives in pieces cut at line ends."""

    text: str
    where: str = ""
    continues: bool = False
    """Whether this piece follows directly on the one before."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a container; the inspector sniffs and reads it like any object."""

    name: str
    source: ByteSource


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader has to say about its own coverage."""

    status: InspectionStatus
    reason: str
    """Short and free of content, for example ``3 of 12 members are encrypted``."""
    where: str = ""
    """The member it speaks of (a key of ``ReadContext.members``), or "" for the object as a whole."""


Unit = Table | Text | Member | Note


@dataclass(slots=True)
class Limits:
    """Bounds of one object's inspection."""

    depth: int = 5
    """Containers inside containers."""
    members: int = 10_000
    inflated_bytes: int = 2 * 2**30
    """Total bytes after decompression."""
    inflation_ratio: int = 200
    """Inflated bytes per stored byte, beyond the first 10 MiB."""
    member_bytes: int = 512 * 2**20
    wall_seconds: float = 120.0
    cpu_seconds: int = 120
    memory_bytes: int = 2 * 2**30
    """Address space of the worker process beyond what it starts with."""


class Reader(Protocol):
    """Turns one format's bytes into units."""

    def __call__(self, source: ByteSource, context: "ReadContext") -> Iterator[Unit]:
        """Yield units as they are read, within ``context.limits``."""
        ...


@dataclass(slots=True)
class MemberFacts:
    """What is known about one file inside the object."""

    format: str | None = None
    encoding: str | None = None
    size: int = 0
    """Bytes after decompression; 0 when not known."""
    bytes_read: int = 0
    """Bytes after decompression, up to the last one that was read."""


@dataclass(slots=True)
class Spent:
    """How much of the limits one object has used up, shared by all its members."""

    stored: int = 0
    """Bytes of the object itself."""
    members: int = 0
    inflated: int = 0
    """Bytes after decompression, over all levels."""


@dataclass(slots=True)
class ReadContext:
    """What a reader may know beside the bytes, and what it reports back."""

    name: str
    """Key or path: a hint, never trusted."""
    limits: Limits = field(default_factory=Limits)
    max_bytes: int | None = None
    """Read at most this many bytes of the source; then yield a ``Note`` with status partial."""
    encoding: str | None = None
    """Set by a reader of text."""
    bytes_read: int = 0
    """Kept up to date by the reader."""
    format: str | None = None
    """Set by ``readers.registry.read``: what the bytes are, for example ``csv``."""
    members: dict[str, MemberFacts] = field(default_factory=dict)
    """Set by ``readers.registry.read``: facts about each file inside the object, by the ``where`` that its units carry
    (``a.zip!/b.csv``). A unit whose ``where`` is no key of this belongs to the object itself."""
    spent: Spent = field(default_factory=Spent)
    depth: int = 0
    """Containers around these bytes."""
    damage: str = ""
    """Set by a reader that goes on where its bytes are broken: why they count as read in part."""
