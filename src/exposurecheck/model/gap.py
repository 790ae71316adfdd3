"""What could not be seen, why, and what would make it visible."""

from enum import StrEnum

from exposurecheck.model.base import Model


class GapReason(StrEnum):
    """Why a fact is missing."""

    DENIED = "denied"
    """The credentials lack a permission."""
    EXPIRED = "expired"
    """The credentials expired while the scan ran."""
    THROTTLED = "throttled"
    """The service kept asking for fewer requests until the retries ran out."""
    UNREACHABLE = "unreachable"
    """Time-out, connection reset, or a server error after the retries."""
    DELETED = "deleted"
    """It was listed, and gone when it was read."""
    MALFORMED = "malformed"
    """The answer is not what the service's documentation promises."""
    UNSUPPORTED = "unsupported"
    """The endpoint does not implement the call."""
    TOO_LARGE = "too_large"
    """Over a limit of this scan on one object."""
    BUDGET = "budget"
    """A limit of this scan on the whole was reached."""
    INTERRUPTED = "interrupted"
    """The user stopped the scan."""
    UNREADABLE = "unreadable"
    """The object was fetched but its content could not be understood."""
    DEFECT = "defect"
    """exposurecheck itself failed here; the log says more, and a bug report is welcome."""


class Gap(Model):
    """One fact that is missing from this report."""

    resource: str
    """Resource id, or the account or service when a whole listing failed."""
    fact: str
    """Name of the fact, for example ``policy``."""
    reason: GapReason
    permission: str | None = None
    """The permission that would close the gap, for example ``s3:GetBucketPolicy``."""
    detail: str | None = None
    """The service's own error code or a short note; never content."""
