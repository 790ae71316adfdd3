"""Looks up in the register with whom a store is shared: known, one character off, overdue, passing on, too curious."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from exposurecheck.access.patterns import overlap
from exposurecheck.audit.store import Assessed
from exposurecheck.documents.register import Entry, Register, read_register
from exposurecheck.model.exposure import Exposure, Permission, PrincipalKind
from exposurecheck.model.keys import matches
from exposurecheck.model.party import Party, PartyKind
from exposurecheck.model.resource import ProviderName

_NAMED = frozenset({PrincipalKind.ACCOUNT, PrincipalKind.USER, PrincipalKind.ROLE, PrincipalKind.UNKNOWN})
_LOOKING = frozenset({Permission.READ, Permission.LIST})
_AWS_ACCOUNT = re.compile(r"arn:[^:]*:(?:iam|sts)::(\d{12}):")
_SHORTEST = 6
"""Shorter ids differ by one character by nature."""


@dataclass(frozen=True, slots=True)
class Known:
    """The register, made for looking up."""

    entries: tuple[tuple[PartyKind, Entry], ...]
    own: frozenset[str]
    today: date

    def party(self, identity: str) -> tuple[PartyKind, Entry | None]:
        """Return who ``identity`` is."""
        names = _names(identity)
        if self.own & names:
            return PartyKind.OWN, None
        for kind, entry in self.entries:
            if names & {each.casefold() for each in entry.ids}:
                return kind, entry
        return PartyKind.UNKNOWN, None

    def resembled(self, identity: str) -> str | None:
        """Return the name of the party one of whose ids differs from ``identity`` by one character."""
        names = [name for name in _names(identity) if len(name) >= _SHORTEST]
        for _, entry in self.entries:
            if any(one_edit_away(name, each.casefold()) for name in names for each in entry.ids):
                return entry.name
        return None


def looked_up(path: Path | None) -> Callable[[list[Assessed], Collection[str], date], list[Assessed]]:
    """Read the register before a long scan rather than after it; raises ``RegisterError``.

    The function that is returned adds its parties to each store; without a register it changes nothing.
    """
    if path is None:
        return lambda assessed, _accounts, _today: assessed
    register = read_register(path)

    def add(assessed: list[Assessed], accounts: Collection[str], today: date) -> list[Assessed]:
        known = known_parties(register, accounts, today)
        return [_with_parties(item, known) for item in assessed]

    return add


def known_parties(register: Register, accounts: Collection[str], today: date) -> Known:
    """Prepare ``register``; the ``accounts`` of the scan are the owner's own."""
    entries = [(PartyKind.VENDOR, entry) for entry in register.vendors]
    entries += [(PartyKind.CLIENT, entry) for entry in register.clients]
    own = frozenset(each.casefold() for each in (*register.own, *accounts))
    return Known(tuple(entries), own, today)


def _with_parties(item: Assessed, known: Known) -> Assessed:
    # S3 refuses to change access control lists that are switched off, whoever may do so.
    refused = item.resource.provider is ProviderName.AWS and item.resource.settings.acls_enabled is False
    parties = tuple(parties_of(item.resource.id, item.exposure, known, lists=not refused))
    resource = item.resource.model_copy(update={"parties": parties})
    return replace(item, resource=resource, store=replace(item.store, resource=resource))


def parties_of(resource: str, exposure: Exposure, known: Known, *, lists: bool = True) -> Iterator[Party]:
    """Yield everybody outside whom a store is shared with by name; ``lists``: access control lists can be changed."""
    for identity in dict.fromkeys((*exposure.external_accounts, *_granted(exposure))):
        kind, entry = known.party(identity)
        onward = lists and Permission.WRITE_ACP in _permissions(exposure, identity)
        own_name = entry.name if entry else None
        curious = kind in {PartyKind.CLIENT, PartyKind.UNKNOWN}
        ends = _day(entry.contract_ends) if entry else None
        review = _day(entry.review_by) if entry else None
        yield Party(
            id=identity,
            kind=kind,
            name=own_name,
            resembles=known.resembled(identity) if kind is PartyKind.UNKNOWN else None,
            contract_ends=ends,
            contract_over=ends is not None and ends < known.today,
            review_by=review,
            review_overdue=review is not None and review < known.today,
            grants_onward=onward and kind is not PartyKind.OWN and not (entry and entry.onward),
            clients=tuple(_others(resource, exposure, identity, own_name, known)) if curious else (),
        )


def _granted(exposure: Exposure) -> Iterator[str]:
    for grant in exposure.grants:
        if grant.principal.kind in _NAMED and grant.principal.id:
            yield _account(grant.principal.id)


def _permissions(exposure: Exposure, identity: str) -> set[Permission]:
    return {g.permission for g in exposure.grants if g.principal.id and _account(g.principal.id) == _account(identity)}


def _others(resource: str, exposure: Exposure, identity: str, own_name: str | None, known: Known) -> Iterator[str]:
    """Name the clients other than ``own_name`` whose area ``identity`` can read or list."""
    scopes = [
        grant.scope
        for grant in exposure.grants
        if grant.permission in _LOOKING and _account(grant.principal.id) == _account(identity)
    ]
    for kind, entry in known.entries:
        if kind is not PartyKind.CLIENT or entry.name == own_name:
            continue
        areas = [area for each in entry.areas if (area := _inside(resource, each)) is not None]
        shared = (
            common
            for scope in scopes
            for wide in scope.include
            for area in areas
            for common in overlap(wide, area)
            if common not in scope.exclude and not any(overlap(common, out) == (common,) for out in scope.exclude)
        )
        if next(shared, None) is not None:
            yield entry.name


def _inside(resource: str, area: str) -> str | None:
    """Return the keys of ``resource`` that belong to ``area``, as a pattern; None when it lies elsewhere."""
    head, tail = _split(area)
    return (tail or "*") if matches(head, resource) else None


@cache
def _split(area: str) -> tuple[str, str]:
    """Divide ``s3://bucket/prefix/*`` into store and keys; an Azure store has two segments after the scheme."""
    scheme, _, rest = area.partition("://")
    parts = rest.split("/")
    deep = 2 if scheme == "https" else 1
    return f"{scheme}://{'/'.join(parts[:deep])}", "/".join(parts[deep:])


def _account(identity: str) -> str:
    found = _AWS_ACCOUNT.match(identity)
    return found.group(1) if found else identity


def _names(identity: str) -> frozenset[str]:
    """Return every way in which a register may name ``identity``: with and without its kind, and its domain."""
    whole = _account(identity).casefold()
    bare = whole.partition(":")[2] if ":" in whole and not whole.startswith("arn:") else whole
    domain = bare.partition("@")[2]
    return frozenset(filter(None, (whole, bare, domain)))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def one_edit_away(one: str, other: str) -> bool:
    """Tell whether one character more, less or different, or two neighbours swapped, make one id the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = _same(one, other)
    end = min(_same(one[::-1], other[::-1]), min(len(one), len(other)) - start)
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == len(right) == 2 and left == right[::-1])  # noqa: PLR2004 - a pair


def _same(one: Iterable[str], other: Iterable[str]) -> int:
    number = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        number += 1
    return number
