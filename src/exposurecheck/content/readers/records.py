"""Turns nested records (JSON documents and lines, Avro) into tables whose columns are field paths."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from exposurecheck.content.readers.escapes import has_escapes, unescape
from exposurecheck.content.units import Table

_CELLS = 65_536
"""Cells held before a table is handed on."""
_DEEPEST = 200
_MAP_OF_RECORDS = 8
"""An object with at least so many members that are all objects is a table keyed by id."""
_INLINE = 16
"""A list of so many plain values becomes columns of its record; a longer one a table of its own."""
_MOST_COLUMNS = 2000

Row = dict[str, str]


def scalar(value: object) -> str:
    """Return a cell for a value without structure."""
    if isinstance(value, str):
        return unescape(value) if has_escapes(value) else value
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

    rows: dict[str, list[Row]] = field(default_factory=dict)
    held: int = 0
    too_deep: bool = False
    """Whether something was left out because it lay too deep."""

    def add(self, value: object, path: str = "", depth: int = 0) -> Iterator[Table]:
        """Take one value found at ``path``; yield tables when enough has come together."""
        if depth > _DEEPEST:
            self.too_deep = True
        elif isinstance(value, Mapping):
            if _is_map_of_records(value):
                for key, inner in value.items():
                    yield from self._add_record({"key": key, **inner}, path, depth)
            else:
                yield from self._add_record(value, path, depth)
        elif isinstance(value, (list, tuple)):
            yield from self._add_list(value, path, depth)
        elif value is not None:
            self._keep({path.rpartition(".")[2]: scalar(value)}, path)
        if self.held >= _CELLS:
            yield from self.flush()

    def flush(self) -> Iterator[Table]:
        """Yield what is left."""
        kept, self.rows, self.held = self.rows, {}, 0
        for path, rows in kept.items():
            yield from _table(rows, path)

    def _add_list(self, values: list[object] | tuple[object, ...], path: str, depth: int) -> Iterator[Table]:
        for value in values:
            if isinstance(value, (list, tuple)) and not any(isinstance(cell, (Mapping, list, tuple)) for cell in value):
                self._keep({str(index): scalar(cell) for index, cell in enumerate(value)}, f"{path}[]")
                if self.held >= _CELLS:
                    yield from self.flush()
            else:
                yield from self.add(value, path, depth + 1)

    def _add_record(self, record: Mapping[str, object], path: str, depth: int) -> Iterator[Table]:
        row: Row = {}
        apart: list[tuple[str, object]] = []
        self._flatten(record, "", row, apart, depth)
        self._keep(row, path)
        for inner, value in apart:
            yield from self.add(value, f"{path}.{inner}" if path else inner, depth + 1)

    def _keep(self, row: Row, path: str) -> None:
        if row:
            self.rows.setdefault(path, []).append(row)
            self.held += len(row)

    def _flatten(
        self, record: Mapping[str, object], prefix: str, row: Row, apart: list[tuple[str, object]], depth: int
    ) -> None:
        """Fill ``row`` with what belongs to one record, and ``apart`` with lists that are tables of their own."""
        for key, value in record.items():
            path = f"{prefix}.{key}" if prefix else str(key)
            if isinstance(value, str):
                row[path] = unescape(value) if has_escapes(value) else value
            elif isinstance(value, Mapping):
                if depth > _DEEPEST:
                    self.too_deep = True
                elif _is_map_of_records(value):
                    apart.append((path, value))
                else:
                    self._flatten(value, path, row, apart, depth + 1)
            elif isinstance(value, (list, tuple)):
                self._flatten_list(value, path, row, apart, depth)
            elif value is not None:
                row[path] = scalar(value)

    def _flatten_list(
        self,
        values: list[object] | tuple[object, ...],
        path: str,
        row: Row,
        apart: list[tuple[str, object]],
        depth: int,
    ) -> None:
        if len(values) == 1 and isinstance(values[0], Mapping) and depth <= _DEEPEST:
            self._flatten(values[0], path, row, apart, depth + 1)
        elif len(values) <= _INLINE and not any(isinstance(value, (Mapping, list, tuple)) for value in values):
            for index, value in enumerate(values):
                row[f"{path}.{index}" if index else path] = scalar(value)
        else:
            apart.append((path, values))


def _is_map_of_records(value: Mapping[str, object]) -> bool:
    return len(value) >= _MAP_OF_RECORDS and all(isinstance(inner, Mapping) for inner in value.values())


def _table(rows: list[Row], path: str) -> Iterator[Table]:
    """Yield the rows as tables; records with wildly different fields are parted so that no table gets too wide."""
    start, columns = 0, dict[str, None]()
    for index, row in enumerate(rows):
        if len(columns) + len(row) > _MOST_COLUMNS and any(name not in columns for name in row) and index > start:
            yield _aligned(rows[start:index], tuple(columns), path)
            start, columns = index, {}
        columns.update(dict.fromkeys(row))
    yield _aligned(rows[start:], tuple(columns), path)


def _aligned(rows: list[Row], columns: tuple[str, ...], path: str) -> Table:
    prefix = f"{path}." if path else ""
    values = tuple([row.get(column, "") for row in rows] for column in columns)
    return Table(tuple(f"{prefix}{column}" for column in columns), values, table=path)
