"""Writes times so that texts sort as the times do, always in UTC and with the same number of digits."""

from datetime import UTC, datetime


def as_text(at: datetime) -> str:
    """Return for example ``2026-11-23T06:40:00.000000+00:00``."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def as_time(text: str) -> datetime:
    """Return the time that ``as_text`` wrote."""
    return datetime.fromisoformat(text)
