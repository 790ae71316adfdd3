"""Picks out of a bucket's own description what decides access and what checks look at."""

from collections.abc import Mapping

from exposurecheck.model.base import Json, JsonObject
from exposurecheck.model.resource import Settings
from exposurecheck.providers.replies import items, mapping, text

INTENDED = "exposurecheck:intended"
"""How the rest of the program spells the tag by which an owner declares a store public."""
_INTENDED_LABELS = ("exposurecheck-intended", "exposurecheck_intended")
"""The same as a label: those cannot hold a colon ("Cloud Storage: Bucket labels")."""
_KEPT = (
    "name", "projectNumber", "location", "storageClass", "iamConfiguration", "billing", "ipFilter", "website",
    "logging", "versioning", "softDeletePolicy", "labels", "encryption",
)  # fmt: skip
_ENTRY = ("entity", "role")


def kept(bucket: JsonObject) -> dict[str, Json]:
    """Return the bucket without what changes by itself (ETags, links) and with ACLs cut to entity and role."""
    found = {name: bucket[name] for name in _KEPT if name in bucket}
    for name in ("acl", "defaultObjectAcl"):
        if name in bucket:
            found[name] = entries(bucket[name])
    return found


def entries(acl: Json) -> list[Json]:
    """Return an ACL as entities with roles."""
    return [{name: entry.get(name) for name in _ENTRY} for entry in items(acl)]


def uniform(bucket: JsonObject | None) -> bool | None:
    """Tell whether uniform bucket-level access is on; None when the bucket does not say."""
    if bucket is None or "iamConfiguration" not in bucket:
        return None
    access = mapping(mapping(bucket["iamConfiguration"]).get("uniformBucketLevelAccess"))
    return access.get("enabled") is True


def billed(bucket: JsonObject | None) -> dict[str, str]:
    """Return the parameter that lets the owner's project pay where requesters do ("Requester Pays")."""
    about = mapping(bucket)
    pays = mapping(about.get("billing")).get("requesterPays") is True
    number = about.get("projectNumber")
    return {"userProject": str(number)} if pays and number else {}


def settings_of(documents: Mapping[str, Json], known: Settings | None = None) -> Settings:
    """Return ``known`` with the facts that decide nothing about access by themselves but that checks look at."""
    bucket = documents.get("bucket")
    if not isinstance(bucket, Mapping):
        return known or Settings()
    configuration = mapping(bucket.get("iamConfiguration"))
    even = uniform(bucket)
    found = {
        "account_guardrail": _prevented(documents),
        "store_guardrail": configuration.get("publicAccessPrevention") == "enforced" if configuration else None,
        "acls_enabled": None if even is None else not even,
        "requester_pays": mapping(bucket.get("billing")).get("requesterPays") is True,
    }
    return (known or Settings()).model_copy(update=found)


def detailed(documents: Mapping[str, Json], known: Settings) -> tuple[Settings, Mapping[str, str] | None]:
    """Return ``known`` with logging, versions, website and encryption, and the labels as tags."""
    bucket = documents.get("bucket")
    if not isinstance(bucket, Mapping):
        return known, None
    labels = {str(key): str(value) for key, value in mapping(bucket.get("labels")).items()}
    declared = next((labels[label] for label in _INTENDED_LABELS if label in labels), None)
    tags = labels | ({INTENDED: declared} if declared else {})
    website = mapping(bucket.get("website"))
    key = text(mapping(bucket.get("encryption")).get("defaultKmsKeyName"))
    found = {
        "website": bool(website.get("mainPageSuffix") or website.get("notFoundPage")),
        "access_logging": bool(mapping(bucket.get("logging")).get("logBucket")),
        "versioning": mapping(bucket.get("versioning")).get("enabled") is True,
        "default_encryption": "customer-managed" if key else "google-managed",
        "declared_public": declared == "public",
    }
    return known.model_copy(update=found), tags


def _prevented(documents: Mapping[str, Json]) -> bool | None:
    policies = mapping(documents.get("project")).get("orgPolicies")
    if policies is None:
        return None
    return any(
        mapping(value).get("enforced") is True
        for name, value in mapping(policies).items()
        if name.endswith("storage.publicAccessPrevention")
    )
