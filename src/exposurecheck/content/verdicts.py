"""Says what a column holds, with points, and what so many points mean: the same for values in text."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from exposurecheck.content.detector import Detector
from exposurecheck.model.inspection import Confidence

HIGH, MEDIUM = 60, 30
"""Points from which a detection counts as sure, and as likely."""


@dataclass(slots=True)
class Verdict:
    """What one column holds, with the points for it."""

    index: int
    detector: Detector
    points: int
    reasons: list[str] = field(default_factory=list)
    landlines: bool = False
    """Most phone numbers are of a place rather than of a person."""
    likely: bool = False
    """Only values count that are names without a header's word for it."""
    nearly_all: bool = False
    """So many of them are that the others must be names, too, which are rare."""
    lost_zero: bool = False
    """The leading 0 of phone numbers was lost, as spreadsheets do."""
    of_nobody: bool = False
    """It only looks like data of people: names of animals, places, goods."""

    @property
    def confidence(self) -> Confidence:
        """High, medium or low."""
        return confidence(self.points)

    @property
    def doubted(self) -> bool:
        """Whether each value must be a known name."""
        return self.likely and not self.nearly_all

    @property
    def convincing(self) -> bool:
        """Whether the column puts its category on the object."""
        return convincing(self.points, self.reasons)


def confidence(points: int) -> Confidence:
    """Turn points into a word."""
    return Confidence.HIGH if points >= HIGH else Confidence.MEDIUM if points >= MEDIUM else Confidence.LOW


_CORROBORATION = frozenset({"header", "keyword", "neighbour", "checksum", "full names"})


def convincing(points: int, reasons: Iterable[str]) -> bool:
    """Tell whether a detection is high, or medium with something beside its shape that speaks for it."""
    return points >= HIGH or (points >= MEDIUM and not _CORROBORATION.isdisjoint(reasons))
