"""Turns the documents of any store into the verdict who can really reach it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec

from exposurecheck.errors import InputError
from exposurecheck.model.base import JsonObject
from exposurecheck.model.exposure import Exposure

Resolver = Callable[[JsonObject, datetime], Exposure]

_ROOMS = {"aws": "s3", "gcp": "gcs", "gcs": "gcs", "azure": "azure"}
"""Provider, as documents and flags name it, to the module that knows its rules."""
_loaded: dict[str, Resolver] = {}


def _resolver(provider: str) -> Resolver:
    found = _loaded.get(provider)
    if found is None:
        room = _ROOMS.get(provider)
        if room is None:
            raise InputError(f"provider {provider!r} is not known. Use one of: {', '.join(sorted(set(_ROOMS)))}.")
        name = f"exposurecheck.access.{room}.resolve"
        if find_spec(name) is None:
            raise InputError(f"provider {provider!r} cannot be judged by this version yet. Use a newer version.")
        found = _loaded[provider] = import_module(name).resolve
    return found


def resolve(provider: str, documents: JsonObject, as_of: datetime) -> Exposure:
    """Decide who can reach a store.

    Args:
        provider: ``aws``, ``gcp`` (or ``gcs``) or ``azure``.
        documents: The provider's own documents. A key that is missing could not be read; null was observed absent;
            the optional list ``unread`` names further facts that could not be read.
        as_of: The instant at which every time-dependent rule is evaluated; naive times count as UTC.

    Raises:
        InputError: The provider is unknown, or a document has a shape no answer of the service can have.
    """
    if not isinstance(documents, Mapping):
        raise InputError("resource must be an object. Save the store's documents again as the cloud's API returns them.")
    at = as_of if as_of.tzinfo else as_of.replace(tzinfo=UTC)
    return _resolver(str(provider))(documents, at)


def objects_matter(provider: str, documents: JsonObject) -> bool:
    """Tell whether grants or encryption of single objects could still change the verdict of ``resolve``."""
    room = _ROOMS.get(str(provider))
    if room is None or find_spec(f"exposurecheck.access.{room}.objects") is None:
        return False
    answer = import_module(f"exposurecheck.access.{room}.objects").objects_matter(documents)
    return bool(answer)
