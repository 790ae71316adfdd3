"""Prepares what stays the same in every measurement of one bucket: which actions to ask each request about."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from exposurecheck.access.s3 import actions
from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.callers import ANONYMOUS, STRANGER, Caller
from exposurecheck.access.s3.networks import Network
from exposurecheck.access.s3.requests import Plan, Request

_MAIN_BITS = (*actions.READ_BITS, *actions.LIST_BITS)
_MAIN = sum(_MAIN_BITS)
_NO_OTHERS: Mapping[str, tuple[int, ...]] = MappingProxyType({})
Place = tuple[Caller, Network]


@dataclass(slots=True)
class Survey:
    """What stays the same in every measurement of one bucket, whichever controls are imagined away."""

    bucket: Bucket
    plan: Plan
    asked: list[tuple[Request, Place, tuple[int, ...]]]
    """Each request with its place and the actions worth asking about."""
    others: Mapping[str, tuple[int, ...]]
    networks: tuple[Network, ...]
    named: tuple[Caller, ...]
    """Everybody but the unsigned and the strangers."""

    @classmethod
    def of(cls, bucket: Bucket, plan: Plan) -> "Survey":
        """Prepare to measure."""
        offered = _offered(bucket)
        main = tuple(b for b in _MAIN_BITS if b & offered)
        others = _distinct_others(bucket, offered)
        every = main + tuple(b for group in others.values() for b in group) if others else main
        asked = []
        networks: dict[Network, None] = {}
        callers: dict[Caller, None] = {}
        for request in plan.requests:
            caller, network = request.caller, request.network
            networks[network] = callers[caller] = None
            bits = every if others and caller is ANONYMOUS and network.ranges else main
            if bits:
                asked.append((request, (caller, network), bits))
        named = tuple(c for c in callers if c is not ANONYMOUS and c is not STRANGER)
        return cls(bucket, plan, asked, others, tuple(networks), named)


def _distinct_others(bucket: Bucket, offered: int) -> Mapping[str, tuple[int, ...]]:
    """Return, for each kind of other action, one action for every group that no document tells apart."""
    if not offered & ~_MAIN:
        return _NO_OTHERS
    masks = {s.mask for s in bucket.policy.statements}
    masks |= {s.mask for p in bucket.access_points for s in p.policy.statements}
    masks |= {d.mask for rcp in bucket.rcps for d in rcp.denies} | {g.mask for g in bucket.acl}
    return _distinct(frozenset(masks), offered & ~_MAIN)


@lru_cache(maxsize=1024)
def _distinct(masks: frozenset[int], offered: int) -> Mapping[str, tuple[int, ...]]:
    found = {}
    for category in actions.CATEGORIES:
        groups = [sum(bits) & offered for bits in (actions.OTHER_OBJECT[category], actions.OTHER_BUCKET[category])]
        for mask in masks:
            groups = [part for g in groups for part in (g & mask, g & ~mask) if part]
        if any(groups):
            found[category] = tuple(g & -g for g in groups if g)
    return found


def _offered(bucket: Bucket) -> int:
    found = 0
    for statement in bucket.policy.allows:
        found |= statement.mask
    for point in bucket.access_points:
        for statement in point.policy.allows:
            found |= statement.mask
    for grant in bucket.acl:
        found |= grant.mask
    return found
