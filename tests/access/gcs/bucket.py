"""Builds documents of invented buckets for the tests of the Cloud Storage verdict."""

from datetime import UTC, datetime
from typing import Any

AS_OF = datetime(2026, 1, 15, tzinfo=UTC)
OBJECTS = "projects/_/buckets/records/objects/"
VIEWER = "roles/storage.objectViewer"
READER = "roles/storage.legacyObjectReader"
LISTER = "roles/storage.legacyBucketReader"
PUBLIC = "principalSet://goog/public:all"

Documents = dict[str, Any]


def binding(role: str, *members: str, when: str | None = None) -> Documents:
    """Return one binding of an IAM policy."""
    given: Documents = {"role": role, "members": list(members)}
    return given | ({"condition": {"title": "c", "expression": when}} if when else {})


def entry(entity: str, role: str = "READER") -> Documents:
    """Return one entry of an ACL."""
    return {"entity": entity, "role": role}


def deny(
    name: str, *permissions: str, principals: tuple[str, ...] = (PUBLIC,), exceptions: tuple[str, ...] = ()
) -> Documents:
    """Return one deny policy with one rule."""
    rule = {
        "deniedPrincipals": list(principals),
        "deniedPermissions": [f"storage.googleapis.com/{p}" for p in permissions],
        "exceptionPrincipals": list(exceptions),
    }
    return {"name": name, "rules": [{"denyRule": rule}]}


def documents(
    *bindings: Documents,
    uniform: bool = True,
    prevention: str = "inherited",
    bucket: Documents | None = None,
    project: tuple[Documents, ...] = (),
    org_policies: Documents | None = None,
    denies: tuple[Documents, ...] = (),
    folders: tuple[Documents, ...] = (),
    roles: Documents | None = None,
    objects: tuple[Documents, ...] = (),
) -> Documents:
    """Return the documents of one bucket of ``corp.example`` with the default bindings and ``bindings``."""
    return {
        "organization": {"domain": "corp.example", "customerId": "C0own"},
        "project": {
            "projectId": "own-proj",
            "projectNumber": "123456789012",
            "iamPolicy": {"bindings": [binding("roles/owner", "user:admin@corp.example"), *project]},
            "orgPolicies": org_policies or {},
            "denyPolicies": list(denies),
        },
        "bucket": {
            "name": "records",
            "iamConfiguration": {
                "uniformBucketLevelAccess": {"enabled": uniform},
                "publicAccessPrevention": prevention,
            },
            **(bucket or {}),
        },
        "iamPolicy": {
            "version": 3,
            "bindings": [
                binding("roles/storage.legacyBucketOwner", "projectEditor:own-proj", "projectOwner:own-proj"),
                binding("roles/storage.legacyBucketReader", "projectViewer:own-proj"),
                *bindings,
            ],
        },
        "managedFolders": list(folders),
        "customRoles": roles or {},
        "objects": list(objects),
        "objects_complete": False,
    }


def folder(name: str, *bindings: Documents) -> Documents:
    """Return one managed folder."""
    return {"name": name, "iamPolicy": {"bindings": list(bindings)}}


def item(name: str, *acl: Documents) -> Documents:
    """Return one object."""
    return {"name": name, "acl": [entry("project-owners-123456789012", "OWNER"), *acl]}
