"""Turns nested records (JSON documents and lines, XML, Avro) into tables whose columns are field paths."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter

from exposurecheck.content.readers.base64_text import plain_column
from exposurecheck.content.readers.escapes import has_escapes, unescape
from exposurecheck.content.units import Table

_CELLS = 65_536
"""Fields held before tables are handed on."""
_DEEPEST = 200
_MAP_OF_RECORDS = 8
"""An object with at least so many members that are all objects is a table keyed by id."""
_INLINE = 16
"""A list of so many plain values becomes columns of its record; a longer one a table of its own."""
MOST_COLUMNS = 2000
"""Fields of records that make one table."""
_KINDS = ("type", "kind", "label", "system", "key")
_ID = re.compile(
    r"[0-9]+|[-_0-9]*(?i:uid|id|u|user|usr|member|customer|cust|client|employee|emp|staff|patient|person|student|no)"
    r"[-_#]?[0-9]+|(?:会員|顧客|患者|社員|利用者|生徒)(?:番号)?[-_]?[0-9]+|(?=[^0-9]*[0-9])(?:[0-9A-Za-z]{16,64}|[0-9A-Fa-f-]{32,36})"
    r"|[^@\s]+@[^@\s]+\.[a-z]{2,}"
)
"""Keys of records: numbers, numbered users, random ids, UUIDs, mail addresses; not ``address1`` or ``billing``."""
_TYPED = frozenset(
    ("S", "N", "B", "BOOL", "M", "L", "SS", "NS", "$oid", "$date", "$numberLong", "$numberInt", "$numberDouble",
     "$numberDecimal", "$uuid", "stringValue", "integerValue", "timestampValue", "mapValue", "arrayValue", "fields")
)  # fmt: skip
"""Keys that say of what type the one value beside them is: in DynamoDB, MongoDB and Firestore."""
_NOTHING = frozenset({type(None)})

Record = dict[str, object]


def scalar(value: object) -> str:
    """Return a cell for a value without structure."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (bytes, bytearray)):
        return value.decode("utf-8", "replace")
    return str(value)


