"""Turns one column of text into hashes: folded, validated, test values set apart, each different value handled once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content import series
from exposurecheck.content.columns import MOBILE, ROLE_MAILBOX, Verdict
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.names import KANA
from exposurecheck.content.strings import as_series
from exposurecheck.content.union import Hashes

if TYPE_CHECKING:
    import polars as pl


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


def read_cells(values: Sequence[str], verdict: Verdict, hasher: Hasher) -> Cells:
    """Fold, validate and hash one column."""
    detector = verdict.detector
    different, codes = _codes(as_series(values))
    folded = series.fold_all(detector.fold, different)
    if verdict.lost_zero:
        folded = folded.str.replace("^([^0])", "0${1}")
    tests = series.samples(detector, folded)
    good = series.valid(detector, folded) & ~tests
    roles = np.zeros_like(good)
    if detector.id == "email":
        roles = good & series.matches(ROLE_MAILBOX, folded, whole=True)
    hashes = hasher.column(folded, detector.id)
    hashes[~good | roles] = 0
    kana = mobile = None
    if detector.id == "person_name":
        kana = (good & series.matches(KANA, folded, whole=True))[codes]
    elif detector.id == "jp.phone":
        mobile = (good & folded.str.slice(0, 3).is_in(MOBILE).to_numpy())[codes]
    return Cells(
        rows=hashes[codes],
        kana=kana,
        mobile=mobile,
        tests=int(np.count_nonzero(tests[codes])),
        organisations=int(np.count_nonzero(roles[codes])),
    )


def _codes(values: "pl.Series") -> tuple["pl.Series", NDArray[np.intp]]:
    """Return the different values, and for each row the place of its value among them."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import
    import pyarrow as pa  # noqa: PLC0415 - 100 ms to import

    encoded = values.to_arrow(compat_level=pl.CompatLevel.oldest()).dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    return pl.Series(encoded.dictionary, dtype=pl.String), encoded.indices.to_numpy().astype(np.intp)


def joined(columns: list[Sequence[str]], separator: str) -> Sequence[str]:
    """Join the parts of a name or an address row by row."""
    return [separator.join(parts) for parts in zip(*columns, strict=True)] if len(columns) > 1 else columns[0]


def row_texts(columns: tuple[Sequence[str], ...]) -> list[str]:
    """Return each row as one text that begins with its place, to tell rows apart."""
    return [f"{place}\x1f" + "\x1f".join(row) for place, row in enumerate(zip(*columns, strict=True))]
