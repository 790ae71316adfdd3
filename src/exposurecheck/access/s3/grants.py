"""Turns what each audience holds into the grants of the report and one request that proves the headline."""

from collections.abc import Iterable
from functools import lru_cache

from exposurecheck.access.keysets import Terms, flat, reduce
from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.callers import STRANGER, Caller, Role
from exposurecheck.access.s3.changes import NOTHING, Changes
from exposurecheck.access.s3.granted import Granted
from exposurecheck.access.s3.headline import Headline
from exposurecheck.access.s3.reach import Reach, Share
from exposurecheck.access.s3.tags import passes
from exposurecheck.access.unchecked import build
from exposurecheck.model.exposure import ExposureClass, Grant, Permission, Principal, PrincipalKind, Witness
from exposurecheck.model.keys import KeySet


def witness(bucket: Bucket, reach: Reach, found: Headline) -> Witness | None:
    """Return a request that should succeed if the headline is right."""
    share = found.share
    if share is None:
        return None
    network = reach.networks[0] if found.exposure is ExposureClass.NETWORK_RESTRICTED and reach.networks else None
    signed = found.exposure not in (
        ExposureClass.ANONYMOUS_READ, ExposureClass.ANONYMOUS_LIST, ExposureClass.NETWORK_RESTRICTED
    )  # fmt: skip
    key = _known_key(bucket, found) if found.include else None
    return build(Witness, method="GET", key=key, network=network, signed=signed)


def _known_key(bucket: Bucket, found: Headline) -> str:
    keys = build(KeySet, include=found.include, exclude=found.exclude, conditions=())
    if bucket.listed:
        for key in bucket.listed:
            if keys.contains(key) and passes(bucket.tags.get(key, {}), found.filters):
                return key
    return found.include[0]


_KINDS = {
    Role.ACCOUNT: PrincipalKind.ACCOUNT,
    Role.CANONICAL: PrincipalKind.ACCOUNT,
    Role.ORG: PrincipalKind.ORGANIZATION,
    Role.SERVICE: PrincipalKind.SERVICE,
    Role.UNCLEAR: PrincipalKind.UNKNOWN,
}
_ANONYMOUS = Principal(kind=PrincipalKind.ANONYMOUS)
_ANYONE = Principal(kind=PrincipalKind.AUTHENTICATED)
_ORGANIZATION = Principal(kind=PrincipalKind.ORGANIZATION)
_OTHERS = {
    "write": Permission.WRITE,
    "read_acp": Permission.READ_ACP,
    "write_acp": Permission.WRITE_ACP,
    "metadata": Permission.METADATA,
}


def list_grants(reach: Reach, changes: Changes = NOTHING) -> tuple[Grant, ...]:
    """Return every effective grant to an outsider, widest audience first."""
    found = _Collected()
    found.take(_ANONYMOUS, reach.anonymous)
    for category, granted in reach.anonymous.other.items():
        found.take_all(_ANONYMOUS, _OTHERS[category], granted)
    found.take(_ANYONE, reach.anyone)
    for category, held in changes.get(STRANGER, {}).items():
        found.take_all(_ANYONE, _OTHERS[category], held)
    everybody = frozenset(found.seen)
    if reach.networked:
        found.networks = tuple(f"network {n}" for n in reach.networks)
        found.take(_ANYONE, reach.networked)
        found.networks = ()
    for caller, share in (*reach.external.items(), *reach.unclear.items()):
        found.seen = set()
        found.take(_principal(caller), share)
    found.seen = set()
    found.take(_ORGANIZATION, reach.organization)
    for caller, by_category in changes.items():
        if caller is not STRANGER:
            found.seen = set(everybody)
            who = _ORGANIZATION if caller.role is Role.OWN_ORG else _principal(caller)
            for category, held in by_category.items():
                found.take_all(who, _OTHERS[category], held)
    return tuple(found.grants)


def _principal(caller: Caller) -> Principal:
    return build(Principal, kind=_KINDS.get(caller.role, PrincipalKind.UNKNOWN), id=caller.id or caller.label)


class _Collected:
    """Grants so far, each once: what everybody holds is not repeated for a narrower audience."""

    def __init__(self) -> None:
        self.grants: list[Grant] = []
        self.seen: set[tuple[str, Permission]] = set()
        self.networks: tuple[str, ...] = ()

    def take(self, who: Principal, share: Share) -> None:
        """Add what an audience can read and list."""
        self.take_all(who, Permission.READ, share.read)
        self.take_all(who, Permission.LIST, share.list)

    def take_all(self, who: Principal, permission: Permission, granted: Iterable[Granted]) -> None:
        """Add grants of one permission."""
        by_via: dict[str, set[Granted]] = {}
        for grant in granted:
            by_via.setdefault(grant.via, set()).add(grant)
        for via in sorted(by_via):
            if (via, permission) not in self.seen:
                self.seen.add((via, permission))
                terms = frozenset(g.keys for g in by_via[via])
                self.grants.append(_grant(who.kind, who.id, permission, via, terms, self.networks))


@lru_cache(maxsize=4096)
def _grant(  # noqa: PLR0917 - a cache wants positional arguments
    kind: PrincipalKind, id_: str, permission: Permission, via: str, terms: Terms, conditions: tuple[str, ...]
) -> Grant:
    who = build(Principal, kind=kind, id=id_)
    return build(Grant, principal=who, permission=permission, scope=_scope(terms), via=via, conditions=conditions)


def _scope(terms: Terms) -> KeySet:
    include, exclude, filters = flat(reduce(terms))
    return build(KeySet, include=tuple(i for i in include if i), exclude=exclude, conditions=filters)
