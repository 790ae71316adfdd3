"""Turns numbers, times and classes of the model into the words of the report, in both languages."""

from datetime import UTC, datetime

from exposurecheck.model import dates
from exposurecheck.model.base import Bilingual
from exposurecheck.model.inspection import Category, Subjects
from exposurecheck.report.messages import both, has, listed

JST, day, local_time = dates.JST, dates.day, dates.local_time
"""Deadlines are counted, and all times printed, in Japan's zone."""
_KIB = 1024


def people(subjects: Subjects) -> Bilingual:
    """Say how many people: ``1,203〜1,240人`` and ``1,203 to 1,240 people``; persons, never records."""
    if subjects.low == subjects.high:
        return both("people.exact", n=subjects.high)
    return both("people.range", low=subjects.low, high=subjects.high)


def at_most(subjects: Subjects) -> Bilingual:
    """Say the upper bound, on which Japanese thresholds are judged."""
    return both("people.exact" if subjects.low == subjects.high else "people.at_most", n=subjects.high)


def categories(found: tuple[Category, ...]) -> Bilingual:
    """Name the legal categories in short, gravest first."""
    return listed([both(f"category.{c}.short") for c in sorted(found, key=list(Category).index)])


def data_type(detector: str) -> Bilingual:
    """Name what a detector finds; a detector the catalogue does not know keeps its id."""
    key = f"type.{detector.replace('.', '_')}"
    return both(key) if has(key) else Bilingual(ja=detector, en=detector)


def universal_time(at: datetime) -> str:
    """Print an instant in UTC, as logs have it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def size(octets: int) -> str:
    """Print a number of bytes with a binary unit."""
    value = float(octets)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if value < _KIB:
            return f"{value:,.0f} {unit}" if unit == "B" else f"{value:,.1f} {unit}"
        value /= _KIB
    return f"{value:,.1f} TiB"
