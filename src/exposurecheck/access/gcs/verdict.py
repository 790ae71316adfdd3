"""Turns the documents of one Cloud Storage bucket into the verdict who can really read it."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from exposurecheck.access.cover import shortest
from exposurecheck.access.gcs.controls import PREVENTIONS
from exposurecheck.access.gcs.estate import Estate
from exposurecheck.access.gcs.evidence import cause_extract
from exposurecheck.access.gcs.parties import Party
from exposurecheck.access.gcs.read import read
from exposurecheck.access.gcs.roles import LIST, READ, other_permissions
from exposurecheck.access.gcs.simulate import REACH, Held, Outcome, blockers, deciding, headline, simulate
from exposurecheck.access.gcs.unknowns import flags, unknown
from exposurecheck.access.gcs.wording import Told, explain, undecided
from exposurecheck.access.patterns import covers
from exposurecheck.access.quote import at
from exposurecheck.access.ranges import Reach
from exposurecheck.access.unchecked import build
from exposurecheck.model.base import JsonObject
from exposurecheck.model.exposure import Exposure, ExposureClass, Grant, Permission, Witness
from exposurecheck.model.keys import KeySet, matches

__all__ = ["cause_extract", "exposure", "objects_matter"]

_WITHOUT_KEYS = frozenset(
    {
        ExposureClass.ANONYMOUS_LIST,
        ExposureClass.ANY_AUTHENTICATED_LIST,
        ExposureClass.ANONYMOUS_OTHER,
        ExposureClass.PRIVATE,
    }
)
_CLOSED = frozenset({ExposureClass.PRIVATE, ExposureClass.ORGANIZATION})
"""Not open to outsiders: while an unread fact could still open it, nobody may call it closed."""
_NAMED = frozenset({ExposureClass.EXTERNAL_ACCOUNT, ExposureClass.ORGANIZATION})
_WITHOUT_WITNESS = frozenset({ExposureClass.PRIVATE, ExposureClass.ORGANIZATION, ExposureClass.ANONYMOUS_OTHER})


def exposure(documents: JsonObject, as_of: datetime) -> Exposure:
    """Decide who can read the bucket that ``documents`` describe, at ``as_of``.

    Args:
        documents: the store's documents by name; a missing key, or a name in ``unread``, is a fact
            that could not be read.
        as_of: the instant for ``request.time``.

    Raises:
        InputError: a part has another type than the cloud's API gives it.
    """
    estate = read(documents, as_of)
    outcome = simulate(estate, estate.grants, estate.controls)
    seen = headline(outcome)
    facts, most = unknown(estate, outcome, seen)
    widest = headline(most)
    held = deciding(outcome, seen)
    told = _told(estate, outcome, seen, widest, held)
    certain, possible = flags(outcome), flags(most)
    known = [True if a else None if b else False for a, b in zip(certain, possible, strict=True)]
    return build(
        Exposure,
        exposure=told.shown,
        anonymous_read=known[0],
        anonymous_list=known[1],
        any_authenticated_read=known[2],
        any_authenticated_list=known[3],
        external_accounts=told.externals,
        exposed_prefixes=told.include,
        exposed_except=told.exclude,
        exposed_conditions=(),
        network_restricted=told.bound,
        cause=told.cause,
        blocked_by=told.blocked,
        anonymous_other=tuple(p.value for p in told.other) if seen is ExposureClass.ANONYMOUS_OTHER else (),
        policy_is_public=None,
        at_most=widest if REACH[widest] > REACH[seen] else seen,
        latent=(*estate.latent, *(_held_back(estate, outcome) if told.blocked else ())),
        unknown=facts,
        undecided=tuple(undecided(f) for f in facts),
        witness=_witness(estate, seen, told.include, held),
        explanation=explain(told),
        grants=_granted(outcome),
    )


def objects_matter(documents: JsonObject) -> bool:
    """Tell whether the objects' own ACLs can change the verdict: not where uniform bucket-level access is on."""
    uniform = at(documents.get("bucket"), "iamConfiguration", "uniformBucketLevelAccess", "enabled")
    return uniform is not True


