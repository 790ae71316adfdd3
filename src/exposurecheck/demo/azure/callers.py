"""Decides who sends a request to the embedded data plane: nobody, the auditors, an account key, or a shared link.

Sources: "Authorize with Shared Key", "Create a service SAS", "Create an account SAS".
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl

from exposurecheck.demo.azure.links import account_text, service_text, signed
from exposurecheck.demo.azure.request import Answer, Request, data_error
from exposurecheck.demo.azure.story import StoryAccount, StoryStore

TOKEN: Final = "invented-token-of-the-auditors"  # noqa: S105 - of a fictional company
_TEN: Final = 10
_STANDARD: Final = (
    "content-encoding", "content-language", "content-length", "content-md5", "content-type", "date",
    "if-modified-since", "if-match", "if-none-match", "if-unmodified-since", "range",
)  # fmt: skip


class Caller(StrEnum):
    """Kinds of callers."""

    ANONYMOUS = "anonymous"
    AUDITOR = "auditor"
    """Signed in, and sitting in the head office."""
    KEY = "key"
    LINK = "link"


def caller(request: Request, account: StoryAccount, store: StoryStore | None) -> Caller | Answer:
    """Return who asks, or the refusal of credentials that prove nothing."""
    given = request.headers.get("authorization", "")
    if given.startswith("Bearer "):
        return Caller.AUDITOR if given == f"Bearer {TOKEN}" else data_error(401, "InvalidAuthenticationInfo")
    if given.startswith("SharedKey "):
        if not account.allow_shared_key:
            return data_error(403, "KeyBasedAuthenticationNotPermitted")
        right = hmac.compare_digest(given, authorization(request, account))
        return Caller.KEY if right else data_error(403, "AuthenticationFailed")
    if "sig" in request.query:
        return _link(request, account, store)
    return Caller.ANONYMOUS


def authorization(request: Request, account: StoryAccount) -> str:
    """Return the header of a request that the holder of the account's key signs."""
    return f"SharedKey {account.name}:{signed(account, _request_text(request, account))}"


def _request_text(request: Request, account: StoryAccount) -> str:
    standard = ["" if (name, value) == ("content-length", "0") else value for name, value in _each(request, _STANDARD)]
    own = sorted((name, value) for name, value in request.headers.items() if name.startswith("x-ms-"))
    lines = [request.method, *standard, *(f"{name}:{value}" for name, value in own)]
    lines.append(f"/{account.name}{request.path}")
    lines += [f"{name.lower()}:{value}" for name, value in sorted(request.query.items())]
    return "\n".join(lines)


def _each(request: Request, names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, request.headers.get(name, "")) for name in names]


def _link(request: Request, account: StoryAccount, store: StoryStore | None) -> Caller | Answer:
    given = request.query
    if not account.allow_shared_key:
        return data_error(403, "KeyBasedAuthenticationNotPermitted")
    text = (
        account_text(account, given) if "srt" in given else service_text(account, request.plane, request.parts, given)
    )
    if not hmac.compare_digest(given["sig"], signed(account, text)):
        return data_error(403, "AuthenticationFailed")
    stored = store.policies.get(given.get("si", ""), {}) if store is not None else {}
    if ("si" in given and not stored) or not _in_time(given, stored):
        return data_error(403, "AuthenticationFailed")
    if "srt" in given and not _covers(request, given):
        return data_error(403, "AuthorizationResourceTypeMismatch")
    needed = "l" if given.get("comp") == "list" else "r"
    if needed not in (given.get("sp") or stored.get("permission", "")) or (needed == "l" and given.get("sr") == "b"):
        return data_error(403, "AuthorizationPermissionMismatch")
    return Caller.LINK


def _in_time(given: Mapping[str, str], stored: Mapping[str, str]) -> bool:
    now = datetime.now(UTC)
    start, expiry = given.get("st") or stored.get("start"), given.get("se") or stored.get("expiry")
    return bool(expiry) and _instant(expiry or "") > now and not (start and _instant(start) > now)


def _covers(request: Request, given: Mapping[str, str]) -> bool:
    kind = "o" if len(request.parts) > 1 else "c" if request.parts else "s"
    return request.plane[0] in given["ss"] and kind in given["srt"]


def _instant(text: str) -> datetime:
    full = f"{text}T00:00:00Z" if len(text) == _TEN else text
    return datetime.fromisoformat(full).astimezone(UTC)


def parse_query(raw: str) -> dict[str, str]:
    """Return the query's parameters, names in lower case."""
    return {name.lower(): value for name, value in parse_qsl(raw, keep_blank_values=True)}
