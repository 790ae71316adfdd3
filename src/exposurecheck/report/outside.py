"""Turns a report into the list of outside parties that are let in by name, each with what it can reach."""

from collections import defaultdict
from dataclasses import dataclass

from exposurecheck.model.party import Party as KnownParty
from exposurecheck.model.party import PartyKind
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
    known: KnownParty | None = None
    """What the register of vendors and clients says; None where no register was given."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Names of the messages ``outside.warn.*`` that apply."""
        known = self.known
        if known is None:
            return ()
        found = {
            "unknown": known.kind is PartyKind.UNKNOWN,
            "resembles": known.resembles is not None,
            "contract_over": known.contract_over,
            "review_overdue": known.review_overdue,
            "onward": known.grants_onward,
            "clients": bool(known.clients),
        }
        return tuple(name for name, applies in found.items() if applies)


@dataclass(frozen=True, slots=True)
class Outside:
    """Every named outside party, the one that reaches most people first."""

    parties: tuple[Party, ...]
    more: int

    @classmethod
    def of(cls, overview: Overview) -> "Outside":
        """Collect them from the verdicts."""
        reached: dict[str, list[Store]] = defaultdict(list)
        register: dict[str, list[KnownParty]] = defaultdict(list)
        for store in overview.stores:
            for account in () if store.resource.exposure is None else store.resource.exposure.external_accounts:
                reached[account].append(store)
            for known in store.resource.parties or ():
                register[known.id].append(known)
        parties = [_party(account, stores, register[account]) for account, stores in reached.items()]
        parties.sort(key=lambda p: (not p.warnings, -p.people, p.id))
        return cls(tuple(parties[:ROWS]), max(0, len(parties) - ROWS))


def _party(account: str, stores: list[Store], register: list[KnownParty]) -> Party:
    ordered = sorted(stores, key=lambda s: (-s.subjects.high, s.number))
    return Party(
        id=account,
        stores=tuple(ordered[:STORES]),
        more=max(0, len(ordered) - STORES),
        people=sum(s.subjects.high for s in stores),
        known=_together(register) if register else None,
    )


def _together(same: list[KnownParty]) -> KnownParty:
    """Put together what is said of one party beside each store that it can reach."""
    return same[0].model_copy(
        update={
            "grants_onward": any(p.grants_onward for p in same),
            "clients": tuple(sorted({c for p in same for c in p.clients})),
        }
    )
