"""Overlapping values are resolved in arrays like one after the other."""

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.content.hits import Hits, resolve

_SPANS = st.tuples(st.integers(0, 12), st.integers(0, 5), st.integers(-1, 2), st.integers(0, 3))


def _hits(spans: list[tuple[int, int, int, int]]) -> Hits:
    begins, sizes, gravities, points = np.array(spans, np.int64).reshape(-1, 4).T
    zeros, no = np.zeros(begins.size, np.int64), np.zeros(begins.size, np.bool_)
    numbers = np.arange(begins.size)
    return Hits(
        begins,
        begins + sizes,
        zeros,
        numbers,
        gravities,
        points,
        zeros,
        no,
        no,
        no,
        no,
        zeros,
        zeros.astype(np.uint64),
        zeros,
    )


def _one_by_one(spans: list[tuple[int, int, int, int]]) -> list[int]:
    """Return the numbers of the hits to keep; each cluster of overlapping values is looked at from its begin."""
    order = sorted(range(len(spans)), key=lambda n: (spans[n][0], -spans[n][3], spans[n][2], -spans[n][1], n))
    kept: list[int] = []
    last_end, last_points = -1, 0
    for _, alike in groupby(order, key=lambda n: spans[n][0]):
        for number in alike:
            begin, size, _, points = spans[number]
            if begin >= last_end:
                kept.append(number)
            elif points > last_points:
                kept[-1] = number
            else:
                continue
            last_end, last_points = begin + size, points
    return [number for number in kept if spans[number][2] >= 0]


@given(st.lists(_SPANS, max_size=12))
def test_resolving(spans: list[tuple[int, int, int, int]]) -> None:
    spans = [(begin, size + 1, gravity, points) for begin, size, gravity, points in spans]
    assert sorted(resolve(_hits(spans)).detector.tolist()) == sorted(_one_by_one(spans))
