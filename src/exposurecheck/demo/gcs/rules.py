"""Decides one request as the vendor's documents say Cloud Storage does; shares no code with the rooms that judge.

Sources, by title: "Overview of access control" (IAM or ACL: one of them suffices), "Uniform bucket-level access",
"Public access prevention", "Managed folders", "Access control lists", "Requester Pays", "Bucket IP filtering",
"IAM roles for Cloud Storage", "Deny policies".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from ipaddress import ip_address, ip_network
from types import MappingProxyType
from typing import Final

from exposurecheck.demo.gcs.estate import Acl, Bindings, Bucket, Estate
from exposurecheck.model.base import JsonObject

GET: Final = "storage.objects.get"
LIST: Final = "storage.objects.list"
CREATE: Final = "storage.objects.create"
ACL_OF_OBJECT: Final = "storage.objects.getIamPolicy"
_OBJECT_ADMIN: Final = (GET, LIST, CREATE, "storage.objects.delete", "storage.objects.update", ACL_OF_OBJECT)
_SEEING_BUCKETS: Final = ("storage.buckets.get", "storage.buckets.list")
_FOLDERS: Final = ("storage.managedFolders.get", "storage.managedFolders.list")
_POLICIES: Final = ("storage.buckets.getIamPolicy", "storage.managedFolders.getIamPolicy", ACL_OF_OBJECT)

ROLES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "roles/storage.objectViewer": (GET, LIST, *_FOLDERS),
        "roles/storage.objectUser": (GET, LIST, CREATE, "storage.objects.delete", "storage.objects.update", *_FOLDERS),
        "roles/storage.objectCreator": (CREATE,),
        "roles/storage.objectAdmin": (*_OBJECT_ADMIN, *_FOLDERS),
        "roles/storage.admin": (*_OBJECT_ADMIN, *_SEEING_BUCKETS, *_FOLDERS, *_POLICIES),
        "roles/storage.legacyObjectReader": (GET,),
        "roles/storage.legacyObjectOwner": (GET, "storage.objects.update", ACL_OF_OBJECT),
        "roles/storage.legacyBucketReader": ("storage.buckets.get", LIST, "storage.managedFolders.list"),
        "roles/storage.legacyBucketWriter": ("storage.buckets.get", LIST, CREATE, "storage.objects.delete", *_FOLDERS),
        "roles/storage.legacyBucketOwner": (
            "storage.buckets.get", LIST, CREATE, "storage.buckets.getIamPolicy", *_FOLDERS,
        ),
        "roles/storage.bucketViewer": _SEEING_BUCKETS,
        "roles/iam.securityReviewer": (
            "storage.buckets.list", "storage.managedFolders.list", LIST, *_POLICIES, "orgpolicy.policy.get",
            "resourcemanager.projects.get", "resourcemanager.projects.list", "resourcemanager.folders.list",
            "resourcemanager.projects.getIamPolicy",
            "resourcemanager.organizations.get", "resourcemanager.folders.getIamPolicy",
            "resourcemanager.organizations.getIamPolicy",
            "iam.denypolicies.list", "iam.denypolicies.get", "iam.roles.get",
        ),
        "roles/viewer": ("storage.buckets.list", "resourcemanager.projects.get"),
        "roles/owner": (*_SEEING_BUCKETS, *_POLICIES, "resourcemanager.projects.get", "storage.buckets.create"),
    }
)  # fmt: skip
_BUCKET_ACL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "READER": "roles/storage.legacyBucketReader",
        "WRITER": "roles/storage.legacyBucketWriter",
        "OWNER": "roles/storage.legacyBucketOwner",
    }
)
_OBJECT_ACL: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"READER": (GET,), "OWNER": (GET, "storage.objects.update", ACL_OF_OBJECT)}
)
_PUBLIC: Final = frozenset({"allUsers", "allAuthenticatedUsers"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks."""

    member: str | None = None
    """``user:someone@example.com``; None for a request without a token."""
    address: str = "203.0.113.9"
    pays: bool = False
    """The request names a project of the caller's that pays."""


ANONYMOUS: Final = Caller()


def permits(estate: Estate, bucket: Bucket | None, caller: Caller, permission: str, key: str | None = None) -> bool:
    """Tell whether ``caller`` holds ``permission`` on the bucket, on one of its objects, or on the project."""
    if bucket is not None and permission in bucket.refused and caller.member is not None:
        return False
    if _denied(estate, caller, permission):
        return False
    prevented = bucket is not None and (estate.prevention or bucket.prevention == "enforced")
    return any(
        permission in _permissions(estate, role)
        for role, member in _grants(estate, bucket, key)
        if is_member(caller, member, estate) and not (prevented and member in _PUBLIC)
    )


