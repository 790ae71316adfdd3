"""Turns binary property lists of Apple systems into tables."""

import plistlib
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.readers.forward import load
from exposurecheck.content.readers.records import RecordTables
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import ReadContext, Unit


def read_plist(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the dictionaries as records."""
    try:
        document = plistlib.loads(load(source, context))
    except (ValueError, ExpatError, RecursionError, OverflowError, TypeError, KeyError) as error:
        raise UnreadableError("plist: broken or cut") from error
    tables = RecordTables()
    yield from tables.add(document)
    yield from tables.flush()
