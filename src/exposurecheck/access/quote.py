"""Walks into a provider's document and quotes a part of it, shortened."""

import json

from exposurecheck.model.base import Json

_LONGEST = 500

Place = tuple[str, str, str]
"""Source (the API operation), JSON pointer inside its answer, and the text that stands there."""


def quoted(value: Json) -> str:
    """Return ``value`` as JSON text of bounded length."""
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def at(value: Json, *path: str) -> Json:
    """Return what stands under these keys; None when something on the way is missing."""
    for part in path:
        if not isinstance(value, dict):
            return None
        value = value.get(part)
    return value


def items(value: Json) -> list[Json]:
    """Return a list as it is, and an empty one for everything else."""
    return value if isinstance(value, list) else []
