"""Turns units into findings and people: tables by column, text by passage."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from exposurecheck.content.catalogue import load
from exposurecheck.content.detector import Detector
from exposurecheck.content.findings import Findings
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.passages import Passages, Scanner
from exposurecheck.content.people import People
from exposurecheck.content.tables import Tables
from exposurecheck.content.triggers import Search
from exposurecheck.content.units import Note, Table, Text, Unit
from exposurecheck.model.inspection import InspectionStatus


@dataclass(slots=True)
class Detected:
    """What one object's units held."""

    findings: Findings
    people: People
    notes: list[Note] = field(default_factory=list)

    @property
    def status(self) -> tuple[InspectionStatus, str | None]:
        """The gravest status the readers reported, and their reasons."""
        order = [
            InspectionStatus.COMPLETE,
            InspectionStatus.PARTIAL,
            InspectionStatus.UNSUPPORTED,
            InspectionStatus.ENCRYPTED,
            InspectionStatus.FAILED,
        ]
        worst = max((n.status for n in self.notes), key=order.index, default=InspectionStatus.COMPLETE)
        reasons = dict.fromkeys(n.reason for n in self.notes if n.status is not InspectionStatus.COMPLETE)
        return worst, "; ".join(reasons) or None


class Engine:
    """The detectors, compiled once and used for many objects."""

    def __init__(self, detectors: tuple[Detector, ...] | None = None, search: type[Search] | None = None) -> None:
        self.detectors = load() if detectors is None else detectors
        self._scanner = Scanner.build(self.detectors, search)

    def detect(self, units: Iterable[Unit], hasher: Hasher) -> Detected:
        """Look at every unit of one object; nothing that is returned holds a value from it."""
        detected = Detected(Findings(), People())
        passages = Passages(self._scanner, hasher, detected.findings, detected.people)
        tables = Tables(self.detectors, hasher, detected.findings, detected.people, passages)
        try:
            for unit in units:
                match unit:
                    case Table():
                        tables.scan(unit)
                    case Text():
                        passages.scan(unit.text)
                    case Note():
                        detected.notes.append(unit)
                    case _:
                        detected.notes.append(Note(InspectionStatus.UNSUPPORTED, "a member was not opened"))
        finally:
            passages.forget()
        return detected
