"""Requests and answers of the Cloud Storage stub, apart from any web server."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

from exposurecheck.demo.gcs.rules import Caller
from exposurecheck.model.base import Json


@dataclass(frozen=True, slots=True)
class Request:
    """What came over the wire."""

    method: str
    path: tuple[str, ...]
    """Segments, decoded one by one, so that an escaped slash stays inside its segment."""
    raw_path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    caller: Caller
    refused: frozenset[str] = frozenset()
    """Permissions refused to every caller with a token, on top of the estate's own rules."""
    asked: set[str] = field(default_factory=set, compare=False)
    """Permissions that callers with a token have needed so far are added here."""

    def needs(self, permission: str) -> None:
        """Note that a caller with a token needs ``permission``."""
        if self.caller.member is not None:
            self.asked.add(permission)


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    reset: bool = False
    """Close the connection without an answer."""


def document(value: Mapping[str, Json], status: int = 200) -> Answer:
    """Answer with a JSON document."""
    return Answer(status, json.dumps(value).encode(), {"Content-Type": "application/json; charset=UTF-8"})


def error(status: int, reason: str, message: str = "") -> Answer:
    """Answer as the JSON APIs refuse ("HTTP status and error codes for JSON")."""
    about: dict[str, Json] = {"message": message or reason, "domain": "global", "reason": reason}
    answer = document({"error": {"code": status, "message": message or reason, "errors": [about]}}, status)
    if status == 401:  # noqa: PLR2004 - RFC 9110: the challenge is required
        return Answer(status, answer.body, {**answer.headers, "WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"'})  # fmt: skip # noqa: E501
    return answer


def xml_error(status: int, code: str) -> Answer:
    """Answer as the XML API refuses ("HTTP status and error codes for XML")."""
    body = f"<?xml version='1.0' encoding='UTF-8'?><Error><Code>{code}</Code><Message>{code}</Message></Error>"
    return Answer(status, body.encode(), {"Content-Type": "application/xml; charset=UTF-8"})


def understood(
    method: str, target: str, headers: Mapping[str, str], body: bytes, *, caller: Caller, refused: frozenset[str]
) -> Request:
    """Take a request line apart."""
    raw, _, query = target.partition("?")
    asked = dict(parse_qsl(query, keep_blank_values=True))
    paying = Caller(caller.member, caller.address, pays="userProject" in asked)
    path = tuple(unquote(part) for part in raw.split("/")[1:])
    return Request(method, path, raw, asked, headers, body, paying, refused)


def part_of(body: bytes, request: Request) -> tuple[int, bytes, dict[str, str]]:
    """Return status, bytes and headers for the range that was asked for (RFC 9110, section 14)."""
    asked = request.headers.get("range", "")
    if not asked.startswith("bytes="):
        return 200, body, {"Content-Length": str(len(body))}
    first, _, last = asked.removeprefix("bytes=").partition("-")
    start = int(first) if first else max(0, len(body) - int(last))
    end = min(int(last) if last and first else len(body) - 1, len(body) - 1)
    if start >= len(body):
        return 416, b"", {"Content-Range": f"bytes */{len(body)}"}
    return 206, body[start : end + 1], {"Content-Range": f"bytes {start}-{end}/{len(body)}"}
