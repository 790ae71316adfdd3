"""Lists every kind of request whose outcome the documents could decide differently."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice, product

from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.callers import STRANGER_ACCOUNT, Caller, Role, list_callers
from exposurecheck.access.s3.context_keys import DIRECT, OBJECT_TAG, Door, Situation, Value, candidates
from exposurecheck.access.s3.networks import INTERNET, Network, list_networks
from exposurecheck.access.s3.policy import Condition, Statement

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
    cache: dict[object, object] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Plan:
    """All requests worth asking about."""

    requests: tuple[Request, ...]
    conditions: dict[str, tuple[Condition, ...]]
    complete: bool
    """False when there were more combinations than can be tried."""


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
    if not conditions and not bucket.access_points and not names:
        return Plan(tuple(Request(c, INTERNET, DIRECT, {}) for c in callers), conditions, complete=True)
    wanted = {k: _wanted(c) for k, c in conditions.items() if not k.startswith(OBJECT_TAG)}
    wanted |= {n: () for n in names if n not in wanted and not n.startswith(OBJECT_TAG)}
    networks = list_networks(bucket, conditions)
    requests: list[Request] = []
    complete = True
    for door in _doors(bucket, conditions):
        for caller in callers:
            for own_door in _doors_of(door, caller, conditions):
                for network in networks:
                    situation = Situation(bucket, at, caller, network, own_door)
                    found, whole = _choices(situation, wanted)
                    requests += found
                    complete = complete and whole
    return Plan(tuple(requests), conditions, complete)


def _doors_of(door: Door, caller: Caller, conditions: dict[str, tuple[Condition, ...]]) -> Iterable[Door]:
    """Give a caller the door; an account that the documents name may also open an access point of its own."""
    yield door
    if door.direct and caller.role is Role.ACCOUNT and any(k in conditions for k in _DOOR_KEYS):
        yield Door(caller.account)


def _wanted(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    from exposurecheck.access.s3.context_keys import FRESH  # noqa: PLC0415

    return tuple(dict.fromkeys(VARIABLE.sub(FRESH, v) if c.variables else v for c in conditions for v in c.values))


def _choices(situation: Situation, wanted: dict[str, tuple[str, ...]]) -> tuple[list[Request], bool]:
    names = list(wanted)
    values = [candidates(n, wanted[n], situation) for n in names]
    size = 1
    for v in values:
        size *= len(v)
    rows = islice(product(*values), MAX_CHOICES)
    caller, network, door = situation.caller, situation.network, situation.door
    return [Request(caller, network, door, dict(zip(names, row, strict=True))) for row in rows], size <= MAX_CHOICES
