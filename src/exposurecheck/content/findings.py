"""Adds up what detectors found in one object into detections, keeping hashes of values and no value."""

from dataclasses import dataclass, field

import numpy as np

from exposurecheck.content.detector import Detector
from exposurecheck.content.shared_links import SharedLinks
from exposurecheck.content.sketch import Sketch
from exposurecheck.content.union import Hashes, Ledger
from exposurecheck.content.verdicts import confidence, convincing
from exposurecheck.model.inspection import Category, Confidence, Detection

_EXACT = 200_000


class Distinct:
    """How many different hashes were seen: exact up to 200,000, then estimated."""

    __slots__ = ("_exact", "_sketch")

    def __init__(self) -> None:
        self._exact = Ledger(1)
        self._sketch: Sketch | None = None

    def add(self, hashes: Hashes) -> None:
        """Add hashes; 0 is nothing."""
        known = hashes[hashes != 0]
        if self._sketch is not None:
            self._sketch.update("", known)
            return
        self._exact.add(known)
        if len(self._exact) > _EXACT and len(self._exact.rows()) > _EXACT:
            self._to_sketch()

    def merge(self, other: "Distinct") -> None:
        """Add what ``other`` has seen."""
        exact, sketch = other._exact, other._sketch  # noqa: SLF001 - of its own kind
        self.add(exact.rows()[:, 0])
        if sketch is None:
            return
        if self._sketch is None:
            self._to_sketch()
        assert self._sketch is not None  # noqa: S101 - just made
        self._sketch.merge(sketch)

    def _to_sketch(self) -> None:
        self._sketch = Sketch()
        self._sketch.update("", self._exact.rows()[:, 0])
        self._exact.clear()

    def count(self) -> int:
        """Return the number of different hashes."""
        return len(self._exact.rows()) if self._sketch is None else round(self._sketch.bounds("")[1])


@dataclass(slots=True)
class _Tally:
    detector: Detector
    count: int = 0
    distinct: Distinct = field(default_factory=Distinct)
    points: int = 0
    convincing: bool = False
    reasons: set[str] = field(default_factory=set)


class Findings:
    """What was found in one object so far."""

    def __init__(self) -> None:
        self._tallies: dict[tuple[str, Confidence], _Tally] = {}
        self.test_values = 0
        self.links = SharedLinks()

    def add(self, detector: Detector, *, count: int, hashes: Hashes, points: int, reasons: list[str]) -> None:
        """Count ``count`` occurrences of one type, judged alike; ``hashes`` are those of its different values."""
        if count <= 0 or detector.category is None:
            return
        tally = self._tallies.setdefault((detector.id, confidence(points)), _Tally(detector))
        tally.count += count
        tally.distinct.add(np.asarray(hashes, np.uint64))
        tally.points = max(tally.points, points)
        tally.convincing |= convincing(points, reasons)
        tally.reasons.update(reasons)

    def merge(self, other: "Findings") -> None:
        """Add what was found in a file inside the object."""
        self.test_values += other.test_values
        self.links.merge(other.links)
        for key, found in other._tallies.items():  # noqa: SLF001 - of its own kind
            tally = self._tallies.setdefault(key, _Tally(found.detector))
            tally.count += found.count
            tally.distinct.merge(found.distinct)
            tally.points = max(tally.points, found.points)
            tally.convincing |= found.convincing
            tally.reasons |= found.reasons

    def detections(self) -> tuple[Detection, ...]:
        """Return one detection for each type, at the best confidence it was found with, gravest category first."""
        found: list[Detection] = []
        for (kind, level), tally in self._best():
            assert tally.detector.category is not None  # noqa: S101 - `add` refuses the others
            found.append(
                Detection(
                    type=kind,
                    category=tally.detector.category,
                    confidence=level,
                    count=tally.count,
                    distinct=min(tally.distinct.count(), tally.count),
                    reasons=tuple(sorted(tally.reasons)),
                )
            )
        order = list(Category)
        return tuple(sorted(found, key=lambda d: (order.index(d.category), d.type)))

    def _best(self) -> list[tuple[tuple[str, Confidence], _Tally]]:
        order = list(Confidence)
        best: dict[str, tuple[tuple[str, Confidence], _Tally]] = {}
        for key in sorted(self._tallies, key=lambda k: order.index(k[1])):
            best.setdefault(key[0], (key, self._tallies[key]))
        return list(best.values())

    def categories(self) -> tuple[Category, ...]:
        """Return the categories that convince, gravest first."""
        sure = {tally.detector.category for tally in self._tallies.values() if tally.convincing}
        return tuple(category for category in Category if category in sure)
