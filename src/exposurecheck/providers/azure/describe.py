"""Reads the documents of one container or share that decide who can reach it, and of nothing else in its account."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lxml import etree

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.resource import ProviderName, Resource, ResourceType
from exposurecheck.providers.azure import operations
from exposurecheck.providers.azure.accounts import Account, Found
from exposurecheck.providers.azure.address import Place, joined, place, with_query
from exposurecheck.providers.azure.calls import Call, Calls
from exposurecheck.providers.azure.replies import mapping, within
from exposurecheck.providers.azure.sas import Links, added
from exposurecheck.providers.azure.settings import settings_of
from exposurecheck.providers.base import FoundLink, Store
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.once import Once

WEB = "$web"
UNREAD_ACLS = "containers.acls"
INTENDED_METADATA = "exposurecheck_intended"
"""Metadata of a container that stands for the tag ``exposurecheck:intended``: its names cannot hold a colon."""


@dataclass(frozen=True, slots=True)
class Website:
    """Whether an account serves ``$web`` as a website."""

    document: dict[str, Json] | None
    """``blobService``; None when it could not be read."""
    gap: Gap | None = None


class Websites:
    """Each account's static website, asked for once and only when the account has a ``$web``."""

    def __init__(self, calls: Calls) -> None:
        """Ask nothing yet."""
        self._calls = calls
        self._accounts: dict[str, Account] = {}
        self._known = Once(self._read)

    def of(self, account: Account) -> Website:
        """Return the website of ``account``."""
        self._accounts.setdefault(account.name, account)
        return self._known.get(account.name)

    def _read(self, name: str) -> Website:
        account = self._accounts[name]
        call = operations.WEBSITE
        failed = Failed(GapReason.UNSUPPORTED, "NoEndpoint")
        if "blob" in account.endpoints:
            query = {"restype": "service", "comp": "properties"}
            reply = self._calls.element(call, with_query(f"{account.endpoints['blob']}/", query))
            if reply is None:
                return Website({"staticWebsite": {"enabled": False}})
            if not isinstance(reply, Failed):
                return Website({"staticWebsite": _website(reply[0])})
            failed = reply
        return Website(None, failed.gap(account.resource, call.fact, call.permission))


def _website(root: etree._Element) -> dict[str, Json]:
    enabled = within(root, "StaticWebsite/Enabled")
    return {
        "enabled": (enabled or "").lower() == "true",
        "indexDocument": within(root, "StaticWebsite/IndexDocument")
        or within(root, "StaticWebsite/DefaultIndexDocumentPath"),
        "errorDocument404Path": within(root, "StaticWebsite/ErrorDocument404Path"),
    }


def _now() -> datetime:
    return datetime.now(UTC)


