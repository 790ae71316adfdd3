"""Turns grants, deny rules and controls into what each audience can do: one request per audience, worked out on sets.

Two worlds are asked: the strict one, in which everything that the documents leave open is decided against the caller,
and the generous one, in which it is decided for the caller. Where they differ, the verdict is undecided.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from exposurecheck.access.cover import reached, shortest
from exposurecheck.access.gcs.estate import Estate, Grant, Rule
from exposurecheck.access.gcs.parties import Party, Side
from exposurecheck.access.gcs.roles import EVERYTHING, LIST, READ
from exposurecheck.access.ranges import Reach
from exposurecheck.model.exposure import ExposureClass


class Held(NamedTuple):
    """A grant in effect for one audience, with the permissions that are left of it."""

    grant: Grant
    can: int


class Outcome(NamedTuple):
    """What each audience holds."""

    anonymous: tuple[Held, ...]
    signed_in: tuple[Held, ...]
    organization: tuple[Held, ...]
    external: Mapping[Party, tuple[Held, ...]]
    network: Reach

    @property
    def outsiders(self) -> tuple[Held, ...]:
        """What named outsiders hold together."""
        return tuple(held for each in self.external.values() for held in each)


def useful(held: Iterable[Held], mask: int) -> tuple[Held, ...]:
    """Return those of ``held`` that give one of the permissions in ``mask``."""
    return tuple(h for h in held if h.can & mask)


def keys(held: Iterable[Held]) -> tuple[str, ...]:
    """Return the key patterns that ``held`` let their holder read."""
    return shortest(p for h in held if h.can & READ for p in h.grant.include)


_OWN_ORGANIZATION = (Side.ORGANIZATION, Side.ORGANIZATION_OR_EXTERNAL)


def _denied(rules: Iterable[Rule], party: Party, *, generous: bool) -> int:
    """Return the permissions that deny rules take from ``party``."""
    own = party.side is Side.ORGANIZATION
    can = 0
    for rule in rules:
        hit = party in rule.denied or any(
            d.side is Side.EVERYONE or (own and d.side is Side.ORGANIZATION) for d in rule.denied
        )
        exempt = party in rule.exceptions or any(
            e.side is Side.EVERYONE or (own and e.side in _OWN_ORGANIZATION) for e in rule.exceptions
        )
        if generous and party.side is Side.EXTERNAL:
            exempt = exempt or any(_may_hold(e, party) for e in rule.exceptions)
        if hit and not exempt:
            can |= rule.can
    return can


def _may_hold(exception: Party, party: Party) -> bool:
    """Tell whether ``party`` may belong to a group or a foreign organisation that is exempt.

    Whoever belongs to the owner's own organisation is no outsider, whatever the address looks like.
    """
    if exception == party or exception.side is Side.ORGANIZATION:
        return False
    return exception.side is Side.UNCLEAR or exception.member.startswith("principalSet:")


def _left(grants: Iterable[Grant], denied: int, *, generous: bool) -> tuple[Held, ...]:
    # Whether a deny policy reaches what an ACL grants is not stated by the documents.
    return tuple(Held(g, can) for g in grants if (can := g.can if generous and g.acl else g.can & ~denied))


_EVERYONE = Party(Side.EVERYONE, "allUsers")
_ORGANIZATION = Party(Side.ORGANIZATION, "")


def simulate(estate: Estate, grants: Iterable[Grant], controls: Collection[str], *, generous: bool = False) -> Outcome:
    """Work out who holds what when exactly ``controls`` are on."""
    everyone: list[Grant] = []
    signed: list[Grant] = []
    own: list[Grant] = []
    named: dict[Party, list[Grant]] = {}
    prevented = "pap:bucket" in controls or "pap:org_policy" in controls
    uniform = "ubla" in controls
    for grant in grants:
        if (grant.acl and uniform) or (grant.dead and any(f"condition:{a}" in controls for a in grant.dead)):
            continue
        side = grant.party.side
        if side is Side.EXTERNAL:
            named.setdefault(grant.party, []).append(grant)
        elif side is Side.ORGANIZATION:
            own.append(grant)
        elif not prevented:
            (everyone if side is Side.EVERYONE else signed).append(grant)
    network = estate.network if "ip_filter" in controls else Reach.INTERNET
    rules = [r for r in estate.rules if r.id in controls] if estate.rules else []
    denied = _denied(rules, _EVERYONE, generous=generous)
    anonymous = () if "requester_pays" in controls else _left(everyone, denied, generous=generous)
    strangers = _left([*everyone, *signed], denied, generous=generous)
    external: dict[Party, tuple[Held, ...]] = {}
    organization: tuple[Held, ...]
    if not rules:
        organization = _left(own, 0, generous=generous)
        external = {p: _left(g, 0, generous=generous) for p, g in named.items()}
        return Outcome(anonymous, strangers, organization, external, network)
    public = [*everyone, *signed]
    for party in _exempt(rules, generous=generous):
        named.setdefault(party, [])
    organization = _beyond(
        [*own, *public], len(own), _denied(rules, _ORGANIZATION, generous=generous), strangers, generous=generous
    )
    for party, given in named.items():
        bits = _denied(rules, party, generous=generous)
        held = _beyond([*given, *public], len(given), bits, strangers, generous=generous)
        if held:
            external[party] = held
    return Outcome(anonymous, strangers, organization, external, network)


def _exempt(rules: Iterable[Rule], *, generous: bool) -> Iterable[Party]:
    """Return outsiders whom some rule for everyone leaves alone: they keep what everyone was given."""
    for rule in rules:
        if any(d.side is Side.EVERYONE for d in rule.denied):
            for party in sorted(rule.exceptions):
                if party.side is Side.EXTERNAL:
                    yield party
                elif generous and party.side in (Side.UNCLEAR, Side.ORGANIZATION_OR_EXTERNAL):
                    yield party._replace(side=Side.EXTERNAL)


def _beyond(
    grants: list[Grant], own: int, denied: int, strangers: tuple[Held, ...], *, generous: bool
) -> tuple[Held, ...]:
    """Return what is left of ``grants``; those after the first ``own`` count only where any stranger holds less."""
    common = {h.grant.id: h.can for h in strangers}
    found = _left(grants[:own], denied, generous=generous)
    more = _left(grants[own:], denied, generous=generous)
    return (*found, *(Held(h.grant, gain) for h in more if (gain := h.can & ~common.get(h.grant.id, 0))))


_INTERNET = (
    (Side.EVERYONE, READ, ExposureClass.ANONYMOUS_READ),
    (Side.EVERYONE, LIST, ExposureClass.ANONYMOUS_LIST),
    (Side.SIGNED_IN, READ, ExposureClass.ANY_AUTHENTICATED_READ),
    (Side.SIGNED_IN, LIST, ExposureClass.ANY_AUTHENTICATED_LIST),
    (Side.EVERYONE, EVERYTHING, ExposureClass.ANONYMOUS_OTHER),
)
"""Classes of the open internet, widest first."""
REACH = {c: c.reach for c in ExposureClass}
"""How wide each class is."""


def _all(held: Iterable[Held]) -> int:
    can = 0
    for h in held:
        can |= h.can
    return can


def headline(outcome: Outcome) -> ExposureClass:
    """Return the widest class, in the order of the members of ``ExposureClass``."""
    if outcome.network is Reach.NONE:
        return ExposureClass.PRIVATE
    if outcome.signed_in:
        can = {Side.EVERYONE: _all(outcome.anonymous), Side.SIGNED_IN: _all(outcome.signed_in)}
        if outcome.network is Reach.INTERNET:
            for side, mask, exposure in _INTERNET:
                if can[side] & mask:
                    return exposure
        elif can[Side.EVERYONE] or can[Side.SIGNED_IN] & (READ | LIST):
            return ExposureClass.NETWORK_RESTRICTED
    if outcome.external and _all(outcome.outsiders) & (READ | LIST):
        return ExposureClass.EXTERNAL_ACCOUNT
    if _all(outcome.organization) & (READ | LIST):
        return ExposureClass.ORGANIZATION
    return ExposureClass.PRIVATE


def deciding(outcome: Outcome, exposure: ExposureClass) -> tuple[Held, ...]:
    """Return the grants that make ``exposure`` true, in the order of the documents."""
    mask = READ | LIST
    held: tuple[Held, ...] = ()
    match exposure:
        case ExposureClass.ANONYMOUS_READ | ExposureClass.ANONYMOUS_LIST:
            held = outcome.anonymous
        case ExposureClass.ANONYMOUS_OTHER:
            return outcome.anonymous
        case ExposureClass.NETWORK_RESTRICTED:
            return useful(outcome.signed_in, mask) or outcome.anonymous
        case ExposureClass.ANY_AUTHENTICATED_READ | ExposureClass.ANY_AUTHENTICATED_LIST:
            held = outcome.signed_in
        case ExposureClass.EXTERNAL_ACCOUNT:
            held = outcome.outsiders
        case ExposureClass.ORGANIZATION:
            held = outcome.organization
    return useful(held, mask)


def atoms(outcome: Outcome, patterns: Collection[str]) -> frozenset[tuple[str, int, str]]:
    """Write ``outcome`` as a set that can be compared: audience, permission, and pattern or network.

    ``patterns`` are all key patterns of the store's grants, so that "fewer keys" is "fewer atoms".
    """
    found: set[tuple[str, int, str]] = set()
    if outcome.network is Reach.NONE:
        return frozenset()
    public = ("named", "internet") if outcome.network is Reach.INTERNET else ("named",)
    for audience, held in (("anonymous", outcome.anonymous), ("signed_in", outcome.signed_in)):
        for place in public:
            _atoms(found, f"{audience}@{place}", held, patterns)
    # The owner's organisation and named outsiders can always do what any stranger can.
    _atoms(found, "organization", (*outcome.organization, *outcome.signed_in), patterns)
    for party, each in outcome.external.items():
        _atoms(found, party.member, (*each, *outcome.signed_in), patterns)
    return frozenset(found)


def _atoms(found: set[tuple[str, int, str]], audience: str, held: tuple[Held, ...], patterns: Collection[str]) -> None:
    can = 0
    for h in held:
        can |= h.can
    bit = 2
    while bit <= can:
        if can & bit:
            found.add((audience, bit, ""))
        bit <<= 1
    if can & READ:
        found.update((audience, READ, p) for p in reached(patterns, keys(held)))


def _relevant(estate: Estate) -> list[str]:
    """Return the controls that have something to act on; most buckets have none."""
    sides = {g.party.side for g in estate.grants}
    public = Side.EVERYONE in sides or Side.SIGNED_IN in sides
    acts = {
        "ubla": any(g.acl for g in estate.grants),
        "pap:bucket": public,
        "pap:org_policy": public,
        "requester_pays": Side.EVERYONE in sides,
        "ip_filter": public or estate.network is Reach.NONE,
    }
    return [c for c in estate.controls if acts.get(c, True)]


def blockers(estate: Estate) -> tuple[str, ...]:
    """Name the controls that take something away, without those that take away less than another one does.

    Each control is tried alone against everything granted; what is left is compared. Of two equal ones both are named.
    """
    controls = _relevant(estate) if estate.grants else []
    if not controls:
        return ()
    patterns = {p for g in estate.grants for p in g.include}
    raw = atoms(simulate(estate, estate.grants, ()), patterns)
    left = {c: kept for c in controls if (kept := atoms(simulate(estate, estate.grants, (c,)), patterns)) != raw}
    return tuple(c for c, kept in left.items() if not any(other < kept for other in left.values()))
