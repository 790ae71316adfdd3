"""Counts different people from hashed rows: union over what occurs together, exact at first, sketched when many."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from exposurecheck import heap
from exposurecheck.content.linkage import NAMED, OTHERWISE, PLURAL, Links
from exposurecheck.content.sketch import Sketch
from exposurecheck.content.union import Hashes, different, mix, tie
from exposurecheck.model.inspection import Subjects

EXACT_LIMIT: Final = 200_000
"""People up to which every link is kept; beyond, only sketches are."""
_RENAMED_UP_TO: Final = 20_000
"""People up to which those with one mail address and date of birth are known to be one whatever their name."""
_NAME: Final = "person_name"
_KANA: Final = "person_name.kana"
_BORN: Final = "date_of_birth"
_ADDRESS: Final = "jp.postal_address"
_CONTACTS: Final = ("email", "jp.phone", "phone")
_WEAK: Final = (_BORN, "jp.health_insurance", _ADDRESS, "postal_address", "landline")
"""Parts that tell people apart only together with a name, strongest first."""
_NUMBER: Final = "number"
_NOT_IDS: Final = frozenset({*_CONTACTS, *_WEAK, _NAME, _KANA, _NUMBER, "row"})
_COMMON: Final = (
    *_CONTACTS, _ADDRESS, "postal_address", "jp.my_number", "jp.bank_account", "jp.postal_account", "credit_card",
    "jp.health_insurance", "jp.drivers_licence", "jp.basic_pension",
)  # fmt: skip
"""Keys with a bit of their own in ``_kinds``, in this order, on which ``movers`` relies; all others share the rest."""
_BITS: Final = 64
_SEVERAL: Final = frozenset({"jp.bank_account", "jp.postal_account", "bank_account", "iban"})
"""Ids of which one person may well have more than one."""
_RENAMED: Final = "renamed"
"""A number together with a given name, of who has several family names."""
_UNTELLING: Final = frozenset({_RENAMED, _NAME, _KANA, _BORN, _NUMBER, "row", "landline"})
_SALT: Final = {key: np.uint64(i + 0x5EED) for i, key in enumerate((*_CONTACTS, *_WEAK, "alone"))}

_KINDS: Final = {key: np.uint64(crc32(key.encode())) for key in _CONTACTS}

Role = Literal["person", "staff", "mention"]


@dataclass(frozen=True, slots=True)
class Rows:
    """People as a run of records: for each key one array of equal length, 0 where a record has none.

    Keys: ``person_name``, ``person_name.kana``, ``date_of_birth``, ``jp.postal_address``, ``landline``, ``row`` (the
    whole row and its place, only for lists of bare names), ``number`` (by which a table counts its people), and ids of
    detectors whose values belong to one person.
    """

    keys: Mapping[str, Hashes]
    role: Role = "person"
    """``staff``: those who handle the records, who only widen the upper bound. ``mention``: records found in text."""
    numbering: int = 0
    """A hash of what tells the numbers from those of other tables."""
    latin: bool = False
    """Whether names are in Latin letters, so that they contradict no others."""
    known: bool = False
    """Whether the same people have been added from other rows, and only the numbers in these are new."""


@dataclass(slots=True)
class People:
    """Different people seen so far. Holds hashes only, can be merged, and pickles small."""

    links: Links = field(default_factory=Links)
    sketch: Sketch | None = None
    """Set once there are more people than ``EXACT_LIMIT``; ``links`` is empty then."""
    ratio: tuple[float, float, float] = (1.0, 1.0, 1.0)
    """What the links taught before they were dropped: (low, best, high) people per record key."""
    seen: dict[str, int] = field(default_factory=dict)
    """Occurrences of each key."""
    unread: tuple[float, float] = (0.0, 0.0)
    """People in parts that were not read: (likely, at most)."""

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the hashes take, about."""
        return sum(table.nbytes for table in self.links.tables()) + (0 if self.sketch is None else self.sketch.nbytes)

    def add(self, rows: Rows, seen: Mapping[str, int] | None = None) -> None:
        """Count the people of ``rows``; ``seen`` are the occurrences of each key where repeated rows were left out."""
        keys = {key: column for key, column in rows.keys.items() if column.any()}
        if rows.role != "staff":
            counts = {key: int(np.count_nonzero(column)) for key, column in keys.items()} if seen is None else seen
            for key, count in counts.items():
                self.seen[key] = self.seen.get(key, 0) + count
        if not keys:
            return
        zero = np.zeros(next(iter(keys.values())).size, np.uint64)
        name, kana, born = keys.get(_NAME, zero), keys.get(_KANA, zero), keys.get(_BORN, zero)
        who = np.where(name != 0, name, kana)
        if rows.role == "staff":
            for key in sorted(keys.keys() - {_NAME, _KANA, _NUMBER, "row"}):
                who = np.where(who != 0, who, keys[key])
            self.links.possible.add(who[who != 0])
            return
        first, nodes = _known_by(_nodes(keys, who, kana, zero), zero, all_of_them=not rows.known)
        if "email" in keys and len(self.links.firsts) + zero.size < _RENAMED_UP_TO:
            nodes.append(np.where(who != 0, mix(born, keys["email"]), zero))
        if self.sketch is not None:
            if not rows.known:
                self._add_sketched(first, who)
            return
        written = (zero, kana, name) if rows.latin else (name, kana, zero)
        self._number(rows, keys, first, who, written)
        if rows.known:
            self._settle()
            return
        self._link(first, nodes, born)
        self._attach(keys, first, who, born, written)
        if rows.role == "person":
            self._remember_bare(keys, first, who)
        both = (name != 0) & (kana != 0)
        self.links.readings.add(*_where(both, name, kana))
        if rows.role == "mention":
            self._mention(keys, first, who)
        house = keys.get("landline", zero)
        self.links.possible.add(house[(house != 0) & (who == 0) & (first == 0)])
        self._settle()

    def _number(
        self, rows: Rows, keys: Mapping[str, Hashes], first: Hashes, who: Hashes, written: tuple[Hashes, ...]
    ) -> None:
        """Remember the numbers that a table gives people, and who has nothing but a name."""
        zero = np.zeros_like(first)
        lonely = (who != 0) & (first == 0)
        alone = keys.get("row", zero)[lonely]
        if _NUMBER in keys:
            number, space = keys[_NUMBER], np.full_like(zero, rows.numbering)
            self.links.numbers.add(*_where(number != 0, space, number, first, *written))
            row = tie(number, _SALT["alone"], who)[lonely]
            alone = np.where(row != 0, row, alone)
        self.links.alone.add(who[lonely], alone)

    def doubt(self, names: Hashes) -> None:
        """Leave names out of the lower bound that may be none."""
        self.links.doubtful.add(names)

    def _link(self, first: Hashes, nodes: list[Hashes], born: Hashes) -> None:
        known = first != 0
        self.links.firsts.add(first[known])
        for node in nodes:
            self.links.edges.add(*_where((node != 0) & (node != first), first, node, born))

    def _attach(
        self, keys: Mapping[str, Hashes], first: Hashes, who: Hashes, born: Hashes, written: tuple[Hashes, ...]
    ) -> None:
        for contact in _CONTACTS:
            if contact in keys:
                beside = (keys[contact] != 0) & (who != 0)
                self.links.contacts.add(*_where(beside, keys[contact], first, *written))
        self.links.named.add(*_where((first != 0) & (who != 0), who, first, born, _kinds(keys, first)))

    def _remember_bare(self, keys: Mapping[str, Hashes], first: Hashes, who: Hashes) -> None:
        bare = (first != 0) & (who == 0)
        if bare.any():
            every = np.bitwise_or.reduce(_kinds(keys, first))
            self.links.bare.add(first[bare], np.full_like(first, every)[bare])

    def _mention(self, keys: Mapping[str, Hashes], first: Hashes, who: Hashes) -> None:
        """Remember what records of text were known by: two of different kinds may be one person."""
        known = first != 0
        for key in keys.keys() & _KINDS.keys():
            found = known & (keys[key] != 0)
            self.links.loose.add(first[found], np.full_like(first, _KINDS[key])[found])
        others = np.all([keys[key] == 0 for key in keys.keys() & _KINDS.keys()] or [known], axis=0)
        ids = keys.keys() - _SEVERAL - _KINDS.keys()
        single = np.any([keys[key] != 0 for key in ids] or [~known], axis=0)
        unnamed = others & (who == 0)
        for kind, found in ((NAMED, who != 0), (OTHERWISE, unnamed & single), (PLURAL, unnamed & ~single)):
            self.links.loose.add(first[known & found], np.full_like(first, kind)[known & found])

    def _add_sketched(self, first: Hashes, who: Hashes) -> None:
        assert self.sketch is not None  # noqa: S101 - the caller has looked
        lonely = np.where(first == 0, mix(who, _SALT["alone"]), first)
        self.sketch.update("person", lonely[lonely != 0])

    def _settle(self) -> None:
        """Keep links while they are few; then keep only sketches and what the links have taught."""
        for table in (self.links.firsts, self.links.alone):
            if len(table) > EXACT_LIMIT and len(table.rows()) > EXACT_LIMIT:
                self._to_sketch()
                return

    def _to_sketch(self) -> None:
        heap.give_back()  # what reading has let go of makes room for the count
        low, best, high = self.links.count(self._occurrences(), last=True)
        firsts, names = self.links.records(), different(self.links.alone.rows()[:, 0])
        self.sketch = Sketch()
        self.sketch.update("person", firsts)
        self.sketch.update("person", mix(names, _SALT["alone"]))
        scale = 1 / max(firsts.size + names.size, 1)
        self.ratio = (low * scale, best * scale, high * scale)
        self.links.clear()

    def merge(self, other: "People") -> None:
        """Add the people of ``other``: somebody known to both is one person."""
        self.unread = (self.unread[0] + other.unread[0], self.unread[1] + other.unread[1])
        for key, seen in other.seen.items():
            self.seen[key] = self.seen.get(key, 0) + seen
        if self.sketch is None and other.sketch is None:
            self.links.merge(other.links)
            self._settle()
            return
        if self.sketch is None:
            self._to_sketch()
        assert self.sketch is not None  # noqa: S101 - just made
        self.links.possible.merge(other.links.possible)
        if other.sketch is not None:
            self.sketch.merge(other.sketch)
            self.ratio = max(self.ratio, other.ratio)
        else:
            self.sketch.update("person", other.links.records())
            self.sketch.update("person", mix(different(other.links.alone.rows()[:, 0]), _SALT["alone"]))

    def extrapolate(self, read: int, total: int) -> None:
        """Widen the upper bound for the part of an object that was not read.

        ``read`` and ``total`` in the same unit, bytes or rows. The best figure grows only where no person came twice,
        as in a list of customers; a repeated one says nothing about how many new people the rest holds.
        """
        if not 0 < read < total:
            return
        now = self.subjects()
        rest = total / read - 1
        records = max(
            (seen for key, seen in self.seen.items() if key not in {"row", _NUMBER, _RENAMED}), default=now.high
        )
        linear = now.best * rest if now.best >= 0.99 * records else 0.0
        self.unread = (self.unread[0] + linear, self.unread[1] + max(records, now.high) * rest)

    def subjects(self) -> Subjects:
        """Return how many people there are, with bounds, and the key that tells most of them apart."""
        low, best, high = self.links.count(self._occurrences()) if self.sketch is None else self._estimate(self.sketch)
        best = max(best, low) + round(self.unread[0])
        high = max(high + round(self.unread[1]), best)
        return Subjects(low=low, best=best, high=high, key=self._key() if high else None)

    def _occurrences(self) -> int:
        return max(self.seen.get(_NAME, 0), self.seen.get(_KANA, 0))

    def _estimate(self, sketch: Sketch) -> tuple[int, int, int]:
        lower, middle, upper = sketch.bounds("person")
        best = round(middle * self.ratio[1])
        high = round(upper * max(self.ratio[1:])) + len(self.links.possible.rows())
        return min(round(lower * self.ratio[0]), best), best, max(high, best)

    def _key(self) -> str | None:
        ranks = {
            key: seen
            for key, seen in self.seen.items()
            if key not in {"row", "landline", _NUMBER, _RENAMED, _BORN, _KANA}
        }
        if _KANA in self.seen and _NAME not in ranks:
            ranks[_NAME] = self.seen[_KANA]
        most = max(ranks.values(), default=0)
        frequent = [key for key, seen in ranks.items() if seen >= 0.5 * most]
        order = ("email", "jp.phone", "phone", _NAME, "jp.health_insurance", _ADDRESS, "postal_address")
        return min(frequent, key=lambda key: order.index(key) if key in order else -1, default=None)


