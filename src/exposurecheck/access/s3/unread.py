"""Says which facts could not be read, and what each of them could hold at worst and at best."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.partitions import access_point_arn, partitions
from exposurecheck.access.s3.policy import load, statements_of
from exposurecheck.access.s3.principals import ANONYMOUS_CANONICAL
from exposurecheck.model.base import Bilingual, Json, JsonObject

Guess = Callable[[JsonObject, Bucket], list[JsonObject]]


@dataclass(frozen=True, slots=True)
class Unread:
    """One fact that could not be read."""

    fact: str
    opens: bool
    """It could grant access; otherwise it could only take access away."""
    guesses: Guess
    """Documents that are as open, or as closed, as the fact could make them; the most open first."""

    @property
    def sentence(self) -> Bilingual:
        """Why it matters."""
        if self.opens:
            return Bilingual(
                en=f"{self.fact} could not be read; it could open the bucket wider.",
                ja=f"{self.fact}を読み取れませんでした。バケットをさらに公開している可能性があります。",
            )
        return Bilingual(
            en=f"{self.fact} could not be read; it could be closing what is open here.",
            ja=f"{self.fact}を読み取れませんでした。ここで開いているアクセスを閉じている可能性があります。",
        )


_BLOCK_ALL: Json = {
    "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True,
}  # fmt: skip
_FOREIGN = "f" * 64
_GROUP_ALL: Json = {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}
ANY_KEY = "(an object whose ACL could not be read)"


def _replace(documents: JsonObject, name: str, value: Json) -> JsonObject:
    return {**documents, name: value}


def _arns(bucket: Bucket) -> list[Json]:
    partition = partitions(bucket.region)[0]
    return [f"arn:{partition}:s3:::{bucket.name}", f"arn:{partition}:s3:::{bucket.name}/*"]


def _statement(bucket: Bucket, effect: str, principal: Json, condition: Json = None) -> dict[str, Json]:
    found: dict[str, Json] = {"Effect": effect, "Principal": principal, "Action": "s3:*", "Resource": _arns(bucket)}
    if condition:
        found["Condition"] = condition
    return found


def _policies(documents: JsonObject, bucket: Bucket) -> list[JsonObject]:
    loaded = load(documents.get("policy"))
    known: list[Json] = [] if isinstance(loaded, str) else list(statements_of(loaded))
    outsider: Json = {"AWS": "999900002222"}
    somewhere: Json = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    options: list[list[Json]] = [
        [_statement(bucket, "Allow", "*")],
        [_statement(bucket, "Allow", "*", somewhere)],
        [_statement(bucket, "Allow", outsider)],
        [_statement(bucket, "Deny", "*")],
    ]
    return [_replace(documents, "policy", {"Version": "2012-10-17", "Statement": [*o, *known]}) for o in options]


def _acl(owner: str, permission: str, *, group: bool) -> Json:
    grantee: Json = _GROUP_ALL if group else {"Type": "CanonicalUser", "ID": _FOREIGN}
    return {"Owner": {"ID": owner}, "Grants": [{"Grantee": grantee, "Permission": permission}]}


def _bucket_acls(documents: JsonObject, bucket: Bucket) -> list[JsonObject]:
    owner = bucket.owner or _FOREIGN[::-1]
    base = _replace(documents, "canonical_user_id", owner)
    return [_replace(base, "acl", _acl(owner, "FULL_CONTROL", group=g)) for g in (True, False)]


def _object_acls(documents: JsonObject, bucket: Bucket) -> list[JsonObject]:
    owner = bucket.owner or "e" * 64
    known = documents.get("objects")
    listed: list[Json] = list(known) if isinstance(known, list) else []
    base = {**documents, "canonical_user_id": owner, "objects_complete": False}
    return [
        _replace(base, "objects", [*listed, {"key": ANY_KEY, "acl": _acl(owner, "FULL_CONTROL", group=g)}])
        for g in (True, False)
    ]


def _no_unsigned(documents: JsonObject, _: Bucket) -> list[JsonObject]:
    return [_replace(documents, "request_payment", {"Payer": "Requester"})]


def _enforced(documents: JsonObject, _: Bucket) -> list[JsonObject]:
    return [_replace(documents, "ownership_controls", {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]})]


def _blocked(name: str) -> Guess:
    def guess(documents: JsonObject, _: Bucket) -> list[JsonObject]:
        return [_replace(documents, name, _BLOCK_ALL)]

    return guess


_ORGANIZATION = re.compile(r"o-[a-z0-9]{10,32}")


def _organization(documents: JsonObject) -> dict[str, Json]:
    found = documents.get("organization")
    return dict(found) if isinstance(found, Mapping) else {}


def _controlled(documents: JsonObject, bucket: Bucket) -> list[JsonObject]:
    organization = _organization(documents)
    deny: Json = {"Version": "2012-10-17", "Statement": [_statement(bucket, "Deny", "*")]}
    organization["resource_control_policies"] = [{"name": "unread", "content": deny}]
    return [_replace(documents, "organization", organization)]


def _organization_blocked(documents: JsonObject, _: Bucket) -> list[JsonObject]:
    organization = _organization(documents)
    organization["s3_policy"] = {"s3_attributes": {"public_access_block_configuration": {"@@assign": "all"}}}
    return [_replace(documents, "organization", organization)]


def _organizations(documents: JsonObject, bucket: Bucket) -> list[JsonObject]:
    found = [*_controlled(documents, bucket), *_organization_blocked(documents, bucket)]
    if "organization" in documents:
        return found
    values = (v for s in bucket.policy.statements for c in s.conditions for v in c.values)
    named = {match[0] for v in values if (match := _ORGANIZATION.match(v))}
    return found + [_replace(documents, "organization", {"id": name}) for name in sorted(named)]


def _point_policy(bucket: Bucket, name: str, account: str) -> Json:
    root = access_point_arn(partitions(bucket.region)[0], bucket.region or "*", account, name)
    allow: Json = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": [root, f"{root}/object/*"]}
    return {"Version": "2012-10-17", "Statement": [allow]}


def _points(documents: JsonObject, bucket: Bucket) -> list[JsonObject]:
    point: Json = {
        "Name": "unread", "AccountId": bucket.account, "NetworkOrigin": "Internet",
        "Policy": _point_policy(bucket, "unread", bucket.account),
    }  # fmt: skip
    return [_replace(documents, "access_points", [point])]


def _changed_point(name: str, key: str) -> Guess:
    def guess(documents: JsonObject, bucket: Bucket) -> list[JsonObject]:
        known = documents.get("access_points")
        points: list[Json] = []
        for point in known if isinstance(known, list) else []:
            if isinstance(point, Mapping) and point.get("Name") == name:
                value = _point_policy(bucket, name, bucket.account) if key == "Policy" else _BLOCK_ALL
                points.append({**point, key: value})
            else:
                points.append(point)
        return [_replace(documents, "access_points", points)]

    return guess


def _as_account(documents: JsonObject, bucket: Bucket) -> list[JsonObject]:
    """Try every account the documents name as the owner's."""
    accounts = {e.account for s in bucket.policy.statements for e in s.principals if e.account}
    values = {v for s in bucket.policy.statements for c in s.conditions for v in c.values if v.isdigit()}
    return [_replace(documents, "account_id", a) for a in sorted(accounts | values)]


