"""Finds the names on lines of a list that no dictionary knows: they stand where the known ones stand on other lines."""

import re
from collections import Counter
from functools import cache

import numpy as np

from exposurecheck.content import fold
from exposurecheck.content import names as known
from exposurecheck.content.bearers import spaced_name
from exposurecheck.content.codes import NOTHING, Offsets
from exposurecheck.content.page import Page

_FEWEST, _MOSTLY = 5, 0.8
"""Lines with a known name from which there is a list, and share of them that have it in the same place."""
_LISTED = 0.6
"""Share of the lines below a heading that hold a name."""
_HEADINGS, _TABLES = ("氏名", "名前"), 50
"""Words in a heading of names, and headings looked at."""
_HEADING = re.compile("(?:[^ 　\t,、|:：=0-9]{1,12}[ 　\t,、|]+){1,12}[^ 　\t,、|:：=0-9]{1,12}")
_GAP = "[ 　\t,、|]"
_SPACED = "[一-龥々〆ヶヵノ]{1,5}[ 　][一-龥々ぁ-んァ-ヶー]{1,5}"
_GLUED = "[一-龥々〆ヶヵノ][一-龥々ぁ-んァ-ヶー]{1,7}"


def names_in_place(page: Page, names: tuple[Offsets, Offsets, Offsets], others: Offsets) -> tuple[Offsets, Offsets]:
    """Return begins and ends of what stands on the lines ``others`` in the place of names.

    ``names`` are begins, ends and lines of those that are known.
    """
    place = _place(page, names) if others.size else None
    if place is None:
        return NOTHING, NOTHING
    rule = _in_place(*place)
    bounds = zip(page.begin(others).tolist(), page.end(others).tolist(), strict=True)
    matches = (rule.match(page.text, first, last) for first, last in bounds)
    found = [match.span("value") for match in matches if match is not None and plausible(match["value"])]
    spans = np.array(found, np.int64).reshape(-1, 2)
    return spans[:, 0], spans[:, 1]


def heading_lines(page: Page) -> Offsets:
    """Return the lines that are names of columns, 氏名 among them, and no labels before a value."""
    lines = page.lines_with(_HEADINGS)[:_TABLES]
    bounds = zip(page.begin(lines).tolist(), page.end(lines).tolist(), strict=True)
    return lines[[_names_columns(page.text[begin:end].strip()) for begin, end in bounds]]


def _names_columns(line: str) -> bool:
    if _HEADING.fullmatch(line) is None:
        return False
    words = (line.partition("氏名")[2] or line.partition("名前")[2]).split()
    return len(words) < 2 or not spaced_name(words[0], words[1])  # noqa: PLR2004 - the two parts of a name


def is_list(page: Page, names: tuple[Offsets, Offsets, Offsets], lines: Offsets) -> bool:
    """Tell whether most of ``lines`` that are not empty hold one of ``names``, and all in the same place."""
    filled = int(np.count_nonzero(page.end(lines) > page.begin(lines)))
    return names[2].size >= _LISTED * filled and _place(page, names) is not None


def plausible(value: str) -> bool:
    """Tell whether a dictionary has the family name or the given name of a value, however rare."""
    folded = fold.name(value)
    splits = [(folded[:size], folded[size:]) for size in range(1, len(folded))]
    given = known.given_names()
    return any(
        family in known.family_names() or (len(family) > 1 and (family in known.rare_family_names() or rest in given))
        for family, rest in splits
    )


def _place(page: Page, names: tuple[Offsets, Offsets, Offsets]) -> tuple[int, bool] | None:
    """Return how many words stand before the name on most lines, and whether it is written with a space."""
    begins, ends, lines = names
    if lines.size < _FEWEST:
        return None
    firsts, text = page.begin(lines).tolist(), page.text
    places: Counter[tuple[int, bool]] = Counter()
    for first, begin, end in zip(firsts, begins.tolist(), ends.tolist(), strict=True):
        words = re.split(_GAP, text[first:begin].strip())
        places[sum(map(bool, words)), re.search("[ 　]", text[begin:end]) is not None] += 1
    most, count = places.most_common(1)[0]
    return most if count >= _MOSTLY * lines.size else None


@cache
def _in_place(before: int, spaced: bool) -> re.Pattern[str]:
    """Return what matches a line up to the value after so many others."""
    value = _SPACED if spaced else _GLUED
    return re.compile(
        f"{_GAP}*(?:[^ 　\t,、|\n]+{_GAP}+){{{before}}}(?!氏名|お?名前)(?P<value>{value})(?={_GAP}|様|殿|\n|$)"
    )
