"""Turns the name of a Cloud Storage role, or its list of permissions, into one number with a bit per permission.

Sources: Cloud Storage, "IAM roles for Cloud Storage", "IAM permissions for Cloud Storage", "Access control lists".
"""

from collections.abc import Iterable
from enum import IntFlag
from functools import lru_cache

from exposurecheck.model.exposure import Permission
from exposurecheck.model.keys import matches


class Can(IntFlag):
    """Permissions that a verdict or a deny rule tells apart."""

    OBJECT_GET = 1
    OBJECT_LIST = 2
    OBJECT_CREATE = 4
    OBJECT_DELETE = 8
    OBJECT_UPDATE = 16
    OBJECT_GET_POLICY = 32
    OBJECT_SET_POLICY = 64
    BUCKET_GET = 128
    BUCKET_UPDATE = 256
    BUCKET_DELETE = 512
    BUCKET_GET_POLICY = 1024
    BUCKET_SET_POLICY = 2048
    OTHER_READ = 4096
    """Names and settings of folders, uploads, reports."""
    OTHER_WRITE = 8192


READ = int(Can.OBJECT_GET)
LIST = int(Can.OBJECT_LIST)
EVERYTHING = (1 << 14) - 1

_NAMED = {
    "storage.objects.get": Can.OBJECT_GET,
    "storage.objects.list": Can.OBJECT_LIST,
    "storage.objects.create": Can.OBJECT_CREATE,
    "storage.objects.delete": Can.OBJECT_DELETE,
    "storage.objects.update": Can.OBJECT_UPDATE,
    "storage.objects.getIamPolicy": Can.OBJECT_GET_POLICY,
    "storage.objects.setIamPolicy": Can.OBJECT_SET_POLICY,
    "storage.buckets.get": Can.BUCKET_GET,
    "storage.buckets.update": Can.BUCKET_UPDATE,
    "storage.buckets.delete": Can.BUCKET_DELETE,
    "storage.buckets.getIamPolicy": Can.BUCKET_GET_POLICY,
    "storage.buckets.setIamPolicy": Can.BUCKET_SET_POLICY,
}
_PROJECT_ONLY = frozenset({"storage.buckets.create", "storage.buckets.list"})
"""Checked on the project, so a grant on a bucket gives nothing."""

_OBJECTS = Can.OBJECT_GET | Can.OBJECT_LIST | Can.OBJECT_CREATE | Can.OBJECT_DELETE | Can.OBJECT_UPDATE
_OBJECT_POLICY = Can.OBJECT_GET_POLICY | Can.OBJECT_SET_POLICY
_BUCKET_WRITER = Can.BUCKET_GET | Can.OBJECT_LIST | Can.OBJECT_CREATE | Can.OBJECT_DELETE
_BUCKET_OWNER = _BUCKET_WRITER | Can.BUCKET_UPDATE | Can.BUCKET_GET_POLICY | Can.BUCKET_SET_POLICY

_ROLES = {
    "roles/storage.objectViewer": Can.OBJECT_GET | Can.OBJECT_LIST,
    "roles/storage.objectUser": _OBJECTS,
    "roles/storage.objectAdmin": _OBJECTS | _OBJECT_POLICY,
    "roles/storage.objectCreator": Can.OBJECT_CREATE,
    "roles/storage.folderAdmin": _OBJECTS | _OBJECT_POLICY,
    "roles/storage.admin": Can(EVERYTHING),
    "roles/storage.bucketViewer": Can.BUCKET_GET,
    "roles/storage.insightsCollectorService": Can.BUCKET_GET | Can.OTHER_READ,
    "roles/storage.hmacKeyAdmin": Can(0),
    "roles/storage.legacyObjectReader": Can.OBJECT_GET,
    "roles/storage.legacyObjectOwner": Can.OBJECT_GET | Can.OBJECT_UPDATE | _OBJECT_POLICY,
    "roles/storage.legacyBucketReader": Can.BUCKET_GET | Can.OBJECT_LIST,
    "roles/storage.legacyBucketWriter": _BUCKET_WRITER,
    "roles/storage.legacyBucketOwner": _BUCKET_OWNER,
    # Basic roles open objects only through projectViewer:, projectEditor: and projectOwner: in the bucket's own policy.
    "roles/viewer": Can(0),
    "roles/editor": Can(0),
    "roles/owner": Can(0),
    "roles/browser": Can(0),
}
PREDEFINED = {name: int(can) for name, can in _ROLES.items()}
"""Bits of every role whose permissions are known here."""

BUCKET_ACL = {
    "READER": int(Can.BUCKET_GET | Can.OBJECT_LIST),
    "WRITER": int(_BUCKET_WRITER),
    "OWNER": int(_BUCKET_OWNER),
}
OBJECT_ACL = {
    "READER": READ,
    "OWNER": int(Can.OBJECT_GET | Can.OBJECT_UPDATE | _OBJECT_POLICY),
}
MIRRORED = {
    "READER": "roles/storage.legacyBucketReader",
    "WRITER": "roles/storage.legacyBucketWriter",
    "OWNER": "roles/storage.legacyBucketOwner",
}
"""Bucket ACL role -> the role under which the bucket's policy shows the same grant."""
CONVENIENCE = {"roles/viewer": "projectViewer", "roles/editor": "projectEditor", "roles/owner": "projectOwner"}
"""Basic role on the project -> the member that stands for its holders in bucket policies."""

_WORDS = (
    (
        Can.OBJECT_CREATE
        | Can.OBJECT_DELETE
        | Can.OBJECT_UPDATE
        | Can.BUCKET_UPDATE
        | Can.BUCKET_DELETE
        | Can.OTHER_WRITE,
        Permission.WRITE,
    ),
    (Can.OBJECT_GET_POLICY | Can.BUCKET_GET_POLICY, Permission.READ_ACP),
    (Can.OBJECT_SET_POLICY | Can.BUCKET_SET_POLICY, Permission.WRITE_ACP),
    (Can.BUCKET_GET | Can.OTHER_READ, Permission.METADATA),
)


def _bit(name: str) -> int:
    named = _NAMED.get(name)
    if named is not None:
        return int(named)
    if not name.startswith("storage.") or name in _PROJECT_ONLY or name.startswith("storage.hmacKeys."):
        return 0
    verb = name.rpartition(".")[2]
    if verb == "getIamPolicy":
        return int(Can.BUCKET_GET_POLICY)
    if verb == "setIamPolicy":
        return int(Can.BUCKET_SET_POLICY)
    return int(Can.OTHER_READ if verb.startswith(("get", "list")) else Can.OTHER_WRITE)


def bits(permissions: Iterable[str]) -> int:
    """Return the bits of ``permissions`` as custom roles spell them (``storage.objects.get``)."""
    found = 0
    for name in permissions:
        found |= _bit(name)
    return found


@lru_cache(maxsize=1024)
def denied_bits(name: str) -> int:
    """Return the bits that a deny rule's permission takes away (``storage.googleapis.com/objects.get``, ``.../*.*``).

    Source: IAM, "Permissions supported in deny policies" and "Permission groups".
    """
    service, slash, short = name.partition("/")
    if not slash or service != "storage.googleapis.com":
        return 0
    found = sum(int(can) for full, can in _NAMED.items() if matches(short, full.removeprefix("storage.")))
    return EVERYTHING if short in ("*", "*.*") else found


@lru_cache(maxsize=1024)
def other_permissions(can: int) -> tuple[Permission, ...]:
    """Return what ``can`` allows besides reading and listing objects."""
    return tuple(word for mask, word in _WORDS if can & int(mask))
