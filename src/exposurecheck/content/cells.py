"""Turns one column of text into hashes: folded, validated, test values set apart, each different value handled once."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content import bulk, names
from exposurecheck.content.columns import MOBILE, ROLE_MAILBOX, Verdict
from exposurecheck.content.detector import Detector
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.union import Hashes


@dataclass(slots=True)
class Cells:
    """One column, row by row: a hash where the cell holds a real value, else 0."""

    rows: Hashes
    kana: NDArray[np.bool_] | None
    """For names: whether the value is written in kana only."""
    mobile: NDArray[np.bool_] | None
    """For phones: whether the number belongs to one person rather than a household."""
    tests: int
    """Rows with a test or sample value."""
    organisations: int
    """Rows with a mailbox of a function."""

    @property
    def count(self) -> int:
        """Rows with a real value."""
        return int(np.count_nonzero(self.rows))


def read_cells(values: list[str], verdict: Verdict, hasher: Hasher) -> Cells:
    """Fold, validate and hash one column."""
    detector = verdict.detector
    different = dict.fromkeys(values)
    folded = bulk.fold_many(detector.fold, list(different))
    if verdict.lost_zero:
        folded = [v if v.startswith("0") or not v else "0" + v for v in folded]
    tests = bulk.hits(detector.sample_rule, folded)
    if detector.samples:
        tests |= {place for place, value in enumerate(folded) if value in detector.samples}
    kept = _valid(detector, folded)
    roles = bulk.hits(ROLE_MAILBOX_CELL, kept) if detector.id == "email" else set()
    for place in tests | roles:
        kept[place] = ""
    codes = _codes(values, different)
    hashes = hasher.many(kept, detector.id)
    kana = mobile = None
    if detector.id == "person_name":
        kana = np.fromiter(map(names.is_kana, kept), np.bool_, len(kept))[codes]
    elif detector.id == "jp.phone":
        mobile = np.fromiter((v.startswith(MOBILE) for v in kept), np.bool_, len(kept))[codes]
    count = np.bincount(codes, minlength=len(kept))
    return Cells(
        rows=hashes[codes],
        kana=kana,
        mobile=mobile,
        tests=int(count[list(tests)].sum()),
        organisations=int(count[list(roles)].sum()),
    )


ROLE_MAILBOX_CELL = re.compile(f"^{ROLE_MAILBOX.pattern}$")


def _valid(detector: Detector, folded: list[str]) -> list[str]:
    """Empty every value that is not what the detector looks for."""
    rule, checks = detector.cell, detector.checks
    kept = folded if rule is None else [v if v and rule.fullmatch(v) else "" for v in folded]
    for check in checks:
        kept = [v if v and check(v) else "" for v in kept]
    return kept if kept is not folded else list(folded)


def _codes(values: list[str], different: dict[str, None]) -> NDArray[np.intp]:
    if len(different) == len(values):
        return np.arange(len(values))
    number = dict(zip(different, range(len(different)), strict=True))
    return np.fromiter(map(number.__getitem__, values), np.intp, len(values))


def joined(columns: list[list[str]], separator: str) -> list[str]:
    """Join the parts of a name or an address row by row."""
    return [separator.join(parts) for parts in zip(*columns, strict=True)] if len(columns) > 1 else columns[0]


def row_texts(columns: tuple[list[str], ...]) -> list[str]:
    """Return each row as one text that begins with its place, to tell rows apart."""
    return [f"{place}\x1f" + "\x1f".join(row) for place, row in enumerate(zip(*columns, strict=True))]
