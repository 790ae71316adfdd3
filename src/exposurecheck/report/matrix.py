"""Turns a report into the table of which store holds which category of personal data, and of how many people."""

from collections.abc import Iterable
from dataclasses import dataclass

from exposurecheck.model.inspection import Category, Confidence
from exposurecheck.report.overview import Overview, Store

ROWS = 15
"""Stores in the table; report.json has them all."""

TYPES = 8
"""Types of data named for one category."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of data, over all stores that outsiders can reach."""

    type: str
    """Detector id."""
    records: int
    """Occurrences; never a number of people."""


@dataclass(frozen=True, slots=True)
class Share:
    """One category over all stores that outsiders can reach."""

    category: Category
    stores: int
    at_most: int
    """People in the stores that hold it, at most; how many of them this category names is not known."""
    kinds: tuple[Kind, ...]
    """Most records first."""
    certain: bool
    """Whether a detection of high confidence is among them."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Categories by store."""

    shares: tuple[Share, ...]
    """Gravest first."""
    rows: tuple[Store, ...]
    """Most people first."""
    more: int

    @property
    def columns(self) -> tuple[Category, ...]:
        """Categories that occur, gravest first."""
        return tuple(s.category for s in self.shares)

    @classmethod
    def of(cls, overview: Overview) -> "Matrix":
        """Collect what outsiders can reach."""
        holding = [s for s in overview.stores if s.held]
        holding.sort(key=lambda s: (-s.subjects.high, s.number))
        shares = tuple(_share(c, holding, overview.people.high) for c in overview.categories)
        return cls(shares, tuple(holding[:ROWS]), max(0, len(holding) - ROWS))


def _share(category: Category, holding: Iterable[Store], everyone: int) -> Share:
    stores = [s for s in holding if category in s.held]
    found = [
        d for s in stores if s.resource.personal_data for d in s.resource.personal_data.data if d.category is category
    ]
    records: dict[str, int] = {}
    for detection in found:
        records[detection.type] = records.get(detection.type, 0) + detection.count
    kinds = tuple(Kind(t, n) for t, n in sorted(records.items(), key=lambda pair: (-pair[1], pair[0])))
    return Share(
        category=category,
        stores=len(stores),
        at_most=min(everyone, sum(s.subjects.high for s in stores)),
        kinds=kinds[:TYPES],
        certain=any(d.confidence is Confidence.HIGH for d in found),
    )
