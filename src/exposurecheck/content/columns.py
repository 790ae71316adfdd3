"""Decides what each column of a table holds, from its header and a sample of its values."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, partial
from itertools import islice

from exposurecheck.content import bulk, fold, headers, names, other_things
from exposurecheck.content.detector import Detector, Fold
from exposurecheck.content.known_names import (
    all_parted,
    bear_each_other_out,
    known_name,
    read_in_full,
)
from exposurecheck.content.offices import ROLE_MAILBOX
from exposurecheck.content.readers.header import is_type
from exposurecheck.content.romaji import known_abroad
from exposurecheck.content.row_ids import person_id
from exposurecheck.content.units import Table
from exposurecheck.content.validators import MOBILE
from exposurecheck.content.verdicts import HIGH, MEDIUM, Verdict
from exposurecheck.model.inspection import Category

SAMPLE = 400
"""Different values of a column that are looked at to classify it."""
_NEIGHBOUR, _NEIGHBOURS_AT_MOST = 10, 20
_MOBILE_SHARE = 0.2
_FEW = 3
"""Values below which a check digit may be right by chance."""
_KNOWN_FROM, _KNOWN_SHARE = 5, 0.8
"""Names known in both parts from which, and from which share of a column, they need no header that says so."""
_HALF, _MOSTLY = 0.5, 0.8
_TOLD = 0.9
"""Share of cells that say by how they are written what they are, from which a column is of it."""
_ROSTER_FROM = 2
"""Columns of names from which they are a roster."""
_SAYS: dict[Fold, re.Pattern[str]] = {
    "digits": re.compile(r"\d"),
    "phone": re.compile(r"\d"),
    "name": re.compile(f"^(?!(?:{names.NO_NAMES})$)"),
}
"""What cells have that may be of a kind."""
_PERSONAL = frozenset({"person_name", "email", "date_of_birth", "jp.my_number"})
_HELD = frozenset({"credit_card", "jp.bank_account", "jp.postal_account", "bank_account", "iban"})
"""What has a holder, whose name stands beside it."""


def classify(
    table: Table, detectors: tuple[Detector, ...], known: Sequence[Verdict] = (), *, of_person: bool = False
) -> list[Verdict]:
    """Return at most one verdict for each column of which none is ``known``, in column order.

    ``of_person``: the rows lie inside records that are each about one person, as visits inside patients.
    Verdicts of look-alikes are among them: they say that a column is none of personal data.
    """
    verdicts: list[Verdict] = []
    judged = {verdict.index for verdict in known}
    others = tuple(headers.folded(header) for header in table.columns)
    short: dict[int, _Sample] = {}
    for index, header in enumerate(table.columns):
        sample = _Sample([] if index in judged else _sample(table.values[index]))
        if sample.cells:
            strength = partial(header_strength, header=header, others=others[:index] + others[index + 1 :])
            found = [v for d in detectors if (v := _judge(index, header, sample, d, strength(d))) is not None]
            best = max(found, key=lambda v: v.points, default=None)
            if best is not None:
                verdicts.append(best)
            if len(sample.cells) < _KNOWN_FROM and (best is None or best.likely):
                short[index] = sample
    beside = sum(v.likely and "full names" in v.reasons for v in (*known, *verdicts))
    roster = _roster(short, detectors, beside)
    verdicts = sorted([*roster.values(), *(v for v in verdicts if v.index not in roster)], key=lambda v: v.index)
    nobodys = other_things.of_nobody(table, [v for v in (*known, *verdicts) if v.detector.category is not None])
    for verdict in verdicts:
        if verdict.index in nobodys:
            verdict.points, verdict.of_nobody = min(verdict.points, MEDIUM - 1), True
    return _with_neighbours(table, verdicts, known, of_person=of_person)


def _roster(columns: dict[int, "_Sample"], detectors: tuple[Detector, ...], beside: int) -> dict[int, Verdict]:
    """Return columns of a few names each under headers that say nothing of names, as in a roster (早番 | 日勤).

    ``beside`` is the number of columns with more such names.
    """
    detector = next((d for d in detectors if d.id == "person_name"), None)
    known: dict[int, list[str]] = {}
    for index, sample in columns.items() if detector is not None else ():
        found = [v for v in sample.folded("name") if names.full_name(v)]
        if 2 * len(found) >= len(sample.cells):
            known[index] = found
    cells, sure = sum(len(columns[index].cells) for index in known), sum(map(len, known.values()))
    fewest = 1 if beside else _KNOWN_FROM
    if detector is None or len(known) + beside < _ROSTER_FROM or sure < max(fewest, _KNOWN_SHARE * cells):
        return {}
    return {index: Verdict(index, detector, HIGH, ["full names"], likely=True) for index in known}


class _Sample:
    """Different cells of one column, folded once for all detectors that fold alike, and no more than they look at."""

    __slots__ = ("_counts", "_folded", "cells")

    def __init__(self, cells: list[str]) -> None:
        self.cells = cells
        self._folded: dict[Fold, list[str]] = {}
        self._counts: dict[re.Pattern[str], int] = {}

    def of_kind(self, kind: Fold) -> int:
        """Return how many cells may be of a kind, or all where these are not the most.

        Words between numbers (取消) are none of them, nor are rooms between people.
        """
        rule = _SAYS.get(kind)
        if rule is None:
            return len(self.cells)
        if rule not in self._counts:
            count = len(list(filter(rule.search, self.cells)))
            self._counts[rule] = count if 2 * count >= len(self.cells) else len(self.cells)
        return self._counts[rule]

    def folded(self, kind: Fold, end: int | None = None) -> list[str]:
        """Return the cells folded, at least up to ``end``."""
        known = self._folded.setdefault(kind, [])
        if len(known) < (len(self.cells) if end is None else min(end, len(self.cells))):
            known += bulk.fold_many(kind, self.cells[len(known) : end])
        return known


def _sample(values: Sequence[str]) -> list[str]:
    step = max(1, len(values) // (4 * SAMPLE))
    filled: dict[str, None] = {}
    for begin in range(0, len(values), step * SAMPLE):
        filled |= dict.fromkeys(map(str.strip, values[begin : begin + step * SAMPLE : step]))
        filled.pop("", None)
        if len(filled) >= SAMPLE:
            break
    return _told(islice(filled, SAMPLE))


def _told(cells: Iterable[str]) -> list[str]:
    """Return the cells that say something."""
    return [cell for cell in cells if cell not in _EMPTY and not is_type(cell)]


_EMPTY = frozenset({"-", "null", "NULL", "None", "N/A", "n/a", "NaN", "nan", "\\N", "なし", "不明", "未登録", "--"})


@cache
def _header_rule(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else None


def header_strength(detector: Detector, header: str, others: Sequence[str] = ()) -> int:
    """Return 2 for a header of this type, 1 for one that may be, 0 for none, -1 for one that cannot be.

    ``others`` are the folded headers of the other columns.
    """
    key = headers.folded(header)
    if not key:
        return 0
    if _any(detector.headers.none, key):
        return -1
    if _any(detector.headers.any, key):
        return 2
    for pair in detector.headers.beside:
        company = _header_rule(pair.others)
        if company is not None and _any(pair.any, key) and any(map(company.search, others)):
            return 2
    return 1 if _any(detector.headers.weak, key) else 0


def _any(patterns: tuple[str, ...], key: str) -> bool:
    rule = _header_rule(patterns)
    return rule is not None and rule.search(key) is not None


def _judge(index: int, header: str, sample: _Sample, detector: Detector, strength: int) -> Verdict | None:
    column, detector = detector.column, detector.under_header if strength > 1 else detector
    told = strength == 0 and column.telling is not None and _tell(column.telling, sample.cells)
    strength = 1 if told else strength
    if strength < 0 or detector.cell is None or not _allowed(column.needs, header, strength):
        return None
    cells, lost_zero = sample.of_kind(detector.fold), False
    if detector.fold == "phone":
        lost_zero = strength > 0 and _lost_zero(sample.folded("phone"))
        if strength == 0 and not _begin_with_zero(sample, cells):
            return None
    valid = _valid(detector, sample, "0" if lost_zero else "")
    if detector.id == "email":
        valid = [v for v in valid if not ROLE_MAILBOX.fullmatch(v)]
    if strength == 0 and detector.id == "person_name":
        valid = _likely_names(valid, sample.cells, named=bool(header.strip()))
    share = len(valid) / cells
    if share < column.valid_ratio:
        return None
    if cells >= column.strong_from and len(set(valid)) < column.distinct_ratio * cells:
        return None
    verdict = Verdict(
        index, detector, max((p.base for p in detector.patterns if p.base < HIGH), default=20), lost_zero=lost_zero
    )
    if detector.id == "person_name":
        verdict.points, verdict.likely = 10, strength == 0
        verdict.nearly_all = not header.strip() and share >= column.strong_ratio and len(valid) >= column.strong_from
    verdict.landlines = (
        detector.id == "jp.phone" and sum(v.startswith(MOBILE) for v in valid) < len(valid) * _MOBILE_SHARE
    )
    _weigh(verdict, strength, share, len(valid))
    verdict.reasons += ["cells"] if told else []
    if strength == 0 and detector.checksummed and len(valid) < _FEW and all(map(str.isdecimal, sample.cells)):
        verdict.points = min(verdict.points, MEDIUM - 1)
    if detector.id == "person_name":
        _weigh_names(verdict, valid, sample.cells, read=read_in_full(valid, header))
    return verdict


def _tell(telling: str, cells: list[str]) -> bool:
    """Tell whether different cells say by how they are written what they are."""
    rule = _header_rule((telling,))
    assert rule is not None  # noqa: S101 - there is a pattern
    return len(cells) > 1 and sum(rule.fullmatch(cell) is not None for cell in cells) >= _TOLD * len(cells)


def _likely_names(valid: list[str], cells: list[str], *, named: bool) -> list[str]:
    """Return the names that need no header; below another header there must be many, each known in both parts."""
    if not named:
        return valid if all_parted(cells) else [v for v in valid if names.name_likely(v)]
    known = [v for v in valid if names.full_name(v)]
    enough = len(known) >= max(_KNOWN_FROM, _KNOWN_SHARE * len(cells))
    return known if enough or (len(cells) >= _FEW and all_parted(cells)) else []


_READ_FROM, _READ_SHARE = 5, 0.5
"""Full names in kana from which, and their share among readings from which, these are of people."""
_LOOK = 50
"""Cells after which a column that cannot reach its share any more is given up."""


def _valid(detector: Detector, sample: _Sample, lead: str) -> list[str]:
    """Return the valid cells, behind ``lead``, or too few of them when they cannot be enough."""
    rule, valid, cells = detector.cell, list[str](), len(sample.cells)
    assert rule is not None  # noqa: S101 - the caller has looked
    enough = detector.column.valid_ratio * sample.of_kind(detector.fold)
    for begin in range(0, cells, _LOOK):
        if len(valid) + cells - begin < enough:
            break
        some = sample.folded(detector.fold, begin + _LOOK)[begin : begin + _LOOK]
        passed: Iterable[str] = filter(rule.fullmatch, [lead + v for v in some] if lead else some)
        for check in detector.checks:
            passed = filter(check, passed)
        valid += passed
    return valid


def _allowed(needs: str, header: str, strength: int) -> bool:
    """Tell whether the header, or its absence, lets the values speak."""
    return needs != "never" and (
        strength > 0
        or needs in {"nothing", "header_or_person", "header_or_known"}
        or (needs == "header_or_blank" and not header.strip())
    )


def _weigh(verdict: Verdict, strength: int, share: float, valid: int) -> None:
    detector, column = verdict.detector, verdict.detector.column
    if (
        max((p.base for p in detector.patterns), default=0) >= HIGH
        and column.needs == "nothing"
        and detector.fold == "email"
    ):
        verdict.points = HIGH
    if strength:
        verdict.points += 35 if strength > 1 else 10
        verdict.reasons.append("header" if strength > 1 else "weak header")
    if detector.checksummed:
        verdict.points += 10
        verdict.reasons.append("checksum")
    if share >= column.strong_ratio:
        few = 20 if valid >= _FEW else 10
        many = 45 if detector.checksummed and valid >= 50 else 35  # noqa: PLR2004 - by chance below 1e-40
        verdict.points += many if valid >= column.strong_from else few
        verdict.reasons.append("column share")


def _weigh_names(verdict: Verdict, valid: list[str], cells: list[str], *, read: bool) -> None:
    full = list(map(names.full_name, valid))
    if "weak header" in verdict.reasons:
        known = sum(map(known_name, valid)) / len(valid)
    else:  # they begin with a frequent family name, or are known as a whole
        known = sum(whole or names.starts_with_surname(v) for v, whole in zip(valid, full, strict=True)) / len(valid)
    if "header" not in verdict.reasons and "weak header" not in verdict.reasons:
        verdict.points -= 15
    if known >= 0.3:  # noqa: PLR2004 - the list covers about two thirds of the people in Japan
        verdict.points += 25
        verdict.reasons.append("surnames")
    elif sum(map(known_abroad, valid)) > _HALF * len(valid):
        verdict.points += 15
        verdict.reasons.append("given names")
    elif len(valid) >= 3:  # noqa: PLR2004 - fewer are no pattern
        verdict.points -= 15
    if sum(full) >= max(_KNOWN_FROM, 0.6 * len(valid)) or read or all_parted(cells):
        verdict.points += 25
        verdict.reasons.append("full names")


def _begin_with_zero(sample: _Sample, cells: int) -> bool:
    """Tell whether most folded phone numbers begin with a zero; given up once they cannot any more."""
    zeros, left = 0, len(sample.cells)
    for begin in range(0, left, _LOOK):
        zeros += sum(v.startswith("0") for v in sample.folded("phone", begin + _LOOK)[begin : begin + _LOOK])
        if zeros + max(0, left - begin - _LOOK) < cells * _MOSTLY:
            return False
    return True


def _lost_zero(folded: list[str]) -> bool:
    return sum(len(v) in {9, 10} and v.isdecimal() and v[0] != "0" for v in folded) >= 0.8 * len(folded)


def _with_neighbours(
    table: Table, verdicts: list[Verdict], known: Sequence[Verdict], *, of_person: bool
) -> list[Verdict]:
    company = any(headers.corporate(h) for h in table.columns)
    real = [v for v in (*known, *verdicts) if v.detector.category is not None and not v.of_nobody]
    sure = {
        v.detector.id
        for v in real
        if v.convincing and not (company and _representative(table, v)) and not _only_readings(table, v, real)
    }
    keys = {
        v.detector.id
        for v in real
        if v.detector.person_key.kind in {"one_per_person", "shared"} or v.detector.category is Category.FINANCIAL
    }
    sure |= bear_each_other_out([verdict for verdict in real if verdict.points >= MEDIUM])
    persons = sure & (_PERSONAL | keys)
    numbered = {"row"} if of_person or person_id(table.columns) is not None else set[str]()
    for verdict in (v for v in verdicts if not v.of_nobody):
        detector = verdict.detector
        others = persons - {detector.id} | (sure & _HELD if detector.id == "person_name" else set())
        if detector.id == "person_name" and headers.titled(table):
            others |= {"title"}
        if detector.category is Category.SPECIAL_CARE or (of_person and detector.beside_person):
            others |= numbered
        if others:
            verdict.points += min(_NEIGHBOUR * len(others), _NEIGHBOURS_AT_MOST)
            verdict.reasons.append("neighbour")
        elif detector.column.needs == "header_or_person" and "header" not in verdict.reasons and not _alone(table):
            verdict.points = min(verdict.points, HIGH - 1)
        if not others and "cells" in verdict.reasons:
            verdict.points = min(verdict.points, MEDIUM - 1)
        household = detector.id == "jp.phone" and verdict.landlines
        if not others and (detector.beside_person or detector.id == "jp.postal_address" or household):
            verdict.points = min(verdict.points, MEDIUM - 1)
        if not others and _only_readings(table, verdict, verdicts):
            verdict.points = min(verdict.points, MEDIUM - 1)
        if company and detector.id == "person_name" and _representative(table, verdict):
            verdict.points = min(verdict.points, MEDIUM - 1)
    return verdicts


def _alone(table: Table) -> bool:
    """Tell whether a table is a list of values without a heading, in which nothing says that they are other things."""
    return len(table.columns) == 1 and not table.columns[0].strip()


def _only_readings(table: Table, verdict: Verdict, verdicts: list[Verdict]) -> bool:
    """Tell whether readings are all there is of names: places and goods have readings too."""
    if verdict.detector.id != "person_name" or sum(v.detector.id == "person_name" for v in verdicts) > 1:
        return False
    if not headers.is_reading(table.columns[verdict.index]):
        return False
    cells = _sample(table.values[verdict.index])[:_LOOK]
    return all(names.is_kana(fold.name(v)) for v in cells) and not _full_readings(cells)


def _full_readings(cells: Sequence[str]) -> bool:
    """Tell whether readings are of two words, most of which begin with a family name: those of people and no others."""
    known = [cell for cell in cells if len(cell.split()) == 2 and names.starts_with_surname(fold.name(cell))]  # noqa: PLR2004
    return len(known) >= max(_READ_FROM, _READ_SHARE * len(cells))


def _representative(table: Table, verdict: Verdict) -> bool:
    return "代表" in table.columns[verdict.index]
