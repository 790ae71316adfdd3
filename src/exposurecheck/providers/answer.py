"""Turns what an unsigned request got into a proof, which never holds the bytes."""

import hashlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime

from urllib3.exceptions import ProtocolError

from exposurecheck.model.resource import Proof

READABLE = frozenset({200, 206})
"""Statuses of an answer with content (RFC 9110)."""

SLOW_DOWN = frozenset({429, 503})
"""Statuses that ask for fewer requests."""
_BUSY = SLOW_DOWN | {500, 502, 504}


def passing(proof: Proof) -> bool:
    """Tell whether the same request may well be answered a moment later: the service is busy, or the line was cut."""
    return proof.status in _BUSY or (proof.status is None and proof.error == ProtocolError.__name__)


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
