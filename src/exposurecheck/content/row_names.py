"""Puts together the names that rows hold: family and given name, and the reading apart from what is read."""

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content import fold, headers
from exposurecheck.content.cells import KANA_NAME, LATIN, Cells
from exposurecheck.content.names import full_name
from exposurecheck.content.union import Hashes
from exposurecheck.content.units import Table
from exposurecheck.content.verdicts import Verdict

_LOOK = 12
"""Names that are looked at for their script."""
_TWIN = re.compile("姓|セイ|名字|苗字")
_NOTHING = np.uint64(0)
Whole = Callable[[list[Sequence[str]], Verdict], Hashes]
"""Reads the parts of names in several columns as whole names."""


def names_of(table: Table, names: list[Verdict], cells: dict[int, Cells], whole: Whole) -> dict[str, Hashes]:
    """Return the names of the rows, and their readings, by key; names in kana alone are readings in any column."""
    keys: dict[str, Hashes] = {}
    for kana, columns in _name_columns(table, names, cells).items():
        key, other = ("person_name.kana", "person_name") if kana else ("person_name", "person_name.kana")
        if len(columns) > 1:
            named = whole([table.values[v.index] for v in columns], columns[0])
            named = np.where(np.all([cells[v.index].rows != 0 for v in columns[:2]], axis=0), named, _NOTHING)
        else:
            named = cells[columns[0].index].rows
            odd = (cells[columns[0].index].has(KANA_NAME) != kana) & (named != 0)
            if odd.any():
                _overlay(keys, other, np.where(odd, named, _NOTHING))
                named = np.where(odd, _NOTHING, named)
        _overlay(keys, key, named)
    return keys


_SHOWN = re.compile("(?:^|_)(?:display|nick|screen|shown)_?name$|表示名|ニックネーム")


def only_shown(table: Table, names: Sequence[Verdict]) -> bool:
    """Tell whether all there is of names is what people are called on a page, and mostly not their full names."""
    if len(names) != 1 or _SHOWN.search(headers.folded(table.columns[names[0].index])) is None:
        return False
    shown = [fold.name(cell) for cell in table.values[names[0].index][: 4 * _LOOK] if cell.strip()]
    return 2 * sum(map(full_name, shown)) < len(shown)


def without_shown(keys: dict[str, Hashes], told: Sequence[str]) -> None:
    """Take the names out of rows that one of the keys in ``told`` tells apart."""
    reached = np.any([keys[key] != 0 for key in told], axis=0)
    for key in ("person_name", "person_name.kana"):
        if key in keys:
            keys[key] = np.where(reached, _NOTHING, keys[key])


def _overlay(keys: dict[str, Hashes], key: str, column: Hashes) -> None:
    """Add a column whose names take the place of those that other columns gave the same rows."""
    keys[key] = np.where(column != 0, column, keys[key]) if key in keys else column


def _name_columns(table: Table, names: list[Verdict], cells: dict[int, Cells]) -> dict[bool, list[Verdict]]:
    """Return the columns that together are the name, once in kana and once in other writing; family name first."""
    found: dict[bool, list[Verdict]] = {}
    for kana in (False, True):
        own = [v for v in names if _mostly_kana(cells[v.index]) is kana]
        parts = {
            part: [v for v in own if headers.name_part(table.columns[v.index]) == part]
            for part in ("full", "family", "given")
        }
        twins = {_TWIN.sub(_given_for, headers.folded(table.columns[v.index])) for v in parts["family"]}
        given = [
            v for v in parts["full"] if headers.folded(table.columns[v.index]) in twins
        ]  # 注文者名 beside 注文者姓
        parts["full"] = [v for v in parts["full"] if v not in given]
        parts["given"] = given + parts["given"]
        if parts["full"]:
            found[kana] = parts["full"][:1]
        elif parts["family"] or parts["given"]:
            found[kana] = parts["family"][:1] + parts["given"][:1]
    return found


def _given_for(family: re.Match[str]) -> str:
    """Return the sign of a header of given names for that of one of family names."""
    return {"姓": "名", "セイ": "メイ"}.get(family[0], "名前")


def _mostly_kana(cells: Cells) -> bool:
    return cells.count > 0 and int(np.count_nonzero(cells.has(KANA_NAME))) * 2 > cells.count


_SPELLINGS = re.compile(r"(?:^|\.)(?:(name|氏名)|names|名前)$", re.IGNORECASE)
"""Where in records of people other spellings of their names lie, in kana and in Latin letters, or other names."""


def respelt(path: str, names: list[Verdict], cells: dict[int, Cells], *, in_latin: bool) -> bool:
    """Tell whether a table inside records of people holds what else these are called.

    That is so for readings and names in Latin letters, and for all other names of whom is known ``in_latin`` alone.
    """
    inside = _SPELLINGS.search(path)
    if inside is None or (inside[1] and in_latin):
        return inside is not None
    return all(not (cells[v.index].rows[~cells[v.index].has(KANA_NAME | LATIN)]).any() for v in names)


def some_latin(names: list[Verdict], cells: dict[int, Cells]) -> NDArray[np.bool_] | None:
    """Tell which rows have a name in Latin letters where not all have; None where none has."""
    for verdict in names:
        found = cells[verdict.index].has(LATIN)
        if found.any():
            return found
    return None


def latin(names: Sequence[str]) -> bool:
    """Tell whether the first names of a column are in Latin letters."""
    first = [name for name in names[:_LOOK] if name]
    return 2 * sum(map(str.isascii, first)) > len(first)
