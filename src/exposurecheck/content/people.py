"""Counts different people from hashed rows: union over what occurs together, exact at first, sketched when many."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from exposurecheck.content.sketch import Sketch
from exposurecheck.content.union import Groups, Hashes, Ledger, mix, singular
from exposurecheck.model.inspection import Subjects

EXACT_LIMIT: Final = 200_000
"""People up to which every link is kept; beyond, only sketches are."""
_PLAUSIBLE_PLURAL: Final = 1.35
"""Keys per name up to which same-named records may all be one person with several keys (a quarter have two e-mails)."""
_NAME: Final = "person_name"
_KANA: Final = "person_name.kana"
_BORN: Final = "date_of_birth"
_CONTACTS: Final = ("email", "jp.phone")
_WEAK: Final = (_BORN, "jp.postal_address", "landline", "record")
"""Parts that tell people apart only together with a name, strongest first."""
_SALT: Final = {key: np.uint64(i + 0x5EED) for i, key in enumerate((*_CONTACTS, *_WEAK, "alone", "row"))}

Role = Literal["person", "staff"]


@dataclass(frozen=True, slots=True)
class Rows:
    """People as a run of records: for each key one array of equal length, 0 where a record has none.

    Keys: ``person_name``, ``person_name.kana``, ``date_of_birth``, ``jp.postal_address``, ``landline``, ``record`` (a
    row number or id that means something in this file only), ``row`` (the whole row, only for lists of bare names),
    and ids of detectors whose values belong to one person.
    """

    keys: Mapping[str, Hashes]
    role: Role = "person"
    """``staff``: names of those who handle the records; they only widen the upper bound."""


class People:
    """Different people seen so far. Holds hashes only, can be merged, and pickles small."""

    __slots__ = (
        "_alone",
        "_contacts",
        "_edges",
        "_named",
        "_possible",
        "_ratio",
        "_seen",
        "_sketch",
        "_spaces",
        "_unread",
    )

    def __init__(self) -> None:
        self._edges = Ledger(2)
        """Two nodes of one record."""
        self._contacts = Ledger(3)
        """A contact alone, the record's first node, the name beside it."""
        self._named = Ledger(3)
        """A name, the record's first node, the date of birth or 0."""
        self._alone = Ledger(2)
        """A name without anything else, and its row."""
        self._possible = Ledger(1)
        """Names and household numbers that may or may not be more people."""
        self._spaces: dict[str, Ledger] = {}
        self._sketch: Sketch | None = None
        self._ratio = (1.0, 1.0, 1.0)
        self._seen: dict[str, int] = {}
        self._unread = (0.0, 0.0)

    def add(self, rows: Rows) -> None:
        """Count the people of ``rows``."""
        keys = {key: column for key, column in rows.keys.items() if column.any()}
        if not keys:
            return
        size = next(iter(keys.values())).size
        zero = np.zeros(size, np.uint64)
        name, kana = keys.get(_NAME, zero), keys.get(_KANA, zero)
        who = np.where(name != 0, name, kana)
        if rows.role == "staff":
            self._possible.add(who[who != 0])
            return
        nodes = self._nodes(keys, who, kana, zero)
        first = zero
        for node in nodes:
            first = np.where(first != 0, first, node)
        for node in nodes:
            linked = (node != 0) & (node != first)
            self._edges.add(first[linked], node[linked])
        only = first != 0
        self._edges.add(first[only], first[only])
        for contact in _CONTACTS:
            bare = keys.get(contact, zero)
            beside = (bare != 0) & (who != 0)
            self._contacts.add(bare[beside], first[beside], who[beside])
        named = only & (who != 0)
        self._named.add(who[named], first[named], keys.get(_BORN, zero)[named])
        lonely = (who != 0) & (first == 0)
        row = keys.get("row", zero)
        self._alone.add(who[lonely], np.where(row != 0, row, who)[lonely])
        house = keys.get("landline", zero)
        self._possible.add(house[(house != 0) & (who == 0) & (first == 0)])
        self._tally(keys)
        self._settle(first[only])

    def _nodes(self, keys: dict[str, Hashes], who: Hashes, kana: Hashes, zero: Hashes) -> list[Hashes]:
        """Return, strongest first, the nodes each record is known by."""
        nodes = [keys[key] for key in sorted(keys) if key not in {*_CONTACTS, *_WEAK, _NAME, _KANA, "row"}]
        for key in (_BORN, *_CONTACTS, *_WEAK[1:]):
            part = keys.get(key)
            if part is None:
                continue
            salted = mix(part, _SALT[key])
            nodes.append(mix(salted, who))
            if kana is not zero:
                nodes.append(np.where(who != kana, mix(salted, kana), np.uint64(0)))
        for key in _CONTACTS:
            if key in keys:
                nodes.append(np.where(who == 0, keys[key], np.uint64(0)))
        if _BORN in keys and "jp.postal_address" in keys:
            nodes.append(np.where(who == 0, mix(keys[_BORN], keys["jp.postal_address"]), np.uint64(0)))
        return nodes

    def _tally(self, keys: dict[str, Hashes]) -> None:
        for key, column in keys.items():
            known = column[column != 0]
            if key in {_NAME, _KANA, "row", "record", "landline", _BORN, "jp.postal_address"}:
                self._seen[key] = self._seen.get(key, 0) + known.size
                continue
            if self._sketch is None:
                self._spaces.setdefault(key, Ledger(1)).add(known)
            else:
                self._sketch.update(key, known)
            self._seen[key] = self._seen.get(key, 0) + known.size

    def _settle(self, persons: Hashes) -> None:
        """Keep links while they are few; then keep only sketches and what the links have taught."""
        if self._sketch is not None:
            self._sketch.update("person", persons)
            self._forget_links()
            return
        if len(self._named.rows()) + len(self._edges.rows()) > 4 * EXACT_LIMIT or self._distinct_first() > EXACT_LIMIT:
            self._to_sketch()

    def _distinct_first(self) -> int:
        return int(np.unique(self._edges.rows()[:, 0]).size)

    def _to_sketch(self) -> None:
        low, best, high = self._exact()
        persons = self._distinct_first() + int(np.unique(self._alone.rows()[:, 0]).size)
        sketch = Sketch()
        sketch.update("person", np.unique(self._edges.rows()[:, 0]))
        sketch.update("person", np.unique(mix(self._alone.rows()[:, 0], _SALT["alone"])))
        for key, ledger in self._spaces.items():
            sketch.update(key, ledger.rows()[:, 0])
        self._sketch = sketch
        scale = 1 / max(persons, 1)
        self._ratio = (low * scale, best * scale, high * scale)
        self._forget_links()
        self._spaces.clear()

    def _forget_links(self) -> None:
        if self._sketch is not None and len(self._alone.rows()):
            self._sketch.update("person", mix(self._alone.rows()[:, 0], _SALT["alone"]))
        for ledger in (self._edges, self._contacts, self._named, self._alone):
            ledger.clear()

    def merge(self, other: "People") -> None:
        """Add the people of ``other``: somebody known to both is one person."""
        self._unread = (self._unread[0] + other._unread[0], self._unread[1] + other._unread[1])
        for key, seen in other._seen.items():
            self._seen[key] = self._seen.get(key, 0) + seen
        self._possible.merge(other._possible)
        if self._sketch is None and other._sketch is not None:
            self._to_sketch()
        if other._sketch is not None and self._sketch is not None:
            self._sketch.merge(other._sketch)
            self._ratio = max(self._ratio, other._ratio)
            return
        self._alone.merge(other._alone)
        if self._sketch is not None:
            self._sketch.update("person", np.unique(other._edges.rows()[:, 0]))
            for key, ledger in other._spaces.items():
                self._sketch.update(key, ledger.rows()[:, 0])
            self._forget_links()
            return
        for mine, theirs in (
            (self._edges, other._edges),
            (self._contacts, other._contacts),
            (self._named, other._named),
        ):
            mine.merge(theirs)
        for key, ledger in other._spaces.items():
            self._spaces.setdefault(key, Ledger(1)).merge(ledger)
        self._settle(np.empty(0, np.uint64))

    def extrapolate(self, read: int, total: int) -> None:
        """Widen the upper bound for the part of an object that was not read.

        ``read`` and ``total`` in the same unit, bytes or rows. The best figure grows only where no person came twice,
        as in a list of customers; a repeated one says nothing about how many new people the rest holds.
        """
        if not 0 < read < total:
            return
        now = self.subjects()
        rest = total / read - 1
        records = max((seen for key, seen in self._seen.items() if key not in {"row", "record"}), default=now.high)
        linear = now.best * rest if now.best >= 0.99 * records else 0.0
        self._unread = (self._unread[0] + linear, self._unread[1] + max(records, now.high) * rest)

    def subjects(self) -> Subjects:
        """Return how many people there are, with bounds, and the key that tells most of them apart."""
        low, best, high = self._exact() if self._sketch is None else self._estimated(self._sketch)
        best = max(best, low) + round(self._unread[0])
        high = max(high + round(self._unread[1]), best)
        return Subjects(low=low, best=best, high=high, key=self._key() if high else None)

    def _key(self) -> str | None:
        ranks = {
            key: seen for key, seen in self._seen.items() if key not in {"row", "record", "landline", _BORN, _KANA}
        }
        if _KANA in self._seen and _NAME not in ranks:
            ranks[_NAME] = self._seen[_KANA]
        most = max(ranks.values(), default=0)
        frequent = [key for key, seen in ranks.items() if seen >= 0.5 * most]
        order = ["email", "jp.phone", _NAME, "jp.postal_address"]
        return min(frequent, key=lambda key: order.index(key) if key in order else -1, default=None)

    def _estimated(self, sketch: Sketch) -> tuple[int, int, int]:
        lower, middle, upper = sketch.bounds("person")
        low = round(lower * self._ratio[0])
        best, high = round(middle * self._ratio[1]), round(upper * max(self._ratio[2], self._ratio[1]))
        return min(low, best), best, max(high, best) + len(self._possible.rows())

    def _exact(self) -> tuple[int, int, int]:
        """Return (low, best, high) from every link."""
        edges, contacts, named, alone = (t.rows() for t in (self._edges, self._contacts, self._named, self._alone))
        groups = Groups(np.concatenate((edges.ravel(), contacts[:, 0])))
        groups.link(edges[:, 0], edges[:, 1])
        bare_only = np.setdiff1d(contacts[:, 0], edges.ravel())  # contacts never seen without a name are no one's own
        high = groups.count() - bare_only.size
        single = singular(contacts[:, 0], contacts[:, 2])
        groups.link(contacts[single, 0], contacts[single, 1])
        _, pick = np.unique(contacts[:, 0], return_index=True)  # a shared contact belongs to one of its people
        groups.link(contacts[pick, 0], contacts[pick, 1])
        lonely = np.setdiff1d(alone[:, 0], named[:, 0])
        best = groups.count() + lonely.size
        low = self._lowest(groups, contacts, named) + lonely.size
        low = max(low, *(len(self._spaces[k].rows()) for k in self._spaces if k not in _CONTACTS), 0, 0)
        extra = len(np.unique(alone[:, 1])) + len(np.setdiff1d(self._possible.rows()[:, 0], named[:, 0]))
        return min(low, best), best, max(high, best - lonely.size) + extra

    @staticmethod
    def _lowest(groups: Groups, contacts: Hashes, named: Hashes) -> int:
        """Return the number of groups if all who share a contact, or a name without contrary birth dates, were one."""
        best = groups.count()
        merged = groups.copy()
        same = singular(named[:, 0], named[:, 2])
        order = np.argsort(named[same, 0], kind="stable")
        who, node = named[same, 0][order], named[same, 1][order]
        repeats = who[1:] == who[:-1]
        merged.link(node[1:][repeats], node[:-1][repeats])
        return merged.count() if merged.count() * _PLAUSIBLE_PLURAL >= best else best
