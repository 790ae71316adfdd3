"""The whole flow on one screen: a signed-in provider becomes a report.

discover -> resolve access -> prove -> sample -> inspect -> follow links -> evaluate -> remember -> duties -> report
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

from exposurecheck import __version__, heap
from exposurecheck.audit.by_account import ByAccount
from exposurecheck.audit.follow import look
from exposurecheck.audit.judge import judge
from exposurecheck.audit.law import supplied
from exposurecheck.audit.memory import Past, conclude
from exposurecheck.audit.parties import looked_up
from exposurecheck.audit.pool import finish
from exposurecheck.audit.resuming import begun, finished_stores, keep_store
from exposurecheck.audit.reuse import Reuse
from exposurecheck.audit.store import assess
from exposurecheck.audit.tally import coverage
from exposurecheck.checks.catalogue import Catalogue
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.report import Report, Scope, Tool
from exposurecheck.progress import Progress
from exposurecheck.providers.base import Provider, StoreRef
from exposurecheck.providers.registry import Connected
from exposurecheck.settings import ScanSettings

Clock = Callable[[], datetime]


def audit(
    connected: Connected,
    settings: ScanSettings,
    catalogue: Catalogue,
    clock: Clock,
    progress: Progress,
    *,
    past: Past | None = None,
) -> Report:
    """Audit every store of the clouds that are ``connected``; ``past`` is what was known before.

    An interrupt (Ctrl-C) ends the flow early: what was finished is kept, the rest becomes gaps, and
    ``report.coverage.interrupted`` is set. Raises ``ProviderError`` when nothing at all can be read.
    """
    past = past or Past()
    journal = past.journal
    started, run_id = (journal.started, journal.run_id) if journal is not None else begun(clock())
    provider, told = connected.provider, supplied(settings.facts)
    with_parties = looked_up(settings.vendors)
    refs, gaps, stopped = _discover(provider, settings, progress)

    with ThreadPoolExecutor(settings.concurrency, thread_name_prefix="store") as pool:
        done = finished_stores(journal, refs)
        waiting = [] if stopped else [ref for ref in refs if ref.id not in done]
        watched = ByAccount(progress, waiting)
        watched.phase("access", len(waiting))
        jobs = [(ref.id, partial(assess, provider, ref, settings, started)) for ref in waiting]
        fresh, interrupted = finish(pool, jobs, watched, "access", lambda one: keep_store(journal, one))
        assessed = [*done.values(), *fresh]
    stopped |= interrupted
    seen = {item.resource.id for item in assessed}
    gaps += [Gap(resource=r.id, fact="store", reason=GapReason.INTERRUPTED) for r in refs if r.id not in seen]

    subjects = None
    if settings.content.mode != "off" and not stopped:
        looked = look(provider, assessed, settings, progress, Reuse(started, past.store, journal))
        assessed, subjects, stopped = looked.assessed, looked.subjects, stopped or looked.interrupted
        heap.give_back()
    assessed = with_parties(assessed, provider.accounts(), started.date())
    assessed.sort(key=lambda item: item.resource.id)

    findings, summary = judge(catalogue, assessed, started)
    gaps += [gap for item in assessed for gap in item.gaps]
    report = Report(
        run_id=run_id,
        generated_at=clock(),
        tool=Tool(version=__version__),
        scope=Scope(
            provider=connected.names,
            skipped=connected.skipped,
            accounts=provider.accounts(),
            content=settings.content.mode,
            probe=settings.probe,
            resources=settings.resources,
            checks=tuple(check.id for check in catalogue.checks),
        ),
        coverage=coverage(refs, assessed, gaps, sampled=settings.content.mode == "sample", interrupted=stopped),
        resources=tuple(item.resource for item in assessed),
        findings=findings,
        summary=summary,
        subjects=subjects,
    )
    return conclude(report, catalogue, told, past)


def _discover(provider: Provider, settings: ScanSettings, progress: Progress) -> tuple[list[StoreRef], list[Gap], bool]:
    progress.phase("discover", None)
    refs: list[StoreRef] = []
    gaps: list[Gap] = []
    try:
        for item in provider.stores():
            if isinstance(item, Gap):
                gaps.append(item)
            elif settings.wants(item.name, item.id):
                refs.append(item)
                progress.step("discover", item.name)
    except KeyboardInterrupt:
        gaps.append(Gap(resource=provider.name, fact="stores", reason=GapReason.INTERRUPTED))
        return refs, gaps, True
    return refs, gaps, False
