"""Turns a provider's JSON document into typed parts, or says what is wrong with it and where."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from exposurecheck.errors import InputError
from exposurecheck.model.base import Json, JsonObject

_NOTHING: JsonObject = {}
_KINDS = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}


def _wrong(where: str, wanted: str, found: object) -> InputError:
    kind = _KINDS.get(type(found), "null")
    return InputError(
        f"{where} must be {wanted}, but it is {kind}. Save the document again as the cloud's API returns it."
    )


def mapping(value: Json, where: str) -> JsonObject:
    """Return ``value`` as an object; null counts as an empty one, as APIs leave out what is not set."""
    if type(value) is dict:  # the usual case, and much faster than asking for the abstract class
        return value
    if value is None:
        return _NOTHING
    if isinstance(value, Mapping):
        return value
    raise _wrong(where, "an object", value)


def sequence(value: Json, where: str) -> Sequence[Json]:
    """Return ``value`` as a list; null counts as an empty one."""
    if isinstance(value, list):
        return value
    if value is None:
        return ()
    raise _wrong(where, "a list", value)


def mappings(value: Json, where: str) -> Sequence[JsonObject]:
    """Return ``value`` as a list of objects."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _wrong(where, "a list", value)
    for index, item in enumerate(value):
        if type(item) is not dict and not isinstance(item, Mapping):
            raise _wrong(f"{where}[{index}]", "an object", item)
    return value  # type: ignore[return-value]  # every item was checked just above


def text(value: Json, where: str) -> str:
    """Return ``value`` as a text; null counts as empty."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    raise _wrong(where, "a text", value)


def texts(value: Json, where: str) -> Sequence[str]:
    """Return ``value`` as a list of texts."""
    items = sequence(value, where)
    for index, item in enumerate(items):
        if not isinstance(item, str):
            raise _wrong(f"{where}[{index}]", "a text", item)
    return items  # type: ignore[return-value]  # every item was checked just above


def flag(value: Json, where: str) -> bool | None:
    """Return ``value`` as true, false or not set."""
    if value is None or isinstance(value, bool):
        return value
    raise _wrong(where, "true or false", value)


@lru_cache(maxsize=4096)
def instant(value: str) -> datetime | None:
    """Parse an ISO 8601 time or date, in UTC when it names no zone; None when it is neither."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
