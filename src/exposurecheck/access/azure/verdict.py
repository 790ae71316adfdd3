"""Turns the documents of one storage account into the verdict who can really read its blobs and files."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from exposurecheck.access.azure.evidence import cause_extract
from exposurecheck.access.azure.grants import ANONYMOUS, BEARER, NFS, TENANT, Estate, read
from exposurecheck.access.azure.simulate import REACH, Held, Outcome, blockers, controls, deciding, headline, simulate
from exposurecheck.access.azure.wording import Told, explain, undecided
from exposurecheck.access.cover import shortest
from exposurecheck.access.ranges import Reach
from exposurecheck.access.unchecked import build
from exposurecheck.model.base import JsonObject
from exposurecheck.model.exposure import Exposure, ExposureClass, Grant, Permission, Principal, PrincipalKind, Witness
from exposurecheck.model.keys import KeySet

__all__ = ["cause_extract", "exposure", "objects_matter"]

_CLOSED = frozenset({ExposureClass.PRIVATE, ExposureClass.ORGANIZATION})
"""Not open to outsiders: while an unread fact could still open it, nobody may call it closed."""
_BOUND = frozenset({ExposureClass.NETWORK_RESTRICTED, ExposureClass.BEARER_TOKEN, ExposureClass.ORGANIZATION})


def exposure(documents: JsonObject, as_of: datetime) -> Exposure:
    """Decide who can read the blobs and files of the account that ``documents`` describe, at ``as_of``.

    Args:
        documents: the store's documents by name; a missing key, or a name in ``unread``, is a fact
            that could not be read.
        as_of: the instant for the times of shared access signatures.

    Raises:
        InputError: a part has another type than the cloud's API gives it.
    """
    estate = read(documents, as_of)
    on = controls(estate)
    outcome = simulate(estate, estate.grants, on)
    seen = headline(outcome)
    facts, most = _unknown(estate, on, outcome, seen)
    widest = headline(most)
    held = deciding(outcome, seen)
    told = _told(estate, seen, widest, held)
    flags = [True if a else None if b else False for a, b in zip(_anonymous(outcome), _anonymous(most), strict=True)]
    return build(
        Exposure,
        exposure=told.shown,
        anonymous_read=flags[0],
        anonymous_list=flags[1],
        any_authenticated_read=flags[0],
        any_authenticated_list=flags[1],
        external_accounts=(),
        exposed_prefixes=told.include,
        exposed_except=(),
        exposed_conditions=(),
        network_restricted=told.bound,
        cause=told.cause,
        blocked_by=told.blocked,
        anonymous_other=(),
        policy_is_public=None,
        at_most=widest if REACH[widest] > REACH[seen] else seen,
        latent=_held_back(estate, on, outcome) if len(outcome) < len(estate.grants) else (),
        unknown=facts,
        undecided=tuple(undecided(f) for f in facts),
        witness=_witness(estate, seen, held),
        explanation=explain(told),
        grants=_granted(outcome),
    )


def objects_matter(documents: JsonObject) -> bool:
    """Tell whether the paths' own ACLs can change the verdict: only with a hierarchical namespace."""
    try:
        return documents["account"]["properties"]["isHnsEnabled"] is True  # type: ignore[index,call-overload]  # caught
    except (KeyError, TypeError):
        return True


def _anonymous(outcome: Outcome) -> tuple[bool, bool]:
    """Tell whether anyone on the internet can read, and can list."""
    read_ = lists = False
    for h in outcome:
        if h.grant.audience == ANONYMOUS and h.reach is Reach.INTERNET:
            read_ = read_ or bool(h.grant.keys)
            lists = lists or h.grant.listing
    return read_, lists


