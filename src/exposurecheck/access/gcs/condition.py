"""Turns the CEL condition of an IAM binding into the object keys and the listing it lets through at one instant.

An attribute that the configuration does not determine (tags, access levels) is left out of the activation; CEL's own
``&&`` and ``||`` then are three-valued. Sources: IAM, "Attribute reference for IAM Conditions"; Cloud Storage, "IAM
conditions"; Common Expression Language, "Evaluation".
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from cel_expr_python import cel

from exposurecheck.access.cover import shortest
from exposurecheck.access.patterns import covers
from exposurecheck.access.shape import instant


class Pass(NamedTuple):
    """What a condition lets through."""

    include: tuple[str, ...]
    """Key patterns for which the condition holds, or may hold."""
    exclude: tuple[str, ...]
    """Patterns carved out of ``include``."""
    listing: bool
    """Names can, or may, be listed."""
    blockers: tuple[str, ...] = ()
    """Attributes that make the condition fail altogether."""
    unclear: tuple[str, ...] = ()
    """Attributes that could not be evaluated; the condition is then taken to hold."""


UNCONDITIONAL = Pass(("*",), (), listing=True)

_ATTRIBUTES = ("request.time", "resource.name", "resource.service", "resource.type")
_MENTION = re.compile(r"\b(?:request|resource|destination|origin|api)(?:\.[A-Za-z_]\w*)+")
_LITERAL = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")
_USED = re.compile(
    r"resource\.name\s*\.\s*(startsWith|endsWith|contains|matches|extract)\s*\(\s*(?:\"([^\"\\]*)\"|'([^'\\]*)')"
)
_TEMPLATE = re.compile(r"(?P<before>[^{}]*)\{\w+\}(?P<after>[^{}]*)")
_OBJECT = "storage.googleapis.com/Object"
_BUCKET = "storage.googleapis.com/Bucket"
_SERVICE = "storage.googleapis.com"
_ANY = "\x01"
"""Stands for "some other characters" in the name of a sample object; no condition names it."""
_MANY = 64
"""More combinations of literals than this are not worked out; the condition is then taken to hold for every key."""


def _extract(value: str, template: str) -> str:
    """Source: IAM, "Attribute reference": extract() returns what stands where the template has its braces."""
    found = _TEMPLATE.fullmatch(template)
    if found is None:
        return ""
    start = value.find(found["before"])
    if start < 0:
        return ""
    start += len(found["before"])
    end = value.find(found["after"], start) if found["after"] else len(value)
    return value[start:end] if end >= 0 else ""


def _attribute(attributes: Mapping[str, str], name: str, default: str) -> str:
    return attributes.get(name, default)


_STRING, _TIME = cel.Type.STRING, cel.Type.TIMESTAMP
_TIMES, _STRINGS = (
    cel.Type.Map(_STRING, _TIME),
    cel.Type.Map(_STRING, _STRING),
)  # the engine refuses times in untyped maps
_FUNCTIONS = {
    "extract": cel.Overload("string_extract", _STRING, [_STRING, _STRING], is_member=True, impl=_extract),
    "date": cel.Overload("date_string", _TIME, [_STRING], is_member=False, impl=instant),
    "getAttribute": cel.Overload(
        "api_attribute", _STRING, [_STRINGS, _STRING, _STRING], is_member=True, impl=_attribute
    ),
}
_ENV = cel.NewEnv(
    variables={"request": _TIMES, "resource": _STRINGS, "api": _STRINGS},
    functions=[cel.FunctionDecl(name, [overload]) for name, overload in _FUNCTIONS.items()],
)


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> cel.Expression | None:
    try:
        expression.encode()
        # Unchecked: functions and attributes that this engine does not know must become unknown, not errors at load.
        return _ENV.compile(expression, disable_check=True)
    except (RuntimeError, UnicodeEncodeError):
        return None


def _holds(program: cel.Expression, facts: Mapping[str, object]) -> bool | None:
    data: dict[str, dict[str, object]] = {"request": {}, "resource": {}, "api": {}}
    for name, value in facts.items():
        scope, _, attribute = name.partition(".")
        data[scope][attribute] = value
    try:
        value = program.eval(data=data).plain_value()
    except RuntimeError:
        return None
    return value if isinstance(value, bool) else None


def _literals(expression: str) -> list[str]:
    return [a or b for a, b in _LITERAL.findall(expression)]


class _Sample(NamedTuple):
    """One family of keys and a name that stands for it."""

    pattern: str
    key: str


def _samples(expression: str, base: str, prefix: str) -> tuple[list[_Sample], bool]:
    """Return key families that the expression can tell apart, and whether it may tell apart more than these.

    Args:
        expression: the CEL text.
        base: ``projects/_/buckets/NAME/objects/``.
        prefix: the managed folder whose policy holds the condition, or an empty text.
    """
    starts, middles, ends, exact = {prefix}, {""}, {""}, set[str]()
    complete = True
    texts = _literals(expression)
    for function, double, single in _USED.findall(expression):
        literal = double or single
        match function:
            case "startsWith":
                if literal.startswith(base):
                    starts.add(literal.removeprefix(base))
            case "endsWith":
                ends.add(literal)
            case "contains":
                middles.add(literal)
            case "extract":
                template = _TEMPLATE.fullmatch(literal)
                if template and template["before"].endswith("objects/"):
                    starts.update(
                        text + template["after"] for text in texts if "{" not in text and "/objects/" not in text
                    )
                else:
                    complete = False
            case _:
                complete = False
    exact.update(t.removeprefix(base) for t in texts if t.startswith(base))
    starts = {s for s in starts if s.startswith(prefix)}
    if len(starts) * len(middles) * len(ends) > _MANY:
        return [], False
    found = [
        _Sample(f"{s}*{m}*{e}" if m else f"{s}*{e}", f"{s}{_ANY}{m}{_ANY}{e}")
        for s in sorted(starts)
        for m in sorted(middles)
        for e in sorted(ends)
    ]
    found.extend(_Sample(key, key) for key in sorted(exact) if key.startswith(prefix) and key)
    return found, complete


def _carve(samples: list[_Sample], holds: list[bool]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    include = shortest(s.pattern for s, ok in zip(samples, holds, strict=True) if ok)
    refused = [s.pattern for s, ok in zip(samples, holds, strict=True) if not ok]
    exclude = [p for p in refused if any(covers(i, p) for i in include)]
    # An exclusion that would also remove keys that pass again further down is dropped: the set may only be too wide.
    allowed = [s.pattern for s, ok in zip(samples, holds, strict=True) if ok]
    return include, tuple(p for p in shortest(exclude) if not any(covers(p, a) for a in allowed))


def _listing(program: cel.Expression, facts: dict[str, object], expression: str) -> bool | None:
    """Tell whether some list request passes; the caller chooses the prefix it asks for."""
    asked = ("", *_literals(expression))
    name = "api.storage.googleapis.com/objectListPrefix"
    answers = [_holds(program, {**facts, name: a} if a else facts) for a in asked]
    return True if True in answers else None if None in answers else False


def _blockers(
    program: cel.Expression, facts: dict[str, object], samples: Iterable[_Sample], base: str, mentioned: tuple[str, ...]
) -> tuple[str, ...]:
    """Name the attributes without which the condition could pass; all that are mentioned if no single one decides."""
    single = []
    for attribute in mentioned:
        rest = {k: v for k, v in facts.items() if k != attribute}
        tried = ({**rest, "resource.name": base + s.key} if attribute != "resource.name" else rest for s in samples)
        if any(_holds(program, t) is not False for t in tried):
            single.append(attribute)
    return tuple(single) or mentioned


@lru_cache(maxsize=16384)
def evaluate(expression: str, bucket: str | None, prefix: str, as_of: datetime) -> Pass:
    """Evaluate ``expression`` for the objects of ``bucket`` whose key starts with ``prefix``.

    ``bucket`` is None when its name is not known; conditions on ``resource.name`` are then unclear. An expression that
    does not parse is unclear as a whole.
    """
    everything = (f"{prefix}*",)
    program = _compiled(expression)
    mentioned = tuple(dict.fromkeys(_MENTION.findall(expression)))
    known = tuple(a for a in _ATTRIBUTES if a in expression)
    strange = tuple(
        m
        for m in mentioned
        if not any(m == a or m.startswith(f"{a}.") for a in _ATTRIBUTES) and m != "api.getAttribute"
    )
    if program is None:
        return Pass(everything, (), listing=True, unclear=("expression",))
    base = f"projects/_/buckets/{bucket}/objects/"
    samples, complete = _samples(expression, base, prefix)
    facts: dict[str, object] = {
        "request.time": as_of,
        "resource.service": _SERVICE,
        "resource.type": _OBJECT,
    }
    names = [{**facts, "resource.name": base + s.key} if bucket is not None else facts for s in samples]
    answers = [_holds(program, n) for n in names]
    lists = _listing(
        program, {**facts, "resource.name": f"projects/_/buckets/{bucket}", "resource.type": _BUCKET}, expression
    )
    unclear = None in answers or not samples or (not complete and False in answers)
    if unclear and (not complete or not samples):
        free = _holds(program, facts)
        if free is not False:
            return Pass(everything, (), listing=True, unclear=strange or ("resource.name",))
        unclear = False
    holds = [a is not False for a in answers]
    unclear = unclear or (lists is None and not any(holds))
    include, exclude = _carve(samples, holds)
    if not include and lists is False:
        return Pass((), (), listing=False, blockers=_blockers(program, facts, samples, base, known))
    return Pass(
        include, exclude, listing=lists is not False, unclear=(strange or known or ("expression",)) if unclear else ()
    )
