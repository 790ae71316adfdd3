"""Tells which values of a page have a word of their detector beside them, above them, or anywhere in a short text."""

import re

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import Offsets
from exposurecheck.content.page import Page
from exposurecheck.content.rules import Rule
from exposurecheck.content.titles import below_heading, under_label

Places = tuple[Offsets, Offsets, Offsets]
"""Starts, ends and lines of values."""
_SAID_BEFORE = 160
"""Characters before a value, on whatever lines, in which a document says what it is."""
_SHORT, _NO_CHANCE = 2_000, 2
"""Characters of a text that may name its numbers anywhere, where so many, all there are, have the right check digit."""

_FOURS = re.compile("(?<![0-9A-Za-z\\-])[0-9]{4}[ \\-][0-9]{4}[ \\-][0-9]{4}(?![0-9A-Za-z]|[ \\-][0-9])")


def beside_words(page: Page, rule: Rule, spans: Places, sound: int) -> NDArray[np.bool_]:
    """Tell for which values what they are is said; ``sound`` of them pass the check of ``rule``, if nearly all do."""
    keywords = rule.detector.keywords
    near = page.near(keywords.any, spans, (keywords.before, keywords.after))
    near |= below_heading(page, keywords.any, spans[0], spans[2])
    if rule.way == "close":
        near |= page.after(keywords.any, spans[0], _SAID_BEFORE)
    near |= under_label(page, keywords.any, spans[0], spans[2], told=rule.required or rule.checksummed)
    if rule.checksummed and page.codes.size <= _SHORT and max(sound, _grouped(page, rule, spans)) >= _NO_CHANCE:
        near |= any(page.find(word).size for word in keywords.any)
    return near


def _grouped(page: Page, rule: Rule, spans: Places) -> int:
    """Return how many values are written in groups of digits, where everything that is written so is one of them."""
    if not any(len(shape.lengths) > 1 for shape in rule.shapes):
        return 0
    values = {page.text[start:end] for start, end in zip(spans[0].tolist(), spans[1].tolist(), strict=True)}
    written = set(_FOURS.findall(page.text))
    return len(written) if written <= values else 0
