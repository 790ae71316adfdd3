"""Turns a provider's name into a signed-in connection; an SDK is imported only when its provider is asked for."""

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import cast

from exposurecheck.errors import ProviderError
from exposurecheck.providers.base import Provider
from exposurecheck.settings import ScanSettings

GROUP = "exposurecheck.providers"
"""Entry-point group; the value of each entry is a function ``connect(settings: ScanSettings) -> Provider``."""


def names() -> tuple[str, ...]:
    """Return the names of the providers that are installed, in alphabetical order."""
    return tuple(sorted(entry_points(group=GROUP).names))


def connect(settings: ScanSettings) -> Provider:
    """Connect to ``settings.provider``; raises ``ProviderError`` when it is not installed or nobody is signed in."""
    found = entry_points(group=GROUP, name=settings.provider)
    if not found:
        raise ProviderError(
            f"--provider {settings.provider}: no such provider is installed. Choose one of: {', '.join(names())}."
        )
    entry = next(iter(found))
    try:
        load = cast("Callable[[ScanSettings], Provider]", entry.load())
    except ImportError as error:
        raise ProviderError(
            f"--provider {settings.provider}: its SDK cannot be imported ({error.name}). Install exposurecheck again."
        ) from error
    return load(settings)
