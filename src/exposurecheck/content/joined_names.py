"""Finds cells that hold several names each, and takes them apart: 山田 太郎、鈴木 花子; 山田 太郎・花子."""

import re
from collections.abc import Sequence

from exposurecheck.content import fold, names
from exposurecheck.content.strings import as_series

_BETWEEN = re.compile("[ 　]*(?:[、，,;；/／\n]|と(?=[一-龥]))[ 　]*")
_LOOK, _FEWEST = 60, 4
"""Filled cells looked at, and names from which a column holds them."""
_SEVERAL, _KNOWN = 0.3, 0.8
"""Shares of cells with more than one name, and of parts that are known names."""


def holds_several(values: Sequence[str]) -> bool:
    """Tell whether many cells of a column are several names and nothing else."""
    cells = [parts for value in values[: 4 * _LOOK] if (parts := _parts(value))][:_LOOK]
    parts = [part for cell in cells for part in cell]
    if len(parts) < _FEWEST or sum(len(cell) > 1 for cell in cells) < _SEVERAL * len(cells):
        return False
    return sum(names.titled_name(fold.name(part)) for part in parts) >= _KNOWN * len(parts)


def taken_apart(values: Sequence[str]) -> list[str]:
    """Return the different names of such a column."""
    return list(dict.fromkeys(part for value in values for part in _parts(value)))


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
