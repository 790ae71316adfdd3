"""Turns a report into what its first page says: who can get in, how many people, worst first, and what is not known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.finding import Finding, FindingStatus, Severity
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.inspection import Category, Subjects
from exposurecheck.model.report import Report
from exposurecheck.model.resource import Resource, ResourceType


class Reach(StrEnum):
    """Who can get into a store, in the five steps a manager tells apart; widest first."""

    ANYONE = "anyone"
    ANY_ACCOUNT = "any_account"
    NAMED = "named"
    """Named outsiders, holders of a link, or callers from a named network."""
    UNDECIDED = "undecided"
    INSIDE = "inside"


_REACH: Mapping[ExposureClass, Reach] = {
    ExposureClass.ANONYMOUS_READ: Reach.ANYONE,
    ExposureClass.ANONYMOUS_LIST: Reach.ANYONE,
    ExposureClass.ANONYMOUS_OTHER: Reach.ANYONE,
    ExposureClass.ANY_AUTHENTICATED_READ: Reach.ANY_ACCOUNT,
    ExposureClass.ANY_AUTHENTICATED_LIST: Reach.ANY_ACCOUNT,
    ExposureClass.NETWORK_RESTRICTED: Reach.NAMED,
    ExposureClass.BEARER_TOKEN: Reach.NAMED,
    ExposureClass.EXTERNAL_ACCOUNT: Reach.NAMED,
    ExposureClass.ORGANIZATION: Reach.INSIDE,
    ExposureClass.PRIVATE: Reach.INSIDE,
    ExposureClass.UNKNOWN: Reach.UNDECIDED,
}
SERIOUS = frozenset({Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM})
"""Told store by store; the others are told check by check, so that they do not bury these."""
_DETAILS = 3
OUTSIDE = frozenset({Reach.ANYONE, Reach.ANY_ACCOUNT, Reach.NAMED})
OPEN = frozenset({Reach.ANYONE, Reach.ANY_ACCOUNT})


def reach(resource: Resource) -> Reach:
    """Return who can get in; a store without a verdict is undecided, never inside."""
    return Reach.UNDECIDED if resource.exposure is None else _REACH[resource.exposure.exposure]


@dataclass(frozen=True, slots=True)
class Store:
    """One store with everything the report says about it."""

    number: int
    """Place in the report, from 1."""
    resource: Resource
    failed: tuple[Finding, ...] = ()
    """Ranked."""
    undecided: tuple[Finding, ...] = ()

    @property
    def label(self) -> str:
        """Name by which people know the store. Containers and shares are named within their account only."""
        resource = self.resource
        of_account = resource.type is not ResourceType.BUCKET and resource.account is not None
        return f"{resource.account}/{resource.name}" if of_account else resource.name

    @property
    def severity(self) -> Severity | None:
        """The gravest failed finding; None when nothing failed."""
        return min((f.severity for f in self.failed), key=lambda s: s.rank, default=None)

    @property
    def anchor(self) -> str:
        """Where the page tells about its findings; empty when there is none."""
        if not self.failed:
            return ""
        return f"s{self.number}" if self.severity in SERIOUS else "improvements"

    @property
    def reach(self) -> Reach:
        """Who can get in."""
        return reach(self.resource)

    @property
    def subjects(self) -> Subjects:
        """People whose data outsiders can reach here."""
        data = self.resource.personal_data
        return Subjects() if data is None or self.reach not in OUTSIDE else data.subjects

    @property
    def held(self) -> tuple[Category, ...]:
        """Categories of personal data that outsiders can reach here, gravest first; also where no person is counted."""
        data = self.resource.personal_data
        found = () if data is None or self.reach not in OUTSIDE else data.categories
        return tuple(sorted(found, key=list(Category).index))

    @property
    def unread(self) -> bool:
        """Whether outsiders can read content here that this scan did not, or not completely, read."""
        exposure, data = self.resource.exposure, self.resource.personal_data
        if exposure is None or self.reach not in OUTSIDE or not exposure.exposed_prefixes:
            return False
        return data is None or not data.complete


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Gaps that one permission (or one other remedy) would close together."""

    permission: str | None
    fact: str
    """Names of the missing facts, comma separated."""
    reasons: tuple[GapReason, ...]
    resources: tuple[str, ...]
    details: tuple[str, ...] = ()
    """The first few different notes of the services."""


