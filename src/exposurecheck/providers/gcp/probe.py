"""Sends unsigned requests, as an outsider would, and keeps what proves the answer but never the bytes."""

import json
import re
from collections.abc import Mapping
from datetime import datetime

from urllib3.exceptions import HTTPError

from exposurecheck.model.resource import Proof
from exposurecheck.providers.answer import READABLE, no_answer, proved
from exposurecheck.providers.gcp.address import bucket_path, xml_path
from exposurecheck.providers.gcp.wire import Pools

FIRST_BYTES = 1024
"""How much of an object a probe asks for: enough to prove that the content comes, too little to copy it."""
_KEPT = frozenset(
    {
        "accept-ranges", "content-length", "content-range", "content-type", "date", "etag", "last-modified", "server",
        "x-goog-generation", "x-goog-hash", "x-goog-storage-class", "x-goog-stored-content-length",
        "x-guploader-uploadid",
    }
)  # fmt: skip
_CODE = re.compile(rb"<Code>\s*([A-Za-z0-9.]{1,64})\s*</Code>")
_REASON = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_REFUSED = frozenset({401, 403})
_LISTINGS = (b"<ListBucketResult", b"storage#objects")
"""What a listing begins with in the two APIs; an emulator's page of HTML is none."""


class Prober:
    """Unsigned requests to one endpoint; may be used from any number of threads."""

    def __init__(self, endpoint: str, connections: int) -> None:
        """Send nothing yet; ``connections`` are kept open."""
        self._endpoint = endpoint
        self._pools = Pools(connections)

    def probe(self, bucket: str, key: str | None, at: datetime) -> Proof:
        """Ask for the first bytes of ``key``, or for the listing when it is None.

        Public links use the XML API, programs the JSON API, and both are asked until one answers. The XML API says 403
        to a stranger, the JSON API 401; 404 in both means missing, and the JSON API says it only to those who may list
        ("HTTP status and error codes").
        """
        if key is None:
            targets = (f"{xml_path(bucket, None)}?list-type=2&max-keys=1", f"{bucket_path(bucket, 'o')}?maxResults=1")
        else:
            targets = (xml_path(bucket, key), f"{bucket_path(bucket, 'o', key)}?alt=media")
        first = self._ask(targets[0], key, at)
        if first.status in READABLE:
            return first
        second = self._ask(targets[1], key, at)
        better = second.status in READABLE or (first.status not in _REFUSED and second.status in _REFUSED)
        return second if better else first

    def _ask(self, target: str, key: str | None, at: datetime) -> Proof:
        url = self._endpoint + target
        try:
            status, headers, data = self._get(target)
        except HTTPError as error:
            return no_answer(url, key, at, type(error).__name__)
        readable = status in READABLE
        if readable and key is None and not any(mark in data for mark in _LISTINGS):
            return no_answer(url, key, at, "not_a_listing")
        return proved(url, key, at, (status, headers, data), kept=_KEPT, code=None if readable else _code(data))

    def _get(self, target: str) -> tuple[int, Mapping[str, str], bytes]:
        headers = {"Range": f"bytes=0-{FIRST_BYTES - 1}", "Accept-Encoding": "gzip"}
        response = self._pools.send(self._endpoint, "GET", target, headers)
        try:
            data = response.read(FIRST_BYTES)
        finally:
            response.close()  # an endpoint that ignores the range would go on sending the object
        return response.status, response.headers, data


def _code(data: bytes) -> str | None:
    """Return the error code of an XML answer, or the reason of a JSON one."""
    found = _CODE.search(data)
    if found:
        return found.group(1).decode("ascii")
    try:
        reason = json.loads(data)["error"]["errors"][0]["reason"]
    except (ValueError, LookupError, TypeError):
        return None
    return reason if isinstance(reason, str) and _REASON.fullmatch(reason) else None