@dataclass(slots=True)
class RecordTables:
    """Collects records by the path they were found at and hands them on as tables."""

    records: dict[tuple[str, int], list[Record]] = field(default_factory=dict)
    """By path, and by how deep they lay."""
    held: int = 0
    too_deep: bool = False
    """Whether something was left out because it lay too deep."""

    def add(self, value: object, path: str = "", depth: int = 0) -> Iterator[Table]:
        """Take one value found at ``path``; yield tables when enough has come together."""
        self._take(value, path, depth)
        if self.held >= _CELLS:
            yield from self.flush()

    def add_all(self, values: Iterable[object]) -> Iterator[Table]:
        """Take values of one path; yield tables when enough has come together."""
        for value in values:
            self._take(value, "", 0)
            if self.held >= _CELLS:
                yield from self.flush()

    def flush(self) -> Iterator[Table]:
        """Yield what is left."""
        while self.records:
            kept, self.records, self.held = self.records, {}, 0
            for (path, depth), records in kept.items():
                yield from self._tables(records, path, depth)

    def _take(self, value: object, path: str, depth: int) -> None:
        if depth > _DEEPEST:
            self.too_deep = True
        elif isinstance(value, dict):
            if (rows := by_columns(value)) is not None:
                for row in rows.values():
                    self._keep(row, path, depth)  # type: ignore[arg-type] # a record
            elif is_map_of_records(value):
                for key, inner in value.items():
                    self._keep({"key": key, **inner}, path, depth)
            else:
                self._keep(value, path, depth)
        elif isinstance(value, (list, tuple)):
            for item in value:
                if isinstance(item, (list, tuple)) and not any(isinstance(cell, (dict, list, tuple)) for cell in item):
                    self._keep({str(index): cell for index, cell in enumerate(item)}, f"{path}[]", depth)
                else:
                    self._take(item, path, depth + 1)
        elif value is not None:
            self._keep({path.rpartition(".")[2]: value}, path, depth)

    def _keep(self, record: Record, path: str, depth: int) -> None:
        if record:
            self.records.setdefault((path, depth), []).append(record)
            self.held += len(record)

    def _tables(self, records: list[Record], path: str, depth: int) -> Iterator[Table]:
        """Yield records of one path; those with wildly different fields are parted so that no table gets too wide."""
        names = set(chain.from_iterable(records))
        if len(names) > MOST_COLUMNS and len(records) > 1:
            half = len(records) // 2
            yield from self._tables(records[:half], path, depth)
            yield from self._tables(records[half:], path, depth)
            return
        columns: list[tuple[str, list[str]]] = []
        self._fill(records, path, depth, columns)
        if columns:
            yield Table(tuple(name for name, _ in columns), tuple(plain(values) for _, values in columns), table=path)

    def _fill(self, records: Sequence[Record], path: str, depth: int, columns: list[tuple[str, list[str]]]) -> None:
        """Append a column for each plain field, with those of nested records; lists of records are kept for later."""
        if depth > _DEEPEST:
            self.too_deep = True
            return
        for key in dict.fromkeys(chain.from_iterable(records)):
            name = f"{path}.{key}" if path and key else str(key or path)
            values = _column(records, key)
            kinds = set(map(type, values))
            if dict in kinds or list in kinds or tuple in kinds:
                values = self._unfold(values, name, depth, columns)
                kinds = set(map(type, values))
            if kinds != _NOTHING:
                columns.append((name, [scalar(value) for value in values] if kinds != {str} else values))  # type: ignore[arg-type] # all str

    @staticmethod
    def _by_type(value: object) -> Record | None:
        """Return ``[{"type": "email", "value": …}, …]`` as one record with a field for each type."""
        if not isinstance(value, (list, tuple)) or not 0 < len(value) <= _INLINE:
            return None
        found: Record = {}
        for item in value:
            kind = next((item[k] for k in _KINDS if k in item), None) if isinstance(item, dict) else None
            if not isinstance(kind, str) or "value" not in item or kind in found:
                return None
            found[kind] = item["value"]
        return found

    def _first(self, value: object, name: str, depth: int, *, several: bool) -> object:
        """Return the first record of a list, which tells most of whose list it is, and keep the others for later.

        That holds where ``several`` records have such lists; else it is the list that is the document.
        """
        if not isinstance(value, (list, tuple)) or not value:
            return value
        if len(value) > 1 and not (several and isinstance(value[0], dict)):
            return value
        for other in value[1:]:
            self._take(other, name, depth + 1)
        return value[0]

    def _unfold(
        self, values: list[object], name: str, depth: int, columns: list[tuple[str, list[str]]]
    ) -> list[object]:
        """Take the structured values of a column apart; return the plain ones in place."""
        plain: list[object] = [None] * len(values)
        inner: list[Record] = [{}] * len(values)
        lists: list[Record] = [{}] * len(values)
        for index, value in enumerate(values):
            value = untyped(value)  # noqa: PLW2901 - what it stands for
            item = self._by_type(value) or self._first(value, name, depth, several=len(values) > 1)
            if isinstance(item, dict):
                if is_map_of_records(item):
                    self._take(item, name, depth + 1)
                else:
                    inner[index] = item
            elif not isinstance(value, (list, tuple)):
                plain[index] = value
            elif len(value) <= _INLINE and not any(isinstance(cell, (dict, list, tuple)) for cell in value):
                lists[index] = {str(place or ""): cell for place, cell in enumerate(value)}
            else:
                self._take(value, name, depth + 1)
        if any(inner):
            self._fill(inner, name, depth + 1, columns)
        if any(lists):
            self._fill(lists, name, depth + 1, columns)
        return plain


def _column(records: Sequence[Record], key: str) -> list[object]:
    try:
        return list(map(itemgetter(key), records))
    except KeyError:
        return [record.get(key) for record in records]


def untyped(value: object) -> object:
    """Return a value without the object that only says its type: the name for ``{"S": name}``."""
    while isinstance(value, dict) and len(value) == 1:
        key = next(iter(value))
        if key not in _TYPED:
            break
        value = value[key]
    return value


def untyped_path(path: str) -> str:
    """Return the path of a field without the steps that only say of what type it is."""
    first, *steps = path.split(".")
    return ".".join([first, *(step for step in steps if step not in _TYPED)])


def by_columns(value: Record) -> Record | None:
    """Return records by their numbers for columns by their names, as pandas writes them; None for anything else."""
    columns = list(value.values())
    if len(columns) <= 1 or not all(isinstance(column, dict) and column for column in columns):
        return None
    rows: list[str] = list(columns[0])  # type: ignore[call-overload] # a mapping
    if not all(map(str.isdecimal, rows)) or any(list(column) != rows for column in columns[1:]):  # type: ignore[call-overload]
        return None
    return {row: {name: column[row] for name, column in value.items()} for row in rows}  # type: ignore[index]


def is_map_of_records(value: Record) -> bool:
    """Tell whether an object is a table whose records are keyed by id; few are, where their keys look like ids."""
    size = len(value)
    if size <= 1 or not all(isinstance(inner, dict) for inner in value.values()):
        return False
    return size >= _MAP_OF_RECORDS or all(map(_ID.fullmatch, map(str, value)))


def plain(values: list[str]) -> Sequence[str]:
    """Return cells with their escapes undone, and base64 decoded."""
    found = plain_column(values)
    return [unescape(value) for value in found] if has_escapes("\n".join(found)) else found
