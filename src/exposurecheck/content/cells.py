"""Turns one column of text into hashes: folded, validated, test values set apart, each different value handled once."""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content import names
from exposurecheck.content.columns import MOBILE, ROLE_MAILBOX, Verdict, cell_rule
from exposurecheck.content.detector import FOLDS, Detector
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.union import Hashes


@cache
def _tests(detector: Detector) -> re.Pattern[str] | None:
    return detector.compiled_excludes()


def is_test(detector: Detector, folded: str) -> bool:
    """Tell whether a folded value is a known test or sample value."""
    rule = _tests(detector)
    return folded in detector.exclude.values or (rule is not None and rule.search(folded) is not None)


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
    fold, rule, valid = FOLDS[detector.fold], cell_rule(detector), detector.valid
    folded = [fold(v) if v else "" for v in different]
    if verdict.lost_zero:
        folded = [v if v.startswith("0") or not v else "0" + v for v in folded]
    good = [v if v and (rule is None or rule.fullmatch(v)) and valid(v) else "" for v in folded]
    codes = _codes(values, different)
    test = [bool(v) and is_test(detector, v) for v in folded]
    organisation = [detector.id == "email" and ROLE_MAILBOX.fullmatch(v) is not None for v in good]
    kept = ["" if t or o else v for v, t, o in zip(good, test, organisation, strict=True)]
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
        tests=int(count[np.array(test, np.bool_)].sum()),
        organisations=int(count[np.array(organisation, np.bool_)].sum()),
    )


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
