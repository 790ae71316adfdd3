"""Finds where fields meet in runs of digits of fixed-width records: a date of birth right before a phone number."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import Mask

Bytes = NDArray[np.uint8]
_ALIKE = 0.95
"""Share of records in which a run holds such a value at the same place."""
_DATE, _PHONE = 8, 11
_SPACE, _ZERO, _NINE = map(ord, " 09")
_FIRST_YEAR, _LAST_YEAR = 1880, 2100
_MONTHS, _DAYS = 12, 31


def met(page: Bytes) -> list[int]:
    """Return the places in a run of digits, one record a row, where another field begins."""
    digits = (page >= _ZERO) & (page <= _NINE)
    if page.shape[1] <= _DATE or not _mostly((digits | (page == _SPACE)).all(1)):
        return []
    values = np.where(digits, page - _ZERO, 0).astype(np.int64)
    width = page.shape[1]
    dates = _places(_dates(values, digits), _DATE)
    starts: set[int] = set()
    phoned = False
    for begin, end in _free(0, width, dates, _DATE, starts):
        phones = [place for place in _places(_phones(values, digits), _PHONE) if begin <= place <= end - _PHONE]
        phoned |= bool(phones)
        list(_free(begin, end, phones, _PHONE, starts))
    if not phoned and not {0, width - _DATE} & set(dates):  # one in the midst is part of a number
        return []
    return sorted(place for place in starts if 0 < place < width)


def _free(begin: int, end: int, places: list[int], width: int, starts: set[int]) -> Iterator[tuple[int, int]]:
    """Add where values of one width begin and end to ``starts``; yield the stretches between them."""
    for place in places:
        starts |= {place, place + width}
        yield begin, place
        begin = place + width
    yield begin, end


def _places(found: list[bool], width: int) -> list[int]:
    places: list[int] = []
    for place, is_one in enumerate(found):
        if is_one and (not places or place >= places[-1] + width):
            places.append(place)
    return places


def _mostly(mask: Mask) -> bool:
    return bool(mask.mean() >= _ALIKE)


def _dates(values: NDArray[np.int64], digits: Mask) -> list[bool]:
    """Tell at which places most records hold a year, a month and a day, not always the same."""
    found: list[bool] = []
    for place in range(values.shape[1] - _DATE + 1):
        year = values[:, place : place + 4] @ (1000, 100, 10, 1)
        month, day = (values[:, place + at : place + at + 2] @ (10, 1) for at in (4, 6))
        whole = digits[:, place : place + _DATE].all(1)
        fits = (year >= _FIRST_YEAR) & (year < _LAST_YEAR) & (month >= 1) & (month <= _MONTHS) & (day >= 1)
        found.append(_mostly(whole & fits & (day <= _DAYS)) and len(np.unique(year)) > 1)
    return found


def _phones(values: NDArray[np.int64], digits: Mask) -> list[bool]:
    """Tell at which places most records hold a phone number: eleven digits of a mobile, ten of a landline."""
    found: list[bool] = []
    for place in range(values.shape[1] - _PHONE + 1):
        first, second, third = (values[:, place + at] for at in range(3))
        whole, long = digits[:, place : place + _PHONE - 1].all(1), digits[:, place + _PHONE - 1]
        mobile = (second >= 5) & (third == 0) & long  # noqa: PLR2004 - 050, 060, 070, 080, 090
        found.append(_mostly(whole & (first == 0) & (second > 0) & (mobile | ~long)))
    return found
