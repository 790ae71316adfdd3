"""Turns counts and ranges into bar geometry in percent; the templates draw it as inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from exposurecheck.model.finding import Severity
from exposurecheck.model.inspection import InspectionStatus, Subjects
from exposurecheck.model.report import Report
from exposurecheck.report.overview import Overview, Store

MOST_BARS = 5
_SLIVER = 0.6
"""Percent: a part that exists is never too thin to see."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a stacked bar."""

    name: str
    count: int
    x: float
    width: float


def stacked(counts: Sequence[tuple[str, int]]) -> tuple[Part, ...]:
    """Lay parts side by side over 100 percent; parts of nothing are left out."""
    shown = [(name, count) for name, count in counts if count > 0]
    total = sum(count for _, count in shown)
    widths = [max(100 * count / total, _SLIVER) for _, count in shown]
    scale = 100 / sum(widths) if widths else 1
    parts: list[Part] = []
    x = 0.0
    for (name, count), width in zip(shown, widths, strict=True):
        parts.append(Part(name, count, round(x, 2), round(width * scale, 2)))
        x += width * scale
    return tuple(parts)


def severities(report: Report) -> list[tuple[str, int]]:
    """Count failed findings by severity, gravest first."""
    return [(s.value, getattr(report.summary, s.value)) for s in Severity]


def reaches(overview: Overview) -> list[tuple[str, int]]:
    """Count stores by who can get in, widest first."""
    return [(r.value, len(stores)) for r, stores in overview.by_reach.items()]


def verdicts(report: Report) -> list[tuple[str, int]]:
    """Count stores with and without a verdict."""
    return [("assessed", report.coverage.resources.assessed), ("not_assessed", report.coverage.resources.unknown)]


def contents(report: Report) -> list[tuple[str, int]]:
    """Count the objects that outsiders can read by how much of them was read."""
    seen = report.coverage.objects
    counts = [
        (s.value, seen.inspected if s is InspectionStatus.COMPLETE else getattr(seen, s)) for s in InspectionStatus
    ]
    return [*counts, ("not_opened", max(0, seen.exposed - sum(count for _, count in counts)))]


@dataclass(frozen=True, slots=True)
class RangeBar:
    """One store's people: a bar up to the best number and a whisker from low to high, in percent of the largest."""

    store: Store
    best: float
    low: float
    high: float


def people_bars(stores: Sequence[Store], limit: int = MOST_BARS) -> tuple[RangeBar, ...]:
    """Scale the first ``limit`` stores (already sorted, most people first) to the largest upper bound."""
    shown = stores[:limit]
    top = max((s.subjects.high for s in shown), default=0)

    def scaled(value: int) -> float:
        return round(max(100 * value / top, _SLIVER), 2) if value else 0.0

    def bar(store: Store, people: Subjects) -> RangeBar:
        return RangeBar(store, scaled(people.best), scaled(people.low), scaled(people.high))

    return tuple(bar(s, s.subjects) for s in shown)
