"""Cuts the public address space along the ranges a policy names, and tells which parts are wide."""

import ipaddress
import re
from functools import lru_cache
from typing import NamedTuple


class Range(NamedTuple):
    """Consecutive addresses of one IP version, both ends included."""

    version: int
    low: int
    high: int

    def holds(self, other: "Range") -> bool:
        """Tell whether every address of ``other`` is in this range."""
        return self.version == other.version and self.low <= other.low and other.high <= self.high


_TOP = {4: 2**32 - 1, 6: 2**128 - 1}
_WIDE = {4: 2**25, 6: 2**97}
"""The smallest block that is broader than /8 (IPv4) or /32 (IPv6).

Source: S3 user guide, "Blocking public access", section "The meaning of public".
"""


@lru_cache(maxsize=4096)
def parse(text: str) -> Range | None:
    """Read an address or a CIDR block; None when it is neither."""
    try:
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None
    return Range(network.version, int(network.network_address), int(network.broadcast_address))


_BEGINNING = re.compile(r"(?P<v4>(?:\d{1,3}\.){1,3})\*|(?P<v6>(?:[0-9a-f]{1,4}:){1,7})\*", re.IGNORECASE)


@lru_cache(maxsize=4096)
def spelled(text: str) -> Range | None:
    """Read a pattern that string operators compare with an address, such as ``203.0.113.*``; None for any other."""
    found = _BEGINNING.fullmatch(text)
    if not found:
        return None
    if found["v4"]:
        count = found["v4"].count(".")
        return parse(f"{found['v4']}{'0.' * (3 - count)}0/{count * 8}")
    return parse(f"{found['v6']}:/{found['v6'].count(':') * 16}")


def _known(text: str) -> Range:
    found = parse(text)
    if found is None:
        raise ValueError(text)
    return found


PRIVATE = tuple(_known(t) for t in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
"""Ranges that never reach S3 over the internet (RFC 1918)."""


def is_private(found: Range) -> bool:
    """Tell whether every address of the range is private."""
    return any(p.holds(found) for p in PRIVATE)


def is_wide(found: Range) -> bool:
    """Tell whether one block counts as public by itself: broader than /8 or /32."""
    return found.high - found.low + 1 >= _WIDE[found.version]


@lru_cache(maxsize=2048)
def cut(named: frozenset[Range]) -> tuple[Range, ...]:
    """Return the public address space in pieces on which every named range is either true or false throughout."""
    pieces: list[Range] = []
    for version in (4, 6):
        blocks = [r for r in (*named, *PRIVATE) if r.version == version]
        starts = sorted({0} | {r.low for r in blocks} | {r.high + 1 for r in blocks if r.high < _TOP[version]})
        ends = [s - 1 for s in starts[1:]] + [_TOP[version]]
        pieces += [Range(version, low, high) for low, high in zip(starts, ends, strict=True)]
    return tuple(p for p in pieces if not is_private(p))


@lru_cache(maxsize=2048)
def any_wide(pieces: frozenset[Range]) -> bool:
    """Tell whether the union of ``pieces`` holds an aligned block broader than /8 or /32: the internet at large."""
    ordered = sorted(pieces)
    i = 0
    while i < len(ordered):
        version, low, high = ordered[i]
        i += 1
        while i < len(ordered) and ordered[i].version == version and ordered[i].low == high + 1:
            high = ordered[i].high
            i += 1
        block = _WIDE[version]
        start = -(-low // block) * block
        if start + block - 1 <= high:
            return True
    return False


def text(version: int, address: int) -> str:
    """Write an address."""
    return str(ipaddress.IPv4Address(address) if version == 4 else ipaddress.IPv6Address(address))  # noqa: PLR2004 - IP version


@lru_cache(maxsize=2048)
def shown(found: Range) -> str:
    """Write a range as one CIDR block where it is one, otherwise as first-last."""
    if found.version == 4:  # noqa: PLR2004 - IP version
        blocks = [str(b) for b in ipaddress.summarize_address_range(_v4(found.low), _v4(found.high))]
    else:
        blocks = [str(b) for b in ipaddress.summarize_address_range(_v6(found.low), _v6(found.high))]
    return blocks[0] if len(blocks) == 1 else f"{text(found.version, found.low)}-{text(found.version, found.high)}"


_v4, _v6 = ipaddress.IPv4Address, ipaddress.IPv6Address
