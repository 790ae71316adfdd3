"""Tries on a few stores everything that a scan reads, and says which permissions are there and which are missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from exposurecheck.access.resolve import resolve
from exposurecheck.audit.store import outsiders_read
from exposurecheck.errors import InputError
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.keys import KeySet
from exposurecheck.model.resource import ProviderName
from exposurecheck.providers.base import ObjectEntry, Provider, Store, StoreRef
from exposurecheck.providers.permissions import needed

_OBJECTS = 5
"""Objects listed in each store that is tried."""
_REFUSALS = frozenset({GapReason.DENIED, GapReason.EXPIRED})


class Standing(StrEnum):
    """What is known about one permission."""

    THERE = "there"
    MISSING = "missing"
    UNTRIED = "untried"
    """Nothing that was tried needed it, or no answer came."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One permission, and what is hidden without it."""

    permission: str
    standing: Standing
    facts: tuple[str, ...]
    refused_on: tuple[str, ...]
    """Stores, accounts and the like for which it was refused; in others it may be there."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one cloud allows."""

    provider: ProviderName
    accounts: tuple[str, ...]
    stores: int
    """Stores there are."""
    tried: int
    permissions: tuple[Permission, ...]

    @property
    def complete(self) -> bool:
        """Nothing was refused."""
        return all(each.standing is not Standing.MISSING for each in self.permissions)


def diagnose(provider: Provider, stores: int, at: datetime) -> Diagnosis:
    """Try at most ``stores`` stores, spread over the accounts; raises ``ProviderError`` when none can be listed."""
    refs: list[StoreRef] = []
    gaps: list[Gap] = []
    for item in provider.stores():
        if isinstance(item, Gap):
            gaps.append(item)
        else:
            refs.append(item)
    chosen = _spread(refs, stores)
    for ref in chosen:
        gaps += _tried(provider, ref, at)
    return Diagnosis(provider.name, provider.accounts(), len(refs), len(chosen), _standings(provider, gaps))


def _spread(refs: Sequence[StoreRef], most: int) -> list[StoreRef]:
    """Take one store of each account in turn."""
    by_account: dict[str | None, list[StoreRef]] = {}
    for ref in refs:
        by_account.setdefault(ref.account, []).append(ref)
    longest = max(map(len, by_account.values()), default=0)
    turns = (found[turn] for turn in range(longest) for found in by_account.values() if turn < len(found))
    return [ref for ref, _ in zip(turns, range(most), strict=False)]


def _tried(provider: Provider, ref: StoreRef, at: datetime) -> list[Gap]:
    """Read what a scan would read; of the content only a byte, and only where outsiders can read it anyway."""
    store = provider.describe(ref)
    gaps: list[Gap] = []
    entries: list[ObjectEntry] = []
    for item in provider.objects(store, _OBJECTS):
        if isinstance(item, Gap):
            gaps.append(item)
        else:
            entries.append(item)
    store = provider.details(provider.with_objects(store, tuple(entries), complete=False))
    gaps += store.gaps
    scopes = _open(store, at)
    for entry in entries:
        if entry.readable and entry.size and any(scope.contains(entry.key) for scope in scopes):
            got = provider.read(store, entry.key, 0, 1)
            gaps += [got] if isinstance(got, Gap) else []
            break
    return gaps


def _open(store: Store, at: datetime) -> tuple[KeySet, ...]:
    try:
        return outsiders_read(resolve(store.resource.provider, store.documents, at))
    except InputError:  # a configuration that cannot be understood is told by the scan
        return ()


def _standings(provider: Provider, gaps: Sequence[Gap]) -> tuple[Permission, ...]:
    refused: dict[str, dict[str, None]] = {}
    for gap in gaps:
        if gap.permission is not None and gap.reason in _REFUSALS:
            refused.setdefault(gap.permission, {})[gap.resource] = None
    calls, denied = provider.calls, provider.refused
    found = []
    for each in needed(provider.name):
        where = tuple(refused.get(each.permission, ()))
        # A refusal may leave no gap, where another answer said the same; elsewhere it would.
        standing = (
            Standing.MISSING
            if where or denied[each.permission]
            else Standing.THERE
            if calls[each.permission]
            else Standing.UNTRIED
        )
        found.append(Permission(each.permission, standing, each.facts, where))
    return tuple(found)
