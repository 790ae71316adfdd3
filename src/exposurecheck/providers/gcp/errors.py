"""Turns what a Google API answered, or failed to answer, into the reason of a gap."""

import re
from collections.abc import Mapping

from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from urllib3.exceptions import HTTPError

from exposurecheck.model.gap import GapReason
from exposurecheck.providers.failure import Failed

# Cloud Storage, "HTTP status and error codes for JSON"; Cloud APIs, "Errors: google.rpc.Code".
_BY_CODE: Mapping[str, GapReason] = {
    **dict.fromkeys(
        ("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "RESOURCE_EXHAUSTED"), GapReason.THROTTLED
    ),
    **dict.fromkeys(("notImplemented", "UNIMPLEMENTED"), GapReason.UNSUPPORTED),
}
_BY_STATUS: Mapping[int, GapReason] = {
    401: GapReason.DENIED,
    403: GapReason.DENIED,
    404: GapReason.DELETED,
    405: GapReason.UNSUPPORTED,
    408: GapReason.UNREACHABLE,
    409: GapReason.UNREACHABLE,  # the bucket is being created, moved or deleted
    410: GapReason.DELETED,
    412: GapReason.DENIED,  # a constraint of the organisation forbids it
    429: GapReason.THROTTLED,
    501: GapReason.UNSUPPORTED,
}
_WORD = re.compile(r"[A-Za-z0-9_.-]{1,64}")
"""What a code looks like; anything else is a text, which may quote names and belongs into no report."""
TROUBLE = (HTTPError, GoogleAuthError)
"""Everything that sending raises for trouble with a network or a sign-in, as opposed to a defect of ours."""


def no_answer(error: Exception) -> Failed:
    """Classify an exception of ``TROUBLE``."""
    name = type(error).__name__
    passing = isinstance(error, TransportError) or (isinstance(error, RefreshError) and error.retryable)
    if isinstance(error, GoogleAuthError) and not passing:
        return Failed(GapReason.EXPIRED, name)
    return Failed(GapReason.UNREACHABLE, name)


def refused(status: int, body: object) -> Failed:
    """Classify an answer that is no success; ``body`` is its JSON, or None when it is none."""
    code = _code(body) or str(status)
    reason = _BY_CODE.get(code) or _BY_STATUS.get(status)
    if reason is None:
        reason = GapReason.UNREACHABLE if status >= 500 else GapReason.MALFORMED  # noqa: PLR2004 - RFC 9110
    return Failed(reason, code, status)


def _code(body: object) -> str | None:
    """Return ``error.errors[0].reason`` (Cloud Storage) or ``error.status`` (the other APIs)."""
    error = body.get("error") if isinstance(body, Mapping) else None
    if not isinstance(error, Mapping):
        return None
    errors = error.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    found = first.get("reason") if isinstance(first, Mapping) else None
    found = found or error.get("status")
    return found if isinstance(found, str) and _WORD.fullmatch(found) else None
