"""Serves one estate on the loopback address: which API a path belongs to, who asks, and what was told to fail."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from exposurecheck.demo.gcs.estate import Estate
from exposurecheck.demo.gcs.json_api import JsonApi
from exposurecheck.demo.gcs.project_apis import ProjectApis, member_of
from exposurecheck.demo.gcs.rules import ANONYMOUS, Caller
from exposurecheck.demo.gcs.wire import Answer, Request, document, error, understood
from exposurecheck.demo.gcs.xml_api import XmlApi

CONTROL_PATH: Final = "/_gcs/refused"
"""GET returns what is refused and what was asked for, PUT replaces the JSON list of refused permissions. No bucket's
name can begin like this."""
Fault = Callable[[Request], Answer | None]


class Gcs:
    """Cloud Storage and its neighbours for one estate; knows no web server."""

    def __init__(self, estate: Estate, *, page: int = 1000, latency: float = 0.0) -> None:
        """Serve ``estate``; each answer takes ``latency`` seconds."""
        self._json, self._xml, self._project = JsonApi(estate, page), XmlApi(estate), ProjectApis(estate)
        self._latency = latency
        self.refused: frozenset[str] = frozenset()
        """Permissions refused to everyone with a token."""
        self.fault: Fault = lambda _request: None
        """What to answer instead, for tests of what callers do with it."""
        self.seen: Counter[str] = Counter()
        """Requests by path, names included."""
        self.requests: list[Request] | None = None
        """Every request, once a test has put a list here."""
        self.asked: set[str] = set()
        """Permissions that callers with a token have needed so far."""
        self.revoked: frozenset[str] = frozenset()
        """Tokens that are not accepted any more."""
        self.strangers = ANONYMOUS.address
        """Where requests without a token come from."""
        self._lock = threading.Lock()

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer one request."""
        if self._latency:
            time.sleep(self._latency)
        if target == CONTROL_PATH:
            return self._control(method, body)
        caller = self._caller(headers)
        if caller is None:
            return error(401, "authError", "Invalid Credentials")
        request = understood(method, target, headers, body, caller=caller, refused=self.refused)
        request = replace(request, asked=self.asked)
        with self._lock:
            self.seen[request.raw_path] += 1
            if self.requests is not None:
                self.requests.append(request)
        return self.fault(request) or self._routed(request)

    def _routed(self, request: Request) -> Answer:
        first = request.path[0]
        if first in {"storage", "download"} and "b" in request.path[:4]:
            return self._json.answer(request)
        if first in {"v1", "v2", "v3", "token"}:
            return self._project.answer(request)
        return self._xml.answer(request)

    def _caller(self, headers: Mapping[str, str]) -> Caller | None:
        """Return who asks; None for a token that is not valid."""
        authorization = headers.get("authorization")
        if authorization is None:
            return Caller(address=self.strangers)
        token = authorization.removeprefix("Bearer ")
        member = None if token in self.revoked else member_of(token)
        return None if member is None else Caller(member)

    def _control(self, method: str, body: bytes) -> Answer:
        if method == "PUT":
            self.refused = frozenset(json.loads(body))
        return document({"refused": [*sorted(self.refused)], "asked": [*sorted(self.asked)]})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port: int, gcs: Gcs) -> None:
        self.gcs = gcs
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a client goes away."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else b""
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.gcs.answer(self.command, self.path, headers, body)
        if answer.reset:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", answer.headers.get("Content-Length", str(len(answer.body))))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
        self.wfile.flush()

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815 - names that the standard library looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's own name
        """Write no line for each request."""


def made(gcs: Gcs, port: int = 0) -> ThreadingHTTPServer:
    """Return a server bound to the loopback address, not yet serving; port 0 takes a free one."""
    return _Server(port, gcs)


@contextmanager
def serving(gcs: Gcs, port: int = 0) -> Iterator[str]:
    """Serve ``gcs`` from a thread of this process until the block ends; yields its URL."""
    server = made(gcs, port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
