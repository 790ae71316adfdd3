"""Turns units into findings and people: tables by column, text by passage; each file inside a container by itself."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from exposurecheck.content import fold, names
from exposurecheck.content.catalogue import load
from exposurecheck.content.detector import Detector
from exposurecheck.content.findings import Findings
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.passages import Make, Passages, Scanner
from exposurecheck.content.people import People
from exposurecheck.content.tables import Tables
from exposurecheck.content.units import Note, Table, Text, Unit
from exposurecheck.model.inspection import Category, Detection, InspectionStatus, Subjects
from exposurecheck.model.link import SharedLink

_NOBODY = Subjects()
_FEW_CELLS, _LONGEST_NAME = 60, 12
"""Cells of a table in a document whose names are compared with those of its text, and characters of a name."""
_GRAVITY = (
    InspectionStatus.COMPLETE,
    InspectionStatus.PARTIAL,
    InspectionStatus.UNSUPPORTED,
    InspectionStatus.ENCRYPTED,
    InspectionStatus.FAILED,
)


def worst(notes: Iterable[Note]) -> tuple[InspectionStatus, str | None]:
    """Return the gravest status of ``notes``, and their reasons."""
    told = list(notes)
    gravest = max((n.status for n in told), key=_GRAVITY.index, default=InspectionStatus.COMPLETE)
    reasons = dict.fromkeys(n.reason for n in told if n.status is not InspectionStatus.COMPLETE)
    return gravest, "; ".join(reasons) or None


_LEFT_OUT = frozenset({InspectionStatus.UNSUPPORTED, InspectionStatus.FAILED})


def _with_members(notes: Iterable[Note], read: Iterable[str], container: str) -> tuple[InspectionStatus, str | None]:
    """Return the same for a container: read in part where some files in it cannot be read and others were.

    ``read`` are the paths of those files inside that held something to look at, and of the container itself.
    """
    told = list(notes)
    status, reasons = worst(told)
    left_out = {n.where for n in told if n.status in _LEFT_OUT}
    if left_out and container not in left_out and any(left_out.isdisjoint(_containers(where)) for where in read):
        rest = [n for n in told if n.status not in _LEFT_OUT]
        status = worst([*rest, Note(InspectionStatus.PARTIAL, "")])[0]
    return status, reasons


@dataclass(frozen=True, slots=True)
class Contents:
    """What one file inside a container held, with everything inside it."""

    data: tuple[Detection, ...] = ()
    categories: tuple[Category, ...] = ()
    subjects: Subjects = _NOBODY
    test_values: int = 0
    links: tuple[SharedLink, ...] = ()


@dataclass(slots=True)
class Detected:
    """What one object's units held, all files inside it included."""

    findings: Findings
    people: People
    notes: list[Note] = field(default_factory=list)
    inside: dict[str, Contents] = field(default_factory=dict)
    """By the path of the file inside; only those that held something to look at."""
    read: set[str] = field(default_factory=set)
    """Paths of the files inside that held something to look at, "" for the object itself."""

    @property
    def status(self) -> tuple[InspectionStatus, str | None]:
        """The gravest status the readers reported, and their reasons."""
        return _with_members(self.notes, self.read, "")

    def status_of(self, where: str) -> tuple[InspectionStatus, str | None]:
        """Return the same for one file inside and what is inside that."""
        inner = f"{where}!/"
        notes = (n for n in self.notes if n.where == where or n.where.startswith(inner))
        return _with_members(notes, (path for path in self.read if path == where or path.startswith(inner)), where)


@dataclass(frozen=True, slots=True)
class _Part:
    """One file that is being looked at."""

    where: str
    findings: Findings
    people: People
    passages: Passages
    tables: Tables
    about_one: set[str] = field(default_factory=set)
    """Documents with a table of one record, about a person."""
    in_tables: dict[str, list[str]] = field(default_factory=dict)
    """Names, folded, in small tables of each document."""


