"""Turns lists of IP ranges into how much of the internet they admit."""

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Network,
    collapse_addresses,
    ip_address,
    ip_network,
    summarize_address_range,
)

from exposurecheck.errors import InputError


class Reach(IntEnum):
    """From where a request can come, narrowest first."""

    NONE = 0
    NAMED = 1
    """Named networks only."""
    INTERNET = 2


Network = IPv4Network | IPv6Network
PUBLIC_V4 = 8
"""IPv4 ranges broader than this count as the internet. Source: Amazon S3, "The meaning of public"."""
PUBLIC_V6 = 32
_PRIVATE = tuple(IPv4Network(n) for n in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))


@lru_cache(maxsize=4096)
def networks(value: str) -> tuple[Network, ...]:
    """Parse an address, a CIDR range or ``first-last``; empty when it is none of them."""
    try:
        if "-" in value:
            first, last = (ip_address(part.strip()) for part in value.split("-", 1))
            if isinstance(first, IPv4Address) and isinstance(last, IPv4Address):
                return tuple(summarize_address_range(first, last))
            return ()
        return (ip_network(value.strip(), strict=False),)
    except ValueError:
        return ()


def checked(value: str, where: str) -> str:
    """Return ``value`` as it is, an address or a range.

    Raises:
        InputError: it is neither, so that nobody can say whom it lets in.
    """
    if not networks(value):
        raise InputError(
            f"{where} {value[:40]!r} is neither an address nor a range. "
            "Save the document again as the cloud's API returns it."
        )
    return value


@lru_cache(maxsize=4096)
def _reach(values: tuple[str, ...]) -> Reach:
    v4: list[IPv4Network] = []
    v6: list[IPv6Network] = []
    for value in values:
        for net in networks(value):
            if isinstance(net, IPv6Network):
                v6.append(net)
            elif not any(net.subnet_of(private) for private in _PRIVATE):
                # A private address never appears as the source of a request over the internet (RFC 1918).
                v4.append(net)
    if any(n.prefixlen < PUBLIC_V4 for n in collapse_addresses(v4)) or any(
        n.prefixlen < PUBLIC_V6 for n in collapse_addresses(v6)
    ):
        return Reach.INTERNET
    return Reach.NAMED if v4 or v6 else Reach.NONE


def reach(values: Iterable[str]) -> Reach:
    """Tell how much of the internet ``values`` admit: all of it, named networks, or nothing."""
    return _reach(tuple(values))


@lru_cache(maxsize=4096)
def overlap(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether some address is in both lists."""
    return any(
        a.version == b.version and a.overlaps(b)
        for one in left
        for a in networks(one)
        for other in right
        for b in networks(other)
    )
