"""Inspects a text or a table as a file of its own."""

from collections.abc import Sequence

from tests.corpus.case import table

from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource
from exposurecheck.model.inspection import Inspection


def in_text(text: str, name: str = "a.txt") -> Inspection:
    """Return what is in a file that holds ``text``."""
    return inspect(name, MemorySource(text.encode()), secret=b"t" * 32).inspection


def in_rows(rows: Sequence[Sequence[object]], name: str = "a.csv") -> Inspection:
    """Return what is in a file of rows, the first of them the header."""
    return in_text(table(rows), name)
