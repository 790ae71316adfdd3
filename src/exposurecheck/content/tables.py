"""Column mode: classifies the columns of a table, counts what they hold, hands its rows to the counting of people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np

from exposurecheck.content import (
    headers,
    joined_names,
    mixed_contacts,
    sections,
    side_by_side,
    strangers,
    typed_numbers,
)
from exposurecheck.content.account_parts import with_accounts
from exposurecheck.content.cells import ONE_PERSON, Cells, joined, read_cells, row_hashes
from exposurecheck.content.column_bytes import Made, made_of
from exposurecheck.content.columns import classify
from exposurecheck.content.detector import Detector
from exposurecheck.content.findings import Findings
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.memo import Memo
from exposurecheck.content.numbering import hashed, numbering
from exposurecheck.content.other_surnames import renamed
from exposurecheck.content.other_things import of_words
from exposurecheck.content.owners import CELL, Group, split
from exposurecheck.content.passages import Passages
from exposurecheck.content.people import People, Role, Rows
from exposurecheck.content.public_tables import for_everybody
from exposurecheck.content.relations import Relations
from exposurecheck.content.row_ids import key_headers, of_services, person_id, row_id
from exposurecheck.content.row_names import latin, names_of, only_shown, respelt, some_latin, without_shown
from exposurecheck.content.same_row import NAMES, come_again, of_nobody, one_by_one, without, without_samples
from exposurecheck.content.settings_rows import settings
from exposurecheck.content.strings import as_series
from exposurecheck.content.two_rows import TwoRows
from exposurecheck.content.union import Hashes, Numbers, mix
from exposurecheck.content.units import Table
from exposurecheck.content.unnamed_columns import with_names_of_columns
from exposurecheck.content.upright import laid_down
from exposurecheck.content.verdicts import MEDIUM, Verdict
from exposurecheck.model.inspection import Category, Confidence

_FIGURES = Made(r"[0-9.,:/+\-_ %TZ]", 40)
_CODES = Made(r"[A-Za-z0-9_\-]", 24)
_BARE = re.compile(f"{_FIGURES.regex}|{_CODES.regex}")
"""A cell in which no detector of text could find anything."""
_DULL = re.compile(f"{_BARE.pattern}|[ぁ-んァ-ヶー一-龥]{{0,6}}")
"""A cell in which none could, unless the row is about somebody, of whom one word may tell an illness."""
_LOOK = 400
"""Cells of a column that are looked at to tell whether it is free text."""
_SPREAD, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)
_ACCOUNTS = 3
"""Rows with a password from which they are a list of people's accounts rather than a program's settings."""
_NAMESAKES = np.uint64(8)
"""One in so many names of a list of events may be two people's."""
_ALONE = frozenset({"email", "jp.phone", "phone"})
"""What tells people apart without their names."""
_NAMES_APART = "氏名"
"""Header of the names of cells that hold several."""


@dataclass(slots=True)
class _Plan:
    """What the columns of a table hold, as far as its parts have shown."""

    verdicts: list[Verdict] = field(default_factory=list)
    """Look-alikes among them, which hold nothing."""
    groups: list[Group] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    """Columns of free text."""
    lists: list[int] = field(default_factory=list)
    """Columns with several names in a cell."""
    by_row: Group | None = None
    """Set where each row is a person whom nothing but its number tells apart."""
    joint: dict[int, bool] = field(default_factory=dict)
    """Whether cells of a column of names hold those of several people, as far as has been looked."""
    mixed: list[int] = field(default_factory=list)
    """Columns of phone numbers and mail addresses."""
    dull: list[int] = field(default_factory=list)
    """Columns in which there has been nothing to find."""
    of_words: bool = False
    """Whether rows are words with what they mean."""
    parts: int = 0


