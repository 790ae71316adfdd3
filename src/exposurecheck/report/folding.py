"""Turns one Japanese sentence into lines of so many terminal cells, where no line breaks a number or a name."""

import re

from rich.cells import cell_len

_UNIT = re.compile(r"[!-~]+(?:〜[!-~]+)?(?:人分|人|件|か所|種類)?|.", re.DOTALL)
"""What stays together: Latin letters and digits with the counter behind them, or one character."""

_NOT_FIRST = frozenset("、。」』)】・ーっゃゅょッャュョ")
"""Characters that no Japanese line begins with (JIS X 4051)."""


def folded(text: str, cells: int) -> str:
    """Break ``text`` into lines of at most ``cells``; something longer than a line is left to the terminal."""
    lines: list[str] = [""]
    for unit in _UNIT.findall(text):
        if cell_len(lines[-1] + unit) <= cells or not lines[-1]:
            lines[-1] += unit
        elif unit in _NOT_FIRST and len(lines[-1]) > 1:
            lines[-1], carried = lines[-1][:-1], lines[-1][-1]
            lines.append(carried + unit)
        else:
            lines.append(unit.lstrip())
    return "\n".join(lines)
