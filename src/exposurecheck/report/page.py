"""Turns an overview into what the long part of the page shows in full and what it shows as one line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exposurecheck.model.finding import Evidence, Finding, Fix, Waiver
from exposurecheck.model.inspection import Inspection, InspectionStatus
from exposurecheck.report.objects import Objects, objects
from exposurecheck.report.overview import SERIOUS, Overview, Reach, Store

FULL_FINDINGS = 250
"""Findings told in full. A reader does not get further, and the page stays small; report.json has them all."""

QUOTES = 3
"""Pieces of configuration quoted for one store."""

UNREAD = 40
"""Unread objects named on the page."""

ROWS = 2000
"""Stores of the table with their verdict; further ones are listed by name."""

EXAMPLES = 1
"""Stores whose fixes are printed for one improvement; the others need the same with another name."""


@dataclass(frozen=True, slots=True)
class Told:
    """One finding of a card, with the fixes that no earlier finding of the same store has shown."""

    finding: Finding
    fixes: tuple[Fix, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One store told in full."""

    store: Store
    told: tuple[Told, ...]
    objects: Objects
    """The objects that hold data or were not read completely."""
    quotes: tuple[Evidence, ...]
    """Different pieces of configuration that cause it, the primary one first."""
    more_quotes: int
    references: tuple[str, ...]
    minor: int
    """Findings of this store that are told as improvements."""


@dataclass(frozen=True, slots=True)
class Improvement:
    """One check of low severity or below, with every store it failed on."""

    finding: Finding
    """Its texts; they are the same on every store."""
    stores: tuple[Store, ...]
    examples: tuple[Finding, ...]
    """Findings whose fixes are printed."""


@dataclass(frozen=True, slots=True)
class Muted:
    """One check with every store on which its finding was set aside."""

    finding: Finding
    resources: tuple[str, ...]
    waivers: tuple[Waiver, ...]
    """Who accepted it and why, each once."""


@dataclass(frozen=True, slots=True)
class Unread:
    """One object that outsiders can reach and that was not read completely."""

    store: Store
    inspection: Inspection


@dataclass(frozen=True, slots=True)
class Page:
    """The long part of the page."""

    cards: tuple[Card, ...]
    brief: tuple[Store, ...]
    """Failing stores beyond the limit: one line each."""
    improvements: tuple[Improvement, ...]
    inside: tuple[Store, ...]
    outside: tuple[Store, ...]
    """Rows of the table of stores that are not closed, widest audience first."""
    beyond: tuple[Store, ...]
    """The same, beyond ``ROWS``: their names only."""
    muted: tuple[Muted, ...]
    unread: tuple[Unread, ...]
    more_unread: int

    @classmethod
    def of(cls, overview: Overview) -> "Page":
        """Decide what is told in full: the worst stores until ``FULL_FINDINGS`` findings have been told."""
        serious = [s for s in overview.failing if s.severity in SERIOUS]
        full = 0
        told = 0
        for store in serious:
            told += len(store.failed)
            if told > FULL_FINDINGS and full:
                break
            full += 1
        unread = list(_unread(overview))
        outside = [s for r in Reach if r is not Reach.INSIDE for s in overview.by_reach[r]]
        return cls(
            cards=tuple(_card(s) for s in serious[:full]),
            brief=tuple(serious[full:]),
            improvements=_improvements(overview),
            inside=overview.by_reach[Reach.INSIDE],
            outside=tuple(outside[:ROWS]),
            beyond=tuple(outside[ROWS:]),
            muted=_muted(overview),
            unread=tuple(unread[:UNREAD]),
            more_unread=max(0, len(unread) - UNREAD),
        )


def _card(store: Store) -> Card:
    shown: set[Fix] = set()
    told: list[Told] = []
    serious = [f for f in store.failed if f.severity in SERIOUS]
    for finding in serious:
        fresh = tuple(f for f in dict.fromkeys(finding.fixes) if f not in shown)
        shown.update(fresh)
        told.append(Told(finding, fresh))
    quotes = _quotes(store, serious)
    return Card(
        store=store,
        told=tuple(told),
        objects=objects(store),
        quotes=quotes[:QUOTES],
        more_quotes=max(0, len(quotes) - QUOTES),
        references=tuple(dict.fromkeys(r for f in serious for r in f.references)),
        minor=len(store.failed) - len(serious),
    )


def _quotes(store: Store, findings: Sequence[Finding]) -> tuple[Evidence, ...]:
    """Collect each different extract once: from the findings first, then from the verdict's own causes."""
    found: dict[str, Evidence] = {}
    for finding in findings:
        for evidence in finding.evidence:
            if evidence.extract:
                found.setdefault(evidence.extract, evidence)
    for pointer, extract in store.resource.cause_extracts.items():
        if extract:
            found.setdefault(extract, Evidence(source="", pointer=pointer, extract=extract))
    return tuple(found.values())


def _improvements(overview: Overview) -> tuple[Improvement, ...]:
    stores: dict[str, list[Store]] = {}
    findings: dict[str, list[Finding]] = {}
    for store in overview.failing:
        for finding in store.failed:
            if finding.severity not in SERIOUS:
                stores.setdefault(finding.check, []).append(store)
                findings.setdefault(finding.check, []).append(finding)
    found = [
        Improvement(same[0], tuple(stores[check]), tuple(f for f in same[:EXAMPLES] if f.fixes))
        for check, same in findings.items()
    ]
    return tuple(sorted(found, key=lambda i: (i.finding.severity.rank, -len(i.stores), i.finding.check)))


def _muted(overview: Overview) -> tuple[Muted, ...]:
    by_check: dict[str, list[Finding]] = {}
    for finding in overview.muted:
        by_check.setdefault(finding.check, []).append(finding)
    return tuple(
        Muted(
            same[0],
            tuple(f.resource for f in same),
            tuple(dict.fromkeys(f.waiver for f in same if f.waiver is not None)),
        )
        for same in by_check.values()
    )


def _unread(overview: Overview) -> Iterator[Unread]:
    for store in overview.stores:
        data = store.resource.personal_data
        for inspection in () if data is None else data.inspections:
            if inspection.status is not InspectionStatus.COMPLETE:
                yield Unread(store, inspection)
