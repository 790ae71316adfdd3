"""Sends one unsigned request, as an outsider would, and keeps what proves the answer but never the bytes."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict
from urllib.parse import urlsplit

import urllib3
from botocore.httpsession import get_cert_path
from botocore.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from exposurecheck.model.resource import Proof
from exposurecheck.providers.answer import READABLE, no_answer, proved
from exposurecheck.providers.aws.address import in_host, is_amazon

FIRST_BYTES = 1024
"""How much of an object a probe asks for: enough to prove that the content comes, too little to copy it."""
_LISTING = "list-type=2&max-keys=1"
_KEPT = frozenset(
    {
        "accept-ranges", "content-length", "content-range", "content-type", "date", "etag", "last-modified", "location",
        "server", "x-amz-bucket-region", "x-amz-id-2", "x-amz-request-id", "x-amz-server-side-encryption",
        "x-amz-storage-class", "x-amz-version-id",
    }
)  # fmt: skip
_CODE = re.compile(rb"<Code>\s*([A-Za-z0-9.]{1,64})\s*</Code>")
_REDIRECTS = 2


class _Options(TypedDict):
    maxsize: int
    timeout: urllib3.Timeout
    cert_reqs: str
    ca_certs: str | None


class Prober:
    """Unsigned requests to one endpoint family; may be used from any number of threads."""

    def __init__(self, connections: int) -> None:
        """Send nothing yet; ``connections`` are kept open for each host."""
        self._options: _Options = {
            "maxsize": connections,
            "timeout": urllib3.Timeout(connect=5, read=10),
            "cert_reqs": "CERT_REQUIRED",
            "ca_certs": get_cert_path(verify=True),
        }
        self._pools: dict[str | None, urllib3.PoolManager] = {}

    def probe(self, endpoint: str, bucket: str, key: str | None, at: datetime) -> Proof:
        """Ask ``endpoint`` for the first bytes of ``key``, or for the listing when it is None."""
        base, target = _address(endpoint, bucket, key)
        for _ in range(_REDIRECTS + 1):
            url = base + target
            try:
                status, headers, data = self._get(base, target)
            except HTTPError as error:
                return no_answer(url, key, at, type(error).__name__)
            moved = _moved(base, bucket, status, headers)
            if moved is None:
                break
            base, target = _address(moved, bucket, key)
        code = None if status in READABLE else _CODE.search(data)
        return proved(
            url, key, at, (status, headers, data), kept=_KEPT, code=code.group(1).decode("ascii") if code else None
        )

    def _get(self, base: str, target: str) -> tuple[int, Mapping[str, str], bytes]:
        # The pool takes the target as it is; a URL would have its dot segments resolved, and `a/../b` is a valid key.
        response = self._manager(base).connection_from_url(base).urlopen(
            "GET", target, headers={"Range": f"bytes=0-{FIRST_BYTES - 1}", "Accept-Encoding": "identity"},
            redirect=False, retries=False, preload_content=False,
        )  # fmt: skip
        try:
            data = response.read(FIRST_BYTES)
        finally:
            response.close()  # an endpoint that ignores the range would go on sending the object
        return response.status, response.headers, data

    def _manager(self, base: str) -> urllib3.PoolManager:
        proxy = get_environ_proxies(base).get(urlsplit(base).scheme)
        if proxy not in self._pools:
            made = urllib3.ProxyManager(proxy, **self._options) if proxy else urllib3.PoolManager(**self._options)
            self._pools.setdefault(proxy, made)
        return self._pools[proxy]


def _address(endpoint: str, bucket: str, key: str | None) -> tuple[str, str]:
    base, path = in_host(endpoint, bucket, key)
    return base, path if key is not None else f"{path}?{_LISTING}"


def _moved(base: str, bucket: str, status: int, headers: Mapping[str, str]) -> str | None:
    """Return the endpoint a redirect points at, if it belongs to the same host family."""
    if status not in {301, 302, 307, 308}:
        return None
    here = urlsplit(base)
    there = urlsplit(headers.get("location") or "")
    host = there.hostname or ""
    family = is_amazon(host) and is_amazon(here.hostname or "") and there.scheme == here.scheme
    if host and (family or there.netloc == here.netloc):
        netloc = there.netloc.removeprefix(f"{bucket}.")
        return f"{there.scheme}://{netloc}"
    region = headers.get("x-amz-bucket-region")
    if region and re.fullmatch(r"[a-z0-9-]+", region) and is_amazon(here.hostname or ""):
        return f"{here.scheme}://s3.{region}.amazonaws.com" + (".cn" if region.startswith("cn-") else "")
    return None
