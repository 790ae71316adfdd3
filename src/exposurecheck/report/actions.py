"""Turns an overview into its one-sentence verdict and the three things to do first."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import assert_never

from exposurecheck.model.base import Bilingual
from exposurecheck.model.gap import GapReason
from exposurecheck.report.messages import both
from exposurecheck.report.overview import Overview, Reach, Store
from exposurecheck.report.wording import at_most

HOW_MANY = 3


class State(StrEnum):
    """The overall state, gravest first."""

    EXPOSED = "exposed"
    """Strangers can reach personal data."""
    OPEN = "open"
    """Strangers can get in; no personal data was detected in what was inspected."""
    SHARED = "shared"
    """Only named outsiders can get in."""
    UNDECIDED = "undecided"
    """Nothing open was seen, but not everything could be read."""
    CLOSED = "closed"
    """Nothing open was seen, and everything was read."""


def state(overview: Overview) -> State:
    """Judge the whole run; a gap anywhere keeps it from being called closed."""
    if overview.exposed:
        return State.EXPOSED
    if overview.open_stores:
        return State.OPEN
    if overview.by_reach[Reach.NAMED]:
        return State.SHARED
    if overview.undecided or not overview.report.coverage.complete:
        return State.UNDECIDED
    return State.CLOSED


def sentence(overview: Overview) -> Bilingual:
    """Say the overall state in one or two sentences with its numbers."""
    match state(overview):
        case State.EXPOSED:
            first = both("state.exposed.sentence", n=len(overview.open_stores))
            only_strangers = len(overview.exposed) == len(overview.with_people)
            return _together(first, _people("state.exposed.people" if only_strangers else "state.people", overview))
        case State.OPEN:
            return both("state.open.sentence", n=len(overview.open_stores))
        case State.SHARED:
            first = both("state.shared.sentence", n=len(overview.by_reach[Reach.NAMED]))
            return _together(first, _people("state.exposed.people", overview)) if overview.with_people else first
        case State.UNDECIDED:
            return both("state.undecided.sentence", n=overview.undecided)
        case State.CLOSED:
            return both("state.closed.sentence", n=len(overview.stores))
        case never:
            assert_never(never)


def _people(key: str, overview: Overview) -> Bilingual:
    return both(key, n=len(overview.with_people), people=at_most(overview.people))


def _together(first: Bilingual, second: Bilingual) -> Bilingual:
    return Bilingual(ja=first.ja + second.ja, en=f"{first.en} {second.en}")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do now."""

    title: Bilingual
    detail: Bilingual
    stores: tuple[Store, ...] = ()
    """The stores it is about, worst first."""
    permissions: tuple[str, ...] = ()
    """Permissions to grant for the next scan."""


def actions(overview: Overview) -> tuple[Action, ...]:
    """Return the first three of what applies, in the order in which it should be done."""
    return tuple(islice(_applicable(overview), HOW_MANY))


def _applicable(overview: Overview) -> Iterator[Action]:
    if urgent := overview.to_close:
        yield Action(both("action.close.title", n=len(urgent)), both("action.close.detail"), urgent)
    if overview.people.high:
        yield Action(both("action.inform.title"), both("action.inform.detail", people=at_most(overview.people)))
    named = tuple(s for s in overview.by_reach[Reach.NAMED] if s.failed)
    permissions = tuple(g.permission for g in overview.gaps if g.permission and GapReason.DENIED in g.reasons)
    if permissions:
        yield Action(
            both("action.permit.title", n=len(permissions)), both("action.permit.detail"), permissions=permissions
        )
    if named:
        yield Action(both("action.review.title", n=len(named)), both("action.review.detail"), named)
    if overview.not_fully_read:
        unread = overview.not_fully_read
        yield Action(both("action.read.title", n=len(unread)), both("action.read.detail"), unread)
    if any(s.resource.settings.account_guardrail is False for s in overview.stores):
        yield Action(both("action.guardrail.title"), both("action.guardrail.detail"))
    yield Action(both("action.repeat.title"), both("action.repeat.detail"))