def _as_owner(documents: JsonObject, bucket: Bucket) -> list[JsonObject]:
    ids = {g.grantee for g in bucket.acl if not g.public and g.grantee != "anonymous"}
    ids |= {e.id for s in bucket.policy.statements for e in s.principals if e.kind.value == "canonical"}
    return [_replace(documents, "canonical_user_id", i) for i in sorted(ids - {ANONYMOUS_CANONICAL})]


def _in_regions(documents: JsonObject, bucket: Bucket) -> list[JsonObject]:
    named = {
        v for s in bucket.policy.statements for c in s.conditions if c.key == "aws:requestedregion" for v in c.values
    }
    return [_replace(documents, "region", r) for r in sorted({*named, "us-east-1"})] if named else []


_TABLE: dict[str, tuple[bool, Guess]] = {
    "policy": (True, _policies),
    "acl": (True, _bucket_acls),
    "objects": (True, _object_acls),
    "objects.acl": (True, _object_acls),
    "access_points": (True, _points),
    "ownership_controls": (False, _enforced),
    "request_payment": (False, _no_unsigned),
    "public_access_block": (False, _blocked("public_access_block")),
    "account_public_access_block": (False, _blocked("account_public_access_block")),
    "organization": (False, _organizations),
    "organization.resource_control_policies": (False, _controlled),
    "organization.s3_policy": (False, _organization_blocked),
    "account_id": (False, _as_account),
    "canonical_user_id": (False, _as_owner),
    "region": (False, _in_regions),
}
_EXPECTED = tuple(name for name in _TABLE if "." not in name)


