"""What comes over the wire to the embedded Azure, and what goes back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

from exposurecheck.model.base import Json

XML: Final = {"Content-Type": "application/xml"}
PREAMBLE: Final = '\ufeff<?xml version="1.0" encoding="utf-8"?>'
"""The data plane's answers begin with a byte order mark."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, taken apart."""

    method: str
    plane: str
    """``arm``, ``blob``, ``file``, ``web``, ``dfs`` or ``token``."""
    account: str
    """Storage account; empty for Resource Manager."""
    parts: tuple[str, ...]
    """Decoded path: of Resource Manager every segment, else the container or share and the path below it."""
    path: str
    """As it was sent, without the query."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    permission: str = ""
    """Action that a signed caller needs for it."""
    number: int = 0
    """How many requests came before."""

    @property
    def signed(self) -> bool:
        """Whether the caller proves who asks."""
        return "authorization" in self.headers or "sig" in self.query


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    reset: bool = False
    """Close the connection without an answer."""


def document(value: Json, status: int = 200, **headers: str) -> Answer:
    """Return JSON."""
    return Answer(status, json.dumps(value).encode(), {"Content-Type": "application/json; charset=utf-8", **headers})


def arm_error(status: int, code: str, **headers: str) -> Answer:
    """Return an error of Resource Manager."""
    return document({"error": {"code": code, "message": f"{code}."}}, status, **headers)


def xml(text: str, **headers: str) -> Answer:
    """Return XML of the data plane."""
    return Answer(200, (PREAMBLE + text).encode(), {**XML, **headers})


def data_error(status: int, code: str) -> Answer:
    """Return an error of the data plane."""
    body = f"{PREAMBLE}<Error><Code>{escape(code)}</Code><Message>{escape(code)}.</Message></Error>"
    return Answer(status, body.encode(), {**XML, "x-ms-error-code": code})


def ranged(data: bytes, content_type: str, headers: Mapping[str, str]) -> Answer:
    """Return the range of ``data`` that was asked for ("Specifying the range header for Blob service operations")."""
    about = {"Content-Type": content_type, "Accept-Ranges": "bytes"}
    wanted = headers.get("x-ms-range") or headers.get("range") or ""
    first, _, last = wanted.removeprefix("bytes=").partition("-")
    if not wanted.startswith("bytes=") or not first.isdigit():
        return Answer(200, data, about)
    start = int(first)
    if start >= len(data):
        return data_error(416, "InvalidRange")
    end = min(int(last) if last.isdigit() else len(data) - 1, len(data) - 1)
    return Answer(206, data[start : end + 1], {**about, "Content-Range": f"bytes {start}-{end}/{len(data)}"})
