"""Finds cells that hold several names each, and takes them apart: 山田 太郎、鈴木 花子; 山田 太郎・花子."""

import re
from collections.abc import Sequence
from itertools import islice

from exposurecheck.content import fold, names
from exposurecheck.content.strings import as_series

_BETWEEN = re.compile("[ 　]*(?:[、，,;；/／\n]|と(?=[一-龥]))[ 　]*")
_LOOK, _FEWEST = 60, 4
"""Filled cells looked at, and names from which a column holds them."""
_SEVERAL, _KNOWN = 0.3, 0.8
"""Shares of cells with more than one name, and of parts that are known names."""


def holds_several(values: Sequence[str]) -> bool:
    """Tell whether many cells of a column are several names and nothing else."""
    cells = list(islice(filter(None, map(_parts, values[: 4 * _LOOK])), _LOOK))
    parts = [part for cell in cells for part in cell]
    if len(parts) < _FEWEST or sum(len(cell) > 1 for cell in cells) < _SEVERAL * len(cells):
        return False
    return sum(names.titled_name(fold.name(part)) for part in parts) >= _KNOWN * len(parts)


_OF_PEOPLE = re.compile(
    "当番|担当|出席|参加|メンバー|班員|部員|委員|係|氏名|名前|(?:^|_)(?:members?|attendees|participants|names?)(?:_|$)"
)


def holds_families(header: str, values: Sequence[str]) -> bool:
    """Tell whether cells below a header that speaks of people are family names, several in some: 栗原、五十嵐."""
    if _OF_PEOPLE.search(header) is None:
        return False
    cells = [parts for value in values[: 4 * _LOOK] if (parts := [p for p in _PARTED.split(value.strip()) if p])]
    parts = [fold.name(part) for cell in cells[:_LOOK] for part in cell]
    known = sum(part in names.family_names() for part in parts)
    return len(parts) >= _FEWEST and any(len(cell) > 1 for cell in cells) and known >= _KNOWN * len(parts)


def taken_apart(values: Sequence[str]) -> list[str]:
    """Return the different names of such a column."""
    return list(dict.fromkeys(name for value in values for part in _parts(value) for name in _apart(part)))


def _apart(part: str) -> list[str]:
    """Return the family names of which a part of a cell consists (片山・堀), or the part itself."""
    families = [name for name in _PARTED.split(part) if name]
    return families if all(fold.name(name) in names.family_names() for name in families) else [part]


_SIGNS = "[・･、，,;；／/&＆\n]|[外他か]"
_PARTED = re.compile("[ 　]*(?:[・･、，,;；／/&＆\n]|と(?=[一-龥]))[ 　]*")
_BEHIND = re.compile("[ 　]*(?:外|他|ほか)[ 　]*[0-9０-９一二三四五六七八九十]{1,3}[ 　]*[名人]$")
"""What stands behind a name for people who are not named: 外1名."""


def companions(values: Sequence[str]) -> dict[int, list[str]]:
    """Return the names in each cell of a column of names that holds more than one, or more than names; by row."""
    column = as_series(values)
    perhaps = column.str.contains(_SIGNS)
    found: dict[int, list[str]] = {}
    known: dict[str, list[str]] = {}
    for row, cell in zip(perhaps.arg_true().to_list(), column.filter(perhaps).to_list(), strict=True):
        if cell not in known:
            known[cell] = _in_cell(cell)
        if known[cell]:
            found[row] = known[cell]
    return found


def _in_cell(cell: str) -> list[str]:
    """Return the names in a cell, where they are not all there is in it."""
    bare = _BEHIND.sub("", cell.strip())
    parts = [part for part in _PARTED.split(bare) if part]
    people = _people(parts) if len(parts) > 1 else parts
    return [] if people == [cell] else people


def _people(parts: list[str]) -> list[str]:
    """Return full names; behind the first, given names alone are of the same family. Nothing where one is no name."""
    if all(len(part) > 1 and fold.name(part) in names.family_names() for part in parts[:-1]):
        last = fold.name(parts[-1])
        if last in names.family_names():
            return parts
    if not _is_name(fold.name(parts[0])):
        return []
    family, people = _family(parts[0]), parts[:1]
    for part in parts[1:]:
        folded = fold.name(part)
        if _is_name(folded):
            people.append(part)
        elif family and folded in names.given_names():
            people.append(f"{family} {part}")
        else:
            return []
    return people


def _is_name(folded: str) -> bool:
    return names.titled_name(folded) or (names.name_likely(folded) and not names.surname(folded))


def _family(name: str) -> str:
    family, _, given = name.replace("　", " ").partition(" ")
    if given:
        return family
    folded = fold.name(name)
    cuts = (cut for cut in range(1, len(folded)) if folded[:cut] in names.family_names())
    return next((folded[:cut] for cut in cuts if folded[cut:] in names.given_names()), "")


def _parts(value: str) -> list[str]:
    return [part for part in map(str.strip, _BETWEEN.split(value)) if part]