class Described:
    """Turns places into stores with their documents."""

    def __init__(self, calls: Calls, links: Links, clock: Callable[[], datetime] = _now) -> None:
        """Read nothing yet; ``clock`` tells how long shared links still last."""
        self._calls, self._links, self._clock = calls, links, clock
        self._websites = Websites(calls)

    def store(self, found: Found) -> Store:
        """Return the documents of one container or share."""
        place = found.place
        links = self._links.of(place)
        identifiers = self._policies(place, found.account)
        if isinstance(identifiers, Failed) and identifiers.reason is GapReason.DELETED:
            gap = Gap(resource=place.id, fact="store", reason=GapReason.DELETED, detail=identifiers.code)
            return Store(_resource(found, {}, self._clock()), {}, (gap,))
        gaps: list[Gap] = []
        unread: list[Json] = []
        item = _item(found)
        if isinstance(identifiers, Failed):
            call = _policy_call(place)
            gaps.append(identifiers.gap(place.id, call.fact, call.permission))
            unread += _unread_policies(place, links)
        else:
            item["signedIdentifiers"] = identifiers.policies
            if place.service == "blob":
                item.setdefault("properties", {"publicAccess": identifiers.level})
        documents: dict[str, Json] = {"account": found.account.document, "sas": links}
        if place.service == "file":
            documents |= {"containers": [], "blobService": {}, "shares": [item]}
        else:
            documents |= {"containers": [{**item, "blobs": []}], "blobService": {}, "shares": []}
            if "properties" not in item:
                unread.append("containers.publicAccess")
            if mapping(found.account.document.get("properties")).get("isHnsEnabled") is True:
                unread.append(UNREAD_ACLS)  # until `with_objects` has read them
            if place.name == WEB:
                gaps += self._add_website(documents, found.account)
        if unread:
            documents["unread"] = unread
        return Store(_resource(found, documents, self._clock()), documents, tuple(gaps))

    def linked(self, store: Store, links: tuple[FoundLink, ...]) -> Store:
        """Add shared links that were found, and what they change in the facts that checks look at."""
        known = store.documents.get("sas")
        sas = added(known if isinstance(known, list) else [], place(store.resource.id), links)
        if sas is None or not store.documents:
            return store
        documents = {**store.documents, "sas": sas}
        settings = settings_of(documents, self._clock()).model_dump(exclude_none=True)
        resource = store.resource.model_copy(update={"settings": store.resource.settings.model_copy(update=settings)})
        return replace(store, documents=documents, resource=resource)

    def _add_website(self, documents: dict[str, Json], account: Account) -> list[Gap]:
        website = self._websites.of(account)
        if website.document is None:
            del documents["blobService"]
        else:
            documents["blobService"] = website.document
        return [website.gap] if website.gap else []

    def _policies(self, place: Place, account: Account) -> "Identifiers | Failed":
        call = _policy_call(place)
        base = account.endpoints.get(place.service)
        if base is None:
            return Failed(GapReason.UNSUPPORTED, "NoEndpoint")
        restype = "container" if place.service == "blob" else "share"
        reply = self._calls.element(call, joined(base, place.name, query={"restype": restype, "comp": "acl"}))
        if reply is None:
            return Failed(GapReason.UNSUPPORTED, "NoPolicies")
        if isinstance(reply, Failed):
            return reply
        root, headers = reply
        policies: list[Json] = [_identifier(one) for one in root.iterfind("SignedIdentifier")]
        return Identifiers(policies, headers.get("x-ms-blob-public-access") or "None")


def _item(found: Found) -> dict[str, Json]:
    item: dict[str, Json] = {"name": found.place.name}
    known = mapping(found.item.get("properties"))
    if known:
        item["properties"] = {key: value for key, value in known.items() if key != "metadata"}
    return item


def _unread_policies(place: Place, links: list[Json]) -> list[str]:
    plural = "containers" if place.service == "blob" else "shares"
    named = any("si" in mapping(mapping(link).get("params")) for link in links)
    # A link that names a stored policy may work or not, so the list of stores does not say enough either.
    return [f"{plural}.signedIdentifiers", *([plural] if named else [])]


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Stored access policies, and the level of public access that comes with them."""

    policies: list[Json]
    level: str | None


def _identifier(element: etree._Element) -> dict[str, Json]:
    policy: dict[str, Json] = {}
    for name, tag in (("start", "Start"), ("expiry", "Expiry"), ("permission", "Permission")):
        value = within(element, f"AccessPolicy/{tag}")
        if value is not None:
            policy[name] = value
    return {"id": within(element, "Id"), "accessPolicy": policy}


def _policy_call(place: Place) -> Call:
    return operations.CONTAINER_POLICIES if place.service == "blob" else operations.SHARE_POLICIES


def _resource(found: Found, documents: dict[str, Json], now: datetime) -> Resource:
    place, account = found.place, found.account
    metadata = mapping(mapping(found.item.get("properties")).get("metadata"))
    tags = None if account.tags is None and not metadata else dict(account.tags or {})
    if INTENDED_METADATA in metadata and tags is not None:
        tags["exposurecheck:intended"] = str(metadata[INTENDED_METADATA])
    return Resource(
        id=place.id,
        provider=ProviderName.AZURE,
        type=ResourceType.CONTAINER if place.service == "blob" else ResourceType.SHARE,
        name=place.name,
        region=account.region,
        account=account.name,
        tags=tags,
        settings=settings_of(documents, now),
    )
