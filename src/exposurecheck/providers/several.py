"""Makes several signed-in clouds answer as one, each store by the cloud it belongs to."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from exposurecheck.errors import ProviderError
from exposurecheck.model.exposure import Witness
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.resource import Proof, ProviderName
from exposurecheck.providers.base import FoundLink, ObjectEntry, Provider, Store, StoreRef


class Several:
    """A provider made of providers; a cloud that cannot be listed becomes a gap and the others go on."""

    def __init__(self, providers: Mapping[ProviderName, Provider]) -> None:
        """Hold at least one signed-in provider."""
        self._providers = dict(providers)
        self.name = next(iter(self._providers))

    @property
    def calls(self) -> Counter[str]:
        """Calls to all clouds."""
        return sum((provider.calls for provider in self._providers.values()), Counter())

    @property
    def refused(self) -> Counter[str]:
        """Calls that were refused, by the permission that each one lacked."""
        return sum((provider.refused for provider in self._providers.values()), Counter())

    def accounts(self) -> tuple[str, ...]:
        """Return the accounts, projects and subscriptions of all clouds."""
        return tuple(account for provider in self._providers.values() for account in provider.accounts())

    def stores(self) -> Iterator[StoreRef | Gap]:
        """List the stores of one cloud after the other."""
        for name, provider in self._providers.items():
            try:
                yield from provider.stores()
            except ProviderError as error:
                yield Gap(resource=name, fact="stores", reason=GapReason.DENIED, detail=str(error))

    def describe(self, ref: StoreRef) -> Store:
        """Ask the store's own cloud."""
        return self._providers[ref.provider].describe(ref)

    def details(self, store: Store) -> Store:
        """Ask the store's own cloud."""
        return self._of(store).details(store)

    def objects(self, store: Store, limit: int) -> Iterator[ObjectEntry | Gap]:
        """Ask the store's own cloud."""
        return self._of(store).objects(store, limit)

    def with_objects(self, store: Store, entries: tuple[ObjectEntry, ...], *, complete: bool) -> Store:
        """Ask the store's own cloud."""
        return self._of(store).with_objects(store, entries, complete=complete)

    def with_links(self, store: Store, links: tuple[FoundLink, ...]) -> Store:
        """Ask the store's own cloud."""
        return self._of(store).with_links(store, links)

    def read(self, store: Store, key: str, start: int, length: int) -> bytes | Gap:
        """Ask the store's own cloud."""
        return self._of(store).read(store, key, start, length)

    def probe(self, store: Store, witness: Witness, at: datetime) -> Proof:
        """Ask the store's own cloud."""
        return self._of(store).probe(store, witness, at)

    def _of(self, store: Store) -> Provider:
        return self._providers[store.resource.provider]
