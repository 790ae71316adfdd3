"""Turns key patterns into the shortest list that reaches the same keys."""

from collections.abc import Iterable


def covers(wide: str, narrow: str) -> bool:
    """Tell whether every key of ``narrow`` is a key of ``wide``; may say False for a pattern with an inner wildcard."""
    return wide in ("*", narrow) or (
        wide.endswith("*") and "*" not in wide[:-1] and "?" not in wide and narrow.startswith(wide[:-1])
    )


def shortest(patterns: Iterable[str]) -> tuple[str, ...]:
    """Drop repetitions and every pattern that another one covers; keep the order."""
    unique = tuple(dict.fromkeys(patterns))
    if len(unique) < 2:  # noqa: PLR2004 - one pattern covers nothing but itself
        return unique
    if "*" in unique:
        return ("*",)
    return tuple(p for p in unique if not any(q != p and covers(q, p) for q in unique))
