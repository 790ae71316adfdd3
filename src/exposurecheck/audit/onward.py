"""Finds in a bucket's own documents which outside accounts may change its access control lists, and so let in others.

The verdict lists what named accounts can read; who can open the bucket to somebody else is asked only here. A bucket
policy can be changed by the owner's account alone, whoever the policy names (PutBucketPolicy answers 405 to others).
"""

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from exposurecheck.model.base import Json
from exposurecheck.model.resource import Resource
from exposurecheck.providers.replies import items, mapping, text

_CHANGES = ("s3:putbucketacl", "s3:putobjectacl", "s3:putobjectversionacl")
_FULL = frozenset({"FULL_CONTROL", "WRITE_ACP"})
_ACCOUNT = re.compile(r"^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)")


def may_change_access(resource: Resource, documents: Mapping[str, Json]) -> frozenset[str]:
    """Return account numbers and ``canonical:<id>``; none where access control lists are switched off."""
    if resource.settings.acls_enabled is False:
        return frozenset()
    return frozenset((*_by_policy(documents), *_by_list(documents)))


def _by_policy(documents: Mapping[str, Json]) -> Iterator[str]:
    policy = mapping(documents.get("policy"))
    found = policy.get("Statement")
    for statement in items(found if isinstance(found, list) else [found]):
        actions = [each.casefold() for each in _texts(statement.get("Action"))]
        if statement.get("Effect") != "Allow" or not any(fnmatchcase(c, a) for c in _CHANGES for a in actions):
            continue
        for named in _texts(mapping(statement.get("Principal")).get("AWS")):
            account = _ACCOUNT.match(named)
            if account:
                yield account.group(1)
        for canonical in _texts(mapping(statement.get("Principal")).get("CanonicalUser")):
            yield f"canonical:{canonical}"


def _by_list(documents: Mapping[str, Json]) -> Iterator[str]:
    listed = mapping(documents.get("acl"))
    owner = text(mapping(listed.get("Owner")).get("ID"))
    for grant in items(listed.get("Grants")):
        grantee = text(mapping(grant.get("Grantee")).get("ID"))
        if grantee and grantee != owner and grant.get("Permission") in _FULL:
            yield f"canonical:{grantee}"


def _texts(value: Json) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [value] if isinstance(value, str) else []
