"""Turns a duty and the moments that are known into dates: one for each clock that may have started."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from exposurecheck.duties.calendar import day_in, guide, last_day
from exposurecheck.duties.condition import Answer, weigh
from exposurecheck.duties.condition import missing as missing_facts
from exposurecheck.duties.derive import ANCHORS
from exposurecheck.duties.facts import Facts
from exposurecheck.duties.regimes import DutyRule
from exposurecheck.duties.schema import DutyText
from exposurecheck.model.duty import Clock


@dataclass(frozen=True, slots=True)
class Timing:
    """By when, from which clock, and what is missing to say so."""

    due: tuple[str, ...]
    clocks: tuple[Clock, ...]
    missing: tuple[str, ...]
    certain: bool = True
    """False where the duty's own condition is not certain."""


def timing(duty: DutyRule, facts: Facts, anchor: str | None = None) -> Timing | None:
    """Return the dates of a duty; None when its own condition is known not to hold and there is no other limit.

    ``anchor``: the clock to follow if it is known; otherwise the earliest one.
    """
    bounds = None if duty.only_if is None else weigh(duty.only_if, facts)
    otherwise = bounds is not None and bounds.most is Answer.NO
    if otherwise and duty.text.else_ is None:
        return None
    missing = () if duty.only_if is None else missing_facts(duty.only_if, facts)
    certain = bounds is None or otherwise or bounds.least is Answer.YES
    if duty.text.promptly:
        return Timing((), (), missing, certain)
    hours = duty.text.hours
    if isinstance(hours, str):
        found = facts.get(hours)
        if not isinstance(found, int):
            return Timing((), (), (*missing, hours), certain)
        hours = found
    names = ANCHORS if duty.text.anchor == "known_at" else (duty.text.anchor,)
    moments = [(name, moment) for name in names if (moment := facts.time(name)) is not None]
    if not moments:
        return Timing((), (), (*missing, duty.text.anchor), certain)
    clocks = tuple(
        Clock(anchor=name, at=moment, due=_due(duty.text, moment, hours, otherwise=otherwise))
        for name, moment in sorted(moments, key=lambda item: item[1])
    )
    chosen = next((clock for clock in clocks if clock.anchor == anchor), clocks[0])
    return Timing(chosen.due, clocks, missing, certain)


def _due(duty: DutyText, moment: datetime, hours: int | None, *, otherwise: bool) -> tuple[str, ...]:
    if hours is not None:
        return ((moment + timedelta(hours=hours)).isoformat(),)
    known_on = moment.date() if duty.zone is None else day_in(moment, _zone(duty.zone))
    if otherwise and duty.else_ is not None:
        return (_iso(date(known_on.year, 12, 31) + timedelta(days=duty.else_.days_after_year_end)),)
    day_one = known_on if duty.day_one == "anchor_day" else known_on + timedelta(days=1)
    if isinstance(duty.days, tuple):
        return tuple(_iso(day) for day in guide(day_one, *duty.days))
    days = duty.days or 1
    if duty.roll_to_open_day:
        return (_iso(last_day(day_one, days)),)
    return (_iso(day_one + timedelta(days=days - 1)),)


def _zone(offset: str) -> timezone:
    minutes = int(offset[1:3]) * 60 + int(offset[4:])
    return timezone(timedelta(minutes=minutes if offset[0] == "+" else -minutes))


def _iso(day: date) -> str:
    return day.isoformat()
