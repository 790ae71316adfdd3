"""Turns conditions over facts into one of four answers: yes, perhaps, no, or not known, with what is missing.

A condition has a lower and an upper answer, because an unknown fact may turn out either way. Knowing more can only
bring the two closer, so no verdict is ever taken back unless a new fact contradicts a condition.
"""

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import assert_never

from exposurecheck.duties.facts import Facts, Range, Tri
from exposurecheck.model.duty import RuleState


class Answer(IntEnum):
    """How firmly a condition holds."""

    NO = 0
    PERHAPS = 1
    """It rests on a suspicion, or on a count whose range straddles the threshold."""
    YES = 2


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a condition can turn out to be."""

    least: Answer
    most: Answer

    @property
    def state(self) -> RuleState:
        """The state of a rule with this condition."""
        if self.most is Answer.NO:
            return RuleState.NO_POINTING_FACTS
        if self.least is Answer.NO:
            return RuleState.UNDETERMINED
        return RuleState.LIKELY if self.least is Answer.YES else RuleState.POSSIBLE


_UNKNOWN = Bounds(Answer.NO, Answer.YES)


@dataclass(frozen=True, slots=True)
class Is:
    """A fact that is true, or that is suspected at least."""

    fact: str
    values: tuple[str, ...]
    """Choices that satisfy it; for true, suspected and false: ``true`` or ``false``."""
    unknown_at: tuple[str, ...] = ()
    """Choices that leave the condition open."""


@dataclass(frozen=True, slots=True)
class Over:
    """A count of people over a threshold; the upper bound decides."""

    fact: str
    threshold: int
    inclusive: bool


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


Atom = Is | Over
Condition = Atom | All | Some | Not


def weigh(condition: Condition, facts: Facts) -> Bounds:
    """Answer a condition."""
    match condition:
        case Is():
            return _is(condition, facts)
        case Over():
            return _over(condition, facts)
        case All():
            parts = [weigh(p, facts) for p in condition.parts]
            return Bounds(min(p.least for p in parts), min(p.most for p in parts))
        case Some():
            parts = [weigh(p, facts) for p in condition.parts]
            return Bounds(max(p.least for p in parts), max(p.most for p in parts))
        case Not():
            part = weigh(condition.part, facts)
            return Bounds(Answer(Answer.YES - part.most), Answer(Answer.YES - part.least))
        case _:
            assert_never(condition)


def _is(condition: Is, facts: Facts) -> Bounds:
    value = facts.get(condition.fact)
    if value is None or value in condition.unknown_at:
        return _UNKNOWN
    if value is Tri.SUSPECTED:
        return Bounds(Answer.PERHAPS, Answer.PERHAPS)
    answer = Answer.YES if value in condition.values else Answer.NO
    return Bounds(answer, answer)


def _over(condition: Over, facts: Facts) -> Bounds:
    value = facts.get(condition.fact)
    if not isinstance(value, Range):
        return _UNKNOWN
    over: Callable[[int, int], bool] = operator.ge if condition.inclusive else operator.gt
    if over(value.low, condition.threshold):
        return Bounds(Answer.YES, Answer.YES)
    straddles = value.high is None or over(value.high, condition.threshold)
    answer = Answer.PERHAPS if straddles else Answer.NO
    return Bounds(answer, answer)


def missing(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """Name the facts that would bring the two answers of a condition together."""
    return tuple(dict.fromkeys(_missing(condition, facts)))


def _missing(condition: Condition, facts: Facts) -> Iterator[str]:
    bounds = weigh(condition, facts)
    if bounds.least is bounds.most:
        return
    match condition:
        case Is() | Over():
            yield condition.fact
        case All() | Some():
            for part in condition.parts:
                yield from _missing(part, facts)
        case Not():
            yield from _missing(condition.part, facts)
        case _:
            assert_never(condition)


def deciding(condition: Condition, facts: Facts) -> Iterator[tuple[Atom, Bounds]]:
    """Yield the atoms that made a condition what it is.

    For a condition that cannot hold: the atoms that stand against it. Otherwise: those that speak for it.
    """
    bounds = weigh(condition, facts)
    match condition:
        case Is() | Over():
            if bounds.least is bounds.most:  # an open one is named as missing instead
                yield condition, bounds
        case All() | Some():
            for part in condition.parts:
                if _carries(part, facts, bounds, every=isinstance(condition, All)):
                    yield from deciding(part, facts)
        case Not():
            yield from deciding(condition.part, facts)
        case _:
            assert_never(condition)


def _carries(part: Condition, facts: Facts, whole: Bounds, *, every: bool) -> bool:
    """Tell whether a part is one of those that made the whole what it is."""
    inner = weigh(part, facts)
    if inner.least is Answer.NO and inner.most is not Answer.NO:
        return whole.most is not Answer.NO
    if whole.most is Answer.NO:
        return inner.most is Answer.NO
    return inner.least is not Answer.NO and (every or inner.least is whole.least or whole.least is Answer.NO)


def facts_in(condition: Condition) -> frozenset[str]:
    """Return every fact that a condition looks at."""
    match condition:
        case Is() | Over():
            return frozenset({condition.fact})
        case All() | Some():
            return frozenset().union(*(facts_in(p) for p in condition.parts))
        case Not():
            return facts_in(condition.part)
        case _:
            assert_never(condition)
