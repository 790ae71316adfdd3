"""A sketch made in whole arrays is the one that the library makes of the same numbers."""

import pickle

import datasketches
import numpy as np
import pytest

from exposurecheck.content.sketch import Sketch


def _made_by_the_library(numbers: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> datasketches.compact_theta_sketch:
    plain, union = datasketches.update_theta_sketch(14), datasketches.theta_union(14)
    for number in numbers.view(np.int64).tolist():
        plain.update(number)
    union.update(plain)
    return union.get_result()


@pytest.mark.parametrize("count", [0, 1, 2, 1000, 16_384, 16_385, 40_000, 200_000])
def test_a_sketch_sees_every_number_that_counts(count: int) -> None:
    numbers = np.random.default_rng(3).integers(1, 2**64, count, dtype=np.uint64)
    sketch = Sketch()
    for part in np.array_split(numbers, 20):
        sketch.update("a", part)
        sketch.update("a", part[:50])
    assert sketch.whole("a").serialize() == _made_by_the_library(numbers).serialize()


def test_sketches_add_up() -> None:
    numbers = np.random.default_rng(4).integers(1, 2**64, 90_000, dtype=np.uint64)
    left, right = Sketch(), Sketch()
    left.update("a", numbers[:60_000])
    right.update("a", numbers[30_000:])
    left.merge(pickle.loads(pickle.dumps(right)))  # noqa: S301 - made here
    assert left.whole("a").serialize() == _made_by_the_library(numbers).serialize()
