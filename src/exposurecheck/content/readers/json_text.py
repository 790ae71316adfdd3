"""Turns JSON documents and JSON Lines into tables of field paths, within a bounded depth."""

from collections.abc import Iterator

from exposurecheck.content.readers.blocks import Block, TextStream
from exposurecheck.content.readers.escapes import has_escapes, unescape
from exposurecheck.content.readers.records import RecordTables
from exposurecheck.content.units import Note, ReadContext, Text, Unit
from exposurecheck.model.inspection import InspectionStatus

_WHOLE = 16 * 2**20
"""Larger documents are read as a stream of events."""
_TOO_DEEP = Note(InspectionStatus.PARTIAL, "json is nested too deeply to tell its fields apart; read as text")


def read_json_lines(stream: TextStream, context: ReadContext) -> Iterator[Unit]:
    """Yield the records of one JSON document per line; lines that are no JSON become text."""
    import orjson  # noqa: PLC0415 - only what a file needs is imported

    del context
    tables = RecordTables()
    for block in stream:
        strays: list[str] = []
        for line in block.text.splitlines():
            if not line or line.isspace():
                continue
            try:
                record = orjson.loads(line.strip().rstrip(",").lstrip("\x1e"))
            except orjson.JSONDecodeError:
                strays.append(line)
                continue
            yield from tables.add(record)
        if strays:
            yield _plain_text("\n".join(strays), continues=False)
    yield from tables.flush()
    if tables.too_deep:
        yield _TOO_DEEP
    yield from stream.notes()


def read_json(stream: TextStream, context: ReadContext) -> Iterator[Unit]:
    """Yield the records of one JSON document; a broken or cut one as far as it goes, else as text."""
    del context
    import orjson  # noqa: PLC0415 - only what a file needs is imported

    blocks = iter(stream)
    held: list[Block] = []
    size = 0
    for block in blocks:
        held.append(block)
        size += len(block.text)
        if size > _WHOLE:
            break
    tables = RecordTables()
    if size <= _WHOLE:
        try:
            document = orjson.loads("".join(block.text for block in held))
        except orjson.JSONDecodeError:
            yield from _as_text(held)
            yield Note(InspectionStatus.PARTIAL, "json is broken, cut or nested too deeply; read as text")
        else:
            yield from tables.add(document)
            yield from tables.flush()
            if tables.too_deep:
                yield from _as_text(held)
                yield _TOO_DEEP
    else:
        yield from _as_text(held)
        yield from _as_text(blocks)
    yield from stream.notes()


def _as_text(blocks: Iterator[Block] | list[Block]) -> Iterator[Text]:
    return (_plain_text(block.text, continues=block.continues) for block in blocks)


def _plain_text(text: str, *, continues: bool) -> Text:
    """Return a piece of text with its escapes undone."""
    return Text(unescape(text) if has_escapes(text) else text, continues=continues)
