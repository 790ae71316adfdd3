"""A store and every observable fact about it; None means not known."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from exposurecheck.model.base import Model
from exposurecheck.model.exposure import Exposure
from exposurecheck.model.inspection import PersonalData
from exposurecheck.model.party import Party


class ProviderName(StrEnum):
    """Clouds."""

    AWS = "aws"
    GCP = "gcp"
    AZURE = "azure"


class ResourceType(StrEnum):
    """Kinds of stores."""

    BUCKET = "bucket"
    CONTAINER = "container"
    SHARE = "share"


class Settings(Model):
    """Facts beside the verdict that checks look at. ``None``: not read, or not needed for any verdict or check."""

    website: bool | None = None
    """Static website hosting is on."""
    access_logging: bool | None = None
    """Reads by outsiders are logged (S3 server access logging, GCS usage logs, Azure diagnostic logs)."""
    versioning: bool | None = None
    """Old versions of objects are kept."""
    default_encryption: str | None = None
    """Default server-side encryption, for example ``AES256`` or ``aws:kms``; ``none`` when there is none."""
    replicates_to: tuple[str, ...] | None = None
    """Destinations that receive copies of the objects."""
    replicates_to_other_account: bool | None = None
    """At least one destination belongs to another account."""
    account_guardrail: bool | None = None
    """All public access is blocked at account level (S3: all four Block Public Access settings)."""
    store_guardrail: bool | None = None
    """All public access is blocked on the store itself."""
    acls_enabled: bool | None = None
    """Access control lists can still grant access."""
    requester_pays: bool | None = None
    declared_public: bool | None = None
    """The owner declares the store as intentionally public, by tag or settings."""
    access_points: int | None = None
    """Number of access points."""
    found_empty: bool | None = None
    """It was listed to its end and holds no object; ``False`` also where no verdict needs the listing."""
    open_to_all_networks: bool | None = None
    """No firewall keeps any network away from the store's public endpoint (Azure)."""
    shared_key_access: bool | None = None
    """Account keys work, and links signed with them (Azure)."""
    link_policy: bool | None = None
    """The account limits how long links signed with its keys may last (Azure)."""
    cross_tenant_replication: bool | None = None
    """Objects may be replicated into accounts of other tenants (Azure)."""
    soft_delete: bool | None = None
    """Deleted objects can be restored for some days (Azure)."""
    nfs: bool | None = None
    """Served over NFS, which asks no caller who they are (Azure)."""
    policies_without_expiry: tuple[str, ...] | None = None
    """Stored access policies, which shared links refer to, that never end (Azure)."""
    policies_with_write: tuple[str, ...] | None = None
    """Stored access policies that let the holder of a link write or delete (Azure)."""
    shared_links: int | None = None
    """Shared links to the store that are known to be in circulation (Azure)."""
    links_found: int | None = None
    """Those of ``shared_links`` that lie in objects which outsiders can read, and have not ended yet."""
    links_without_expiry: int | None = None
    """Those of ``shared_links`` that name neither an end nor a stored policy which could."""
    links_with_write: int | None = None
    """Those of ``shared_links`` that let their holder write or delete."""
    longest_link_days: int | None = None
    """Days that the longest-lived of ``shared_links`` lasts, from its start, or from the scan when it names none."""


class Proof(Model):
    """What an unsigned request really got; never the bytes."""

    status: int | None
    """HTTP status, or None when no answer came."""
    key: str | None
    """Object key that was asked for; None for a listing."""
    url: str
    at: datetime
    method: str = "GET"
    sha256_of_first_bytes: str | None = None
    bytes_hashed: int = 0
    headers: Mapping[str, str] = {}
    """Response headers that serve as evidence; no content and no cookies."""
    error: str | None = None
    """The service's error code, or the transport error."""
    agrees: bool | None = None
    """Whether the answer is what the verdict said; None when the verdict is unknown or no answer came."""


class Resource(Model):
    """One bucket, container or share."""

    id: str
    """URL-like and stable across runs, for example ``s3://acme-exports``."""
    provider: ProviderName
    type: ResourceType
    name: str
    region: str | None = None
    account: str | None = None
    tags: Mapping[str, str] | None = None
    settings: Settings = Settings()
    exposure: Exposure | None = None
    proof: Proof | None = None
    personal_data: PersonalData | None = None
    """None: the content was not looked at, or could not be."""
    parties: tuple[Party, ...] | None = None
    """With whom it is shared by name, and what the owner's register says of them; None: there is no register."""
    cause_extracts: Mapping[str, str] = {}
    """The quoted configuration behind each id of ``exposure.cause`` (redacted JSON)."""
