"""Stands before the embedded cloud and turns requests into what a real S3 would answer where moto would not.

moto does not enforce conditions, public access blocks or ownership for unsigned callers, pages of ``ListBuckets`` come
without a token, its buckets without a region, and it knows no Requester Pays. So here

* unsigned requests get what the story declares for that bucket and key, and nothing else;
* signed requests go to moto as they are, but for the permissions that the story, or whoever runs the demo, refuses;
* who pays for requests, which moto does not store, is answered from the story;
* ``ListBuckets`` is paged and names each bucket's region;
* requests to S3 Control are recognised by their path, whatever host name the client made up for the account.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qs
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from xml.sax.saxutils import escape

from exposurecheck.demo.bucket_pages import one_page
from exposurecheck.demo.permissions import permission_of, split
from exposurecheck.demo.story import ACCOUNT, DENIED, NEEDS_SIGNATURE, OPEN, SUBSIDIARY_ACCOUNT, StoryBucket

CONTROL_PATH: Final = "/_front-door/refused"
"""GET returns, PUT replaces the JSON list of refused permissions. No bucket's name can begin like this."""

ASKED_PATH: Final = "/_front-door/asked"
"""GET returns the JSON list of what signed callers have asked for so far: permissions, and for what reads nothing the
method with the path."""

ACCOUNT_OF_KEY: Final[Mapping[str, str]] = {
    "AKIAMIZUTAMADEMOMAIN": ACCOUNT,
    "AKIAMIZUTAMADEMOLOGI": SUBSIDIARY_ACCOUNT,
}
"""Access keys of the demo. No signature is ever checked; the key only says whose account it is."""

KEY_OF_ACCOUNT: Final[Mapping[str, str]] = {account: key for key, account in ACCOUNT_OF_KEY.items()}

SECRET: Final = "not-a-secret"  # noqa: S105 - no signature is checked
"""Secret key of every account."""

