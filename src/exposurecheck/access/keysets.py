"""Unions of key patterns with holes and filters: what several grants and denials leave of a store."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from exposurecheck.access.patterns import covers, is_exact, overlap


class Term(NamedTuple):
    """Keys that fit ``include``, fit none of ``exclude``, and pass every filter."""

    include: str
    exclude: frozenset[str] = frozenset()
    filters: frozenset[str] = frozenset()


Terms = frozenset[Term]
NOTHING: Terms = frozenset()


@lru_cache(maxsize=16384)
def without(term: Term, pattern: str) -> Term | None:
    """Return ``term`` with the keys of ``pattern`` cut out, or None when nothing is left."""
    if covers(pattern, term.include):
        return None
    if any(covers(e, pattern) for e in term.exclude):
        return term
    pieces = overlap(term.include, pattern)
    if not pieces:
        return term
    kept = {e for e in term.exclude if not any(covers(p, e) for p in pieces)}
    return Term(term.include, frozenset(kept | set(pieces)), term.filters)


@lru_cache(maxsize=16384)
def within(term: Term, pattern: str) -> tuple[Term, ...]:
    """Return the part of ``term`` that fits ``pattern``."""
    if covers(pattern, term.include):
        return (term,)
    found = []
    for piece in overlap(term.include, pattern):
        narrowed: Term | None = Term(piece, frozenset(), term.filters)
        for hole in term.exclude:
            narrowed = without(narrowed, hole) if narrowed else None
        if narrowed:
            found.append(narrowed)
    return tuple(found)


def filtered(term: Term, extra: Iterable[str]) -> Term:
    """Return ``term`` with more filters."""
    return Term(term.include, term.exclude, term.filters | frozenset(extra))


@lru_cache(maxsize=16384)
def contains(wide: Term, narrow: Term) -> bool:
    """Tell whether every key of ``narrow`` is in ``wide``; may say no when in doubt."""
    if not wide.filters <= narrow.filters or not covers(wide.include, narrow.include):
        return False
    return all(_harmless(hole, narrow) for hole in wide.exclude)


def _harmless(hole: str, term: Term) -> bool:
    return not overlap(hole, term.include) or any(
        all(covers(e, piece) for piece in overlap(hole, term.include)) for e in term.exclude
    )


def reduce(terms: Iterable[Term]) -> Terms:
    """Return the same keys with every term left out that another one contains."""
    unique = terms if isinstance(terms, frozenset) else frozenset(terms)
    return unique if len(unique) < 2 else _reduce(unique)  # noqa: PLR2004 - a pair is the least that can overlap


@lru_cache(maxsize=4096)
def _reduce(unique: Terms) -> Terms:
    wide = sorted((t for t in unique if not is_exact(t.include)), key=_by_width)
    kept: list[Term] = []
    for term in wide:
        if not any(contains(k, term) for k in kept):
            kept = [k for k in kept if not contains(term, k)]
            kept.append(term)
    single = {t for t in unique if is_exact(t.include) and not any(contains(k, t) for k in kept)}
    plain = {t.include for t in single if not t.filters}
    if plain and any(t.exclude & plain for t in kept):
        kept = [t._replace(exclude=t.exclude - plain) for t in kept]
        return _reduce(frozenset(kept) | single)
    return frozenset(kept) | {t for t in single if not t.filters or t.include not in plain}


def _by_width(term: Term) -> tuple[int, int, str]:
    return len(term.filters), len(term.include), term.include


def contained(narrow: Terms, wide: Terms) -> bool:
    """Tell whether every term of ``narrow`` lies in one term of ``wide``."""
    return narrow <= wide or all(any(contains(w, n) for w in wide) for n in narrow)


def flat(terms: Terms) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Write a union as ``(patterns, holes, filters)``; a hole that another term fills is left out."""
    terms = reduce(terms)
    include = {t.include for t in terms}
    holes = {
        hole for t in terms for hole in t.exclude if not any(_fills(other, hole) for other in terms if other is not t)
    }
    filters = {f for t in terms for f in t.filters}
    return tuple(sorted(include)), tuple(sorted(holes)), tuple(sorted(filters))


def _fills(term: Term, hole: str) -> bool:
    """Tell whether ``term`` has keys inside ``hole``, so that naming the hole would take away too much."""
    for piece in overlap(term.include, hole):
        left: Term | None = Term(piece)
        for e in term.exclude:
            left = without(left, e) if left else None
        if left:
            return True
    return False
