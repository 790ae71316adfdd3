"""Turns text without columns (logs, notes, source code) into pieces of text."""

from collections.abc import Iterator

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.escapes import unescape
from exposurecheck.content.readers.spaced_out import drawn_together
from exposurecheck.content.units import Text, Unit


def read_plain(stream: TextStream) -> Iterator[Unit]:
    """Yield the text in pieces cut at line ends, escapes undone."""
    for block in stream:
        text = block.text
        yield Text(drawn_together(unescape(text)), continues=block.continues)
    yield from stream.notes()