_REASONS: Final = {200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed"}
_ERRORS: Final = {
    DENIED: ("AccessDenied", "Access Denied"),
    NEEDS_SIGNATURE: (
        "InvalidArgument",
        "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
    ),
}


class FrontDoor:
    """A WSGI application around moto's."""

    def __init__(
        self, moto: WSGIApplication, stores: Iterable[StoryBucket], regions: Callable[[str], str | None]
    ) -> None:
        """Guard ``moto``; ``regions`` returns the region of a bucket there, and None for one that does not exist."""
        self._moto = moto
        self._stores = {store.name: store for store in stores}
        self._regions = regions
        self.refused: frozenset[str] = frozenset()
        """Permissions refused to every signed caller, on every bucket."""
        self.asked: set[str] = set()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if environ["PATH_INFO"] == CONTROL_PATH:
            return self._control(environ, start_response)
        if environ["PATH_INFO"] == ASKED_PATH:
            return _respond(start_response, OPEN, json.dumps(sorted(self.asked)), "application/json")
        query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        if _is_signed(environ, query):
            return self._signed(environ, query, start_response)
        return self._unsigned(environ, query, start_response)

    def _control(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "PUT":
            length = int(environ.get("CONTENT_LENGTH") or 0)
            self.refused = frozenset(json.loads(environ["wsgi.input"].read(length)))
        return _respond(start_response, OPEN, json.dumps(sorted(self.refused)), "application/json")

    def _signed(
        self, environ: WSGIEnvironment, query: Mapping[str, list[str]], start_response: StartResponse
    ) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        needed = permission_of(method, path, query.keys(), environ.get("HTTP_X_AMZ_TARGET", ""))
        self.asked.add(needed or f"{method} {path}")
        store = self._stores.get(split(path)[0] or "")
        if needed is not None and (needed in self.refused or (store is not None and needed in store.refused)):
            return _refuse(start_response, DENIED, path)
        if path.startswith("/v20180820/"):
            # SDKs put the account before the host name (111122223333.127.0.0.1), which moto takes for a bucket.
            environ["HTTP_HOST"] = f"127.0.0.1:{environ['SERVER_PORT']}"
        _tell_account(environ)
        if method == "GET" and path == "/" and needed == "s3:ListAllMyBuckets" and "HTTP_X_AMZ_TARGET" not in environ:
            return self._buckets(environ, query, start_response)
        if method == "GET" and needed == "s3:GetBucketRequestPayment" and store is not None:
            return _respond(start_response, OPEN, _payer(store), "application/xml")
        return self._moto(environ, start_response)

    def _buckets(
        self, environ: WSGIEnvironment, query: Mapping[str, list[str]], start_response: StartResponse
    ) -> Iterable[bytes]:
        environ["QUERY_STRING"] = ""
        seen: list[str] = []

        def note(status: str, *_: object) -> Callable[[bytes], object]:
            seen.append(status)
            return lambda _: None

        body = b"".join(self._moto(environ, note))
        if not seen[0].startswith("200"):
            return _respond(start_response, int(seen[0][:3]), body.decode(), "application/xml")
        return _respond(start_response, OPEN, one_page(body, query, self._regions), "application/xml")

    def _unsigned(
        self, environ: WSGIEnvironment, query: Mapping[str, list[str]], start_response: StartResponse
    ) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        bucket, key = split(path)
        if bucket is None or path.startswith("/v20180820/"):
            return _refuse(start_response, DENIED, path)
        store = self._stores.get(bucket)
        if store is None:
            status = 404 if self._regions(bucket) is None else DENIED
            return _refuse(start_response, status, path, None if status == DENIED else "NoSuchBucket")
        status = _declared(store, method, key, permission_of(method, path, query.keys()))
        if status != OPEN:
            return _refuse(start_response, status, path, "NoSuchKey" if status == 404 else None)  # noqa: PLR2004 - HTTP
        _sign(environ, store.account)
        return self._moto(environ, start_response)


def _declared(store: StoryBucket, method: str, key: str | None, permission: str | None) -> int:
    """Return the status that the story gives an unsigned request."""
    match method, permission:
        case "GET" | "HEAD", "s3:GetObject" | "s3:ListBucket":
            return store.outsider_gets(key)
        case "PUT", _:
            return OPEN if key is not None and key.startswith(store.put) and store.put else DENIED
        case _:
            return DENIED


def _payer(store: StoryBucket) -> str:
    payer = "Requester" if store.requester_pays else "BucketOwner"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<RequestPaymentConfiguration xmlns='
        f'"http://s3.amazonaws.com/doc/2006-03-01/"><Payer>{payer}</Payer></RequestPaymentConfiguration>'
    )


def _is_signed(environ: WSGIEnvironment, query: Mapping[str, list[str]]) -> bool:
    return "HTTP_AUTHORIZATION" in environ or "X-Amz-Signature" in query or "AWSAccessKeyId" in query


def _tell_account(environ: WSGIEnvironment) -> None:
    """Tell moto the account, which it cannot know from a key that it did not make itself."""
    authorization = environ.get("HTTP_AUTHORIZATION", "")
    for key, account in ACCOUNT_OF_KEY.items():
        if key in authorization:
            environ["HTTP_X_MOTO_ACCOUNT_ID"] = account


def _sign(environ: WSGIEnvironment, account: str) -> None:
    """Make the request the owner's, for moto refuses unsigned ones by rules of its own."""
    scope = f"{KEY_OF_ACCOUNT[account]}/{datetime.now(UTC):%Y%m%d}/us-east-1/s3/aws4_request"
    environ["HTTP_AUTHORIZATION"] = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"
    _tell_account(environ)


def _refuse(start_response: StartResponse, status: int, path: str, code: str | None = None) -> Iterable[bytes]:
    name, message = (code, "Not found") if code else _ERRORS[status]
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{name}</Code><Message>{message}</Message><Resource>{escape(path)}</Resource></Error>'  # noqa: E501
    return _respond(start_response, status, body, "application/xml")


def _respond(start_response: StartResponse, status: int, text: str, content_type: str) -> Iterable[bytes]:
    body = text.encode()
    headers = [("Content-Type", content_type), ("Content-Length", str(len(body)))]
    start_response(f"{status} {_REASONS.get(status, 'Error')}", headers)
    return [body]
