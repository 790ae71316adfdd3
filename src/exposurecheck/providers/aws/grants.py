"""Tells from the documents alone which further calls could still change a verdict; never decides the verdict."""

from collections.abc import Mapping

from exposurecheck.model.base import Json
from exposurecheck.providers.replies import items, mapping

_ANONYMOUS = "65a011a29cdf8ec533ec3d1ccaae921c"
"""Canonical id that stands for unsigned callers ("Access control list (ACL) overview")."""


def acls_enabled(documents: Mapping[str, Json]) -> bool | None:
    """Tell whether ACLs can grant anything; None when the ownership controls could not be read.

    No ownership controls means that ACLs are on ("Controlling ownership of objects": ObjectWriter).
    """
    if "ownership_controls" not in documents:
        return None
    rules = items(mapping(documents["ownership_controls"]).get("Rules"))
    return all(rule.get("ObjectOwnership") != "BucketOwnerEnforced" for rule in rules)


def owner_only(owner: str) -> dict[str, Json]:
    """Return the ACL that grants everything to the owner and nothing to anyone else."""
    return {
        "Owner": {"ID": owner},
        "Grants": [{"Grantee": {"Type": "CanonicalUser", "ID": owner}, "Permission": "FULL_CONTROL"}],
    }


def acl_grants(acl: Json, owner: str | None) -> bool:
    """Tell whether an ACL grants anything to anyone but ``owner``."""
    grantees = [mapping(grant.get("Grantee")) for grant in items(mapping(acl).get("Grants"))]
    return any(owner is None or grantee.get("ID") != owner for grantee in grantees)


def acl_opens(acl: Json) -> bool:
    """Tell whether an ACL grants anything to a group or to unsigned callers."""
    grantees = [mapping(grant.get("Grantee")) for grant in items(mapping(acl).get("Grants"))]
    return any("URI" in grantee or grantee.get("ID") == _ANONYMOUS for grantee in grantees)


def policy_grants(policy: Json) -> bool:
    """Tell whether any statement may allow anything; unreadable text counts as yes."""
    return any(statement.get("Effect") != "Deny" for statement in _statements(policy))


def policy_opens(policy: Json) -> bool:
    """Tell whether some Allow may reach callers who are not named; unreadable text counts as yes."""
    return any(_opens(statement) for statement in _statements(policy))


def asks_for_tags(policy: Json) -> bool:
    """Tell whether any statement looks at the tags of objects."""
    return "s3:existingobjecttag/" in str(policy).lower()


def _statements(policy: Json) -> list[dict[str, Json]]:
    """Return the statements; for a text that is no policy one that may be anything."""
    if policy is None:
        return []
    if not isinstance(policy, Mapping):
        return [{"Principal": "*"}]
    statements = policy.get("Statement")
    return items(statements) if isinstance(statements, list) else [mapping(statements)]


def _opens(statement: Mapping[str, Json]) -> bool:
    if statement.get("Effect") == "Deny":
        return False
    return "NotPrincipal" in statement or "*" in str(statement.get("Principal"))
