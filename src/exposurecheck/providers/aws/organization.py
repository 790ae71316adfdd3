"""Reads what an account's organisation imposes on its buckets: the S3 policy and the resource control policies."""

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.aws import operations
from exposurecheck.providers.aws.calls import Asks, Call
from exposurecheck.providers.aws.errors import Failed
from exposurecheck.providers.replies import document, items, mapping, text

_DEEPEST = 8
"""An account is at most five organisational units below the root ("Quotas for AWS Organizations")."""
RESOURCE_CONTROL = "RESOURCE_CONTROL_POLICY"


def organization(calls: Asks, account: str, resource: str) -> tuple[dict[str, Json], list[Json], list[Gap]]:
    """Return the document ``organization``, the facts of it that are unread, and one gap for each of those.

    A member account may normally not read the resource control policies above it; the management account is not
    subject to them ("Resource control policies (RCPs)"), so there they are not even asked for.
    """
    reply = calls.ask(operations.ORGANIZATION)
    if isinstance(reply, Failed):
        return {}, [], [reply.gap(resource, operations.ORGANIZATION.fact, operations.ORGANIZATION.permission)]
    if reply is None:
        return {"organization": None}, [], []
    about = mapping(reply.get("Organization"))
    management = about.get("MasterAccountId") == account
    found: dict[str, Json] = {"id": about.get("Id"), "is_management_account": management}
    unread: list[Json] = []
    gaps: list[Gap] = []

    def missing(call: Call, failure: Failed) -> None:
        unread.append(call.fact)
        gaps.append(failure.gap(resource, call.fact, call.permission))

    s3_policy = _s3_policy(calls, account)
    if isinstance(s3_policy, Failed):
        missing(operations.S3_POLICY, s3_policy)
    else:
        found["s3_policy"] = s3_policy
    if not management:
        controls = _resource_control_policies(calls, account)
        if isinstance(controls, tuple):
            missing(*controls)
        else:
            found["resource_control_policies"] = controls
    return {"organization": found}, unread, gaps


def _s3_policy(calls: Asks, account: str) -> Json | Failed:
    reply = calls.ask(operations.S3_POLICY, PolicyType="S3_POLICY", TargetId=account)
    if reply is None or isinstance(reply, Failed):
        return reply
    content = mapping(reply.get("EffectivePolicy")).get("PolicyContent")
    return _effective(document(content)) or Failed(GapReason.MALFORMED, "NotJson")


def _effective(policy: Json) -> Json:
    """Return the policy with the assignment that an effective policy leaves out.

    "Organizations: Effective policies": operators such as ``@@assign`` are resolved there, and only the value remains.
    """
    attributes = mapping(mapping(policy).get("s3_attributes"))
    value = attributes.get("public_access_block_configuration")
    if isinstance(value, str):
        return {"s3_attributes": attributes | {"public_access_block_configuration": {"@@assign": value}}}
    return policy


def _resource_control_policies(calls: Asks, account: str) -> list[Json] | tuple[Call, Failed]:  # noqa: PLR0911 - one for each failure
    found: dict[str, Json] = {}
    target = account
    for _ in range(_DEEPEST):
        listed = calls.ask(operations.TARGET_POLICIES, TargetId=target, Filter=RESOURCE_CONTROL)
        if listed is None or isinstance(listed, Failed):
            return operations.TARGET_POLICIES, listed or Failed(GapReason.MALFORMED, "Empty")
        for summary in items(listed.get("Policies")):
            name, policy_id = text(summary.get("Name")), text(summary.get("Id"))
            if policy_id is None or policy_id in found:
                continue
            policy = calls.ask(operations.ORGANIZATION_POLICY, PolicyId=policy_id)
            if policy is None or isinstance(policy, Failed):
                return operations.ORGANIZATION_POLICY, policy or Failed(GapReason.MALFORMED, "Empty")
            content = document(mapping(policy.get("Policy")).get("Content"))
            if content is None:
                return operations.ORGANIZATION_POLICY, Failed(GapReason.MALFORMED, "NotJson")
            found[policy_id] = {"name": name or policy_id, "content": dict(content)}
        if target.startswith("r-"):
            return list(found.values())
        parents = calls.ask(operations.PARENTS, ChildId=target)
        if parents is None or isinstance(parents, Failed):
            return operations.PARENTS, parents or Failed(GapReason.MALFORMED, "Empty")
        above = items(parents.get("Parents"))
        target = (text(above[0].get("Id")) if above else None) or "r-"
        if target == "r-":
            return list(found.values())
    return operations.PARENTS, Failed(GapReason.MALFORMED, "TooDeep")
