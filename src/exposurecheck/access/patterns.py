"""Decides which of two wildcard patterns is wider, and where they overlap."""

from functools import lru_cache

from exposurecheck.model.keys import matches

MAX_OVERLAPS = 32
"""More pieces than this and an overlap is given as the narrower of its two bounds."""


def is_exact(pattern: str) -> bool:
    """Tell whether ``pattern`` names one key."""
    return "*" not in pattern and "?" not in pattern


def tidy(pattern: str) -> str:
    """Return ``pattern`` with each run of ``*`` and ``?`` in one canonical order (``?`` first, one ``*``)."""
    if "**" not in pattern and "*?" not in pattern:
        return pattern
    out: list[str] = []
    star = False
    for char in pattern:
        if char == "*":
            star = True
            continue
        if char != "?" and star:
            out.append("*")
            star = False
        out.append(char)
    return "".join(out) + ("*" if star else "")


@lru_cache(maxsize=16384)
def covers(wide: str, narrow: str) -> bool:
    """Tell whether every key that fits ``narrow`` also fits ``wide``."""
    if wide in ("*", narrow):
        return True
    if is_exact(narrow):
        return matches(wide, narrow)
    if is_exact(wide):
        return False
    return _covers(wide, narrow)


def _covers(wide: str, narrow: str) -> bool:
    # Dynamic programming over both patterns: a wildcard of ``narrow`` is a letter only ``wide``'s wildcards can read.
    row = [True] + [False] * len(narrow)
    for j in range(1, len(narrow) + 1):
        row[j] = False
    for w in wide:
        if w == "*":
            seen = False
            for j in range(len(narrow) + 1):
                seen = seen or row[j]
                row[j] = seen
            continue
        previous = row
        row = [False] * (len(narrow) + 1)
        for j, n in enumerate(narrow, start=1):
            row[j] = previous[j - 1] and n != "*" and (w in ("?", n))
    return row[-1]


@lru_cache(maxsize=16384)
def overlap(a: str, b: str) -> tuple[str, ...]:
    """Return patterns whose union is exactly the keys that fit both ``a`` and ``b``; empty when there are none.

    With more than ``MAX_OVERLAPS`` pieces the result is the longer of the two patterns, which is too wide.
    """
    if covers(a, b):
        return (b,)
    if covers(b, a):
        return (a,)
    if is_exact(a) or is_exact(b):
        return ()
    found = _overlap(tidy(a), tidy(b), {})
    if found is None:
        return (max(a, b, key=len),)
    kept = sorted({tidy(p) for p in found})
    return tuple(p for p in kept if not any(q != p and covers(q, p) for q in kept))


def _overlap(a: str, b: str, memo: dict[tuple[str, str], set[str] | None]) -> set[str] | None:
    if (a, b) in memo:
        return memo[a, b]
    memo[a, b] = result = _overlap_once(a, b, memo)
    return result


def _overlap_once(a: str, b: str, memo: dict[tuple[str, str], set[str] | None]) -> set[str] | None:
    if not a or not b:
        return {""} if not (a + b).strip("*") else set()
    if a[0] == "*" and b[0] == "*":
        return _joined("*", _overlap(a[1:], b, memo), _overlap(a, b[1:], memo))
    if a[0] == "*":
        return _joined("", _overlap(a[1:], b, memo), _prefixed(b[0], _overlap(a, b[1:], memo)))
    if b[0] == "*":
        return _joined("", _overlap(a, b[1:], memo), _prefixed(a[0], _overlap(a[1:], b, memo)))
    if a[0] == b[0] or "?" in (a[0], b[0]):
        return _prefixed(b[0] if a[0] == "?" else a[0], _overlap(a[1:], b[1:], memo))
    return set()


def _prefixed(char: str, found: set[str] | None) -> set[str] | None:
    return None if found is None else {char + f for f in found}


def _joined(prefix: str, one: set[str] | None, other: set[str] | None) -> set[str] | None:
    if one is None or other is None:
        return None
    both = {prefix + f for f in one | other}
    return both if len(both) <= MAX_OVERLAPS else None
