"""Objects in a cloud are fetched in ranges: each byte is right, and reading on takes few requests."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck.audit.plan import CHUNK
from exposurecheck.audit.remote import RemoteSource
from exposurecheck.model.resource import ProviderName, Resource, ResourceType
from exposurecheck.providers.base import Store
from exposurecheck.providers.memory import MemoryProvider

STORE = Store(Resource(id="s3://a", provider=ProviderName.AWS, type=ResourceType.BUCKET, name="a"), {})


@dataclass
class Counting(MemoryProvider):
    """Answers from one object and counts."""

    data: bytes = b""
    asked: list[tuple[int, int]] = field(default_factory=list)

    def read(self, store: Store, key: str, start: int, length: int) -> bytes:
        del store, key
        self.asked.append((start, length))
        return self.data[start : start + length]


@settings(deadline=None)  # other threads fetch
@given(st.lists(st.tuples(st.integers(0, 1200), st.integers(0, 1200)), max_size=12))
def test_every_range_is_right_whatever_was_read_before(ranges: list[tuple[int, int]]) -> None:
    data = bytes(n % 251 for n in range(1000))
    source = RemoteSource(Counting(data=data), STORE, "k", len(data))

    for start, length in ranges:
        assert source.read(start, length) == data[start : start + length]


def test_reading_on_from_the_front_takes_few_requests() -> None:
    provider = Counting(data=bytes(4 * CHUNK))
    source = RemoteSource(provider, STORE, "k", len(provider.data))

    for start in range(0, len(provider.data), 2**18):
        source.read(start, 2**18)

    assert len(provider.asked) <= 6
    assert sum(length for _, length in provider.asked) == len(provider.data)


def test_nothing_is_fetched_ahead_beyond_the_plan() -> None:
    provider = Counting(data=bytes(4 * CHUNK))
    source = RemoteSource(provider, STORE, "k", len(provider.data), limit=2**20)

    for start in range(0, 2**20, 2**16):
        source.read(start, 2**16)

    assert sum(length for _, length in provider.asked) == 2**20
