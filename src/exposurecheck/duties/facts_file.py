"""Turns a file of facts, YAML or JSON, into known facts; refuses what is not a fact or contradicts itself.

Names may be written with dots (``exposure.state: X3``) or nested (``exposure: {state: X3}``), and stand under a key
``facts`` or at the top.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from exposurecheck.documents.problem import DocumentError, Problem
from exposurecheck.documents.shape import did_you_mean
from exposurecheck.documents.text import Document, Keys, parse_yaml
from exposurecheck.duties.calendar import FIRST_YEAR, LAST_YEAR
from exposurecheck.duties.facts import Facts, Interval, Known, Range, Tri, Value
from exposurecheck.duties.vocabulary import FactKind, FactType, kind_of
from exposurecheck.errors import InputError
from exposurecheck.model.base import Json

LARGEST = 256 * 1024
_UNKNOWN = "unknown"
_WRAPPING = {"facts", "version", "law_as_of", "schema"}
_LONGEST_NOTICE = 8760
"""Hours: a year."""
_LONGEST_QUOTE = 60
_JST = re.compile(r" ?\(?JST\)?$")
"""Japan has one zone, and people there write its name."""
_PARTS = {FactType.RANGE: ("low", "best", "high"), FactType.INTERVAL: ("from", "to")}


class FactsError(InputError):
    """A file of facts that cannot be used, with everything that is wrong in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(["the facts cannot be used", *map(str, self.problems)]))


def read(path: Path, kinds: Mapping[str, FactKind]) -> Facts:
    """Read a file of facts; raises ``FactsError``."""
    try:
        return parse(path, path.read_bytes(), kinds)
    except OSError as error:
        raise FactsError([Problem(path, f"cannot be read: {error.strerror}")]) from error


def parse(path: Path, raw: bytes, kinds: Mapping[str, FactKind]) -> Facts:
    """Understand the bytes of a file of facts; ``path`` is its name in messages. Raises ``FactsError``."""
    document = _document(path, raw)
    if not isinstance(document.data, dict):
        raise FactsError([document.problem((), "must be a mapping of facts, such as `exposure.state: X3`")])
    reader = _Reader(document, kinds)
    facts = reader.facts()
    if reader.problems:
        raise FactsError(sorted(reader.problems, key=lambda p: (p.line, p.column)))
    return facts


def _document(path: Path, raw: bytes) -> Document:
    try:
        return parse_yaml(path, raw, largest=LARGEST, thing="file of facts")
    except DocumentError as error:
        as_json = _json(path, raw)
        if as_json is None:
            raise FactsError(error.problems) from error
        return as_json


