"""Chooses which reachable objects are opened, within the budget, and has them inspected."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from exposurecheck.audit.extrapolate import Seen, sampling
from exposurecheck.audit.opening import Opener, Place, Planned
from exposurecheck.audit.plan import Budget, choose
from exposurecheck.audit.reuse import EVERYWHERE, Reuse
from exposurecheck.audit.store import Assessed, outsiders_read
from exposurecheck.content.catalogue import load
from exposurecheck.content.inspect import Inspected
from exposurecheck.content.summary import personal_data
from exposurecheck.content.version import inspection_version
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.inspection import InspectionStatus, PersonalData, Sampling, Subjects
from exposurecheck.progress import Progress
from exposurecheck.providers.base import Provider
from exposurecheck.settings import ContentSettings, ScanSettings

_READ = frozenset({InspectionStatus.COMPLETE, InspectionStatus.PARTIAL})


@dataclass(frozen=True, slots=True)
class Looked:
    """The stores with what was found in them, the people found so far, and whether the user interrupted."""

    assessed: list[Assessed]
    subjects: Subjects
    interrupted: bool


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
    reuse: Reuse,
) -> Looked:
    """Inspect the planned objects and give each store its ``personal_data``.

    What ``reuse`` knows is not opened again. People are told apart by hashes under a key that lives as long as the
    scan.
    """
    own = load(settings.detectors_dirs) if settings.detectors_dirs else None
    progress.phase("content", len(work))
    opener = Opener(provider, reuse.secret, own, settings.processes, progress)
    known = reuse.known(work, inspection_version(own))
    for place in known:
        progress.step("content", place[1])
    interrupted = opener.open((item for item in work if item.place not in known), reuse.keep)
    if not interrupted:
        interrupted = opener.open(reuse.uncounted(), reuse.keep)
    by_store: dict[str, list[Inspected]] = {}
    for place in sorted(item.place for item in work if item.place in reuse.found):
        by_store.setdefault(place[0], []).append(reuse.found[place])  # the same report whoever finished first
    counted = reuse.counted(whole=not interrupted)
    drawn = {item.place for item in work if item.why == "sample"}
    filled = [
        _with_content(item, by_store.get(item.resource.id, []), drawn, counted.get(item.resource.id))
        for item in assessed
    ]
    return Looked(filled, counted[EVERYWHERE], interrupted)


def _with_content(item: Assessed, inspected: list[Inspected], drawn: set[Place], subjects: Subjects | None) -> Assessed:
    reachable = [entry for entry in item.reachable if entry.size]
    if not inspected and not (item.listed and outsiders_read(item.exposure)):
        return item
    data = personal_data(
        inspected, of_objects=len(reachable), of_bytes=sum(e.size for e in reachable), subjects=subjects
    )
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


def _sampling(item: Assessed, inspected: list[Inspected], drawn: set[Place], data: PersonalData) -> Sampling | None:
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
