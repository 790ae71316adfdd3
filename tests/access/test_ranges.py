"""How much of the internet a list of ranges admits."""

import pytest

from exposurecheck.access.ranges import Reach, networks, overlap, reach


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ((), Reach.NONE),
        (("203.0.113.0/24",), Reach.NAMED),
        (("203.0.113.9",), Reach.NAMED),
        (("1.0.0.0/8",), Reach.NAMED),
        (("0.0.0.0/7",), Reach.INTERNET),
        (("0.0.0.0/0",), Reach.INTERNET),
        (("::/0",), Reach.INTERNET),
        (("2001:db8::/32",), Reach.NAMED),
        (("2001:db0::/31",), Reach.INTERNET),
        (("2.0.0.0/8", "3.0.0.0/8"), Reach.INTERNET),
        (("10.0.0.0/8", "172.16.0.0/12", "192.168.1.0/24"), Reach.NONE),
        (("0.0.0.0-255.255.255.255",), Reach.INTERNET),
        (("203.0.113.1-203.0.113.9",), Reach.NAMED),
        (("somewhere",), Reach.NONE),
        (("203.0.113.1-2001:db8::1",), Reach.NONE),
    ],
)
def test_ranges_broader_than_the_limit_are_the_internet(ranges: tuple[str, ...], expected: Reach) -> None:
    assert reach(ranges) is expected


def test_documentation_ranges_are_ordinary_public_addresses() -> None:
    assert all(reach((r,)) is Reach.NAMED for r in ("203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24"))


def test_lists_overlap_when_an_address_is_in_both() -> None:
    assert overlap(("203.0.113.0/24",), ("203.0.113.7",))
    assert not overlap(("203.0.113.0/24",), ("198.51.100.1", "2001:db8::1"))
    assert networks("1.2.3.4/33") == ()
