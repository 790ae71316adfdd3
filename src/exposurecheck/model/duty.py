"""What the law may ask after a finding: rules that were weighed, candidate duties and the facts they rest on."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import ConfigDict, Field

from exposurecheck.model.base import Bilingual, Json, Model


class RuleState(StrEnum):
    """How far the known facts point to a rule. There is no value for "does not apply": only counsel says so."""

    LIKELY = "likely"
    """Every condition holds for certain."""
    POSSIBLE = "possible"
    """It rests on a suspected fact, or on a count whose range straddles the threshold."""
    UNDETERMINED = "undetermined"
    """A fact that decides it is missing."""
    NO_POINTING_FACTS = "no_pointing_facts"
    """A condition is false by what is known now."""


class LawStatus(StrEnum):
    """Where a rule stands on its way into law."""

    IN_FORCE = "in_force"
    PROMULGATED_NOT_IN_FORCE = "promulgated_not_in_force"
    PROPOSED = "proposed"
    USER_DEFINED = "user_defined"
    """A contract's clause rather than law."""


class DutyKind(StrEnum):
    """What stands behind a time limit."""

    GUIDE = "guide"
    """An authority's guideline."""
    STATUTORY = "statutory"
    CONTRACT = "contract"


class FactUsed(Model):
    """One fact, as the rules saw it, and who says so."""

    name: str
    """For example ``exposure.state``."""
    title: Bilingual | None = None
    """What people call it."""
    value: Json
    """As it would be written in a file of facts."""
    shown: Bilingual | None = None
    """The value, for people."""
    provenance: str
    """``user``, ``scan``, ``logs``, ``history``, or ``engine`` for what was derived."""
    because: Bilingual | None = None
    """Why the value is what it is, where that is not obvious."""


class MissingFact(Model):
    """A fact that nobody has supplied and that would decide something."""

    name: str
    """As a file of facts writes it."""
    title: Bilingual
    suppliers: tuple[str, ...]
    """Who can tell: ``user``, ``counsel``, ``logs``, ``history``, ``scan``."""
    example: str
    """What may be written for it, without a language."""
    decides: tuple[str, ...] = ()
    """Rules that are undetermined, or not certain, without it."""
    dates: tuple[str, ...] = ()
    """Duties that get no date, or no certain one, without it."""


class Cited(Model):
    """Something that stands on an article of law."""

    id: str
    """For example ``jp.appi.r7.iv`` for a rule, ``jp.final30`` for a duty."""
    source: str
    """Article and guideline, as lawyers of that place cite them."""
    citation: Bilingual | None = None
    """The same for readers of each language."""
    confidence: str
    """How well it is confirmed: the mark of its source, for example ``S`` or ``M+``."""
    mark: Bilingual | None = None
    """The same for readers of each language."""

    @property
    def cited(self) -> Bilingual:
        """The article for readers of each language; where none was written for them, as it is cited there."""
        return self.citation or Bilingual(ja=self.source, en=self.source)

    @property
    def unverified(self) -> bool:
        """Whether any part of it has not been checked against the primary text."""
        return "M" in self.confidence


class RuleResult(Cited):
    """One rule, weighed against the facts."""

    regime: str
    """For example ``JP-APPI``."""
    title: Bilingual
    state: RuleState
    because: tuple[str, ...] = ()
    """The conditions that led to the state, language-neutral: ``subjects 400-1400, threshold > 1000``."""
    reasons: tuple[Bilingual, ...] = ()
    """The same, for people."""
    missing: tuple[str, ...] = ()
    """Names of facts that would decide it, or make it certain."""
    questions: tuple[Bilingual, ...] = ()
    """The same facts in the same order, as people call them."""
    status: LawStatus
    effective_from: date | None = None
    effective_to: date | None = None
    result: str | None = None
    """What a rule without duties says, for example ``no_leak_candidate``."""
    requires: tuple[str, ...] = ()
    """What must be there before anyone relies on ``result``, for example ``counsel_confirmation``."""
    notes: tuple[Bilingual, ...] = ()
    """What to keep in mind, for example what counsel should review."""


class Clock(Model):
    """One possible start of a time limit and the date that follows from it."""

    anchor: str
    """Fact that starts it, for example ``known_at.access``."""
    title: Bilingual | None = None
    """What people call it."""
    at: datetime
    due: tuple[str, ...]


class Duty(Cited):
    """A candidate duty: something the law may ask, of whom, and by when."""

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    title: Bilingual
    from_: tuple[str, ...] = Field(alias="from")
    """Ids of the rules that ask for it."""
    state: Literal[RuleState.LIKELY, RuleState.POSSIBLE]
    addressee: str
    """Who must be told, in the language of the regime."""
    addressee_text: Bilingual
    due: tuple[str, ...] = ()
    """ISO 8601: one day or instant (with offset), or first and last of a guide; empty when no start is known, or when
    the law only says "promptly"."""
    kind: DutyKind
    promptly: bool = False
    """The law sets no number of days."""
    working: bool = True
    """False for a later date that counts only once counsel confirms it."""
    clocks: tuple[Clock, ...] = ()
    """Every possible start that is known; ``due`` follows from the earliest."""
    missing: tuple[str, ...] = ()
    """Facts without which no date can be given, or which decide whether it is due at all."""
    items: tuple[int, ...] = ()
    """Numbers of the items to state (of the nine in rule 8(1) of the Japanese enforcement rules)."""
    alternatives: tuple[str, ...] = ()
    """What may take its place where it is difficult, for example ``publication``."""
    notes: tuple[Bilingual, ...] = ()


class SetAside(Cited):
    """A duty that another rule takes away or replaces; shown, so that nothing disappears in silence.

    Its source is that of the rule.
    """

    by: str
    """Rule that does so."""
    title: Bilingual | None = None
    because: Bilingual
    due: tuple[str, ...] = ()


class Open(Cited):
    """A duty that would follow if the missing facts turned out to hold."""

    title: Bilingual
    from_: tuple[str, ...] = Field(alias="from")
    missing: tuple[str, ...]
    due: tuple[str, ...] = ()
    kind: DutyKind = DutyKind.STATUTORY
    addressee_text: Bilingual | None = None
    promptly: bool = False

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)


class Watch(Cited):
    """Law that is on its way and asks nothing yet; ``id`` is the rule it belongs to."""

    regime: str
    title: Bilingual
    text: Bilingual
    status: LawStatus
    promulgated: date | None = None
    effective_latest: date | None = None


class Assessment(Model):
    """All rules weighed against one set of facts."""

    law_as_of: date
    rules: tuple[RuleResult, ...] = ()
    duties: tuple[Duty, ...] = ()
    """Those to tell an entruster first, then by date."""
    open: tuple[Open, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    watch: tuple[Watch, ...] = ()
    warnings: tuple[Bilingual, ...] = ()
    """Facts that sit badly together, and other doubts about the input."""
    facts: tuple[FactUsed, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    """Every fact that would decide something, those that decide most first."""
