"""Turns candidate duties, and those that missing facts may bring, into one list of days with the days left."""

from dataclasses import dataclass
from datetime import date, datetime

from exposurecheck.model.base import Bilingual
from exposurecheck.model.dates import JST, day, local_time
from exposurecheck.model.duty import Cited, Clock, Duty, DutyKind, Open
from exposurecheck.report.case.case import Case
from exposurecheck.report.messages import both


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing to do by a day."""

    id: str
    title: Bilingual
    when: Bilingual
    """``2026年12月22日(火)``; ``速やかに(日数の定めなし)`` where the law sets no day."""
    last: date | None
    """The last day, in Japan; None where there is none."""
    days_left: int | None
    """Negative when it has passed."""
    left: Bilingual | None
    kind: DutyKind
    addressee: Bilingual
    basis: Cited
    """Has ``cited``, ``mark`` and ``unverified``."""
    state: str
    """``likely``, ``possible``, or ``undetermined`` for one that only missing facts may bring."""
    working: bool = True
    """False for a later date that counts only once counsel confirms it."""
    clocks: tuple[Clock, ...] = ()
    missing: tuple[str, ...] = ()
    """Facts that it waits for."""


def deadlines(case: Case) -> tuple[Deadline, ...]:
    """Return what is likely or possible by day, then what has no day, then what missing facts may bring."""
    certain = [_deadline(duty, case.today) for duty in case.assessment.duties]
    shown = {one.id for one in certain}
    pending = [_pending(item, case.today) for item in case.assessment.open if item.id not in shown]
    return tuple(sorted(certain, key=_order) + sorted(pending, key=_order))


def earliest(case: Case) -> Deadline | None:
    """Return the deadline that comes first of those that are likely or possible; None when none has a day."""
    return next((one for one in deadlines(case) if one.last is not None and one.state != "undetermined"), None)


def _order(one: Deadline) -> tuple[bool, date, str]:
    return one.last is None, one.last or date.max, one.id


def _deadline(duty: Duty, today: date) -> Deadline:
    last = last_day(duty.due)
    return Deadline(
        id=duty.id,
        title=duty.title,
        when=due_text(duty.due, promptly=duty.promptly),
        last=last,
        days_left=None if last is None else (last - today).days,
        left=left(last, today),
        kind=duty.kind,
        addressee=duty.addressee_text,
        basis=duty,
        state=duty.state,
        working=duty.working,
        clocks=duty.clocks,
        missing=duty.missing,
    )


def _pending(item: Open, today: date) -> Deadline:
    last = last_day(item.due)
    return Deadline(
        id=item.id,
        title=item.title,
        when=due_text(item.due, promptly=item.promptly),
        last=last,
        days_left=None if last is None else (last - today).days,
        left=left(last, today),
        kind=item.kind,
        addressee=item.addressee_text or Bilingual(ja="", en=""),
        basis=item,
        state="undetermined",
        missing=item.missing,
    )


def due_text(due: tuple[str, ...], *, promptly: bool) -> Bilingual:
    """Say by when: a day, the first and last day of a guide, "promptly", or that no day can be given."""
    if not due:
        return both("duties.promptly" if promptly else "duties.no_date")
    days = [local_time(datetime.fromisoformat(d)) if "T" in d else day(date.fromisoformat(d)) for d in due]
    return days[0] if len(days) == 1 else both("duties.between", first=days[0], last=days[-1])


def last_day(due: tuple[str, ...]) -> date | None:
    """Return the last day in Japan; None where there is none."""
    return day_of(due[-1]) if due else None


def day_of(text: str) -> date:
    """Return the day in Japan of a day or an instant."""
    return datetime.fromisoformat(text).astimezone(JST).date() if "T" in text else date.fromisoformat(text)


def left(last: date | None, today: date) -> Bilingual | None:
    """Say how many days are left, or by how many it is overdue."""
    if last is None:
        return None
    days = (last - today).days
    return both("duties.left", n=days) if days >= 0 else both("duties.over", n=-days)
