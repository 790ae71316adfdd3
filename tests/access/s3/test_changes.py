"""What signed outsiders can change stands among the grants and never moves the verdict on who can read or list."""

from datetime import UTC, datetime

import pytest

from exposurecheck.access.resolve import resolve
from exposurecheck.model.base import Json, JsonObject
from exposurecheck.model.exposure import Exposure, ExposureClass

AT = datetime(2026, 11, 26, tzinfo=UTC)
OWNER, OTHER = "a" * 64, "c" * 64
SIGNED: Json = {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"}
PARTNER = "222233334444"


def _acl(grantee: Json, permission: str) -> Json:
    return {"Owner": {"ID": OWNER}, "Grants": [{"Grantee": grantee, "Permission": permission}]}


def _policy(action: str, principal: Json, **more: Json) -> Json:
    statement = {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "arn:aws:s3:::acme/*"}
    return {"Version": "2012-10-17", "Statement": [{**statement, **more}]}


def judged(**documents: Json) -> Exposure:
    known: JsonObject = {
        "account_id": "111122223333",
        "canonical_user_id": OWNER,
        "region": "ap-northeast-1",
        "bucket": "acme",
        "acl": _acl({"Type": "CanonicalUser", "ID": OWNER}, "FULL_CONTROL"),
        "organization": None,
        "account_public_access_block": None,
        "public_access_block": None,
        "ownership_controls": None,
        "policy": None,
        "website": None,
        "request_payment": {"Payer": "BucketOwner"},
        "access_points": [],
        "objects": [],
    }
    return resolve("aws", {**known, **documents}, AT)


def told(found: Exposure) -> set[tuple[str, str, str]]:
    return {(g.principal.kind.value, g.principal.id, g.permission.value) for g in found.grants}


@pytest.mark.parametrize(
    ("documents", "grants"),
    [
        ({"policy": _policy("s3:PutObject", {"AWS": PARTNER})}, {("account", PARTNER, "write")}),
        ({"policy": _policy("s3:PutObjectAcl", {"AWS": PARTNER})}, {("account", PARTNER, "write_acp")}),
        (
            {"policy": _policy("s3:DeleteObject", "*", Condition={"StringLike": {"aws:PrincipalArn": "*"}})},
            {("authenticated", "", "write")},
        ),
        (
            {
                "acl": _acl(
                    {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"}, "WRITE"
                )
            },
            {("authenticated", "", "write")},
        ),
        ({"acl": _acl({"Type": "CanonicalUser", "ID": OTHER}, "WRITE_ACP")}, {("account", OTHER, "write_acp")}),
        ({"policy": _policy("s3:PutObject", {"AWS": "111122223333"})}, set()),
    ],
    ids=["partner", "partner's ACL", "any account", "group", "canonical id", "owner"],
)
def test_who_can_only_write_is_a_grantee_and_no_reader(
    documents: JsonObject, grants: set[tuple[str, str, str]]
) -> None:
    found = judged(**documents)

    assert found.exposure is ExposureClass.PRIVATE
    assert found.external_accounts == ()
    assert told(found) == grants


def test_what_everybody_can_write_is_not_repeated_for_a_named_account() -> None:
    objects = "arn:aws:s3:::acme/*"
    everybody: Json = {"Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": objects}
    partner: Json = {"Effect": "Allow", "Principal": {"AWS": PARTNER}, "Action": "s3:GetObject", "Resource": objects}
    found = judged(policy={"Version": "2012-10-17", "Statement": [everybody, partner]})

    assert told(found) == {("anonymous", "", "write"), ("account", PARTNER, "read")}


def test_a_deny_takes_a_change_away() -> None:
    objects = "arn:aws:s3:::acme/*"
    allowed: Json = {"Effect": "Allow", "Principal": {"AWS": PARTNER}, "Action": "s3:*", "Resource": objects}
    denied: Json = {"Effect": "Deny", "Principal": "*", "Action": "s3:Put*", "Resource": objects}
    found = judged(policy={"Version": "2012-10-17", "Statement": [allowed, denied]})

    assert ("account", PARTNER, "read") in told(found)
    assert ("account", PARTNER, "write_acp") not in told(found)
    assert ("account", PARTNER, "write") in told(found)  # deleting is left
