"""Opens objects: fetches ranges of their bytes and has them inspected in worker processes, many at a time."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from exposurecheck.audit.plan import Why
from exposurecheck.audit.pool import each
from exposurecheck.audit.remote import RemoteSource
from exposurecheck.content.detector import Detector
from exposurecheck.content.inspect import Inspected, inspect
from exposurecheck.content.people import People
from exposurecheck.content.sandbox import AHEAD, Failure, Sandbox
from exposurecheck.content.source import SourceError
from exposurecheck.content.units import Limits
from exposurecheck.model.inspection import Inspection, InspectionStatus
from exposurecheck.progress import Progress
from exposurecheck.providers.base import ObjectEntry, Provider, Store

Place = tuple[str, str]
"""Id of a store, and key of an object in it."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One object to open, and how many of its bytes at most."""

    store: Store
    entry: ObjectEntry
    max_bytes: int
    why: Why = "sample"

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.store.resource.id, self.entry.key


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens objects of one scan."""

    provider: Provider
    secret: bytes
    """Keys the hashes by which people are told apart."""
    detectors: tuple[Detector, ...] | None
    """None: the shipped ones."""
    processes: int
    progress: Progress

    def open(self, work: Iterable[Planned], keep: Callable[[Place, Inspected], None]) -> bool:
        """Tell ``keep`` in this thread what was found in each object; return whether the user interrupted."""
        items = list(work)
        if not items:
            return False
        limits = Limits()
        with (
            Sandbox(workers=max(1, min(self.processes, len(items))), limits=limits) as sandbox,
            ThreadPoolExecutor(self.processes + AHEAD, thread_name_prefix="content") as pool,
        ):

            def job(item: Planned) -> tuple[Place, Inspected]:
                source = RemoteSource(self.provider, item.store, item.entry.key, item.entry.size, item.max_bytes)
                return item.place, _inspected(sandbox, item, source, (self.secret, limits, self.detectors))

            jobs = [(f"{i.store.resource.name}/{i.entry.key}", lambda i=i: job(i)) for i in items]
            return each(pool, jobs, self.progress, "content", lambda one: keep(*one))


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
