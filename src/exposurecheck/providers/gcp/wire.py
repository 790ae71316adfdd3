"""Sends authorised requests to Google's JSON APIs: token, retries with back-off, and at most so many at once.

The SDK's own session spends most of the processor time of a small GET on bookkeeping around it; a scan of a large
estate is thousands of them. Credentials and their renewal stay the SDK's.
"""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import certifi
import urllib3
from google.auth.transport.urllib3 import Request as TokenRequest
from urllib3.exceptions import HTTPError

from exposurecheck.providers.gcp.session import Session
from exposurecheck.providers.pace import Paces
from exposurecheck.providers.patience import Patience

_OVERLOADED: Final = frozenset({429, 503})
_BROKEN: Final = frozenset({408, 500, 502, 504})
_QUOTA = (b"ateLimitExceeded", b"RESOURCE_EXHAUSTED")
"""A refusal (403) that says so is a request to slow down ("Cloud Storage: HTTP status and error codes for JSON")."""
_CONTENT: Final = frozenset({200, 206})
_UNAUTHORIZED = 401
_FORBIDDEN = 403
_MOST = 64 * 2**20
"""Bytes read of one JSON answer; a page of a listing is far smaller."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request."""

    url: str
    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    limit: int | None = None
    """Read at most so many bytes of the body as they are; without it the whole body is read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """Authorised requests; may be used from any number of threads."""

    def __init__(
        self, session: Session, paces: Paces, connections: int, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Send nothing yet; ``connections`` are kept open to each host."""
        self._session, self._paces, self._sleep = session, paces, sleep
        self._pools = Pools(connections)
        self._token = TokenRequest(self._pools.manager(session.storage))  # type: ignore[no-untyped-call]  # few annotations
        self._lock = Lock()

    def check(self) -> None:
        """Get a token, if tokens are needed; raises ``GoogleAuthError``."""
        self._authorisation(self._session.storage)

    def send(self, ask: Ask) -> Answer:
        """Send ``ask`` until it is answered for good; raises ``HTTPError`` or ``GoogleAuthError``."""
        patience, renewed = Patience(), False
        while True:
            try:
                answer, used = self._once(ask)
            except HTTPError:
                if patience.ends(throttled=False):
                    raise
            else:
                if answer.status == _UNAUTHORIZED and not renewed and not self._session.anonymous:
                    self._renew(used)
                    renewed = True
                    continue
                throttled = answer.status in _OVERLOADED or (
                    answer.status == _FORBIDDEN and any(mark in answer.body for mark in _QUOTA)
                )
                if not (throttled or answer.status in _BROKEN) or patience.ends(throttled=throttled):
                    return answer
                if throttled:
                    self._paces.of(ask.url).throttled()
            self._sleep(patience.pause())

    def _once(self, ask: Ask) -> tuple[Answer, str | None]:
        with self._paces.of(ask.url).slot():
            headers = {**self._authorisation(ask.url), "User-Agent": "exposurecheck", **ask.headers}
            parts = urlsplit(ask.url)
            base = f"{parts.scheme}://{parts.netloc}"
            response = self._pools.send(base, ask.method, ask.url[len(base) :], headers, ask.body)
            raw = ask.limit is not None and response.status in _CONTENT  # a refusal is read whole, it says why
            data = response.read(ask.limit if raw else _MOST, decode_content=not raw)
            if response.length_remaining:
                response.close()  # the endpoint ignored the range and would go on sending
            else:
                response.drain_conn()
                response.release_conn()
            return Answer(response.status, response.headers, data), headers.get("authorization")

    def _authorisation(self, url: str) -> dict[str, str]:
        headers: dict[str, str] = {}
        if not self._session.anonymous:
            with self._lock:  # one thread renews the token, the others wait for it
                self._session.credentials.before_request(self._token, "GET", url, headers)  # type: ignore[no-untyped-call]  # untyped SDK
        return headers

    def _renew(self, used: str | None) -> None:
        credentials = self._session.credentials
        with self._lock:
            if used == f"Bearer {credentials.token}":  # else another thread has already done it
                credentials.refresh(self._token)  # type: ignore[no-untyped-call]  # untyped SDK


class Pools:
    """Connections to hosts, through the user's proxies, with the certificate authorities that the user trusts."""

    def __init__(self, connections: int) -> None:
        """Open nothing yet; ``connections`` are kept open to each host."""
        self._connections = connections
        self._managers: dict[str | None, urllib3.PoolManager] = {}
        self._pools: dict[str, urllib3.HTTPConnectionPool] = {}

    def send(
        self, base: str, method: str, target: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> urllib3.BaseHTTPResponse:
        """Send one request to ``base`` (scheme and host); the body of the answer is still to be read.

        The target goes out as it is: joined to a URL it would have its dot segments resolved, and ``a/../b`` is a valid
        name of an object.
        """
        if base not in self._pools:
            self._pools.setdefault(base, self.manager(base).connection_from_url(base))
        pool = self._pools[base]
        plain = pool.proxy is not None and pool.scheme == "http"  # RFC 9112, section 3.2.2: proxies want the whole URL
        return pool.urlopen(
            method, base + target if plain else target, body=body, headers=headers, redirect=False, retries=False,
            preload_content=False, decode_content=False,
        )  # fmt: skip

    def manager(self, base: str) -> urllib3.PoolManager:
        """Return what makes connections to ``base``, and to other hosts that the same proxy leads to."""
        parts = urlsplit(base)
        proxy = None if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme)
        if proxy not in self._managers:
            self._managers.setdefault(proxy, self._made(proxy))
        return self._managers[proxy]

    def _made(self, proxy: str | None) -> urllib3.PoolManager:
        trusted = os.environ.get("REQUESTS_CA_BUNDLE") or certifi.where()
        timeout = urllib3.Timeout(connect=10, read=30)
        if proxy:
            return urllib3.ProxyManager(
                proxy, maxsize=self._connections, timeout=timeout, cert_reqs="CERT_REQUIRED", ca_certs=trusted
            )
        return urllib3.PoolManager(
            maxsize=self._connections, timeout=timeout, cert_reqs="CERT_REQUIRED", ca_certs=trusted
        )