def _unknown(
    estate: Estate, on: Sequence[str], outcome: Outcome, seen: ExposureClass
) -> tuple[tuple[str, ...], Outcome]:
    """Return the facts that would matter, and the widest outcome they leave possible."""
    if not (estate.possible or estate.doubts or estate.unread or estate.networks.perimeter):
        return (), outcome
    flags = _anonymous(outcome)

    def wider(other: Outcome) -> bool:
        more = any(b and not a for a, b in zip(flags, _anonymous(other), strict=True))
        return more or REACH[headline(other)] > REACH[seen]

    facts: dict[str, None] = {}
    most = simulate(estate, [*estate.grants, *(p.grant for p in estate.possible)], on, generous=True)
    if wider(most):
        if estate.networks.perimeter:
            facts["network security perimeter"] = None
        if estate.networks.unread and wider(simulate(estate, estate.grants, on, generous=True)):
            facts.update(dict.fromkeys(f for f in ("account", "account.properties") if f in estate.unread))
        for fact in dict.fromkeys(p.fact for p in estate.possible):
            added = [*estate.grants, *(p.grant for p in estate.possible if p.fact == fact)]
            if wider(simulate(estate, added, on, generous=True)):
                facts[fact] = None
    else:
        most = outcome
    if outcome:
        facts.update(estate.doubts)
        facts.update(dict.fromkeys(f for f in ("account", "account.properties") if f in estate.unread))
    return tuple(facts), most


def _told(estate: Estate, seen: ExposureClass, widest: ExposureClass, held: Sequence[Held]) -> Told:
    shown = seen
    if seen in _CLOSED and REACH[widest] > REACH[seen]:
        shown = ExposureClass.UNKNOWN
    return Told(
        shown,
        widest,
        shortest(k for h in held for k in h.grant.keys),
        tuple(dict.fromkeys(h.grant.id for h in held)),
        blockers(estate) if estate.grants else (),
        any(h.grant.listing for h in held),
        seen in _BOUND and all(h.reach is Reach.NAMED for h in held),
    )


def _held_back(estate: Estate, on: Sequence[str], outcome: Outcome) -> tuple[str, ...]:
    """Name the grants that open nothing now but would if one control were removed."""
    working = {h.grant.id for h in outcome}
    freed: set[str] = set()
    for control in on:
        if not control.startswith("sas["):  # a token that has expired does not come back
            rest = [c for c in on if c != control]
            freed.update(h.grant.id for h in simulate(estate, estate.grants, rest))
    freed -= working
    return tuple(dict.fromkeys(g.id for g in estate.grants if g.id in freed))


def _witness(estate: Estate, seen: ExposureClass, held: Sequence[Held]) -> Witness | None:
    if not held or seen is ExposureClass.ORGANIZATION:
        return None
    best = next((h for h in held if h.grant.keys), held[0])
    network = None
    if best.reach is Reach.NAMED:
        network = best.grant.addresses or next(iter(estate.networks.names(best.grant.services)), None)
    if not best.grant.keys:
        return build(Witness, method="GET", key=None, network=network, signed=False)
    key = best.grant.keys[0]
    if best.grant.id == "static_website" and estate.index:
        key = f"$web/{estate.index}"
    return build(Witness, method="GET", key=key, network=network, signed=False)


_ORDER = (ANONYMOUS, NFS, BEARER, TENANT)
_PRINCIPALS = {
    ANONYMOUS: Principal(kind=PrincipalKind.ANONYMOUS),
    NFS: Principal(kind=PrincipalKind.ANONYMOUS),
    BEARER: Principal(kind=PrincipalKind.BEARER),
    TENANT: Principal(kind=PrincipalKind.ORGANIZATION),
}


def _granted(outcome: Outcome) -> tuple[Grant, ...]:
    ordered = sorted(outcome, key=lambda h: _ORDER.index(h.grant.audience)) if len(outcome) > 1 else outcome
    return tuple(
        _grant(g.audience, permission, g.keys, g.id, g.addresses)
        for g in (h.grant for h in ordered)
        for permission, given in ((Permission.READ, g.keys), (Permission.LIST, g.listing))
        if given
    )


@lru_cache(maxsize=16384)
def _grant(audience: str, permission: Permission, keys: tuple[str, ...], via: str, addresses: str) -> Grant:
    return Grant(
        principal=_PRINCIPALS[audience],
        permission=permission,
        scope=KeySet(include=keys),
        via=via,
        conditions=(f"sip={addresses}",) if addresses else (),
    )
