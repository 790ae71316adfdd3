"""Finds what rows tell of people beyond their cells: one person twice in a row, and rows that are events."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from exposurecheck.content import fold, headers
from exposurecheck.content.cells import TEST, Cells
from exposurecheck.content.codes import Mask
from exposurecheck.content.names import surname
from exposurecheck.content.owners import Group
from exposurecheck.content.strings import as_series
from exposurecheck.content.union import Hashes, different
from exposurecheck.content.units import Table

NAMES = frozenset({"person_name", "person_name.kana"})
_FEWEST, _AGAIN = 12, 2.0
"""Rows, and rows for each name, from which a list of names is one of events."""
_LOOK = 200
_MOSTLY = 0.8

_Keys = dict[str, Hashes]


def without_samples(cells: dict[int, Cells]) -> dict[int, Cells]:
    """Return the cells without those in rows of which half or more are test and sample values."""
    if not any(column.tests for column in cells.values()):
        return cells
    tests = np.sum([column.has(TEST) for column in cells.values()], axis=0)
    real = np.sum([column.rows != 0 for column in cells.values()], axis=0)
    left = (tests == 0) | (tests < real)
    return {index: replace(column, rows=np.where(left, column.rows, np.uint64(0))) for index, column in cells.items()}


_KIND = re.compile("区分|種別|種類|属性|(?:^|_)(?:type|kind|category)(?:_|$)")
_FIRMS, _PEOPLE = (
    ("法人", "企業", "会社", "団体", "corporate", "company"),
    ("個人", "個人事業主", "individual", "person"),
)
_BOT = re.compile("(?:^|_)(?:is_)?(?:bot|app_user|robot)$")
_TITLE = re.compile("敬称|honorific")
_TO_FIRMS = ("御中", "各位", "行")
"""How firms are addressed where people are by 様."""
_YES = ("true", "True", "TRUE", "1", "yes")


def of_nobody(table: Table) -> Mask | None:
    """Tell which rows are said to be no people but firms or programs; None where nothing is said."""
    found = None
    for header, cells in zip(map(headers.folded, table.columns), table.values, strict=True):
        said: tuple[str, ...] = _YES if _BOT.search(header) else _TO_FIRMS if _TITLE.search(header) else ()
        if _KIND.search(header) and not set(cells[:_LOOK]).isdisjoint(_PEOPLE):
            said = _FIRMS
        if said:
            here = as_series(cells).is_in(list(said)).to_numpy()
            found = here if found is None else found | here
    return found


def without(table: Table, cells: dict[int, Cells], nobody: Mask | None) -> dict[int, Cells]:
    """Return the cells without those of some rows; whom one asks for at a firm is somebody."""
    if nobody is None or not nobody.any():
        return cells
    return {
        index: column
        if headers.owner(table.columns[index])[1] == "staff"
        else replace(column, rows=np.where(nobody, np.uint64(0), column.rows))
        for index, column in cells.items()
    }


def one_by_one(groups: Sequence[tuple[Group, _Keys]]) -> Iterator[tuple[Group, _Keys]]:
    """Yield the groups of columns with their keys; who has two roles in a row (buyer, recipient) has one set.

    Whom something is sent to in a row that names nobody else is whose row it is.
    """
    main = next((keys for group, keys in groups if group.role == "main" and keys.keys() & NAMES), None)
    for group, keys in groups:
        if main is not None and keys is not main and keys.keys() & NAMES:
            both = sorted(keys.keys() & main.keys() & NAMES)
            nobody = np.zeros_like(next(iter(keys.values())), np.bool_)
            same = np.any([nobody, *((keys[key] == main[key]) & (main[key] != 0) for key in both)], axis=0)
            if headers.addressed(group.owner) and both == ["person_name"]:
                same |= (main["person_name"] == 0) & (keys["person_name"] != 0)
            if same.any():
                _give(main, keys, same)
    for group, keys in groups:
        if keys:
            yield group, keys


def _give(main: _Keys, other: _Keys, same: Mask) -> None:
    """Move what the other group has in the rows of ``same`` to the main one, where that has nothing of the kind."""
    nothing = np.uint64(0)
    for key, column in list(other.items()):
        if key != "row":
            before = main.get(key, np.zeros_like(column))
            main[key] = np.where(same & (before == 0), column, before)
        other[key] = np.where(same, nothing, column)


def come_again(names: Hashes, columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether whole names come so often that rows are events: days of work, visits, loans."""
    known = names[names != 0]
    if known.size < _FEWEST or known.size < _AGAIN * different(known).size:
        return False
    if len(columns) > 1:
        return True
    cells = [fold.name(cell) for cell in columns[0][:_LOOK] if cell]
    whole = sum(not surname(cell) and len(cell) > 1 for cell in cells)
    return whole >= _MOSTLY * len(cells)
