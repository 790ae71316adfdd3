"""Builds documents of invented storage accounts for the tests of the Azure verdict."""

from datetime import UTC, datetime
from typing import Any

AS_OF = datetime(2026, 1, 15, tzinfo=UTC)
Documents = dict[str, Any]


def endpoint(*services: str, status: str = "Approved") -> Documents:
    """Return one private endpoint connection."""
    return {
        "properties": {
            "privateEndpoint": {"id": f"/subscriptions/s/privateEndpoints/pe-{'-'.join(services)}"},
            "privateLinkServiceConnectionState": {"status": status},
            "groupIds": list(services),
        }
    }


def firewall(*ranges: str, subnets: tuple[str, ...] = ()) -> Documents:
    """Return network rules with default action Deny."""
    return {
        "networkAcls": {
            "defaultAction": "Deny",
            "bypass": "AzureServices",
            "ipRules": [{"value": r, "action": "Allow"} for r in ranges],
            "virtualNetworkRules": [{"id": s, "action": "Allow", "state": "Succeeded"} for s in subnets],
        }
    }


def container(name: str = "data", level: str | None = None, **more: Any) -> Documents:
    """Return one container."""
    return {"name": name, "properties": {"publicAccess": level}, "blobs": [], **more}


def lake(acls: dict[str, str], *blobs: str, level: str | None = None) -> Documents:
    """Return one container with POSIX ACLs."""
    return container("lake", level, acls=[{"path": p, "acl": a} for p, a in acls.items()]) | {"blobs": list(blobs)}


def share(name: str, protocol: str = "SMB") -> Documents:
    """Return one file share."""
    return {"name": name, "properties": {"enabledProtocols": protocol}}


def account_sas(**changes: str | None) -> Documents:
    """Return an account SAS that reads and lists blobs."""
    params = {"sv": "2022-11-02", "ss": "b", "srt": "sco", "sp": "rl", "se": "2027-01-01T00:00:00Z", "sig": "SECRET"}
    return {"type": "account", "params": {k: v for k, v in (params | changes).items() if v is not None}}


def service_sas(*, kind: str = "service", place: Documents | None = None, **changes: str | None) -> Documents:
    """Return a SAS that reads and lists one container."""
    params = {"sv": "2022-11-02", "sr": "c", "sp": "rl", "se": "2027-01-01T00:00:00Z", "sig": "SECRET"}
    kept = {k: v for k, v in (params | changes).items() if v is not None}
    return {"type": kind, **(place or {"container": "data"}), "params": kept}


def documents(
    *containers: Documents,
    properties: Documents | None = None,
    website: bool = False,
    shares: tuple[Documents, ...] = (),
    sas: tuple[Documents, ...] = (),
    kind: str = "StorageV2",
) -> Documents:
    """Return the documents of one account that allows anonymous access and has no firewall."""
    return {
        "account": {
            "name": "records",
            "kind": kind,
            "sku": {"name": "Standard_LRS"},
            "properties": {
                "allowBlobPublicAccess": True,
                "allowSharedKeyAccess": True,
                "publicNetworkAccess": "Enabled",
                "networkAcls": {"defaultAction": "Allow", "ipRules": [], "virtualNetworkRules": []},
                "isHnsEnabled": False,
                "isNfsV3Enabled": False,
                "creationTime": "2022-05-01T00:00:00Z",
                "privateEndpointConnections": [],
                **(properties or {}),
            },
        },
        "blobService": {"staticWebsite": {"enabled": website, "indexDocument": "index.html" if website else None}},
        "containers": list(containers),
        "shares": list(shares),
        "sas": list(sas),
    }
