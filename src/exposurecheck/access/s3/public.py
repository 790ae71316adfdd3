"""Decides what AWS itself calls a public policy, because RestrictPublicBuckets depends on it and on nothing else."""

import re
from dataclasses import dataclass, field

from exposurecheck.access.s3 import addresses
from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.callers import fixed
from exposurecheck.access.s3.conditions import Truth
from exposurecheck.access.s3.policy import Condition, Policy, Statement
from exposurecheck.access.s3.principals import ANONYMOUS_CANONICAL, Kind

# Source: S3 user guide, "Blocking public access to your Amazon S3 storage", section "The meaning of public".
_PLAIN = frozenset(
    {
        "aws:principalorgid", "aws:principalaccount", "aws:principalarn", "aws:sourcearn", "aws:sourcevpc",
        "aws:sourcevpce", "aws:sourceowner", "aws:sourceaccount", "s3:x-amz-server-side-encryption-aws-kms-key-id",
        "aws:userid", "s3:dataaccesspointaccount",
    }
)  # fmt: skip
_SILENT = ("aws:principaltag/", "aws:username", "aws:principalorgpaths", "aws:principaltype", "aws:sourceorg")
"""Keys about the caller that the page does not list and does not exclude."""
_POSITIVE = frozenset({"stringequals", "stringlike", "stringequalsignorecase", "arnlike", "arnequals", "ipaddress"})
_FIXED_KINDS = frozenset({Kind.ACCOUNT, Kind.IDENTITY, Kind.CANONICAL, Kind.SERVICE})
_POINT_ARN = re.compile(r"arn:[^:*?]+:s3:[^:]*:\d{12}:accesspoint/[^$]*")


@dataclass(slots=True)
class Publicness:
    """AWS's own verdict on each policy; None where its documents do not decide."""

    bucket: Truth
    points: dict[str, Truth] = field(default_factory=dict)


def publicness(bucket: Bucket) -> Publicness:
    """Judge the bucket policy and each access point policy."""
    points = {p.name: False if p.vpc else _policy(p.policy, point=True) for p in bucket.access_points}
    return Publicness(_policy(bucket.policy, point=False), points)


def _policy(policy: Policy, *, point: bool) -> Truth:
    """One public statement makes the whole policy public."""
    verdict: Truth = None if policy.problem else False
    for statement in policy.allows:
        found = _statement(statement, point=point)
        if found is True:
            return True
        if found is None:
            verdict = None
    return verdict


def _statement(statement: Statement, *, point: bool) -> Truth:
    doubt = statement.inverted
    if not statement.inverted:
        kinds = {entry.kind for entry in statement.principals}
        if kinds <= _FIXED_KINDS:
            return None if any(e.id == ANONYMOUS_CANONICAL for e in statement.principals) else False
        if Kind.EVERYONE not in kinds and Kind.FEDERATED not in kinds:
            return None
    for condition in statement.conditions:
        found = _narrows(condition, point=point)
        if found is True:
            return None if statement.inverted else False
        doubt = doubt or found is None
    return None if doubt else True


def _narrows(condition: Condition, *, point: bool) -> Truth:  # noqa: PLR0911 - one return for each rule
    """Tell whether a condition gives fixed values for a key that makes a statement non-public."""
    key, op, values = condition.key, condition.op, condition.values
    if key.startswith(_SILENT):
        return None
    if key not in _PLAIN and key not in ("aws:sourceip", "s3:dataaccesspointarn"):
        return False if op.known else None
    if not op.positive or op.base not in _POSITIVE:
        return None
    if key == "aws:sourceip":
        return _narrow_ranges(values)
    if key.startswith("s3:dataaccesspoint") and point:
        return False
    if key == "s3:dataaccesspointarn":
        return all(_POINT_ARN.fullmatch(v) for v in values)
    return bool(values) and all(fixed(v) for v in values)


def _narrow_ranges(values: tuple[str, ...]) -> Truth:
    ranges = [addresses.parse(v) for v in values]
    if any(r is None for r in ranges):
        return None
    return all(r is not None and (addresses.is_private(r) or not addresses.is_wide(r)) for r in ranges)
