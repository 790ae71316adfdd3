"""What the ACLs of a bucket and of its objects open, and to whom."""

import pytest

from exposurecheck.model.base import Json
from tests.access.s3.estate import (
    ALL_ON,
    BUCKET,
    ENFORCED,
    ORG,
    OWNER,
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
    listing,
    other,
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
# fmt: off
CASES = [
    bacl("everyone lists", (ALL, "READ"), expected=listing(**c(ALL, "READ"))),
    bacl("everyone writes", (ALL, "WRITE"), expected=other("write", **c(ALL, "WRITE"))),
    bacl("everyone sees the ACL", (ALL, "READ_ACP"), expected=other("read_acp", **c(ALL, "READ_ACP"))),
    bacl("everyone changes the ACL", (ALL, "WRITE_ACP"), expected=other("write_acp", **c(ALL, "WRITE_ACP"))),
    bacl("everyone writes and changes the ACL", (ALL, "WRITE"), (ALL, "WRITE_ACP"),
         expected=other("write", "write_acp", cause=["acl.bucket:AllUsers:WRITE", "acl.bucket:AllUsers:WRITE_ACP"])),
    bacl("everyone controls the bucket", (ALL, "FULL_CONTROL"), expected=listing(**c(ALL, "FULL_CONTROL"))),
    bacl("any account lists", (AUTH, "READ"), expected=signed_listing(**c(AUTH, "READ"))),
    bacl("any account controls the bucket", (AUTH, "FULL_CONTROL"),
         expected=signed_listing(**c(AUTH, "FULL_CONTROL"))),
    bacl("any account writes", (AUTH, "WRITE"), expected=private()),
    bacl("any account sees the ACL", (AUTH, "READ_ACP"), expected=private()),
    bacl("an outsider lists", (STRANGER, "READ"),
         expected=external(f"canonical:{STRANGER}", exposed_prefixes=[], **c(STRANGER, "READ"))),
    bacl("an outsider controls the bucket", (STRANGER, "FULL_CONTROL"),
         expected=external(f"canonical:{STRANGER}", exposed_prefixes=[], **c(STRANGER, "FULL_CONTROL"))),
    bacl("an outsider writes", (STRANGER, "WRITE"), expected=private()),
    bacl("everyone and any account list", (ALL, "READ"), (AUTH, "READ"),
         expected=listing(cause=["acl.bucket:AllUsers:READ"])),
    bacl("everyone lists while the owner is preferred", (ALL, "READ"), expected=listing(**c(ALL, "READ")),
         ownership_controls=PREFERRED),
    bacl("everyone lists without ownership controls", (ALL, "READ"), expected=listing(**c(ALL, "READ")),
         ownership_controls=None),
    bacl("everyone lists, but ACLs are off", (ALL, "READ"), expected=private("ownership:BucketOwnerEnforced"),
         ownership_controls=ENFORCED),
    bacl("everyone lists a website", (ALL, "READ"), expected=listing(**c(ALL, "READ")),
         website={"IndexDocument": {"Suffix": "index.html"}}),
    bacl("everyone lists, requester pays", (ALL, "READ"),
         expected=signed_listing(blocked_by=["request_payment:Requester"], **c(ALL, "READ")),
         request_payment={"Payer": "Requester"}),
    oacl("everyone reads an object", (ALL, "READ"), expected=read(K, **c(ALL, "READ", K))),
    oacl("everyone controls an object", (ALL, "FULL_CONTROL"), expected=read(K, **c(ALL, "FULL_CONTROL", K))),
    oacl("everyone sees an object's ACL", (ALL, "READ_ACP"), expected=other("read_acp", **c(ALL, "READ_ACP", K))),
    oacl("everyone changes an object's ACL", (ALL, "WRITE_ACP"),
         expected=other("write_acp", **c(ALL, "WRITE_ACP", K))),
    oacl("writing means nothing on an object", (ALL, "WRITE"), expected=private()),
    oacl("any account reads an object", (AUTH, "READ"), expected=signed(K, **c(AUTH, "READ", K))),
    oacl("an outsider reads an object", (STRANGER, "READ"),
         expected=external(f"canonical:{STRANGER}", exposed_prefixes=[K], **c(STRANGER, "READ", K))),
    oacl("an outsider and everyone read an object", (ALL, "READ"), (STRANGER, "READ"),
         expected=read(K, external_accounts=[f"canonical:{STRANGER}"], **c(ALL, "READ", K))),
    oacl("everyone reads an object, but ACLs are off", (ALL, "READ"),
         expected=private("ownership:BucketOwnerEnforced"), ownership_controls=ENFORCED),
    oacl("everyone reads an object, requester pays", (ALL, "READ"),
         expected=signed(K, blocked_by=["request_payment:Requester"], **c(ALL, "READ", K)),
         request_payment={"Payer": "Requester"}),
    case("everyone lists and reads an object", None,
         read(K, anonymous_list=True, cause=["acl.bucket:AllUsers:READ", "acl.object[report.pdf]:AllUsers:READ"]),
         acl=acl((ALL, "READ")), objects=[item(K, (ALL, "READ"))], **W),
    case("two objects", None,
         read("a", "b", cause=["acl.object[a]:AllUsers:READ", "acl.object[b]:AllUsers:READ"]),
         objects=[item("a", (ALL, "READ")), item("b", (ALL, "READ"))], **W),
    case("an object uploaded without credentials", None,
         read("drop/u.bin", cause=["acl.object[drop/u.bin]:anonymous:FULL_CONTROL"]),
         objects=[{"key": "drop/u.bin",
         "acl": {"Owner": {"ID": ANON},
         "Grants": [{"Grantee": {"Type": "CanonicalUser", "ID": ANON}, "Permission": "FULL_CONTROL"}]}}], **W),
    case("an object of another account", None,
         external(f"canonical:{STRANGER}", exposed_prefixes=["in.csv"],
         cause=[f"acl.object[in.csv]:{STRANGER}:FULL_CONTROL"]),
         objects=[item("in.csv", owner=STRANGER)], **W),
    case("a public policy and an object of another account", policy(statement()),
         read(exposed_except=["in.csv"], blocked_by=["object_owner[in.csv]"],
         external_accounts=[f"canonical:{STRANGER}"], **PUBLIC),
         objects=[item("in.csv", owner=STRANGER), item("own.txt")], **W),
    case("a public policy and a public object of another account", policy(statement()),
         read(external_accounts=[f"canonical:{STRANGER}"],
         cause=["acl.object[in.csv]:AllUsers:READ", "policy.statement[0]"], **PUBLIC),
         objects=[item("in.csv", (ALL, "READ"), owner=STRANGER)], **W),
    case("a public object of another account alone", None,
         read("in.csv", external_accounts=[f"canonical:{STRANGER}"], cause=["acl.object[in.csv]:AllUsers:READ"]),
         objects=[item("in.csv", (ALL, "READ"), owner=STRANGER)], **W),
    case("a public policy while the bucket owns everything", policy(statement()), read(**PUBLIC),
         objects=[item("in.csv", owner=STRANGER)]),
    case("a Deny reaches objects of another account", policy(statement("Deny", action="s3:*")),
         private("policy.statement[0]:Deny"),
         objects=[item("in.csv", (ALL, "READ"), owner=STRANGER)], **W),
    case("a prefix by policy, an object by ACL", policy(statement(resource=f"{BUCKET}/public/*")),
         read("public/*", K, cause=["acl.object[report.pdf]:AllUsers:READ", "policy.statement[0]"], **PUBLIC),
         objects=[item(K, (ALL, "READ"))], **W),
    case("an object by ACL inside a public prefix", policy(statement(resource=f"{BUCKET}/public/*")),
         read("public/*", cause=["acl.object[public/a]:AllUsers:READ", "policy.statement[0]"], **PUBLIC),
         objects=[item("public/a", (ALL, "READ"))], **W),
    case("an object uploaded without credentials, under all four settings", None,
         read("u", cause=["acl.object[u]:anonymous:FULL_CONTROL"]),
         objects=[{"key": "u", "acl": {"Owner": {"ID": ANON}, "Grants": [BY_ANON]}}], public_access_block=ALL_ON,
         **W),
    case("the anonymous user lists", None, listing(cause=["acl.bucket:anonymous:FULL_CONTROL"]),
         acl={"Owner": {"ID": OWNER}, "Grants": [BY_ANON]}, **W),
    case("the log delivery group", None, private(), acl={"Owner": {"ID": OWNER}, "Grants": [
        {"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/s3/LogDelivery"},
        "Permission": p} for p in ("WRITE", "READ_ACP")]}, **W),
]
# fmt: on


@pytest.mark.parametrize("found", CASES, ids=[c.rule for c in CASES])
def test_acls(found: Case) -> None:
    check(found)
