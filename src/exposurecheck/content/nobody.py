"""Takes back what is said of nobody in a text: mailboxes of offices, and dates of birth beside no sign of a person."""

import re

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import Offsets
from exposurecheck.content.columns import MEDIUM
from exposurecheck.content.hits import ABOUT_ONE, NAME_PART, WITH_LABEL, Hits
from exposurecheck.content.offices import of_office
from exposurecheck.content.page import Page

_MOST = 200
"""Mailboxes in a block of text up to which it is looked whose they are: lists of more are of people or of customers."""
_LINES = 2
"""Lines from a mailbox to the name of whose it is."""
_SOME = 20
"""Points of a name that may be that of somebody whose mailbox it is."""
_NUMBERED = re.compile(
    "(?:会員|社員|職員|患者|学籍|学生|生徒|受験|利用者|顧客|被保険者|お客様|受付|整理|契約)_?(?:番号|ID|id|No|コード)"
    "|(?i:(?:patient|member|customer|employee|student|client|user)[ _-]?(?:id|no|number))"
)
"""Labels of numbers that tell people apart for whoever keeps them."""


def hold_back(page: Page, hits: Hits, email: int, birth: int) -> None:
    """Mark mailboxes of offices as nobody's, and let dates of birth count only where there is somebody.

    ``email`` and ``birth`` are the numbers of these two detectors.
    """
    mailboxes = np.flatnonzero((hits.detector == email) & hits.person)
    if 0 < mailboxes.size <= _MOST:
        _hold_back_offices(page, hits, mailboxes)
    births = hits.detector == birth
    if births.any() and not _somebody(page, hits, births):
        hits.personal[births] = False
        hits.points[births] = np.minimum(hits.points[births], MEDIUM - 1)


def _hold_back_offices(page: Page, hits: Hits, mailboxes: Offsets) -> None:
    named = np.append(hits.line[(hits.part == NAME_PART) & (hits.points >= _SOME)], -_MOST)
    for place in mailboxes.tolist():
        if np.abs(named - hits.line[place]).min() <= _LINES:
            continue
        if of_office(page.text, int(hits.start[place]), int(hits.end[place])):
            hits.person[place] = hits.personal[place] = False


def _somebody(page: Page, hits: Hits, births: NDArray[np.bool_]) -> bool:
    """Tell whether a text speaks of somebody, by anything else than dates of birth."""
    told = ~births & hits.person & (np.isin(hits.gravity, ABOUT_ONE) | (hits.points >= WITH_LABEL))
    return bool(told.any()) or _NUMBERED.search(page.text) is not None
