"""Turns the moment something became known into the last day of a Japanese time limit."""

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 2000, 2090
"""Years for which the days of rest are known; the equinoxes beyond are not computed."""
_NEW_YEAR_CLOSED = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
"""Act on Holidays of Administrative Organs (昭和63年法律91号), art. 1(1)(iii)."""


def closed(day: date) -> bool:
    """Tell whether Japanese administrative organs are closed: Saturday, Sunday, national holiday, 12/29 to 1/3."""
    return day.isoweekday() > 5 or (day.month, day.day) in _NEW_YEAR_CLOSED or day in _holidays(day.year)  # noqa: PLR2004 - ISO 8601: 6 and 7


def last_day(day_one: date, days: int) -> date:
    """Return the last of ``days`` calendar days of which ``day_one`` is the first, moved on to an open day.

    Source: PPC guidelines (general rules) 3-5-3-4; the days between are counted whether open or not.
    """
    day = day_one + timedelta(days=days - 1)
    while closed(day):
        day += timedelta(days=1)
    return day


def guide(day_one: date, first: int, last: int) -> tuple[date, date]:
    """Return the days number ``first`` and ``last``, not moved for days of rest: the guide is a matter of haste.

    Source: PPC guidelines (general rules) 3-5-3-3, "within about 3 to 5 days".
    """
    return day_one + timedelta(days=first - 1), day_one + timedelta(days=last - 1)


def day_in(moment: datetime, zone: timezone) -> date:
    """Return the calendar day of an instant where the clock of ``zone`` hangs."""
    return moment.astimezone(zone).date()


@lru_cache(maxsize=128)
def _holidays(year: int) -> frozenset[date]:
    from holidays.countries.japan import Japan  # noqa: PLC0415 - a third of a second that only a date needs

    return frozenset(Japan(years=year))
