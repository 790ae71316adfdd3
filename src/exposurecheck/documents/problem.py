"""Turns a place in a file and a sentence into a message with the line and a caret under the place."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from exposurecheck.errors import ExposurecheckError

_WIDEST = 110


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one file."""

    path: Path
    message: str
    line: int = 0
    """Counted from 1; 0 when it is about the file as a whole."""
    column: int = 0
    """Counted from 1, in characters."""
    source: str = ""
    """The line as it stands in the file; empty when there is none to show."""

    def __str__(self) -> str:
        if not self.line:
            return f"{self.path}: {self.message}"
        where = f"{self.path}:{self.line}:{self.column}: {self.message}"
        if not self.source.strip():
            return where
        start = max(0, self.column - _WIDEST * 3 // 4)
        shown = _printable(self.source[start : start + _WIDEST])
        number = f"{self.line:>5}"
        return f"{where}\n{number} | {shown}\n{' ' * len(number)} | {' ' * _columns(shown[: self.column - 1 - start])}^"


class DocumentError(ExposurecheckError):
    """A file that cannot be used, with what is wrong in it; rooms turn it into an error of their own."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def _printable(text: str) -> str:
    """Replace what would move the cursor or colour a terminal, one character for one."""
    return "".join(c if unicodedata.category(c)[0] != "C" else " " if c == "\t" else "�" for c in text)


def _columns(text: str) -> int:
    """Count the terminal columns of a text: Japanese characters take two (Unicode Standard Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)
