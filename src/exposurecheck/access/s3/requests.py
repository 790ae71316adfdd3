"""Lists every kind of request whose outcome the documents could decide differently."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice, product

from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.callers import STRANGER, STRANGER_ACCOUNT, Caller, Role
from exposurecheck.access.s3.conditions import Truth, holds
from exposurecheck.access.s3.context_keys import DIRECT, OBJECT_TAG, UNKNOWN, Door, Situation, Value, candidates
from exposurecheck.access.s3.naming import list_callers
from exposurecheck.access.s3.networks import INTERNET, Network, list_networks
from exposurecheck.access.s3.policy import Condition, Statement
from exposurecheck.access.s3.principals import ANONYMOUS_CANONICAL
from exposurecheck.access.s3.tags import Alternatives

MAX_CHOICES = 4096
"""Combinations of values tried for one caller in one place; more and the verdict is undecided."""
VARIABLE = re.compile(r"\$\{([^},]*)(?:,\s*'([^']*)')?\}")
_DOOR_KEYS = ("s3:dataaccesspointaccount", "s3:dataaccesspointarn", "s3:accesspointnetworkorigin")


@dataclass(slots=True, eq=False)
class Request:
    """One caller, from one network, through one door, with one choice of everything a caller can choose."""

    caller: Caller
    network: Network
    door: Door
    values: dict[str, Value]
    cache: dict[tuple[Statement, int], tuple[Truth, Alternatives]] = field(default_factory=dict)
    """How the conditions of a statement come out, for actions of one kind."""


@dataclass(slots=True, eq=False)
class Plan:
    """All requests worth asking about."""

    requests: tuple[Request, ...]
    conditions: dict[str, tuple[Condition, ...]]
    complete: bool
    """False when there were more combinations than can be tried."""
    alike: bool = False
    """Nothing tells strangers from unsigned callers, so that only the latter are asked about."""


def _variables(texts: Iterable[str]) -> Iterable[str]:
    return (m[1].strip().lower() for t in texts for m in VARIABLE.finditer(t) if m[1] not in ("*", "?", "$"))


def all_statements(bucket: Bucket) -> list[Statement]:
    """Return the statements of every policy that has a say."""
    found = list(bucket.policy.statements)
    for point in bucket.access_points:
        found += point.policy.statements
    for rcp in bucket.rcps:
        found += rcp.denies
    return found


def _doors(bucket: Bucket, conditions: dict[str, tuple[Condition, ...]]) -> tuple[Door, ...]:
    found = [DIRECT]
    found += (Door(p.account, p) for p in bucket.access_points if p.account == bucket.account)
    if any(k in conditions for k in _DOOR_KEYS):
        found.append(Door(STRANGER_ACCOUNT))
    return tuple(found)


def plan(bucket: Bucket, at: datetime) -> Plan:
    """List the requests for one bucket at one time."""
    statements = all_statements(bucket)
    grouped: dict[str, list[Condition]] = {}
    names = set[str]()
    for statement in statements:
        for condition in statement.conditions:
            grouped.setdefault(condition.key, []).append(condition)
            if condition.variables:
                names.update(_variables(condition.values))
        if statement.variables:
            names.update(_variables((*statement.resource.keys, *statement.holes.keys)))
    conditions = {k: tuple(v) for k, v in grouped.items()}
    callers = list_callers(bucket, statements, conditions)
    alike = not names and _strangers_are_alike(bucket, statements, conditions)
    if alike:
        callers = tuple(c for c in callers if c is not STRANGER)
    if not conditions and not bucket.access_points and not names:
        return Plan(tuple(Request(c, INTERNET, DIRECT, {}) for c in callers), conditions, complete=True, alike=alike)
    wanted = {k: _wanted(c) for k, c in conditions.items() if not k.startswith(OBJECT_TAG)}
    wanted |= {n: () for n in names if n not in wanted and not n.startswith(OBJECT_TAG)}
    templates = {k: t for k, c in conditions.items() if k in wanted and (t := _templates(c))}
    plain = {k: c for k, c in conditions.items() if k not in names and not any(one.variables for one in c)}
    networks = list_networks(bucket, conditions)
    requests: list[Request] = []
    complete = True
    for door in _doors(bucket, conditions):
        for caller in callers:
            for own_door in _doors_of(door, caller, conditions):
                for network in networks:
                    situation = Situation(bucket, at, caller, network, own_door)
                    asked = wanted | _filled(situation, wanted, templates) if templates else wanted
                    found, whole = _choices(situation, asked, plain)
                    requests += found
                    complete = complete and whole
    return Plan(tuple(requests), conditions, complete, alike)


_BLIND = frozenset(
    {
        "aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip", "aws:currenttime", "aws:epochtime",
        "aws:requestedregion", "aws:resourceaccount", "s3:resourceaccount", "aws:resourceorgid", "aws:useragent",
        "aws:referer", "aws:securetransport", "s3:tlsversion", "s3:prefix", "s3:delimiter", "s3:max-keys",
        "s3:versionid",
    }
)  # fmt: skip
"""Keys whose values do not depend on who asks."""


def _strangers_are_alike(
    bucket: Bucket, statements: list[Statement], conditions: dict[str, tuple[Condition, ...]]
) -> bool:
    """Tell whether no document can tell a stranger with credentials from a caller without."""
    return not (
        bucket.requester_pays
        or bucket.kms
        or bucket.access_points
        or any(k not in _BLIND and not k.startswith(OBJECT_TAG) for k in conditions)
        or any(g.grantee in ("AuthenticatedUsers", "anonymous") for g in bucket.acl)
        or any(e.id == ANONYMOUS_CANONICAL for s in statements for e in s.principals)
    )


def _doors_of(door: Door, caller: Caller, conditions: dict[str, tuple[Condition, ...]]) -> Iterable[Door]:
    """Give a caller the door; an account that the documents name may also open an access point of its own."""
    yield door
    if door.direct and caller.role is Role.ACCOUNT and any(k in conditions for k in _DOOR_KEYS):
        yield Door(caller.account)


def _wanted(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    from exposurecheck.access.s3.context_keys import FRESH  # noqa: PLC0415

    return tuple(dict.fromkeys(VARIABLE.sub(FRESH, v) if c.variables else v for c in conditions for v in c.values))


def _templates(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for c in conditions if c.variables for v in c.values if VARIABLE.search(v)))


def _filled(
    situation: Situation, wanted: dict[str, tuple[str, ...]], templates: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Add what the values with variables say in one situation, because a caller can choose to send exactly that."""

    def value(match: re.Match[str]) -> str:
        name, default = match[1].strip().lower(), match[2]
        if name in ("*", "?", "$"):
            return name
        known = candidates(name, wanted.get(name, ()), situation)[0]
        return known[0] if known else default or match[0]

    return {
        key: tuple(dict.fromkeys((*wanted[key], *(VARIABLE.sub(value, t) for t in texts))))
        for key, texts in templates.items()
    }


def _told_apart(values: tuple[Value, ...], conditions: tuple[Condition, ...]) -> tuple[Value, ...]:
    """Keep one of the values that every condition on their key treats alike."""
    first: dict[object, Value] = {}
    for value in values:
        treated = value if value is UNKNOWN else tuple(holds(c.op, c.values, value) for c in conditions)
        first.setdefault(treated, value)
    return tuple(first.values())


def _choices(
    situation: Situation, wanted: dict[str, tuple[str, ...]], plain: dict[str, tuple[Condition, ...]]
) -> tuple[list[Request], bool]:
    names = list(wanted)
    values = [candidates(n, wanted[n], situation) for n in names]
    values = [_told_apart(v, plain[n]) if len(v) > 1 and n in plain else v for n, v in zip(names, values, strict=True)]
    size = 1
    for v in values:
        size *= len(v)
    rows = islice(product(*values), MAX_CHOICES)
    caller, network, door = situation.caller, situation.network, situation.door
    return [Request(caller, network, door, dict(zip(names, row, strict=True))) for row in rows], size <= MAX_CHOICES
