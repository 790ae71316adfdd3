"""Holds the values of a block of text as columns: resolves overlaps, groups by person, weighs what stands together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import Offsets
from exposurecheck.content.judging import LANDLINE, NO_KEY, Judged
from exposurecheck.content.page import EDGE, Page
from exposurecheck.content.rules import Rule
from exposurecheck.content.union import Hashes
from exposurecheck.content.verdicts import HIGH, MEDIUM
from exposurecheck.model.inspection import Category

_ORDER = list(Category)
_NEAR = 400
"""Bytes within which a value counts as being about the person beside it."""
CHECKSUM, KEYWORD, NEIGHBOUR, PASSED = 1, 2, 4, 8
"""Reasons, as bits."""
POSTAL_CODE, ADDRESS, NAME_PART = 1, 2, 3
_LABEL_PARTS = {"jp.postal_code": POSTAL_CODE, "jp.postal_address": ADDRESS, "person_name": NAME_PART}
ABOUT_ONE = [_ORDER.index(c) for c in (Category.MY_NUMBER, Category.FINANCIAL, Category.IDENTITY, Category.CONTACT)]
"""Categories whose values are about one person and no topic."""
SPECIAL_CARE, WITH_LABEL = _ORDER.index(Category.SPECIAL_CARE), 40
"""Points of special care-required data with its label."""
CREDENTIAL = _ORDER.index(Category.CREDENTIAL)
FINANCIAL = _ORDER.index(Category.FINANCIAL)
_ISSUED = [_ORDER.index(c) for c in (Category.MY_NUMBER, Category.IDENTITY)]
"""Categories of numbers that are issued to people."""
_SHEET = 1_000
"""Characters between such a number and an account that is of the same person."""
_AROUND, _FAR = 200, 1 << 40
"""Characters within which a label of special care-required data is about the person named there."""
_HELD = [
    _ORDER.index(c)
    for c in (
        Category.MY_NUMBER,
        Category.FINANCIAL,
        Category.IDENTITY,
        Category.SPECIAL_CARE,
        Category.CREDENTIAL,
    )
]
"""Categories of what is held about somebody whose name is then not far."""
_PERHAPS_A_NAME = 20
"""Points of a name that a dictionary knows, without a label."""
_BY_CHANCE = 20
"""Points of a plain number for nothing but its check digit."""
_LABEL_LINES = 2
"""Lines from one part of an address label to the next: an empty one may stand before the name."""
KINDS, KIND = 4, 3
"""Keys that one detector's values can have, and the bits of a key that say which of them it is."""


def reasons(bits: int) -> list[str]:
    """Return reasons in words."""
    words = ((CHECKSUM, "checksum"), (KEYWORD, "keyword"), (NEIGHBOUR, "neighbour"), (PASSED, "column share"))
    return [word for bit, word in words if bits & bit]


@dataclass(slots=True)
class Hits:
    """Columns of equal length; offsets in characters of the page."""

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

    def take(self, chosen: Offsets | NDArray[np.bool_] | slice) -> "Hits":
        """Return some of the hits; a slice shares its columns with them."""
        return Hits(*(getattr(self, name)[chosen] for name in Hits.__slots__))

    @property
    def convincing(self) -> NDArray[np.bool_]:
        """What ``verdicts.convincing`` says of each hit."""
        return np.asarray((self.points >= HIGH) | ((self.points >= MEDIUM) & (self.reasons != 0)))

    def told_of_one(self, *besides: int) -> NDArray[np.bool_]:
        """Tell which hits say something about one person, parts of an address label such as ``besides`` aside."""
        return np.isin(self.gravity, ABOUT_ONE) & self.person & ~np.isin(self.part, besides)

    def tells_of_somebody(self) -> bool:
        """Tell whether something is said of a person by more than a name, an address and the number of a household."""
        told = self.told_of_one(NAME_PART, POSTAL_CODE, ADDRESS) & (self.key & KIND != LANDLINE)
        return bool(told.any())

    def take_back(self, places: Offsets | NDArray[np.bool_]) -> None:
        """Let hits be nobody's and say nothing."""
        self.points[places] = -HIGH
        self.person[places] = self.personal[places] = False


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
    order = _by_number(hits.start)
    start, end = hits.start[order], hits.end[order]
    first = np.ones(order.size + 1, np.bool_)
    first[1:-1] = start[1:] >= np.maximum.accumulate(end)[:-1]
    alone = first[:-1] & first[1:]
    if not alone.all():
        keep = np.zeros(order.size, np.bool_)
        keep[order[alone]] = True
        keep[_best(hits, order[~alone])] = True
        order = order[keep[order]]
    return hits.take(order[hits.gravity[order] >= 0])


