"""The one protocol between the audit and any cloud: list stores, describe them, list and read objects, probe."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from exposurecheck.model.base import Json
from exposurecheck.model.exposure import Witness
from exposurecheck.model.gap import Gap
from exposurecheck.model.link import SharedLink
from exposurecheck.model.resource import Proof, ProviderName, Resource


@dataclass(frozen=True, slots=True)
class StoreRef:
    """A store as the account's listing names it: enough to ask more about it."""

    provider: ProviderName
    id: str
    name: str
    region: str | None
    account: str | None


@dataclass(frozen=True, slots=True)
class Store:
    """Everything read about one store so far."""

    resource: Resource
    documents: Mapping[str, Json]
    """The provider's own documents by name, for example ``policy`` or ``iam_policy``.

    A key that is missing could not be read, or could only take away what nothing gives; a value of None was observed
    to be absent. ``unread`` (optional) lists further facts that were read only in part, for example ``objects.acl``.
    """
    gaps: tuple[Gap, ...] = ()
    """Why each missing fact is missing."""


@dataclass(frozen=True, slots=True)
class ObjectEntry:
    """One object of a store's listing."""

    key: str
    size: int
    """Bytes."""
    etag: str | None = None
    modified: datetime | None = None
    storage_class: str | None = None
    """The service's own name; archived classes cannot be read at once."""
    readable: bool = True
    """False where the service would refuse or charge for a read, for example an archived object."""


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A shared access signature that lies in an object which outsiders can read."""

    link: SharedLink
    where: str
    """Id of the store that holds the object."""
    key: str


class Provider(Protocol):
    """A signed-in connection to one cloud. Read-only; every method may be called from several threads.

    No method raises for one store's trouble: it yields or returns a ``Gap``. ``ProviderError`` means that nothing
    at all can be read, for example because nobody is signed in.
    """

    name: ProviderName

    @property
    def calls(self) -> Counter[str]:
        """Calls so far, by the permission that each one needs."""
        ...

    @property
    def refused(self) -> Counter[str]:
        """Calls that were refused, by the permission that each one lacked."""
        ...

    def accounts(self) -> tuple[str, ...]:
        """Return the account ids in scope."""
        ...

    def stores(self) -> Iterator[StoreRef | Gap]:
        """List the stores of all accounts in scope, page by page."""
        ...

    def describe(self, ref: StoreRef) -> Store:
        """Read every document that can change the access verdict whatever is in the store, and nothing else."""
        ...

    def details(self, store: Store) -> Store:
        """Add the facts that only checks on reachable stores look at (logging, tags, ...)."""
        ...

    def objects(self, store: Store, limit: int) -> Iterator[ObjectEntry | Gap]:
        """List current objects, at most ``limit``; a ``Gap`` with reason ``budget`` follows when there are more."""
        ...

    def with_objects(self, store: Store, entries: tuple[ObjectEntry, ...], *, complete: bool) -> Store:
        """Add each object's own grants and encryption, and what of the store matters only because of its content."""
        ...

    def with_links(self, store: Store, links: tuple[FoundLink, ...]) -> Store:
        """Add to the documents those of ``links`` that open the store; the same store when none does."""
        ...

    def read(self, store: Store, key: str, start: int, length: int) -> bytes | Gap:
        """Read ``length`` bytes from ``start``; fewer at the end of the object."""
        ...

    def probe(self, store: Store, witness: Witness, at: datetime) -> Proof:
        """Send ``witness`` as an unsigned request and keep what it got, never the bytes."""
        ...
