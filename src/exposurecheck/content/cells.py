"""Turns one column of text into hashes: folded, validated, test values set apart, each different value handled once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content import names, series
from exposurecheck.content.detector import FOLDS
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.memo import GLANCE, Flags, Memo, first_places, hardly_repeated
from exposurecheck.content.names import KANA
from exposurecheck.content.offices import ROLE_MAILBOX
from exposurecheck.content.peculiar import peculiar
from exposurecheck.content.strings import Strings, as_series
from exposurecheck.content.union import Hashes, mix
from exposurecheck.content.validators import MOBILE
from exposurecheck.content.verdicts import Verdict

if TYPE_CHECKING:
    import polars as pl


KANA_NAME, ONE_PERSON, TEST, ROLE, LATIN = 1, 2, 4, 8, 16
"""What a value can be, as bits: written in kana only, a number of one person rather than of a household, a sample, a
mailbox of a function, a name in Latin letters."""


@dataclass(slots=True)
class Cells:
    """One column, row by row: a hash where the cell holds a real value, else 0."""

    rows: Hashes
    fresh: Hashes
    """Hashes of the values among them that were not met lately."""
    flags: Flags

    def has(self, flag: int) -> NDArray[np.bool_]:
        """Tell which rows hold a value of one kind."""
        return np.asarray((self.flags & flag) != 0)

    @property
    def tests(self) -> int:
        """Rows with a test or sample value."""
        return int(np.count_nonzero(self.flags & TEST))

    @property
    def count(self) -> int:
        """Rows with a real value."""
        return int(np.count_nonzero(self.rows))


def read_cells(values: Sequence[str], verdict: Verdict, hasher: Hasher, memo: Memo) -> Cells:
    """Fold, validate and hash one column; ``memo`` is of the same detector and the same kind of lost zeros."""
    column = as_series(values)
    if memo.rests() and hardly_repeated(hasher.raw(column.head(GLANCE)), len(column)):
        hashes, flags = _judge(column, verdict, hasher)
        return Cells(hashes, hashes, flags)
    raw = hasher.raw(column)
    hashes, flags, missing = memo.look_up(raw)
    fresh = np.empty(0, np.uint64)
    if missing.size:
        new = raw if missing.size == raw.size else raw[missing]
        places, group = first_places(new)
        if places.size == len(column):
            hashes, flags = _judge(column, verdict, hasher)
            memo.keep(new, hashes, flags)
            return Cells(hashes, hashes, flags)
        fresh, kinds = _judge(column.gather(missing[places]), verdict, hasher)
        memo.keep(new[places], fresh, kinds)
        hashes[missing], flags[missing] = fresh[group], kinds[group]
    return Cells(hashes, fresh, flags)


_FEW = 64
"""Values up to which one call for each is faster than passes over whole columns."""


def _judge_few(values: list[str], verdict: Verdict, hasher: Hasher) -> tuple[Hashes, Flags]:
    """Return what ``_judge`` does."""
    detector = verdict.detector
    fold, rule = FOLDS[detector.fold], detector.cell
    folded = [fold(value) for value in values]
    if verdict.lost_zero:
        folded = ["0" + value if value and value[0] != "0" else value for value in folded]
    flags, good = np.zeros(len(folded), np.uint8), np.zeros(len(folded), np.bool_)
    for place, value in enumerate(folded):
        if detector.is_sample(value):
            flags[place] = TEST
        elif value and (rule is None or rule.fullmatch(value)) and detector.valid(value):
            good[place] = True
            if detector.id == "email" and ROLE_MAILBOX.fullmatch(value):
                flags[place], good[place] = ROLE, False
            elif detector.id == "person_name" and KANA.fullmatch(value):
                flags[place] = KANA_NAME
            elif detector.id == "person_name" and value.isascii():
                flags[place] = LATIN
            elif detector.id == "jp.phone" and value.startswith(MOBILE):
                flags[place] = ONE_PERSON
    hashes = hasher.many(folded, detector.id)
    hashes[~good] = 0
    return hashes, flags


def _judge(values: "pl.Series", verdict: Verdict, hasher: Hasher) -> tuple[Hashes, Flags]:
    """Return for each value its hash, or 0, and its flags."""
    if len(values) <= _FEW:
        return _judge_few(values.to_list(), verdict, hasher)
    detector = verdict.detector
    if verdict.lost_zero:
        folded = series.fold_all(detector.fold, values).str.replace("^([^0])", "0${1}")
        good = series.valid(detector, folded)
    else:
        folded, good = series.judged(detector, values)
    tests, roles = peculiar(detector, folded)
    good &= ~tests
    flags = tests.astype(np.uint8) * np.uint8(TEST)
    if detector.id == "email":
        roles &= good
        flags[roles] |= ROLE
        good &= ~roles
    elif detector.id == "person_name":
        if verdict.doubted:
            places = np.flatnonzero(good)
            good[places] = [names.name_likely(name) for name in folded.gather(places).to_list()]
        flags[good & series.matches(KANA, folded, whole=True)] |= KANA_NAME
        flags[good & (folded.str.len_bytes() == folded.str.len_chars()).to_numpy()] |= LATIN
    elif detector.id == "jp.phone":
        flags[good & folded.str.slice(0, 3).is_in(MOBILE).to_numpy()] |= ONE_PERSON
    hashes = hasher.column(folded, detector.id)
    hashes[~good] = 0
    return hashes, flags


def joined(columns: list[Sequence[str]], separator: str) -> Sequence[str]:
    """Join the parts of a name or an address row by row."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    if len(columns) == 1:
        return columns[0]
    return Strings(pl.select(pl.concat_str(*map(as_series, columns), separator=separator)).to_series())


def row_hashes(columns: tuple[Sequence[str], ...], hasher: Hasher, space: str) -> Hashes:
    """Hash each row together with its place, to tell rows apart: equal rows are two people."""
    row = np.arange(1, len(columns[0]) + 1, dtype=np.uint64)
    for column in columns:
        row = mix(row, hasher.raw(as_series(column)) | np.uint64(1))
    return hasher.sealed(row, space)
