"""Tells whether a statement speaks about a caller."""

from exposurecheck.access.s3.callers import ANY_SERVICE, Caller, Role
from exposurecheck.access.s3.policy import Statement
from exposurecheck.access.s3.principals import ANONYMOUS_CANONICAL, Entry, Kind

NAMED = 2
_EVERYONE = 1
_OF_ACCOUNT = (Role.ACCOUNT, Role.OWN_ORG, Role.UNCLEAR)


def names(statement: Statement, caller: Caller) -> int:
    """Tell whether a statement is about a caller: 0 no, 1 as one of everybody, 2 by name."""
    if statement.inverted:
        return 0 if any(_is(entry, caller) for entry in statement.principals) else _EVERYONE
    best = 0
    for entry in statement.principals:
        best = max(best, _is(entry, caller))
    return best


def _is(entry: Entry, caller: Caller) -> int:
    kind, role = entry.kind, caller.role
    if kind is Kind.EVERYONE:
        return _EVERYONE
    if kind is Kind.ACCOUNT:
        return NAMED if role in _OF_ACCOUNT and entry.account == caller.account else 0
    if kind is Kind.IDENTITY:
        return NAMED if role in _OF_ACCOUNT and entry.id == caller.arn else 0
    if kind is Kind.CANONICAL:
        return _is_canonical(entry, caller)
    if kind is Kind.SERVICE:
        return NAMED if role is Role.SERVICE or (role is Role.UNCLEAR and _serves(entry, caller)) else 0
    return NAMED if role is Role.UNCLEAR and entry.id == caller.id else 0


def _is_canonical(entry: Entry, caller: Caller) -> int:
    if caller.role is Role.ANONYMOUS:
        return _EVERYONE if entry.id == ANONYMOUS_CANONICAL else 0
    return NAMED if caller.role is Role.CANONICAL and entry.id == caller.id else 0


def _serves(entry: Entry, caller: Caller) -> bool:
    return not caller.account and (
        caller.id in (entry.id, ANY_SERVICE) or caller.id.startswith("arn:") or "*" in caller.id
    )
