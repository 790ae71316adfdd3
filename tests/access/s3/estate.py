"""Literal S3 documents for the tests, and strategies that make many of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from hypothesis import strategies as st

from exposurecheck.access.resolve import resolve
from exposurecheck.model.base import Json
from exposurecheck.model.exposure import Exposure

AT = datetime(2026, 1, 15, tzinfo=UTC)
OWN, PARTNER = "111122223333", "444455556666"
OWNER, STRANGER = "c0" * 32, "d1" * 32
ORG, FOREIGN_ORG = "o-ownorg00001", "o-foreign0002"
NAME = "shop-files"
BUCKET, KEYS = f"arn:aws:s3:::{NAME}", f"arn:aws:s3:::{NAME}/*"
CIDR = "203.0.113.0/24"
ALL_ON: Json = dict.fromkeys(
    ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True
)
WRITER: Json = {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
ENFORCED: Json = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}

Document = dict[str, Json]


def statement(
    effect: str = "Allow",
    *,
    who: Json = "*",
    action: Json = "s3:GetObject",
    resource: Json = KEYS,
    condition: Json = None,
) -> Document:
    """One statement; by default everybody may read every object."""
    found: Document = {"Effect": effect, "Principal": who, "Action": action, "Resource": resource}
    return {**found, "Condition": condition} if condition else found


def policy(*statements: Json, version: str = "2012-10-17") -> Document:
    """A policy of some statements."""
    return {"Version": version, "Statement": list(statements)}


def acl(*grants: tuple[str, str], owner: str = OWNER) -> Document:
    """An ACL: pairs of a group name or canonical id, and a permission."""
    found: list[Json] = [{"Grantee": {"Type": "CanonicalUser", "ID": owner}, "Permission": "FULL_CONTROL"}]
    for who, permission in grants:
        group = f"http://acs.amazonaws.com/groups/global/{who}"
        grantee: Json = (
            {"Type": "Group", "URI": group} if who.endswith("Users") else {"Type": "CanonicalUser", "ID": who}
        )
        found.append({"Grantee": grantee, "Permission": permission})
    return {"Owner": {"ID": owner}, "Grants": found}


def item(key: str, *grants: tuple[str, str], owner: str = OWNER, **more: Json) -> Document:
    """One object."""
    return {"key": key, "acl": acl(*grants, owner=owner), **more}


def point(found: Json, *, name: str = "door", vpc: str | None = None, block: Json = None) -> Document:
    """An access point with a policy."""
    more: Document = {"VpcConfiguration": {"VpcId": vpc}} if vpc else {}
    return {
        "Name": name, "NetworkOrigin": "VPC" if vpc else "Internet", "AccountId": OWN, "Bucket": NAME,
        "PublicAccessBlockConfiguration": block or {}, "Policy": found, **more,
    }  # fmt: skip


DOOR = f"arn:aws:s3:us-east-1:{OWN}:accesspoint/door"
DELEGATION = policy(
    statement(action="*", resource=[BUCKET, KEYS], condition={"StringEquals": {"s3:DataAccessPointAccount": OWN}})
)


def documents(found: Json = None, **more: Json) -> Document:
    """All documents of one bucket, closed unless something says otherwise."""
    base: Document = {
        "account_id": OWN, "canonical_user_id": OWNER, "region": "us-east-1", "bucket": NAME,
        "organization": {"id": ORG, "s3_policy": None}, "account_public_access_block": None,
        "public_access_block": None, "ownership_controls": ENFORCED, "acl": acl(), "policy": found, "website": None,
        "request_payment": {"Payer": "BucketOwner"}, "access_points": [], "objects": [], "objects_complete": False,
    }  # fmt: skip
    return {**base, **more}


def verdict(found: Json = None, **more: Json) -> Exposure:
    """Judge a bucket with this policy and these other documents."""
    return resolve("aws", documents(found, **more), AT)


_CONDITIONS: Sequence[Json] = (
    None,
    {"IpAddress": {"aws:SourceIp": CIDR}},
    {"NotIpAddress": {"aws:SourceIp": CIDR}},
    {"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}},
    {"IpAddressIfExists": {"aws:SourceIp": CIDR}},
    {"StringEquals": {"aws:PrincipalOrgID": ORG}},
    {"StringNotEquals": {"aws:PrincipalOrgID": ORG}},
    {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORG}},
    {"StringEquals": {"aws:PrincipalAccount": PARTNER}},
    {"StringNotEquals": {"aws:PrincipalAccount": [OWN]}},
    {"Bool": {"aws:SecureTransport": "false"}},
    {"Bool": {"aws:MultiFactorAuthPresent": "false"}},
    {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
    {"Null": {"aws:PrincipalArn": "true"}},
    {"StringLike": {"aws:Referer": "https://shop.example/*"}},
    {"StringEquals": {"s3:prefix": "a/"}},
    {"DateGreaterThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}},
    {"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}},
    {"StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}},
    {"NotIpAddress": {"aws:SourceIp": CIDR}, "StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}},
)
_WHO: Sequence[Json] = (
    "*",
    {"AWS": "*"},
    {"AWS": PARTNER},
    {"AWS": f"arn:aws:iam::{OWN}:root"},
    {"AWS": [PARTNER, "*"]},
)
_ACTIONS: Sequence[Json] = ("s3:GetObject", "s3:ListBucket", ["s3:GetObject", "s3:ListBucket"], "s3:*", "s3:PutObject")
_RESOURCES: Sequence[Json] = (
    KEYS,
    [BUCKET, KEYS],
    BUCKET,
    f"{BUCKET}/a/*",
    f"{BUCKET}/*.csv",
    "*",
    f"{BUCKET}/a/x.csv",
)
_GRANTEES = ("AllUsers", "AuthenticatedUsers", STRANGER)
_PERMISSIONS = ("READ", "WRITE", "READ_ACP", "FULL_CONTROL")
SAMPLE_KEYS = ("a/x.csv", "a/y.txt", "b/x.csv", "b/y.txt", "c")


def statements(effects: Sequence[str] = ("Allow", "Allow", "Deny")) -> st.SearchStrategy[Document]:
    """Statements that can matter to each other."""
    return st.builds(
        lambda e, w, a, r, c: statement(e, who=w, action=a, resource=r, condition=c),
        st.sampled_from(effects),
        st.sampled_from(_WHO),
        st.sampled_from(_ACTIONS),
        st.sampled_from(_RESOURCES),
        st.sampled_from(_CONDITIONS),
    )


_grants = st.lists(st.tuples(st.sampled_from(_GRANTEES), st.sampled_from(_PERMISSIONS)), max_size=2)
_block = st.one_of(
    st.none(),
    st.fixed_dictionaries({"IgnorePublicAcls": st.booleans(), "RestrictPublicBuckets": st.booleans()}),
)


def buckets() -> st.SearchStrategy[Document]:
    """Whole buckets: policy, ACLs, blocks, ownership, payer."""
    return st.builds(
        lambda s, g, o, account, block, owner, payer: documents(
            policy(*s) if s else None,
            acl=acl(*g),
            objects=[item(k, *gs) for k, gs in o.items()],
            account_public_access_block=account,
            public_access_block=block,
            ownership_controls=owner,
            request_payment={"Payer": payer},
        ),
        st.lists(statements(), max_size=3),
        _grants,
        st.dictionaries(st.sampled_from(SAMPLE_KEYS), _grants, max_size=2),
        _block,
        _block,
        st.sampled_from((WRITER, ENFORCED, None)),
        st.sampled_from(("BucketOwner", "Requester")),
    )


def list_of(found: Mapping[str, Json], *path: str) -> list[Json]:
    """Return the list at a path of a document, empty when there is none."""
    here: Json = dict(found)
    for name in path:
        here = here.get(name) if isinstance(here, dict) else None
    return here if isinstance(here, list) else []
