"""Turns candidate duties into rows with their days, and picks the earliest deadline for the first page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from exposurecheck.model.base import Bilingual
from exposurecheck.model.dates import JST
from exposurecheck.model.duty import Duty, RuleResult, RuleState
from exposurecheck.model.report import Report
from exposurecheck.report.case.deadlines import day_of, due_text, last_day, left

_VIEWED = "exposure.state"
"""Fact that says whether the data was only open, or seen."""


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate duty."""

    duty: Duty
    when: Bilingual
    left: Bilingual | None
    """Days left on the day of the report; None when there is no date."""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Obligations:
    """What the law may ask, as far as the report says so."""

    rows: tuple[Row, ...]
    """By date; those without a date last."""
    first: Row | None
    """The earliest deadline."""
    rules: tuple[RuleResult, ...]
    """Likely ones first, then possible, undetermined, and those nothing points to."""

    viewed: Bilingual | None
    """What is known of third parties looking at the data; None when that was not worked out."""

    @classmethod
    def of(cls, report: Report) -> "Obligations":
        """Collect them from ``report``."""
        ordered = sorted(report.duties, key=lambda d: (not d.due, day_of(d.due[0]) if d.due else date.max, d.id))
        rows = tuple(_row(d, report.generated_at) for d in ordered)
        first = next((r for r in rows if r.duty.due), None)
        viewed = next((f.because for f in report.facts if f.name == _VIEWED), None)
        return cls(rows, first, tuple(_by_state(report.rules)), viewed)


def _by_state(rules: Iterable[RuleResult]) -> list[RuleResult]:
    order = list(RuleState)
    return sorted(rules, key=lambda r: order.index(r.state))


def _row(duty: Duty, at: datetime) -> Row:
    today, last = at.astimezone(JST).date(), last_day(duty.due)
    when = due_text(duty.due, promptly=duty.promptly)
    return Row(duty, when, left(last, today), last is not None and last < today)
