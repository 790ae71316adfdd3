"""Turns the examples of a check into the differences between what was promised and what the check says."""

from collections.abc import Iterable
from dataclasses import dataclass

from exposurecheck.checks.facts import ResourceFacts, values
from exposurecheck.checks.schema import Check

Outcome = str
"""``fail``, ``pass`` or ``unknown``."""
_OUTCOMES = {True: "fail", False: "pass", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Broken:
    """An example that does not come out as written."""

    check: str
    """Check id."""
    expected: Outcome
    number: int
    """Counted from 1 within its outcome."""
    actual: Outcome
    missing: tuple[str, ...]
    """Facts that an undecided example lacks."""

    def __str__(self) -> str:
        lacking = f" (it lacks {', '.join(self.missing)})" if self.missing else ""
        return f"{self.check}: example {self.number} under '{self.expected}' comes out as {self.actual}{lacking}"


def examples(check: Check) -> Iterable[tuple[Outcome, int, ResourceFacts]]:
    """List the examples of a check with their expected outcome."""
    for outcome, facts in (
        ("fail", check.examples.fail),
        ("pass", check.examples.passes),
        ("unknown", check.examples.unknown),
    ):
        for number, example in enumerate(facts, 1):
            yield outcome, number, example


def broken(check: Check) -> tuple[Broken, ...]:
    """Run every example of a check and return those that come out differently."""
    found = []
    for expected, number, example in examples(check):
        decision = check.condition.decide(values(example))
        actual = _OUTCOMES[decision.verdict]
        if actual != expected:
            found.append(Broken(check.id, expected, number, actual, decision.missing))
    return tuple(found)
