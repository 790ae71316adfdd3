"""Turns a text that is nothing but codes or numbers of one form, one a line, into a table of one column."""

import re
from collections import Counter
from collections.abc import Iterator

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.units import Table, Unit

_FEWEST, _LONGEST, _LOOK = 5, 40, 200
"""Lines of a list, characters of a line, and lines looked at."""
_MOSTLY = 0.9
_CODE = re.compile(r"[+A-Za-z0-9][A-Za-z0-9\-]{5,39}")
_LETTER, _DIGIT = re.compile("[A-Za-z]"), re.compile("[0-9]")


def is_code_list(text: str) -> bool:
    """Tell whether nearly all lines of a text are a code of the same form: the same signs in the same places."""
    lines = [line for line in map(str.strip, text[: _LOOK * _LONGEST].splitlines()[:_LOOK]) if line]
    if len(lines) < _FEWEST:
        return False
    forms = Counter(_DIGIT.sub("0", _LETTER.sub("A", line)) for line in lines if _CODE.fullmatch(line))
    form, count = forms.most_common(1)[0] if forms else ("", 0)
    return "0" in form and count >= _MOSTLY * len(lines)


def read_code_list(stream: TextStream) -> Iterator[Unit]:
    """Yield each block's lines as one column without a header."""
    for block in stream:
        if cells := [line.strip() for line in block.text.splitlines() if line.strip()]:
            yield Table(("",), (cells,))
    yield from stream.notes()
