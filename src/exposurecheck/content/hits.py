"""Holds the values of a block of text as columns: resolves overlaps, groups by person, weighs what stands together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import Offsets
from exposurecheck.content.columns import HIGH, MEDIUM
from exposurecheck.content.judging import NO_KEY, Judged
from exposurecheck.content.page import Page
from exposurecheck.content.rules import Rule
from exposurecheck.content.union import Hashes
from exposurecheck.model.inspection import Category

_ORDER = list(Category)
_NEAR = 400
"""Bytes within which a value counts as being about the person beside it."""
CHECKSUM, KEYWORD, NEIGHBOUR = 1, 2, 4
"""Reasons, as bits."""
_POSTAL_CODE, _ADDRESS, _NAME = 1, 2, 3
_LABEL_PARTS = {"jp.postal_code": _POSTAL_CODE, "jp.postal_address": _ADDRESS, "person_name": _NAME}
KINDS = 4
"""Keys that one detector's values can have."""


def reasons(bits: int) -> list[str]:
    """Return reasons in words."""
    words = ((CHECKSUM, "checksum"), (KEYWORD, "keyword"), (NEIGHBOUR, "neighbour"))
    return [word for bit, word in words if bits & bit]


@dataclass(slots=True)
class Hits:
    """Columns of equal length; offsets in bytes."""

    start: Offsets
    end: Offsets
    line: Offsets
    detector: Offsets
    """Place of the detector among all."""
    gravity: Offsets
    """0 for the gravest category; look-alikes come before all."""
    points: Offsets
    reasons: Offsets
    needs_person: NDArray[np.bool_]
    unique: NDArray[np.bool_]
    """Whether a value of this type belongs to one person."""
    person: NDArray[np.bool_]
    personal: NDArray[np.bool_]
    key: Offsets
    """What the value tells people apart by: four to a detector; the first of them is nothing."""
    hashes: Hashes
    part: Offsets
    """Part of an address label: 1 postal code, 2 address, 3 name; 0 for everything else."""

    def take(self, chosen: Offsets | NDArray[np.bool_]) -> "Hits":
        """Return some of the hits."""
        return Hits(*(getattr(self, name)[chosen] for name in Hits.__slots__))

    @property
    def convincing(self) -> NDArray[np.bool_]:
        """What ``columns.convincing`` says of each hit."""
        return np.asarray((self.points >= HIGH) | ((self.points >= MEDIUM) & (self.reasons != 0)))


def of_rule(
    rule: Rule, number: int, spans: tuple[Offsets, Offsets, Offsets], weights: tuple[Offsets, Offsets], judged: Judged
) -> Hits:
    """Return the hits of one rule; ``weights`` are points and reasons."""
    size, detector = spans[0].size, rule.detector
    gravity = _ORDER.index(detector.category) if detector.category else -1
    return Hits(
        *spans,
        np.full(size, number),
        np.full(size, gravity),
        *weights,
        np.full(size, rule.needs_person),
        np.full(size, detector.person_key.kind == "one_per_person"),
        judged.person,
        judged.personal,
        judged.key + number * KINDS,
        judged.hashes,
        np.full(size, _LABEL_PARTS.get(detector.id, 0)),
    )


def joined(parts: Sequence[Hits]) -> Hits:
    """Return all hits as one."""
    return Hits(*(np.concatenate([getattr(part, name) for part in parts]) for name in Hits.__slots__))


def resolve(hits: Hits) -> Hits:
    """Where values overlap keep the most believable; look-alikes only take values away."""
    order = np.lexsort((hits.start - hits.end, hits.gravity, -hits.points, hits.start))
    kept: list[int] = []
    last_end, last_points = -1, 0
    rows = zip(
        order.tolist(), hits.start[order].tolist(), hits.end[order].tolist(), hits.points[order].tolist(), strict=True
    )
    for place, start, end, points in rows:
        if start >= last_end:
            kept.append(place)
        elif points > last_points:
            kept[-1] = place
        else:
            continue
        last_end, last_points = end, points
    chosen = np.array(kept, np.int64)
    return hits.take(chosen[hits.gravity[chosen] >= 0])


def records(page: Page, hits: Hits) -> Offsets:
    """Number the hits by the person they are about: near each other, and no type twice with different values.

    Values on different lines are about one person when both lines have the form ``label: value``, without an empty
    line between, or when they are an address label: postal code, address, name.
    """
    if not hits.start.size:
        return np.empty(0, np.int64)
    labelled = page.labelled(hits.line, hits.end)
    label = _labels(hits)
    form = (labelled[1:] & labelled[:-1] | label) & ~page.parted(hits.end[:-1], hits.start[1:])
    apart = _far(page, hits) | ((hits.line[1:] != hits.line[:-1]) & ~form)
    numbers: list[int] = []
    values: dict[int, int] = {}
    current = -1
    rows = zip([True, *apart.tolist()], hits.key.tolist(), hits.hashes.tolist(), strict=True)
    for new, key, value in rows:
        if new or values.get(key, value) != value:
            current += 1
            values = {}
        if key % KINDS != NO_KEY:
            values[key] = value
        numbers.append(current)
    return np.array(numbers, np.int64)


def _far(page: Page, hits: Hits) -> NDArray[np.bool_]:
    """Tell for each pair of neighbours whether more than ``_NEAR`` bytes lie between them."""
    gaps = hits.start[1:] - hits.end[:-1]
    far: NDArray[np.bool_] = gaps > _NEAR
    if page.codes.dtype.itemsize > 1:
        unsure = np.flatnonzero((gaps > _NEAR // 4) & ~far)
        for place, begin, end in zip(
            unsure.tolist(), hits.end[unsure].tolist(), hits.start[unsure + 1].tolist(), strict=True
        ):
            far[place] = len(page.text[begin:end].encode("utf-8", "replace")) > _NEAR
    return far


def _labels(hits: Hits) -> NDArray[np.bool_]:
    """Tell for each pair of neighbours whether they are parts of one address label.

    A line that begins with something else, for example a name, is a record of its own and no label.
    """
    first = np.concatenate(([True], hits.line[1:] != hits.line[:-1]))
    begins = hits.part[np.maximum.accumulate(np.where(first, np.arange(hits.line.size), 0))]
    inside = (begins[:-1] == _POSTAL_CODE) | (begins[:-1] == _ADDRESS)
    close = (hits.part[:-1] > 0) & (hits.line[1:] - hits.line[:-1] <= 1)
    found: NDArray[np.bool_] = inside & close & (hits.part[1:] > hits.part[:-1])
    return found


def corroborate(hits: Hits, record: Offsets, *, beside_person: bool) -> None:
    """Raise what stands beside other signs of a person, and hold back what means nothing without one."""
    if not record.size:
        return
    types = int(hits.detector.max()) + 1
    pair = record * types + hits.detector
    named = np.bincount(record[hits.part == _NAME], minlength=int(record[-1]) + 1) > 0
    addressed = (hits.part == _ADDRESS) & named[record]
    signs = np.unique(pair[hits.personal | ((hits.points >= HIGH) & hits.unique) | addressed])
    kinds = np.bincount(signs // types, minlength=int(record[-1]) + 1) + int(beside_person)
    others = kinds[record] - np.isin(pair, signs)
    alone = (others == 0) & hits.needs_person
    hits.points = np.where(alone, np.minimum(hits.points, MEDIUM - 1), hits.points + np.minimum(10 * others, 20))
    hits.reasons = np.where(others > 0, hits.reasons | NEIGHBOUR, hits.reasons)
