"""Finds the controls that took something away: those whose removal would make the verdict wider."""

from collections.abc import Callable, Sequence
from itertools import combinations

from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.context_keys import OBJECT_TAG, TABLE
from exposurecheck.access.s3.evaluate import (
    ENFORCED,
    NO_ANONYMOUS,
    NO_DELEGATION,
    REQUESTER,
    condition_control,
    control_of,
)
from exposurecheck.access.s3.public import Publicness
from exposurecheck.access.s3.reach import Reach
from exposurecheck.access.s3.requests import VARIABLE, Plan
from exposurecheck.access.s3.scope import Control

MAX_REDUNDANT = 6
"""Controls that are each dispensable alone are combined up to this many; more are tried in pairs."""
MAX_REQUESTS = 400_000
"""Requests asked at most to find what holds a verdict back."""
_DELEGATION = ("s3:dataaccesspointaccount", "s3:dataaccesspointarn", "s3:accesspointnetworkorigin")
Measure = Callable[[frozenset[Control]], Reach]


def list_controls(bucket: Bucket, plan: Plan, public: Publicness, *, through_points: bool) -> list[Control]:
    """Return every control of the documents that could be holding something back."""
    found: list[Control] = []
    if public.bucket is not False or any(v is not False for v in public.points.values()):
        found += [(level, "") for level in bucket.restrict]
        found += [(f"bpa.access_point[{p.name}]:RestrictPublicBuckets", "") for p in bucket.access_points if p.restrict]
    if bucket.acl:
        if any(g.public for g in bucket.acl):
            found += [(level, "") for level in bucket.ignore]
        if bucket.enforced:
            found.append(ENFORCED)
    if bucket.requester_pays:
        found.append(REQUESTER)
    denies = [*bucket.policy.denies, *(d for rcp in bucket.rcps for d in rcp.denies)]
    denies += [d for p in bucket.access_points for d in p.policy.denies]
    found += dict.fromkeys(control_of(d) for d in denies)
    found += [(f"sse_kms[{k}]", "") for k in bucket.kms]
    if bucket.policy.allows and not bucket.enforced:
        found += [(f"object_owner[{k}]", "") for k in bucket.foreign]
    for point in bucket.access_points:
        if point.policy.allows:
            found.append(NO_ANONYMOUS)
            if not through_points:
                found.append(NO_DELEGATION)
            if point.vpc:
                found.append((f"access_point[{point.name}]:vpc_origin", ""))
    return list(dict.fromkeys(found)) + _in_statements(bucket, plan, through_points=through_points)


def carved(bucket: Bucket) -> list[str]:
    """Return the key patterns by which the documents take keys away, as they are written there."""
    found = [k for d in (*bucket.policy.denies, *(d for r in bucket.rcps for d in r.denies)) for k in d.resource.keys]
    found += [k for p in bucket.access_points for d in p.policy.denies for k in d.resource.keys]
    found += [k for s in bucket.policy.allows for k in s.holes.keys]
    return [k for k in dict.fromkeys(found) if "${" not in k]


def _in_statements(bucket: Bucket, plan: Plan, *, through_points: bool) -> list[Control]:
    found: list[Control] = []
    statements = [*bucket.policy.allows, *(s for p in bucket.access_points for s in p.policy.allows)]
    if plan.conditions:
        for statement in statements:
            for condition in statement.conditions:
                key = condition.key
                if key.startswith(OBJECT_TAG) or (key in _DELEGATION and through_points):
                    continue
                found.append(condition_control(statement, condition))
    for statement in statements:
        if statement.variables:
            texts = (*statement.resource.keys, *statement.holes.keys)
            names = {m[1].strip() for t in texts for m in VARIABLE.finditer(t)} - {"*", "?", "$"}
            found += [(f"policy_variable:{n}", statement.id) for n in sorted(names)]
    return list(dict.fromkeys(found))


def _differs(control: Control, reach: Reach, base: Reach) -> bool:
    """Tell whether the part of the outcome by which a control is judged is another one."""
    if control[1]:
        return not reach.same_audiences(base)
    if control[0].endswith(":Deny") or control[0].startswith("rcp["):
        return not reach.same_actions(base)
    return not reach.same_capabilities(base)


def find_blockers(controls: Sequence[Control], measure: Measure, base: Reach, size: int) -> tuple[str, ...]:
    """Return the ids of the controls that belong to some smallest set which alone brings about the verdict.

    A control counts when removing it changes something, perhaps only after other controls that hold back the same
    have been removed without changing anything: all sufficient blockers are found. Conditions and variables are
    judged by the audiences of the verdict, everything else place by place.

    Args:
        controls: What could be holding something back.
        measure: Returns the outcome without some of them.
        base: The outcome with all of them.
        size: Requests asked for one outcome. With very many of them only the first controls are tried, each alone,
            so that one strange policy does not hold up a scan.
    """
    found: set[Control] = set()
    idle: list[Control] = []

    def differs(control: Control, reach: Reach) -> bool:
        return _differs(control, reach, base)

    affordable = MAX_REQUESTS // max(size, 1)
    for control in controls[: max(affordable, MAX_REDUNDANT)]:
        if differs(control, measure(frozenset({control}))):
            found.add(control)
        else:
            idle.append(control)
    if len(idle) > 1 and len(controls) + len(idle) ** 2 <= affordable:
        together = measure(frozenset(idle))
        if any(differs(control, together) for control in idle):
            found |= _overdetermined(idle, measure, differs)
    return tuple(sorted({shown(c) for c in found}))


def _overdetermined(idle: list[Control], measure: Measure, differs: Callable[[Control, Reach], bool]) -> set[Control]:
    found: set[Control] = set()
    largest = len(idle) if len(idle) <= MAX_REDUNDANT else 2
    for size in range(1, largest):
        for removed in combinations(idle, size):
            reach = measure(frozenset(removed))
            if any(differs(c, reach) for c in removed):
                continue
            for control in idle:
                if control not in removed and control not in found:
                    wider = measure(frozenset({*removed, control}))
                    if differs(control, wider):
                        found.add(control)
    return found


_PROPER = {
    name.lower(): name
    for name in (
        "aws:PrincipalAccount", "aws:PrincipalType", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths",
        "aws:PrincipalTag", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:TokenIssueTime",
        "aws:FederatedProvider", "aws:SourceIdentity", "aws:PrincipalIsAWSService", "aws:PrincipalServiceName",
        "aws:PrincipalServiceNamesList", "aws:ViaAWSService", "aws:CalledVia", "aws:CalledViaFirst",
        "aws:CalledViaLast",
        "aws:SourceAccount", "aws:SourceOwner", "aws:SourceArn", "aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce",
        "aws:VpcSourceIp", "aws:CurrentTime", "aws:EpochTime", "aws:RequestedRegion", "aws:ResourceAccount",
        "s3:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:UserAgent", "aws:Referer",
        "aws:SecureTransport", "aws:RequestTag", "s3:TlsVersion", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
        "s3:AccessPointNetworkOrigin", "s3:ExistingObjectTag", "s3:RequestObjectTag", "s3:authType", "s3:signatureAge",
        "s3:VersionId", "aws:SourceOrgID", "aws:SourceOrgPaths",
    )
} | {name: name for name in TABLE if name in ("aws:userid", "aws:username")}  # fmt: skip


def shown(control: Control) -> str:
    """Return a control's id with the condition key in its documented letter case."""
    name = control[0]
    if not name.startswith("condition:"):
        return name
    head, slash, tail = name.removeprefix("condition:").partition("/")
    return f"condition:{_PROPER.get(head, head)}{slash}{tail}"