def unread_facts(documents: JsonObject) -> tuple[Unread, ...]:
    """Return the facts that are missing from the documents or named in ``unread``."""
    named = documents.get("unread")
    if named is None and all(name in documents for name in _EXPECTED) and not _odd(documents):
        return ()
    missing = [name for name in _EXPECTED if name not in documents]
    missing += [n for n in (named if isinstance(named, list) else []) if isinstance(n, str)]
    missing += _odd(documents)
    return tuple(u for name in dict.fromkeys(missing) for u in _unread(name))


def _unread(name: str) -> tuple[Unread, ...]:
    if name in _TABLE:
        return (Unread(name, *_TABLE[name]),)
    if not name.startswith("access_points["):
        return ()
    point, _, part = name.removeprefix("access_points[").rpartition("].")
    key = "Policy" if part.lower() == "policy" else "PublicAccessBlockConfiguration"
    return (Unread(name, key == "Policy", _changed_point(point, key)),)


def misunderstood(bucket: Bucket, known: tuple[Unread, ...]) -> tuple[Unread, ...]:
    """Return the policies of which some part could not be understood; the rest of them still counts."""
    names = ["policy"] if bucket.policy.problem else []
    names += [f"access_points[{p.name}].policy" for p in bucket.access_points if p.policy.problem]
    if any(rcp.problem for rcp in bucket.rcps):
        names.append("organization.resource_control_policies")
    facts = {u.fact for u in known}
    return tuple(u for name in names if name not in facts for u in _unread(name))


def _odd(documents: JsonObject) -> list[str]:
    """Return the facts that are there and cannot be understood, or on whose absence the vendor is silent."""
    found = []
    policy = documents.get("policy")
    if isinstance(policy, str) and isinstance(load(policy), str):
        found.append("policy")
    objects = documents.get("objects")
    if any(isinstance(o, Mapping) and "acl" not in o for o in (objects if isinstance(objects, list) else [])):
        found.append("objects.acl")
    points = documents.get("access_points")
    # An access point without a policy: what it lets other accounts do is not documented.
    return found + [
        f"access_points[{point.get('Name', '')}].policy"
        for point in (points if isinstance(points, list) else [])
        if isinstance(point, Mapping) and isinstance(load(point.get("Policy")), str)
    ]


def read_around(documents: JsonObject, missing: tuple[Unread, ...]) -> JsonObject:
    """Return the documents without the facts that could not be read."""
    names = {m.fact for m in missing}
    kept = {k: v for k, v in documents.items() if k not in names}
    if "organization.resource_control_policies" in names or "organization.s3_policy" in names:
        drop = {n.partition(".")[2] for n in names if n.startswith("organization.")}
        kept["organization"] = {k: v for k, v in _organization(documents).items() if k not in drop}
    return kept
