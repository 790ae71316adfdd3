"""Knows what need not be done again: what a killed scan had finished, and objects that an earlier scan opened.

An object is the same when its store, key, ETag, size and time are, and everything that decides what is found in it: how
much of it is read, our code, the detectors, the readers' libraries.

The hashes that tell people apart end with a scan, so that two scans cannot be joined. Objects without people need not
be: they are never opened again. Objects with people are opened again unless the number of different people in exactly
these objects, store by store and over all stores, is remembered.
"""

import logging
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Final

from exposurecheck.audit.opening import Place, Planned
from exposurecheck.content.inspect import Inspected
from exposurecheck.content.people import People
from exposurecheck.errors import RunStoreError
from exposurecheck.model.inspection import InspectionStatus, Subjects
from exposurecheck.runs.journal import Journal
from exposurecheck.runs.looks import Look
from exposurecheck.runs.store import RunStore

EVERYWHERE: Final = "*"
"""Stands for all stores together."""
_STEP: Final = "object"
_AT_HAND: Final = 16 << 20
"""Bytes of people of single objects that are held in memory; those of further objects wait in the journal."""
_NOBODY: Final = People()

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Reuse:
    """What is known of the objects of one scan before they are opened."""

    at: datetime
    """When the scan began."""
    store: Path | None = None
    journal: Journal | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    found: dict[Place, Inspected] = field(default_factory=dict)
    """Everything known by now, over all rounds of opening."""
    _work: dict[Place, Planned] = field(default_factory=dict)
    _keys: dict[Place, str] = field(default_factory=dict)
    """Of objects that can be told from their changed selves."""
    _unhashed: set[Place] = field(default_factory=set)
    """Known from an earlier scan, so without hashes of people."""
    _counts: dict[str, Subjects] = field(default_factory=dict)
    _away: set[Place] = field(default_factory=set)
    """Their people wait in the journal."""
    _held: int = 0

    def __post_init__(self) -> None:
        if self.journal is not None:
            self.secret = self.journal.secret

    def known(self, work: Iterable[Planned], version: str) -> frozenset[Place]:
        """Return which of the planned objects need not be opened; ``version`` names what decides about content."""
        items = {item.place: item for item in work}
        keys = {place: _key(item, version) for place, item in items.items() if item.entry.etag}
        self._work |= items
        self._keys |= keys
        remembered = self._remembered(keys.values())
        for place, key in keys.items():
            if key in remembered:
                self.found[place] = Inspected(remembered[key].inspection, _NOBODY, remembered[key].members)
                self._unhashed.add(place)
        for _, one in self.journal.steps(_STEP) if self.journal is not None else ():
            if isinstance(one, tuple) and one[0] in items and isinstance(one[1], Inspected):
                self._hold(one[0], one[1], written=True)
        return frozenset(self.found.keys() & items)

    def _remembered(self, keys: Iterable[str]) -> Mapping[str, Look]:
        if self.store is None or not self.store.is_file():
            return {}
        try:
            with RunStore.read(self.store) as runs:
                return runs.looks(keys)
        except RunStoreError as error:
            log.info("every object is opened: %s", error)
            return {}

    def keep(self, place: Place, inspected: Inspected) -> None:
        """Note what was found in one object, and write it down in case the scan is killed."""
        written = False
        if self.journal is not None and inspected.inspection.status is not InspectionStatus.FAILED:
            written = self.journal.keep(_STEP, "\0".join(place), (place, inspected))
        self._hold(place, inspected, written=written)

    def _hold(self, place: Place, inspected: Inspected, *, written: bool) -> None:
        """Remember what was found; the people of an object whose people are not counted are not needed."""
        self._unhashed.discard(place)
        people = inspected.people if inspected.inspection.categories else _NOBODY
        if written and self._held + people.nbytes > _AT_HAND:
            self._away.add(place)
            people = _NOBODY
        self._held += people.nbytes
        self.found[place] = replace(inspected, people=people)

    def _people_of(self, place: Place) -> People:
        if place not in self._away or self.journal is None:
            return self.found[place].people
        kept = self.journal.step(_STEP, "\0".join(place))
        assert isinstance(kept, tuple)  # noqa: S101 - as it was kept
        assert isinstance(kept[1], Inspected)  # noqa: S101 - as it was kept
        return kept[1].people

    def uncounted(self) -> list[Planned]:
        """Return the objects with people that must be opened again, because who is in two of them is not known."""
        sets = self._sets().values()
        needed = {key for key, members in sets if len(members) > 1 and not self._unhashed.isdisjoint(members)}
        if self.store is not None and needed:
            try:
                with RunStore.read(self.store) as runs:
                    self._counts |= runs.counts(needed)
            except RunStoreError as error:
                log.info("objects with people are opened again: %s", error)
        if needed <= self._counts.keys():
            return []
        again = [place for place in sorted(self._unhashed) if self.found[place].inspection.categories]
        return [self._work[place] for place in again]

    def counted(self, *, whole: bool) -> Mapping[str, Subjects]:
        """Return the different people of each store and ``EVERYWHERE``; remember them when the scan is ``whole``."""
        sets = self._sets()
        counts = {name: self._people(key, members) for name, (key, members) in sets.items()}
        if self.store is not None and whole:
            self._remember({key: counts[name] for name, (key, members) in sets.items() if len(members) > 1})
        return counts

    def _remember(self, counts: Mapping[str, Subjects]) -> None:
        fresh = {
            self._keys[place]: Look(inspection=one.inspection, members=one.members)
            for place, one in self.found.items()
            if place in self._keys
            and place not in self._unhashed
            and one.inspection.status is not InspectionStatus.FAILED
            and not any(held.links for held in (one.inspection, *one.members))  # where they lead is in no output
        }
        used = [self._keys[place] for place in self._unhashed]
        if self.store is None:
            return
        try:
            with RunStore.open(self.store) as runs:
                runs.remember(fresh, counts, used, self.at)
        except RunStoreError as error:
            log.info("objects will be opened again by the next scan: %s", error)

    def _sets(self) -> dict[str, tuple[str, list[Place]]]:
        """Return the objects with people of each store and of all, under a name that changes when one of them does."""
        members: dict[str, list[Place]] = {EVERYWHERE: []}
        for place in sorted(self.found):
            members.setdefault(place[0], [])
            if self.found[place].inspection.categories:
                members[place[0]].append(place)
                members[EVERYWHERE].append(place)
        return {name: (self._name(places), places) for name, places in members.items()}

    def _name(self, places: Iterable[Place]) -> str:
        digest = blake2b(digest_size=16)
        for place in places:
            digest.update((self._keys.get(place) or secrets.token_hex(16)).encode())
        return digest.hexdigest()

    def _people(self, key: str, places: list[Place]) -> Subjects:
        if len(places) == 1:
            return self.found[places[0]].inspection.subjects
        if key in self._counts:
            return self._counts[key]
        if not self._unhashed.isdisjoint(places):  # interrupted before they could be told apart
            return _bounds(self.found[place].inspection.subjects for place in places)
        people = People()
        for place in places:
            people.merge(self._people_of(place))
        return people.subjects()


def _bounds(each: Iterable[Subjects]) -> Subjects:
    """Bound the union: one person may be in several objects, so at least those of the largest, at most the sum."""
    found = list(each)
    return Subjects(
        low=max(one.low for one in found), best=max(one.best for one in found), high=sum(one.high for one in found)
    )


def _key(item: Planned, version: str) -> str:
    entry = item.entry
    modified = "" if entry.modified is None else entry.modified.isoformat()
    told = (*item.place, entry.etag or "", str(entry.size), modified, str(item.max_bytes), version)
    return blake2b("\0".join(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
