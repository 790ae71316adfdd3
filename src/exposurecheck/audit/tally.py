"""Counts what was seen and what was not."""

from collections import Counter
from collections.abc import Iterable, Sequence

from exposurecheck.audit.store import Assessed
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.inspection import InspectionStatus
from exposurecheck.model.report import Coverage, ObjectCoverage, ResourceCoverage
from exposurecheck.providers.base import StoreRef

_NARROWING = "organization"
"""An organisation's own policies can only take access away, so not seeing them hides no exposure."""


def coverage(
    refs: Sequence[StoreRef], assessed: Sequence[Assessed], gaps: Iterable[Gap], *, sampled: bool, interrupted: bool
) -> Coverage:
    """Add up stores, objects and gaps; ``sampled`` says that not opening every object was asked for."""
    unique = tuple(dict.fromkeys(gaps))
    undecided = sum(a.exposure.exposure is ExposureClass.UNKNOWN for a in assessed)
    unseen = len(refs) - len(assessed)
    return Coverage(
        complete=not interrupted
        and not undecided
        and not unseen
        and not any(_counts(g, sampled=sampled) for g in unique),
        resources=ResourceCoverage(total=len(refs), assessed=len(assessed) - undecided, unknown=undecided + unseen),
        objects=_objects(assessed),
        gaps=unique,
        interrupted=interrupted,
    )


def _counts(gap: Gap, *, sampled: bool) -> bool:
    if gap.fact.startswith(_NARROWING):
        return False
    return not (sampled and gap.reason is GapReason.BUDGET and gap.fact in {"content", "objects"})


def _objects(assessed: Sequence[Assessed]) -> ObjectCoverage:
    statuses: Counter[InspectionStatus] = Counter()
    for item in assessed:
        data = item.resource.personal_data
        if data is not None:
            statuses.update(data.statuses)
    return ObjectCoverage(
        listed=sum(len(a.entries) for a in assessed),
        exposed=sum(len(a.reachable) for a in assessed),
        inspected=statuses[InspectionStatus.COMPLETE],
        partial=statuses[InspectionStatus.PARTIAL],
        encrypted=statuses[InspectionStatus.ENCRYPTED],
        unsupported=statuses[InspectionStatus.UNSUPPORTED],
        failed=statuses[InspectionStatus.FAILED],
    )
