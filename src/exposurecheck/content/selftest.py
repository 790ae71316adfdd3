"""Turns the examples of detectors into the differences between what was promised and what is found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from exposurecheck.content.catalogue import load, read
from exposurecheck.content.detector import Detector
from exposurecheck.content.engine import Engine
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.units import Text
from exposurecheck.documents.kind import holds_detector
from exposurecheck.errors import DetectorError
from exposurecheck.model.inspection import Confidence


@dataclass(frozen=True, slots=True)
class Broken:
    """An example that does not come out as written."""

    detector: str
    """Detector id."""
    expected: Literal["match", "no_match"]
    number: int
    """Counted from 1 within its list."""
    actual: Confidence | None

    def __str__(self) -> str:
        outcome = f"is found with confidence {self.actual}" if self.actual else "is not found"
        return f"{self.detector}: example {self.number} under '{self.expected}' {outcome}"


def own(folder: Path) -> tuple[tuple[Detector, ...], tuple[str, ...]]:
    """Return the sound detectors of a folder, and what is wrong with each of the others."""
    sound: list[Detector] = []
    problems: list[str] = []
    taken = {detector.id for detector in load()}
    for path in sorted(folder.glob("*.yaml")):
        if not holds_detector(path):
            continue
        try:
            detector = read(path)
        except DetectorError as error:
            problems.append(str(error))
            continue
        if detector.id in taken:
            problems.append(f"{path}:1: the id {detector.id!r} is already taken; choose another file name and id")
        else:
            sound.append(detector)
    return tuple(sound), tuple(problems)


def examples(detectors: Sequence[Detector]) -> int:
    """Return how many examples there are."""
    return sum(len(d.tests.match) + len(d.tests.no_match) for d in detectors)


def broken(detectors: Sequence[Detector]) -> Iterator[Broken]:
    """Run every example, with the shipped detectors beside, and yield those that come out differently.

    ``match`` promises that the value is found with any confidence, ``no_match`` that it is low at most.
    """
    engine = Engine((*load(), *detectors))
    for detector in detectors:
        for number, example in enumerate(detector.tests.match, 1):
            if _confidence(engine, detector, example) is None:
                yield Broken(detector.id, "match", number, None)
        for number, example in enumerate(detector.tests.no_match, 1):
            found = _confidence(engine, detector, example)
            if found not in {None, Confidence.LOW}:
                yield Broken(detector.id, "no_match", number, found)


def _confidence(engine: Engine, detector: Detector, example: str) -> Confidence | None:
    detections = engine.detect([Text(example)], Hasher(bytes(32))).findings.detections()
    return next((d.confidence for d in detections if d.type == detector.id), None)
