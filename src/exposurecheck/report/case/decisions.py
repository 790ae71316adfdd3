"""Turns a case into the three decisions that management must take, each with the day by which it is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from exposurecheck.model.base import Bilingual
from exposurecheck.report.case.case import Case
from exposurecheck.report.case.deadlines import Deadline, deadlines
from exposurecheck.report.messages import Value, both

HOW_MANY = 3
_REPORTS = frozenset({"jp.prelim", "jp.mn.prelim", "jp.notify_entruster"})


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that only management can decide."""

    key: str
    """Of the messages ``case.decision.*``."""
    title: Bilingual
    detail: Bilingual
    by: Bilingual | None = None
    """The day by which it is needed."""


def decisions(case: Case) -> tuple[Decision, ...]:
    """Return the first three that apply, most urgent first."""
    return tuple(islice(_applicable(case), HOW_MANY))


def _decision(key: str, by: Bilingual | None = None, **values: Value) -> Decision:
    return Decision(key, both(f"case.decision.{key}.title", **values), both(f"case.decision.{key}.detail"), by)


def _applicable(case: Case) -> Iterator[Decision]:
    exposed = case.value("exposure.state") in ("X1", "X2", "X3", "X4", "X5")
    still_open = () if case.overview is None else case.overview.to_close
    if still_open:
        yield _decision("contain", both("case.decision.at_once"), n=len(still_open))
    elif exposed and case.overview is None:
        yield _decision("confirm", both("case.decision.at_once"))
    due = deadlines(case)
    reports = [one for one in due if one.id in _REPORTS]
    if certain := [one for one in reports if one.state != "undetermined"]:
        yield _decision("report", _by(certain))
    elif reports:
        yield _decision("judge", _by(reports))
    if case.asked("jp.notice") or (exposed and case.people is not None):
        yield _decision("inform")
    if case.assessment.missing:
        yield _decision("facts", n=len(case.assessment.missing))
    if exposed and case.value("logs.coverage") != "complete":
        yield _decision("logs")
    if not exposed:
        yield _decision("past")
    yield _decision("prevent")
    yield _decision("repeat")


def _by(due: list[Deadline]) -> Bilingual | None:
    first = next((one for one in due if one.last is not None), None)
    return None if first is None else first.when
