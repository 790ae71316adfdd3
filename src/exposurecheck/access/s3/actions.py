"""Turns Action and NotAction elements into a bit mask over the S3 actions that decide who can reach what."""

from collections.abc import Iterable
from functools import lru_cache

from exposurecheck.model.keys import matches

READ = ("s3:GetObject", "s3:GetObjectVersion")
LIST = ("s3:ListBucket", "s3:ListBucketVersions")

# Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3".
_OBJECT = {
    "write": (
        "s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectTagging", "s3:DeleteObjectTagging",
        "s3:PutObjectVersionTagging", "s3:DeleteObjectVersionTagging", "s3:RestoreObject", "s3:AbortMultipartUpload",
        "s3:PutObjectRetention", "s3:PutObjectLegalHold", "s3:ReplicateObject", "s3:ReplicateDelete",
    ),
    "read_acp": ("s3:GetObjectAcl", "s3:GetObjectVersionAcl"),
    "write_acp": ("s3:PutObjectAcl", "s3:PutObjectVersionAcl"),
    "metadata": (
        "s3:GetObjectTagging", "s3:GetObjectVersionTagging", "s3:GetObjectAttributes", "s3:GetObjectVersionAttributes",
        "s3:GetObjectRetention", "s3:GetObjectLegalHold", "s3:GetObjectTorrent",
    ),
}  # fmt: skip
_BUCKET = {
    "write": (
        "s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:DeleteBucketWebsite", "s3:PutBucketPolicy",
        "s3:PutBucketWebsite",
        "s3:PutBucketCORS", "s3:PutBucketLogging", "s3:PutBucketNotification", "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketOwnershipControls", "s3:PutBucketRequestPayment", "s3:PutBucketTagging", "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration", "s3:PutReplicationConfiguration",
        "s3:PutInventoryConfiguration", "s3:PutMetricsConfiguration", "s3:PutAnalyticsConfiguration",
        "s3:PutAccelerateConfiguration", "s3:PutBucketObjectLockConfiguration",
    ),
    "read_acp": ("s3:GetBucketAcl",),
    "write_acp": ("s3:PutBucketAcl",),
    "metadata": (
        "s3:GetBucketLocation", "s3:GetBucketPolicy", "s3:GetBucketPolicyStatus", "s3:GetBucketTagging",
        "s3:GetBucketVersioning", "s3:GetBucketWebsite", "s3:GetBucketCORS", "s3:GetBucketLogging",
        "s3:GetBucketNotification", "s3:GetBucketRequestPayment", "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketOwnershipControls", "s3:GetBucketObjectLockConfiguration", "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration", "s3:GetReplicationConfiguration", "s3:GetInventoryConfiguration",
        "s3:GetMetricsConfiguration", "s3:GetAnalyticsConfiguration", "s3:GetAccelerateConfiguration",
        "s3:ListBucketMultipartUploads",
    ),
}  # fmt: skip

CATEGORIES = ("write", "read_acp", "write_acp", "metadata")


def _numbered() -> tuple[str, ...]:
    object_names = (*READ, *(a for c in CATEGORIES for a in _OBJECT[c]))
    bucket_names = (*LIST, *(a for c in CATEGORIES for a in _BUCKET[c]))
    return object_names + bucket_names


ACTIONS = _numbered()
"""Every action known here; the bit of an action is its place in this tuple."""
BIT = {name: 1 << i for i, name in enumerate(ACTIONS)}
READ_BITS = tuple(BIT[a] for a in READ)
LIST_BITS = tuple(BIT[a] for a in LIST)
OBJECT_MASK = sum(BIT[a] for a in READ) + sum(BIT[a] for c in CATEGORIES for a in _OBJECT[c])
OTHER_OBJECT = {c: tuple(BIT[a] for a in _OBJECT[c]) for c in CATEGORIES}
OTHER_BUCKET = {c: tuple(BIT[a] for a in _BUCKET[c]) for c in CATEGORIES}
WRITE_MASK = sum(OTHER_OBJECT["write"]) + sum(OTHER_OBJECT["write_acp"])
ALL = (1 << len(ACTIONS)) - 1
_LOWER = tuple((name.lower(), BIT[name]) for name in ACTIONS)


@lru_cache(maxsize=4096)
def mask(pattern: str) -> int:
    """Return the actions that ``pattern`` names. Action names are not case-sensitive (IAM: "Action")."""
    if pattern in ("*", "s3:*"):
        return ALL
    lowered = pattern.lower()
    return sum(bit for name, bit in _LOWER if matches(lowered, name))


def union(patterns: Iterable[str]) -> int:
    """Return the actions that any of ``patterns`` names."""
    found = 0
    for pattern in patterns:
        found |= mask(pattern)
    return found


BUCKET_ACL = {
    "READ": sum(LIST_BITS),
    "WRITE": BIT["s3:PutObject"] | BIT["s3:DeleteObject"],
    "READ_ACP": BIT["s3:GetBucketAcl"],
    "WRITE_ACP": BIT["s3:PutBucketAcl"],
}
"""What a permission in a bucket's ACL allows. Source: S3 user guide, "Access control list (ACL) overview"."""
OBJECT_ACL = {
    "READ": sum(READ_BITS),
    "READ_ACP": BIT["s3:GetObjectAcl"] | BIT["s3:GetObjectVersionAcl"],
    "WRITE_ACP": BIT["s3:PutObjectAcl"] | BIT["s3:PutObjectVersionAcl"],
}
"""What a permission in an object's ACL allows. Same source."""
BUCKET_ACL["FULL_CONTROL"] = sum(BUCKET_ACL.values())
OBJECT_ACL["FULL_CONTROL"] = sum(OBJECT_ACL.values())
