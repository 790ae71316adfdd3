"""The shape of a detector: everything that tells one type of personal data from everything else, as data."""

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from exposurecheck.content import dates, fold
from exposurecheck.content.linear import refuse_catastrophic
from exposurecheck.content.shaped import Validator
from exposurecheck.content.validators import CHECKSUMS, VALIDATORS
from exposurecheck.model.base import Bilingual, Model
from exposurecheck.model.inspection import Category

Fold = Literal["plain", "digits", "email", "phone", "name", "address", "date"]
FOLDS = {
    "plain": fold.plain,
    "digits": fold.digits,
    "email": fold.email,
    "phone": fold.phone,
    "name": fold.name,
    "address": fold.address,
    "date": dates.fold,
}


TRUSTED = {"trusted": True}
"""A context of validation in which expressions are known to run in linear time; to find that out takes a while."""


def _linear(regex: str, info: ValidationInfo) -> str:
    if info.context != TRUSTED:
        refuse_catastrophic(regex)
    return regex


def _known(name: str) -> str:
    if name not in VALIDATORS:
        raise ValueError(f"unknown validator {name!r}; known are: {', '.join(sorted(VALIDATORS))}")
    return name


Regex = Annotated[str, AfterValidator(_linear)]
"""An expression that runs in linear time."""
ValidatorName = Annotated[str, AfterValidator(_known)]


class Pattern(Model):
    """One way the value is written."""

    regex: Regex
    """What the value looks like in text; the group ``value``, if any, is the value itself. Linear-time only."""
    base: int = Field(default=10, ge=0, le=90)
    """Points for the shape alone: 0 any number, 20 distinctive, 60 cannot be anything else, 90 nor can a part of it."""
    triggers: tuple[str, ...] = ()
    """Literals of which at least one is in every match; the fast search looks for these first."""
    shapes: tuple[str, ...] = ()
    """For numbers: lengths of digit groups, for example ``12`` or ``4-4-4`` or ``4 4 4``; found without the regex."""
    validators: tuple[ValidatorName, ...] = Field(default=(), alias="validate")
    """Validators for this pattern beside those of the detector."""
    said: bool = False
    """The pattern itself tells what the value is, so that none of the required keywords need stand near."""
    lines: int = Field(default=1, ge=1, le=20)
    """Lines a match may run over: one, or those below it that may hold the value of a label. Needs triggers."""
    around: bool = False
    """Looked for only on lines where something else was found, and on the line before."""
    close: bool = False
    """Looked for only in text that is read closely: as much of an object as a document has. Needs no triggers."""
    beside_person: bool = False
    """A match of this pattern counts only near a name or another sign of a person."""


class Keywords(Model):
    """Words that make a value believable when they stand near."""

    any: tuple[str, ...] = ()
    before: int = Field(default=40, ge=0, le=300)
    """Characters before the value."""
    after: int = Field(default=20, ge=0, le=300)
    required: bool = False
    """Without one of them the value is not reported from text."""


class Beside(Model):
    """Headers that mean a type only in the company of other headers of the same table."""

    any: tuple[Regex, ...]
    others: tuple[Regex, ...]
    """At least one other header fits one of these."""


class Headers(Model):
    """Regexes over the folded header of a column."""

    any: tuple[Regex, ...] = ()
    weak: tuple[Regex, ...] = ()
    """Headers that may mean something else."""
    none: tuple[Regex, ...] = ()
    """A header that fits one of these is not this type, whatever it holds."""
    beside: tuple[Beside, ...] = ()
    """Headers that are too short to say it alone, for example 記号 and 番号 beside 被保険者."""


class Negative(Model):
    """Words that make a value unbelievable when they stand near."""

    near: tuple[str, ...] = ()
    within: int = Field(default=20, ge=0, le=300)


