"""Knows headers that count: the days of a roster, months, periods, weekdays. They look like data and are none."""

import re
from collections.abc import Sequence

_COUNTED = re.compile(
    r"(第?)([0-9]{1,2})(日|月|月分|年|年度|回|回目|週|限|時限|時|期|学期|番|名目|人目|)(?:[(][^()]{1,3}[)])?"
)
_LETTERED = re.compile("([A-ZＡ-Ｚ])(班|組|クラス|チーム|グループ|コース|列|番|勤|直|)")
_DATE = re.compile(r"(?:[0-9]{4}[-/年])?([0-9]{1,2})[-/月]([0-9]{1,2})日?(?:[(][^()]{1,3}[)])?")
_WEEK = {day: place for place, day in enumerate("月火水木金土日")}
_WEEKDAY = re.compile("[(]?([月火水木金土日])(?:曜日?)?[)]?")
_LAST_OF_MONTH = (28, 29, 30, 31)
_FEWEST, _FEWEST_BARE = 3, 5
"""Cells in a row from which they count rather than happen to grow; more where they are nothing but numbers."""
_WIDE = str.maketrans("０１２３４５６７８９（）／－", "0123456789()/-")


def without_series(row: Sequence[str]) -> list[str]:
    """Return the row with words in place of the cells of a series: 1日 2日 3日, 6/29 6/30 7/1, 月 火 水."""
    cells = [cell.strip() for cell in row]
    steps = [_step(cell) for cell in cells]
    begin = 0
    for end in range(1, len(cells) + 1):
        if end < len(cells) and _follows(steps[end - 1], steps[end]):
            continue
        kind = steps[begin]
        if kind is not None and end - begin >= (_FEWEST_BARE if kind[0] == "" else _FEWEST):
            cells[begin:end] = [f"日付{place % 100}" for place in range(begin, end)]
        begin = end
    return cells


def _step(cell: str) -> tuple[str, int, int] | None:
    """Return the kind of a series, the place in it, and the month of a date."""
    plain = cell.translate(_WIDE)
    if match := _COUNTED.fullmatch(plain):
        return match[1] + match[3], int(match[2]), 0
    if match := _LETTERED.fullmatch(plain):
        return f"letter {match[2]}", ord(match[1]), 0
    if match := _DATE.fullmatch(plain):
        return "date", int(match[2]), int(match[1])
    if match := _WEEKDAY.fullmatch(plain):
        return "weekday", _WEEK[match[1]], 0
    return None


def _follows(one: tuple[str, int, int] | None, other: tuple[str, int, int] | None) -> bool:
    if one is None or other is None or one[0] != other[0]:
        return False
    if other[1:] == (one[1] + 1, one[2]):
        return True
    if one[0] == "weekday":
        return (one[1] + 1) % 7 == other[1]
    return other[1] == 1 and (one[1] in _LAST_OF_MONTH or (one[0] in {"月", "月分"} and one[1] == 12))  # noqa: PLR2004 - December
