"""Turns where a statement applies into the keys it gives to a request, or takes from it."""

from collections.abc import Iterable

from exposurecheck.access.keysets import Term, filtered, within, without
from exposurecheck.access.s3 import actions
from exposurecheck.access.s3.callers import Caller, Role
from exposurecheck.access.s3.context_keys import UNKNOWN
from exposurecheck.access.s3.granted import BUCKET
from exposurecheck.access.s3.policy import Statement
from exposurecheck.access.s3.requests import VARIABLE, Request
from exposurecheck.access.s3.tags import PASS, Alternatives

Control = tuple[str, str]
"""Id of a control as shown to users, and the statement it stands in (or "")."""
NO_CONTROLS: frozenset[Control] = frozenset()

_SUBSTITUTED = frozenset(
    {
        "aws:principalaccount", "aws:resourceaccount", "s3:resourceaccount", "aws:requestedregion", "aws:resourceorgid",
        "aws:principalorgid", "aws:principaltype",
    }
)  # fmt: skip
"""Variables whose value is known; the others stay in the pattern, because the caller's account chooses them."""


def substitute(text: str, request: Request) -> str | None:
    """Fill in policy variables. Source: IAM user guide, "IAM policy elements: Variables and tags"."""
    for found in VARIABLE.finditer(text):
        name, default = found[1].strip(), found[2]
        if name in ("*", "?", "$"):
            text = text.replace(found[0], name)
            continue
        value = request.values.get(name.lower())
        if value is None and default is None:
            return None
        text = text.replace(found[0], value[0] if value else default or "")
    return text


def both_ways(a: Term, b: Term) -> Iterable[Term]:
    """Return the keys that two policies both give."""
    if BUCKET in {a, b}:
        return (BUCKET,) if a == b else ()
    found = within(filtered(a, b.filters), b.include)
    for hole in b.exclude:
        found = tuple(t for f in found if (t := without(f, hole)) is not None)
    return found


def terms_of(statement: Statement, request: Request, bit: int, off: frozenset[Control]) -> list[Term]:
    """Return the keys a statement speaks about, for the action of ``bit``."""
    if not bit & actions.OBJECT_MASK:
        return [BUCKET] if statement.resource.bucket and not statement.holes.bucket else []
    patterns = statement.resource.keys
    if statement.variables:
        patterns = tuple(p for k in patterns if (p := _pattern(k, statement, request, off)) is not None)
    found: list[Term] = []
    for pattern in patterns:
        term: Term | None = Term(pattern)
        for hole in statement.holes.keys:
            term = without(term, hole) if term else None
        if term:
            found.append(term)
    return found


def _pattern(text: str, statement: Statement, request: Request, off: frozenset[Control]) -> str | None:
    """Fill in the variables of a resource whose value is fixed; None when one has no value."""
    for found in VARIABLE.finditer(text):
        name, default = found[1].strip(), found[2]
        if name in ("*", "?", "$"):
            text = text.replace(found[0], name)
            continue
        value = request.values.get(name.lower())
        if value is None and default is None:
            if (f"policy_variable:{name}", statement.id) in off:
                continue
            return None
        if value is None or value is UNKNOWN:
            text = text.replace(found[0], default or "*")
        elif _settled_for(name.lower(), request.caller):
            text = text.replace(found[0], value[0])
    return text


def _settled_for(name: str, caller: Caller) -> bool:
    """Tell whether a variable has one value for everybody whom ``caller`` stands for."""
    if caller.role is Role.STRANGER and name in ("aws:principalaccount", "aws:principalorgid"):
        return False
    return name in _SUBSTITUTED or not caller.signed


def left_by(term: Term, statement: Statement, alternatives: Alternatives, request: Request, bit: int) -> Iterable[Term]:
    """Return what a Deny leaves of ``term``; ``alternatives`` are the filters under which it does not apply."""
    if term == BUCKET and not bit & actions.OBJECT_MASK:
        return () if statement.resource.bucket and not statement.holes.bucket else (term,)
    patterns = statement.resource.keys
    if statement.variables:
        # A signed caller chooses the names in such a pattern, so that it never stands in the way.
        filled = (substitute(p, request) for p in patterns if not request.caller.signed or _settled(p))
        patterns = tuple(p for p in filled if p is not None)
    left: list[Term] = []
    rest: Term | None = term
    for pattern in patterns:
        if alternatives is not PASS:
            left += (filtered(t, f) for t in within(term, pattern) for f in alternatives)
        rest = without(rest, pattern) if rest else None
    if rest:
        left.append(rest)
    for hole in statement.holes.keys:
        left += within(term, hole)
    return left


def _settled(pattern: str) -> bool:
    return all(m[1].strip().lower() in _SUBSTITUTED for m in VARIABLE.finditer(pattern))
