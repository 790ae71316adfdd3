"""Says whom a column of numbers counts: ``orders.user_id`` and ``users.id`` of one place mean the same people."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from exposurecheck.content import headers
from exposurecheck.content.column_bytes import Made, begins_with, made_of
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.row_ids import person_id, spelt
from exposurecheck.content.strings import as_series
from exposurecheck.content.union import Hashes

if TYPE_CHECKING:
    import polars as pl

_FIGURES = Made("[0-9]", 1 << 20)
_COUNTED = Made("[0-9]", 19)
"""Figures that are a number of 64 bits."""
_ENDING = re.compile("_?(?:ids?|nos?|num|number|code|cd|番号|コード)$")
_SAME = {
    word: words[0]
    for words in (
        ("customer", "cust", "client", "顧客", "お客様", "客様", "kokyaku"),
        ("member", "会員", "kaiin"),
        ("patient", "患者", "カルテ", "診察券", "kanja", "mrn"),
        ("employee", "emp", "staff", "社員", "職員", "従業員", "shain"),
        ("student", "学生", "生徒", "児童", "学籍"),
        ("user", "u", "ユーザー", "ユーザ", "利用者"),
    )
    for word in words
}
_PLURAL = re.compile("(?<=[^s])s$")
_FOLDER = re.compile(r"(?:.*/)?([^/]*)$")
_STEM = re.compile(
    r"^(?:m_|t_|mst_|tbl_)?(.*?)(?:_?(?:master|mst|tbl|table|list|data|export))?[_\-]?[0-9\-]*(?:\.[a-z0-9.]+)?$"
)


def numbering(columns: Sequence[str], table: str, path: str) -> tuple[int, str] | None:
    """Return the column whose numbers stand for people, and what tells them from other numbers; None without one.

    ``table`` is the name of the table, or "" where the last part of ``path`` names it. The same numbers mean the same
    people in one folder and nowhere else.
    """
    place = path.rpartition("/")[0]
    found = next((index for index, column in enumerate(columns) if _counts(column)), None)
    if found is not None:
        return found, f"{place}\t{_whom(_ENDING.sub('', spelt(columns[found])[-1]))}"
    plain = next((index for index, column in enumerate(columns) if headers.folded(column) in {"id", "key"}), None)
    if plain is None:
        return None
    named = _FOLDER.sub(r"\1", table or path).rpartition(".")[2] if table else _FOLDER.sub(r"\1", path)
    whom = _PLURAL.sub("", _STEM.sub(r"\1", named.lower()))
    return (plain, f"{place}\t{_whom(whom)}") if person_id((f"{whom}_id",)) is not None else None


def _counts(column: str) -> bool:
    """Tell whether a header speaks of numbers of people, and not those of the staff who look after them."""
    numbered = _ENDING.search(headers.folded(column)) is not None
    return person_id((column,)) is not None and numbered and "担当" not in column


def _whom(word: str) -> str:
    word = word.rpartition("_")[2] if word.isascii() else word
    return _SAME.get(word, word)


def hashed(numbers: Sequence[str], hasher: Hasher, space: str) -> Hashes:
    """Hash numbers alike however they are written; figures as what they count, which takes a third of the time."""
    column = as_series(numbers)
    if made_of(column, (_COUNTED,)):
        return _sealed(column, hasher, space)
    column = plain(numbers)
    hashes = hasher.column(column, space)
    figures = np.flatnonzero(column.str.contains(f"^{_COUNTED.regex}$").to_numpy())
    if figures.size:
        hashes[figures] = _sealed(column.gather(figures), hasher, space)
    return hashes


def _sealed(figures: "pl.Series", hasher: Hasher, space: str) -> Hashes:
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    counted = figures.cast(pl.UInt64, strict=False)
    missing = counted.is_null().to_numpy() if counted.null_count() else None
    hashes = hasher.sealed(counted.fill_null(0).to_numpy(), space)
    if missing is not None:
        hashes[missing] = 0
    return hashes


def plain(numbers: Sequence[str]) -> "pl.Series":
    """Return numbers as they are written elsewhere: without zeros in front, in narrow letters."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    column = as_series(numbers)
    if not made_of(column, (_FIGURES,)):
        column = column.str.strip_chars()
        if column.str.len_bytes().sum() != column.str.len_chars().sum():
            column = column.str.normalize("NFKC")
        column = column.str.to_lowercase().str.strip_suffix(".0")
    if not begins_with(column, b"0"):
        return column
    bare = column.str.strip_chars_start("0")
    zeros = (bare == "") & (column != "")
    if not zeros.any():
        return bare
    return pl.Series(["0"]).new_from_index(0, len(bare)).zip_with(zeros, bare)
