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


_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def luhn_total(digits: str) -> int:
    """Return the sum that a check digit makes a multiple of ten (ISO/IEC 7812-1 annex B)."""
    return sum(map(int, digits[-1::-2])) + sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])
