"""Sets aside what two people have accepted for a time, and tells of every waiver that does not hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from exposurecheck.model.finding import Finding, FindingStatus, Waiver
from exposurecheck.model.report import Report
from exposurecheck.model.resource import ProviderName, Resource
from exposurecheck.runs.page import everything_listed
from exposurecheck.runs.waiver_file import Entry
from exposurecheck.runs.waiver_findings import CHECKS, Flaw, about

Names = Mapping[str, Sequence[str]]
"""Id of each check that was asked to all of its names, old ones included."""
_SCHEMES = {"s3://": ProviderName.AWS, "gs://": ProviderName.GCP, "https://": ProviderName.AZURE}


@dataclass(frozen=True, slots=True)
class Waivers:
    """The entries of one file."""

    file: str
    entries: tuple[tuple[Entry, int], ...]
    """Each with its line."""
    limited: bool = False
    """The scan asks only some of the checks, so that an entry for another one may match nothing."""

    def applied(self, report: Report, names: Names, today: date) -> Report:
        """Return ``report`` with muted findings and with a finding for each waiver that does not hold."""
        judged = [_Judged(entry, f"{self.file}:{line}", today) for entry, line in self.entries]
        stores = {resource.id: resource for resource in report.resources}
        findings = [
            _treated(f, stores.get(f.resource), names.get(f.check, (f.check,)), judged) for f in report.findings
        ]
        for one in judged:
            findings += one.findings(unused=not one.used and self._conclusive(one.entry, report, names))
        scope = report.scope.model_copy(update={"checks": (*report.scope.checks, *CHECKS)})
        return report.model_copy(update={"findings": tuple(findings), "scope": scope})

    def _conclusive(self, entry: Entry, report: Report, names: Names) -> bool:
        """Tell whether this scan saw everything that an entry could be for."""
        if report.scope.resources or not everything_listed(report.coverage, (r.id for r in report.resources)):
            return False
        clouds = [
            next((cloud for scheme, cloud in _SCHEMES.items() if g.startswith(scheme)), None) for g in entry.resource
        ]
        if not any(cloud is None or cloud in report.scope.provider for cloud in clouds):
            return False
        return not self.limited or any(entry.fits_check(known) for known in names.values())


@dataclass(slots=True)
class _Judged:
    """One entry, and what became of it in this scan."""

    entry: Entry
    place: str
    today: date
    used: bool = False
    outgrown: dict[str, str] = field(default_factory=dict)
    """Store to what it holds beyond the waiver."""

    @property
    def flaw(self) -> Flaw | None:
        """Why it holds nowhere."""
        if self.entry.self_approved:
            return "waiver-self-approved"
        return "waiver-expired" if self.entry.last_day < self.today else None

    def findings(self, *, unused: bool) -> Iterable[Finding]:
        """Tell what is wrong with it."""
        if self.flaw is not None:
            yield about(self.flaw, self.entry, self.place)
        elif unused:
            yield about("waiver-unused", self.entry, self.place)
        for resource, beyond in self.outgrown.items():
            yield about("waiver-outgrown", self.entry, self.place, resource, beyond)


def _treated(finding: Finding, store: Resource | None, names: Sequence[str], judged: Iterable[_Judged]) -> Finding:
    stores = (finding.resource,) if store is None else (store.id, store.name)
    told: Finding = finding
    for one in judged:
        if not one.entry.fits_store(*stores) or not one.entry.fits_check([*names, *finding.also]):
            continue
        one.used = True
        if one.flaw is not None or finding.status is not FindingStatus.FAIL or not one.entry.fits_check(names):
            continue
        beyond = _beyond(one.entry, store)
        if beyond:
            one.outgrown[finding.resource] = beyond
        elif told.status is FindingStatus.FAIL:
            told = finding.model_copy(update={"status": FindingStatus.MUTED, "waiver": _waiver(one.entry)})
    return told


def _waiver(entry: Entry) -> Waiver:
    return Waiver(reason=entry.reason, owner=entry.owner, approver=entry.approver, expires=entry.last_day)


def _beyond(entry: Entry, store: Resource | None) -> str:
    """Say what a store holds within reach of outsiders that the waiver was not given for; empty when nothing."""
    data = None if store is None else store.personal_data
    if data is None:
        return ""
    more = [category for category in data.categories if category not in entry.categories]
    if not more and data.subjects.best <= entry.subjects:
        return ""
    classes = ", ".join(data.categories)
    given = ", ".join(entry.categories) or "-"
    return f"categories: {given} → {classes}; subjects: {entry.subjects:,} → {data.subjects.best:,}"
