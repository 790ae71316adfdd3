"""Turns the documents of any store into the verdict who can really reach it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from types import ModuleType

from exposurecheck.errors import InputError
from exposurecheck.model.base import JsonObject
from exposurecheck.model.exposure import Exposure

_ROOMS = {"aws": "s3", "gcp": "gcs", "gcs": "gcs", "azure": "azure"}
"""Provider, as documents and flags name it, to the room that knows its rules."""
_loaded: dict[tuple[str, str], ModuleType] = {}


def _module(provider: str, name: str) -> ModuleType:
    """Import one module of a provider's room, once, and only when a store of that provider is judged."""
    found = _loaded.get((provider, name))
    if found is None:
        room = _ROOMS.get(provider)
        if room is None:
            raise InputError(f"provider {provider!r} is not known. Use one of: {', '.join(_ROOMS)}.")
        found = _loaded[provider, name] = import_module(f"exposurecheck.access.{room}.{name}")
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
        raise InputError(
            "resource must be an object. Save the store's documents again as the cloud's API returns them."
        )
    at = as_of if as_of.tzinfo else as_of.replace(tzinfo=UTC)
    found = _module(provider, "verdict").exposure(documents, at)
    if not isinstance(found, Exposure):
        raise TypeError(provider)
    return found


def objects_matter(provider: str, documents: JsonObject) -> bool:
    """Tell whether grants or encryption of single objects could still change the verdict of ``resolve``."""
    return bool(_module(provider, "verdict").objects_matter(documents))


def cause_extract(provider: str, documents: JsonObject, cause_id: str) -> tuple[str, str, str] | None:
    """Quote the configuration behind an id of ``cause``, ``blocked_by`` or ``latent``.

    Returns:
        The call that returned it (``s3:GetBucketPolicy``), a JSON pointer into its answer, and compact JSON of at
        most 600 characters; None when the id names nothing that is written down.
    """
    found = _module(provider, "evidence").cause_extract(documents, cause_id)
    return tuple(found) if found else None
