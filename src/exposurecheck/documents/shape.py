"""Turns what pydantic refuses in a document into sentences that name the place, the key and what is allowed."""

import difflib
import typing
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pydantic import BaseModel, ValidationError

from exposurecheck.documents.problem import Problem
from exposurecheck.documents.text import Document, Keys


def described(
    document: Document,
    error: ValidationError,
    model: type[BaseModel],
    hints: Mapping[str, str] = MappingProxyType({}),
    at: Keys = (),
) -> Iterator[Problem]:
    """Point at every mistake that pydantic found in the value at ``at``, which should have the shape of ``model``.

    ``hints``: the outermost key to the sentence for a text there that does not match its pattern.
    """
    missing: dict[Keys, list[str]] = {}
    for found in error.errors(include_url=False):
        inner: Keys = tuple(k for k in found["loc"] if k != "[key]")
        keys = (*at, *inner)
        match found["type"]:
            case "extra_forbidden":
                allowed = _allowed(model, inner[:-1])
                name = str(keys[-1])
                message = f"unknown key {name!r}{did_you_mean(name, allowed)} Allowed: {', '.join(allowed)}"
                yield document.problem(keys, message, at_key=True)
            case "missing":
                missing.setdefault(keys[:-1], []).append(str(keys[-1]))
            case "too_short" if found["input"]:
                pass  # its members have problems of their own, which are reported
            case "too_short":
                yield document.problem(keys, "must not be empty")
            case "enum" | "literal_error":
                given = found["input"]
                choices = [c.strip().strip("'") for c in str(found["ctx"]["expected"]).replace(" or ", ",").split(",")]
                message = f"{given!r} is not allowed{did_you_mean(str(given), choices)} Allowed: {', '.join(choices)}"
                yield document.problem(keys, message)
            case "string_pattern_mismatch" if inner and inner[0] in hints:
                yield document.problem(keys, hints[str(inner[0])])
            case "string_type":
                yield document.problem(keys, f"must be a text; write it in quotes (it reads as {found['input']!r})")
            case _:
                yield document.problem(keys, found["msg"].removeprefix("Value error, ").replace("Input should", "must"))
    for keys, names in missing.items():
        yield document.problem(keys, f"missing: {', '.join(names)}", at_key=bool(keys) and isinstance(keys[-1], str))


def _allowed(root: type[BaseModel], keys: Keys) -> list[str]:
    """Return the keys that may stand in the mapping at ``keys``."""
    model: object = root
    for key in keys:
        if isinstance(key, int):
            continue
        fields = model.model_fields if isinstance(model, type) and issubclass(model, BaseModel) else {}
        field = next((f for name, f in fields.items() if key in {name, f.alias}), None)
        model = _model_in(field.annotation) if field is not None else None
    if isinstance(model, type) and issubclass(model, BaseModel):
        return [f.alias or name for name, f in model.model_fields.items()]
    return []


def _model_in(annotation: object) -> object:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in typing.get_args(annotation) if (m := _model_in(a)) is not None), None)


def did_you_mean(given: str, allowed: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the closest of ``allowed``, or a full stop."""
    close = difflib.get_close_matches(given, list(allowed), n=1)
    return f"; did you mean {close[0]!r}?" if close else "."
