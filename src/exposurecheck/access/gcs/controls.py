"""Turns a bucket's settings, organisation policies and deny policies into the controls of its estate."""

from exposurecheck.access.gcs.condition import evaluate
from exposurecheck.access.gcs.estate import Estate, Rule
from exposurecheck.access.gcs.parties import of_denied
from exposurecheck.access.gcs.roles import denied_bits
from exposurecheck.access.ranges import Reach, checked, reach
from exposurecheck.access.shape import flag, mapping, mappings, text, texts
from exposurecheck.model.base import JsonObject

PREVENTIONS = frozenset({"pap:bucket", "pap:org_policy"})


def settings(estate: Estate, bucket: JsonObject) -> None:
    """Read uniform access, public access prevention, Requester Pays and the IP filter."""
    configuration = mapping(bucket.get("iamConfiguration"), "bucket.iamConfiguration")
    # Source: Cloud Storage JSON API, "Buckets": bucketPolicyOnly is the former name of uniformBucketLevelAccess.
    name = "uniformBucketLevelAccess" if "uniformBucketLevelAccess" in configuration else "bucketPolicyOnly"
    uniform = mapping(configuration.get(name), f"bucket.iamConfiguration.{name}")
    enabled = flag(uniform.get("enabled"), f"bucket.iamConfiguration.{name}.enabled")
    if "bucket.iamConfiguration" not in estate.unread:
        estate.uniform = enabled is True
    prevention = text(configuration.get("publicAccessPrevention"), "bucket.iamConfiguration.publicAccessPrevention")
    if prevention.lower() == "enforced":
        estate.controls.append("pap:bucket")
    if estate.uniform:
        estate.controls.append("ubla")
    if bucket.get("billing"):
        billing = mapping(bucket["billing"], "bucket.billing")
        if flag(billing.get("requesterPays"), "bucket.billing.requesterPays"):
            estate.controls.append("requester_pays")
    if bucket.get("ipFilter"):
        _ip_filter(estate, mapping(bucket["ipFilter"], "bucket.ipFilter"))


def _ip_filter(estate: Estate, ip_filter: JsonObject) -> None:
    """Source: Cloud Storage, "Bucket IP filtering": only the mode ``Enabled`` is enforced."""
    where = "bucket.ipFilter"
    if text(ip_filter.get("mode"), f"{where}.mode").lower() != "enabled":
        return
    public = mapping(ip_filter.get("publicNetworkSource"), f"{where}.publicNetworkSource")
    ranges = texts(public.get("allowedIpCidrRanges"), f"{where}.publicNetworkSource.allowedIpCidrRanges")
    for one in ranges:
        checked(one, f"{where}.publicNetworkSource.allowedIpCidrRanges")
    sources = mappings(ip_filter.get("vpcNetworkSources"), f"{where}.vpcNetworkSources")
    inside = [
        text(s.get("network"), f"{where}.vpcNetworkSources.network")
        for s in sources
        if texts(s.get("allowedIpCidrRanges"), f"{where}.vpcNetworkSources.allowedIpCidrRanges")
    ]
    estate.network = max(reach(ranges), Reach.NAMED if inside else Reach.NONE)
    estate.ranges = (*ranges, *inside)
    if estate.network is not Reach.INTERNET:
        estate.controls.append("ip_filter")


def org_policies(estate: Estate, policies: JsonObject) -> None:
    """Read the constraint that enforces public access prevention; others do not act on what already exists."""
    for name, setting in policies.items():
        if name.removeprefix("constraints/") == "storage.publicAccessPrevention":
            where = f"project.orgPolicies.{name}"
            enforced = setting if isinstance(setting, bool) else mapping(setting, where).get("enforced")
            if flag(enforced, f"{where}.enforced"):
                estate.controls.append("pap:org_policy")


def deny_policies(estate: Estate, project: JsonObject) -> None:
    """Read IAM deny policies. Source: IAM, "Deny policies"."""
    for index, policy in enumerate(mappings(project["denyPolicies"], "project.denyPolicies")):
        where = f"project.denyPolicies[{index}]"
        name = f"deny_policy[{text(policy.get('name'), f'{where}.name')}]"
        for item in mappings(policy.get("rules"), f"{where}.rules"):
            _deny_rule(estate, name, mapping(item.get("denyRule"), f"{where}.rules.denyRule"), where)


def _deny_rule(estate: Estate, name: str, rule: JsonObject, where: str) -> None:
    can = 0
    for permission in texts(rule.get("deniedPermissions"), f"{where}.deniedPermissions"):
        can |= denied_bits(permission)
    for permission in texts(rule.get("exceptionPermissions"), f"{where}.exceptionPermissions"):
        can &= ~denied_bits(permission)
    denied = texts(rule.get("deniedPrincipals"), f"{where}.deniedPrincipals")
    exceptions = texts(rule.get("exceptionPrincipals"), f"{where}.exceptionPrincipals")
    if not can or not _in_force(estate, name, rule, where):
        return
    owner = estate.owner
    estate.rules.append(
        Rule(
            name,
            can,
            frozenset(of_denied(p, owner) for p in denied),
            frozenset(of_denied(p, owner) for p in exceptions),
        )
    )
    if name not in estate.controls:
        estate.controls.append(name)


def _in_force(estate: Estate, name: str, rule: JsonObject, where: str) -> bool:
    """Tell whether the rule's condition certainly holds for every object; a rule that may not is a doubt."""
    condition = mapping(rule.get("denialCondition"), f"{where}.denialCondition")
    if not condition:
        return True
    expression = text(condition.get("expression"), f"{where}.denialCondition.expression")
    passed = evaluate(expression, estate.bucket, "", estate.as_of)
    if not passed.unclear and passed.include == ("*",) and not passed.exclude:
        return True
    if passed.unclear or passed.include:
        estate.doubts[f"{name}.denialCondition"] = None
    return False
