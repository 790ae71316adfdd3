"""Picks values out of an SDK's answer, whatever shape a strange endpoint gave it."""

import json
from collections.abc import Mapping

from exposurecheck.model.base import Json, JsonObject


def member(reply: JsonObject | None, name: str) -> Json:
    """Return the member ``name``; None when it or the whole reply is absent."""
    return None if reply is None else reply.get(name)


def mapping(value: object) -> dict[str, Json]:
    """Return ``value`` if it is an object, else an empty one."""
    return dict(value) if isinstance(value, Mapping) else {}


def items(value: object) -> list[dict[str, Json]]:
    """Return the objects of a list, else an empty list."""
    return [dict(item) for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def text(value: object) -> str | None:
    """Return ``value`` if it is a non-empty string."""
    return value if isinstance(value, str) and value else None


def document(value: object) -> dict[str, Json] | None:
    """Return a policy document sent as a string; None when it is not a JSON object."""
    try:
        parsed = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None
