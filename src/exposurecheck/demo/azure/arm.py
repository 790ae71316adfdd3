"""Answers what Resource Manager is asked about the story: subscriptions, accounts, containers, shares, diagnostics.

Source: Azure Storage resource provider REST API; "Diagnostic Settings - List".
"""

from collections.abc import Sequence
from typing import Final

from exposurecheck.demo.azure.request import Answer, Request, arm_error, document
from exposurecheck.demo.azure.story import REGION, SUBSCRIPTION, TENANT, StoryAccount, StoryStore
from exposurecheck.model.base import Json

GROUP: Final = "mizutama"
_CONTAINERS: Final = ("blobServices", "default", "containers")
_SHARES: Final = ("fileServices", "default", "shares")
_DIAGNOSTICS: Final = ("providers", "Microsoft.Insights", "diagnosticSettings")


def permission_of(parts: Sequence[str]) -> str:
    """Return the action that a read of Resource Manager needs."""
    if len(parts) <= 1:
        return "Microsoft.Resources/subscriptions/read"
    if tuple(parts[-3:]) == _DIAGNOSTICS:
        return "Microsoft.Insights/diagnosticSettings/read"
    kind = [part for part in parts if part in {"containers", "shares", "objectReplicationPolicies"}]
    own = [part for part in parts if part in {"blobServices", "fileServices"}]
    return "/".join(("Microsoft.Storage/storageAccounts", *own, *kind, "read"))


def answer(request: Request, accounts: Sequence[StoryAccount], url: str, page: int) -> Answer:  # noqa: PLR0911 - a table of answers
    """Answer one request; ``url`` is where this server listens, ``page`` the number of entries on a page."""
    parts = request.parts
    if "api-version" not in request.query:
        return arm_error(400, "MissingApiVersionParameter")
    if parts == ("subscriptions",):
        return _paged(request, [_subscription()], url, page)
    if parts[1:2] != (SUBSCRIPTION,):
        return arm_error(404, "SubscriptionNotFound")
    if parts[2:] == ("providers", "Microsoft.Storage", "storageAccounts"):
        return _paged(request, [_account(a, url) for a in accounts], url, page)
    if parts[2:7:2] != ("resourceGroups", "providers", "storageAccounts") or len(parts) < 8:  # noqa: PLR2004 - a path
        return arm_error(404, "InvalidResourceType")
    account = next((a for a in accounts if a.name == parts[7]), None)
    if account is None:
        return arm_error(404, "ResourceNotFound")
    return _of_account(request, account, parts[8:], url, page)


def _of_account(  # noqa: PLR0911 - a table of answers
    request: Request, account: StoryAccount, below: tuple[str, ...], url: str, page: int
) -> Answer:
    id_ = _id(account)
    if below == ():
        return document(_account(account, url))
    if below == _CONTAINERS:
        return _paged(request, [_container(id_, s) for s in account.stores if not s.share], url, page)
    if below == _SHARES:
        return _paged(request, [_share(id_, s) for s in account.stores if s.share], url, page)
    if below[-3:] == _DIAGNOSTICS:
        return document({"value": [_logging(id_)] if account.logged else []})
    if below == ("objectReplicationPolicies",):
        return document({"value": []})
    if below in {_CONTAINERS[:2], _SHARES[:2]}:
        retention: Json = {"enabled": True, "days": 7}
        properties: Json = {"isVersioningEnabled": False, "deleteRetentionPolicy": retention}
        return document({"id": f"{id_}/{'/'.join(below)}", "name": "default", "properties": properties})
    return arm_error(404, "InvalidResourceType")


def _paged(request: Request, entries: list[Json], url: str, page: int) -> Answer:
    start = int(request.query.get("$skiptoken", "0"))
    value: dict[str, Json] = {"value": entries[start : start + page]}
    if start + page < len(entries):
        version = request.query["api-version"]
        value["nextLink"] = f"{url}{request.path}?api-version={version}&%24skiptoken={start + page}"
    return document(value)


def _id(account: StoryAccount) -> str:
    group = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}"
    return f"{group}/providers/Microsoft.Storage/storageAccounts/{account.name}"


def _subscription() -> Json:
    return {
        "id": f"/subscriptions/{SUBSCRIPTION}",
        "subscriptionId": SUBSCRIPTION,
        "tenantId": TENANT,
        "displayName": "mizutama",
        "state": "Enabled",
    }


def _account(account: StoryAccount, url: str) -> Json:
    properties: dict[str, Json] = {
        "provisioningState": "Succeeded",
        "creationTime": "2021-04-01T00:00:00.0000000Z",
        "primaryEndpoints": {name: f"{url}/{name}/{account.name}/" for name in ("blob", "file", "dfs", "web")},
        "primaryLocation": REGION,
        "allowSharedKeyAccess": account.allow_shared_key,
        "publicNetworkAccess": "Enabled" if account.public_endpoint else "Disabled",
        "networkAcls": {
            "bypass": "AzureServices",
            "defaultAction": "Deny" if account.firewall else "Allow",
            "ipRules": [{"value": r, "action": "Allow"} for r in account.networks or ()],
            "virtualNetworkRules": [{"id": s, "action": "Allow", "state": "Succeeded"} for s in account.subnets],
        },
        "privateEndpointConnections": [],
        "isHnsEnabled": account.hierarchical,
        "isNfsV3Enabled": False,
        "supportsHttpsTrafficOnly": True,
        "minimumTlsVersion": "TLS1_2",
        "allowCrossTenantReplication": False,
        "encryption": {"keySource": "Microsoft.Storage"},
    }
    tier = "Premium" if account.kind == "FileStorage" else "Standard"
    if account.allow_public is not None:
        properties["allowBlobPublicAccess"] = account.allow_public
    return {
        "id": _id(account),
        "name": account.name,
        "type": "Microsoft.Storage/storageAccounts",
        "kind": account.kind,
        "sku": {"name": f"{tier}_LRS", "tier": tier},
        "location": REGION,
        "tags": dict(account.tags),
        "properties": properties,
    }


def _container(id_: str, store: StoryStore) -> Json:
    properties: dict[str, Json] = {"publicAccess": store.level, "deleted": False, "metadata": dict(store.metadata)}
    return {"id": f"{id_}/{'/'.join(_CONTAINERS)}/{store.name}", "name": store.name, "properties": properties}


def _share(id_: str, store: StoryStore) -> Json:
    properties: Json = {
        "enabledProtocols": "NFS" if store.nfs else "SMB",
        "shareQuota": 5120,
        "accessTier": "TransactionOptimized",
    }
    return {"id": f"{id_}/{'/'.join(_SHARES)}/{store.name}", "name": store.name, "properties": properties}


def _logging(id_: str) -> Json:
    logs: Json = [{"category": "StorageRead", "enabled": True}, {"category": "StorageWrite", "enabled": False}]
    return {"id": f"{id_}/diagnosticSettings/reads", "name": "reads", "properties": {"logs": logs}}
