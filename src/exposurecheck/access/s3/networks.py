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

    piece: Range | None = None
    """Public addresses that no document tells apart; None inside a VPC."""
    vpc: str = ""
    endpoint: str = ""

    @property
    def own(self) -> bool:
        """A VPC that any customer can make."""
        return self.piece is None and not self.vpc and not self.endpoint

    @property
    def shown(self) -> str:
        """What a person calls it."""
        if self.piece is None:
            return self.endpoint or self.vpc
        return addresses.shown(self.piece)

    @property
    def source_ip(self) -> str:
        """One address of the piece."""
        if self.piece is None:
            return ""
        return addresses.text(self.piece.version, self.piece.low)


@lru_cache(maxsize=16384)
def network(piece: Range | None, vpc: str = "", endpoint: str = "") -> Network:
    """Return the one object for these values, so that networks compare and hash by identity."""
    return Network(piece, vpc, endpoint)


INTERNET = network(_ANYWHERE)


def _named(conditions: Mapping[str, tuple[Condition, ...]], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for c in conditions.get(key, ()) for v in c.values if fixed(v)))


def list_networks(bucket: Bucket, conditions: Mapping[str, tuple[Condition, ...]]) -> tuple[Network, ...]:
    """Return the networks worth asking about."""
    ranges = frozenset(
        r for c in conditions.get("aws:sourceip", ()) for v in c.values if (r := addresses.parse(v)) is not None
    )
    found = [network(p) for p in addresses.cut(ranges)] if ranges else [INTERNET]
    origins = tuple(a.vpc for a in bucket.access_points if a.vpc)
    if not origins and not any(k in conditions for k in _VPC_KEYS):
        return tuple(found)
    vpcs = tuple(dict.fromkeys((*_named(conditions, "aws:sourcevpc"), *origins)))
    endpoints = _named(conditions, "aws:sourcevpce")
    pairs: Iterable[tuple[str, str]] = ((v, e) for v in ("", *vpcs) for e in ("", *endpoints))
    found += [network(None, v, e) for v, e in list(pairs)[: MAX_VPCS**2]]
    return tuple(found)
