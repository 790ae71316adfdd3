"""Sends signed S3 reads with the SDK's own parts (signer, HTTP session, parser) but without its per-call machinery.

A scan of a large estate is thousands of small GETs. The SDK's client resolves an endpoint ruleset, builds a user agent
and runs a dozen hooks for each: about three quarters of the processor time of such a call (see `make bench`). What a
read needs of that is here: address, signature, retries with back-off, and following a bucket to its region.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote, urlencode

from botocore.awsrequest import AWSPreparedRequest, AWSRequest, AWSResponse, HeadersDict
from botocore.compat import HTTPHeaders
from botocore.exceptions import ClientError, ConnectionClosedError, NoCredentialsError
from botocore.model import Shape
from botocore.parsers import create_parser
from botocore.response import StreamingBody

from exposurecheck.model.base import JsonObject
from exposurecheck.providers.aws.address import in_path
from exposurecheck.providers.aws.again import patiently
from exposurecheck.providers.aws.clock import CorrectedS3V4
from exposurecheck.providers.aws.errors import code_of, status_of
from exposurecheck.providers.aws.session import Clients
from exposurecheck.providers.pace import Pace
from exposurecheck.providers.replies import mapping, text

_REDIRECTS = 2
_ELSEWHERE = frozenset({"AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "PermanentRedirect"})


@dataclass(frozen=True, slots=True)
class Read:
    """One GET or HEAD of S3."""

    operation: str
    """Name in the API reference, for example ``GetBucketAcl``; decides how the answer is parsed."""
    bucket: str
    key: str | None = None
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    limit: int | None = None
    """Read the body as bytes, at most so many, instead of parsing it."""


class Wire:
    """Signed reads of S3; may be used from any number of threads."""

    def __init__(self, clients: Clients, pace: Pace, sleep: Callable[[float], None] = time.sleep) -> None:
        """Send nothing yet."""
        self._clients, self._pace, self._sleep = clients, pace, sleep
        self._regions: dict[str, str] = {}
        self._parser = create_parser("rest-xml")

    def read(self, read: Read, region: str | None) -> JsonObject:
        """Send ``read``; raises what the SDK raises (``ClientError``, ``BotoCoreError``, ``ResponseParserError``)."""
        return patiently(lambda: self._followed(read, region), self._pace, self._sleep)

    def _followed(self, read: Read, region: str | None) -> JsonObject:
        redirects = 0
        while True:
            place = self._regions.get(read.bucket) or region or self._clients.region
            try:
                with self._pace.slot():
                    return self._once(read, place)
            except ClientError as error:
                if redirects >= _REDIRECTS or not self._moved(read.bucket, place, error):
                    raise
                redirects += 1

    def region_of(self, bucket: str) -> str | None:
        """Return the region that a redirect has named."""
        return self._regions.get(bucket)

    def _once(self, read: Read, region: str) -> JsonObject:
        model = self._clients.operation(read.operation)
        response = self._send(read, region, str(model.http["method"]))
        if read.limit is not None and response.status_code in {200, 206}:
            return _content(response, read.limit)
        body = response.content
        status = response.status_code
        if status < 300 and b"<Error>" in body[:60]:  # noqa: PLR2004 - RFC 9110: success
            status = 500  # S3 may fail after it has begun to answer with 200
        answer = {"status_code": status, "headers": response.headers, "body": body}
        parsed = self._parser.parse(answer, cast("Shape", model.output_shape))
        if status >= 300:  # noqa: PLR2004 - RFC 9110: anything but success
            raise ClientError(parsed, read.operation)
        return cast("JsonObject", parsed)

    def _send(self, read: Read, region: str, method: str) -> AWSResponse:
        base, path = in_path(self._clients.endpoint(region), read.bucket, read.key)
        url = base + path + ("?" + urlencode(read.query, quote_via=quote) if read.query else "")
        request = AWSRequest(method, url, headers=dict(read.headers))
        credentials = self._clients.credentials()
        if credentials is None:
            raise NoCredentialsError
        self._clients.clock.note(request)
        CorrectedS3V4(credentials, "s3", region).add_auth(request)
        prepared = AWSPreparedRequest(method, url, _headers(request), None, read.limit is not None)
        return self._clients.connections(base).send(prepared)

    def _moved(self, bucket: str, place: str, error: ClientError) -> bool:
        """Note where a bucket really is, if the answer is a redirect; tells whether that is somewhere else."""
        if not 300 <= status_of(error) < 400 and code_of(error) not in _ELSEWHERE and not _wrong_head(error):  # noqa: PLR2004 - RFC 9110: redirection
            return False
        region = _region_in(error)
        if region is None:
            try:
                region = _region_in(self._once(Read("HeadBucket", bucket), place))
            except ClientError as refused:  # a refusal names the region too
                region = _region_in(refused)
        if region is None or region == place:
            return False
        self._regions[bucket] = region
        return True


def _headers(request: AWSRequest) -> HTTPHeaders:
    return cast("HTTPHeaders", HeadersDict(request.headers))  # what `AWSRequest.prepare` passes on, too


def _content(response: AWSResponse, limit: int) -> JsonObject:
    """Return at most ``limit`` bytes of the body, and where they stand in the object."""
    promised = int(response.headers.get("content-length") or limit)
    body = StreamingBody(response.raw, None)  # type: ignore[arg-type]  # the length is checked below
    try:
        data = body.read(min(limit, promised))
    finally:
        if promised > limit:
            body.close()  # the endpoint ignored the range and would go on sending
        else:
            response.raw.release_conn()
    if len(data) < min(limit, promised):
        raise ConnectionClosedError(endpoint_url="", error=f"{len(data)} of {promised} bytes")
    return cast("JsonObject", {"Body": data, "ContentRange": response.headers.get("content-range")})


def _region_in(found: ClientError | JsonObject) -> str | None:
    reply = found.response if isinstance(found, ClientError) else found
    headers = mapping(mapping(reply.get("ResponseMetadata")).get("HTTPHeaders"))
    return text(headers.get("x-amz-bucket-region")) or text(mapping(reply.get("Error")).get("Region"))


def _wrong_head(error: ClientError) -> bool:
    """Tell whether a HEAD was refused for its region: it has no body to say so, only the header names the region."""
    return status_of(error) == 400 and code_of(error) == "400" and _region_in(error) is not None  # noqa: PLR2004 - HTTP
