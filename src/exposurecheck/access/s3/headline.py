"""Turns what each audience holds into the headline, its keys and its cause."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from exposurecheck.access.keysets import flat, reduce
from exposurecheck.access.patterns import overlap
from exposurecheck.access.s3.callers import Caller
from exposurecheck.access.s3.granted import Granted
from exposurecheck.access.s3.reach import Reach, Share
from exposurecheck.model.exposure import ExposureClass


@dataclass(slots=True, frozen=True)
class Headline:
    """The widest class, and what belongs to it."""

    exposure: ExposureClass
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    bound: bool = False
    share: Share | None = None


def _vias(granted: Iterable[Granted]) -> tuple[str, ...]:
    return tuple(sorted({g.via for g in granted}, key=in_document_order))


def in_document_order(via: str) -> tuple[str, int, str]:
    """Sort key for ids: numbers by value."""
    head, bracket, tail = via.rpartition("[")
    number = tail.partition("]")[0]
    return (head, int(number), via) if bracket and number.isdecimal() else (via, 0, via)


def _of(exposure: ExposureClass, share: Share, *, bound: bool = False) -> Headline:
    reading = exposure not in (ExposureClass.ANONYMOUS_LIST, ExposureClass.ANY_AUTHENTICATED_LIST)
    include, exclude, filters = flat(reduce(frozenset(g.keys for g in share.read))) if reading else ((), (), ())
    return Headline(exposure, include, exclude, filters, _vias(share.read | share.list), bound, share)


def headline(reach: Reach) -> Headline:  # noqa: PLR0911 - one return for each class
    """Return the widest audience that can do anything, in the order of ``ExposureClass``."""
    anonymous, anyone = reach.anonymous, reach.anyone
    if anonymous:
        return _of(ExposureClass.ANONYMOUS_READ if anonymous.read else ExposureClass.ANONYMOUS_LIST, anonymous)
    if anyone:
        return _of(
            ExposureClass.ANY_AUTHENTICATED_READ if anyone.read else ExposureClass.ANY_AUTHENTICATED_LIST, anyone
        )
    if anonymous.other:
        granted = {g for found in anonymous.other.values() for g in found}
        return Headline(ExposureClass.ANONYMOUS_OTHER, cause=_vias(granted))
    if reach.networked:
        return _of(ExposureClass.NETWORK_RESTRICTED, reach.networked, bound=True)
    if reach.external:
        everybody = Share()
        for share in reach.external.values():
            everybody.add(share)
        return _of(ExposureClass.EXTERNAL_ACCOUNT, everybody, bound=len(reach.bound) == len(reach.external))
    if reach.organization:
        return _of(ExposureClass.ORGANIZATION, reach.organization, bound=reach.organization_bound)
    return Headline(ExposureClass.PRIVATE)


def as_written(found: Headline, patterns: Iterable[str]) -> Headline:
    """Name what is carved out by the patterns of the documents, where they carve out exactly that."""
    holes = set(found.exclude)
    for pattern in patterns:
        pieces = {p for include in found.include for p in overlap(include, pattern)}
        if pieces and pieces <= holes:
            holes = holes - pieces | {pattern}
    return found if holes == set(found.exclude) else replace(found, exclude=tuple(sorted(holes)))


def externals(reach: Reach) -> tuple[str, ...]:
    """Return the named outsiders that can read or list."""
    return tuple(sorted({c.label for c in reach.external}))


def possible(reach: Reach) -> ExposureClass:
    """Return the widest class when unidentified callers count for as much as they could be."""
    found = headline(reach).exposure
    for caller in reach.unclear:
        found = wider(found, _at_most(caller))
    return found


def _at_most(caller: Caller) -> ExposureClass:
    return caller.at_most


def wider(a: ExposureClass, b: ExposureClass) -> ExposureClass:
    """Return the wider of two classes."""
    return a if a.reach >= b.reach else b
