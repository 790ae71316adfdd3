"""Turns an overview into what the long part of the page shows in full and what it shows as one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from exposurecheck.model.finding import Evidence, Finding, Fix
from exposurecheck.model.inspection import Inspection, InspectionStatus
from exposurecheck.report.overview import Overview, Reach, Store

FULL_FINDINGS = 300
"""Findings told in full. A reader does not get further, and the page stays small; report.json has them all."""

QUOTES = 3
"""Pieces of configuration quoted for one store."""

UNREAD = 40
"""Unread objects named on the page."""


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
    quotes: tuple[Evidence, ...]
    """Different pieces of configuration that cause it, the primary one first."""
    more_quotes: int


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
    inside: tuple[Store, ...]
    outside: tuple[Store, ...]
    """Stores of the table that are not closed, widest audience first."""
    unread: tuple[Unread, ...]
    more_unread: int

    @classmethod
    def of(cls, overview: Overview) -> "Page":
        """Decide what is told in full: the worst stores until ``FULL_FINDINGS`` findings have been told."""
        full = 0
        told = 0
        for store in overview.failing:
            told += len(store.failed)
            if told > FULL_FINDINGS and full:
                break
            full += 1
        unread = list(_unread(overview))
        return cls(
            cards=tuple(_card(s) for s in overview.failing[:full]),
            brief=overview.failing[full:],
            inside=overview.by_reach[Reach.INSIDE],
            outside=tuple(s for r in Reach if r is not Reach.INSIDE for s in overview.by_reach[r]),
            unread=tuple(unread[:UNREAD]),
            more_unread=max(0, len(unread) - UNREAD),
        )


def _card(store: Store) -> Card:
    quotes = _quotes(store)
    shown: set[Fix] = set()
    told: list[Told] = []
    for finding in store.failed:
        fresh = tuple(f for f in dict.fromkeys(finding.fixes) if f not in shown)
        shown.update(fresh)
        told.append(Told(finding, fresh))
    return Card(store, tuple(told), quotes[:QUOTES], max(0, len(quotes) - QUOTES))


def _quotes(store: Store) -> tuple[Evidence, ...]:
    """Collect each different extract once: from the findings first, then from the verdict's own causes."""
    found = {e.extract: e for f in reversed(store.failed) for e in reversed(f.evidence) if e.extract}
    ordered = [e for f in store.failed for e in f.evidence if found.get(e.extract) is e]
    extracts = store.resource.cause_extracts
    ordered += [Evidence(source="", pointer=p, extract=x) for p, x in extracts.items() if x and x not in found]
    return tuple(islice(dict.fromkeys(ordered), 100))


def _unread(overview: Overview) -> Iterator[Unread]:
    for store in overview.stores:
        data = store.resource.personal_data
        for inspection in () if data is None else data.inspections:
            if inspection.status is not InspectionStatus.COMPLETE:
                yield Unread(store, inspection)
