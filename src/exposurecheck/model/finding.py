"""The judgement of one check on one store."""

from datetime import datetime
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
        return list(Severity).index(self)


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
