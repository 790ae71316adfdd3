"""Reads dates of birth as people in Japan write them: western, by era, by era letter or code, spreadsheet serials."""

import re
from datetime import date, timedelta

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_LETTERS = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
_CODES = {"1": 1867, "2": 1911, "3": 1925, "4": 1988, "5": 2018}
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(5_000, 46_000)
_WESTERN = re.compile(r"((?:18|19|20)[0-9]{2})(?:[-/.]|年)([0-9]{1,2})(?:[-/.]|月)([0-9]{1,2})日?(?:[T ].{0,24})?")
_SPACED = re.compile(r" ?([年月]) ?| (?=日)")
_COMPACT = re.compile(r"((?:18|19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_ERA = re.compile(r"(明治|大正|昭和|平成|令和)(元|[0-9]{1,2})年([0-9]{1,2})月([0-9]{1,2})日")
_LETTER = re.compile(r"([MTSHR])([0-9]{1,2})[./\-]([0-9]{1,2})[./\-]([0-9]{1,2})", re.IGNORECASE)
_CODE = re.compile(r"([1-5])([0-9]{2})([0-9]{2})([0-9]{2})")
_MONTHS = {
    month: number
    for number, month in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), 1
    )
}
_TRAVEL = re.compile(rf"([0-9]{{1,2}})[ \-]?({'|'.join(_MONTHS)})[ \-]?((?:19|20)[0-9]{{2}})", re.IGNORECASE)
"""As on passports and in lists of passengers: 08AUG1978."""
_ENGLISH = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]((?:19|20)[0-9]{2})")


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse(text: str, *, serials: bool = True) -> date | None:  # noqa: PLR0911 - one return for each way of writing
    """Return the date that ``text`` (folded to half width) is, or None.

    元年 is year 1 of an era; era code 3 is 昭和, and so on.
    """
    text = text.strip()
    for pattern in (_WESTERN, _COMPACT):
        if match := pattern.fullmatch(text if pattern is _COMPACT else _SPACED.sub(r"\1", text)):
            return _safe(*(int(part) for part in match.groups()))
    if match := _ERA.fullmatch(text.replace(" ", "")):
        return _safe(_ERAS[match[1]] + (1 if match[2] == "元" else int(match[2])), int(match[3]), int(match[4]))
    if match := _LETTER.fullmatch(text):
        return _safe(_LETTERS[match[1].upper()] + int(match[2]), int(match[3]), int(match[4]))
    if match := _CODE.fullmatch(text):
        return _safe(_CODES[match[1]] + int(match[2]), int(match[3]), int(match[4]))
    if match := _ENGLISH.fullmatch(text):
        return _safe(int(match[3]), int(match[1]), int(match[2])) or _safe(int(match[3]), int(match[2]), int(match[1]))
    if match := _TRAVEL.fullmatch(text):
        return _safe(int(match[3]), _MONTHS[match[2].upper()], int(match[1]))
    if serials and text.isdecimal() and int(text) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(text))
    return None


def fold(text: str) -> str:
    """Return a date as ``YYYY-MM-DD``, or "" when it is none."""
    found = parse(text)
    return found.isoformat() if found else ""
