"""Turns one check file into plain values and the place where each of them stands."""

from pathlib import Path

from exposurecheck.checks.problem import CheckFileError
from exposurecheck.documents.problem import DocumentError
from exposurecheck.documents.text import Document, read_yaml

LARGEST = 256 * 1024
"""Bytes; the longest shipped check has a fiftieth of it."""


def read(path: Path) -> Document:
    """Read one file; raises ``CheckFileError`` with the first thing that is wrong in it."""
    try:
        return read_yaml(path, largest=LARGEST, thing="check")
    except DocumentError as error:
        raise CheckFileError(error.problems) from error
