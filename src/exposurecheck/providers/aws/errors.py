"""Turns what an AWS call raised into the reason of a gap."""

from dataclasses import dataclass

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    NoCredentialsError,
    PartialCredentialsError,
    SSOError,
    TokenRetrievalError,
)
from botocore.parsers import ResponseParserError

from exposurecheck.model.gap import Gap, GapReason

# Codes as listed in "Amazon S3 API reference: Error responses" and "Common errors" of STS, Organizations and KMS.
_BY_CODE: dict[str, GapReason] = {
    **dict.fromkeys(
        ("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"), GapReason.EXPIRED
    ),
    **dict.fromkeys(
        (
            "AccessDenied", "AccessDeniedException", "AllAccessDisabled", "AccountProblem", "AuthFailure", "Forbidden",
            "InvalidAccessKeyId", "InvalidClientTokenId", "InvalidToken", "InvalidSecurity",
            "InvalidSignatureException", "KMS.DisabledException", "NotSignedUp", "OptInRequired",
            "RequestTimeTooSkewed", "SignatureDoesNotMatch", "UnauthorizedOperation", "UnrecognizedClientException",
        ),
        GapReason.DENIED,
    ),
    **dict.fromkeys(
        (
            "BandwidthLimitExceeded", "RequestLimitExceeded", "RequestThrottled", "SlowDown", "Throttling",
            "ThrottlingException", "TooManyRequests", "TooManyRequestsException",
        ),
        GapReason.THROTTLED,
    ),
    **dict.fromkeys(("NoSuchBucket", "NoSuchKey", "NoSuchVersion", "NoSuchAccessPoint", "NotFound"), GapReason.DELETED),
    **dict.fromkeys(
        ("InternalError", "InternalFailure", "OperationAborted", "RequestTimeout", "ServiceUnavailable"),
        GapReason.UNREACHABLE,
    ),
    **dict.fromkeys(
        ("MethodNotAllowed", "NotImplemented", "UnsupportedAPIEndpointException", "UnsupportedOperation"),
        GapReason.UNSUPPORTED,
    ),
    "InvalidObjectState": GapReason.UNREADABLE,  # archived: has to be restored before it can be read
}  # fmt: skip
_BY_STATUS: dict[int, GapReason] = {
    401: GapReason.DENIED,
    403: GapReason.DENIED,
    404: GapReason.DELETED,
    429: GapReason.THROTTLED,
    501: GapReason.UNSUPPORTED,
}
_SIGN_IN = (
    CredentialRetrievalError, NoCredentialsError, PartialCredentialsError, SSOError, TokenRetrievalError,
)  # fmt: skip
ANSWERED = (ClientError, BotoCoreError, ResponseParserError)
"""Everything the SDK raises for trouble with a call, as opposed to a defect of ours."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A call that gave no value."""

    reason: GapReason
    code: str
    """The service's error code, or the name of the SDK's exception; never a message, which may quote names."""

    def gap(self, resource: str, fact: str, permission: str | None) -> Gap:
        """Say which fact is missing because of this."""
        return Gap(resource=resource, fact=fact, reason=self.reason, permission=permission, detail=self.code)


def code_of(error: Exception) -> str:
    """Return the service's error code, or the exception's name when no answer could be understood."""
    if isinstance(error, ClientError):
        return str(error.response.get("Error", {}).get("Code") or status_of(error) or "Unknown")
    return type(error).__name__


def failed(error: Exception) -> Failed:
    """Classify ``error``."""
    code = code_of(error)
    if isinstance(error, ClientError):
        status = status_of(error)
        reason = _BY_CODE.get(code) or _BY_STATUS.get(status)
        if reason is None:
            reason = GapReason.UNREACHABLE if status >= 500 else GapReason.MALFORMED  # noqa: PLR2004 - RFC 9110
        return Failed(reason, code)
    if isinstance(error, _SIGN_IN):
        return Failed(GapReason.EXPIRED, code)
    if isinstance(error, ResponseParserError):
        return Failed(GapReason.MALFORMED, code)
    return Failed(GapReason.UNREACHABLE, code)


def status_of(error: ClientError) -> int:
    """Return the HTTP status of a refusal, 0 when there is none."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") or 0)
