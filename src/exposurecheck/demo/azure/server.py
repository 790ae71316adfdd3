"""Runs the embedded Azure on the loopback address: Resource Manager, Blob, Files, website, token service."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import unquote

from exposurecheck.demo.azure import arm, data
from exposurecheck.demo.azure.azurite import Azurite
from exposurecheck.demo.azure.callers import TOKEN, parse_query
from exposurecheck.demo.azure.request import Answer, Request, arm_error, data_error, document
from exposurecheck.demo.azure.story import STORY, StoryAccount
from exposurecheck.demo.exhibit import Exhibit
from exposurecheck.demo.exhibits import exhibit

IDENTITY_HEADER: Final = "mizutama"
"""Secret between an App Service and its token endpoint ("Managed identities for App Service: REST endpoint")."""
_FAR_AWAY: Final = 4102444800
"""1 January 2100: the demo's token does not expire."""

Fault = Callable[[Request], Answer | None]


@dataclass
class EmbeddedAzure:
    """The state of the server."""

    accounts: tuple[StoryAccount, ...] = STORY
    content: Callable[[str], Exhibit] = exhibit
    """What a file holds, by the name of its exhibit."""
    azurite: Azurite | None = None
    """Where the blobs lie; None: here."""
    page: int = 2
    """Entries on a page of Resource Manager: small, so that following pages is never left out."""
    data_page: int = 5000
    refused: AbstractSet[str] = frozenset()
    """Actions that the auditors lack."""
    fault: Fault = lambda _request: None
    """Answers instead of the server where it returns an answer."""
    seen: Counter[str] = field(default_factory=Counter)
    requests: list[Request] = field(default_factory=list)
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, method: str, target: str, headers: dict[str, str]) -> Answer:
        """Answer one request."""
        request = self._understood(method, target, headers)
        return self.fault(request) or self._served(request)

    def _understood(self, method: str, target: str, headers: dict[str, str]) -> Request:
        path, _, raw = target.partition("?")
        query = parse_query(raw)
        first, *rest = path.removeprefix("/").split("/")
        parts = [unquote(part) for part in rest]
        if first in {"blob", "file", "web", "dfs"}:
            account, parts = (parts[0] if parts else ""), parts[1:]
            while parts and parts[-1] == "":
                parts.pop()
            plane, permission = first, data.permission_of(first, parts, query)
        elif first == "subscriptions":
            plane, account, parts = "arm", "", [first, *parts]
            permission = arm.permission_of(parts)
        else:
            plane, account, permission = "token", "", ""
        with self.lock:
            number = len(self.requests)
            request = Request(method, plane, account, tuple(parts), path, query, headers, permission, number)
            self.requests.append(request)
            self.seen[permission] += 1
        return request

    def _served(self, request: Request) -> Answer:  # noqa: PLR0911 - a table of answers
        if request.plane == "token":
            return _token(request)
        if request.plane == "arm":
            if request.headers.get("authorization") != f"Bearer {TOKEN}":
                return arm_error(401, "InvalidAuthenticationToken")
            if request.permission in self.refused:
                return arm_error(403, "AuthorizationFailed")
            return arm.answer(request, self.accounts, self.url, self.page)
        account = next((a for a in self.accounts if a.name == request.account), None)
        if account is None:
            return data_error(400, "InvalidUri")
        refused = {*self.refused, *account.refused}
        if "authorization" in request.headers and request.permission in refused:
            return data_error(403, "AuthorizationPermissionMismatch")
        return data.answer(request, account, data.Shelf(self.content, self.data_page, self.azurite))


def _token(request: Request) -> Answer:
    if request.headers.get("x-identity-header") != IDENTITY_HEADER:
        return document({"statusCode": 401}, 401)
    expiry = str(_FAR_AWAY)
    resource = request.query.get("resource", "")
    return document({"access_token": TOKEN, "expires_on": expiry, "resource": resource, "token_type": "Bearer"})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body go out in two writes; the second would wait for 40 ms
    state: EmbeddedAzure

    def do_GET(self) -> None:
        """Answer a read."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        found = self.state.answer(self.command, self.path, headers)
        if found.reset:
            self.close_connection = True
            self.connection.close()
            return
        self.send_response(found.status)
        for name, value in found.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in found.headers:
            self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.body)

    do_HEAD = do_GET  # noqa: N815 - the library's own name

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
        """Write no line for each request."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing about callers that hang up."""


@contextmanager
def serving(state: EmbeddedAzure, port: int = 0) -> Iterator[EmbeddedAzure]:
    """Serve ``state`` until the block ends; port 0 takes a free one."""
    handler = type("Handler", (_Handler,), {"state": state})
    server = _Server(("127.0.0.1", port), handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
