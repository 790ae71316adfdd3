"""Turns a report into one page for each store: the store with its findings."""

from collections.abc import Iterable

from exposurecheck.model.base import Model
from exposurecheck.model.finding import Finding
from exposurecheck.model.report import Coverage, Report
from exposurecheck.model.resource import Resource


class Page(Model):
    """Everything that one run says about one store."""

    resource: Resource | None = None
    """None where findings are about something else, for example an entry of the file of waivers."""
    findings: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """Id of the store, or of what the findings are about."""
        return self.resource.id if self.resource is not None else self.findings[0].resource


def pages(report: Report) -> list[Page]:
    """Return a page for each store in the order of the report, then one for each other thing that has findings."""
    found: dict[str, list[Finding]] = {resource.id: [] for resource in report.resources}
    for finding in report.findings:
        found.setdefault(finding.resource, []).append(finding)
    stores = [Page(resource=r, findings=tuple(found.pop(r.id))) for r in report.resources]
    return stores + [Page(findings=tuple(rest)) for rest in found.values()]


def everything_listed(coverage: Coverage, known: Iterable[str]) -> bool:
    """Tell whether a store that is missing from a run is really gone: no listing was refused or cut short.

    ``known``: ids of the stores in that run. Gaps of other things are gaps of listings, or of whole accounts.
    """
    if coverage.interrupted:
        return False
    stores = set(known)
    return all(gap.resource in stores or gap.fact.startswith("organization") for gap in coverage.gaps)
