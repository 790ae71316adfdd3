"""Lists the storage accounts of the subscriptions in scope, and the containers and shares in each."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.azure import operations
from exposurecheck.providers.azure.address import Place, joined, safe_endpoint
from exposurecheck.providers.azure.calls import Call, Calls
from exposurecheck.providers.azure.pages import arm_items, xml_items
from exposurecheck.providers.azure.replies import mapping, name_of, text, within
from exposurecheck.providers.azure.session import OneAccount
from exposurecheck.providers.failure import Failed

ARM_VERSION = "2023-05-01"
"""Version of the storage resource provider whose documents the verdict is made for."""
_SUBSCRIPTIONS_VERSION = "2022-12-01"
_WITHOUT_BLOBS = frozenset({"FileStorage"})
_WITHOUT_FILES = frozenset({"BlobStorage", "BlockBlobStorage"})
_LISTING = {"comp": "list", "include": "metadata", "maxresults": "5000"}


@dataclass(frozen=True, slots=True)
class Account:
    """One storage account."""

    name: str
    document: dict[str, Json]
    """The ``account`` document; without ``properties`` when Resource Manager was not asked."""
    resource_id: str | None = None
    """Path in Resource Manager; None when only the data plane is known."""
    region: str | None = None
    tags: dict[str, str] | None = None
    endpoints: dict[str, str] = field(default_factory=dict)
    """Addresses by service: blob, file, dfs, web. A missing one is not to be asked."""

    @property
    def resource(self) -> str:
        """Name for gaps about the account as a whole."""
        return f"azure:{self.name}"

    def has(self, service: str) -> bool:
        """Tell whether accounts of this kind have the service ("Storage account overview: Types")."""
        kind = self.document.get("kind")
        return kind not in (_WITHOUT_BLOBS if service == "blob" else _WITHOUT_FILES)


@dataclass(frozen=True, slots=True)
class Found:
    """One container or share of a listing."""

    place: Place
    account: Account
    item: dict[str, Json]
    """``name``, ``properties`` and metadata, in the shape of Resource Manager."""


def subscriptions(calls: Calls) -> Iterator[str | Failed]:
    """Yield the ids of the subscriptions in scope."""
    if calls.session.subscriptions:
        yield from calls.session.subscriptions
        return
    url = f"{calls.session.arm}/subscriptions?api-version={_SUBSCRIPTIONS_VERSION}"
    for item in arm_items(calls, operations.SUBSCRIPTIONS, url):
        if isinstance(item, Failed):
            yield item
        elif (found := text(item.get("subscriptionId"))) and item.get("state") not in {"Disabled", "Deleted"}:
            yield found


def accounts(calls: Calls, subscription: str) -> Iterator[Account | Failed]:
    """Yield the storage accounts of one subscription."""
    url = joined(f"{calls.session.arm}/subscriptions", subscription, "providers", "Microsoft.Storage")
    for item in arm_items(calls, operations.ACCOUNTS, f"{url}/storageAccounts?api-version={ARM_VERSION}"):
        if isinstance(item, Failed):
            yield item
        elif (name := text(item.get("name"))) is not None:
            yield _account(name, item)


def _account(name: str, item: dict[str, Json]) -> Account:
    properties = mapping(item.get("properties"))
    named = mapping(properties.get("primaryEndpoints"))
    endpoints = {service: found for service in named if (found := safe_endpoint(named[service])) is not None}
    document: dict[str, Json] = {"name": name}
    document |= {key: item[key] for key in ("kind", "sku", "properties") if key in item}
    return Account(
        name=name,
        document=document,
        resource_id=text(item.get("id")),
        region=text(item.get("location")),
        tags={key: str(value) for key, value in mapping(item.get("tags")).items()},
        endpoints=endpoints,
    )


def only_account(only: OneAccount) -> Account:
    """Return the account of a connection string: its name and addresses are all that is known."""
    endpoints = {"blob": only.blob} | ({"file": only.file} if only.file else {})
    return Account(only.name, {"name": only.name}, endpoints=endpoints)


def public_account(name: str) -> Account:
    """Return an account known by its name only, at its addresses in the public cloud."""
    endpoints = {service: f"https://{name}.{service}.core.windows.net" for service in ("blob", "file", "dfs")}
    return Account(name, {"name": name}, endpoints=endpoints)


def stores_of(calls: Calls, account: Account) -> list[Found | Gap]:
    """List the containers and shares of ``account``; what cannot be listed becomes gaps."""
    found: list[Found | Gap] = []
    for service in ("blob", "file"):
        if account.has(service):
            found += _listed(calls, account, service)
    return found


def _listed(calls: Calls, account: Account, service: str) -> list[Found | Gap]:
    """Ask Resource Manager, and the service itself when that fails: either is enough."""
    arm_call = operations.CONTAINERS if service == "blob" else operations.SHARES
    data_call = operations.LISTED_CONTAINERS if service == "blob" else operations.LISTED_SHARES
    trouble: list[tuple[Call, Failed]] = []
    found: dict[str, Found] = {}
    if account.resource_id is not None:
        failed = _collect(found, account, service, _from_arm(calls, account, arm_call, service))
        if failed is None:
            return list(found.values())
        trouble.append((arm_call, failed))
    if service not in account.endpoints:
        failed = Failed(GapReason.UNSUPPORTED, "NoEndpoint")
    else:
        failed = _collect(found, account, service, _from_service(calls, account, data_call, service))
    if failed is None:
        return list(found.values())
    call, failed = trouble[0] if trouble else (data_call, failed)
    return [*found.values(), failed.gap(account.resource, call.fact, call.permission)]


def _collect(
    found: dict[str, Found], account: Account, service: str, listing: Iterator[dict[str, Json] | Failed]
) -> Failed | None:
    for item in listing:
        if isinstance(item, Failed):
            return item
        name = text(item.get("name"))
        if name is not None:
            found[name] = Found(Place(account.name, service, name), account, item)
    return None


def _from_arm(calls: Calls, account: Account, call: Call, service: str) -> Iterator[dict[str, Json] | Failed]:
    below = "blobServices/default/containers" if service == "blob" else "fileServices/default/shares"
    url = f"{calls.session.arm}{account.resource_id}/{below}?api-version={ARM_VERSION}"
    for item in arm_items(calls, call, url):
        if isinstance(item, Failed):
            yield item
            continue
        properties = mapping(item.get("properties"))
        if properties.get("deleted") is not True and properties.get("snapshotTime") is None:
            yield {"name": item.get("name"), "properties": properties}


def _from_service(calls: Calls, account: Account, call: Call, service: str) -> Iterator[dict[str, Json] | Failed]:
    path = "Containers/Container" if service == "blob" else "Shares/Share"
    for element in xml_items(calls, call, f"{account.endpoints[service]}/", _LISTING, path):
        if isinstance(element, Failed):
            yield element
            continue
        if within(element, "Deleted") == "true" or within(element, "Snapshot"):
            continue
        metadata = element.find("Metadata")
        pairs = {str(one.tag): one.text or "" for one in metadata} if metadata is not None else {}
        properties: dict[str, Json] = {"metadata": dict(pairs)}
        if service == "blob":
            # A private container's entry has no such element ("List Containers").
            properties["publicAccess"] = _level(within(element, "Properties/PublicAccess"))
        else:
            properties["enabledProtocols"] = within(element, "Properties/EnabledProtocols") or "SMB"
        yield {"name": name_of(element), "properties": properties}


def _level(shown: str | None) -> str:
    return {"blob": "Blob", "container": "Container"}.get((shown or "").lower(), shown or "None")
