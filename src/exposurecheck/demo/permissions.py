"""Names the permission that a signed read of S3 needs, so that the front door can refuse it."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Final

_OF_BUCKET: Final = MappingProxyType(
    {
        "accelerate": "s3:GetAccelerateConfiguration", "acl": "s3:GetBucketAcl",
        "analytics": "s3:GetAnalyticsConfiguration",
        "cors": "s3:GetBucketCORS", "encryption": "s3:GetEncryptionConfiguration",
        "inventory": "s3:GetInventoryConfiguration", "lifecycle": "s3:GetLifecycleConfiguration",
        "location": "s3:GetBucketLocation", "logging": "s3:GetBucketLogging", "metrics": "s3:GetMetricsConfiguration",
        "notification": "s3:GetBucketNotification", "object-lock": "s3:GetBucketObjectLockConfiguration",
        "ownershipControls": "s3:GetBucketOwnershipControls", "policy": "s3:GetBucketPolicy",
        "policyStatus": "s3:GetBucketPolicyStatus", "publicAccessBlock": "s3:GetBucketPublicAccessBlock",
        "replication": "s3:GetReplicationConfiguration", "requestPayment": "s3:GetBucketRequestPayment",
        "tagging": "s3:GetBucketTagging", "uploads": "s3:ListBucketMultipartUploads",
        "versioning": "s3:GetBucketVersioning", "versions": "s3:ListBucketVersions", "website": "s3:GetBucketWebsite",
    }
)  # fmt: skip
_OF_OBJECT: Final = MappingProxyType(
    {
        "acl": "s3:GetObjectAcl", "attributes": "s3:GetObjectAttributes", "legal-hold": "s3:GetObjectLegalHold",
        "retention": "s3:GetObjectRetention", "tagging": "s3:GetObjectTagging",
    }
)  # fmt: skip
_TARGETS: Final = MappingProxyType({"AWSOrganizationsV20161128": "organizations", "TrentService": "kms"})

READ_PERMISSIONS: Final[AbstractSet[str]] = frozenset(
    (*_OF_BUCKET.values(), *_OF_OBJECT.values(), "s3:ListAllMyBuckets", "s3:ListBucket", "s3:GetObject",
     "s3:GetObjectVersion", "s3:GetAccountPublicAccessBlock", "s3:ListAccessPoints", "s3:GetAccessPoint",
     "s3:GetAccessPointPolicy", "s3:GetAccessPointPolicyStatus")
)  # fmt: skip
"""Every S3 read that can be refused.

Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3".
"""


def split(path: str) -> tuple[str | None, str | None]:
    """Return bucket and key of a path-style request; None for what is not there."""
    bucket, _, key = path.lstrip("/").partition("/")
    return bucket or None, key or None


def permission_of(method: str, path: str, query: AbstractSet[str], target: str = "") -> str | None:
    """Return the permission a request needs, or None for one that reads nothing.

    ``query`` holds the names of the query's parameters; ``target`` is the header ``X-Amz-Target`` of JSON services.
    """
    if target:
        service, _, operation = target.partition(".")
        return f"{_TARGETS[service]}:{operation}" if service in _TARGETS else None
    if method not in {"GET", "HEAD"}:
        return None
    if path.startswith("/v20180820/"):
        return _of_control(path)
    bucket, key = split(path)
    if bucket is None:
        return "s3:ListAllMyBuckets"
    if key is None:
        return _first(_OF_BUCKET, query) or "s3:ListBucket"
    return _first(_OF_OBJECT, query) or ("s3:GetObjectVersion" if "versionId" in query else "s3:GetObject")


def _of_control(path: str) -> str | None:
    parts = path.removeprefix("/v20180820/").rstrip("/").split("/")
    match parts:
        case ["configuration", "publicAccessBlock"]:
            return "s3:GetAccountPublicAccessBlock"
        case ["accesspoint"]:
            return "s3:ListAccessPoints"
        case ["accesspoint", _]:
            return "s3:GetAccessPoint"
        case ["accesspoint", _, "policy"]:
            return "s3:GetAccessPointPolicy"
        case ["accesspoint", _, "policyStatus"]:
            return "s3:GetAccessPointPolicyStatus"
        case _:
            return None


def _first(table: Mapping[str, str], query: AbstractSet[str]) -> str | None:
    return next((permission for name, permission in table.items() if name in query), None)
