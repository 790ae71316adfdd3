"""Turns the bytes of one object into its inspection and the people in it."""

from dataclasses import dataclass
from functools import lru_cache

from exposurecheck.content.detector import Detector
from exposurecheck.content.engine import Contents, Detected, Engine
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.people import People
from exposurecheck.content.readers.registry import read
from exposurecheck.content.source import ByteSource, SourceError
from exposurecheck.content.units import Limits, ReadContext
from exposurecheck.model.inspection import Inspection, InspectionStatus, Subjects


@dataclass(frozen=True, slots=True)
class Inspected:
    """One object: what goes into the report, and the hashed people for the union over objects."""

    inspection: Inspection
    people: People
    members: tuple[Inspection, ...] = ()
    """Each file inside the object, by the path ``a.zip!/b.csv``; what they hold is in ``inspection`` already."""


@lru_cache(maxsize=2)
def _engine(detectors: tuple[Detector, ...] | None) -> Engine:
    return Engine(detectors)


def inspect(
    path: str,
    source: ByteSource,
    *,
    secret: bytes,
    limits: Limits | None = None,
    max_bytes: int | None = None,
    detectors: tuple[Detector, ...] | None = None,
    engine: Engine | None = None,
) -> Inspected:
    """Read and judge one object in this process. Never raises for what the bytes are.

    ``detectors`` (default: the shipped ones) or a compiled ``engine`` say what to look for.
    ``secret`` keys the hashes: the same for all objects of a scan, and forgotten after it.
    """
    context = ReadContext(name=path, limits=limits or Limits(), max_bytes=max_bytes)
    try:
        detected = (engine or _engine(detectors)).detect(
            read(path, source, context), Hasher(secret), context.members, path
        )
    except SourceError as error:
        reason = f"could not be read: {error.gap.reason}"
        failed = Inspection(path=path, status=InspectionStatus.FAILED, reason=reason, size=source.size)
        return Inspected(failed, People())
    status, why = detected.status
    if any(note.status is InspectionStatus.PARTIAL for note in detected.notes):
        detected.people.extrapolate(context.bytes_read, source.size)
    inspection = Inspection(
        path=path,
        status=status,
        reason=why,
        format=context.format,
        encoding=context.encoding,
        size=source.size,
        bytes_read=min(context.bytes_read, source.size),
        data=detected.findings.detections(),
        categories=detected.findings.categories(),
        subjects=detected.people.subjects() if detected.findings.categories() else Subjects(),
        test_values=detected.findings.test_values,
        links=detected.findings.links.found(),
    )
    people = detected.people if inspection.categories else People()
    return Inspected(inspection, people, _members(context, detected))


def _members(context: ReadContext, detected: Detected) -> tuple[Inspection, ...]:
    members: list[Inspection] = []
    for where, facts in context.members.items():
        status, why = detected.status_of(where)
        held = detected.inside.get(where, Contents())
        members.append(
            Inspection(
                path=where,
                status=status,
                reason=why,
                format=facts.format,
                encoding=facts.encoding,
                size=facts.size,
                bytes_read=facts.bytes_read,
                data=held.data,
                categories=held.categories,
                subjects=held.subjects,
                test_values=held.test_values,
                links=held.links,
            )
        )
    return tuple(members)