class Tables:
    """Scans tables that arrive in parts.

    The first part decides what most columns hold. A column in which nothing was found is looked at again in the
    second, fourth, eighth part and so on; and in every part, each of its cells that is not plainly a number, a date, a
    code or a word is searched like text.
    """

    def __init__(
        self,
        detectors: tuple[Detector, ...],
        hasher: Hasher,
        findings: Findings,
        people: People,
        passages: Passages,
        *,
        path: str = "",
    ) -> None:
        self._path = path
        self._detectors = detectors
        self._hasher = hasher
        self._findings = findings
        self._people = people
        self._passages = passages
        self._plans: dict[tuple[str, str, tuple[str, ...]], _Plan] = {}
        self._memos: dict[tuple[str, bool, bool, Confidence], Memo] = {}
        self._whole_names = Memo()
        self._two_rows = TwoRows()
        self._relations = Relations()
        self._of_people: dict[tuple[str, str], bool] = {}
        """Where in which document records of people lie."""
        self._keys_of_people: dict[str, tuple[str, str]] = {}
        """Headers of columns that tell the people of a table apart, to find other tables that say more of them."""

    def scan(self, table: Table) -> None:
        """Look at one part of a table."""
        if table.values and table.values[0]:
            parted = with_accounts(typed_numbers.parted(with_names_of_columns(table)))
            tables, headings = sections.taken_apart(parted)
            if headings:
                self._passages.scan(headings)
            for part in chain.from_iterable(map(side_by_side.parts, tables)):
                if not for_everybody(part := laid_down(self._two_rows.joined(part))):
                    self._scan(part)

    def _scan(self, table: Table) -> None:
        table, plan = self._planned(table)
        if told := settings(table):
            self._passages.scan(told)
        if plan.parts == 1 and len(people := strangers.among_headers(table.columns)) > 0:
            self._scan(Table((_NAMES_APART,), (people,), table.where, f"{table.table} headers"))
        table = self._without_companions(table, plan)
        counted = {v.index: self._count(table.values[v.index], v) for v in plan.verdicts if v.detector.category}
        cells = without(table, without_samples(counted), of_nobody(table))
        inside = self._inside_people(table)
        groups = [group for group in plan.groups if group.names or not inside or group.role != "main"]
        in_latin = self._of_people.get((table.where, table.table.rpartition(".")[0]), False)
        if inside and respelt(table.table, [v for group in groups for v in group.names], cells, in_latin=in_latin):
            groups = []
        for group, keys in one_by_one([(group, self._persons(table, group, cells)) for group in groups]):
            self._add(keys, group, self._number_of(table, group, keys))
        if plan.by_row is not None:
            self._numbered(table, plan.by_row)
        if plan.groups:
            self._of_people[table.where, table.table] = any(group.latin for group in plan.groups)
            if plan.parts == 1 and any(group.names for group in plan.groups):
                self._keys_of_people |= dict.fromkeys(key_headers(table), (table.where, table.table))
        person = bool(plan.groups) or plan.by_row is not None or inside
        numbered = person or (person_id(table.columns) is not None and not plan.of_words)
        said = [not headers.of_things(column) for column in table.columns]
        for index in plan.lists:
            apart = joined_names.taken_apart(table.values[index])
            self._scan(Table((_NAMES_APART,), (apart,), table.where, f"{table.table} names {index}"))
        for index in plan.texts:
            header = "" if plan.of_words else table.columns[index]
            about = numbered and said[index]
            self._passages.cells(header, table.values[index], counted=person, beside_person=about)
        for index in plan.dull:
            about = numbered and said[index]
            if odd := _odd(table.values[index], _BARE if about else _DULL):
                self._passages.cells(table.columns[index], odd, counted=person, beside_person=about)

    def _planned(self, table: Table) -> tuple[Table, _Plan]:
        """Return the table as it is to be read, and what its columns hold."""
        key = (table.where, table.table, table.columns)
        plan = self._plans.get(key)
        if plan is None:
            mixed = [index for index, column in enumerate(table.values) if mixed_contacts.mixed(column)]
            plan = self._plans[key] = _Plan(mixed=mixed, of_words=of_words(table, self._path))
        if plan.mixed:
            table = mixed_contacts.parted(table, plan.mixed)
        plan.parts += 1
        if plan.parts.bit_count() == 1:
            self._look(table, plan)
        return table, plan

    def _without_companions(self, table: Table, plan: _Plan) -> Table:
        """Leave one name in each cell of names; the others are people of their own at the same address."""
        for verdict in plan.verdicts:
            if verdict.detector.id != "person_name" or not verdict.convincing or verdict.index in plan.lists:
                continue
            if not plan.joint.get(verdict.index) and plan.parts.bit_count() > 1:
                continue
            found = joined_names.companions(table.values[verdict.index])
            plan.joint[verdict.index] = bool(found)
            if found:
                table = self._parted(table, plan, verdict.index, found)
        return table

    def _parted(self, table: Table, plan: _Plan, index: int, found: dict[int, list[str]]) -> Table:
        values = [found[row][0] if row in found else cell for row, cell in enumerate(table.values[index])]
        others = [(row, name) for row, names in found.items() for name in names[1:]]
        if others:
            home = next((v.index for v in plan.verdicts if v.detector.id == "jp.postal_address"), index)
            rows = tuple(name for _, name in others), tuple(table.values[home][row] for row, _ in others)
            columns = (_NAMES_APART, table.columns[home]) if home != index else (_NAMES_APART,)
            self._scan(Table(columns, rows[: len(columns)], table.where, f"{table.table} beside {index}"))
        return replace(table, values=(*table.values[:index], values, *table.values[index + 1 :]))

    def _inside_people(self, table: Table) -> bool:
        """Tell whether the rows lie inside records of people, each of whom is counted there."""
        names = table.table.split(".") if table.table else []
        here = table.where, table.table
        if person_id(table.columns) is None and any(
            self._keys_of_people.get(headers.folded(column), here) != here for column in table.columns
        ):
            return True
        return not self._of_people.keys().isdisjoint(
            (table.where, ".".join(names[:size])) for size in range(len(names))
        )

    def _numbered(self, table: Table, group: Group) -> None:
        """Count people by the number they have in this file, which means nothing outside it; else by row."""
        index, counted = row_id(table.columns), numbering(table.columns, table.table, self._path)
        if counted is not None:
            ids = self._numbers(table, counted)
        elif index is None:
            ids = row_hashes(table.values, self._hasher, f"row of {self._path}")
        else:
            ids = self._hasher.many(table.values[index], f"number in {self._path}")
        keys = {"row_number": ids} if counted is None else {"row_number": ids, "number": ids}
        self._add(keys, group, "" if counted is None else counted[1])

    def _numbers(self, table: Table, counted: tuple[int, str]) -> Hashes:
        return hashed(table.values[counted[0]], self._hasher, f"number of {counted[1]}")

    def _look(self, table: Table, plan: _Plan) -> None:
        """Find out what the columns hold of which nothing is known yet."""
        inside = self._inside_people(table)
        found = classify(table, self._detectors, plan.verdicts, of_person=inside)
        if plan.of_words:
            found = [v for v in found if v.detector.category in {None, Category.CREDENTIAL}]
        if found or plan.parts == 1:
            plan.verdicts += found
            sure = [v for v in plan.verdicts if v.detector.category and v.convincing]
            plan.groups = split(table, sure, plan.groups)
            accounts = person_id(table.columns) is not None and not of_services(table.columns)
            numbered = accounts and len(table.values[0]) >= _ACCOUNTS
            alone = not (plan.groups or inside) and any(_about_somebody(v.detector, numbered=numbered) for v in sure)
            plan.by_row = (plan.by_row or Group("", "main")) if alone else None
        taken = {v.index for v in plan.verdicts if v.detector.category and (v.points >= MEDIUM or v.of_nobody)}
        taken.update(plan.lists)
        left = [index for index in range(len(table.columns)) if index not in taken and index not in plan.texts]
        plan.lists += [index for index in left if joined_names.holds_several(table.values[index])]
        plan.lists += [
            index
            for index in left
            if index not in plan.lists
            and joined_names.holds_families(headers.folded(table.columns[index]), table.values[index])
        ]
        left = [index for index in left if index not in plan.lists]
        plan.texts = [index for index in plan.texts if index not in taken]
        plan.texts += [index for index in left if not _dull(table.values[index])]
        plan.dull = [index for index in left if index not in plan.texts]

    def _count(self, values: Sequence[str], verdict: Verdict) -> Cells:
        cells = read_cells(values, verdict, self._hasher, self._memo(verdict))
        self._findings.test_values += cells.tests
        self._findings.add(
            verdict.detector,
            count=cells.count,
            hashes=cells.fresh,
            points=verdict.points,
            reasons=verdict.reasons,
        )
        return cells

    def _memo(self, verdict: Verdict) -> Memo:
        """Return what is remembered of values that were judged and counted in the same way."""
        detector = verdict.detector
        kind = " ".join((detector.id, *detector.validators))
        return self._memos.setdefault((kind, verdict.lost_zero, verdict.doubted, verdict.confidence), Memo())

    def _persons(self, table: Table, group: Group, cells: dict[int, Cells]) -> dict[str, Hashes]:
        keys: dict[str, Hashes] = {}
        group.latin = any(latin(table.values[verdict.index]) for verdict in group.names)
        group.some_latin = None if group.latin else some_latin(group.names, cells)
        for verdict in group.others:
            self._add_key(keys, verdict, cells[verdict.index])
        alone = sorted(keys.keys() & _ALONE)
        keys |= names_of(table, group.names, cells, self._whole)
        if alone and only_shown(table, group.names):
            without_shown(keys, alone)
        if keys and set(keys) <= NAMES and group.household:
            for verdict in group.household:
                self._add_key(keys, verdict, cells[verdict.index])
            keys.pop("jp.phone", None)
        if keys and set(keys) <= NAMES and not group.owner.startswith(CELL):
            keys["row"] = self._rows(table, group, keys)
        return keys

    def _whole(self, parts: list[Sequence[str]], verdict: Verdict) -> Hashes:
        return read_cells(joined(parts, " "), verdict, self._hasher, self._whole_names).rows

    def _rows(self, table: Table, group: Group, keys: dict[str, Hashes]) -> Hashes:
        """Return what tells bare names apart: their rows, unless these are events and everybody comes several times."""
        names = next(iter(keys.values()))
        if group.events is None:
            group.events = come_again(names, [table.values[verdict.index] for verdict in group.names])
        if not group.events:
            return row_hashes(table.values, self._hasher, f"row {group.owner}")
        doubtful = np.where(names % _NAMESAKES == 0, mix(names, _SPREAD), np.uint64(0))
        self._people.add(Rows({"person_name": doubtful}, "staff"))
        return names

    def _number_of(self, table: Table, group: Group, keys: dict[str, Hashes]) -> str:
        if not group.counted:
            return ""
        counted = None if group.names else self._relations.spoken_of(table)
        counted = counted or numbering(table.columns, table.table, self._path)
        counted = counted or (self._relations.counted(table) if group.names else None)
        if counted is None:
            return ""
        keys["number"] = self._numbers(table, counted)
        if again := renamed(table, group.names, table.values[counted[0]]):
            keys["renamed"] = self._hasher.many(again, f"renamed {counted[1]}")
            keys["renamed"][[not one for one in again]] = 0
        return counted[1]

    def _add(self, keys: dict[str, Hashes], group: Group, numbers: str) -> None:
        """Hand on the rows that have not been seen lately."""
        staff, space = group.role == "staff", int(self._hasher.many([numbers], "numbering")[0])
        role: Role = "staff" if staff else "person"
        seen = {key: int(np.count_nonzero(column)) for key, column in keys.items()}
        whole = _rowwise(keys if staff else {key: column for key, column in keys.items() if key != "number"})
        fresh = group.seen.fresh(whole)
        if group.some_latin is not None:
            odd = group.some_latin[fresh]
            self._people.add(Rows(_taken(keys, fresh[odd]), role, space, latin=True), {})
            fresh = fresh[~odd]
        self._people.add(Rows(_taken(keys, fresh), role, space, latin=group.latin), seen)
        if "number" in keys and not staff and fresh.size < whole.size:
            left = np.delete(np.arange(whole.size), fresh)
            more = left[group.numbers.fresh(mix(whole | np.uint64(1), keys["number"] | np.uint64(1))[left])]
            self._people.add(Rows(_taken(keys, more), role, space, known=True, latin=group.latin), {})

    def _add_key(self, keys: dict[str, Hashes], verdict: Verdict, cells: Cells) -> None:
        kind = verdict.detector.id
        if kind == "jp.phone":
            mobile = cells.has(ONE_PERSON)
            _fill(keys, "jp.phone", np.where(mobile, cells.rows, np.uint64(0)))
            _fill(keys, "landline", np.where(mobile, np.uint64(0), cells.rows))
        elif verdict.detector.person_key.kind == "shared":
            keys[kind] = mix(keys[kind], cells.rows) if kind in keys else cells.rows
        elif verdict.detector.person_key.kind != "none":
            _fill(keys, kind, cells.rows)


