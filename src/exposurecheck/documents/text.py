"""Turns one YAML file into plain values and the place where each of them stands.

Only what rules and facts need is understood: mappings, sequences, texts, whole and decimal numbers, true, false and
null, as in the core schema of YAML 1.2 (so ``no`` and ``on`` are texts). Anchors, aliases, tags, merge keys, several
documents, duplicate keys and deep nesting are refused: they are either mistakes or attacks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from exposurecheck.documents.problem import DocumentError, Problem
from exposurecheck.model.base import Json

if TYPE_CHECKING:
    from yaml.events import Event

_DEEPEST = 16
LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader of YAML, in C where this machine has it."""
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""YAML 1.2, section 5.1: what is not printable."""
_CONSTANTS: dict[str, Json] = {"true": True, "false": False, "null": None, "~": None, "": None}

Keys = tuple[str | int, ...]
"""The way from the root of a document to one of its values."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value stands: from ``start`` up to ``end``, both as character indices of the file's text."""

    start: int
    end: int
    style: str = ""
    """``'``, ``"``, ``|`` or ``>`` for texts that are written so."""


@dataclass(slots=True)
class Document:
    """A file's values and their places."""

    path: Path
    text: str
    data: Json = None
    values: dict[Keys, Span] = field(default_factory=dict)
    keys: dict[Keys, Span] = field(default_factory=dict)
    """Where the key of a value stands."""

    def problem(self, keys: Keys, message: str, *, at_key: bool = False) -> Problem:
        """Point at a value, at its key, or at the nearest thing around it that exists."""
        table = self.keys if at_key else self.values
        while keys and keys not in table:
            keys, table = keys[:-1], self.keys
        return self.problem_at(table[keys].start if keys in table else 0, message)

    def problem_at(self, index: int, message: str) -> Problem:
        """Point at a character of the file."""
        index = min(index, len(self.text.rstrip()))
        begin = self.text.rfind("\n", 0, index) + 1
        line = self.text.count("\n", 0, index) + 1
        return Problem(self.path, message, line, index - begin + 1, self.text[begin:].partition("\n")[0])

    def index_in(self, keys: Keys, offset: int) -> int:
        """Return the index in the file of character ``offset`` of the text value at ``keys``.

        Folding changes only white space, so the n-th visible character of the value is the n-th of its source.
        """
        span = self.values[keys]
        source = self.text[span.start : span.end]
        begin = span.start
        if span.style in {"|", ">"}:
            begin += source.index("\n") if "\n" in source else 0
        elif span.style:
            begin += 1
        if span.style == '"' and "\\" in source:
            return span.start
        value = _descend(self.data, keys)
        before = sum(not c.isspace() for c in str(value)[:offset])
        visible = [i for i in range(begin, span.end) if not self.text[i].isspace()]
        if before < len(visible):
            return visible[before]
        return visible[-1] + 1 if visible else span.start


def read_yaml(path: Path, *, largest: int, thing: str) -> Document:
    """Read one file of at most ``largest`` bytes that holds one ``thing``, for example ``check``.

    Raises ``DocumentError`` with the first thing that is wrong in it.
    """
    try:
        if path.stat().st_size > largest:
            raise _too_large(path, largest, thing)
        raw = path.read_bytes()
    except OSError as error:
        raise DocumentError([Problem(path, f"cannot be read: {error.strerror}")]) from error
    return parse_yaml(path, raw, largest=largest, thing=thing)


def parse_yaml(path: Path, raw: bytes, *, largest: int, thing: str) -> Document:
    """Understand the bytes of one file, as :func:`read_yaml` does; ``path`` is only its name in messages."""
    if len(raw) > largest:
        raise _too_large(path, largest, thing)
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise DocumentError([Problem(path, f"not UTF-8: byte {error.start}; save the file as UTF-8")]) from error
    document = Document(path, text)
    try:
        events = yaml.parse(text, Loader=LOADER)
        _Builder(document, events, thing).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"not valid YAML: {error.problem or error.context}"
        raise DocumentError([document.problem_at(mark.index if mark else 0, message)]) from error
    except yaml.YAMLError as error:
        forbidden = _FORBIDDEN.search(text)
        message = "not valid YAML: a character that is not allowed"
        raise DocumentError([document.problem_at(forbidden.start() if forbidden else 0, message)]) from error
    return document


