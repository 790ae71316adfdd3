"""Learns from refusals how far this machine's clock is off, so that signatures name the time that AWS goes by.

Most services accept five minutes ("Troubleshooting Signature Version 4"), S3 a quarter of an hour; the SDK for Python,
unlike others, does not correct a clock.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from botocore.auth import AUTH_TYPE_MAPS, S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.exceptions import ClientError
from botocore.handlers import set_operation_specific_signer

from exposurecheck.providers.aws.errors import code_of

_CODES = frozenset({"InvalidSignatureException", "RequestExpired", "RequestTimeTooSkewed", "SignatureDoesNotMatch"})
_TOLERATED = timedelta(minutes=2)
"""A smaller difference is not why a signature was refused."""
_OFFSET = "exposurecheck_clock_offset"
_FORMAT = "%Y%m%dT%H%M%SZ"
_SIGNERS = {"v4": "exposurecheck-v4", "s3v4": "exposurecheck-s3v4"}


class Clock:
    """The time of AWS, as far as it is known to differ from this machine's."""

    def __init__(self) -> None:
        """Trust this machine."""
        self.offset = timedelta(0)

    def learned(self, error: ClientError) -> bool:
        """Take the time of a refusal for the right one; tells whether the call is worth another try because of it."""
        headers = error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
        if code_of(error) not in _CODES or "date" not in headers:
            return False
        try:
            told = parsedate_to_datetime(headers["date"])
        except ValueError:
            return False
        off = (told if told.tzinfo else told.replace(tzinfo=UTC)) - datetime.now(UTC)
        if abs(off) <= _TOLERATED:
            return False
        self.offset = off
        return True

    def note(self, request: AWSRequest, **_event: object) -> None:
        """Tell the signer of ``request`` how far the clock is off."""
        request.context[_OFFSET] = self.offset


def corrected(signature_version: str, context: Mapping[str, object], signing_name: str, **_event: object) -> str | None:
    """Choose the signer that minds the clock, of the kind that the SDK would choose."""
    chosen = set_operation_specific_signer(context, signing_name) or signature_version
    return _SIGNERS.get(chosen)


class CorrectedV4(SigV4Auth):
    """Signature version 4 with the time of AWS."""

    def _modify_request_before_signing(self, request: AWSRequest) -> None:
        _stamp(request)
        super()._modify_request_before_signing(request)  # type: ignore[misc]  # the stubs leave it out


class CorrectedS3V4(S3SigV4Auth):
    """The same for S3, which signs paths as they are."""

    def _modify_request_before_signing(self, request: AWSRequest) -> None:
        _stamp(request)
        super()._modify_request_before_signing(request)  # type: ignore[misc]  # the stubs leave it out


def _stamp(request: AWSRequest) -> None:
    offset = request.context.get(_OFFSET)
    if offset:
        request.context["timestamp"] = (datetime.now(UTC) + offset).strftime(_FORMAT)


AUTH_TYPE_MAPS.update({_SIGNERS["v4"]: CorrectedV4, _SIGNERS["s3v4"]: CorrectedS3V4})
