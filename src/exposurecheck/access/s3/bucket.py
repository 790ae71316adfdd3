"""Turns the documents of one bucket into the facts that decide who can reach it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exposurecheck.access.s3 import actions
from exposurecheck.access.s3.partitions import access_point_arn, partitions, region_in
from exposurecheck.access.s3.policy import EMPTY, Policy, parse
from exposurecheck.access.s3.principals import ANONYMOUS_CANONICAL
from exposurecheck.access.shape import mapping, mappings, text
from exposurecheck.errors import InputError
from exposurecheck.model.base import Json, JsonObject

_PERMISSIONS = ("READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL")
IGNORE, RESTRICT = "IgnorePublicAcls", "RestrictPublicBuckets"
_GROUPS = {
    "http://acs.amazonaws.com/groups/global/AllUsers": "AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers": "AuthenticatedUsers",
}


@dataclass(slots=True, frozen=True, eq=False)
class AclGrant:
    """One grant of an ACL to somebody outside."""

    id: str
    grantee: str
    """``AllUsers``, ``AuthenticatedUsers``, ``anonymous`` or a canonical user id."""
    permission: str
    mask: int
    key: str | None
    """Object key, or None for the bucket."""

    @property
    def public(self) -> bool:
        """Whether AWS calls the grant public."""
        return self.grantee in ("AllUsers", "AuthenticatedUsers")


@dataclass(slots=True, frozen=True, eq=False)
class AccessPoint:
    """Another door to the bucket."""

    name: str
    account: str
    vpc: str | None
    """The only VPC it serves, or None for the internet."""
    restrict: bool
    """Its own RestrictPublicBuckets."""
    policy: Policy


@dataclass(slots=True, eq=False)
class Bucket:
    """Everything that decides who can reach one bucket."""

    name: str
    account: str
    owner: str
    region: str | None
    org: str | None
    policy: Policy
    rcps: tuple[Policy, ...]
    ignore: tuple[str, ...]
    """Ids of the IgnorePublicAcls settings that are on."""
    restrict: tuple[str, ...]
    """Ids of the RestrictPublicBuckets settings that are on."""
    enforced: bool
    """BucketOwnerEnforced: ACLs are off."""
    acl: tuple[AclGrant, ...]
    requester_pays: bool
    access_points: tuple[AccessPoint, ...]
    foreign: frozenset[str]
    """Keys of objects that another account owns."""
    kms: Mapping[str, bool]
    """Keys of objects encrypted with KMS; True when the key is AWS's own, which serves no other account."""
    keys: tuple[str, ...] | None
    """All keys when the listing is complete."""
    listed: tuple[str, ...]
    """Keys known to exist."""
    tags: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def _text(documents: JsonObject, name: str) -> str:
    value = documents.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"resource.{name} must be a text. Save the document again as the cloud's API returns it.")
    return value


def _blocks(documents: JsonObject, organization: JsonObject) -> list[tuple[str, JsonObject | None]]:
    """Return Block Public Access by level; None where all settings are on."""
    found: list[tuple[str, JsonObject | None]] = []
    if organization and _organization_blocks(organization):
        found.append(("organization", None))
    for level, name in (("account", "account_public_access_block"), ("bucket", "public_access_block")):
        document = documents.get(name)
        if document is not None:
            found.append((level, mapping(document, f"resource.{name}")))
    return found


def _levels(blocks: list[tuple[str, JsonObject | None]], setting: str) -> tuple[str, ...]:
    return tuple(f"bpa.{level}:{setting}" for level, block in blocks if block is None or _on(block, setting))


def _organization_blocks(organization: JsonObject) -> bool:
    """Read ``public_access_block_configuration``. Source: AWS Organizations user guide, "S3 policy syntax"."""
    here: Json = organization.get("s3_policy")
    for name in ("s3_attributes", "public_access_block_configuration", "@@assign"):
        if not isinstance(here, Mapping):
            return False
        here = here.get(name)
    return here == "all" or (isinstance(here, list) and "all" in here)


def _on(block: JsonObject, setting: str) -> bool:
    nested = block.get("PublicAccessBlockConfiguration")
    value = (nested if isinstance(nested, Mapping) else block).get(setting)
    return value is True or (isinstance(value, str) and value.lower() == "true")


def _ownership_enforced(document: Json) -> bool:
    controls = mapping(document, "resource.ownership_controls")
    nested = controls.get("OwnershipControls")
    rules = (nested if isinstance(nested, Mapping) else controls).get("Rules")
    return any(
        rule.get("ObjectOwnership") == "BucketOwnerEnforced"
        for rule in mappings(rules, "resource.ownership_controls.Rules")
    )


def _grants(acl: JsonObject, owner: str, key: str | None, where: str) -> list[AclGrant]:
    found = []
    table = actions.BUCKET_ACL if key is None else actions.OBJECT_ACL
    prefix = "acl.bucket" if key is None else f"acl.object[{key}]"
    for index, grant in enumerate(mappings(acl.get("Grants"), f"{where}.Grants")):
        grantee = mapping(grant.get("Grantee"), f"{where}.Grants[{index}].Grantee")
        who = grantee.get("ID")
        if grantee.get("URI") is not None:
            who = _GROUPS.get(text(grantee["URI"], f"{where}.Grants[{index}].Grantee.URI"))
        elif who is None and grantee.get("EmailAddress") is None:
            raise InputError(
                f"{where}.Grants[{index}].Grantee names nobody. "
                "Save the ACL again as GetBucketAcl or GetObjectAcl returns it."
            )
        elif who == ANONYMOUS_CANONICAL:
            who = "anonymous"
        permission = grant.get("Permission")
        if not isinstance(permission, str) or permission not in _PERMISSIONS:
            raise InputError(
                f"{where}.Grants[{index}].Permission must be one of {', '.join(_PERMISSIONS)}. "
                "Save the ACL again as GetBucketAcl or GetObjectAcl returns it."
            )
        if isinstance(who, str) and who != owner and permission in table:
            found.append(AclGrant(f"{prefix}:{who}:{permission}", who, permission, table[permission], key))
    return found


