"""Where the vendor's documents decide nothing, the verdict says what is open and how wide it could be."""

import pytest

from exposurecheck.access.resolve import resolve
from exposurecheck.model.base import Json
from tests.access.s3.estate import (
    ALL_ON,
    AT,
    CIDR,
    DELEGATION,
    KEYS,
    ORG,
    PARTNER,
    STRANGER,
    WRITER,
    Document,
    acl,
    documents,
    item,
    point,
    policy,
    statement,
)  # fmt: skip

IGNORE: Document = {"public_access_block": {"IgnorePublicAcls": True}, "ownership_controls": WRITER}
RESTRICT: Document = {"public_access_block": ALL_ON}


def _on(condition: Json) -> Document:
    return policy(statement(condition=condition))


@pytest.mark.parametrize(
    ("found", "fact", "at_most"),
    [
        (documents(policy(statement(who={"Federated": "cognito-identity.amazonaws.com"}))),
         "principal:cognito-identity.amazonaws.com", "any_authenticated_read"),
        (documents(policy(statement(who={"Service": "cloudfront.amazonaws.com"}))),
         "principal:cloudfront.amazonaws.com", "anonymous_read"),
        (documents(_on({"StringEquals": {"aws:userid": "AIDAEXAMPLEID12345678"}})),
         "principal:AIDAEXAMPLEID12345678", "external_account"),
        (documents(_on({"StringLike": {"aws:SourceAccount": "*"}})), "principal:*", "any_authenticated_read"),
        (documents(DELEGATION, access_points=[point(None)]), "access_points[door].policy", "any_authenticated_read"),
        (documents(None, objects=[item("a", ("AllUsers", "READ"), (STRANGER, "READ"))], **IGNORE),
         "acl.beside_public_grant", "external_account"),
        (documents(policy(statement()), acl=acl(("AllUsers", "READ")), ownership_controls=WRITER,
                   public_access_block={"RestrictPublicBuckets": True}),
         "acl.under_restrict_public_buckets", "anonymous_list"),
        (documents(policy({"Effect": "Allow", "NotPrincipal": {"AWS": PARTNER}, "Action": "s3:GetObject",
        "Resource": KEYS}),
                   **RESTRICT), "policy_is_public", "anonymous_read"),
        (documents(_on({"StringEqualsIfExists": {"aws:PrincipalOrgID": ORG}}), **RESTRICT), "policy_is_public",
        "anonymous_read"),
        (documents(_on({"NotIpAddress": {"aws:SourceIp": CIDR}}), **RESTRICT), "policy_is_public", "anonymous_read"),
        (documents(_on({"StringEquals": {"aws:PrincipalTag/a": "b"}}), **RESTRICT), "policy_is_public",
        "any_authenticated_read"),
        (documents(_on({"StringEquals": {"aws:username": "alice"}}), **RESTRICT), "policy_is_public",
        "any_authenticated_read"),
    ],
)  # fmt: skip
def test_silent_documents_leave_the_verdict_open(found: Document, fact: str, at_most: str) -> None:
    given = resolve("aws", found, AT)
    assert (given.exposure.value, given.unknown, given.at_most.value) == ("unknown", (fact,), at_most)