class Column(Model):
    """How a column of a table is recognised."""

    regex: Regex | None = None
    """What a whole folded cell looks like; the patterns' own regexes where absent."""
    telling: Regex | None = None
    """Cells as they are written that say the type beside people, whatever the header is, if nine in ten are such."""
    needs: Literal["nothing", "header", "header_or_person", "header_or_blank", "header_or_known", "never"] = "nothing"
    """Whether the values alone can say it; ``header_or_known``: without a header, or when all parts are known."""
    valid_ratio: float = Field(default=0.5, ge=0, le=1)
    """Share of the filled cells that must be valid, below which the column is something else."""
    strong_ratio: float = Field(default=0.95, ge=0, le=1)
    strong_from: int = Field(default=20, ge=1)
    """Values from which a share of ``strong_ratio`` counts as strong evidence."""
    under_header: tuple[ValidatorName, ...] = ()
    """Validators in place of the detector's in a column whose header names the type, where not all values can pass."""
    distinct_ratio: float = Field(default=0.0, ge=0, le=1)
    """Share of different values below which the column is a code, not an identifier."""


class Exclude(Model):
    """Values that are never real."""

    values: tuple[str, ...] = ()
    """Folded test and sample values; they are counted apart."""
    regexes: tuple[Regex, ...] = ()
    """The same, as regexes over the folded value."""


class PersonKey(Model):
    """What a value says about who it belongs to."""

    kind: Literal["one_per_person", "several_per_person", "shared", "part", "none"] = "none"
    """``part``: a name, a date of birth, an address; tells people apart only together with another part."""
    strength: int = Field(default=0, ge=0, le=100)


class Tests(Model):
    """Examples that travel with the detector and are its tests. Invented values only."""

    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


class Detector(Model):
    """One type of personal data, or (with ``category`` null) a look-alike that only takes values away from others."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    id: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")
    name: Bilingual
    category: Category | None
    appi: str | None = None
    """Class under Japan's Act on the Protection of Personal Information, for example ``tokutei``."""
    person_key: PersonKey = PersonKey()
    fold: Fold = "plain"
    """How a value is brought to one form before it is validated, compared and counted."""
    patterns: tuple[Pattern, ...] = ()
    validators: tuple[ValidatorName, ...] = Field(default=(), alias="validate")
    keywords: Keywords = Keywords()
    headers: Headers = Headers()
    negative: Negative = Negative()
    column: Column = Column()
    exclude: Exclude = Exclude()
    beside_person: bool = False
    """Counts only in a row, line or passage that also holds a person."""
    tests: Tests = Tests()

    @property
    def checksummed(self) -> bool:
        """Whether a random value would usually fail validation."""
        return not CHECKSUMS.isdisjoint(self.validators)

    @cached_property
    def under_header(self) -> "Detector":
        """The same for a column whose header names the type."""
        other = self.column.under_header
        if not other:
            return self
        return Detector.model_validate(self.model_dump(by_alias=True) | {"validate": other}, context=TRUSTED)

    @cached_property
    def checks(self) -> tuple[Validator, ...]:
        """The validators themselves."""
        return tuple(VALIDATORS[name] for name in self.validators)

    def valid(self, folded: str) -> bool:
        """Tell whether a folded value passes every validator."""
        return all(check(folded) for check in self.checks)

    @cached_property
    def cell(self) -> re.Pattern[str] | None:
        """What a whole folded cell must match."""
        return re.compile(self.column.regex) if self.column.regex else None

    @cached_property
    def samples(self) -> frozenset[str]:
        """Folded test and sample values."""
        return frozenset(self.exclude.values)

    @cached_property
    def sample_rule(self) -> re.Pattern[str] | None:
        """One regex over the folded value for all ``exclude.regexes``, or None."""
        return re.compile("|".join(f"(?:{r})" for r in self.exclude.regexes)) if self.exclude.regexes else None

    def is_sample(self, folded: str) -> bool:
        """Tell whether a folded value is a known test or sample value."""
        return folded in self.samples or (self.sample_rule is not None and self.sample_rule.search(folded) is not None)
