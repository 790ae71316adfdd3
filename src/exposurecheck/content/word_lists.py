"""Reads the lists of words in ``words/``: one on a line, a word or a regular expression; the first may be a comment."""

from importlib.resources import files


def lines(file: str) -> list[str]:
    """Return the words of a list in the order of the file."""
    text = files("exposurecheck.content").joinpath("words", file).read_text(encoding="utf-8")
    words = list(filter(None, text.splitlines()))
    return words[1:] if text.startswith("#") else words


def any_of(file: str) -> str:
    """Return a regular expression for one of the words of a list; of two that match, the first in the file is taken."""
    return f"(?:{'|'.join(lines(file))})"
