"""Says which values a condition key can have in a request of one caller, from one network, through one door."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from exposurecheck.access.s3.bucket import AccessPoint, Bucket
from exposurecheck.access.s3.callers import (
    ANY_SERVICE,
    STRANGER_ACCOUNT,
    STRANGER_ORG,
    Caller,
    Role,
    any_account,
    fixed,
    instance,
)
from exposurecheck.access.s3.networks import Network
from exposurecheck.access.s3.partitions import access_point_arn, partitions
from exposurecheck.model.keys import matches

Value = tuple[str, ...] | None
"""Values of a key in a request; None: the request does not carry the key."""
UNKNOWN: Value = ("\0unknown",)
"""The key is there or not, and nobody can say."""
FRESH = "zz-not-named-anywhere"


@dataclass(frozen=True, slots=True)
class Door:
    """How a request gets to the bucket: directly, or through an access point of somebody's account."""

    account: str = ""
    point: AccessPoint | None = None
    """An access point that the documents describe."""

    @property
    def direct(self) -> bool:
        """Whether the request names the bucket itself."""
        return not self.account


DIRECT = Door()


@dataclass(frozen=True, slots=True)
class Situation:
    """What a key's value can depend on."""

    bucket: Bucket
    at: datetime
    caller: Caller
    network: Network
    door: Door


def _chosen(wanted: tuple[str, ...], *more: Value) -> tuple[Value, ...]:
    """Return what a caller could send so that each named value is met once, and once none."""
    texts = [v for v in wanted if "${" not in v]
    found: list[Value] = [(instance(t, ""),) for t in texts if "*" in t]
    found += [(instance(t),) for t in texts]
    return tuple(dict.fromkeys((*found, (FRESH,), *more)))


def _numbers(wanted: tuple[str, ...], *more: Value) -> tuple[Value, ...]:
    found: list[Value] = []
    for text in wanted:
        try:
            number = float(text)
        except ValueError:
            continue
        found += [(f"{n:g}",) for n in (number - 0.5, number, number + 0.5) if n > 0]
    return tuple(dict.fromkeys((*found, ("1",), *more)))


def _signed_only(s: Situation, *values: Value) -> tuple[Value, ...]:
    return values if s.caller.signed and s.caller.role is not Role.SERVICE else (None,)


