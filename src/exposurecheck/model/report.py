"""The whole result of one run, from which every output format is rendered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from pydantic import Field, NonNegativeInt

from exposurecheck.model.base import Bilingual, Model
from exposurecheck.model.change import Changes
from exposurecheck.model.duty import Duty, FactUsed, MissingFact, Open, RuleResult, SetAside, Watch
from exposurecheck.model.finding import Finding
from exposurecheck.model.gap import Gap
from exposurecheck.model.inspection import Subjects
from exposurecheck.model.resource import ProviderName, Resource


class Tool(Model):
    """Who made this report."""

    name: Literal["exposurecheck"] = "exposurecheck"
    version: str


class Scope(Model):
    """What was asked for."""

    provider: tuple[ProviderName, ...]
    skipped: Mapping[ProviderName, str] = {}
    """Clouds that were asked for and could not be used at all, with the reason."""
    accounts: tuple[str, ...] = ()
    content: Literal["off", "sample", "full"] = "sample"
    probe: bool = False
    resources: tuple[str, ...] = ()
    """Globs to which the scan was limited; empty means every store."""
    checks: tuple[str, ...] = ()
    """Ids of the checks that were asked; empty in reports of older versions."""


class ResourceCoverage(Model):
    """Stores seen. ``assessed`` have a verdict; ``unknown`` have none."""

    total: NonNegativeInt = 0
    assessed: NonNegativeInt = 0
    unknown: NonNegativeInt = 0


class ObjectCoverage(Model):
    """Objects seen, over all stores."""

    listed: NonNegativeInt = 0
    exposed: NonNegativeInt = 0
    """Listed objects that outsiders can read."""
    inspected: NonNegativeInt = 0
    """Read completely."""
    partial: NonNegativeInt = 0
    encrypted: NonNegativeInt = 0
    unsupported: NonNegativeInt = 0
    failed: NonNegativeInt = 0


class Coverage(Model):
    """What was looked at and what was not."""

    complete: bool
    """No gap that could hide an exposure."""
    resources: ResourceCoverage
    objects: ObjectCoverage
    gaps: tuple[Gap, ...] = ()
    interrupted: bool = False


class Summary(Model):
    """Counts of findings that failed, by severity; undecided and passed ones apart."""

    critical: NonNegativeInt = 0
    high: NonNegativeInt = 0
    medium: NonNegativeInt = 0
    low: NonNegativeInt = 0
    info: NonNegativeInt = 0
    unknown: NonNegativeInt = 0
    muted: NonNegativeInt = 0
    passed: NonNegativeInt = 0


class Report(Model):
    """One run."""

    schema_: Literal["exposurecheck.report/1"] = Field(default="exposurecheck.report/1", alias="schema")
    run_id: str
    generated_at: datetime
    tool: Tool
    scope: Scope
    coverage: Coverage
    resources: tuple[Resource, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Ranked: severity, then reach, then category, then persons."""
    summary: Summary = Summary()
    subjects: Subjects | None = None
    """Different people over all stores, one person in two stores counted once; None when no content was opened."""
    duties: tuple[Duty, ...] = ()
    """Candidate duties, as ``exposurecheck duties`` prints them; empty also when they were not worked out."""
    rules: tuple[RuleResult, ...] = ()
    """Every legal rule in force, weighed; empty when duties were not worked out."""
    watch: tuple[Watch, ...] = ()
    """Law on its way, which asks nothing yet."""
    facts: tuple[FactUsed, ...] = ()
    """What the rules were weighed against, and who says so."""
    law_as_of: date | None = None
    """The day whose law was applied; None when duties were not worked out."""
    open: tuple[Open, ...] = ()
    """Duties that would follow if missing facts turned out to hold."""
    set_aside: tuple[SetAside, ...] = ()
    """Duties that another rule takes away or replaces."""
    warnings: tuple[Bilingual, ...] = ()
    """Facts that sit badly together, and what the scan could not see."""
    missing_facts: tuple[MissingFact, ...] = ()
    """Facts that nobody has supplied and that would decide something."""
    changes: Changes | None = None
    """What is different from the previous run of the same scope; None when no such run is remembered."""
    notes: tuple[Bilingual, ...] = ()
    """What a reader must know about this run itself, for example that earlier runs could not be read."""
