"""Quotes the configuration behind a cause: which call returned it, where it stands there, and what it says."""

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from exposurecheck.access.s3.policy import load, statements_of
from exposurecheck.access.s3.principals import ANONYMOUS_CANONICAL
from exposurecheck.model.base import Json, JsonObject

MAX_EXTRACT = 600
"""Characters of a quotation."""


class Extract(NamedTuple):
    """A quotation from the configuration."""

    source: str
    """The call, for example ``s3:GetBucketPolicy``."""
    pointer: str
    """JSON pointer into its answer."""
    text: str
    """Compact JSON, at most ``MAX_EXTRACT`` characters."""


_POLICY = re.compile(r"policy\.statement\[(\d+)\](?::Deny)?")
_POINT = re.compile(r"access_point\[(.*)\]\.policy\.statement\[(\d+)\](?::Deny)?", re.DOTALL)
_BUCKET_ACL = re.compile(r"acl\.bucket:([^:]+):([A-Z_]+)")
_OBJECT_ACL = re.compile(r"acl\.object\[(.*)\]:([^:]+):([A-Z_]+)", re.DOTALL)


def cause_extract(documents: JsonObject, cause_id: str) -> Extract | None:
    """Quote the statement or grant that ``cause_id`` names; None when the documents do not hold it."""
    found = _POLICY.fullmatch(cause_id)
    if found:
        return _statement(documents.get("policy"), int(found[1]), "s3:GetBucketPolicy", "")
    found = _POINT.fullmatch(cause_id)
    if found:
        for point in _objects(documents.get("access_points")):
            if point.get("Name") == found[1]:
                return _statement(point.get("Policy"), int(found[2]), "s3:GetAccessPointPolicy", "")
        return None
    found = _BUCKET_ACL.fullmatch(cause_id)
    if found:
        return _grant(documents.get("acl"), found[1], found[2], "s3:GetBucketAcl")
    found = _OBJECT_ACL.fullmatch(cause_id)
    if found:
        for item in _objects(documents.get("objects")):
            if item.get("key") == found[1]:
                return _grant(item.get("acl"), found[2], found[3], "s3:GetObjectAcl")
    return None


def _objects(value: Json) -> list[JsonObject]:
    return [v for v in value if isinstance(v, Mapping)] if isinstance(value, list) else []


def _statement(policy: Json, index: int, source: str, prefix: str) -> Extract | None:
    loaded = load(policy)
    if isinstance(loaded, str):
        return None
    statements = statements_of(loaded)
    if index >= len(statements):
        return None
    single = isinstance(loaded.get("Statement"), Mapping)
    return Extract(source, f"{prefix}/Statement" + ("" if single else f"/{index}"), _compact(statements[index]))


def _grant(acl: Json, grantee: str, permission: str, source: str) -> Extract | None:
    if not isinstance(acl, Mapping):
        return None
    wanted = ANONYMOUS_CANONICAL if grantee == "anonymous" else grantee
    for index, grant in enumerate(_objects(acl.get("Grants"))):
        who = grant.get("Grantee")
        if not isinstance(who, Mapping) or grant.get("Permission") != permission:
            continue
        if str(who.get("URI", "")).endswith(f"/{grantee}") or who.get("ID") == wanted:
            return Extract(source, f"/Grants/{index}", _compact(grant))
    return None


def _compact(value: Json | JsonObject) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if len(text) <= MAX_EXTRACT else text[: MAX_EXTRACT - 1] + "…"
