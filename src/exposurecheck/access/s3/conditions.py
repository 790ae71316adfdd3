"""Evaluates one condition of a policy statement against one request: true, false, or not known."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from exposurecheck.access.s3.addresses import parse as parse_address
from exposurecheck.model.keys import matches

Truth = bool | None
"""None is: not known."""

# Source for this file: IAM user guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys".
_NEGATED = {
    "stringnotequals": "stringequals",
    "stringnotequalsignorecase": "stringequalsignorecase",
    "stringnotlike": "stringlike",
    "numericnotequals": "numericequals",
    "datenotequals": "dateequals",
    "notipaddress": "ipaddress",
    "arnnotequals": "arnlike",
    "arnnotlike": "arnlike",
}


class Operator:
    """A condition operator taken apart."""

    __slots__ = ("base", "if_exists", "known", "negated", "quantifier")

    def __init__(self, name: str) -> None:
        quantifier, _, rest = name.rpartition(":")
        lowered = rest.lower()
        self.if_exists = lowered.endswith("ifexists")
        lowered = lowered.removesuffix("ifexists")
        self.negated = lowered in _NEGATED
        self.base = _NEGATED.get(lowered, lowered)
        self.quantifier = quantifier.lower()
        self.known = self.base in _MATCHERS and self.quantifier in ("", "foranyvalue", "forallvalues")

    @property
    def positive(self) -> bool:
        """Whether the operator demands a value: not negated, no IfExists, no ForAllValues, not Null."""
        return not (self.negated or self.if_exists or self.quantifier == "forallvalues" or self.base == "null")


@lru_cache(maxsize=512)
def operator(name: str) -> Operator:
    """Take an operator apart, for example ``ForAnyValue:StringLikeIfExists``."""
    return Operator(name)


def _number(text: str) -> float:
    return float(text)


@lru_cache(maxsize=1024)
def moment(text: str) -> float:
    """Read a date as IAM does: ISO 8601 or seconds since 1970. Raises ValueError when it is neither."""
    try:
        return float(text)
    except ValueError:
        found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _arn_like(pattern: str, value: str) -> bool:
    # Each of the six parts is compared apart, so that a star does not cross a colon.
    if pattern == "*":
        return True
    wanted, given = pattern.split(":", 5), value.split(":", 5)
    return len(wanted) == len(given) and all(matches(w, g) for w, g in zip(wanted, given, strict=True))


def _ip(pattern: str, value: str) -> bool:
    wanted, given = parse_address(pattern), parse_address(value)
    if wanted is None or given is None:
        raise ValueError(pattern)
    return wanted.holds(given)


def _truth(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return text.lower() == "true"


_MATCHERS: dict[str, Callable[[str, str], bool]] = {
    "stringequals": lambda p, v: p == v,
    "stringequalsignorecase": lambda p, v: p.lower() == v.lower(),
    "stringlike": matches,
    "numericequals": lambda p, v: _number(v) == _number(p),
    "numericlessthan": lambda p, v: _number(v) < _number(p),
    "numericlessthanequals": lambda p, v: _number(v) <= _number(p),
    "numericgreaterthan": lambda p, v: _number(v) > _number(p),
    "numericgreaterthanequals": lambda p, v: _number(v) >= _number(p),
    "dateequals": lambda p, v: moment(v) == moment(p),
    "datelessthan": lambda p, v: moment(v) < moment(p),
    "datelessthanequals": lambda p, v: moment(v) <= moment(p),
    "dategreaterthan": lambda p, v: moment(v) > moment(p),
    "dategreaterthanequals": lambda p, v: moment(v) >= moment(p),
    "bool": lambda p, v: _truth(p) == _truth(v),
    "binaryequals": lambda p, v: p == v,
    "ipaddress": _ip,
    "arnequals": _arn_like,
    "arnlike": _arn_like,
    "null": lambda p, v: p == v,
}


def holds(op: Operator, wanted: tuple[str, ...], given: tuple[str, ...] | None) -> Truth:
    """Evaluate one operator on one key.

    Args:
        op: The operator.
        wanted: The values in the policy, variables already filled in; those without a value are left out.
        given: The values in the request; None when the request does not carry the key.

    Returns:
        True, False, or None for an operator or a value that cannot be understood.
    """
    if not op.known:
        return None
    try:
        return _holds(op, wanted, given)
    except ValueError:
        return None


def _holds(op: Operator, wanted: tuple[str, ...], given: tuple[str, ...] | None) -> bool:
    if op.base == "null":
        absent = not given
        return any(_truth(w) == absent for w in wanted)
    if not given:
        return op.if_exists or op.quantifier == "forallvalues" or (op.negated and op.quantifier != "foranyvalue")
    match = _MATCHERS[op.base]
    if op.quantifier == "forallvalues":
        return all(any(match(w, g) for w in wanted) is not op.negated for g in given)
    if op.quantifier == "foranyvalue" and op.negated:
        return any(not any(match(w, g) for w in wanted) for g in given)
    return any(match(w, g) for w in wanted for g in given) is not op.negated
