"""Lists the places a request can come from that the documents tell apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from exposurecheck.access.s3 import addresses
from exposurecheck.access.s3.addresses import Range
from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.callers import fixed
from exposurecheck.access.s3.policy import Condition

_ANYWHERE = Range(4, 2**24 * 11, 2**32 - 1)
_VPC_KEYS = ("aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip")
MAX_VPCS = 64


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Where a request comes from: public addresses, a named VPC, or a VPC of the caller's own.

    Made by ``network``, which returns the same object for the same values.
    """

    ranges: tuple[Range, ...] = ()
    """Public addresses that no document tells apart; empty inside a VPC."""
    vpc: str = ""
    endpoint: str = ""

    @property
    def own(self) -> bool:
        """A VPC that any customer can make."""
        return not self.ranges and not self.vpc and not self.endpoint

    @property
    def shown(self) -> tuple[str, ...]:
        """What a person calls it, or its parts."""
        return tuple(addresses.shown(r) for r in self.ranges) or (self.endpoint or self.vpc,)

    @property
    def source_ip(self) -> str:
        """One of its addresses."""
        return addresses.text(self.ranges[0].version, self.ranges[0].low) if self.ranges else ""


@lru_cache(maxsize=16384)
def network(ranges: tuple[Range, ...], vpc: str = "", endpoint: str = "") -> Network:
    """Return the one object for these values, so that networks compare and hash by identity."""
    return Network(ranges, vpc, endpoint)


INTERNET = network((_ANYWHERE,))


@lru_cache(maxsize=2048)
def _told_apart(named: frozenset[Range]) -> tuple[Network, ...]:
    """Return the public address space in parts whose addresses are in the same ones of the ``named`` ranges."""
    parts: dict[frozenset[Range], list[Range]] = {}
    for piece in addresses.cut(named):
        parts.setdefault(frozenset(r for r in named if r.holds(piece)), []).append(piece)
    return tuple(network(tuple(p)) for p in parts.values())


def _named(conditions: Mapping[str, tuple[Condition, ...]], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for c in conditions.get(key, ()) for v in c.values if fixed(v)))


def list_networks(bucket: Bucket, conditions: Mapping[str, tuple[Condition, ...]]) -> tuple[Network, ...]:
    """Return the networks worth asking about."""
    ranges = frozenset(
        r
        for c in conditions.get("aws:sourceip", ())
        for v in c.values
        if (r := addresses.parse(v) or addresses.spelled(v)) is not None
    )
    found = list(_told_apart(ranges)) if ranges else [INTERNET]
    origins = tuple(a.vpc for a in bucket.access_points if a.vpc)
    if not origins and not any(k in conditions for k in _VPC_KEYS):
        return tuple(found)
    vpcs = tuple(dict.fromkeys((*_named(conditions, "aws:sourcevpc"), *origins)))
    endpoints = _named(conditions, "aws:sourcevpce")
    pairs: Iterable[tuple[str, str]] = ((v, e) for v in ("", *vpcs) for e in ("", *endpoints))
    found += [network((), v, e) for v, e in list(pairs)[: MAX_VPCS**2]]
    return tuple(found)
