"""Turns the id of a cause or blocker into the place in the account's documents that says so, without signatures."""

import json
import re

from exposurecheck.model.base import Json, JsonObject

_LONGEST = 500
_SECRET = frozenset({"sig"})
_NAMED = re.compile(r"(?P<list>container|share)\[(?P<name>[^\]]*)\](?P<rest>.*)", re.DOTALL)
_ACL = re.compile(r"\.acl\[(?P<path>.*)\]:other:r", re.DOTALL)
_SAS = re.compile(r"sas\[(?P<index>\d+)\]:.*")

Place = tuple[str, str, str]
"""Source (the API operation), JSON pointer inside its answer, and the text that stands there."""


def _text(value: Json) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _at(value: Json, *path: str) -> Json:
    for part in path:
        if not isinstance(value, dict):
            return None
        value = value.get(part)
    return value


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _named(documents: JsonObject, found: re.Match[str]) -> Place | None:
    kind, name, rest = found["list"], found["name"], found["rest"]
    for index, item in enumerate(_items(documents.get(f"{kind}s"))):
        if _at(item, "name") != name:
            continue
        acl = _ACL.fullmatch(rest)
        if acl:
            for number, entry in enumerate(_items(_at(item, "acls"))):
                if _at(entry, "path") == acl["path"]:
                    return "Path - Get Access Control", f"/containers/{index}/acls/{number}", _text(entry)
            return None
        field = "publicAccess" if kind == "container" else "enabledProtocols"
        source = "Blob Containers - Get" if kind == "container" else "File Shares - Get"
        return source, f"/{kind}s/{index}/properties/{field}", _text(_at(item, "properties", field))
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
        tokens = _items(documents.get("sas"))
        params = _at(tokens[index], "params") if index < len(tokens) else None
        if isinstance(params, dict):
            found = "SAS", f"/sas/{index}/params", _text({k: v for k, v in params.items() if k not in _SECRET})
    elif match := _NAMED.fullmatch(cause_id):
        found = _named(documents, match)
    elif cause_id in _ACCOUNT:
        field = _ACCOUNT[cause_id]
        value = _at(documents.get("account"), "properties", field)
        found = "Storage Accounts - Get Properties", f"/account/properties/{field}", _text(value)
    elif cause_id == "static_website":
        website = _at(documents.get("blobService"), "staticWebsite")
        found = "Get Blob Service Properties", "/blobService/staticWebsite", _text(website)
    return found
