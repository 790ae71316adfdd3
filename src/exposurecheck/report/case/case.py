"""Holds one incident as the law sees it: what was assessed, on which day, and the scan behind it, if there was one."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from exposurecheck.errors import RenderError
from exposurecheck.model.base import Bilingual, Json
from exposurecheck.model.dates import JST, local_time
from exposurecheck.model.duty import Assessment, FactUsed, RuleResult, RuleState
from exposurecheck.model.inspection import Category
from exposurecheck.model.report import Report
from exposurecheck.report.messages import both
from exposurecheck.report.overview import Overview

_POINTING = (RuleState.LIKELY, RuleState.POSSIBLE)
_BY_FACT = {
    "data.my_number": Category.MY_NUMBER,
    "data.special_care": Category.SPECIAL_CARE,
    "data.financial_risk": Category.FINANCIAL,
}


@dataclass(frozen=True)
class Case:
    """One incident."""

    assessment: Assessment
    today: date
    """In Japan; days left are counted from it."""
    report: Report | None = None
    """None where only facts were given."""

    @classmethod
    def of(cls, report: Report, today: date | None = None) -> "Case":
        """Take the case out of a report; days are counted from the day of the report unless told otherwise.

        Raises:
            RenderError: The report holds no legal assessment.
        """
        if report.law_as_of is None:
            raise RenderError("this run holds no legal assessment: scan again, or give facts to `exposurecheck duties`")
        assessment = Assessment(
            law_as_of=report.law_as_of,
            rules=report.rules,
            duties=report.duties,
            open=report.open,
            set_aside=report.set_aside,
            watch=report.watch,
            warnings=report.warnings,
            facts=report.facts,
            missing=report.missing_facts,
        )
        return cls(assessment, today or report.generated_at.astimezone(JST).date(), report)

    @cached_property
    def overview(self) -> Overview | None:
        """What the scan saw."""
        return None if self.report is None else Overview(self.report)

    @cached_property
    def _facts(self) -> dict[str, FactUsed]:
        return {fact.name: fact for fact in self.assessment.facts}

    def fact(self, name: str) -> FactUsed | None:
        """Return a fact, None when nobody supplied it."""
        return self._facts.get(name)

    def value(self, name: str) -> Json:
        """Return a fact's value, None when nobody supplied it."""
        found = self._facts.get(name)
        return None if found is None else found.value

    def at_least_suspected(self, name: str) -> bool:
        """Tell whether a fact is true or suspected."""
        return self.value(name) in (True, "suspected")

    def lacks(self, name: str) -> bool:
        """Tell whether nobody supplied a fact that would decide something."""
        return any(missing.name == name for missing in self.assessment.missing)

    def time(self, name: str) -> datetime | None:
        """Return the instant of a fact."""
        value = self.value(name)
        return datetime.fromisoformat(value) if isinstance(value, str) else None

    def rule(self, name: str) -> RuleResult | None:
        """Return what came of a rule."""
        return next((rule for rule in self.assessment.rules if rule.id == name), None)

    @property
    def pointing(self) -> tuple[RuleResult, ...]:
        """Rules with duties that are likely or possible."""
        return tuple(r for r in self.assessment.rules if r.state in _POINTING and r.result is None)

    def asked(self, duty: str) -> bool:
        """Tell whether a duty is likely or possible."""
        return any(found.id == duty for found in self.assessment.duties)

    @property
    def known_at(self) -> datetime | None:
        """The earliest clock that is known."""
        names = ("known_at", "known_at.misconfiguration", "known_at.access")
        return min((at for name in names if (at := self.time(name)) is not None), default=None)

    @property
    def people(self) -> Bilingual | None:
        """How many people, by the upper bound; None when nobody counted."""
        value = self.value("subjects")
        if not isinstance(value, dict) or not isinstance(low := value.get("low"), int):
            return None
        high = value.get("high")
        if not isinstance(high, int):
            return both("case.people.open", n=low)
        return both("people.exact" if low == high else "people.at_most", n=high)

    @property
    def categories(self) -> tuple[Category, ...]:
        """Categories of data that are there for certain or suspected, gravest first."""
        found = set() if self.overview is None else set(self.overview.categories)
        for name, category in _BY_FACT.items():
            if self.at_least_suspected(name):
                found.add(category)
            elif self.value(name) is False:  # people know better than a scan
                found.discard(category)
        return tuple(c for c in Category if c in found)


def shown(fact: FactUsed) -> Bilingual:
    """Say the value of a fact; times in Japan's zone."""
    if fact.shown is not None:
        return fact.shown
    if isinstance(fact.value, str) and "T" in fact.value:
        return local_time(datetime.fromisoformat(fact.value))
    if isinstance(fact.value, dict):
        since, until = (_end(fact.value.get(key)) for key in ("from", "to"))
        return Bilingual(ja=f"{since.ja}〜{until.ja}", en=f"{since.en} to {until.en}")
    return Bilingual(ja=str(fact.value), en=str(fact.value))


def _end(value: Json) -> Bilingual:
    if isinstance(value, str) and "T" in value:
        return local_time(datetime.fromisoformat(value))
    return both("case.window.unknown") if value == "unknown" else both("case.window.still_open")