def _access_point(raw: JsonObject, owner_account: str, region: str | None) -> AccessPoint:
    where = "resource.access_points[]"
    name = text(raw.get("Name"), f"{where}.Name")
    if not name:
        raise InputError(f"{where}.Name is missing. Save the access point again as GetAccessPoint returns it.")
    account = text(raw.get("AccountId"), f"{where}.AccountId") or text(
        raw.get("BucketAccountId"), f"{where}.BucketAccountId"
    )
    account = account or owner_account
    vpc = mapping(raw.get("VpcConfiguration"), "resource.access_points[].VpcConfiguration").get("VpcId")
    block = mapping(
        raw.get("PublicAccessBlockConfiguration"), "resource.access_points[].PublicAccessBlockConfiguration"
    )
    place = region or region_in(raw.get("Policy"), account, name)
    roots = tuple((access_point_arn(p, place, account, name), "/object/") for p in partitions(region))
    return AccessPoint(
        name=name,
        account=account,
        vpc=(vpc if isinstance(vpc, str) else "vpc") if raw.get("NetworkOrigin") == "VPC" else None,
        restrict=_on(block, RESTRICT),
        policy=parse(raw.get("Policy"), f"access_point[{name}].policy", roots),
    )


def _rcps(organization: JsonObject, roots: tuple[tuple[str, str], ...]) -> tuple[Policy, ...]:
    # Source: AWS Organizations user guide, "Resource control policies": the management account is not affected.
    if organization.get("is_management_account") is True:
        return ()
    documents = mappings(
        organization.get("resource_control_policies"), "resource.organization.resource_control_policies"
    )
    return tuple(parse(r.get("content"), f"rcp[{r.get('name', '')}]", roots) for r in documents)


def read(documents: JsonObject) -> Bucket:
    """Read the documents. Raises InputError when one of them has a shape no answer of the service can have."""
    name = _text(documents, "bucket")
    if not name:
        raise InputError(
            "resource.bucket is missing. Add the bucket's name, so that its policy's ARNs can be compared."
        )
    acl_document = mapping(documents.get("acl"), "resource.acl")
    owner = _text(documents, "canonical_user_id") or _owner(acl_document)
    account = _text(documents, "account_id")
    region = _text(documents, "region") or None
    organization = mapping(documents.get("organization"), "resource.organization")
    org = organization.get("id")
    roots = tuple((f"arn:{p}:s3:::{name}", "/") for p in partitions(region))
    document = documents.get("policy")
    blocks = _blocks(documents, organization)
    bucket = Bucket(
        name=name,
        account=account,
        owner=owner,
        region=region,
        org=org if isinstance(org, str) else None,
        policy=parse(document, "policy", roots) if document is not None else EMPTY,
        rcps=_rcps(organization, roots) if organization else (),
        ignore=_levels(blocks, IGNORE),
        restrict=_levels(blocks, RESTRICT),
        enforced=_ownership_enforced(documents.get("ownership_controls")),
        acl=tuple(_grants(acl_document, owner, None, "resource.acl")),
        requester_pays=mapping(documents.get("request_payment"), "resource.request_payment").get("Payer")
        == "Requester",
        access_points=tuple(
            _access_point(a, account, region)
            for a in mappings(documents.get("access_points"), "resource.access_points")
        ),
        foreign=frozenset(),
        kms={},
        keys=None,
        listed=(),
    )
    objects = documents.get("objects")
    if objects:
        _add_objects(bucket, mappings(objects, "resource.objects"))
    if documents.get("objects_complete") is True:
        bucket.keys = bucket.listed
    return bucket


def _owner(acl: JsonObject) -> str:
    owner = acl.get("Owner")
    found = owner.get("ID") if isinstance(owner, Mapping) else None
    return found if isinstance(found, str) else ""


def _add_objects(bucket: Bucket, objects: Sequence[JsonObject]) -> None:
    grants, foreign, kms, listed = list(bucket.acl), set[str](), dict[str, bool](), list[str]()
    tags = dict[str, Mapping[str, str]]()
    for item in objects:
        key = item.get("key")
        if not isinstance(key, str):
            raise InputError(
                "resource.objects[].key must be a text. Give each object the key that the listing returned."
            )
        listed.append(key)
        acl = mapping(item.get("acl"), "resource.objects[].acl")
        grants += _grants(acl, bucket.owner, key, "resource.objects[].acl")
        if (_owner(acl) or bucket.owner) != bucket.owner:
            foreign.add(key)
        if str(item.get("ServerSideEncryption") or "").startswith("aws:kms"):
            kms[key] = _aws_managed(item)
        tags[key] = {k: str(v) for k, v in mapping(item.get("tags"), "resource.objects[].tags").items()}
    bucket.acl, bucket.foreign, bucket.kms = tuple(grants), frozenset(foreign), kms
    bucket.listed, bucket.tags = tuple(listed), tags


def _aws_managed(item: JsonObject) -> bool:
    manager, key = item.get("KMSKeyManager"), item.get("SSEKMSKeyId")
    if isinstance(manager, str):
        return manager.upper() == "AWS"
    return not isinstance(key, str) or key.endswith("alias/aws/s3")
