"""Reads from the documents the facts that checks look at."""

from collections.abc import Mapping
from datetime import UTC, datetime

from exposurecheck.model.base import Json
from exposurecheck.model.resource import Settings
from exposurecheck.providers.azure.replies import items, mapping, text

_WRITES = frozenset("wcadxyt")
"""Permissions that change something ("Create a service SAS: permissions for a directory, container or blob")."""


def settings_of(documents: Mapping[str, Json], now: datetime) -> Settings:
    """Return the facts that the documents hold; what is not in them stays unknown."""
    if not documents:
        return Settings()
    properties = mapping(mapping(documents.get("account")).get("properties"))
    source = mapping(properties.get("encryption")).get("keySource")
    website = mapping(mapping(documents.get("blobService")).get("staticWebsite")).get("enabled")
    known: dict[str, object] = {"website": website is True} if "blobService" in documents else {}
    if properties:
        known |= {
            "account_guardrail": properties.get("allowBlobPublicAccess") is False,
            "default_encryption": text(source),
            "open_to_all_networks": _open(properties),
            # Unset means allowed ("Prevent Shared Key authorization for an Azure Storage account").
            "shared_key_access": properties.get("allowSharedKeyAccess") is not False,
            "link_policy": properties.get("sasPolicy") is not None,
        }
        if isinstance(allowed := properties.get("allowCrossTenantReplication"), bool):
            known["cross_tenant_replication"] = allowed
    for store in (*items(documents.get("containers")), *items(documents.get("shares"))):
        known |= _of_store(store)
    return Settings().model_copy(update=known | _of_links(documents, now))


def _open(properties: Mapping[str, Json]) -> bool:
    rules = mapping(properties.get("networkAcls"))
    reachable = str(properties.get("publicNetworkAccess") or "Enabled").lower() == "enabled"
    return reachable and str(rules.get("defaultAction") or "Allow").lower() == "allow"


def _of_store(store: Mapping[str, Json]) -> dict[str, object]:
    known: dict[str, object] = {}
    if "enabledProtocols" in (properties := mapping(store.get("properties"))):
        known["nfs"] = "NFS" in str(properties["enabledProtocols"]).upper()
    if "signedIdentifiers" in store:
        policies = {str(one.get("id")): mapping(one.get("accessPolicy")) for one in items(store["signedIdentifiers"])}
        known["policies_without_expiry"] = tuple(id_ for id_, one in policies.items() if not one.get("expiry"))
        known["policies_with_write"] = tuple(id_ for id_, one in policies.items() if _writes(one.get("permission")))
    return known


def _of_links(documents: Mapping[str, Json], now: datetime) -> dict[str, object]:
    if "sas" not in documents:
        return {}
    sas = items(documents["sas"])
    links = [mapping(one.get("params")) for one in sas]
    days = [found for one in links if (found := _days(one, now)) is not None]
    return {
        "shared_links": len(links),
        "links_without_expiry": sum(not (one.get("se") or one.get("si")) for one in links),
        "links_found": sum("found_in" in one and not _ended(mapping(one.get("params")), now) for one in sas),
        "links_with_write": sum(_writes(one.get("sp")) for one in links),
        "longest_link_days": max(days) if days else None,
    }


def _writes(permissions: Json) -> bool:
    return isinstance(permissions, str) and not _WRITES.isdisjoint(permissions)


def _days(params: Mapping[str, Json], now: datetime) -> int | None:
    end, start = _instant(params.get("se")), _instant(params.get("st"))
    return None if end is None else (end - (start or now)).days


def _ended(params: Mapping[str, Json], now: datetime) -> bool:
    end = _instant(params.get("se"))
    return end is not None and end <= now


def _instant(shown: Json) -> datetime | None:
    try:
        found = datetime.fromisoformat(shown) if isinstance(shown, str) else None
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC) if found is not None else None
