"""Runs the provider contract against the Azure adapter, as far as it speaks of stores, objects and proofs.

The contract names its stores ``azure://NAME`` and its keys without their store; a thin view translates both. The rules
about accounts (a store's account here is its storage account, in a subscription) and about the grants of single objects
have no counterpart.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from exposurecheck.demo.azure.story import OPEN, StoryStore
from exposurecheck.demo.exhibit import Exhibit
from exposurecheck.model.exposure import Witness
from exposurecheck.model.gap import Gap
from exposurecheck.model.resource import Proof, ProviderName
from exposurecheck.providers.azure.provider import AzureProvider
from exposurecheck.providers.base import FoundLink, ObjectEntry, Provider, Store, StoreRef
from tests.contracts import provider as contract
from tests.contracts.provider import AWKWARD, CONTENTS
from tests.providers.azure.conftest import Serve
from tests.providers.azure.estate import ANYONE, PRIVATE, account, file, patient

BASE = "https://teststore.blob.core.windows.net/"
RULES = (
    contract.accounts_are_named,
    contract.describe_reads_what_decides_access,
    contract.details_add_settings_and_tags,
    contract.objects_are_listed_with_their_exact_keys,
    contract.a_longer_listing_ends_with_a_budget_gap,
    contract.ranges_are_read_exactly,
    contract.a_vanished_object_is_a_gap,
    contract.a_probe_keeps_a_hash_and_never_bytes,
    contract.a_probe_of_a_listing_has_no_key,
    contract.a_probe_without_a_concrete_key_is_not_sent,
    contract.strangers_are_not_probed,
    contract.a_store_deleted_meanwhile_is_one_gap,
)


class AsBuckets:
    """An Azure provider whose containers look like buckets."""

    name = ProviderName.AZURE

    def __init__(self, azure: AzureProvider) -> None:
        self._azure = azure

    def accounts(self) -> tuple[str, ...]:
        return self._azure.accounts()

    def stores(self) -> Iterator[StoreRef | Gap]:
        for item in self._azure.stores():
            yield item if isinstance(item, Gap) else replace(item, id=item.id.replace(BASE, "azure://"))

    def describe(self, ref: StoreRef) -> Store:
        return self._azure.describe(replace(ref, id=ref.id.replace("azure://", BASE)))

    @property
    def calls(self) -> Counter[str]:
        return self._azure.calls

    @property
    def refused(self) -> Counter[str]:
        return self._azure.refused

    def details(self, store: Store) -> Store:
        return self._azure.details(store)

    def objects(self, store: Store, limit: int) -> Iterator[ObjectEntry | Gap]:
        for item in self._azure.objects(store, limit):
            yield item if isinstance(item, Gap) else replace(item, key=item.key.removeprefix(f"{store.resource.name}/"))

    def with_objects(self, store: Store, entries: tuple[ObjectEntry, ...], *, complete: bool) -> Store:
        return self._azure.with_objects(store, entries, complete=complete)

    def with_links(self, store: Store, links: tuple[FoundLink, ...]) -> Store:
        return self._azure.with_links(store, links)

    def read(self, store: Store, key: str, start: int, length: int) -> bytes | Gap:
        got = self._azure.read(store, f"{store.resource.name}/{key}", start, length)
        if isinstance(got, Gap):
            return got.model_copy(update={"resource": got.resource.replace(BASE, "azure://")})
        return got

    def probe(self, store: Store, witness: Witness, at: datetime) -> Proof:
        if witness.key is None:
            return self._azure.probe(store, witness, at)
        full = witness.model_copy(update={"key": f"{store.resource.name}/{witness.key}"})
        return self._azure.probe(store, full, at).model_copy(update={"key": witness.key})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("page", [2, 5000])
def test_azure_keeps_the_contract(rule: Callable[[Provider], None], page: int, serve: Serve) -> None:
    files = (*map(file, AWKWARD), file("archived.zip", tier="Archive"))
    state = serve(
        account(StoryStore("open-bucket", ANYONE, files, "Container", OPEN), StoryStore("closed-bucket", PRIVATE))
    )
    state.content = lambda name: Exhibit(CONTENTS.get(name, b"x" * 10), "text/plain")
    state.data_page = page
    rule(AsBuckets(patient()))
