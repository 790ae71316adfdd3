"""Ties the zone of a passport that machines read to the passport whose number it begins with."""

from collections.abc import Mapping

import numpy as np

from exposurecheck.content.hashing import Hasher
from exposurecheck.content.hits import KINDS, Hits
from exposurecheck.content.judging import OWN_KEY
from exposurecheck.content.page import Page

_NUMBER = 9
"""Characters of the number (ICAO Doc 9303, part 4, 4.2.2)."""


def read_zones(page: Page, hits: Hits, detectors: Mapping[str, int], hasher: Hasher) -> None:
    """Let zones count as passports; ``detectors`` are their places by id."""
    passport = detectors.get("jp.passport")
    if passport is None:
        return
    zones = np.flatnonzero(hits.detector == detectors.get("passport_mrz", -1))
    for zone in zones.tolist():
        start = int(hits.start[zone])
        hits.hashes[zone] = hasher.many([page.text[start : start + _NUMBER].rstrip("<")], "jp.passport")[0]
        hits.key[zone] = passport * KINDS + OWN_KEY
