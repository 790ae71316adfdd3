"""What the four block settings hold back, at every level, and what they leave open."""

import pytest

from exposurecheck.model.base import Json
from tests.access.s3.estate import (
    ALL_ON,
    BUCKET,
    ENFORCED,
    KEYS,
    ORG,
    OWN,
    PARTNER,
    STRANGER,
    WRITER,
    Document,
    acl,
    item,
    policy,
    statement,
)  # fmt: skip
from tests.access.s3.expected import (
    Case,
    case,
    check,
    external,
    private,
    read,
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
# fmt: off
CASES = [
    case("restricted by the account", policy(statement()), private("bpa.account:RestrictPublicBuckets", **PUBLIC),
         account_public_access_block=setting("RestrictPublicBuckets")),
    case("restricted by the bucket", policy(statement()), private("bpa.bucket:RestrictPublicBuckets", **PUBLIC),
         public_access_block=setting("RestrictPublicBuckets")),
    case("restricted by both", policy(statement()),
         private("bpa.account:RestrictPublicBuckets", "bpa.bucket:RestrictPublicBuckets", **PUBLIC),
         public_access_block=ALL_ON, account_public_access_block=ALL_ON),
    case("restricted by the organization", policy(statement()),
         private("bpa.organization:RestrictPublicBuckets", **PUBLIC), **org()),
    case("the organization assigns none", policy(statement()), read(**PUBLIC), **org("none")),
    case("restricted by all three", policy(statement()),
         private("bpa.account:RestrictPublicBuckets", "bpa.bucket:RestrictPublicBuckets",
         "bpa.organization:RestrictPublicBuckets", **PUBLIC),
         public_access_block=ALL_ON, account_public_access_block=ALL_ON, **org()),
    case("everything but RestrictPublicBuckets", policy(statement()), read(**PUBLIC),
         public_access_block=setting("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy")),
    case("only BlockPublicPolicy", policy(statement()), read(**PUBLIC),
         public_access_block=setting("BlockPublicPolicy")),
    case("only IgnorePublicAcls", policy(statement()), read(**PUBLIC),
         public_access_block=setting("IgnorePublicAcls")),
    case("a partner under all four", policy(statement(who={"AWS": PARTNER})), external(PARTNER, **NOT_PUBLIC),
         public_access_block=ALL_ON),
    case("a canonical partner under all four", policy(statement(who={"CanonicalUser": STRANGER})),
         external(f"canonical:{STRANGER}", **NOT_PUBLIC), public_access_block=ALL_ON),
    case("a partner beside everyone under RestrictPublicBuckets",
         policy(statement(who={"AWS": PARTNER}), statement()),
         private("bpa.bucket:RestrictPublicBuckets", **PUBLIC), public_access_block=setting("RestrictPublicBuckets")),
    case("a partner beside a public writer under RestrictPublicBuckets",
         policy(statement(who={"AWS": PARTNER}), statement(action="s3:PutObject")),
         private("bpa.bucket:RestrictPublicBuckets", **PUBLIC), public_access_block=ALL_ON),
    case("the own account beside everyone", policy(statement(who={"AWS": OWN}), statement()),
         private("bpa.bucket:RestrictPublicBuckets", **PUBLIC), public_access_block=ALL_ON),
    case("a service beside everyone",
         policy(statement(who={"Service": "logging.s3.amazonaws.com"}, action="s3:PutObject"), statement()),
         private("bpa.bucket:RestrictPublicBuckets", **PUBLIC), public_access_block=ALL_ON),
    case("public writing under RestrictPublicBuckets", policy(statement(action="s3:PutObject")),
         private("bpa.bucket:RestrictPublicBuckets", **PUBLIC), public_access_block=ALL_ON),
    case("a website under all four", policy(statement()), private("bpa.bucket:RestrictPublicBuckets", **PUBLIC),
         public_access_block=ALL_ON,
         website={"IndexDocument": {"Suffix": "index.html"}}),
    case("a public Allow that a Deny covers, restricted too",
         policy(statement(), statement("Deny", action="s3:*", resource=[BUCKET, KEYS])),
         private("bpa.bucket:RestrictPublicBuckets", "policy.statement[1]:Deny"), public_access_block=ALL_ON),
    oacl("an object's ACL ignored by the account", (ALL, "READ"), expected=private("bpa.account:IgnorePublicAcls"),
         account_public_access_block=setting("IgnorePublicAcls")),
    oacl("an object's ACL ignored by the bucket", (ALL, "READ"), expected=private("bpa.bucket:IgnorePublicAcls"),
         public_access_block=setting("IgnorePublicAcls")),
    oacl("an object's ACL ignored by the organization", (ALL, "READ"),
         expected=private("bpa.organization:IgnorePublicAcls"), **org()),
    oacl("an object's ACL blocked too late", (ALL, "READ"), expected=read(K, **c(ALL, "READ", K)),
         public_access_block=setting("BlockPublicAcls")),
    oacl("an object's ACL under RestrictPublicBuckets without a policy", (ALL, "READ"),
         expected=read(K, **c(ALL, "READ", K)), public_access_block=setting("RestrictPublicBuckets")),
    oacl("an object's ACL for any account, ignored", (AUTH, "READ"), expected=private("bpa.bucket:IgnorePublicAcls"),
         public_access_block=ALL_ON),
    oacl("a named outsider's ACL under all four", (STRANGER, "READ"),
         expected=external(f"canonical:{STRANGER}", exposed_prefixes=[K], **c(STRANGER, "READ", K)),
         public_access_block=ALL_ON),
    oacl("an object's ACL off and ignored", (ALL, "READ"),
         expected=private("bpa.bucket:IgnorePublicAcls", "ownership:BucketOwnerEnforced"), public_access_block=ALL_ON,
         ownership_controls=ENFORCED),
    bacl("a bucket's ACL ignored", (ALL, "READ"), expected=private("bpa.bucket:IgnorePublicAcls"),
         public_access_block=setting("IgnorePublicAcls")),
    bacl("a bucket's ACL ignored by account and bucket", (ALL, "READ"),
         expected=private("bpa.account:IgnorePublicAcls", "bpa.bucket:IgnorePublicAcls"),
         public_access_block=ALL_ON, account_public_access_block=ALL_ON),
    bacl("writing by the bucket's ACL, ignored", (ALL, "WRITE"), expected=private("bpa.bucket:IgnorePublicAcls"),
         public_access_block=ALL_ON),
    case("the account ignores ACLs, the bucket restricts the policy", policy(statement()),
         private("bpa.account:IgnorePublicAcls", "bpa.bucket:RestrictPublicBuckets", **PUBLIC),
         objects=[item(K, (ALL, "READ"))], account_public_access_block=setting("IgnorePublicAcls"),
         public_access_block=setting("RestrictPublicBuckets"), **W),
    case("ACLs ignored, the policy open", policy(statement(resource=f"{BUCKET}/public/*")),
         read("public/*", blocked_by=["bpa.bucket:IgnorePublicAcls"], **PUBLIC),
         objects=[item(K, (ALL, "READ"))], public_access_block=setting("IgnorePublicAcls"), **W),
    case("ACLs ignored, the policy wider", policy(statement()), read(**PUBLIC),
         objects=[item(K, (ALL, "READ"))], public_access_block=setting("IgnorePublicAcls"), **W),
]
# fmt: on


@pytest.mark.parametrize("found", CASES, ids=[c.rule for c in CASES])
def test_blocks(found: Case) -> None:
    check(found)
