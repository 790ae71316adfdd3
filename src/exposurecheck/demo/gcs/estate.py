"""What the Cloud Storage stub holds: projects, buckets, folders and objects, as their owner would configure them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exposurecheck.model.base import Json, JsonObject

Bindings = Mapping[str, tuple[str, ...]]
"""Role to members."""
Acl = Mapping[str, str]
"""Entity (``allUsers``, ``user-a@example.com``) to role (``READER``, ``WRITER``, ``OWNER``)."""


@dataclass(frozen=True, slots=True)
class Blob:
    """One object."""

    body: bytes
    content_type: str = "application/octet-stream"
    acl: Acl = field(default_factory=dict)
    """Entries beside the owners'."""
    storage_class: str = "STANDARD"


@dataclass(frozen=True, slots=True)
class Bucket:
    """One bucket."""

    name: str
    uniform: bool = True
    """Uniform bucket-level access: ACLs are void."""
    prevention: str = "inherited"
    """Public access prevention: ``enforced`` or ``inherited``."""
    bindings: Bindings = field(default_factory=dict)
    conditional: tuple[JsonObject, ...] = ()
    """Further bindings that have a condition."""
    acl: Acl = field(default_factory=dict)
    default_acl: Acl = field(default_factory=dict)
    folders: Mapping[str, Bindings] = field(default_factory=dict)
    """Managed folders with their policies."""
    objects: Mapping[str, Blob] = field(default_factory=dict)
    requester_pays: bool = False
    ranges: tuple[str, ...] | None = None
    """Address ranges of an IP filter that is on; None when there is none."""
    more: JsonObject = field(default_factory=dict)
    """Further members of the bucket's description, for example ``labels``."""
    refused: tuple[str, ...] = ()
    """Permissions on this bucket that its own auditors lack."""


@dataclass(frozen=True, slots=True)
class Estate:
    """One project with everything above it."""

    project: str
    number: str
    buckets: tuple[Bucket, ...] = ()
    bindings: Bindings = field(default_factory=dict)
    """The project's own policy."""
    domain: str = "corp.example"
    customer: str = "C0abc123x"
    organization: str = "900000000001"
    folder: str = "800000000001"
    above: Mapping[str, Bindings] = field(default_factory=dict)
    """Policies of ``folders/1`` and ``organizations/2``."""
    prevention: bool = False
    """The organisation enforces public access prevention."""
    denials: tuple[JsonObject, ...] = ()
    """IAM deny policies of the project: name and rules."""
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Custom roles with their permissions, by full name."""
    location: str = "ASIA-NORTHEAST1"

    def owners(self) -> tuple[Json, ...]:
        """Return the ACL entries that every bucket and object of the project has."""
        teams = (("owners", "OWNER"), ("editors", "OWNER"), ("viewers", "READER"))
        return tuple({"entity": f"project-{team}-{self.number}", "role": role} for team, role in teams)
