"""Tells whether it is worth reading every object's ACL and encryption."""

from exposurecheck.access.s3.bucket import read
from exposurecheck.model.base import JsonObject


def objects_matter(documents: JsonObject) -> bool:
    """Tell whether object ACLs or encryption could still change who can read a bucket.

    Under BucketOwnerEnforced ACLs are off, and a bucket nobody outside is granted anything in has nothing that
    encryption could take away.
    """
    bucket = read(documents)
    acls = not bucket.enforced or "ownership_controls" not in documents
    granted = bool(bucket.policy.allows) or "policy" not in documents or bool(bucket.policy.problem)
    return acls or granted
