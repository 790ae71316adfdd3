"""What a column of strings is made of is told alike from its bytes and from each value."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.content.column_bytes import Made, beginning_with, begins_with, made_of, packed

FIGURES, CODES = Made("[0-9,:-]", 14), Made("[0-9A-F]", 40)
SIGNS = st.sampled_from(["0", "7", ":", "A", "F", "G", "\0", "あ", "-"])


@given(st.lists(st.one_of(st.text(SIGNS, max_size=15), st.text("07:-", max_size=14), st.text("0AF", max_size=30))))
def test_columns_are_told_from_their_bytes(values: list[str]) -> None:
    column = pl.Series(values, dtype=pl.String)
    expected = any(column.str.contains(f"^{kind.regex}$").all() for kind in (FIGURES, CODES))
    assert made_of(column, (FIGURES, CODES)) is expected


@pytest.mark.parametrize("value", ["12345678", "1234567890123", "1234567890123A"])
def test_slices_and_chunks_are_told_too(value: str) -> None:
    column = pl.Series(["んん", *[value] * 9, "んん"])
    assert made_of(column.slice(1, 9), (FIGURES, CODES))
    assert made_of(column.slice(1, 4).append(column.slice(3, 4)), (FIGURES, CODES))
    assert not made_of(column, (FIGURES, CODES))


def test_packed_values_lie_between_their_bounds() -> None:
    column = pl.Series(["x", "あい", "", "0123456789abcdef"]).slice(1, 3)
    page, bounds = packed(column)
    assert [page[b:e].decode() for b, e in pairwise(bounds)] == column.to_list()


@pytest.mark.parametrize(("value", "expected"), [("Nobody", True), ("", False), ("あ" * 9, False), ("xN" * 9, False)])
def test_how_values_begin(value: str, expected: bool) -> None:
    column = pl.Series(["N", "x", value, "12345678901234"]).slice(1)
    assert begins_with(column, b" N'") is expected


@given(st.lists(st.text(st.sampled_from("氏名お0a ｱé"), max_size=6)))
def test_which_values_begin_with_a_character(values: list[str]) -> None:
    column = pl.Series(["名", *values, "お名前"], dtype=pl.String).slice(1)
    expected = [row for row, value in enumerate(column.to_list()) if value.startswith(("氏", "名", "お"))]
    assert beginning_with(column, "氏名お").tolist() == expected
