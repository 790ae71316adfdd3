"""Answers the provider protocol from plain documents: a cloud without a network, for tests and for saved estates."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from exposurecheck.errors import ProviderError
from exposurecheck.model.base import Json
from exposurecheck.model.exposure import Witness
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.resource import Proof, ProviderName, Resource, ResourceType, Settings
from exposurecheck.providers.base import FoundLink, ObjectEntry, Store, StoreRef


@dataclass(frozen=True, slots=True)
class MemoryStore:
    """One store of the fake cloud."""

    name: str
    documents: Mapping[str, Json] = field(default_factory=dict)
    """As ``Store.documents``; leave a key out to play a read that failed, and say why in ``gaps``.

    ``objects`` holds each object's own grants; it is given out by ``with_objects`` only, as a real cloud would.
    """
    contents: Mapping[str, bytes] = field(default_factory=dict)
    """Key to bytes."""
    entries: tuple[ObjectEntry, ...] = ()
    """Objects without bytes, for example archived or huge ones; reading them gives a gap."""
    gaps: tuple[Gap, ...] = ()
    settings: Settings = field(default_factory=Settings)
    """What ``details`` adds."""
    tags: Mapping[str, str] | None = None
    region: str | None = "ap-northeast-1"
    answers: Mapping[str | None, int] = field(default_factory=dict)
    """HTTP status of unsigned requests by key (None: the listing); 403 for everything else."""
    type: ResourceType = ResourceType.BUCKET

    def listing(self) -> tuple[ObjectEntry, ...]:
        """Every object in order of its key."""
        held = (ObjectEntry(key=key, size=len(data), storage_class="STANDARD") for key, data in self.contents.items())
        return tuple(sorted((*held, *self.entries), key=lambda entry: entry.key))


class MemoryProvider:
    """A signed-in connection to nothing but its own arguments."""

    def __init__(
        self,
        stores: tuple[MemoryStore, ...] = (),
        *,
        account: str = "111122223333",
        name: ProviderName = ProviderName.AWS,
        listing_gaps: tuple[Gap, ...] = (),
        scheme: str = "s3",
    ) -> None:
        """Hold ``stores``; ``listing_gaps`` are yielded after them, as a listing that broke off would."""
        self.name = name
        self._stores = {f"{scheme}://{store.name}": store for store in stores}
        self._account = account
        self._listing_gaps = listing_gaps

    @property
    def calls(self) -> Counter[str]:
        """Nothing is called."""
        return Counter()

    @property
    def refused(self) -> Counter[str]:
        """Nothing is refused."""
        return Counter()

    def accounts(self) -> tuple[str, ...]:
        """Return the one account."""
        return (self._account,)

    def stores(self) -> Iterator[StoreRef | Gap]:
        """List the stores, then the gaps of the listing."""
        for resource_id, store in self._stores.items():
            yield StoreRef(self.name, resource_id, store.name, store.region, self._account)
        yield from self._listing_gaps

    def describe(self, ref: StoreRef) -> Store:
        """Return the documents, without the objects' own grants."""
        held = self._stores.get(ref.id)
        resource = Resource(
            id=ref.id,
            provider=ref.provider,
            type=held.type if held else ResourceType.BUCKET,
            name=ref.name,
            region=ref.region,
            account=ref.account,
        )
        if held is None:
            return Store(resource, {}, (Gap(resource=ref.id, fact="store", reason=GapReason.DELETED),))
        documents = dict(held.documents)
        if "objects" in documents:
            documents |= {"objects": [], "objects_complete": False}
            documents["unread"] = [*_strings(documents.get("unread")), "objects.acl"]
        return Store(resource, documents, held.gaps)

    def details(self, store: Store) -> Store:
        """Add settings and tags."""
        held = self._stores[store.resource.id]
        return replace(store, resource=store.resource.model_copy(update={"settings": held.settings, "tags": held.tags}))

    def objects(self, store: Store, limit: int) -> Iterator[ObjectEntry | Gap]:
        """List at most ``limit`` objects, and a gap when there are more."""
        entries = self._stores[store.resource.id].listing()
        yield from entries[:limit]
        if len(entries) > limit:
            yield Gap(
                resource=store.resource.id,
                fact="objects",
                reason=GapReason.BUDGET,
                detail=f"more than {limit} objects",
            )

    def with_objects(self, store: Store, entries: tuple[ObjectEntry, ...], *, complete: bool) -> Store:
        """Add what ``documents["objects"]`` says about ``entries``."""
        held = self._stores[store.resource.id].documents
        known = held.get("objects")
        listed = {entry.key for entry in entries}
        documents = dict(store.documents)
        documents["objects"] = [
            item
            for item in (known if isinstance(known, list) else [])
            if isinstance(item, dict) and item.get("key") in listed
        ]
        documents["objects_complete"] = False  # prefixes stay open for what is uploaded later
        unread = _strings(held.get("unread"))
        documents["unread"] = [*unread] if complete or "objects" not in held else [*unread, "objects.acl"]
        return replace(store, documents=documents)

    def with_links(self, store: Store, links: tuple[FoundLink, ...]) -> Store:  # noqa: ARG002 - none concerns this cloud
        """Return the same store: shared access signatures are Azure's."""
        return store

    def read(self, store: Store, key: str, start: int, length: int) -> bytes | Gap:
        """Return a slice of the content."""
        data = self._stores[store.resource.id].contents.get(key)
        if data is None:
            return Gap(
                resource=store.resource.id,
                fact="content",
                reason=GapReason.DELETED,
                permission="s3:GetObject",
                detail="NoSuchKey",
            )
        return data[start : start + length]

    def probe(self, store: Store, witness: Witness, at: datetime) -> Proof:
        """Answer as ``answers`` says."""
        held = self._stores.get(store.resource.id)
        if held is None:
            raise ProviderError(f"{store.resource.id}: only stores that this scan listed are probed.")
        url = f"memory://{held.name}/{witness.key or ''}"
        if witness.key is not None and witness.key not in held.contents:
            return Proof(status=None, key=None, url=url, at=at, error="no_key")
        status = held.answers.get(witness.key, 403)
        first = held.contents[witness.key][:1024] if status in {200, 206} and witness.key is not None else b""
        return Proof(
            status=status,
            key=witness.key,
            url=url,
            at=at,
            sha256_of_first_bytes=hashlib.sha256(first).hexdigest() if first else None,
            bytes_hashed=len(first),
            error=None if status in {200, 206} else "AccessDenied",
        )


def _strings(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list) else []
