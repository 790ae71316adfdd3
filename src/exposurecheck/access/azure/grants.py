"""Turns the documents of one storage account into grants to outsiders, controls, and what is not known about either."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from exposurecheck.access.azure.network import BLOB, DATA, FILE, OPEN, WEB, Networks, networks
from exposurecheck.access.azure.posix import readable
from exposurecheck.access.azure.sas import Store, Token, judge
from exposurecheck.access.shape import flag, instant, mapping, mappings, text, texts
from exposurecheck.errors import InputError
from exposurecheck.model.base import JsonObject

NOT_PUBLIC = "account:allowBlobPublicAccess=false"
NULL_CHANGED = datetime(2023, 1, 1, tzinfo=UTC)
"""From here on the documents contradict each other about an unset allowBlobPublicAccess."""
_LEVELS = {"blob": "Blob", "container": "Container", "none": "", "private": "", "off": "", "": ""}
"""What APIs and tools call the level of a container, in lower case, as Resource Manager calls it."""

ANONYMOUS, NFS, BEARER, TENANT = "anonymous", "nfs", "bearer", "tenant"


class Grant(NamedTuple):
    """What one audience can do; ``id`` says where the configuration gives it."""

    id: str
    audience: str
    keys: tuple[str, ...]
    listing: bool
    services: frozenset[str]
    stopped_by: tuple[str, ...] = ()
    """Controls each of which stops it, the network left aside."""
    addresses: str = ""
    narrow: bool = False


class Possible(NamedTuple):
    """A grant that may exist, and the fact that would tell."""

    fact: str
    grant: Grant


@dataclass(slots=True)
class Estate:
    """Everything about one account that decides who can read it."""

    unread: frozenset[str]
    networks: Networks = OPEN
    grants: list[Grant] = field(default_factory=list)
    possible: list[Possible] = field(default_factory=list)
    doubts: dict[str, None] = field(default_factory=dict)
    """Facts that were not read and could only close what is open."""
    index: str = ""
    """Index document of the static website."""


def _unread(documents: JsonObject) -> frozenset[str]:
    names = set(texts(documents.get("unread"), "unread")) if "unread" in documents else set[str]()
    names.update(n for n in ("account", "blobService", "containers", "shares", "sas") if n not in documents)
    # Resource Manager's own answer has no word about the website; only the data plane's has.
    service = mapping(documents.get("blobService"), "blobService")
    if service and "staticWebsite" not in service:
        names.add("blobService")
    if "account" in documents and "properties" not in mapping(documents["account"], "account"):
        names.add("account.properties")
    return frozenset(names)


def _level(container: JsonObject, where: str) -> str:
    properties = mapping(container.get("properties"), f"{where}.properties")
    found = _LEVELS.get(text(properties.get("publicAccess"), f"{where}.properties.publicAccess").lower())
    if found is None:
        raise InputError(
            f"{where}.properties.publicAccess must be None, Blob or Container. "
            "Save the document again as the cloud's API returns it."
        )
    return found


def _container(
    estate: Estate, container: JsonObject, where: str, properties: JsonObject, *, hierarchical: bool, settled: bool
) -> None:
    name = text(container.get("name"), f"{where}.name")
    if "properties" not in container or "containers.publicAccess" in estate.unread:
        unseen = Grant("", ANONYMOUS, (f"{name}/*",), listing=True, services=BLOB, stopped_by=_stops(properties))
        estate.possible.append(Possible("containers.publicAccess", unseen))
    level = _level(container, where)
    if level:
        grant = Grant(
            f"container[{name}]:publicAccess={level}",
            ANONYMOUS,
            (f"{name}/*",),
            level == "Container",
            BLOB,
            _stops(properties),
        )
        _anonymous(estate, grant, container, properties, hierarchical=hierarchical)
    if (hierarchical or not settled) and container.get("acls"):
        paths = readable(container, where)
        for entry in paths.entries:
            keys = () if entry.listing else (f"{name}/{entry.path}",)
            grant = Grant(entry.id, TENANT, keys, entry.listing, DATA)
            if not settled:
                estate.possible.append(Possible("account.properties.isHnsEnabled", grant))
            elif entry.silent:
                estate.possible.append(Possible("mask and other", grant))
            else:
                estate.grants.append(grant)
        estate.doubts.update(dict.fromkeys(paths.doubts))
        for fact in paths.possible:
            estate.possible.append(Possible(fact, Grant("", TENANT, (f"{name}/*",), listing=False, services=DATA)))


def _stops(properties: JsonObject) -> tuple[str, ...]:
    allowed = flag(properties.get("allowBlobPublicAccess"), "account.properties.allowBlobPublicAccess")
    return (NOT_PUBLIC,) if allowed is False else ()


def _anonymous(
    estate: Estate, grant: Grant, container: JsonObject, properties: JsonObject, *, hierarchical: bool
) -> None:
    """Add a public container, unless the documents do not say whether its level counts."""
    created = instant(text(properties.get("creationTime"), "account.properties.creationTime"))
    if properties.get("allowBlobPublicAccess") is None and created is not None and created >= NULL_CHANGED:
        estate.possible.append(Possible("account.properties.allowBlobPublicAccess", grant))
    elif hierarchical and container.get("acls") and not grant.stopped_by:
        estate.possible.append(Possible("anonymous access and POSIX ACLs", grant))
    else:
        estate.grants.append(grant)
        if hierarchical and not grant.stopped_by:
            estate.possible.append(Possible("anonymous access to the dfs endpoint", grant._replace(services=DATA)))
            estate.doubts[f"{grant.id.partition(':')[0]}.acls"] = None


def _containers(estate: Estate, containers: Sequence[JsonObject], properties: JsonObject) -> None:
    given = flag(properties.get("isHnsEnabled"), "account.properties.isHnsEnabled")
    hierarchical = given is True
    posix = hierarchical or bool({"account", "account.properties"} & estate.unread)
    for index, container in enumerate(containers):
        _container(
            estate,
            container,
            f"containers[{index}]",
            properties,
            hierarchical=posix if container.get("acls") else hierarchical,
            settled=given is not None or posix,  # only a hierarchical namespace has ACLs, so one may be there
        )
    if hierarchical and "containers.acls" in estate.unread:
        estate.possible.append(Possible("containers.acls", Grant("", TENANT, ("*",), listing=True, services=DATA)))
    if flag(properties.get("isNfsV3Enabled"), "account.properties.isNfsV3Enabled"):
        keys = tuple(f"{c.get('name')}/*" for c in containers)
        if keys or "containers" in estate.unread:
            estate.grants.append(Grant("account:isNfsV3Enabled", NFS, keys or ("*",), listing=True, services=DATA))


def _website(estate: Estate, documents: JsonObject) -> None:
    service = mapping(documents["blobService"], "blobService")
    website = mapping(service.get("staticWebsite"), "blobService.staticWebsite")
    if flag(website.get("enabled"), "blobService.staticWebsite.enabled"):
        estate.index = text(website.get("indexDocument"), "blobService.staticWebsite.indexDocument")
        estate.grants.append(Grant("static_website", ANONYMOUS, ("$web/*",), listing=False, services=WEB))


def _shares(estate: Estate, shares: Sequence[JsonObject]) -> None:
    for index, share in enumerate(shares):
        name = text(share.get("name"), f"shares[{index}].name")
        properties = mapping(share.get("properties"), f"shares[{index}].properties")
        if "NFS" in text(properties.get("enabledProtocols"), f"shares[{index}].properties.enabledProtocols").upper():
            estate.grants.append(Grant(f"share[{name}]:NFS", NFS, (f"share:{name}/*",), listing=True, services=FILE))


def _token(estate: Estate, token: Token) -> None:
    """Add one grant for each service the token opens; its reasons to fail stay with it."""
    for keys, listing, services in ((token.blob_keys, token.blob_list, DATA), (token.file_keys, token.file_list, FILE)):
        if keys or listing:
            estate.grants.append(
                Grant(token.id, BEARER, keys, listing, services, token.blockers, token.addresses, token.narrow)
            )
            estate.doubts.update(dict.fromkeys(token.doubts))


def _may_open(estate: Estate, documents: JsonObject, properties: JsonObject) -> None:
    """Add what an unread document could grant."""
    unread = estate.unread

    def add(fact: str, grant: Grant) -> None:
        estate.possible.append(Possible(fact, grant))

    if "blobService" in unread:
        add("blobService", Grant("", ANONYMOUS, ("$web/*",), listing=False, services=WEB))
    if "containers" in unread:
        add("containers", Grant("", ANONYMOUS, ("*",), listing=True, services=BLOB, stopped_by=_stops(properties)))
        if properties.get("isHnsEnabled") is not False:
            add("containers", Grant("", TENANT, ("*",), listing=True, services=DATA))
    kind = mapping(documents.get("account"), "account").get("kind")
    if "shares" in unread and kind in (None, "FileStorage"):  # NFS shares exist on premium file accounts only
        add("shares", Grant("", NFS, ("*",), listing=True, services=FILE))
    if "sas" in unread:
        add("sas", Grant("", BEARER, ("*",), listing=True, services=DATA | FILE))
    for fact in ("account", "account.properties"):
        if fact in unread:
            add(fact, Grant("", NFS, ("*",), listing=True, services=DATA))


def read(documents: JsonObject, as_of: datetime) -> Estate:
    """Read one account's documents.

    Raises:
        InputError: a part has another type than the cloud's API gives it.
    """
    estate = Estate(_unread(documents))
    account = mapping(documents.get("account"), "account")
    properties = mapping(account.get("properties"), "account.properties")
    unseen = not {"account", "account.properties"}.isdisjoint(estate.unread)
    estate.networks = OPEN._replace(unread=True) if unseen else networks(properties)
    containers = mappings(documents.get("containers"), "containers")
    shares = mappings(documents.get("shares"), "shares")
    if "blobService" in documents:
        _website(estate, documents)
    _containers(estate, containers, properties)
    _shares(estate, shares)
    store = Store(
        containers,
        shares,
        containers_known="containers" not in estate.unread,
        shares_known="shares" not in estate.unread,
    )
    for index, token in enumerate(mappings(documents.get("sas"), "sas")):
        _token(estate, judge(index, token, store, properties, as_of))
    if estate.unread:
        _may_open(estate, documents, properties)
    return estate
