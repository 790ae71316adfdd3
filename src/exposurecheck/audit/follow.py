"""Opens what outsiders can reach, and follows the shared links that lie in it to the stores which they open."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from exposurecheck.audit.content import Looked, inspect_stores, plan
from exposurecheck.audit.pool import finish
from exposurecheck.audit.reuse import Reuse
from exposurecheck.audit.store import Assessed, assess_again
from exposurecheck.progress import Progress
from exposurecheck.providers.base import FoundLink, Provider, Store
from exposurecheck.settings import ScanSettings

_ROUNDS = 5
"""A link may lie in a store that only another link opens, and so on; nobody follows further."""


def look(
    provider: Provider, assessed: list[Assessed], settings: ScanSettings, progress: Progress, reuse: Reuse
) -> Looked:
    """Inspect within the budget; stores that are opened by a link found in there are judged again and inspected too."""
    looked = inspect_stores(provider, assessed, plan(assessed, settings.content), settings, progress, reuse=reuse)
    for _ in range(_ROUNDS):
        linked = _linked(provider, looked.assessed)
        if looked.interrupted or not linked:
            break
        progress.phase("links", len(linked))
        with ThreadPoolExecutor(settings.concurrency, thread_name_prefix="store") as pool:
            jobs = [(s.resource.name, partial(assess_again, provider, s, settings, reuse.at)) for s in linked]
            again, interrupted = finish(pool, jobs, progress, "links")
        looked = _merged(looked, again, interrupted=interrupted)
        ids = {one.resource.id for one in again}
        wider = [one for one in looked.assessed if one.resource.id in ids and one.resource.personal_data is None]
        work = plan(wider, _rest(settings, looked.assessed).content)
        if work and not interrupted:
            more = inspect_stores(provider, wider, work, settings, progress, reuse=reuse)
            found = _merged(looked, more.assessed, interrupted=more.interrupted)
            looked = replace(found, subjects=more.subjects)
    return looked


def _linked(provider: Provider, assessed: Iterable[Assessed]) -> list[Store]:
    """Return the stores to whose documents a link that was found adds something."""
    stores = [item.store for item in assessed]
    links = tuple(
        FoundLink(link, item.resource.id, inspection.path)
        for item in assessed
        if item.resource.personal_data is not None
        for keys in [{entry.key for entry in item.entries}]  # a link in a file of an archive is one in the archive
        for inspection in item.resource.personal_data.inspections
        if inspection.path in keys
        for link in inspection.links
    )
    if not links:
        return []
    told = ((store, provider.with_links(store, links)) for store in stores)
    return [changed for store, changed in told if changed is not store]


def _merged(looked: Looked, changed: Iterable[Assessed], *, interrupted: bool) -> Looked:
    """Put in what was judged again; what had been read stays, unless outsiders now reach more of the store."""
    new = {one.resource.id: one for one in changed}
    found = [_kept(item, new[item.resource.id]) if item.resource.id in new else item for item in looked.assessed]
    return Looked(found, looked.subjects, looked.interrupted or interrupted)


def _kept(before: Assessed, after: Assessed) -> Assessed:
    known = before.resource.personal_data
    if known is None or after.resource.personal_data is not None or before.reachable != after.reachable:
        return after
    resource = after.resource.model_copy(update={"personal_data": known})
    return replace(after, resource=resource, gaps=tuple(dict.fromkeys((*after.gaps, *before.gaps))))


def _rest(settings: ScanSettings, assessed: Iterable[Assessed]) -> ScanSettings:
    """Return the settings with what is left of the budget."""
    read = sum(a.resource.personal_data.coverage.bytes for a in assessed if a.resource.personal_data is not None)
    left = max(0, settings.content.max_bytes - read)
    return settings.model_copy(update={"content": settings.content.model_copy(update={"max_bytes": left})})