def _by_number(numbers: Offsets) -> Offsets:
    """Return the order of numbers that are runs in order, or nearly: then merging is several times faster."""
    return np.asarray(np.argsort(numbers, kind="stable"), np.int64)


def _best(hits: Hits, among: Offsets) -> list[int]:
    """Return which of overlapping hits to keep."""
    start, end, points = hits.start[among], hits.end[among], hits.points[among]
    order = np.lexsort((start - end, hits.gravity[among], -points, start))
    start, end = start[order], end[order]
    # Of those that begin alike only the first can be kept.
    first = np.ones(order.size, np.bool_)
    first[1:] = (start[1:] != start[:-1]) | (end[:-1] <= start[1:])
    order, start, end = order[first], start[first], end[first]
    kept: list[int] = []
    last_end, last_points = -1, 0
    rows = zip(*(column.tolist() for column in (among[order], start, end, points[order])), strict=True)
    for place, begin, stop, weight in rows:
        if begin >= last_end:
            kept.append(place)
        elif weight > last_points:
            kept[-1] = place
        else:
            continue
        last_end, last_points = stop, weight
    return kept


def records(page: Page, hits: Hits) -> Offsets:
    """Number the hits by the person they are about: near each other, and no type twice with different values.

    Values on different lines are about one person when both lines have the form ``label: value``, without an empty
    line between, or when they are an address label: postal code, address, name, perhaps after an empty line.
    """
    if not hits.start.size:
        return np.empty(0, np.int64)
    other, far = hits.line[1:] != hits.line[:-1], _far(page, hits)
    apart = other | far
    perhaps = np.flatnonzero(other & ~far)
    if perhaps.size:
        near = ~page.parted(hits.end[perhaps], hits.start[perhaps + 1])
        form = near.copy()
        for side in (0, 1):
            places = perhaps[form] + side
            form[form] = page.labelled(hits.line[places], hits.end[places])
        form |= _labels(hits)[perhaps] | (near & _zones(page, hits, perhaps))
        apart[perhaps[form]] = False
    begins = np.concatenate(([True], apart))
    _part_people(hits, begins)
    return np.cumsum(begins) - 1


def _part_people(hits: Hits, begins: NDArray[np.bool_]) -> None:
    """Let a record begin wherever a type comes with another value than before in the record."""
    keyed = np.flatnonzero(hits.key & KIND != NO_KEY)
    record = np.cumsum(begins)
    pair = record[keyed] * (int(hits.key.max()) + 1) + hits.key[keyed]
    order = _by_number(pair)
    pair, hashes = pair[order], hits.hashes[keyed][order]
    twice = np.flatnonzero((pair[1:] == pair[:-1]) & (hashes[1:] != hashes[:-1]))
    if not twice.size:
        return
    crowded = np.flatnonzero(np.isin(record, record[keyed[order[twice]]]))
    rows = (column[crowded].tolist() for column in (begins, hits.key, hits.hashes))
    values: dict[int, int] = {}
    for place, begin, key, value in zip(crowded.tolist(), *rows, strict=True):
        if begin or values.get(key, value) != value:
            begins[place], values = True, {}
        if key & KIND != NO_KEY:
            values[key] = value