def billing_missing(estate: Estate, bucket: Bucket, caller: Caller) -> bool:
    """Tell whether the request must name a project that pays and does not ("Requester Pays").

    Owners of the bucket's project are exempt: their own project pays.
    """
    if not bucket.requester_pays or caller.pays:
        return False
    return caller.member is None or caller.member not in estate.bindings.get("roles/owner", ())


def filtered(bucket: Bucket, caller: Caller) -> bool:
    """Tell whether the IP filter of the bucket turns the caller's address away."""
    if bucket.ranges is None:
        return False
    return not any(ip_address(caller.address) in ip_network(allowed) for allowed in bucket.ranges)


def is_member(caller: Caller, member: str, estate: Estate) -> bool:
    """Tell whether a member of a policy stands for the caller ("Principal identifiers")."""
    if member == "allUsers":
        return True
    if caller.member is None:
        return False
    kind, _, value = member.partition(":")
    if kind == "domain":
        return caller.member.startswith("user:") and caller.member.rpartition("@")[2] == value
    team = {"projectOwner": "roles/owner", "projectEditor": "roles/editor", "projectViewer": "roles/viewer"}.get(kind)
    if team is not None:
        return value in {estate.project, estate.number} and caller.member in estate.bindings.get(team, ())
    return member in {"allAuthenticatedUsers", caller.member}


def _grants(estate: Estate, bucket: Bucket | None, key: str | None) -> Iterator[tuple[str, str]]:
    """Yield role and member of all that holds for the bucket or object; conditional bindings grant nothing here."""
    for policy in (estate.bindings, *estate.above.values()):
        # Basic roles reach objects only through the convenience members of the bucket's own policy.
        yield from _pairs(policy)
    if bucket is None:
        return
    yield from _pairs(bucket.bindings)
    if key is not None and bucket.uniform:
        for folder, policy in bucket.folders.items():
            if key.startswith(folder):
                yield from _pairs(policy)
    if not bucket.uniform:
        for entity, role in bucket.acl.items():
            yield _BUCKET_ACL[role], _member(entity)
        if key is not None and key in bucket.objects:
            yield from _of_object(bucket.objects[key].acl)


def _of_object(acl: Acl) -> Iterator[tuple[str, str]]:
    for entity, role in acl.items():
        yield f"acl/{role}", _member(entity)


def _pairs(policy: Bindings) -> Iterator[tuple[str, str]]:
    for role, members in policy.items():
        for member in members:
            yield role, member


def _permissions(estate: Estate, role: str) -> tuple[str, ...]:
    if role.startswith("acl/"):
        return _OBJECT_ACL[role.removeprefix("acl/")]
    return ROLES.get(role) or estate.roles.get(role, ())


def _member(entity: str) -> str:
    """Spell an ACL entity as a member ("Access control lists: scopes")."""
    return entity if entity in _PUBLIC else entity.replace("-", ":", 1)


def _denied(estate: Estate, caller: Caller, permission: str) -> bool:
    """Tell whether a deny policy takes the permission away; it names it ``storage.googleapis.com/objects.get``."""
    service, _, rest = permission.partition(".")
    name = f"{service}.googleapis.com/{rest}"
    return any(_hit(rule, caller, name, estate) for policy in estate.denials for rule in _rules(policy))


def _rules(policy: JsonObject) -> Iterator[JsonObject]:
    rules = policy["rules"]
    assert isinstance(rules, list)  # noqa: S101 - written in this package or its tests
    for each in rules:
        assert isinstance(each, dict)  # noqa: S101 - as above
        rule = each["denyRule"]
        assert isinstance(rule, dict)  # noqa: S101 - as above
        yield rule


def _hit(rule: JsonObject, caller: Caller, name: str, estate: Estate) -> bool:
    def listed(part: str) -> list[str]:
        values = rule.get(part, [])
        return [str(value) for value in values] if isinstance(values, list) else []

    def stands_for(principal: str) -> bool:
        if principal == "principalSet://goog/public:all":
            return True
        own = f"principalSet://goog/cloudIdentityCustomerId/{estate.customer}"
        member = caller.member or ""
        if principal == own:
            return member.endswith(f"@{estate.domain}")
        return principal == f"principal://goog/subject/{member.removeprefix('user:')}"

    if not any(fnmatchcase(name, pattern) for pattern in listed("deniedPermissions")):
        return False
    if any(fnmatchcase(name, pattern) for pattern in listed("exceptionPermissions")):
        return False
    denied = any(stands_for(principal) for principal in listed("deniedPrincipals"))
    return denied and not any(stands_for(principal) for principal in listed("exceptionPrincipals"))
