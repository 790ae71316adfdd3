"""Turns a report into what is known of since when each store has been open, with the bars of a chart."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from exposurecheck.report.overview import OUTSIDE, Overview, Store

ROWS = 12
"""Stores in the chart and its table."""

_SLIVER = 0.8
"""Percent: a period that exists is never too short to see."""

_BEFORE = 4
"""The chart begins a quarter of the known time earlier, to show that the beginning itself is not known."""


@dataclass(frozen=True, slots=True)
class Period:
    """One store that outsiders can get into."""

    store: Store
    seen: datetime
    """Open at this time by the earliest scan that is on record; it may have been open before."""
    certain: tuple[float, float]
    """Start and length, in percent of the chart, of the time from the first scan that saw it open to this one."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every store that outsiders can get into, longest known period first."""

    periods: tuple[Period, ...]
    more: int
    start: datetime
    """Left edge of the chart."""
    end: datetime
    """Right edge: the time of this report."""

    @property
    def since(self) -> datetime | None:
        """The earliest time at which a store is known to have been open; None when none is."""
        return min((p.seen for p in self.periods), default=None)

    @classmethod
    def of(cls, overview: Overview) -> "Timeline":
        """Collect the stores that outsiders can get into; those with personal data come first."""
        now = overview.report.generated_at
        found = [(s, _seen(s, now)) for s in overview.stores if s.reach in OUTSIDE and s.failed]
        found.sort(key=lambda pair: (not pair[0].subjects.high, pair[1], pair[0].number))
        shown = found[:ROWS]
        start = min((seen for _, seen in shown), default=now)
        start -= max((now - start) / _BEFORE, timedelta(days=1))
        return cls(tuple(_period(s, seen, start, now) for s, seen in shown), len(found) - len(shown), start, now)


def _seen(store: Store, now: datetime) -> datetime:
    return min((f.first_seen for f in store.failed if f.first_seen is not None), default=now)


def _period(store: Store, seen: datetime, start: datetime, end: datetime) -> Period:
    place = 100 * ((seen - start) / (end - start))
    at = round(min(place, 100 - _SLIVER), 2)
    return Period(store, seen, (at, round(100 - at, 2)))
