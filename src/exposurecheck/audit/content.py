"""Chooses which reachable objects are opened, within the budget, and has them inspected."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from exposurecheck.audit.extrapolate import Seen, sampling
from exposurecheck.audit.plan import CHUNK, Budget, Why, choose
from exposurecheck.audit.pool import finish
from exposurecheck.audit.store import Assessed, outsiders_read
from exposurecheck.content.catalogue import load
from exposurecheck.content.detector import Detector
from exposurecheck.content.inspect import Inspected, inspect
from exposurecheck.content.people import People
from exposurecheck.content.sandbox import Failure, Sandbox
from exposurecheck.content.source import SourceError
from exposurecheck.content.summary import personal_data
from exposurecheck.content.units import Limits
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.inspection import Inspection, InspectionStatus, PersonalData, Sampling
from exposurecheck.progress import Progress
from exposurecheck.providers.base import ObjectEntry, Provider, Store
from exposurecheck.settings import ContentSettings, ScanSettings

_READ = frozenset({InspectionStatus.COMPLETE, InspectionStatus.PARTIAL})


@dataclass(frozen=True, slots=True)
class Planned:
    """One object to open, and how many of its bytes at most."""

    store: Store
    entry: ObjectEntry
    max_bytes: int
    why: Why = "sample"


@dataclass(frozen=True, slots=True)
class Looked:
    """The stores with what was found in them, the people over all of them, and whether the user interrupted."""

    assessed: list[Assessed]
    people: People
    interrupted: bool


@dataclass(slots=True)
class RemoteSource:
    """Ranges of one object, fetched with the scan's own credentials; reading on from the front fetches ahead."""

    provider: Provider
    store: Store
    key: str
    size: int
    limit: int | None = None
    """Fetch ahead no further than this."""
    _start: int = 0
    _ahead: bytes = b""

    def read(self, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``start``; raises ``SourceError``."""
        if start >= self.size or length <= 0:
            return b""
        end = min(start + length, self.size)
        kept = start - self._start
        if not 0 <= kept <= len(self._ahead) or end > self._start + len(self._ahead):
            head = self._ahead[kept:] if 0 <= kept <= len(self._ahead) and self._ahead else b""
            begin = start + len(head)
            goes_on = bool(head) or begin == self._start + len(self._ahead)
            ahead = min(begin + CHUNK, self.size if self.limit is None else self.limit) if goes_on and begin else end
            wanted = min(max(end, ahead), self.size)
            self._start, self._ahead = start, head + self._fetch(begin, wanted - begin)
        return self._ahead[start - self._start :][: end - start]

    def _fetch(self, start: int, length: int) -> bytes:
        got = self.provider.read(self.store, self.key, start, length)
        if isinstance(got, Gap):
            raise SourceError(got)
        return got


def plan(assessed: Iterable[Assessed], settings: ContentSettings) -> list[Planned]:
    """Choose the objects to open, those of the widest audience first; see ``audit.plan`` for how."""
    if settings.mode == "off":
        return []
    ranked = sorted(assessed, key=lambda a: (-a.exposure.exposure.reach, a.resource.id))
    budget = Budget(
        bytes=settings.max_bytes,
        requests=settings.max_requests,
        objects=settings.max_objects,
        object_bytes=settings.max_object_size,
    )
    chosen = choose([(item.resource.id, item.reachable) for item in ranked], budget)
    return [
        Planned(item.store, one.entry, one.max_bytes, one.why) for item in ranked for one in chosen[item.resource.id]
    ]


def inspect_stores(
    provider: Provider,
    assessed: list[Assessed],
    work: list[Planned],
    settings: ScanSettings,
    progress: Progress,
    *,
    secret: bytes,
) -> Looked:
    """Inspect the planned objects and give each store its ``personal_data``.

    People are told apart by hashes under ``secret``, which nobody keeps.
    """
    own = load(settings.detectors_dirs) if settings.detectors_dirs else None
    progress.phase("content", len(work))
    limits = Limits()
    with (
        Sandbox(workers=max(1, min(settings.processes, len(work))), limits=limits) as sandbox,
        ThreadPoolExecutor(settings.processes * 2, thread_name_prefix="content") as pool,
    ):

        def job(item: Planned) -> tuple[str, Inspected]:
            source = RemoteSource(provider, item.store, item.entry.key, item.entry.size, item.max_bytes)
            return item.store.resource.id, _inspected(sandbox, item, source, (secret, limits, own))

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
    drawn = {(item.store.resource.id, item.entry.key) for item in work if item.why == "sample"}
    filled = [_with_content(item, by_store.get(item.resource.id, []), drawn) for item in assessed]
    return Looked(filled, everyone, interrupted)


def _inspected(
    sandbox: Sandbox, item: Planned, source: RemoteSource, terms: tuple[bytes, Limits, tuple[Detector, ...] | None]
) -> Inspected:
    key, (secret, limits, own) = item.entry.key, terms
    told = {"secret": secret, "limits": limits, "max_bytes": item.max_bytes, "detectors": own}
    try:
        done = sandbox.submit(inspect, key, source, **told).result()
    except SourceError as error:
        reason = f"could not be read: {error.gap.reason}"
    else:
        if not isinstance(done, Failure):
            return done
        reason = done.reason
    return Inspected(
        Inspection(path=key, status=InspectionStatus.FAILED, reason=reason, size=item.entry.size), People()
    )


def _with_content(item: Assessed, inspected: list[Inspected], drawn: set[tuple[str, str]]) -> Assessed:
    reachable = [entry for entry in item.reachable if entry.size]
    if not inspected and not (item.listed and outsiders_read(item.exposure)):
        return item
    data = personal_data(inspected, of_objects=len(reachable), of_bytes=sum(e.size for e in reachable))
    data = data.model_copy(update={"sampling": _sampling(item, inspected, drawn, data)})
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


def _sampling(
    item: Assessed, inspected: list[Inspected], drawn: set[tuple[str, str]], data: PersonalData
) -> Sampling | None:
    seen = [
        Seen(
            size=one.inspection.size,
            read=one.inspection.bytes_read if one.inspection.status in _READ else 0,
            people=one.inspection.subjects.high,
            drawn=(item.resource.id, one.inspection.path) in drawn,
        )
        for one in inspected
    ]
    coverage = data.coverage
    return sampling(seen, of_objects=coverage.of, of_bytes=coverage.of_bytes, found=bool(data.categories))