def _rowwise(keys: dict[str, Hashes]) -> Hashes:
    """Combine what each row holds into one hash."""
    whole = np.zeros(next(iter(keys.values())).size, np.uint64)
    for column in keys.values():
        whole = (whole ^ column) * _SPREAD
        whole ^= whole >> _HALF
    return whole


def _taken(keys: dict[str, Hashes], rows: Numbers) -> dict[str, Hashes]:
    if rows.size == next(iter(keys.values())).size:
        return keys
    return {key: column[rows] for key, column in keys.items()}


def _about_somebody(detector: Detector, *, numbered: bool) -> bool:
    """Tell whether a row with this must be about one person, although it does not tell them apart."""
    if detector.category is Category.CREDENTIAL:
        return numbered
    return detector.category is Category.SPECIAL_CARE or detector.id == "date_of_birth"


def _fill(keys: dict[str, Hashes], key: str, column: Hashes) -> None:
    """Add a column, filling only what an earlier column of the same key left empty."""
    keys[key] = np.where(keys[key] != 0, keys[key], column) if key in keys else column


def _dull(values: Sequence[str]) -> bool:
    sample = [v for v in values[:: max(1, len(values) // _LOOK)] if v][:_LOOK]
    return all(map(_DULL.fullmatch, sample))


def _odd(values: Sequence[str], dull: re.Pattern[str]) -> Sequence[str]:
    """Return the different cells that are not dull."""
    if len(values) <= _LOOK:
        return [v for v in dict.fromkeys(values) if not dull.fullmatch(v)]
    column = as_series(values)
    if made_of(column, (_FIGURES, _CODES)):
        return []
    bare = column.str.contains(f"^(?:{dull.pattern})$")
    return [] if bare.all() else column.filter(~bare).unique(maintain_order=True).to_list()