def _too_large(path: Path, largest: int, thing: str) -> DocumentError:
    return DocumentError([Problem(path, f"too large: a {thing} has at most {largest // 1024} KiB")])


class _Builder:
    """Builds plain values from the parser's events, so that nothing is ever constructed from a tag or an alias."""

    def __init__(self, document: Document, events: Iterator["Event"], thing: str) -> None:
        self._document = document
        self._thing = thing
        self._events = (e for e in events if not isinstance(e, (yaml.StreamStartEvent, yaml.StreamEndEvent)))

    def build(self) -> None:
        """Fill the document; exactly one YAML document is expected."""
        first = next(self._events, None)
        if first is None:
            raise DocumentError([Problem(self._document.path, f"the file is empty: a {self._thing} is expected")])
        self._document.data = self._value(next(self._events), ())
        next(self._events)
        second = next(self._events, None)
        if second is not None:
            self._refuse(second, f"one {self._thing} in a file: a second document begins here")

    def _refuse(self, event: "Event", message: str) -> None:
        raise DocumentError([self._document.problem_at(_start(event), message)])

    def _value(self, event: "Event", keys: Keys) -> Json:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(event, "anchors (&) and aliases (*) are not allowed; quote the text if it begins so")
        if getattr(event, "tag", None):
            self._refuse(event, "tags (!) are not allowed; quote the text if it begins so")
        if len(keys) > _DEEPEST:
            self._refuse(event, f"nested more than {_DEEPEST} levels deep")
        value: Json
        end = event
        if isinstance(event, yaml.ScalarEvent):
            value = event.value if event.style else _plain(event.value)
        elif isinstance(event, yaml.MappingStartEvent):
            value, end = self._mapping(keys)
        else:
            value, end = self._sequence(keys)
        style = (event.style or "") if isinstance(event, yaml.ScalarEvent) else ""
        self._document.values[keys] = Span(_start(event), _end(end), style)
        return value

    def _mapping(self, keys: Keys) -> tuple[dict[str, Json], "Event"]:
        found: dict[str, Json] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return found, event
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                self._refuse(event, "a key must be a plain text")
            key = str(getattr(event, "value", ""))
            if key in found:
                first = self._document.problem((*keys, key), "", at_key=True)
                self._refuse(event, f"duplicate key {key!r}; it already stands in line {first.line}")
            self._document.keys[*keys, key] = Span(_start(event), _end(event))
            found[key] = self._value(next(self._events), (*keys, key))
        raise yaml.YAMLError("the parser stopped inside a collection")

    def _sequence(self, keys: Keys) -> tuple[list[Json], "Event"]:
        found: list[Json] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return found, event
            found.append(self._value(event, (*keys, len(found))))
        raise yaml.YAMLError("the parser stopped inside a collection")


def _start(event: "Event") -> int:
    return event.start_mark.index if event.start_mark is not None else 0


def _end(event: "Event") -> int:
    return event.end_mark.index if event.end_mark is not None else 0


def _plain(text: str) -> Json:
    """Read an unquoted text by the core schema of YAML 1.2, section 10.3."""
    if text.lower() in _CONSTANTS:
        return _CONSTANTS[text.lower()]
    if re.fullmatch(r"[-+]?(0|[1-9][0-9]{0,17})", text):
        return int(text)
    if re.fullmatch(r"[-+]?[0-9]{1,17}\.[0-9]{1,17}", text):
        return float(text)
    return text


def _descend(data: Json, keys: Keys) -> Json:
    for key in keys:
        data = data[key]  # type: ignore[index]  # keys come from this very document
    return data
