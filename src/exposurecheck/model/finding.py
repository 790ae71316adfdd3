"""The judgement of one check on one store."""

import hashlib
from datetime import date, datetime
from enum import StrEnum

from exposurecheck.model.base import Bilingual, Model


class Severity(StrEnum):
    """Gravest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for critical up to 4 for info."""
        return _RANK[self]

    @property
    def up(self) -> "Severity":
        """One step graver; critical stays critical."""
        return list(Severity)[max(0, self.rank - 1)]


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


class FindingStatus(StrEnum):
    """Passes are counted and never become findings."""

    FAIL = "fail"
    UNKNOWN = "unknown"
    MUTED = "muted"


class Evidence(Model):
    """Where in the configuration the cause stands."""

    source: str
    """The call that returned it, for example ``s3:GetBucketPolicy``."""
    pointer: str
    """JSON pointer into that answer, for example ``/Statement/0``."""
    extract: str = ""
    """Redacted quotation."""
    observed_at: datetime | None = None


class Fix(Model):
    """How to close one finding, in the reader's own tools; placeholders are already filled in."""

    tool: str
    """``aws-cli``, ``terraform``, ``gcloud``, ``az``."""
    code: str


class Waiver(Model):
    """Why a finding is set aside, who answers for it, and until when."""

    reason: str
    owner: str
    approver: str
    """Never the owner."""
    expires: date
    """Last day on which it holds (UTC)."""


class Finding(Model):
    """A check that failed, or could not be decided, on one store."""

    check: str
    """Check id."""
    resource: str
    """Resource id."""
    status: FindingStatus
    severity: Severity
    title: Bilingual
    because: Bilingual
    remediation: Bilingual
    fixes: tuple[Fix, ...] = ()
    references: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """The first is the primary one."""
    missing: tuple[str, ...] = ()
    """Facts that would decide an ``unknown``."""
    fingerprint: str
    """Stable across runs: depends on check and resource only."""
    first_seen: datetime | None = None
    """When a run first reported it; None where no earlier run is remembered."""
    reopened_at: datetime | None = None
    """Set while a finding stands that an earlier run had seen fixed: when it was found again."""
    escalation: Bilingual | None = None
    """Why the severity is above that of the check."""
    also: tuple[str, ...] = ()
    """Checks that say less, or wait for the same fact, and are not told again for this store."""
    waiver: Waiver | None = None
    """Set with the status ``muted``."""


def fingerprint(check: str, resource: str) -> str:
    """Return 16 hex digits that depend on the two ids only, and so stay the same from run to run."""
    return hashlib.sha256(f"{check}\0{resource}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