class Engine:
    """The detectors, compiled once and used for many objects."""

    def __init__(self, detectors: tuple[Detector, ...] | None = None, search: Make | None = None) -> None:
        self.detectors = load() if detectors is None else detectors
        self._scanner = Scanner.build(self.detectors, search)

    def detect(self, units: Iterable[Unit], hasher: Hasher, members: Container[str] = (), path: str = "") -> Detected:
        """Look at every unit of one object; nothing that is returned holds a value from it.

        ``members`` are the paths of the files inside, as far as they are known when their units come; ``path`` is that
        of the object, within which numbers of rows mean the same.
        """
        whole = self._begin("", hasher, path)
        detected = Detected(whole.findings, whole.people)
        parts = [whole]
        try:
            for unit in units:
                match unit:
                    case Table():
                        _scan_table(self._part(parts, unit, hasher, members, detected), unit)
                    case Text():
                        part = self._part(parts, unit, hasher, members, detected)
                        part.passages.about_one = unit.where in part.about_one
                        part.passages.in_tables = part.in_tables.get(unit.where, [])
                        part.passages.scan(unit.text)
                    case Note():
                        detected.notes.append(unit)
                    case _:
                        detected.notes.append(Note(InspectionStatus.UNSUPPORTED, "a member was not opened"))
                del unit  # makes room for the next
        finally:
            while len(parts) > 1:
                _end(parts, detected)
            whole.passages.forget()
        if whole.findings.links.overflowed:
            detected.notes.append(Note(InspectionStatus.PARTIAL, "more shared links than are looked at"))
        return detected

    def _begin(self, where: str, hasher: Hasher, path: str) -> _Part:
        findings, people = Findings(), People()
        passages = Passages(self._scanner, hasher, findings, people)
        tables = Tables(self.detectors, hasher, findings, people, passages, path=path)
        return _Part(where, findings, people, passages, tables)

    def _part(
        self, parts: list[_Part], unit: Table | Text, hasher: Hasher, members: Container[str], detected: Detected
    ) -> _Part:
        """Return the file that ``unit`` belongs to; those that it is not inside are done with."""
        where = unit.where if unit.where in members else ""
        detected.read.add(where)
        while parts[-1].where not in {"", where} and not where.startswith(f"{parts[-1].where}!/"):
            _end(parts, detected)
        for inner in _containers(where):
            if inner in members and len(inner) > len(parts[-1].where):
                parts.append(self._begin(inner, hasher, inner))
        return parts[-1]


def _scan_table(part: _Part, table: Table) -> None:
    """Look at a table, and remember of which document it is where it holds nobody but one person."""
    before = _named(part.people)
    part.tables.scan(table)
    cells = sum(map(len, table.values))
    if table.where and cells <= _FEW_CELLS and _named(part.people) > before:
        short = (fold.name(cell) for column in table.values for cell in column if len(cell) <= _LONGEST_NAME)
        part.in_tables.setdefault(table.where, []).extend(one for one in short if names.full_name(one))
    if table.where and len(table.values) > 1 and len(table.values[0]) == 1 and _named(part.people) > before:
        part.about_one.add(table.where)


def _named(people: People) -> int:
    return sum(people.seen.get(key, 0) for key in ("person_name", "person_name.kana"))


def _containers(where: str) -> list[str]:
    """Return the path of every container around a file, and its own: ``a.zip``, ``a.zip!/b.zip``, ..."""
    steps = where.split("!/")
    return ["!/".join(steps[:end]) for end in range(1, len(steps) + 1)]


def _end(parts: list[_Part], detected: Detected) -> None:
    """Settle the innermost file and add it to the one around it; people of a file without findings are no people."""
    part = parts.pop()
    outer, categories = parts[-1], part.findings.categories()
    outer.findings.merge(part.findings)
    if categories:
        outer.people.merge(part.people)
    detected.inside[part.where] = Contents(
        part.findings.detections(),
        categories,
        part.people.subjects() if categories else _NOBODY,
        part.findings.test_values,
        part.findings.links.found(),
    )
