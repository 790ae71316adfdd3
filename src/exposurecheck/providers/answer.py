"""Turns what an unsigned request got into a proof, which never holds the bytes."""

import hashlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime

from exposurecheck.model.resource import Proof

READABLE = frozenset({200, 206})
"""Statuses of an answer with content (RFC 9110)."""


def no_answer(url: str, key: str | None, at: datetime, error: str) -> Proof:
    """Say that no answer came, or none that proves anything."""
    return Proof(status=None, key=key, url=url, at=at, error=error)


def proved(
    url: str,
    key: str | None,
    at: datetime,
    answer: tuple[int, Mapping[str, str], bytes],
    *,
    kept: AbstractSet[str],
    code: str | None,
) -> Proof:
    """Keep status, ``kept`` headers and a hash of the first bytes; ``code`` is a refusal's error, None for content."""
    status, headers, data = answer
    readable = status in READABLE
    return Proof(
        status=status,
        key=key,
        url=url,
        at=at,
        sha256_of_first_bytes=hashlib.sha256(data).hexdigest() if readable else None,
        bytes_hashed=len(data) if readable else 0,
        headers={name.lower(): value for name, value in headers.items() if name.lower() in kept},
        error=code,
    )
