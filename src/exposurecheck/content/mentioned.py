"""Turns the values of a block of text, numbered by person, into records of people, each of which is added once."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from exposurecheck.content.codes import Mask, Offsets
from exposurecheck.content.detector import Detector
from exposurecheck.content.hits import KIND, KINDS, NAME_PART, Hits
from exposurecheck.content.judging import KANA_NAME, LANDLINE, NO_KEY
from exposurecheck.content.memo import Seen
from exposurecheck.content.people import People, Rows
from exposurecheck.content.union import Hashes, among, different, mix
from exposurecheck.content.verdicts import HIGH

_KEY_NAMES = {LANDLINE: "landline", KANA_NAME: "person_name.kana"}


class Mentioned:
    """The people that the text of one object mentions."""

    def __init__(self, detectors: Sequence[Detector], people: People) -> None:
        """Add to ``people``, whose hits have the numbers of ``detectors``."""
        self._detectors = detectors
        self._password_hash = next((n for n, one in enumerate(detectors) if one.id == "password_hash"), -1)
        self._people = people
        self._seen = Seen()

    def add(self, hits: Hits, record: Offsets) -> None:
        """Add the people of a block; hits with one number of ``record`` are about one."""
        convincing = hits.convincing
        chosen = np.flatnonzero(hits.person & convincing & (hits.key & KIND != NO_KEY))
        self._add_accounts(hits, convincing, record, record[chosen])
        keys, hashes, owners = hits.key[chosen], hits.hashes[chosen], record[chosen]
        columns: dict[str, Hashes] = {}
        for key in np.flatnonzero(np.bincount(keys)).tolist():
            own = np.flatnonzero(keys == key)
            column = np.zeros(int(record.max()) + 1, np.uint64)
            column[owners[own]] = hashes[own]
            columns[_KEY_NAMES.get(key & KIND) or self._detectors[key // KINDS].id] = column
        if columns:
            self._add_records(columns)
            named = _named(hits, convincing)
            sure = hits.points[named] >= HIGH
            doubted = hits.hashes[named[~sure]]
            self._people.doubt(different(doubted[~among(doubted, hits.hashes[named[sure]])]))

    def add_others(self, hits: Hits) -> None:
        """Add the names of a block that may be of people who are counted elsewhere."""
        self.add_perhaps(different(hits.hashes[_named(hits, hits.convincing)]))

    def add_perhaps(self, names: Hashes) -> None:
        """Add names of people who may be others."""
        if names.size:
            self._people.add(Rows({"person_name": names}, role="staff"))

    def _add_records(self, columns: dict[str, Hashes]) -> None:
        """Add records that have not been seen lately."""
        whole = np.zeros(next(iter(columns.values())).size, np.uint64)
        for key, column in columns.items():
            whole ^= mix(column, np.uint64(crc32(key.encode())))
        fresh = self._seen.fresh(whole)
        seen = {key: int(np.count_nonzero(column)) for key, column in columns.items()}
        self._people.add(Rows({key: column[fresh] for key, column in columns.items()}, role="mention"), seen)

    def _add_accounts(self, hits: Hits, convincing: Mask, record: Offsets, told: Offsets) -> None:
        """Bound people from above where passwords are stored beside nothing that tells of whom: user7:$2y$10$..."""
        alone = np.flatnonzero((hits.detector == self._password_hash) & convincing)
        if alone.size:
            alone = alone[~np.isin(record[alone], told)]
        self._people.links.possible.add(different(hits.hashes[alone]))


def _named(hits: Hits, convincing: Mask) -> Offsets:
    """Return the places of the names that are convincing."""
    return np.flatnonzero(hits.person & convincing & (hits.part == NAME_PART))
