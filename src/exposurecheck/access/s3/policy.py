"""Turns a policy document into statements that can be evaluated against a request."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from exposurecheck.access.s3 import actions
from exposurecheck.access.s3.conditions import Operator, operator
from exposurecheck.access.s3.granted import Granted
from exposurecheck.access.s3.principals import Entry, entries
from exposurecheck.model.base import Json


class Condition(NamedTuple):
    """One operator on one key."""

    op: Operator
    key: str
    """Lower case, except the name of a tag."""
    values: tuple[str, ...]
    variables: bool
    """Some value holds a policy variable."""


class Resource(NamedTuple):
    """Where a statement applies inside one bucket: itself, and patterns over the keys of its objects."""

    bucket: bool
    keys: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Statement:
    """One statement of a policy."""

    index: int
    id: str
    """``policy.statement[0]``, ``access_point[x].policy.statement[0]`` or ``rcp[name]``."""
    sid: str
    allow: bool
    principals: tuple[Entry, ...]
    inverted: bool
    """NotPrincipal."""
    mask: int
    """Actions, as bits."""
    resource: Resource
    holes: Resource
    """NotResource: what the statement leaves out."""
    conditions: tuple[Condition, ...]
    variables: bool
    """Some resource holds a policy variable."""
    given: dict[bool, tuple[Sequence[Granted], Sequence[Granted]]] = field(default_factory=dict)
    """What it gives on objects and on the bucket, to callers it names or not; filled in when first asked."""
    varied: bool | None = None
    """Actions of different kinds see different conditions of it; filled in when first asked."""


@dataclass(slots=True, eq=False)
class Policy:
    """A policy, or the fact that it cannot be understood."""

    allows: tuple[Statement, ...] = ()
    denies: tuple[Statement, ...] = ()
    problem: str = ""
    """Why nothing, or not everything, could be understood; empty when all is well."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, Allow first."""
        return self.allows + self.denies


EMPTY = Policy()


class _NotUnderstoodError(Exception):
    """A part of a policy has a shape that no policy may have."""


def _texts(value: Json, where: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, (int, float)):
        return (str(value),)
    if isinstance(value, Sequence):
        return tuple(t for v in value for t in _texts(v, where))
    raise _NotUnderstoodError(where)


@lru_cache(maxsize=4096)
def canonical_key(key: str) -> str:
    """Return a condition key in lower case; the tag name after a slash keeps its case."""
    head, slash, tail = key.partition("/")
    return head.lower() + slash + tail


def _conditions(value: Json) -> tuple[Condition, ...]:
    if not value:
        return ()
    if not isinstance(value, Mapping):
        raise _NotUnderstoodError("Condition")
    found = []
    for name, block in value.items():
        if not isinstance(block, Mapping):
            raise _NotUnderstoodError(f"Condition.{name}")
        op = operator(name)
        for key, wanted in block.items():
            texts = _texts(wanted, f"Condition.{name}.{key}")
            found.append(Condition(op, canonical_key(key), texts, any("${" in t for t in texts)))
    return tuple(found)


@lru_cache(maxsize=8192)
def place(pattern: str, root: str, infix: str) -> tuple[bool, tuple[str, ...]]:
    """Tell whether an ARN pattern names the bucket with ARN ``root``, and which keys below ``root + infix``."""
    from exposurecheck.access.patterns import overlap  # noqa: PLC0415 - only on a cache miss
    from exposurecheck.model.keys import matches  # noqa: PLC0415

    below = root + infix
    if pattern.startswith(below):
        return False, (pattern[len(below) :],)
    bucket = matches(pattern, root)
    if "*" not in pattern and "?" not in pattern:
        return bucket, ()
    keys = tuple(k[len(below) :] for k in overlap(pattern, below + "*") if k.startswith(below))
    return bucket, keys


def _resource(patterns: tuple[str, ...], roots: tuple[tuple[str, str], ...]) -> Resource:
    bucket, keys = False, list[str]()
    for pattern in patterns:
        for root, infix in roots:
            names_bucket, below = place(pattern, root, infix)
            bucket = bucket or names_bucket
            keys += below
    return Resource(bucket, tuple(dict.fromkeys(keys)))


