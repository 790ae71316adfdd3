"""Turns weighed rules into the assessment a legal officer reads: each with its basis, its facts and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from exposurecheck.model.duty import MissingFact, RuleResult, RuleState
from exposurecheck.report.case.case import Case


class Track(StrEnum):
    """Body of law, in the order in which a report names them."""

    APPI = "appi"
    MY_NUMBER = "my_number"
    CONTRACT = "contract"
    OVERSEAS = "overseas"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One rule."""

    track: Track
    rule: RuleResult
    """Has ``state``, ``title``, ``reasons``, ``notes``, ``cited``, ``mark`` and ``unverified``."""
    missing: tuple[MissingFact, ...]
    """What would decide it or make it certain, with who can tell and what may be written."""

    @property
    def pointing(self) -> bool:
        """Whether it is likely or possible."""
        return self.rule.state in (RuleState.LIKELY, RuleState.POSSIBLE)


def triggers(case: Case) -> tuple[Trigger, ...]:
    """Return every rule in force, by body of law, in the order of its items."""
    found = [Trigger(_track(rule), rule, _missing(rule, case.assessment.missing)) for rule in case.assessment.rules]
    return tuple(sorted(found, key=lambda one: list(Track).index(one.track)))


def _track(rule: RuleResult) -> Track:
    if rule.regime == "JP-MYNUMBER":
        return Track.MY_NUMBER
    if rule.regime.startswith("JP-"):
        return Track.APPI
    return Track.CONTRACT if rule.regime == "CONTRACT" else Track.OVERSEAS


def _missing(rule: RuleResult, known: Iterable[MissingFact]) -> tuple[MissingFact, ...]:
    return tuple(fact for fact in known if fact.name in rule.missing)