def _principal_account(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    if not s.caller.signed:
        return (("anonymous",),)
    return _signed_only(s, (s.caller.account or STRANGER_ACCOUNT,))


def _principal_type(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    if not s.caller.signed:
        return (("Anonymous",),)
    if s.caller.role is Role.SERVICE:
        return (UNKNOWN,)
    kinds = [v for v in ("User", "AssumedRole", "Account", "FederatedUser") if v in wanted] or ["User"]
    return tuple((k,) for k in dict.fromkeys((*kinds, "User")))


def _principal_arn(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    if s.caller.arn and s.caller.role in (Role.ACCOUNT, Role.OWN_ORG, Role.UNCLEAR):
        return ((s.caller.arn,),)
    account = s.caller.account or STRANGER_ACCOUNT
    own = partitions(s.bucket.region)
    found: list[Value] = [(f"arn:{own[0]}:iam::{account}:user/{FRESH}",)]
    for pattern in wanted:
        parts = pattern.split(":", 5)
        if len(parts) == 6 and "${" not in pattern and (parts[4] == account or any_account(parts[4])):  # noqa: PLR2004 - parts of an ARN
            # A federated user is the one caller whose own ARN is of sts: a role's session carries the ARN of its role.
            service = "sts" if parts[5].startswith("federated-user/") else "iam"
            found += [
                (f"arn:{p}:{service}::{account}:{instance(parts[5], f)}",)
                for p in own
                if matches(parts[1], p)
                for f in ("", "x")
            ]
        elif len(parts) < 6 and pattern not in ("*", "arn:*") and "*" in pattern:  # noqa: PLR2004 - parts of an ARN
            found.append((instance(pattern.replace("*", f"arn:{own[0]}:iam::{account}:role/", 1)),))
    return _signed_only(s, *dict.fromkeys(found))


def _org_id(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    if s.caller.org:
        return ((s.caller.org,),)
    somebody = s.caller.role is Role.UNCLEAR and s.caller.account
    perhaps: list[Value] = [(v,) for v in wanted if fixed(v)] if somebody else []
    return _signed_only(s, (STRANGER_ORG,), None, *perhaps)


def _org_paths(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    org = s.caller.org
    if not org:
        return _signed_only(s, (f"{STRANGER_ORG}/r-zz99/ou-zz99-zzzzzzzz/",), None)
    inside: list[Value] = [(instance(v, f),) for v in wanted if matches(v.partition("/")[0], org) for f in ("", "x")]
    return tuple(dict.fromkeys((*inside, (f"{org}/r-zz99/ou-zz99-zzzzzzzz/",))))


def _unique_id(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    caller = s.caller
    if not caller.signed:
        return (("anonymous",),)
    if caller.id in wanted and caller.role is not Role.CANONICAL:
        return ((instance(caller.id),),)
    if caller.account in wanted:
        return ((caller.account,), ("AIDAZZZZZZZZZZZZZZZZZ",))
    open_to_all = [
        v for v in wanted if (v.startswith(("*", "A")) and "*" in v and not v.endswith(":*")) or v in ("*", "*:*")
    ]
    found: list[Value] = [("AIDAZZZZZZZZZZZZZZZZZ",), ("AROAZZZZZZZZZZZZZZZZZ:zz",)]
    found += [(instance(v, "AROAZZZZZZZZZZZZZZZZZ"),) for v in open_to_all]
    return _signed_only(s, *dict.fromkeys(found))


def _arranged(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    """Answer for names and tags that the caller's own account gives out."""
    return _signed_only(s, *_chosen(wanted, None))


def _mfa(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    return _signed_only(s, ("true",), ("false",), None)


def _mfa_age(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    return _signed_only(s, *_numbers(wanted, None))


def _issue_time(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    return _signed_only(s, (s.at.isoformat(),), None)


def _is_service(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    if not s.caller.signed:
        return (None,)
    return (("true",),) if s.caller.role is Role.SERVICE or s.caller.id == ANY_SERVICE else (("false",),)


def _service_name(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    service = s.caller.role is Role.SERVICE or s.caller.id == ANY_SERVICE
    return _chosen(wanted) if service else (None,)


def _via_service(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    return (("false",), ("true",)) if s.caller.signed else (("false",),)


def _called_via(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    return _signed_only(s, None, *_chosen(wanted))


def _source_account(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    if s.caller.role is Role.SERVICE:
        return ((s.caller.account,),)
    if s.caller.id == ANY_SERVICE:
        return ((STRANGER_ACCOUNT,), None)
    return ((instance(s.caller.id),),) if s.caller.role is Role.UNCLEAR and s.caller.id in wanted else (None,)


def _source_arn(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    if s.caller.role is Role.SERVICE:
        # ARNs of buckets have no account; whose bucket it is, other conditions may say.
        arns: list[Value] = [
            (instance(v, f),) for v in wanted if f":{s.caller.account}:" in v or ":::" in v for f in ("", "x")
        ]
        partition = partitions(s.bucket.region)[0]
        return (*arns, (f"arn:{partition}:s3:us-east-1:{s.caller.account}:{FRESH}",))
    return ((instance(s.caller.id),),) if s.caller.role is Role.UNCLEAR and s.caller.id in wanted else (None,)


def _source_org(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    if s.caller.role is Role.SERVICE:
        foreign: list[Value] = [(v,) for v in wanted if fixed(v) and v != s.bucket.org]
        return ((s.caller.org,),) if s.caller.org else ((STRANGER_ORG,), None, *foreign)
    return ((instance(s.caller.id),),) if s.caller.role is Role.UNCLEAR and s.caller.id in wanted else (None,)


def _source_org_paths(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    if s.caller.role is Role.SERVICE:
        return _org_paths(s, wanted) if s.caller.org else ((f"{STRANGER_ORG}/r-zz99/ou-zz99-zzzzzzzz/",), None)
    return _source_org(s, wanted)


def _source_ip(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    return ((s.network.source_ip,),) if s.network.ranges else (None,)


def _vpc_id(kind: str) -> Callable[[Situation, tuple[str, ...]], tuple[Value, ...]]:
    def value(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
        if s.network.ranges:
            return (None,)
        given = s.network.vpc if kind == "vpc" else s.network.endpoint
        if given:
            return ((given,),)
        # Nobody can choose the id of a VPC of one's own, but every one of them fits a pattern such as vpc-*.
        open_to_all: list[Value] = [(instance(v, "0zz"),) for v in wanted if "*" in v and "${" not in v]
        return tuple(dict.fromkeys((*open_to_all, (f"{kind}-0zzzzzzzzzzzzzzzz",))))

    return value


def _vpc_address(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    if s.network.ranges:
        return (None,)
    return tuple(dict.fromkeys((*((v.split("/")[0],) for v in wanted if "*" not in v), ("10.255.254.253",))))


def _now(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    return ((s.at.isoformat(),),)


def _epoch(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    return ((f"{s.at.timestamp():.0f}",),)


def _region(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    return ((s.bucket.region,),) if s.bucket.region else (UNKNOWN,)


def _own_account(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    return ((s.bucket.account,),) if s.bucket.account else (UNKNOWN,)


def _own_org(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    return ((s.bucket.org,),) if s.bucket.org else (None,)


def _own_org_paths(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    if not s.bucket.org:
        return (None,)
    if any(v.startswith(f"{s.bucket.org}/") and v != f"{s.bucket.org}/*" for v in wanted):
        return (UNKNOWN,)
    return ((f"{s.bucket.org}/r-zz99/ou-zz99-zzzzzzzz/",),)


def _free(_: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    return _chosen(wanted, None)


def _free_number(_: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    return _numbers(wanted, None)


def _tls(_: Situation, __: tuple[str, ...]) -> tuple[Value, ...]:
    return (("1.3",), ("1.2",))


def _secure(_: Situation, __: tuple[str, ...]) -> tuple[Value, ...]:
    return (("true",), ("false",))


def _door_account(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    return (None,) if s.door.direct else ((s.door.account,),)


def _door_arn(s: Situation, wanted: tuple[str, ...]) -> tuple[Value, ...]:
    if s.door.direct:
        return (None,)
    names = [instance(v.rpartition("/")[2]) for v in wanted if "/" in v]
    shown = [s.door.point.name] if s.door.point else [*names, FRESH]
    region = s.bucket.region or "us-east-1"
    return tuple(
        dict.fromkeys(
            (access_point_arn(p, region, s.door.account, n),) for p in partitions(s.bucket.region) for n in shown
        )
    )


def _door_origin(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
    if s.door.direct:
        return (None,)
    if s.door.point:
        return (("VPC" if s.door.point.vpc else "Internet",),)
    return (("Internet",), ("VPC",))


def _signing(*values: str) -> Callable[[Situation, tuple[str, ...]], tuple[Value, ...]]:
    def value(s: Situation, _: tuple[str, ...]) -> tuple[Value, ...]:
        return tuple((v,) for v in values) if s.caller.signed else (None,)

    return value


# Sources: IAM user guide, "AWS global condition context keys" and "Principal key values"; Service Authorization
# Reference, "Condition keys for Amazon S3".
TABLE: dict[str, Callable[[Situation, tuple[str, ...]], tuple[Value, ...]]] = {
    "aws:principalaccount": _principal_account,
    "aws:principaltype": _principal_type,
    "aws:principalarn": _principal_arn,
    "aws:principalorgid": _org_id,
    "aws:principalorgpaths": _org_paths,
    "aws:userid": _unique_id,
    "aws:username": _arranged,
    "aws:multifactorauthpresent": _mfa,
    "aws:multifactorauthage": _mfa_age,
    "aws:tokenissuetime": _issue_time,
    "aws:federatedprovider": _arranged,
    "aws:sourceidentity": _arranged,
    "aws:principalisawsservice": _is_service,
    "aws:principalservicename": _service_name,
    "aws:principalservicenameslist": _service_name,
    "aws:viaawsservice": _via_service,
    "aws:calledvia": _called_via,
    "aws:calledviafirst": _called_via,
    "aws:calledvialast": _called_via,
    "aws:sourceaccount": _source_account,
    "aws:sourceowner": _source_account,
    "aws:sourcearn": _source_arn,
    "aws:sourceorgid": _source_org,
    "aws:sourceorgpaths": _source_org_paths,
    "aws:sourceip": _source_ip,
    "aws:sourcevpc": _vpc_id("vpc"),
    "aws:sourcevpce": _vpc_id("vpce"),
    "aws:vpcsourceip": _vpc_address,
    "aws:currenttime": _now,
    "aws:epochtime": _epoch,
    "aws:requestedregion": _region,
    "aws:resourceaccount": _own_account,
    "s3:resourceaccount": _own_account,
    "aws:resourceorgid": _own_org,
    "aws:resourceorgpaths": _own_org_paths,
    "aws:useragent": _free,
    "aws:referer": _free,
    "aws:securetransport": _secure,
    "s3:tlsversion": _tls,
    "s3:dataaccesspointaccount": _door_account,
    "s3:dataaccesspointarn": _door_arn,
    "s3:accesspointnetworkorigin": _door_origin,
    "s3:signatureversion": _signing("AWS4-HMAC-SHA256", "AWS"),
    "s3:authtype": _signing("REST-HEADER", "REST-QUERY-STRING", "POST"),
    "s3:signatureage": _signing("1"),
    "s3:x-amz-content-sha256": _free,
    "s3:prefix": _free,
    "s3:delimiter": _free,
    "s3:max-keys": _free_number,
    "s3:versionid": _free,
}
LIST_ONLY = ("s3:prefix", "s3:delimiter", "s3:max-keys")
VERSION_ONLY = ("s3:versionid",)
OBJECT_TAG = "s3:existingobjecttag/"
_WRITE_ONLY = ("s3:x-amz-", "s3:requestobjecttag", "s3:object-lock-")


def is_write_only(key: str) -> bool:
    """Tell whether only requests that write carry the key."""
    return key.startswith(_WRITE_ONLY) and key not in TABLE


def candidates(key: str, wanted: tuple[str, ...], situation: Situation) -> tuple[Value, ...]:
    """Return the values ``key`` can have; where the caller chooses, enough of them to meet and to miss each condition.

    Args:
        key: Condition key, lower case.
        wanted: Every value any condition on this key names.
        situation: Who asks, from where, through which door.
    """
    rule = TABLE.get(key)
    if rule:
        return rule(situation, wanted)
    if key.startswith(("aws:principaltag/", "aws:requesttag/")):
        return _arranged(situation, wanted)
    if is_write_only(key):
        return _free(situation, wanted)
    return (UNKNOWN,)
