"""Turns Principal elements into the callers they name."""

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from exposurecheck.model.base import Json

ANONYMOUS_CANONICAL = "65a011a29cdf8ec533ec3d1ccaae921c"
"""Owner of objects that were uploaded without credentials. Source: S3 user guide, "ACL overview"."""

_ACCOUNT = re.compile(r"\d{12}")
_ARN = re.compile(r"arn:[a-z0-9-]*:(?:iam|sts)::([^:]*):(.+)")
_UNIQUE_ID = re.compile(r"A[A-Z]{3}[A-Z0-9]{12,}(:.*)?")


class Kind(Enum):
    """What an entry of a Principal element names."""

    EVERYONE = "everyone"
    ACCOUNT = "account"
    """A whole account."""
    IDENTITY = "identity"
    """One user, role or session of an account."""
    CANONICAL = "canonical"
    SERVICE = "service"
    FEDERATED = "federated"
    NOBODY = "nobody"
    """The unique id that a deleted user or role leaves behind."""
    UNCLEAR = "unclear"


class Entry(NamedTuple):
    """One entry of a Principal element."""

    kind: Kind
    account: str = ""
    """Twelve digits, for accounts and identities."""
    id: str = ""
    """ARN, canonical id or service name."""


@lru_cache(maxsize=8192)
def aws_entry(text: str) -> Entry:
    """Read one value of ``{"AWS": …}``. Source: IAM user guide, "AWS JSON policy elements: Principal"."""
    if text == "*":
        return Entry(Kind.EVERYONE)
    if _ACCOUNT.fullmatch(text):
        return Entry(Kind.ACCOUNT, text)
    arn = _ARN.fullmatch(text)
    if arn:
        account, rest = arn.groups()
        if account == "cloudfront":
            return Entry(Kind.SERVICE, "", "origin-access-identity")
        if not _ACCOUNT.fullmatch(account):
            return Entry(Kind.UNCLEAR, "", text)
        return Entry(Kind.ACCOUNT, account) if rest == "root" else Entry(Kind.IDENTITY, account, text)
    return Entry(Kind.NOBODY, "", text) if _UNIQUE_ID.fullmatch(text) else Entry(Kind.UNCLEAR, "", text)


@lru_cache(maxsize=8192)
def _entry(type_: str, text: str) -> Entry:
    match type_:
        case "AWS":
            return aws_entry(text)
        case "CanonicalUser":
            return Entry(Kind.CANONICAL, "", text)
        case "Service":
            return Entry(Kind.SERVICE, "", text)
        case "Federated":
            return Entry(Kind.FEDERATED, "", text)
        case _:
            return Entry(Kind.UNCLEAR, "", text)


def entries(principal: Json) -> tuple[Entry, ...]:
    """Read a Principal or NotPrincipal element: ``"*"`` or an object of types to one or more values."""
    if isinstance(principal, str):
        return (aws_entry(principal),)
    if not isinstance(principal, Mapping):
        return (Entry(Kind.UNCLEAR, "", ""),)
    found: list[Entry] = []
    for type_, values in principal.items():
        texts = [values] if isinstance(values, str) else values if isinstance(values, Sequence) else [""]
        found += (_entry(type_, t if isinstance(t, str) else "") for t in texts)
    return tuple(found)
