"""Lets a validator see only values of its shape, and weighs their digits."""

import re
from collections.abc import Callable
from functools import wraps

Validator = Callable[[str], bool]


def shaped(regex: str) -> Callable[[Validator], Validator]:
    """Let a validator see only values that match ``regex`` as a whole; all others are invalid."""
    shape = re.compile(regex, re.ASCII)

    def wrap(check: Validator) -> Validator:
        @wraps(check)
        def guarded(value: str) -> bool:
            return shape.fullmatch(value) is not None and check(value)

        return guarded

    return wrap


def weighted(value: str, weights: tuple[int, ...]) -> int:
    """Return the sum of digits times their weights."""
    return sum(int(d) * w for d, w in zip(value, weights, strict=False))
