"""Finds where fields meet in runs of digits of fixed-width records: a date of birth right before a phone number."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import Mask
from exposurecheck.content.validators import card_prefix, insurer, luhn, mod11_mynumber

Bytes = NDArray[np.uint8]
_SHORT_INSURER = 6
"""Digits of an insurer's number of 国民健康保険, behind which two spaces stand."""
_ALIKE = 0.95
"""Share of records in which a run holds such a value at the same place."""
_DATE, _PHONE, _CARD, _MY_NUMBER, _INSURER = 8, 11, 16, 12, 8
_FEWEST = 5
"""Records from which a check digit that all have is no chance."""
_SPACE, _ZERO, _NINE = map(ord, " 09")
_FIRST_YEAR, _LAST_YEAR = 1880, 2100
_MONTHS, _DAYS = 12, 31


def met(page: Bytes) -> list[int]:
    """Return the places in a run of digits, one record a row, where another field begins."""
    digits = (page >= _ZERO) & (page <= _NINE)
    if page.shape[1] <= _DATE or not _mostly((digits | (page == _SPACE)).all(1)):
        return []
    values = np.where(digits, page - _ZERO, 0).astype(np.int64)
    starts: set[int] = set()
    checked = [
        rest
        for stretch in _checked(page, (0, page.shape[1]), _CARD, starts)
        for part in _checked(page, stretch, _MY_NUMBER, starts)
        for rest in _checked(page, part, _INSURER, starts)
    ]
    for begin, end in checked:
        starts |= {begin + place for place in _told(values[:, begin:end], digits[:, begin:end])}
    return sorted(place for place in starts if 0 < place < page.shape[1])


def holds_cards(page: Bytes) -> bool:
    """Tell whether records hold numbers of cards at one place."""
    return any(_all_pass(page[:, place : place + _CARD]) for place in range(page.shape[1] - _CARD + 1))


def _told(values: NDArray[np.int64], digits: Mask) -> set[int]:
    """Return where dates and phone numbers begin and end in a stretch."""
    width = values.shape[1]
    starts: set[int] = set()
    dates = _places(_dates(values, digits), _DATE) if width >= _DATE else []
    phoned = False
    for begin, end in _free(0, width, dates, _DATE, starts):
        phones = [place for place in _places(_phones(values, digits), _PHONE) if begin <= place <= end - _PHONE]
        phoned |= bool(phones)
        list(_free(begin, end, phones, _PHONE, starts))
    if not phoned and not {0, width - _DATE} & set(dates):  # one in the midst is part of a number
        return set()
    return starts


def _checked(page: Bytes, stretch: tuple[int, int], width: int, starts: set[int]) -> Iterator[tuple[int, int]]:
    """Add where different numbers of one width with a right check digit begin and end; yield what lies between."""
    begin, end = stretch
    fits = [place for place in range(begin, end - width + 1) if _all_pass(page[:, place : place + width])]
    places = [place for at, place in enumerate(fits) if not at or place >= fits[at - 1] + width]
    yield from _free(begin, end, places, width, starts)


def _all_pass(page: Bytes) -> bool:
    digits = (page >= _ZERO) & (page <= _NINE)
    whole = digits.all(axis=1)
    if page.shape[1] == _INSURER:
        whole |= digits[:, :_SHORT_INSURER].all(axis=1) & (page[:, _SHORT_INSURER:] == _SPACE).all(axis=1)
    if len(page) < _FEWEST or whole.mean() < _ALIKE:
        return False
    numbers = {row.tobytes().decode().strip() for row in page[whole]}
    return len(numbers) >= _FEWEST and sum(map(_CHECKS[page.shape[1]], numbers)) >= _ALIKE * len(numbers)


def _card(number: str) -> bool:
    return card_prefix(number) and luhn(number)


_CHECKS: dict[int, Callable[[str], bool]] = {_CARD: _card, _MY_NUMBER: mod11_mynumber, _INSURER: insurer}


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
