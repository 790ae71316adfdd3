"""Facts for the tests, written as a user would, and an estate where every Japanese condition is decided."""

from pathlib import Path

from exposurecheck.duties.engine import assess
from exposurecheck.duties.facts import Facts
from exposurecheck.duties.facts_file import parse
from exposurecheck.duties.regimes import Regimes, shipped
from exposurecheck.model.duty import Assessment, Duty, RuleResult, RuleState

EXPOSED = """
exposure: {state: X3, audience: anonymous}
logs.coverage: none
jp: {entity: private, role: own}
data:
  personal: true
  special_care: false
  financial_risk: false
  my_number: false
  strong_encryption: false
  pseudonymised: false
cause.improper_purpose: false
subjects: 500
known_at: 2026-11-23T10:00:00+09:00
"""
"""A private business, 500 people, viewing unknown: no trigger of the Japanese law points anywhere yet."""


def given(text: str, law: Regimes | None = None) -> Facts:
    """Read facts as from a file."""
    return parse(Path("facts.yaml"), text.encode(), (law or shipped()).kinds)


def changed(**facts: str) -> Facts:
    """Return ``EXPOSED`` with some facts otherwise: ``data__my_number="true"``; ``unknown`` takes one away."""
    lines = [f"{name.replace('__', '.')}: {value}" for name, value in facts.items()]
    more = given("\n".join(["facts:", *(f"  {line}" for line in lines or ["data: {}"])]))
    gone = {name.replace("__", ".") for name, value in facts.items() if value == "unknown"}
    base = given(EXPOSED)
    return Facts({name: k for name, k in {**base.known, **more.known}.items() if name not in gone})


def assessed(**facts: str) -> Assessment:
    """Weigh :func:`changed` facts."""
    return assess(changed(**facts))


def rule(assessment: Assessment, name: str) -> RuleResult:
    """Return one rule's result."""
    return next(found for found in assessment.rules if found.id == name)


def state(assessment: Assessment, name: str) -> RuleState:
    """Return one rule's state."""
    return rule(assessment, name).state


def duty(assessment: Assessment, name: str) -> Duty:
    """Return one duty."""
    return next(found for found in assessment.duties if found.id == name)


def duties(assessment: Assessment) -> list[str]:
    """Return the ids of all duties, in order."""
    return [found.id for found in assessment.duties]
