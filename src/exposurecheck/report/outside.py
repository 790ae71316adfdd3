"""Turns a report into the list of outside parties that are let in by name, each with what it can reach."""

from collections import defaultdict
from dataclasses import dataclass

from exposurecheck.report.overview import Overview, Store

ROWS = 60
STORES = 6
"""Stores named for one party."""


@dataclass(frozen=True, slots=True)
class Party:
    """One outside account, user, domain or organisation."""

    id: str
    stores: tuple[Store, ...]
    """Most people first."""
    more: int
    people: int
    """In the stores it can reach, at most."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Every named outside party, the one that reaches most people first."""

    parties: tuple[Party, ...]
    more: int

    @classmethod
    def of(cls, overview: Overview) -> "Outside":
        """Collect them from the verdicts."""
        reached: dict[str, list[Store]] = defaultdict(list)
        for store in overview.stores:
            for account in () if store.resource.exposure is None else store.resource.exposure.external_accounts:
                reached[account].append(store)
        parties = [_party(account, stores) for account, stores in reached.items()]
        parties.sort(key=lambda p: (-p.people, p.id))
        return cls(tuple(parties[:ROWS]), max(0, len(parties) - ROWS))


def _party(account: str, stores: list[Store]) -> Party:
    ordered = sorted(stores, key=lambda s: (-s.subjects.high, s.number))
    return Party(account, tuple(ordered[:STORES]), max(0, len(ordered) - STORES), sum(s.subjects.high for s in stores))
