"""Turns the id of a cause or blocker into the place in the account's documents that says so, without signatures."""

import re

from exposurecheck.access.quote import Place, at, items, quoted
from exposurecheck.model.base import JsonObject

_SECRET = frozenset({"sig"})
_NAMED = re.compile(r"(?P<list>container|share)\[(?P<name>[^\]]*)\](?P<rest>.*)", re.DOTALL)
_ACL = re.compile(r"\.acl\[(?P<path>.*)\]:other:r", re.DOTALL)
_SAS = re.compile(r"sas\[(?P<index>\d+)\]:.*")


def _named(documents: JsonObject, found: re.Match[str]) -> Place | None:
    kind, name, rest = found["list"], found["name"], found["rest"]
    for index, item in enumerate(items(documents.get(f"{kind}s"))):
        if at(item, "name") != name:
            continue
        acl = _ACL.fullmatch(rest)
        if acl:
            for number, entry in enumerate(items(at(item, "acls"))):
                if at(entry, "path") == acl["path"]:
                    return "Path - Get Access Control", f"/containers/{index}/acls/{number}", quoted(entry)
            return None
        field = "publicAccess" if kind == "container" else "enabledProtocols"
        source = "Blob Containers - Get" if kind == "container" else "File Shares - Get"
        return source, f"/{kind}s/{index}/properties/{field}", quoted(at(item, "properties", field))
    return None


_ACCOUNT = {
    "account:isNfsV3Enabled": "isNfsV3Enabled",
    "account:allowBlobPublicAccess=false": "allowBlobPublicAccess",
    "account:allowSharedKeyAccess=false": "allowSharedKeyAccess",
    "network:publicNetworkAccess=Disabled": "publicNetworkAccess",
    "network:defaultAction=Deny": "networkAcls",
    "account:nfs_requires_restricted_network": "isNfsV3Enabled",
}


def cause_extract(documents: JsonObject, cause_id: str) -> Place | None:
    """Find where the documents say what ``cause_id`` (from ``cause``, ``blocked_by`` or ``latent``) names.

    Returns:
        Source, JSON pointer and extract; None when the documents do not hold the place. A
        token is shown without its signature.
    """
    found: Place | None = None
    if match := _SAS.fullmatch(cause_id):
        index = int(match["index"])
        tokens = items(documents.get("sas"))
        token = tokens[index] if index < len(tokens) else None
        params = at(token, "params")
        if isinstance(params, dict):
            where = at(token, "found_in")
            shown = {**params, "found_in": where} if where else params
            found = "SAS", f"/sas/{index}/params", quoted({k: v for k, v in shown.items() if k not in _SECRET})
    elif match := _NAMED.fullmatch(cause_id):
        found = _named(documents, match)
    elif cause_id in _ACCOUNT:
        field = _ACCOUNT[cause_id]
        value = at(documents.get("account"), "properties", field)
        found = "Storage Accounts - Get Properties", f"/account/properties/{field}", quoted(value)
    elif cause_id == "static_website":
        website = at(documents.get("blobService"), "staticWebsite")
        found = "Get Blob Service Properties", "/blobService/staticWebsite", quoted(website)
    return found