def _told(estate: Estate, outcome: Outcome, seen: ExposureClass, widest: ExposureClass, held: Sequence[Held]) -> Told:
    shown = seen
    if seen in _CLOSED and REACH[widest] > REACH[seen]:
        shown = ExposureClass.UNKNOWN
    cause = tuple(dict.fromkeys(h.grant.id for h in held))
    if (
        shown is ExposureClass.PRIVATE
        and estate.latent
        and not estate.uniform
        and not PREVENTIONS & set(estate.controls)
    ):
        cause = estate.latent
    include, exclude = ((), ()) if seen in _WITHOUT_KEYS else _keys(held)
    other: tuple[Permission, ...] = ()
    if seen is ExposureClass.ANONYMOUS_OTHER:
        other = other_permissions(_all(outcome.anonymous))
    elif seen is ExposureClass.PRIVATE and outcome.network is not Reach.NONE:
        other = other_permissions(_all((*outcome.signed_in, *outcome.outsiders)) & ~(READ | LIST))
    return Told(
        shown,
        widest,
        include,
        exclude,
        cause,
        blockers(estate) if estate.controls else (),
        other,
        bool(_all(held) & LIST),
        _externals(outcome),
        seen is ExposureClass.NETWORK_RESTRICTED or (seen in _NAMED and outcome.network is Reach.NAMED),
    )


def _all(held: Sequence[Held]) -> int:
    can = 0
    for h in held:
        can |= h.can
    return can


def _keys(held: Sequence[Held]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reading = [h.grant for h in held if h.can & READ]
    include = shortest(p for g in reading for p in g.include)
    if not any(g.exclude for g in reading):
        return include, ()
    # A key that one grant leaves out stays readable if another grant has it.
    exclude = [
        p
        for g in reading
        for p in g.exclude
        if not any(
            o is not g and p not in o.exclude and any(covers(i, p) or covers(p, i) for i in o.include) for o in reading
        )
    ]
    return include, shortest(exclude)


def _externals(outcome: Outcome) -> tuple[str, ...]:
    if not outcome.external or outcome.network is Reach.NONE:
        return ()
    return tuple(sorted(p.member for p, held in outcome.external.items() if _all(held) & (READ | LIST)))


def _working(outcome: Outcome) -> set[str]:
    if outcome.network is Reach.NONE:
        return set()
    return {h.grant.id for held in (outcome.signed_in, outcome.organization, outcome.outsiders) for h in held}


def _held_back(estate: Estate, outcome: Outcome) -> tuple[str, ...]:
    """Name the grants that open nothing now but would if one control were removed."""
    freed: set[str] = set()
    for control in estate.controls:
        if not control.startswith("condition:"):  # a time that has passed does not come back
            rest = [c for c in estate.controls if c != control]
            freed |= _working(simulate(estate, estate.grants, rest))
    freed -= _working(outcome)
    return tuple(dict.fromkeys(g.id for g in estate.grants if g.id in freed))


def _witness(estate: Estate, seen: ExposureClass, include: tuple[str, ...], held: Sequence[Held]) -> Witness | None:
    if seen in _WITHOUT_WITNESS or not held:
        return None
    network = estate.ranges[0] if estate.network is Reach.NAMED and estate.ranges else None
    unsigned = seen in (ExposureClass.ANONYMOUS_READ, ExposureClass.ANONYMOUS_LIST) or (
        seen is ExposureClass.NETWORK_RESTRICTED
        and "requester_pays" not in estate.controls
        and any(h.grant.party.member == "allUsers" for h in held)
    )
    if not include:
        return build(Witness, method="GET", key=None, network=network, signed=not unsigned)
    key = next((p for p in include if "*" not in p), None)
    if key is None:
        key = next((k for k in estate.keys if any(matches(p, k) for p in include)), include[0])
    return build(Witness, method="GET", key=key, network=network, signed=not unsigned)


def _granted(outcome: Outcome) -> tuple[Grant, ...]:
    if outcome.network is Reach.NONE:
        return ()
    found: dict[tuple[str, Permission], Grant] = {}
    for held in (outcome.anonymous, outcome.signed_in, outcome.outsiders, outcome.organization):
        for grant, can in held:
            for permission in _permissions(can):
                if (grant.id, permission) not in found:
                    found[grant.id, permission] = _grant(
                        grant.party, permission, grant.include, grant.exclude, grant.id
                    )
    return tuple(found.values())


@lru_cache(maxsize=1024)
def _permissions(can: int) -> tuple[Permission, ...]:
    main = tuple(p for p, bit in ((Permission.READ, READ), (Permission.LIST, LIST)) if can & bit)
    return (*main, *other_permissions(can & ~(READ | LIST)))


@lru_cache(maxsize=16384)
def _grant(party: Party, permission: Permission, include: tuple[str, ...], exclude: tuple[str, ...], via: str) -> Grant:
    scope = KeySet(include=include, exclude=exclude)
    return Grant(principal=party.principal, permission=permission, scope=scope, via=via)
