"""Turns a JSON document of any size into records as it streams by: objects in arrays, and objects keyed by id."""

from collections.abc import Iterator
from typing import Protocol

from exposurecheck.content.readers.records import RecordTables
from exposurecheck.content.units import Table

_MOST_NODES = 500_000
"""Values of one record; more means that the record is a whole document in disguise."""
_LOOSE = 1000
"""Plain values outside records that are held before they are handed on."""
_KEYED_BELOW = 2
"""Levels of objects outside: ``{"users": {"id1": {…}}}`` has its records on the third."""

Container = dict[str, object] | list[object]


class _Bytes(Protocol):
    def read(self, size: int, /) -> bytes: ...


class RecordTooLargeError(Exception):
    """One record holds more than can be held."""


def stream_records(file: _Bytes, tables: RecordTables) -> Iterator[Table]:
    """Yield tables while ``file`` is parsed; raises ijson's errors where the document is broken or cut."""
    import ijson  # noqa: PLC0415 - only what a file needs is imported

    builder = _Builder()
    try:
        for event, value in ijson.basic_parse(file, use_float=True):
            done = builder.take(event, value)
            if done is not None:
                yield from tables.add(*done)
    finally:
        rest = builder.rest()
    yield from tables.add(rest)


class _Builder:
    """Keeps where the parser is outside records, and the containers of the record it is inside of."""

    def __init__(self) -> None:
        self._frames: list[tuple[str, str]] = []
        """Kind and name of each container outside records."""
        self._key = ""
        self._loose: dict[str, object] = {}
        self._open: list[Container] = []
        self._keys: list[str] = []
        self._nodes = 0

    def take(self, event: str, value: object) -> tuple[object, str] | None:
        """Take one event; return a record and its path when one is complete."""
        return self._inside(event, value) if self._open else self._outside(event, value)

    def rest(self) -> dict[str, object]:
        """Return the plain values outside records."""
        return self._loose

    def _where(self) -> str:
        return ".".join(name for _, name in self._frames if name)

    def _outside(self, event: str, value: object) -> tuple[object, str] | None:
        in_array = bool(self._frames) and self._frames[-1][0] == "start_array"
        if event == "map_key":
            self._key = str(value)
        elif event in {"start_map", "start_array"}:
            keyed = event == "start_map" and len(self._frames) >= _KEYED_BELOW
            if in_array:
                self._open, self._keys, self._nodes = [{} if event == "start_map" else []], [""], 0
            elif keyed:
                self._open, self._keys, self._nodes = [{"key": self._key}], [""], 0
            else:
                self._frames.append((event, self._key))
                self._key = ""
        elif event in {"end_map", "end_array"}:
            self._frames.pop()
        elif in_array:
            return value, self._where()
        else:
            self._loose[f"{self._where()}.{self._key}".lstrip(".")] = value
            if len(self._loose) >= _LOOSE:
                full, self._loose = self._loose, {}
                return full, ""
        return None

    def _inside(self, event: str, value: object) -> tuple[object, str] | None:
        if event == "map_key":
            self._keys[-1] = str(value)
            return None
        if event in {"end_map", "end_array"}:
            done = self._open.pop()
            self._keys.pop()
            return None if self._open else (done, self._where())
        self._nodes += 1
        if self._nodes > _MOST_NODES:
            raise RecordTooLargeError
        fresh: Container | None = {} if event == "start_map" else [] if event == "start_array" else None
        holder = self._open[-1]
        if isinstance(holder, dict):
            holder[self._keys[-1]] = value if fresh is None else fresh
        else:
            holder.append(value if fresh is None else fresh)
        if fresh is not None:
            self._open.append(fresh)
            self._keys.append("")
        return None
