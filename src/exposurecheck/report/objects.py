"""Turns the inspections of one store into the short table of its objects: whose data they hold, and what is unread."""

from collections.abc import Sequence
from dataclasses import dataclass

from exposurecheck.model.inspection import Category, Detection, Inspection, InspectionStatus
from exposurecheck.report.overview import Store

ROWS = 8
"""Objects of one store on the page; report.json has them all."""

_UNREAD = 2
"""Rows kept for objects that were not read completely, however many others hold data."""

KINDS = 4
"""Kinds of data named for one object."""


@dataclass(frozen=True, slots=True)
class Row:
    """One object that outsiders can reach."""

    inspection: Inspection
    kinds: tuple[Detection, ...]
    """Gravest first."""
    more_kinds: int
    read: bool
    """Whether it was read completely."""


@dataclass(frozen=True, slots=True)
class Objects:
    """The table of one store."""

    rows: tuple[Row, ...] = ()
    more: int = 0
    """Objects that hold data, or were not read completely, beyond the table."""


def objects(store: Store) -> Objects:
    """List what holds data, gravest and most people first, then what was not read completely and may hold some."""
    data = store.resource.personal_data
    if data is None:
        return Objects()
    holding = sorted((i for i in data.inspections if i.data), key=_worst_first)
    unread = [i for i in data.inspections if not i.data and i.status is not InspectionStatus.COMPLETE]
    told = holding[: ROWS - min(len(unread), _UNREAD)]
    told += unread[: ROWS - len(told)]
    return Objects(tuple(_row(i) for i in told), len(holding) + len(unread) - len(told))


def _row(inspection: Inspection) -> Row:
    kinds = sorted(inspection.data, key=lambda d: (_grave([d.category]), -d.count, d.type))
    read = inspection.status is InspectionStatus.COMPLETE
    return Row(inspection, tuple(kinds[:KINDS]), max(0, len(kinds) - KINDS), read)


def _worst_first(inspection: Inspection) -> tuple[int, int, str]:
    return _grave([d.category for d in inspection.data]), -inspection.subjects.high, inspection.path


def _grave(categories: Sequence[Category]) -> int:
    return min(list(Category).index(c) for c in categories)
