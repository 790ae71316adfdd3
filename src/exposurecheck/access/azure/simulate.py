"""Turns grants, controls and networks into what each audience can do on an account.

Two worlds are asked: the strict one, in which everything that the documents leave open is decided against the caller,
and the generous one, in which it is decided for the caller. Where they differ, the verdict is undecided.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from exposurecheck.access.azure.grants import ANONYMOUS, BEARER, NFS, TENANT, Estate, Grant
from exposurecheck.access.azure.network import DENY, DISABLED
from exposurecheck.access.cover import reached
from exposurecheck.access.ranges import Reach
from exposurecheck.model.exposure import ExposureClass


class Held(NamedTuple):
    """A grant in effect, and from where."""

    grant: Grant
    reach: Reach


Outcome = tuple[Held, ...]
REACH = {c: c.reach for c in ExposureClass}
"""How wide each class is."""


def simulate(estate: Estate, grants: Iterable[Grant], controls: Collection[str], *, generous: bool = False) -> Outcome:
    """Work out which grants work, and from where, when exactly ``controls`` are on."""
    found: list[Held] = []
    for grant in grants:
        if any(s in controls for s in grant.stopped_by):
            continue
        if grant.audience == NFS:
            reach = estate.networks.subnet_only(grant.services, controls, generous=generous)
        else:
            reach = estate.networks.open_to(grant.services, controls, generous=generous)
            if grant.narrow and reach is not Reach.NONE:
                admitted = DENY not in controls or estate.networks.admits(grant.addresses, grant.services)
                reach = Reach.NAMED if admitted else Reach.NONE
        if reach is not Reach.NONE:
            found.append(Held(grant, reach))
    return tuple(found)


def headline(outcome: Outcome) -> ExposureClass:
    """Return the widest class, in the order of the members of ``ExposureClass``."""
    open_ = [h.grant for h in outcome if h.grant.audience == ANONYMOUS and h.reach is Reach.INTERNET]
    if any(g.keys for g in open_):
        return ExposureClass.ANONYMOUS_READ
    if open_:
        return ExposureClass.ANONYMOUS_LIST
    audiences = {h.grant.audience for h in outcome}
    if audiences & {ANONYMOUS, NFS}:
        return ExposureClass.NETWORK_RESTRICTED
    if BEARER in audiences:
        return ExposureClass.BEARER_TOKEN
    return ExposureClass.ORGANIZATION if TENANT in audiences else ExposureClass.PRIVATE


def deciding(outcome: Outcome, exposure: ExposureClass) -> Outcome:
    """Return the grants that make ``exposure`` true, in the order of the documents."""
    match exposure:
        case ExposureClass.ANONYMOUS_READ | ExposureClass.ANONYMOUS_LIST:
            return tuple(h for h in outcome if h.grant.audience == ANONYMOUS and h.reach is Reach.INTERNET)
        case ExposureClass.NETWORK_RESTRICTED:
            return tuple(h for h in outcome if h.grant.audience in (ANONYMOUS, NFS))
        case ExposureClass.BEARER_TOKEN:
            return tuple(h for h in outcome if h.grant.audience == BEARER)
        case ExposureClass.ORGANIZATION:
            return tuple(h for h in outcome if h.grant.audience == TENANT)
        case _:
            return ()


def controls(estate: Estate) -> tuple[str, ...]:
    """Return the ids of everything that is on and could take something away."""
    grants = (*estate.grants, *(p.grant for p in estate.possible))
    stops = dict.fromkeys(s for g in grants for s in g.stopped_by)
    return (*stops, *estate.networks.controls)


_PLACES = {Reach.INTERNET: ("internet", "named"), Reach.NAMED: ("named",), Reach.NONE: ()}
Atom = tuple[str, str, str]


def _atoms(outcome: Outcome, patterns: Collection[str]) -> frozenset[Atom]:
    """Write ``outcome`` as a set that can be compared: audience and place, permission, and pattern.

    Each token is an audience of its own, because its holder has only this one; everybody has what is open to anyone.
    """
    everyone = [h for h in outcome if h.grant.audience == ANONYMOUS]
    groups: dict[str, list[Held]] = {}
    for h in outcome:
        groups.setdefault(h.grant.id if h.grant.audience == BEARER else h.grant.audience, []).append(h)
    found: set[Atom] = set()
    for audience, held in groups.items():
        for place in ("internet", "named"):
            there = [h.grant for h in (*held, *everyone) if place in _PLACES[h.reach]]
            keys = [k for g in there for k in g.keys]
            found.update((f"{audience}@{place}", "read", p) for p in reached(patterns, keys))
            found.update((f"{audience}@{place}", "list", k) for g in there if g.listing for k in g.keys or ("",))
    return frozenset(found)


def blockers(estate: Estate) -> tuple[str, ...]:
    """Name the controls that take something away, without those that take away less than another one does.

    Each control is tried alone against everything granted; what is left is compared. Of two equal ones both are named.
    """
    on = controls(estate)
    grants = [g for g in estate.grants if g.audience != NFS]
    if not grants or not on:
        return tuple(dict.fromkeys(_unreachable_nfs(estate)))
    patterns = {k for g in estate.grants for k in g.keys}
    raw = _atoms(simulate(estate, grants, (), generous=True), patterns)
    left = {c: kept for c in on if (kept := _atoms(simulate(estate, grants, (c,), generous=True), patterns)) != raw}
    found = [c for c, kept in left.items() if not any(other < kept for other in left.values())]
    return tuple(dict.fromkeys((*found, *_unreachable_nfs(estate))))


def _unreachable_nfs(estate: Estate) -> Iterable[str]:
    """Say what keeps an NFS store unreachable.

    It is never served to the open internet, so a control that confines an account takes nothing away from it; only
    where no network reaches it at all is the reason named.
    """
    on = estate.networks.controls
    if estate.networks.unread:
        return
    for grant in estate.grants:
        if grant.audience == NFS and estate.networks.subnet_only(grant.services, on) is Reach.NONE:
            yield from [c for c in (DISABLED, DENY) if c in on] or [
                f"{grant.id.partition(':')[0]}:nfs_requires_restricted_network"
            ]
