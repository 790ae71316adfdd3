"""Turns what Azure answered, or failed to answer, into the reason of a gap."""

import json
import re
from collections.abc import Mapping

from azure.core.exceptions import AzureError, ClientAuthenticationError
from urllib3.exceptions import HTTPError

from exposurecheck.model.gap import GapReason
from exposurecheck.providers.failure import Failed

# Blob Storage, "Status and error codes"; Azure Files, "Error codes"; Resource Manager, "Common deployment errors".
_BY_CODE: Mapping[str, GapReason] = {
    **dict.fromkeys(
        ("ExpiredAuthenticationToken", "InvalidAuthenticationInfo", "InvalidAuthenticationToken"), GapReason.EXPIRED
    ),
    **dict.fromkeys(
        (
            "AccountBeingDeleted", "ContainerBeingDeleted", "ContainerDisabled", "ResourceBeingDeleted",
            "ShareBeingDeleted",
        ),
        GapReason.DELETED,
    ),
    **dict.fromkeys(
        (
            "ApiNotSupportedForAccount", "FeatureNotSupportedForAccount", "FeatureVersionMismatch",
            "HttpVerbNotAllowed", "InvalidResourceType", "NoRegisteredProviderFound", "NotImplemented",
            "OperationNotSupportedOnNfsShare", "UnsupportedHeader", "UnsupportedHttpVerb", "UnsupportedQueryParameter",
        ),
        GapReason.UNSUPPORTED,
    ),
    **dict.fromkeys(
        ("OperationTimedOut", "ServerBusy", "SubscriptionRequestsThrottled", "TooManyRequests"), GapReason.THROTTLED
    ),
    **dict.fromkeys(("BlobArchived", "CannotVerifyCopySource", "BlobBeingRehydrated"), GapReason.UNREADABLE),
}  # fmt: skip
_BY_STATUS: Mapping[int, GapReason] = {
    401: GapReason.DENIED,
    403: GapReason.DENIED,
    404: GapReason.DELETED,
    405: GapReason.UNSUPPORTED,
    408: GapReason.UNREACHABLE,
    409: GapReason.UNREACHABLE,  # being created, moved, or changed by somebody else
    410: GapReason.DELETED,
    412: GapReason.UNREACHABLE,  # changed while it was read
    429: GapReason.THROTTLED,
    501: GapReason.UNSUPPORTED,
}
TROUBLE = (HTTPError, AzureError)
"""Everything that sending raises for trouble with a network or a sign-in, as opposed to a defect of ours."""

_CODE_IN_XML = re.compile(rb"<Code>\s*([A-Za-z0-9]{1,64})\s*</Code>")


def no_answer(error: Exception) -> Failed:
    """Classify an exception of ``TROUBLE``."""
    name = type(error).__name__
    if isinstance(error, ClientAuthenticationError):  # CredentialUnavailableError is one of them
        return Failed(GapReason.EXPIRED, name)
    return Failed(GapReason.UNREACHABLE, name)


def refused(status: int, headers: Mapping[str, str], body: bytes) -> Failed:
    """Classify an answer that is no success."""
    code = error_code(headers, body) or str(status)
    reason = _BY_CODE.get(code) or _BY_STATUS.get(status)
    if reason is None:
        reason = GapReason.UNREACHABLE if status >= 500 else GapReason.MALFORMED  # noqa: PLR2004 - RFC 9110
    return Failed(reason, code, status)


def error_code(headers: Mapping[str, str], body: bytes) -> str | None:
    """Return the service's own code: a header or XML on the data plane, JSON from Resource Manager."""
    code: object = headers.get("x-ms-error-code")
    if not code and body[:1] == b"{":
        try:
            error = json.loads(body).get("error")
        except (ValueError, RecursionError):
            error = None
        code = error.get("code") if isinstance(error, Mapping) else None
    elif not code and (found := _CODE_IN_XML.search(body[:4096])):
        code = found.group(1).decode("ascii")
    return code if isinstance(code, str) and re.fullmatch(r"[A-Za-z0-9._-]{1,64}", code) else None
