"""Turns JSON documents and JSON Lines into tables of field paths, within a bounded depth."""

from collections.abc import Iterable, Iterator
from itertools import chain

from exposurecheck.content.readers.blocks import Block, TextStream
from exposurecheck.content.readers.escapes import unescape
from exposurecheck.content.readers.json_columns import AlikeLines
from exposurecheck.content.readers.json_events import RecordTooLargeError, stream_records
from exposurecheck.content.readers.json_pieces import comments, pieces
from exposurecheck.content.readers.records import RecordTables
from exposurecheck.content.units import Note, Text, Unit
from exposurecheck.model.inspection import InspectionStatus

_WHOLE = 16 * 2**20
"""Larger documents are read as a stream of events."""
_BLOCK = 8 * 2**20
"""Bytes of lines parsed together: whatever is done for whole columns costs less, the longer they are."""
_TOO_DEEP = Note(InspectionStatus.PARTIAL, "json: nested too deeply to tell its fields apart; read as text")
_BROKEN = Note(InspectionStatus.PARTIAL, "json: broken, cut or nested too deeply; its rest was read as text")


def read_json_lines(stream: TextStream) -> Iterator[Unit]:
    """Yield the records of one JSON document per line; lines that are no JSON become text."""
    import orjson  # noqa: PLC0415 - only what a file needs is imported

    tables, alike = RecordTables(), AlikeLines()
    stream.block_bytes = _BLOCK
    for block in stream:
        strays: list[str] = []
        data = block.utf8
        if (table := alike.parse(data)) is not None:
            yield table
            continue
        lines = [line for line in data.splitlines() if line and not line.isspace()]
        records = _together(lines)
        if records is not None:
            yield from tables.add_all(records)
            continue
        for line in lines:
            try:
                record = orjson.loads(line)
            except orjson.JSONDecodeError:
                try:
                    record = orjson.loads(line.strip(b" \t,\x1e"))
                except orjson.JSONDecodeError:
                    strays.append(line.decode("utf-8", "replace"))
                    continue
            yield from tables.add(record)
        if strays:
            yield _plain_text("\n".join(strays), continues=False)
    yield from tables.flush()
    if tables.too_deep:
        yield _TOO_DEEP
    yield from stream.notes()


def _together(lines: list[bytes]) -> list[object] | None:
    """Parse lines that are one document each in one go; None when any is not."""
    import orjson  # noqa: PLC0415 - only what a file needs is imported

    try:
        records = orjson.loads(b"[%b]" % b",".join(lines))
    except orjson.JSONDecodeError:
        return None
    return records if isinstance(records, list) and len(records) == len(lines) else None


def read_json(stream: TextStream) -> Iterator[Unit]:
    """Yield the records of one JSON document; a broken or cut one as far as it goes, its rest as text."""
    blocks = iter(stream)
    held: list[Block] = []
    size = 0
    for block in blocks:
        held.append(block)
        size += len(block.raw)
        if size > _WHOLE:
            break
    tables = RecordTables()
    if size <= _WHOLE:
        yield from _whole(b"".join(block.utf8 for block in held), tables)
    else:
        yield from _streamed(_Feed(chain(held, blocks)), tables)
    if tables.too_deep:
        yield from _as_text(held)
        yield _TOO_DEEP
    yield from stream.notes()


def _whole(data: bytes, tables: RecordTables) -> Iterator[Unit]:
    """Yield the records of all documents that ``data`` holds, what is in none as text."""
    import orjson  # noqa: PLC0415 - only what a file needs is imported

    try:
        documents: Iterable[tuple[object, bytes]] = [(orjson.loads(data), b"")]
    except orjson.JSONDecodeError:
        documents = pieces(data)
        said = b"\n".join(comments(data)).decode("utf-8", "replace")
        if said:
            yield _plain_text(said, continues=False)
    loose: list[str] = []
    for document, before in documents:
        yield from tables.add(document)
        if before.strip():
            loose.append(before.decode("utf-8", "replace"))
    yield from tables.flush()
    if loose:
        yield _plain_text("\n".join(loose), continues=False)
        yield _BROKEN


class _Feed:
    """A file over blocks that follow on each other; what the parser has not taken when it gives up is left over."""

    def __init__(self, blocks: Iterator[Block]) -> None:
        self._blocks = blocks
        self._ahead: Block | None = None
        self._given: list[Block] = []

    def read(self, size: int, /) -> bytes:
        """Return the next block, whatever its size; nothing after a gap."""
        if size == 0:
            return b""
        block = next(self._blocks, None)
        if block is None or (self._given and not block.continues):
            self._ahead = block
            return b""
        self._given = [block]
        return block.utf8

    def rest(self) -> Iterator[Block]:
        """Return the block in which the parser gave up, and those behind it."""
        return chain(self._given, [self._ahead] if self._ahead else [], self._blocks)


def _streamed(feed: _Feed, tables: RecordTables) -> Iterator[Unit]:
    import ijson  # noqa: PLC0415 - only what a file needs is imported

    try:
        yield from stream_records(feed, tables)
        yield from tables.flush()
    except (ijson.JSONError, RecordTooLargeError, RecursionError, ValueError):
        yield from tables.flush()
        yield from _as_text(feed.rest())
        yield _BROKEN


def _as_text(blocks: Iterator[Block] | list[Block]) -> Iterator[Text]:
    return (_plain_text(block.text, continues=block.continues) for block in blocks)


def _plain_text(text: str, *, continues: bool) -> Text:
    """Return a piece of text with its escapes undone."""
    return Text(unescape(text), continues=continues)