@dataclass(frozen=True)
class Overview:
    """Everything on the first page, derived from a report and from nothing else."""

    report: Report

    @cached_property
    def stores(self) -> tuple[Store, ...]:
        """Every store: those with failed findings in the order of the findings, then undecided ones, then the rest."""
        failed: dict[str, list[Finding]] = defaultdict(list)
        undecided: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.report.findings:
            if finding.status is FindingStatus.FAIL:
                failed[finding.resource].append(finding)
            elif finding.status is FindingStatus.UNKNOWN:
                undecided[finding.resource].append(finding)
        place = {r: i for i, r in enumerate([*failed, *(u for u in undecided if u not in failed)])}
        ordered = sorted(self.report.resources, key=lambda r: (place.get(r.id, len(place)), _quiet_order(r)))
        return tuple(
            Store(n, r, tuple(failed.get(r.id, ())), tuple(undecided.get(r.id, ()))) for n, r in enumerate(ordered, 1)
        )

    @cached_property
    def failing(self) -> tuple[Store, ...]:
        """Stores with at least one failed finding, worst first."""
        return tuple(s for s in self.stores if s.failed)

    @cached_property
    def elsewhere(self) -> tuple[Finding, ...]:
        """Findings on something that is not a listed store, for example an account."""
        known = {r.id for r in self.report.resources}
        return tuple(f for f in self.report.findings if f.resource not in known and f.status is not FindingStatus.MUTED)

    @cached_property
    def muted(self) -> tuple[Finding, ...]:
        """Findings that the user set aside, ranked."""
        return tuple(f for f in self.report.findings if f.status is FindingStatus.MUTED)

    @cached_property
    def by_reach(self) -> Mapping[Reach, tuple[Store, ...]]:
        """Stores by who can get in."""
        groups: dict[Reach, list[Store]] = {r: [] for r in Reach}
        for store in self.stores:
            groups[store.reach].append(store)
        return {r: tuple(s) for r, s in groups.items()}

    @cached_property
    def open_stores(self) -> tuple[Store, ...]:
        """Stores that strangers can get into, those meant to be public included."""
        return tuple(s for s in self.stores if s.reach in OPEN)

    @property
    def total(self) -> int:
        """Stores that were found, those of an interrupted scan included."""
        return max(len(self.report.resources), self.report.coverage.resources.total)

    @property
    def undecided(self) -> int:
        """Stores without a verdict, those that were never looked at included."""
        return max(len(self.by_reach[Reach.UNDECIDED]), self.report.coverage.resources.unknown)

    @cached_property
    def declared_public(self) -> int:
        """How many of the open stores their owner declares as public."""
        return sum(bool(s.resource.settings.declared_public) for s in self.open_stores)

    @cached_property
    def with_people(self) -> tuple[Store, ...]:
        """Stores whose personal data outsiders can reach, most people first."""
        found = [s for s in self.stores if s.subjects.high]
        return tuple(sorted(found, key=lambda s: (-s.subjects.high, s.number)))

    @cached_property
    def exposed(self) -> tuple[Store, ...]:
        """Stores whose personal data strangers can reach, most people first."""
        return tuple(s for s in self.with_people if s.reach in OPEN)

    @cached_property
    def to_close(self) -> tuple[Store, ...]:
        """Stores with serious findings that strangers can get into, unless meant to be public and without people."""
        return tuple(
            s
            for s in self.failing
            if s.reach in OPEN
            and s.severity in SERIOUS
            and (s.subjects.high or not s.resource.settings.declared_public)
        )

    @property
    def people(self) -> Subjects:
        """People whose data outsiders can reach, over all stores; mere bounds when the run did not count."""
        return _union(self.with_people) if self.report.subjects is None else self.report.subjects

    @property
    def counted_once(self) -> bool:
        """Whether ``people`` is the run's own count, in which a person in several stores is one person."""
        return self.report.subjects is not None

    @property
    def overlap(self) -> bool:
        """Whether the numbers of the single stores add up to more than ``people``."""
        return self.counted_once and self.people.high < sum(s.subjects.high for s in self.with_people)

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """Categories of personal data that outsiders can reach, gravest first."""
        found = {c for s in self.stores if s.reach in OUTSIDE and (d := s.resource.personal_data) for c in d.categories}
        return tuple(sorted(found, key=list(Category).index))

    @cached_property
    def not_fully_read(self) -> tuple[Store, ...]:
        """Stores whose content outsiders can read and this scan did not, or not completely."""
        return tuple(s for s in self.stores if s.unread)

    @cached_property
    def disagreements(self) -> tuple[Store, ...]:
        """Stores where the unsigned request did not get what the verdict says."""
        return tuple(s for s in self.stores if s.resource.proof is not None and s.resource.proof.agrees is False)

    @cached_property
    def gaps(self) -> tuple[GapGroup, ...]:
        """Gaps grouped by what would close them, the most widespread first."""
        groups: dict[tuple[str, str], list[Gap]] = defaultdict(list)
        for gap in self.report.coverage.gaps:
            groups[(gap.permission or "", "" if gap.permission else f"{gap.fact}|{gap.reason}")].append(gap)
        found = [
            GapGroup(
                permission=gaps[0].permission,
                fact=", ".join(dict.fromkeys(g.fact for g in gaps)),
                reasons=tuple(dict.fromkeys(g.reason for g in gaps)),
                resources=tuple(dict.fromkeys(g.resource for g in gaps)),
                details=tuple(dict.fromkeys(g.detail for g in gaps if g.detail))[:_DETAILS],
            )
            for gaps in groups.values()
        ]
        return tuple(sorted(found, key=lambda g: (-len(g.resources), g.permission or "", g.fact)))


def _union(stores: Iterable[Store]) -> Subjects:
    """Bound the union: one person may be in several stores, so at least the largest store, at most the sum."""
    each = [s.subjects for s in stores]
    return Subjects(
        low=max((s.low for s in each), default=0),
        best=max((s.best for s in each), default=0),
        high=sum(s.high for s in each),
    )


def _quiet_order(resource: Resource) -> tuple[int, str]:
    return (list(Reach).index(reach(resource)), resource.id)
