"""Reduces what a run says about a store to what a change can be seen in, so that runs far apart compare quickly."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from exposurecheck.model.base import Bilingual
from exposurecheck.model.change import Was
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.finding import Finding, FindingStatus, Severity
from exposurecheck.model.inspection import Category, Subjects
from exposurecheck.model.report import Report, Scope
from exposurecheck.model.resource import ProviderName
from exposurecheck.runs.page import everything_listed, pages

_SAID: Mapping[FindingStatus, Was] = {
    FindingStatus.FAIL: "failed",
    FindingStatus.MUTED: "muted",
    FindingStatus.UNKNOWN: "unknown",
}

STANDING = frozenset({"failed", "muted"})


class _Reduced(BaseModel):
    """Some fields of a whole value, taken from its attributes or from its JSON."""

    model_config = ConfigDict(frozen=True, extra="ignore", from_attributes=True)


class Verdict(_Reduced):
    """Of a verdict."""

    exposure: ExposureClass


class Content(_Reduced):
    """Of the personal data in a store."""

    categories: tuple[Category, ...]
    subjects: Subjects


class Store(_Reduced):
    """Of a store."""

    id: str
    name: str
    provider: ProviderName
    account: str | None
    exposure: Verdict | None
    personal_data: Content | None


class Outcome(_Reduced):
    """Of a finding."""

    check: str
    resource: str
    status: FindingStatus
    severity: Severity
    title: Bilingual
    fingerprint: str
    also: tuple[str, ...] = ()
    reopened_at: datetime | None = None


class Brief(_Reduced):
    """Of everything that one run says about one store."""

    resource: Store | None = None
    """None where findings are about something else, for example an entry of the file of waivers."""
    findings: tuple[Outcome, ...] = ()

    @property
    def id(self) -> str:
        """Id of the store, or of what the findings are about."""
        return self.resource.id if self.resource is not None else self.findings[0].resource

    def said(self) -> dict[str, Was]:
        """Return ``said`` of the findings."""
        return said(self.findings)


def said(findings: Sequence[Outcome | Finding]) -> dict[str, Was]:
    """Return how each check came out that did not pass, those that another finding speaks for included."""
    found: dict[str, Was] = {}
    for status, was in _SAID.items():
        for finding in findings:
            if finding.status is status:
                for check in (finding.check, *finding.also):
                    found.setdefault(check, was)
    return found


@dataclass(frozen=True, slots=True)
class Side:
    """One of two runs that are compared. What is the same in both may be left out of both."""

    run_id: str
    scope: Scope
    briefs: Mapping[str, Brief]
    at: datetime
    all_listed: bool = True
    """A store that is missing from this run is really gone."""


def side(report: Report) -> Side:
    """Return the whole of one report as one side of a comparison."""
    listed = everything_listed(report.coverage, (r.id for r in report.resources))
    briefs = by_id(Brief.model_validate(page) for page in pages(report))
    return Side(report.run_id, report.scope, briefs, report.generated_at, listed)


def by_id(found: Iterable[Brief]) -> Mapping[str, Brief]:
    """Return briefs by the id of what they are about."""
    return {brief.id: brief for brief in found}
