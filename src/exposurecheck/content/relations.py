"""Finds rows that speak of people of another table by the number of their record there: ABMultiValue of ABPerson."""

import re
from dataclasses import dataclass, field

from exposurecheck.content import headers
from exposurecheck.content.units import Table

_KEY = re.compile("^(?:rowid|_?id|pk|uid|oid|key)$")
"""Headers of what numbers the records of a table, beside one that begins with the name of the table."""
_REFERS = re.compile("^(.*?)_?(?:id|key|fk|ref|no|番号|コード)$|^z?(owner|contact|person|card|record)[0-9]*$")
_ANYBODY = frozenset(("record", "owner", "contact", "person", "card", "parent", "entry", "row", "ref", "foreign"))
"""What columns speak of that may be the people of any table."""
_FEWEST, _MOST = 3, 100_000
_HALF, _EACH = 0.5, 6
"""Share of the people that must be spoken of, and rows for each of them on average, at most."""

_Place = tuple[str, str]


@dataclass(slots=True)
class Relations:
    """The records of people in the tables of one object so far, by their numbers."""

    _ids: dict[str, set[str]] = field(default_factory=dict)
    _known: dict[tuple[_Place, tuple[str, ...]], tuple[int, str] | None] = field(default_factory=dict)

    def counted(self, table: Table) -> tuple[int, str] | None:
        """Return the column that numbers the people whom a table names, and what tells its numbers from others."""
        if not table.table:
            return None
        key = (table.where, table.table), table.columns
        found = self._known[key] if key in self._known else self._known.setdefault(key, _key(table))
        if found is not None:
            ids = self._ids.setdefault(found[1], set())
            if len(ids) < _MOST:
                ids.update(table.values[found[0]])
        return found

    def spoken_of(self, table: Table) -> tuple[int, str] | None:
        """Return the column of a table that names nobody in which the number of somebody of another table stands."""
        if not self._ids or not table.table:
            return None
        key = (table.where, table.table), table.columns
        return self._known[key] if key in self._known else self._known.setdefault(key, self._reference(table))

    def _reference(self, table: Table) -> tuple[int, str] | None:
        best, found = _HALF, None
        for index, header in enumerate(map(headers.folded, table.columns)):
            refers = _REFERS.search(header)
            if refers is None:
                continue
            whose = (refers[1] or refers[2] or "").removeprefix("z")
            cells = [cell for cell in table.values[index] if cell]
            different = set(cells)
            for whom, ids in self._ids.items():
                if whose not in _ANYBODY and not _same(whose, whom.rpartition("\t")[2]):
                    continue
                share = len(different) / len(ids)
                if share >= best and len(cells) <= _EACH * len(different) and different <= ids:
                    best, found = share, (index, whom)
        return found


def _same(whose: str, name: str) -> bool:
    """Tell whether a word for somebody is the name of a table of people, or a part of it."""
    folded = headers.folded(name).removeprefix("z")
    return bool(whose) and (whose in folded or (bool(folded) and folded.removesuffix("s") in whose))


def _key(table: Table) -> tuple[int, str] | None:
    name = headers.folded(table.table)
    own = {f"{name}_id", f"{name}id", f"{name}_no", f"{name.removesuffix('s')}_id"}
    for index, header in enumerate(map(headers.folded, table.columns)):
        cells = table.values[index]
        if (_KEY.search(header) or header in own) and _FEWEST <= len(cells) == len(set(cells)):
            return index, f"record of {table.where}\t{table.table}"
    return None
