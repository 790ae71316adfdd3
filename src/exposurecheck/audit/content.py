"""Chooses which reachable objects are opened, within the budget, and has them inspected."""

import re
import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from exposurecheck.audit.pool import finish
from exposurecheck.audit.store import Assessed, outsiders_read
from exposurecheck.content.inspect import Inspected, inspect
from exposurecheck.content.people import People
from exposurecheck.content.sandbox import Failure, Sandbox
from exposurecheck.content.source import SourceError
from exposurecheck.content.summary import personal_data
from exposurecheck.content.units import Limits
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.inspection import Inspection, InspectionStatus, Subjects
from exposurecheck.progress import Progress
from exposurecheck.providers.base import ObjectEntry, Provider, Store
from exposurecheck.settings import ContentSettings, ScanSettings

_HINT = re.compile(
    r"customer|member|user|employee|staff|hr|payroll|patient|contact|address|backup|dump|export|inquiry|enquiry|form|"
    r"my_?number|顧客|会員|社員|名簿|従業員|患者|個人|問い?合わ?せ|マイナンバー|住所|応募|給与",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Planned:
    """One object to open, and how many of its bytes at most."""

    store: Store
    entry: ObjectEntry
    max_bytes: int


@dataclass(frozen=True, slots=True)
class Looked:
    """The stores with what was found in them, the people over all of them, and whether the user interrupted."""

    assessed: list[Assessed]
    subjects: Subjects
    interrupted: bool


@dataclass(frozen=True, slots=True)
class RemoteSource:
    """Ranges of one object, fetched with the scan's own credentials."""

    provider: Provider
    store: Store
    key: str
    size: int

    def read(self, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``start``; raises ``SourceError``."""
        if start >= self.size or length <= 0:
            return b""
        got = self.provider.read(self.store, self.key, start, min(length, self.size - start))
        if isinstance(got, Gap):
            raise SourceError(got)
        return got


def plan(assessed: Iterable[Assessed], settings: ContentSettings) -> list[Planned]:
    """Choose the objects to open: widest audience first; in a store hinted names first, then the largest.

    The plan depends on the listings only, so that the same estate gives the same plan.
    """
    if settings.mode == "off":
        return []
    work: list[Planned] = []
    left = settings.max_bytes
    for item in sorted(assessed, key=lambda a: (-a.exposure.exposure.reach, a.resource.id)):
        readable = [e for e in item.reachable if e.readable and e.size]
        readable.sort(key=lambda e: (_HINT.search(e.key) is None, -e.size, e.key))
        for entry in readable[: settings.max_objects]:
            take = min(entry.size, settings.max_object_size)
            if take <= left:
                left -= take
                work.append(Planned(item.store, entry, take))
    return work


def inspect_stores(
    provider: Provider,
    assessed: list[Assessed],
    work: list[Planned],
    settings: ScanSettings,
    progress: Progress,
) -> Looked:
    """Inspect the planned objects and give each store its ``personal_data``.

    People are told apart by hashes under a key that lives as long as this call.
    """
    secret = secrets.token_bytes(32)
    progress.phase("content", len(work))
    limits = Limits()
    with (
        Sandbox(workers=max(1, min(settings.processes, len(work))), limits=limits) as sandbox,
        ThreadPoolExecutor(settings.processes * 2, thread_name_prefix="content") as pool,
    ):

        def job(item: Planned) -> tuple[str, Inspected]:
            source = RemoteSource(provider, item.store, item.entry.key, item.entry.size)
            return item.store.resource.id, _inspected(sandbox, item, source, secret, limits)

        jobs = [(f"{i.store.resource.name}/{i.entry.key}", lambda i=i: job(i)) for i in work]
        results, interrupted = finish(pool, jobs, progress, "content")
    results.sort(key=lambda one: (one[0], one[1].inspection.path))  # the same report whoever finished first
    by_store: dict[str, list[Inspected]] = {}
    for resource_id, inspected in results:
        by_store.setdefault(resource_id, []).append(inspected)
    everyone = People()
    for _, one in results:
        if one.inspection.categories:
            everyone.merge(one.people)
    filled = [_with_content(item, by_store.get(item.resource.id, [])) for item in assessed]
    return Looked(filled, everyone.subjects(), interrupted)


def _inspected(sandbox: Sandbox, item: Planned, source: RemoteSource, secret: bytes, limits: Limits) -> Inspected:
    key = item.entry.key
    try:
        done = sandbox.submit(inspect, key, source, secret=secret, limits=limits, max_bytes=item.max_bytes).result()
    except SourceError as error:
        reason = f"could not be read: {error.gap.reason}"
    else:
        if not isinstance(done, Failure):
            return done
        reason = done.reason
    return Inspected(
        Inspection(path=key, status=InspectionStatus.FAILED, reason=reason, size=item.entry.size), People()
    )


def _with_content(item: Assessed, inspected: list[Inspected]) -> Assessed:
    reachable = [entry for entry in item.reachable if entry.size]
    if not inspected and not (item.listed and outsiders_read(item.exposure)):
        return item
    data = personal_data(inspected, of_objects=len(reachable), of_bytes=sum(e.size for e in reachable))
    gaps = list(item.gaps)
    unopened = len(reachable) - len(inspected)
    if unopened:
        detail = f"{unopened} of {len(reachable)} reachable objects were not opened"
        gaps.append(Gap(resource=item.resource.id, fact="content", reason=GapReason.BUDGET, detail=detail))
    gaps += [
        Gap(
            resource=item.resource.id,
            fact="content",
            reason=GapReason.UNREADABLE,
            detail=f"{one.inspection.status}: {one.inspection.reason or 'no reason given'}",
        )
        for one in inspected
        if one.inspection.status is InspectionStatus.FAILED
    ]
    resource = item.resource.model_copy(update={"personal_data": data})
    return replace(item, resource=resource, gaps=tuple(dict.fromkeys(gaps)))