def _where(chosen: NDArray[np.bool_], *columns: Hashes) -> tuple[Hashes, ...]:
    """Return the chosen rows; mostly that is all, and nothing is copied, or none."""
    count = np.count_nonzero(chosen)
    if count == chosen.size:
        return columns
    places = np.flatnonzero(chosen) if count else slice(0)
    return tuple(column[places] for column in columns)


def _kinds(keys: Mapping[str, Hashes], first: Hashes) -> Hashes:
    """Return for each record a set of bits: by which kinds of keys it tells people apart."""
    kinds = np.zeros_like(first)
    for key, column in keys.items():
        if key not in _UNTELLING:
            kinds |= np.where(column != 0, _bit(key), np.uint64(0))
    return kinds


def _bit(key: str) -> np.uint64:
    others = crc32(key.encode()) % (_BITS - len(_COMMON))
    return np.uint64(1 << (_COMMON.index(key) if key in _COMMON else len(_COMMON) + others))


def _known_by(nodes: Iterator[Hashes], zero: Hashes, *, all_of_them: bool) -> tuple[Hashes, list[Hashes]]:
    """Return the strongest node of each record, and all nodes, or those up to where each record has one."""
    first, kept = zero, list[Hashes]()
    for node in nodes:
        kept.append(node)
        first = np.where(first != 0, first, node)
        if not all_of_them and first.all():
            break
    return first, kept


def _nodes(keys: Mapping[str, Hashes], who: Hashes, kana: Hashes, zero: Hashes) -> Iterator[Hashes]:
    """Yield, strongest first, the nodes each record is known by: a contact counts only together with the name."""
    yield from (keys[key] for key in sorted(keys) if key not in _NOT_IDS)
    nothing = np.uint64(0)
    for key in (_BORN, *_CONTACTS, *_WEAK[1:]):
        if key in keys:
            yield tie(keys[key], _SALT[key], who)
            if kana is not zero and key in {_BORN, *_CONTACTS}:
                yield np.where(who != kana, tie(keys[key], _SALT[key], kana), nothing)
    yield from (np.where(who == 0, keys[key], nothing) for key in (*_CONTACTS, "jp.health_insurance") if key in keys)
    if _BORN in keys and _ADDRESS in keys:
        yield np.where(who == 0, mix(keys[_BORN], keys[_ADDRESS]), nothing)
    if _BORN in keys and "landline" in keys:
        yield np.where(who == 0, mix(keys[_BORN], keys["landline"]), nothing)
