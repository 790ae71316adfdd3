"""Turns key patterns into the shortest list that reaches the same keys."""

from collections.abc import Collection, Iterable

from exposurecheck.access.patterns import covers


def shortest(patterns: Iterable[str]) -> tuple[str, ...]:
    """Drop repetitions and every pattern that another one covers; keep the order."""
    unique = tuple(dict.fromkeys(patterns))
    if len(unique) < 2:  # noqa: PLR2004 - one pattern covers nothing but itself
        return unique
    if "*" in unique:
        return ("*",)
    wide = [p for p in unique if "*" in p or "?" in p]
    return tuple(p for p in unique if not any(w != p and covers(w, p) for w in wide)) if wide else unique


def reached(patterns: Iterable[str], keys: Collection[str]) -> list[str]:
    """Return those of ``patterns`` whose keys are all among ``keys``; linear in the number of exact keys."""
    known = set(keys)
    wide = [k for k in known if "*" in k or "?" in k]
    return [p for p in patterns if p in known or any(covers(w, p) for w in wide)]
