"""Turns a case into what could not be confirmed, why, and what would confirm it; there is always something."""

from collections.abc import Iterator
from dataclasses import dataclass

from exposurecheck.model.base import Bilingual
from exposurecheck.report.case.case import Case
from exposurecheck.report.messages import Value, both


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """One thing that nobody has confirmed."""

    key: str
    what: Bilingual
    how: Bilingual
    """What would confirm it."""


def unconfirmed(case: Case) -> tuple[Unconfirmed, ...]:
    """Return everything that was not confirmed, gravest first."""
    return tuple(_found(case))


def _one(key: str, **values: Value) -> Unconfirmed:
    return Unconfirmed(
        key, both(f"case.unconfirmed.{key}.what", **values), both(f"case.unconfirmed.{key}.how", **values)
    )


def _found(case: Case) -> Iterator[Unconfirmed]:
    if case.fact("exposure.state") is None:
        yield _one("state")
    window = case.value("exposure.window")
    if not isinstance(window, dict):
        yield _one("window")
    elif window.get("from") == "unknown":
        yield _one("start")
    if case.value("exposure.state") in ("X4", "X5"):
        yield _one("extent")
    elif case.value("logs.coverage") != "complete":
        yield _one("views")
    yield _one("outside_paths")
    yield from _unread(case)
    people = case.value("subjects")
    if isinstance(people, dict) and people.get("high") == "unknown":
        yield _one("upper_bound")
    if case.assessment.missing:
        yield _one("facts", n=len(case.assessment.missing))
    if any(rule.unverified for rule in case.pointing):
        yield _one("law")


def _unread(case: Case) -> Iterator[Unconfirmed]:
    overview = case.overview
    if overview is None:
        return
    if overview.undecided:
        yield _one("stores", n=overview.undecided)
    if overview.gaps:
        yield _one("gaps", n=len(overview.gaps))
    if overview.report.scope.content == "off":
        yield _one("content_off")
    elif overview.not_fully_read:
        yield _one("content", n=len(overview.not_fully_read))
