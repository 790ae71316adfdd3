"""The shape of a regime file: rules with their conditions, and the duties they lead to."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from exposurecheck.documents.prose import Text
from exposurecheck.duties.vocabulary import FactKind
from exposurecheck.model.base import Bilingual, Json, Model
from exposurecheck.model.duty import DutyKind, LawStatus

NAME = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$"
NAME_HINT = "an id is lower-case words joined by dots, such as 'jp.appi.r7.iv'"
Name = Annotated[str, StringConstraints(pattern=NAME, max_length=64)]
Confidence = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Line = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$", max_length=300)]


class Marked(Model):
    """What says how well it is confirmed."""

    confidence: Confidence
    confidence_ja: Confidence | None = None
    """The same in Japanese, where the mark has words to it."""

    @property
    def mark(self) -> Bilingual:
        """The mark for readers of each language."""
        return Bilingual(ja=self.confidence_ja or self.confidence, en=self.confidence)


class WatchText(Marked):
    """Law on its way that touches a rule."""

    title: Text
    text: Text
    citation: Text | None = None
    status: Literal[LawStatus.PROMULGATED_NOT_IN_FORCE, LawStatus.PROPOSED]
    source: Line


class Suppression(Model):
    """Duties that fall away while a condition holds for certain."""

    when: Json
    duties: tuple[Name, ...] = Field(min_length=1)
    regimes: tuple[str, ...] = Field(min_length=1)
    """Only the rules of these regimes lose them."""
    because: Text


class RuleText(Marked):
    """One rule, as it is written."""

    id: Name
    title: Text
    when: Json
    """Condition over facts; see condition.py."""
    unless: Json = None
    """Condition under which the law makes an exception."""
    duties: tuple[Name, ...] = ()
    overrides: Mapping[Name, Name] = {}
    """Duties of other rules to those of this rule that take their place, once it holds for certain."""
    override_needs: str | None = None
    """Who must confirm before that is relied on."""
    suppress: Suppression | None = None
    result: str | None = None
    """What a rule without duties says."""
    requires: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    source: Line
    citation: Text | None = None
    """The same articles for readers of each language."""
    source_if_administrative: Line | None = None
    """The articles that apply where ``jp.entity`` is ``administrative``."""
    citation_if_administrative: Text | None = None
    status: LawStatus
    promulgated: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    effective_latest: date | None = None
    """The day by which promulgated law must be in force at the latest."""
    watch: tuple[WatchText, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> "RuleText":
        if bool(self.duties) == bool(self.result):
            raise ValueError("a rule leads to duties or to a result, and to one of them only")
        stranger = next((name for name in self.overrides.values() if name not in self.duties), None)
        if stranger is not None:
            raise ValueError(f"overrides: {stranger!r} is none of the rule's own duties")
        if self.effective_from and self.effective_to and self.effective_from > self.effective_to:
            raise ValueError("effective_from is after effective_to")
        return self


class YearEnd(Model):
    """A limit that counts from the end of the calendar year."""

    days_after_year_end: int = Field(ge=1, le=366)


class DutyText(Marked):
    """One duty, as it is written."""

    title: Text
    addressee: Text
    language: Literal["ja", "en"] = "en"
    """Language in which ``addressee`` is printed for programs: that of the regime."""
    kind: DutyKind
    source: Line
    citation: Text | None = None
    anchor: str
    """Fact that starts the clock."""
    days: int | tuple[int, int] | None = None
    """Number of days, or the first and last day of a guide."""
    hours: int | str | None = None
    """Number of hours, or the fact that holds it."""
    promptly: bool = False
    day_one: Literal["anchor_day", "next_day"] = "anchor_day"
    """Which day is counted as the first."""
    roll_to_open_day: bool = False
    """The last day moves on while Japanese administrative organs are closed."""
    zone: Annotated[str, StringConstraints(pattern=r"^[+-][01][0-9]:[0-5][0-9]$")] | None = None
    """Where the calendar hangs; without it, where the time that starts the clock was written down."""
    if_: Json = Field(default=None, alias="if")
    """Condition on top of the rule's."""
    else_: YearEnd | None = Field(default=None, alias="else")
    """The limit where ``if`` does not hold; without it the duty is then not named."""
    items: tuple[int, ...] = ()
    alternatives: tuple[str, ...] = ()
    first: bool = False
    """Listed before all others."""
    notes: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _one_limit(self) -> "DutyText":
        if sum((self.days is not None, self.hours is not None, self.promptly)) != 1:
            raise ValueError("a duty has exactly one of days, hours and promptly")
        return self


class RegimeText(Model):
    """One file: the rules of one law in one place."""

    regime: Annotated[str, StringConstraints(pattern=r"^[A-Z]+(-[A-Z]+)*$", max_length=40)]
    title: Text
    law_as_of: date
    """The day on which the file was last checked against the law."""
    rank: int = 100
    """Where its rules stand among those of other regimes, smaller first."""
    facts: Mapping[str, FactKind] = {}
    """Facts that only this regime looks at."""
    rules: tuple[RuleText, ...] = Field(min_length=1)
    duties: Mapping[Name, DutyText] = {}


class VocabularyText(Model):
    """The file of shared facts and conditions."""

    facts: Mapping[str, FactKind]
    macros: Mapping[str, Json] = {}
