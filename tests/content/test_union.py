"""Sorting and telling apart hashes gives the same whatever way is taken for few, many, and many that are alike."""

import pickle

import numpy as np
import pytest

from exposurecheck.content.union import Hashes, Ledger, different, numbered, order, places

SIZES = (0, 1, 100, 5_000, 100_000)


def _hashes(size: int, kinds: int) -> Hashes:
    random = np.random.default_rng(size)
    return random.integers(1, 2**64 - 1, kinds, dtype=np.uint64)[random.integers(0, kinds, size)]


@pytest.mark.parametrize("kinds", [3, 1_000_000])
@pytest.mark.parametrize("size", SIZES)
def test_few_and_many_are_sorted_alike(size: int, kinds: int) -> None:
    hashes = _hashes(size, kinds)
    assert np.array_equal(hashes[order(hashes)], np.sort(hashes))
    assert np.array_equal(different(hashes), np.unique(hashes))
    found, number = numbered(hashes)
    assert np.array_equal(found[number], hashes)


@pytest.mark.parametrize("bits", [1, 8, 20])
def test_numbers_that_differ_in_their_last_bits_alone_are_sorted_and_equal_ones_stay_as_they_are(bits: int) -> None:
    numbers = np.random.default_rng(bits).integers(0, 2**bits, 5_000, dtype=np.uint64) + np.uint64(1 << 40)
    assert np.array_equal(order(numbers), np.argsort(numbers, kind="stable"))


@pytest.mark.parametrize("kinds", [3, 20_000, 1_000_000, 2**62])
@pytest.mark.parametrize("size", SIZES)
def test_each_different_key_has_one_place(size: int, kinds: int) -> None:
    keys = _hashes(size, min(kinds, 2_000_000))
    chosen = places(keys)
    picked = keys if chosen is None else keys[chosen]
    assert np.array_equal(np.sort(picked), np.unique(keys))


@pytest.mark.parametrize("width", [1, 3])
def test_a_ledger_keeps_each_row_once_and_survives_pickling_and_merging(width: int) -> None:
    columns = [_hashes(9_000, kinds) for kinds in (200, 300, 5_000)[:width]]
    ledger, other = Ledger(width), Ledger(width)
    for begin in range(0, 9_000, 1_000):
        (ledger if begin else other).add(*(column[begin : begin + 1_000] for column in columns))
    ledger.merge(pickle.loads(pickle.dumps(other)))  # noqa: S301 - our own
    rows = set(map(tuple, ledger.rows().tolist()))
    assert len(ledger) == len(rows)
    assert rows == set(zip(*(column.tolist() for column in columns), strict=True))
