"""Several clouds answer as one."""

from collections.abc import Iterator
from datetime import UTC, datetime

from exposurecheck.errors import ProviderError
from exposurecheck.model.exposure import Witness
from exposurecheck.model.gap import Gap
from exposurecheck.model.resource import ProviderName
from exposurecheck.providers.base import StoreRef
from exposurecheck.providers.memory import MemoryProvider, MemoryStore
from exposurecheck.providers.several import Several

AT = datetime(2026, 11, 23, tzinfo=UTC)
AWS = MemoryProvider((MemoryStore("one", contents={"a.txt": b"aws"}),), account="111122223333")
GCP = MemoryProvider(
    (MemoryStore("one", contents={"a.txt": b"gcp"}, answers={"a.txt": 200}),),
    account="mizutama",
    name=ProviderName.GCP,
    scheme="gs",
)


class Locked(MemoryProvider):
    """A cloud that cannot be listed."""

    def stores(self) -> Iterator[StoreRef | Gap]:
        raise ProviderError("the subscription is disabled")


def test_each_store_is_asked_in_its_own_cloud() -> None:
    both = Several({ProviderName.AWS: AWS, ProviderName.GCP: GCP})
    refs = [ref for ref in both.stores() if isinstance(ref, StoreRef)]
    stores = [both.describe(ref) for ref in refs]

    assert [ref.id for ref in refs] == ["s3://one", "gs://one"]
    assert [both.read(store, "a.txt", 0, 9) for store in stores] == [b"aws", b"gcp"]
    assert [both.probe(s, Witness(method="GET", key="a.txt"), AT).status for s in stores] == [403, 200]
    assert both.accounts() == ("111122223333", "mizutama")


def test_a_cloud_that_cannot_be_listed_does_not_stop_the_others() -> None:
    both = Several({ProviderName.AZURE: Locked(), ProviderName.AWS: AWS})

    gap, ref = both.stores()

    assert isinstance(gap, Gap)
    assert gap.detail == "the subscription is disabled"
    assert isinstance(ref, StoreRef)
