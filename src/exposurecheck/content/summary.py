"""Adds up the inspections of many objects: one person in two objects is one person."""

from collections import Counter
from collections.abc import Iterable

from exposurecheck.content.inspect import Inspected
from exposurecheck.content.people import People
from exposurecheck.model.inspection import (
    Category,
    Confidence,
    ContentCoverage,
    Detection,
    Inspection,
    InspectionStatus,
    PersonalData,
    Subjects,
)


def personal_data(
    inspected: Iterable[Inspected], *, of_objects: int, of_bytes: int, subjects: Subjects | None = None
) -> PersonalData:
    """Return what was found over all objects; ``of_objects`` and ``of_bytes`` are what there was to read.

    ``subjects``: their people, where these were counted already.

    ``distinct`` of the added detections is an upper bound: the same value may stand in two objects.
    """
    people, inspections, inside = People(), list[Inspection](), list[Inspection]()
    for one in inspected:
        inspections.append(one.inspection)
        inside += one.members
        if subjects is None and one.inspection.categories:
            people.merge(one.people)
    found = {category for inspection in inspections for category in inspection.categories}
    complete = [i for i in inspections if i.status is InspectionStatus.COMPLETE]
    told = [i for i in (*inspections, *inside) if i.data or i.links or i.status is not InspectionStatus.COMPLETE]
    return PersonalData(
        categories=tuple(category for category in Category if category in found),
        subjects=people.subjects() if subjects is None else subjects,
        coverage=ContentCoverage(
            objects=len(complete), of=of_objects, bytes=sum(i.bytes_read for i in inspections), of_bytes=of_bytes
        ),
        data=_added(inspections),
        test_values=sum(i.test_values for i in inspections),
        inspections=tuple(sorted(told, key=lambda i: (-i.subjects.best, i.path))),
        statuses=Counter(i.status for i in inspections),
        complete=len(complete) == of_objects,
    )


def _added(inspections: list[Inspection]) -> tuple[Detection, ...]:
    added: dict[str, Detection] = {}
    order = list(Confidence)
    for detection in (d for i in inspections for d in i.data):
        known = added.get(detection.type)
        if known is None:
            added[detection.type] = detection
            continue
        better = min(known, detection, key=lambda d: order.index(d.confidence))
        added[detection.type] = better.model_copy(
            update={
                "count": known.count + detection.count,
                "distinct": known.distinct + detection.distinct,
                "reasons": tuple(sorted({*known.reasons, *detection.reasons})),
            }
        )
    categories = list(Category)
    return tuple(sorted(added.values(), key=lambda d: (categories.index(d.category), d.type)))
