"""Turns a source of text into blocks cut at line ends: all of it, or pieces spread over it within a byte budget."""

from collections.abc import Iterator
from dataclasses import dataclass

from exposurecheck.content.decode import Decoder, guess
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import Note, ReadContext
from exposurecheck.model.inspection import InspectionStatus

HEAD = 64 * 2**10
"""Bytes that sniffing looks at."""
BLOCK = 2 * 2**20
"""Bytes read at a time."""
_SPREAD = 256 * 2**10
"""Smallest piece worth a request when reading pieces spread over an object."""
_PIECES = 16


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that begins and ends with a line, or inside a line longer than a block."""

    raw: bytes
    decoder: Decoder
    continues: bool
    """Whether it follows directly on the block before."""

    @property
    def text(self) -> str:
        """Decode the block; ask once."""
        return self.decoder.decode(self.raw)

    @property
    def is_utf8(self) -> bool:
        """Whether the bytes claim to be UTF-8."""
        return self.decoder.encoding in {"utf-8", "ascii"} and b"\0" not in self.raw

    @property
    def utf8(self) -> bytes:
        """Return the text in UTF-8; bytes that claim to be UTF-8 already are handed on unchecked."""
        if self.is_utf8:
            return self.raw
        return self.text.encode("utf-8", "replace")


def plan(size: int, budget: int | None) -> list[tuple[int, int]]:
    """Return (start, length) of the pieces to read: everything, or the head and pieces spread over the rest."""
    if budget is None or size <= budget:
        return [(0, size)]
    head = max(budget // 2, min(budget, HEAD))
    pieces = min((budget - head) // _SPREAD, _PIECES)
    if pieces < 1:
        return [(0, budget)]
    length = (budget - head) // pieces
    room = size - head
    starts = [head + (room - length) * (index + 1) // pieces & ~3 for index in range(pieces)]  # UTF-32 has 4 bytes
    return [(0, head), *((start, length) for start in starts[:-1]), (starts[-1], size - starts[-1])]


def _emptied(pieces: list[bytes | memoryview]) -> bytes:
    """Return pieces as one, and let go of them."""
    whole = b"".join(pieces)
    pieces.clear()
    return whole


class TextStream:
    """The text of a source: ``head`` to sniff from, then all blocks in order."""

    def __init__(self, source: ByteSource, context: ReadContext, head: bytes) -> None:
        """Begin with ``head``, the first bytes of the source."""
        found = guess(head)
        self._source = source
        self._context = context
        # Only the object itself can be read in pieces; what is inflated has to be read from its start.
        self._budget = context.max_bytes if context.depth == 0 else None
        self._bom = found.bom
        self._decoder = Decoder(found.encoding)
        self.block_bytes = BLOCK
        self._blocks = self._read()
        self._first = next(self._blocks, None)
        self.head = self._first.text if self._first else ""
        context.encoding = self._name()

    def __iter__(self) -> Iterator[Block]:
        """Yield every block once; the first is ``head``."""
        first, self._first = self._first, None
        if first:
            yield first
        del first  # makes room for the next
        yield from self._blocks
        self._context.encoding = self._name()

    def _name(self) -> str:
        """Return the encoding as people name it: with a byte order mark, the order goes without saying."""
        name = self._decoder.encoding
        if self._bom and name.startswith(("utf-16", "utf-32")):
            return name[:6]
        return "iso2022_jp" if name == "iso2022_jp_ext" else name

    def redecode(self, data: bytes) -> str:
        """Return text for what ``Block.utf8`` gave, whether it was UTF-8 or only claimed to be."""
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return self._decoder.decode(data)

    def notes(self) -> Iterator[Note]:
        """Yield what has to be said after the last block."""
        if self._decoder.damaged:
            yield Note(InspectionStatus.PARTIAL, "some of the text fits no known encoding")
        if self._budget is not None and self._source.size > self._budget:
            share = 100 * self._budget / self._source.size
            yield Note(InspectionStatus.PARTIAL, f"{share:.2g} % of the bytes were read, spread over the object")

    def _read(self) -> Iterator[Block]:
        for start, length in plan(self._source.size, self._budget):
            yield from self._piece(start, start + length)

    def _piece(self, start: int, end: int) -> Iterator[Block]:
        """Yield the lines that lie wholly inside one piece."""
        position, carry, continues = start, b"", False
        while position < end:
            chunk = self._source.read(position, min(self.block_bytes, end - position))
            if not chunk:
                break
            position += len(chunk)
            whole = chunk.rfind(b"\n") + 1 if continues and self._bytewise(chunk) else 0
            if whole:
                pieces: list[bytes | memoryview] = [carry, memoryview(chunk)[:whole]]
                carry, chunk = chunk[whole:], b""
                yield Block(_emptied(pieces), self._decoder, continues)
                continue
            data = carry + chunk if carry else chunk
            if not continues:
                data = data[self._bom :] if start == 0 else self._after_line_end(data)
            self._decoder.look(data)
            cut = self._decoder.cut(data)
            if position >= self._source.size and self._whole(data[cut:]):
                cut = len(data)
            carry = data[cut:]
            if cut:
                yield Block(data[:cut], self._decoder, continues)
            continues = True
        if carry and (position >= self._source.size or not self._source.read(position, 1)):
            yield Block(carry, self._decoder, continues)

    def _whole(self, rest: bytes) -> bool:
        """Tell whether the last line, which has no end, is not cut inside a character."""
        try:
            rest.decode(self._decoder.encoding)
        except UnicodeDecodeError:
            return False
        return True

    def _bytewise(self, chunk: bytes) -> bool:
        """Tell whether a byte that looks like a line end is one, and nothing is left to find out about the encoding."""
        encoding = self._decoder.encoding
        return chunk.isascii() if encoding == "ascii" else encoding == "utf-8"

    def _after_line_end(self, data: bytes) -> bytes:
        newline = "\n".encode(self._decoder.encoding)
        found = data.find(newline)
        while found > 0 and found % len(newline):
            found = data.find(newline, found + 1)
        return data[found + len(newline) :] if found >= 0 else b""