def _far(page: Page, hits: Hits) -> NDArray[np.bool_]:
    """Tell for each pair of neighbours whether more than ``_NEAR`` bytes lie between them."""
    ends, starts = hits.end[:-1], hits.start[1:]
    gaps = starts - ends
    far: NDArray[np.bool_] = gaps > _NEAR
    if page.codes.dtype.itemsize > 1:
        for place in np.flatnonzero((gaps > _NEAR // 4) & ~far).tolist():
            far[place] = len(page.text[ends[place] : starts[place]].encode("utf-8", "replace")) > _NEAR
    return far


def _labels(hits: Hits) -> NDArray[np.bool_]:
    """Tell for each pair of neighbours whether they are parts of one address label.

    A line that begins with something else, for example a name, is a record of its own and no label.
    """
    first = np.concatenate(([True], hits.line[1:] != hits.line[:-1]))
    begins = hits.part[np.maximum.accumulate(np.where(first, np.arange(hits.line.size), 0))]
    inside = (begins[:-1] == POSTAL_CODE) | (begins[:-1] == ADDRESS)
    close = (hits.part[:-1] > 0) & (hits.line[1:] - hits.line[:-1] <= _LABEL_LINES)
    found: NDArray[np.bool_] = inside & close & (hits.part[1:] > hits.part[:-1])
    return found


def _zones(page: Page, hits: Hits, perhaps: Offsets) -> NDArray[np.bool_]:
    """Tell which pairs, by the first, are on the page of a passport: a machine readable zone, and what is above it."""
    lines = hits.line[perhaps], hits.line[perhaps + 1]
    zone, below = (_begin_zone(page, page.begin(line) + EDGE) for line in lines)
    return np.asarray(zone & (lines[1] == lines[0] + 1) | below)


def _begin_zone(page: Page, begins: Offsets) -> NDArray[np.bool_]:
    return np.asarray((page.edged[begins] == ord("P")) & (page.edged[begins + 1] == ord("<")))


def _beside(hits: Hits) -> NDArray[np.bool_]:
    """Tell which hits have a sign of a person within ``_AROUND`` characters, on whatever line."""
    signs = np.flatnonzero(hits.personal & hits.person)
    if not signs.size:
        return np.zeros(hits.start.size, np.bool_)
    ends = np.concatenate(([-_FAR], hits.end[signs]))
    starts = np.concatenate((hits.start[signs], [np.iinfo(np.int64).max]))
    place = np.searchsorted(hits.start[signs], hits.start)
    return np.asarray((hits.start - ends[place] <= _AROUND) | (starts[place] - hits.end <= _AROUND))


def _beside_number(hits: Hits) -> NDArray[np.bool_]:
    """Tell which hits have a number that is issued to people on the same sheet."""
    issued = np.flatnonzero(hits.unique & (hits.points >= HIGH) & np.isin(hits.gravity, _ISSUED))
    if not issued.size:
        return np.zeros(hits.start.size, np.bool_)
    starts = hits.start[issued]
    after = np.minimum(np.searchsorted(starts, hits.start), issued.size - 1)
    nearest = np.minimum(np.abs(starts[after] - hits.start), np.abs(starts[np.maximum(after - 1, 0)] - hits.start))
    return np.asarray(nearest <= _SHEET)


def corroborate(hits: Hits, record: Offsets, *, beside_person: bool) -> None:
    """Raise what stands beside other signs of a person, and hold back what means nothing without one.

    A name beside special care-required data is that of the person whom these are about.
    """
    if not record.size:
        return
    types, people = int(hits.detector.max()) + 1, int(record[-1]) + 1
    pair = record * types + hits.detector
    known = np.zeros(people, np.bool_)
    known[record[hits.personal | (hits.part == NAME_PART)]] = True
    addressed = (hits.part == ADDRESS) & known[record]
    signs = np.zeros(people * types, np.bool_)
    signs[pair[hits.personal | ((hits.points >= HIGH) & hits.unique) | addressed]] = True
    kinds = np.count_nonzero(signs.reshape(people, types), axis=1) + int(beside_person)
    others = kinds[record] - signs[pair]
    others = np.where((others == 0) & (hits.gravity == SPECIAL_CARE), _beside(hits).astype(np.int64), others)
    others = np.where((others == 0) & (hits.gravity == FINANCIAL), _beside_number(hits).astype(np.int64), others)
    cared = np.zeros(people, np.bool_)
    cared[record[(hits.gravity == SPECIAL_CARE) & (others > 0)]] = True
    others = np.where((others == 0) & (hits.part == NAME_PART) & cared[record], 1, others)
    alone = (others == 0) & hits.needs_person
    chance = (hits.points <= _BY_CHANCE) & (hits.reasons == CHECKSUM)  # one number in ten is, also beside a person
    others = np.where(chance, 0, others)
    hits.points = np.where(alone, np.minimum(hits.points, MEDIUM - 1), hits.points + np.minimum(10 * others, 20))
    hits.reasons = np.where(others > 0, hits.reasons | NEIGHBOUR, hits.reasons)


def attest(hits: Hits, end: int) -> None:
    """Believe names that stand alone where the same document, up to ``end``, holds what is only held about somebody."""
    near = hits.take(slice(0, int(np.searchsorted(hits.start, end))))
    if (near.convincing & np.isin(near.gravity, _HELD)).any():
        alone = near.person & (near.part == NAME_PART) & ~near.convincing & (near.points >= _PERHAPS_A_NAME)
        near.points[alone] = np.maximum(near.points[alone], MEDIUM)
        near.reasons[alone] |= NEIGHBOUR
