"""Turns a provider's name into a signed-in connection; an SDK is imported only when its provider is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import cast

from exposurecheck.errors import ProviderError
from exposurecheck.model.resource import ProviderName
from exposurecheck.providers.base import Provider
from exposurecheck.providers.several import Several
from exposurecheck.settings import ScanSettings

GROUP = "exposurecheck.providers"
"""Entry-point group; the value of each entry is a function ``connect(settings: ScanSettings) -> Provider``."""


def names() -> tuple[str, ...]:
    """Return the names of the providers that are installed, in alphabetical order."""
    return tuple(sorted(entry_points(group=GROUP).names))


@dataclass(frozen=True, slots=True)
class Connected:
    """What a scan reads from."""

    provider: Provider
    names: tuple[ProviderName, ...]
    skipped: Mapping[ProviderName, str]
    """Clouds that were asked for with ``all`` and cannot be used, with the reason."""


def connect_all(settings: ScanSettings) -> Connected:
    """Connect to ``settings.provider``, or with ``all`` to every installed cloud that somebody is signed in to.

    Raises ``ProviderError`` when there is none.
    """
    if settings.provider != "all":
        provider = connect(settings)
        return Connected(provider, (provider.name,), {})
    found: dict[ProviderName, Provider] = {}
    skipped: dict[ProviderName, str] = {}
    for name in names():
        try:
            found[ProviderName(name)] = connect(settings.model_copy(update={"provider": name}))
        except ProviderError as error:
            skipped[ProviderName(name)] = str(error)
    if not found:
        reasons = "".join(f"\n  {name}: {reason}" for name, reason in skipped.items())
        raise ProviderError(f"--provider all: nobody is signed in to any cloud.{reasons}")
    return Connected(Several(found), tuple(found), skipped)


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
