"""Turns the conditions of a regime file into checked ones, or says at which line which word is not allowed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exposurecheck.documents.problem import DocumentError, Problem
from exposurecheck.documents.shape import did_you_mean
from exposurecheck.documents.text import Document, Keys
from exposurecheck.duties.condition import All, Condition, Is, Not, Over, Some
from exposurecheck.duties.vocabulary import FactKind, FactType, kind_of
from exposurecheck.model.base import Json

_TRI = {
    "true": ("true",),
    # Where the law itself covers what may have happened, a suspicion counts; it is weighed the same way.
    "true_or_suspected": ("true",),
    "false": ("false",),
}
_OPERATORS = {
    FactType.TRI: ("is",),
    FactType.CHOICE: ("in", "is", "unknown_at"),
    FactType.RANGE: ("gt", "gte"),
}
_SHAPES = "a condition is {all: [...]}, {any: [...]}, {not: ...}, {fact: ..., is|in|gt|gte: ...} or a macro's name"


@dataclass(slots=True)
class Reader:
    """Reads the conditions of one document and collects what is wrong in them."""

    document: Document
    kinds: Mapping[str, FactKind]
    macros: Mapping[str, Condition]
    problems: list[Problem] = field(default_factory=list)

    def read(self, value: Json, keys: Keys) -> Condition | None:
        """Return the condition at ``keys``; None when something is wrong in it, which is then in ``problems``."""
        try:
            return self._read(value, keys)
        except DocumentError as error:
            self.problems += error.problems
            return None

    def _wrong(self, keys: Keys, message: str) -> DocumentError:
        return DocumentError([self.document.problem(keys, message)])

    def _read(self, value: Json, keys: Keys) -> Condition:
        if isinstance(value, str):
            return self._macro(value, keys)
        if isinstance(value, dict) and "fact" in value:
            return self._atom(value, keys)
        if not isinstance(value, dict) or len(value) != 1:
            raise self._wrong(keys, _SHAPES)
        name, inner = next(iter(value.items()))
        if name == "not":
            return Not(self._read(inner, (*keys, name)))
        if name not in {"all", "any"} or not isinstance(inner, list) or not inner:
            raise self._wrong(keys, _SHAPES)
        parts = tuple(self._read(part, (*keys, name, i)) for i, part in enumerate(inner))
        return All(parts) if name == "all" else Some(parts)

    def _macro(self, name: str, keys: Keys) -> Condition:
        if name not in self.macros:
            known = ", ".join(self.macros)
            raise self._wrong(keys, f"unknown macro {name!r}{did_you_mean(name, self.macros)} Allowed: {known}")
        return self.macros[name]

    def _atom(self, value: Mapping[str, Json], keys: Keys) -> Condition:
        name = str(value["fact"])
        base = name.removesuffix(".high")
        kind = kind_of(base, self.kinds)
        if kind is None or (base != name and kind.type is not FactType.RANGE):
            names = sorted(self.kinds)
            message = f"unknown fact {name!r}{did_you_mean(name, names)} Allowed: {', '.join(names)}"
            raise self._wrong((*keys, "fact"), message)
        operators = _OPERATORS.get(kind.type, ())
        given = [key for key in value if key not in {"fact", "unknown_at"}]
        extra = next((key for key in value if key not in {"fact", *operators}), None)
        if extra is not None or len(given) != 1:
            allowed = " or ".join(key for key in operators if key != "unknown_at") or "nothing: it is no condition"
            raise self._wrong((*keys, extra or "fact"), f"a {kind.type} such as {name!r} is asked for one {allowed}")
        operator = given[0]
        if kind.type is FactType.RANGE:
            return Over(base, self._threshold(value[operator], (*keys, operator)), inclusive=operator == "gte")
        if kind.type is FactType.TRI:
            return Is(name, self._tri(value[operator], (*keys, operator)))
        wanted = value[operator] if operator == "in" else [value[operator]]
        return Is(
            name,
            self._choices(wanted, kind, (*keys, operator)),
            self._choices(value.get("unknown_at", []), kind, (*keys, "unknown_at")),
        )

    def _threshold(self, value: Json, keys: Keys) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self._wrong(keys, "a threshold is a whole number of people")
        return value

    def _tri(self, value: Json, keys: Keys) -> tuple[str, ...]:
        word = str(value).lower() if isinstance(value, bool) else value
        if not isinstance(word, str) or word not in _TRI:
            raise self._wrong(keys, f"{value!r} is not allowed. Allowed: {', '.join(_TRI)}")
        return _TRI[word]

    def _choices(self, given: Json, kind: FactKind, keys: Keys) -> tuple[str, ...]:
        if not isinstance(given, list):
            raise self._wrong(keys, f"must be a list of {', '.join(kind.values)}")
        for one in given:
            if one not in kind.values:
                close = did_you_mean(str(one), kind.values)
                raise self._wrong(keys, f"{one!r} is not allowed{close} Allowed: {', '.join(kind.values)}")
        return tuple(str(one) for one in given)
