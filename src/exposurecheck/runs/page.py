"""Turns a report into one page for each store: the store with its findings, which two runs are compared by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from exposurecheck.model.base import Model
from exposurecheck.model.change import Was
from exposurecheck.model.finding import Finding, FindingStatus
from exposurecheck.model.report import Coverage, Report, Scope
from exposurecheck.model.resource import Resource

_SAID: Mapping[FindingStatus, Was] = {
    FindingStatus.FAIL: "failed",
    FindingStatus.MUTED: "muted",
    FindingStatus.UNKNOWN: "unknown",
}
STANDING = frozenset({"failed", "muted"})


class Page(Model):
    """Everything that one run says about one store."""

    resource: Resource | None = None
    """None where findings are about something else, for example an entry of the file of waivers."""
    findings: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """Id of the store, or of what the findings are about."""
        return self.resource.id if self.resource is not None else self.findings[0].resource

    def said(self) -> dict[str, Was]:
        """Return how each check came out that did not pass, those that another finding speaks for included."""
        found: dict[str, Was] = {}
        for finding in sorted(self.findings, key=lambda f: list(_SAID).index(f.status)):
            for check in (finding.check, *finding.also):
                found.setdefault(check, _SAID[finding.status])
        return found


@dataclass(frozen=True, slots=True)
class Side:
    """One of two runs that are compared. Pages that are the same in both may be left out of both."""

    run_id: str
    scope: Scope
    pages: Mapping[str, Page]
    at: datetime
    all_listed: bool = True
    """A store that is missing from this run is really gone."""


def pages(report: Report) -> list[Page]:
    """Return a page for each store in the order of the report, then one for each other thing that has findings."""
    found: dict[str, list[Finding]] = {resource.id: [] for resource in report.resources}
    for finding in report.findings:
        found.setdefault(finding.resource, []).append(finding)
    stores = [Page(resource=r, findings=tuple(found.pop(r.id))) for r in report.resources]
    return stores + [Page(findings=tuple(rest)) for rest in found.values()]


def side(report: Report) -> Side:
    """Return the whole of one report as one side of a comparison."""
    listed = everything_listed(report.coverage, (r.id for r in report.resources))
    return Side(report.run_id, report.scope, by_id(pages(report)), report.generated_at, listed)


def by_id(found: Iterable[Page]) -> Mapping[str, Page]:
    """Return pages by the id of what they are about."""
    return {page.id: page for page in found}


def everything_listed(coverage: Coverage, known: Iterable[str]) -> bool:
    """Tell whether a store that is missing from a run is really gone: no listing was refused or cut short.

    ``known``: ids of the stores in that run. Gaps of other things are gaps of listings, or of whole accounts.
    """
    if coverage.interrupted:
        return False
    stores = set(known)
    return all(gap.resource in stores or gap.fact.startswith("organization") for gap in coverage.gaps)
