"""Writes days and instants as readers of Japanese and English expect them, in Japanese years where asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta, timezone

from exposurecheck.model.base import Bilingual

JST = timezone(timedelta(hours=9), "JST")
_WEEKDAYS = "月火水木金土日"
_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
)
"""First days. Source: 元号を改める政令 (平成31年政令143号 and its forerunners) under 元号法 (昭和54年法律43号)."""
_JAPANESE_YEARS: ContextVar[bool] = ContextVar("japanese_years", default=False)
"""Belongs to the reader, not to any report, so it is not handed through every renderer."""


@contextmanager
def japanese_years(on: bool = True) -> Iterator[None]:
    """Count years by era (令和8年) in the Japanese texts written meanwhile."""
    token = _JAPANESE_YEARS.set(on)
    try:
        yield
    finally:
        _JAPANESE_YEARS.reset(token)


def year(on: date) -> str:
    """Write the Japanese year: ``2026年``, or ``令和8年`` where eras are asked for."""
    if _JAPANESE_YEARS.get():
        for first, name in _ERAS:
            if on >= first:
                count = on.year - first.year + 1
                return f"{name}{'元' if count == 1 else count}年"
    return f"{on.year}年"


def plain_day(on: date) -> Bilingual:
    """Write a day without its weekday: ``2026年11月26日`` and ``26 November 2026``."""
    return Bilingual(ja=f"{year(on)}{on.month}月{on.day}日", en=f"{on.day} {on:%B %Y}")


def day(on: date) -> Bilingual:
    """Write a day with its weekday: ``2026年11月26日(木)`` and ``Thu 26 Nov 2026``."""
    return Bilingual(ja=f"{plain_day(on).ja}({_WEEKDAYS[on.weekday()]})", en=f"{on:%a} {on.day} {on:%b} {on.year}")


def local_time(at: datetime) -> Bilingual:
    """Write an instant in Japan's time: ``2026年11月23日(月) 15:40(JST)``."""
    local = at.astimezone(JST)
    on = day(local.date())
    return Bilingual(ja=f"{on.ja} {local:%H:%M}(JST)", en=f"{on.en}, {local:%H:%M} JST")
