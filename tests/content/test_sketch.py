"""What is left out before a sketch is asked is what it would have left out."""

import datasketches
import numpy as np

from exposurecheck.content.sketch import Sketch


def test_a_sketch_sees_every_number_that_counts() -> None:
    numbers = np.random.default_rng(3).integers(1, 2**64, 200_000, dtype=np.uint64)
    sketch, plain = Sketch(), datasketches.update_theta_sketch(14)
    for part in np.split(numbers, 20):
        sketch.update("a", part)
    for number in numbers.view(np.int64).tolist():
        plain.update(number)
    assert plain.theta < 1
    union = datasketches.theta_union(14)
    union.update(plain)
    assert sketch.bounds("a")[1] == union.get_result().get_estimate()
