"""Websites, Requester Pays, encryption, access points and resource control policies."""

import pytest

from exposurecheck.model.base import Json
from tests.access.s3.estate import (
    ALL_ON,
    BUCKET,
    CIDR,
    DELEGATION,
    DOOR,
    FOREIGN_ORG,
    KEYS,
    ORG,
    OWN,
    PARTNER,
    WRITER,
    Document,
    acl,
    item,
    point,
    policy,
    statement,
)  # fmt: skip
from tests.access.s3.expected import (
    Case,
    case,
    check,
    external,
    network,
    organization,
    private,
    read,
    signed,
    signed_listing,
)  # fmt: skip

PUBLIC: Document = {"aws_policy_is_public": True}
NOT_PUBLIC: Document = {"aws_policy_is_public": False}
ALL, AUTH = "AllUsers", "AuthenticatedUsers"
ANON = "65a011a29cdf8ec533ec3d1ccaae921c"
PREFERRED: Json = {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
W: Document = {"ownership_controls": WRITER}
BY_ANON: Json = {"Grantee": {"Type": "CanonicalUser", "ID": ANON}, "Permission": "FULL_CONTROL"}


def setting(*names: str) -> Json:
    return {
        n: n in names for n in ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    }


def org(assign: str = "all", **more: Json) -> Document:
    return {
        "organization": {
            "id": ORG,
            "s3_policy": {"s3_attributes": {"public_access_block_configuration": {"@@assign": assign}}},
            **more,
        }
    }


def bacl(rule: str, *grants: tuple[str, str], expected: Document, **more: Json) -> Case:
    return case(rule, None, expected, acl=acl(*grants), **{**W, **more})


def oacl(rule: str, *grants: tuple[str, str], expected: Document, **more: Json) -> Case:
    return case(rule, None, expected, objects=[item("report.pdf", *grants), item("draft.txt")], **{**W, **more})


def c(who: str, permission: str, key: str | None = None) -> Document:
    return {"cause": [f"acl.object[{key}]:{who}:{permission}" if key else f"acl.bucket:{who}:{permission}"]}


K = "report.pdf"
KMS_AWS: dict[str, str] = {
    "ServerSideEncryption": "aws:kms",
    "KMSKeyManager": "AWS",
    "SSEKMSKeyId": f"arn:aws:kms:us-east-1:{OWN}:key/1",
}
KMS_OWN: dict[str, str] = {
    "ServerSideEncryption": "aws:kms",
    "KMSKeyManager": "CUSTOMER",
    "SSEKMSKeyId": f"arn:aws:kms:us-east-1:{OWN}:key/2",
}
OPEN_DOOR = policy(statement(who={"AWS": "*"}, resource=f"{DOOR}/object/*"))
SHOP_DOOR = policy(statement(who={"AWS": PARTNER}, resource=f"{DOOR}/object/*"))
PERIMETER: Json = {
    "StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORG},
    "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
}


def rcp(condition: Json, **more: Json) -> Document:
    deny = statement("Deny", action="s3:*", resource="*", condition=condition)
    return {
        "organization": {
            "id": ORG,
            "s3_policy": None,
            "resource_control_policies": [{"name": "edge", "content": policy(deny)}],
            **more,
        }
    }


# fmt: off
CASES = [
    case("a website grants nothing", None, private(), website={"IndexDocument": {"Suffix": "index.html"}}),
    case("a website with a policy", policy(statement()), read(**PUBLIC),
         website={"IndexDocument": {"Suffix": "index.html"}}),
    case("requester pays", policy(statement()), signed(blocked_by=["request_payment:Requester"], **PUBLIC),
         request_payment={"Payer": "Requester"}),
    case("requester pays for listing", policy(statement(action="s3:ListBucket", resource=BUCKET)),
         signed_listing(blocked_by=["request_payment:Requester"], **PUBLIC), request_payment={"Payer": "Requester"}),
    case("requester pays, public writing", policy(statement(action="s3:PutObject")),
         private("request_payment:Requester", **PUBLIC), request_payment={"Payer": "Requester"}),
    case("requester pays and a partner", policy(statement(who={"AWS": PARTNER})), external(PARTNER, **NOT_PUBLIC),
         request_payment={"Payer": "Requester"}),
    case("requester pays and a range", policy(statement(condition={"IpAddress": {"aws:SourceIp": CIDR}})),
         network(blocked_by=["condition:aws:SourceIp", "request_payment:Requester"], **NOT_PUBLIC),
         request_payment={"Payer": "Requester"}),
    case("one object with AWS's key", policy(statement()),
         read(exposed_except=["e"], blocked_by=["sse_kms[e]"], **PUBLIC), objects=[item("e", **KMS_AWS), item("p")]),
    case("one object with a key of the owner", policy(statement()),
         read(exposed_except=["e"], blocked_by=["sse_kms[e]"], **PUBLIC), objects=[item("e", **KMS_OWN), item("p")]),
    case("SSE-S3 takes nothing", policy(statement()), read(**PUBLIC),
         objects=[item("e", ServerSideEncryption="AES256")]),
    case("every object with AWS's key", policy(statement()), private("sse_kms", **PUBLIC),
         objects=[item("e", **KMS_AWS), item("f", **KMS_AWS)], objects_complete=True),
    case("one object only, with AWS's key", policy(statement()), private("sse_kms", **PUBLIC),
         objects=[item("e", **KMS_AWS)], objects_complete=True),
    case("a complete listing with AWS's key for one", policy(statement()),
         read(exposed_except=["e"], blocked_by=["sse_kms[e]"], **PUBLIC),
         objects=[item("e", **KMS_AWS), item("p")], objects_complete=True),
    case("a public ACL on an object with AWS's key", None, private("sse_kms[e]"),
         objects=[item("e", (ALL, "READ"), **KMS_AWS)], **W),
    case("a partner and an object with AWS's key", policy(statement(who={"AWS": PARTNER})),
         external(PARTNER, exposed_except=["e"], blocked_by=["sse_kms[e]"], **NOT_PUBLIC),
         objects=[item("e", **KMS_AWS), item("p")]),
    case("an empty bucket, listed completely", policy(statement()), private(**PUBLIC), objects=[],
         objects_complete=True),
    case("a complete listing outside the public prefix", policy(statement(resource=f"{BUCKET}/public/*")),
         private(**PUBLIC), objects=[item("x/a")], objects_complete=True),
    case("an own door for everyone", DELEGATION,
         signed(cause=["access_point[door].policy.statement[0]"], blocked_by=["access_point:no_anonymous"],
         **NOT_PUBLIC), access_points=[point(OPEN_DOOR)]),
    case("an own door for a partner", DELEGATION,
         external(PARTNER, cause=["access_point[door].policy.statement[0]"], **NOT_PUBLIC),
         access_points=[point(SHOP_DOOR)]),
    case("an own door for the own role", DELEGATION, private("condition:s3:DataAccessPointAccount", **NOT_PUBLIC),
         access_points=[point(policy(statement(who={"AWS": f"arn:aws:iam::{OWN}:role/app"},
         resource=f"{DOOR}/object/*")))]),
    case("an own door into a VPC", DELEGATION,
         network(cause=["access_point[door].policy.statement[0]"], blocked_by=["access_point[door]:vpc_origin"],
         **NOT_PUBLIC), access_points=[point(OPEN_DOOR, vpc="vpc-91237329")]),
    case("a partner's door into a VPC", DELEGATION,
         external(PARTNER, network_restricted=True, cause=["access_point[door].policy.statement[0]"],
         blocked_by=["access_point[door]:vpc_origin"], **NOT_PUBLIC),
         access_points=[point(SHOP_DOOR, vpc="vpc-91237329")]),
    case("a door without delegation", None, private("bucket_policy:no_delegation"), access_points=[point(SHOP_DOOR)]),
    case("an open door without delegation", None, private("bucket_policy:no_delegation"),
         access_points=[point(OPEN_DOOR)]),
    case("a door that its own settings close", DELEGATION,
         private("bpa.access_point[door]:RestrictPublicBuckets", **NOT_PUBLIC),
         access_points=[point(OPEN_DOOR, block=ALL_ON)]),
    case("a partner's door under all four settings of the door", DELEGATION,
         external(PARTNER, cause=["access_point[door].policy.statement[0]"], **NOT_PUBLIC),
         access_points=[point(SHOP_DOOR, block=ALL_ON)]),
    case("an open door under the account's settings", DELEGATION,
         private("bpa.account:RestrictPublicBuckets", **NOT_PUBLIC), access_points=[point(OPEN_DOOR)],
         account_public_access_block=ALL_ON),
    case("an open door under the bucket's settings", DELEGATION,
         private("bpa.bucket:RestrictPublicBuckets", **NOT_PUBLIC), access_points=[point(OPEN_DOOR)],
         public_access_block=ALL_ON),
    case("a VPC door under all four settings", DELEGATION,
         network(cause=["access_point[door].policy.statement[0]"], blocked_by=["access_point[door]:vpc_origin"],
         **NOT_PUBLIC),
         access_points=[point(OPEN_DOOR, vpc="vpc-91237329", block=ALL_ON)]),
    case("a door for the organization", DELEGATION,
         organization(cause=["access_point[door].policy.statement[0]"], blocked_by=["condition:aws:PrincipalOrgID"],
         **NOT_PUBLIC),
         access_points=[point(policy(statement(resource=f"{DOOR}/object/*",
         condition={"StringEquals": {"aws:PrincipalOrgID": ORG}})))]),
    case("a door for one prefix", DELEGATION,
         signed("public/*", cause=["access_point[door].policy.statement[0]"],
         blocked_by=["access_point:no_anonymous"], **NOT_PUBLIC),
         access_points=[point(policy(statement(resource=f"{DOOR}/object/public/*")))]),
    case("a door that lists", DELEGATION,
         signed_listing(cause=["access_point[door].policy.statement[0]"], blocked_by=["access_point:no_anonymous"],
         **NOT_PUBLIC),
         access_points=[point(policy(statement(action="s3:ListBucket", resource=DOOR)))]),
    case("a delegation by ARN",
         policy(statement(who={"AWS": "*"}, action="*", resource=[BUCKET, KEYS],
         condition={"StringLike": {"s3:DataAccessPointArn": f"arn:aws:s3:us-east-1:{OWN}:accesspoint/*"}})),
         signed(cause=["access_point[door].policy.statement[0]"], blocked_by=["access_point:no_anonymous"],
         **NOT_PUBLIC), access_points=[point(OPEN_DOOR)]),
    case("a public bucket beside a strict door", policy(statement()), read(**PUBLIC),
         access_points=[point(SHOP_DOOR, block=ALL_ON)]),
    case("a public bucket beside an open door", policy(statement()), read(**PUBLIC),
         access_points=[point(OPEN_DOOR)]),
    case("a bucket for a partner, whose door is open", policy(statement(who={"AWS": PARTNER})),
         external(PARTNER, cause=["access_point[door].policy.statement[0]", "policy.statement[0]"], **NOT_PUBLIC),
         access_points=[point(OPEN_DOOR)]),
    case("a resource control policy over everyone", policy(statement()),
         organization(blocked_by=["rcp[edge]"], **PUBLIC), **rcp(PERIMETER)),
    case("a resource control policy over a partner", policy(statement(who={"AWS": PARTNER})),
         private("rcp[edge]", **NOT_PUBLIC), **rcp(PERIMETER)),
    case("a resource control policy spares the management account", policy(statement(who={"AWS": PARTNER})),
         external(PARTNER, **NOT_PUBLIC), **rcp(PERIMETER, is_management_account=True)),
    case("a resource control policy over a public ACL", None,
         organization(K, blocked_by=["rcp[edge]"], **c(ALL, "READ", K)), objects=[item(K, (ALL, "READ"))], **W,
         **rcp(PERIMETER)),
    case("a resource control policy that wants TLS", policy(statement()), read(**PUBLIC),
         **rcp({"BoolIfExists": {"aws:SecureTransport": "false"}})),
    case("a resource control policy with a tag that excuses callers", policy(statement()),
         signed(blocked_by=["rcp[edge]"], **PUBLIC),
         **rcp({"StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORG, "aws:PrincipalTag/partner": "true"},
         "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}})),
    case("a resource control policy that trusts a partner", policy(statement(who={"AWS": PARTNER})),
         external(PARTNER, **NOT_PUBLIC),
         **rcp({"StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORG, "aws:PrincipalAccount": PARTNER},
         "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}})),
    case("a resource control policy against confused deputies", policy(statement()), read(**PUBLIC),
         **rcp({"StringNotEqualsIfExists": {"aws:SourceOrgID": ORG}, "Null": {"aws:SourceAccount": "false"},
         "Bool": {"aws:PrincipalIsAWSService": "true"}})),
    case("a resource control policy that forgets unsigned callers", policy(statement()), read(**PUBLIC),
         **rcp({"StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORG},
         "Bool": {"aws:PrincipalIsAWSService": "false"}})),
    case("a resource control policy and a foreign organization",
         policy(statement(condition={"StringEquals": {"aws:PrincipalOrgID": FOREIGN_ORG}})),
         private("condition:aws:PrincipalOrgID", "rcp[edge]", **NOT_PUBLIC), **rcp(PERIMETER)),
]
# fmt: on


@pytest.mark.parametrize("found", CASES, ids=[c.rule for c in CASES])
def test_doors(found: Case) -> None:
    check(found)
