"""Turns conditions on object tags into filters on the exposed keys."""

from collections.abc import Iterable, Mapping

from exposurecheck.access.s3.context_keys import OBJECT_TAG
from exposurecheck.access.s3.policy import Condition
from exposurecheck.model.keys import matches

Alternatives = tuple[frozenset[str], ...]
"""Filters in disjunctive form: an object passes when it passes every filter of one alternative."""
PASS: Alternatives = (frozenset(),)
_PREFIX = "object_tag:"


def filters(condition: Condition) -> tuple[Alternatives, Alternatives] | None:
    """Return the filters that say a condition holds, and those that say it does not; None: they cannot be written."""
    tag = condition.key[len(OBJECT_TAG) :]
    op = condition.op
    equal = tuple(frozenset({f"{_PREFIX}{tag}={v}"}) for v in condition.values)
    unequal = (frozenset(f"{_PREFIX}{tag}!={v}" for v in condition.values),)
    absent, present = (frozenset({f"{_PREFIX}{tag}!=*"}),), (frozenset({f"{_PREFIX}{tag}=*"}),)
    if op.base == "null":
        wants_absent = any(v.lower() == "true" for v in condition.values)
        return (absent, present) if wants_absent else (present, absent)
    if op.base not in ("stringequals", "stringlike", "stringequalsignorecase") or op.quantifier:
        return None
    if op.negated:
        return unequal, equal
    return ((*equal, *absent), both(unequal, present)) if op.if_exists else (equal, unequal)


def both(a: Alternatives, b: Alternatives) -> Alternatives:
    """Return the filters that say both hold."""
    if a is PASS:
        return b
    return tuple(dict.fromkeys(x | y for x in a for y in b))


def either(parts: Iterable[Alternatives]) -> Alternatives:
    """Return the filters that say at least one holds."""
    return tuple(dict.fromkeys(x for part in parts for x in part))


def passes(tags: Mapping[str, str], wanted: Iterable[str]) -> bool:
    """Tell whether an object with ``tags`` passes every filter."""
    for text in wanted:
        tag, _, value = text.removeprefix(_PREFIX).partition("=")
        negated = tag.endswith("!")
        given = tags.get(tag.removesuffix("!"))
        if (given is not None and matches(value, given)) is negated:
            return False
    return True