EVERYWHERE = Resource(bucket=True, keys=("*",))
NOWHERE = Resource(bucket=False, keys=())


def _statement(
    raw: Mapping[str, Json], index: int, label: str, roots: tuple[tuple[str, str], ...], *, variables: bool
) -> Statement:
    effect = raw.get("Effect")
    if effect not in ("Allow", "Deny"):
        raise _NotUnderstoodError(f"Statement[{index}].Effect")
    inverted = "NotPrincipal" in raw
    principal = raw.get("NotPrincipal") if inverted else raw.get("Principal")
    if principal is None:
        raise _NotUnderstoodError(f"Statement[{index}].Principal")
    if "Action" in raw:
        mask = actions.union(_texts(raw["Action"], f"Statement[{index}].Action"))
    elif "NotAction" in raw:
        mask = actions.ALL & ~actions.union(_texts(raw["NotAction"], f"Statement[{index}].NotAction"))
    else:
        raise _NotUnderstoodError(f"Statement[{index}].Action")
    resource, holes = EVERYWHERE, NOWHERE
    if "Resource" in raw:
        patterns = _texts(raw["Resource"], f"Statement[{index}].Resource")
        resource = _resource(patterns, roots)
    elif "NotResource" in raw:
        patterns = _texts(raw["NotResource"], f"Statement[{index}].NotResource")
        holes = _resource(patterns, roots)
    else:
        raise _NotUnderstoodError(f"Statement[{index}].Resource")
    conditions = _conditions(raw.get("Condition"))
    if not variables:
        conditions = tuple(c._replace(variables=False) for c in conditions)
    sid = raw.get("Sid")
    return Statement(
        index=index,
        id=label if label.startswith("rcp[") else f"{label}.statement[{index}]",
        sid=sid if isinstance(sid, str) else "",
        allow=effect == "Allow",
        principals=entries(principal),
        inverted=inverted,
        mask=mask,
        resource=resource,
        holes=holes,
        conditions=conditions,
        variables=variables and any("${" in p for p in patterns),
    )


def load(document: Json) -> Mapping[str, Json] | str:
    """Return a policy as an object; a text is parsed as JSON. A returned text says why that is not possible."""
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except (ValueError, RecursionError):
            return "the text is not JSON"
    return document if isinstance(document, Mapping) else "it is not a JSON object"


def statements_of(document: Mapping[str, Json]) -> Sequence[Json]:
    """Return the statements; a single object counts as a list of one."""
    found = document.get("Statement")
    if isinstance(found, Mapping):
        return [found]
    return found if isinstance(found, list) else ()


def parse(document: Json, label: str, roots: tuple[tuple[str, str], ...]) -> Policy:
    """Read a policy document.

    Args:
        document: An object, a JSON text, or None for no policy.
        label: How ids of its statements begin, for example ``policy``.
        roots: ARN of each bucket or access point the policy speaks about, with what stands between it and a key.
    """
    if document is None:
        return EMPTY
    loaded = load(document)
    if isinstance(loaded, str):
        return Policy(problem=loaded)
    # Source: IAM user guide, "IAM JSON policy elements: Version": variables are plain text before 2012-10-17.
    variables = loaded.get("Version") == "2012-10-17"
    found: list[Statement] = []
    problem = "" if isinstance(loaded.get("Statement"), (list, Mapping)) else "it has no Statement"
    for index, raw in enumerate(statements_of(loaded)):
        try:
            if not isinstance(raw, Mapping):
                raise _NotUnderstoodError(f"Statement[{index}]")  # noqa: TRY301 - same report as for its parts
            found.append(_statement(raw, index, label, roots, variables=variables))
        except _NotUnderstoodError as error:
            problem = f"{error} cannot be understood"
    return Policy(tuple(s for s in found if s.allow), tuple(s for s in found if not s.allow), problem)