def _json(path: Path, raw: bytes) -> Document | None:
    """Read the JSON that YAML does not understand (tabs, escaped surrogates); None when it is not JSON either."""

    def once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        names = [name for name, _ in pairs]
        twice = next((name for i, name in enumerate(names) if name in names[:i]), None)
        if twice is not None:
            raise FactsError([Problem(path, f"duplicate key {twice!r}")])
        return dict(pairs)

    if len(raw) > LARGEST:
        return None
    try:
        return Document(path, "", json.loads(raw.decode("utf-8-sig"), object_pairs_hook=once))
    except (ValueError, RecursionError):
        return None


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One plain value and where it stands."""

    value: Json
    keys: Keys


@dataclass(slots=True)
class _Reader:
    document: Document
    kinds: Mapping[str, FactKind]
    problems: list[Problem] = field(default_factory=list)

    def facts(self) -> Facts:
        """Return what is known; mistakes are collected in ``problems``."""
        known: dict[str, Known] = {}
        for name, parts in self._grouped().items():
            kind = kind_of(name, self.kinds)
            try:
                value = None if kind is None else self._value(name, kind, parts)
            except DocumentError as error:
                self.problems += error.problems
                continue
            if value is not None:
                known[name] = Known(value, "user")
        return Facts(MappingProxyType(known))

    def _grouped(self) -> dict[str, dict[str, _Leaf]]:
        """Return the leaves of each fact by part: ``""`` for a value written whole."""
        grouped: dict[str, dict[str, _Leaf]] = {}
        for path, leaf in self._leaves(*self._root()):
            kind = kind_of(path, self.kinds)
            if leaf.value == {} and (kind is None or kind.type is FactType.COUNTS):
                continue  # an empty group such as `data: {}` says nothing
            try:
                name, part = self._split(path, leaf)
                parts = grouped.setdefault(name, {})
                if part in parts or (parts and "" in {part, *parts}):
                    raise self._twice(name, leaf, next(iter(parts.values())))
                parts[part] = leaf
            except DocumentError as error:
                self.problems += error.problems
        return grouped

    def _root(self) -> tuple[Json, str, Keys]:
        data = self.document.data
        if isinstance(data, dict) and isinstance(data.get("facts"), dict) and set(data) <= _WRAPPING:
            return data["facts"], "", ("facts",)
        return data, "", ()

    def _leaves(self, value: Json, path: str, keys: Keys) -> Iterator[tuple[str, _Leaf]]:
        if not isinstance(value, dict) or (not value and path):
            yield path, _Leaf(value, keys)
            return
        for key, inner in value.items():
            yield from self._leaves(inner, f"{path}.{key}" if path else key, (*keys, key))

    def _split(self, path: str, leaf: _Leaf) -> tuple[str, str]:
        """Return the fact that a path belongs to, and the part of it."""
        if kind_of(path, self.kinds) is not None:
            return path, ""
        name, _, part = path.rpartition(".")
        kind = kind_of(name, self.kinds)
        if kind is not None and part in _PARTS.get(kind.type, ()):
            return name, part
        around = max((n for n in self.kinds if path.startswith(f"{n}.")), key=len, default=None)
        if around is not None and not any(n.startswith(f"{around}.") for n in self.kinds):
            raise self._wrong(leaf, f"{path!r} is no fact. Allowed for {around!r}: {self.kinds[around].allowed}")
        names = sorted(self.kinds)
        raise self._wrong(leaf, f"unknown fact {path!r}{did_you_mean(path, names)} Allowed: {', '.join(names)}")

    def _wrong(self, leaf: _Leaf, message: str) -> DocumentError:
        return DocumentError([self.document.problem(leaf.keys, message, at_key=True)])

    def _refused(self, leaf: _Leaf, message: str, kind: FactKind) -> DocumentError:
        stop = "" if message.endswith((".", "?")) else "."
        return self._wrong(leaf, f"{message}{stop} Allowed: {kind.allowed}")

    def _twice(self, name: str, leaf: _Leaf, first: _Leaf) -> DocumentError:
        line = self.document.problem(first.keys, "", at_key=True).line
        where = f" in line {line}" if line else ""
        return self._wrong(leaf, f"contradictory: {name!r} is given already{where}; write it once")

    def _value(self, name: str, kind: FactKind, parts: Mapping[str, _Leaf]) -> Value | None:
        if all(leaf.value in (None, _UNKNOWN) for leaf in parts.values()):
            return None
        if kind.type is FactType.RANGE:
            return self._range(name, kind, parts)
        if kind.type is FactType.INTERVAL:
            return self._interval(name, kind, parts)
        return self._whole(name, kind, parts[""])

    def _whole(self, name: str, kind: FactKind, leaf: _Leaf) -> Value:
        value = leaf.value
        if kind.type is FactType.TIME:
            return self._time(name, leaf)
        if kind.type is FactType.TRI and (isinstance(value, bool) or value in list(Tri)):
            return Tri(str(value).lower())
        if kind.type is FactType.CHOICE and value in kind.values:
            return str(value)
        if kind.type is FactType.HOURS and _is_number(value) and 1 <= _number(value) <= _LONGEST_NOTICE:
            return _number(value)
        if isinstance(value, list) and len(value) > 1 and all(v in kind.values for v in value):
            raise self._refused(leaf, f"contradictory: {name!r} is {' and '.join(map(str, value))} at once", kind)
        close = did_you_mean(value, kind.values) if isinstance(value, str) else "."
        raise self._refused(leaf, f"{name!r} cannot be {_shown(value)}{close}", kind)

    def _range(self, name: str, kind: FactKind, parts: Mapping[str, _Leaf]) -> Range:
        numbers: dict[str, int | None] = {}
        for part, leaf in parts.items():
            open_end = part in {"best", "high"} and leaf.value in (None, _UNKNOWN)
            if not open_end and not (_is_number(leaf.value) and _number(leaf.value) >= 0):
                at = f"{name}.{part}" if part else name
                raise self._refused(leaf, f"{at!r} cannot be {_shown(leaf.value)}", kind)
            numbers[part] = None if open_end else _number(leaf.value)
        first = next(iter(parts.values()))
        exact, low, best, high = (numbers.get(part) for part in ("", "low", "best", "high"))
        if exact is not None:
            return Range(exact, exact, exact)
        if low is None or "high" not in parts:
            raise self._refused(first, f"{name!r} needs both low and high", kind)
        given = [number for number in (low, best, high) if number is not None]
        if given != sorted(given):
            shown = ", ".join(f"{part} {number}" for part, number in numbers.items())
            raise self._refused(first, f"{name!r} is upside down ({shown}); write low <= best <= high", kind)
        return Range(low, high, best)

    def _interval(self, name: str, kind: FactKind, parts: Mapping[str, _Leaf]) -> Interval:
        if "" in parts or "from" not in parts:
            raise self._refused(next(iter(parts.values())), f"{name!r} needs a start", kind)
        since = None if parts["from"].value in (None, _UNKNOWN) else self._time(f"{name}.from", parts["from"])
        if "to" not in parts or parts["to"].value in (None, _UNKNOWN):
            return Interval(since, None)
        until = self._time(f"{name}.to", parts["to"])
        if since is not None and until < since:
            raise self._refused(parts["to"], f"{name!r} is upside down: it ends before it begins", kind)
        return Interval(since, until)

    def _time(self, name: str, leaf: _Leaf) -> datetime:
        example = "Allowed: a time with zone, such as 2026-11-23T09:00:00+09:00"
        try:
            moment = datetime.fromisoformat(_JST.sub("+09:00", leaf.value) if isinstance(leaf.value, str) else "")
        except ValueError:
            raise self._wrong(leaf, f"{name!r} cannot be {_shown(leaf.value)}. {example}") from None
        if moment.tzinfo is None:
            raise self._wrong(leaf, f"{name!r} has no zone: {_shown(leaf.value)}. {example}")
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise self._wrong(leaf, f"{name!r} must lie from {FIRST_YEAR} to {LAST_YEAR}. {example}")
        return moment


def _is_number(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Json) -> int:
    return int(str(value))


def _shown(value: Json) -> str:
    """Quote a value in a message, not at length and without anything that could move a cursor."""
    written = repr(value) if isinstance(value, str) else json.dumps(value)
    return written if len(written) <= _LONGEST_QUOTE else f"{written[:_LONGEST_QUOTE]}…"
