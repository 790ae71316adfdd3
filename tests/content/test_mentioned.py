"""People whom a text mentions again in the same words are kept once, and counted as often as they stand there."""

from tests.corpus.persons import crowd

from exposurecheck.content.inspect import Inspected, inspect
from exposurecheck.content.source import MemorySource

LINES = [f"{one.name}様 携帯 {one.mobile} メール {one.email}\n" for one in crowd(3, 50)]
_BLOCK = 3 << 20
"""Bytes that are more than one block."""


def _inspected(text: str) -> Inspected:
    return inspect("a.txt", MemorySource(text.encode()), secret=b"secret of a test")


def test_nobody_is_added_twice() -> None:
    once, often = _inspected("".join(LINES)), _inspected("".join(LINES) * 20)
    assert often.inspection.subjects == once.inspection.subjects
    assert often.people.seen == {key: 20 * seen for key, seen in once.people.seen.items()}
    assert len(often.people.links.edges) == len(once.people.links.edges)


def test_nor_in_the_blocks_that_follow() -> None:
    text = "".join(LINES)
    times = _BLOCK // len(text.encode()) + 1
    once, often = _inspected(text), _inspected(text * times)
    assert often.inspection.subjects == once.inspection.subjects
    assert often.people.seen == {key: times * seen for key, seen in once.people.seen.items()}
    assert len(often.people.links.edges) <= 2 * len(once.people.links.edges)
