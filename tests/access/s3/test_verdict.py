"""Each rule of S3's evaluation, from literal documents."""

import json

import pytest

from exposurecheck.access.resolve import cause_extract, objects_matter, resolve
from exposurecheck.errors import InputError
from exposurecheck.model.base import Json
from tests.access.s3.estate import (
    ALL_ON,
    AT,
    BUCKET,
    CIDR,
    DELEGATION,
    DOOR,
    FOREIGN_ORG,
    KEYS,
    ORG,
    OWN,
    OWNER,
    PARTNER,
    STRANGER,
    WRITER,
    acl,
    documents,
    item,
    point,
    policy,
    statement,
    verdict,
)

BOTH: Json = [BUCKET, KEYS]
DENY_OTHER_ORGS: Json = {"StringNotEquals": {"aws:PrincipalOrgID": ORG}}


@pytest.mark.parametrize(
    ("condition", "exposure", "blocked"),
    [
        (None, "anonymous_read", ()),
        ({"IpAddress": {"aws:SourceIp": CIDR}}, "network_restricted", ("condition:aws:SourceIp",)),
        ({"IpAddress": {"aws:SourceIp": "8.0.0.0/7"}}, "anonymous_read", ()),
        ({"IpAddress": {"aws:SourceIp": "8.0.0.0/8"}}, "network_restricted", ("condition:aws:SourceIp",)),
        ({"IpAddress": {"aws:SourceIp": "192.168.0.0/16"}}, "private", ("condition:aws:SourceIp",)),
        ({"NotIpAddress": {"aws:SourceIp": CIDR}}, "anonymous_read", ()),
        ({"StringLike": {"aws:SourceVpc": "vpc-*"}}, "any_authenticated_read", ("condition:aws:SourceVpc",)),
        ({"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}, "any_authenticated_read", ("condition:aws:VpcSourceIp",)),
        ({"StringEquals": {"aws:PrincipalOrgID": ORG}}, "organization", ("condition:aws:PrincipalOrgID",)),
        (
            {"StringEquals": {"aws:PrincipalOrgID": "${aws:ResourceOrgID}"}},
            "organization", ("condition:aws:PrincipalOrgID",),
        ),
        ({"StringEquals": {"aws:PrincipalOrgID": FOREIGN_ORG}}, "external_account", ("condition:aws:PrincipalOrgID",)),
        ({"StringEqualsIfExists": {"aws:PrincipalOrgID": ORG}}, "anonymous_read", ()),
        ({"StringLike": {"aws:PrincipalOrgID": "o-*"}}, "any_authenticated_read", ("condition:aws:PrincipalOrgID",)),
        (
            {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": f"{ORG}/*"}},
            "organization", ("condition:aws:PrincipalOrgPaths",),
        ),
        ({"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": f"{ORG}/*"}}, "anonymous_read", ()),
        ({"StringEquals": {"aws:SourceAccount": PARTNER}}, "external_account", ("condition:aws:SourceAccount",)),
        ({"StringEquals": {"aws:ResourceAccount": OWN}}, "anonymous_read", ()),
        ({"StringLike": {"aws:Referer": "https://shop.example/*"}}, "anonymous_read", ()),
        ({"DateLessThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z"}}, "private", ("condition:aws:CurrentTime",)),
        ({"DateLessThan": {"aws:CurrentTime": "2026-02-01T00:00:00Z"}}, "anonymous_read", ()),
        (
            {"NumericLessThan": {"aws:MultiFactorAuthAge": "300"}},
            "any_authenticated_read", ("condition:aws:MultiFactorAuthAge",),
        ),
        ({"StringEqualsIgnoreCase": {"aws:PrincipalType": "anonymous"}}, "anonymous_read", ()),
    ],
)  # fmt: skip
def test_a_condition_decides_the_audience(condition: Json, exposure: str, blocked: tuple[str, ...]) -> None:
    found = verdict(policy(statement(condition=condition)))
    assert (found.exposure.value, found.blocked_by) == (exposure, blocked)


@pytest.mark.parametrize(
    ("deny", "exposure", "listed"),
    [
        ({"Bool": {"aws:SecureTransport": "false"}}, "anonymous_read", False),
        (DENY_OTHER_ORGS, "organization", True),
        ({"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}, "any_authenticated_read", True),
        ({"Bool": {"aws:MultiFactorAuthPresent": "false"}}, "anonymous_read", False),
        ({"NotIpAddress": {"aws:SourceIp": CIDR}}, "network_restricted", True),
        ({"StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}}, "network_restricted", True),
        ({"StringNotEquals": {"aws:PrincipalAccount": [OWN, PARTNER]}}, "external_account", True),
    ],
)
def test_a_deny_takes_away_exactly_the_matching_requests(deny: Json, exposure: str, listed: bool) -> None:
    found = verdict(policy(statement(), statement("Deny", action="s3:*", resource=BOTH, condition=deny)))
    assert found.exposure.value == exposure
    assert ("policy.statement[1]:Deny" in found.blocked_by) is listed


def test_keys_are_patterns_minus_patterns() -> None:
    found = verdict(policy(statement(), statement("Deny", resource=f"{BUCKET}/private/*")))
    assert (found.exposed_prefixes, found.exposed_except) == (("*",), ("private/*",))
    inverted = verdict(
        policy(statement(), {**statement("Deny"), "NotResource": f"{BUCKET}/public/*"} | {"Resource": KEYS})
    )
    assert inverted.exposure.value == "private"
    document = statement("Deny")
    del document["Resource"]
    kept = verdict(policy(statement(), {**document, "NotResource": f"{BUCKET}/public/*"}))
    assert kept.exposed_prefixes == ("public/*",)


def test_a_prefix_condition_gives_listing_but_no_reading() -> None:
    found = verdict(
        policy(
            statement(
                action=["s3:GetObject", "s3:ListBucket"], resource=BOTH, condition={"StringLike": {"s3:prefix": "a/*"}}
            )
        )
    )
    assert (found.exposure.value, found.anonymous_read) == ("anonymous_list", False)


def test_object_tags_filter_keys_and_not_callers() -> None:
    found = verdict(
        policy(statement(), statement("Deny", condition={"StringNotEquals": {"s3:ExistingObjectTag/open": "yes"}}))
    )
    assert (found.exposure.value, found.exposed_conditions) == ("anonymous_read", ("object_tag:open=yes",))


def test_restrict_public_buckets_cuts_partners_off_only_with_a_public_policy() -> None:
    partner = statement(who={"AWS": PARTNER})
    alone = verdict(policy(partner), public_access_block=ALL_ON)
    beside = verdict(policy(partner, statement()), public_access_block=ALL_ON)
    assert (alone.exposure.value, alone.external_accounts) == ("external_account", (PARTNER,))
    assert (beside.exposure.value, beside.policy_is_public) == ("private", True)


def test_every_sufficient_block_is_named() -> None:
    found = verdict(policy(statement()), public_access_block=ALL_ON, account_public_access_block=ALL_ON)
    assert found.blocked_by == ("bpa.account:RestrictPublicBuckets", "bpa.bucket:RestrictPublicBuckets")
    assert found.latent == ()


def test_a_grant_held_back_by_one_setting_is_latent() -> None:
    found = verdict(acl=acl(("AllUsers", "READ")))
    assert (found.exposure.value, found.latent) == ("private", ("acl.bucket:AllUsers:READ",))


def test_denying_list_leaves_the_versions_open() -> None:
    found = verdict(
        policy(statement("Deny", action="s3:ListBucket", resource=BUCKET)),
        acl=acl(("AllUsers", "READ")),
        ownership_controls=WRITER,
    )
    assert found.anonymous_list is True


def test_a_policy_does_not_reach_objects_of_other_accounts_while_acls_are_on() -> None:
    objects: Json = [item("own.txt"), item("theirs.txt", owner=STRANGER)]
    found = verdict(policy(statement()), objects=objects, ownership_controls=WRITER)
    assert (found.exposed_except, found.blocked_by) == (("theirs.txt",), ("object_owner[theirs.txt]",))
    assert verdict(policy(statement()), objects=objects).exposed_except == ()


def test_encryption_with_kms_turns_unsigned_callers_away() -> None:
    objects: Json = [item("e.bin", ServerSideEncryption="aws:kms", KMSKeyManager="AWS"), item("p.bin")]
    found = verdict(policy(statement()), objects=objects)
    assert (found.exposed_except, found.blocked_by) == (("e.bin",), ("sse_kms[e.bin]",))


def test_requester_pays_turns_unsigned_callers_away() -> None:
    found = verdict(policy(statement()), request_payment={"Payer": "Requester"})
    assert (found.exposure.value, found.blocked_by) == ("any_authenticated_read", ("request_payment:Requester",))


def test_access_points_need_both_policies_and_a_signature() -> None:
    opened = policy(statement(resource=f"{DOOR}/object/*"))
    both = verdict(DELEGATION, access_points=[point(opened)])
    assert (both.exposure.value, both.blocked_by) == ("any_authenticated_read", ("access_point:no_anonymous",))
    alone = verdict(None, access_points=[point(opened)])
    assert (alone.exposure.value, alone.blocked_by) == ("private", ("bucket_policy:no_delegation",))
    vpc = verdict(DELEGATION, access_points=[point(opened, vpc="vpc-0a1b2c3d")])
    assert (vpc.exposure.value, vpc.blocked_by) == ("network_restricted", ("access_point[door]:vpc_origin",))
    blocked = verdict(DELEGATION, access_points=[point(opened, block=ALL_ON)])
    assert (blocked.exposure.value, blocked.blocked_by) == (
        "private",
        ("bpa.access_point[door]:RestrictPublicBuckets",),
    )


def test_delegation_to_another_account_lets_that_account_decide() -> None:
    found = verdict(policy(statement(condition={"StringEquals": {"s3:DataAccessPointAccount": PARTNER}})))
    assert (found.exposure.value, found.external_accounts) == ("external_account", (PARTNER,))


def test_resource_control_policies_spare_the_management_account() -> None:
    deny = policy(statement("Deny", action="s3:*", resource="*", condition=DENY_OTHER_ORGS))
    organization: dict[str, Json] = {"id": ORG, "resource_control_policies": [{"name": "edge", "content": deny}]}
    member = verdict(policy(statement()), organization=organization)
    managing = verdict(policy(statement()), organization={**organization, "is_management_account": True})
    assert (member.exposure.value, member.blocked_by) == ("organization", ("rcp[edge]",))
    assert managing.exposure.value == "anonymous_read"


def test_policy_variables_are_plain_text_before_2012() -> None:
    own_folder = statement(resource=f"{BUCKET}/${{aws:username}}/*")
    assert verdict(policy(own_folder)).exposure.value == "any_authenticated_read"
    assert verdict(policy(own_folder, version="2008-10-17")).exposure.value == "anonymous_read"


@pytest.mark.parametrize(
    "broken",
    [
        '{"Statement": [',
        "not json",
        {},
        [],
        {"Version": "2012-10-17"},
        policy({"Effect": "Allow"}),
        policy({"Effect": "Perhaps", "Principal": "*", "Action": "s3:*", "Resource": KEYS}),
        policy(statement(condition={"StringMatches": {"aws:PrincipalOrgID": ORG}})),
        policy(statement(condition={"StringEquals": {"aws:SomethingNew": "x"}})),
        policy(statement(), statement("Deny", condition={"StringEquals": {"aws:SomethingNew": "x"}})),
        policy(statement(condition={"DateLessThan": {"aws:CurrentTime": "tomorrow"}})),
    ],
)
def test_what_cannot_be_understood_is_unknown_and_never_private(broken: Json) -> None:
    found = verdict(broken)
    assert (found.exposure.value, found.anonymous_read, found.at_most.value) == ("unknown", None, "anonymous_read")
    assert found.unknown
    assert len(found.undecided) == len(found.unknown)


def test_a_policy_may_be_text_with_a_single_statement() -> None:
    text = json.dumps({"Version": "2012-10-17", "Statement": statement(action="s3:Get*")})
    assert verdict(text).exposure.value == "anonymous_read"


def test_a_public_acl_under_restrict_public_buckets_is_undecided() -> None:
    found = verdict(
        policy(statement()),
        acl=acl(("AllUsers", "READ")),
        ownership_controls=WRITER,
        public_access_block={"RestrictPublicBuckets": True},
    )
    assert (found.exposure.value, found.unknown) == ("unknown", ("acl.under_restrict_public_buckets",))


def test_an_unread_fact_is_listed_only_where_it_matters() -> None:
    def without(name: str, found: dict[str, Json]) -> dict[str, Json]:
        return {k: v for k, v in found.items() if k != name}

    enforced = resolve("aws", without("acl", documents()), AT)
    assert (enforced.exposure.value, enforced.unknown) == ("private", ())
    enabled = resolve("aws", without("acl", documents(ownership_controls=WRITER)), AT)
    assert (enabled.exposure.value, enabled.unknown, enabled.anonymous_list) == ("unknown", ("acl",), None)
    opened = resolve("aws", without("public_access_block", documents(policy(statement()))), AT)
    assert (opened.exposure.value, opened.anonymous_read, opened.unknown) == (
        "anonymous_read",
        True,
        ("public_access_block",),
    )
    covered = documents(policy(statement()), account_public_access_block=ALL_ON)
    assert resolve("aws", without("public_access_block", covered), AT).unknown == ()
    named = resolve("aws", documents(ownership_controls=WRITER, unread=["objects.acl"]), AT)
    assert (named.exposure.value, named.unknown) == ("unknown", ("objects.acl",))


def test_the_sentence_names_audience_keys_statement_and_blocker() -> None:
    public = {**statement(resource=f"{BUCKET}/public/*"), "Sid": "PublicRead"}
    found = verdict(policy(public)).explanation
    assert found.en == (
        "Anyone on the internet can read every object under public/ because statement 0 of the bucket policy "
        "(Sid PublicRead) allows reading to everyone."
    )
    assert found.ja == (
        "バケットポリシーのステートメント0（Sid PublicRead）が読み取りを全員に許可しているため、"
        "インターネット上の誰もがpublic/以下のすべてのオブジェクトを読み取れます。"
    )


def test_the_cause_can_be_quoted() -> None:
    found = documents(policy(statement()), objects=[item("a.txt", ("AllUsers", "READ"))])
    quoted = cause_extract("aws", found, "policy.statement[0]")
    assert quoted is not None
    assert quoted[:2] == ("s3:GetBucketPolicy", "/Statement/0")
    assert '"Principal":"*"' in quoted[2]
    grant = cause_extract("aws", found, "acl.object[a.txt]:AllUsers:READ")
    assert grant is not None
    assert grant[:2] == ("s3:GetObjectAcl", "/Grants/1")
    assert cause_extract("aws", found, "policy.statement[7]") is None


def test_objects_matter_while_acls_are_on_or_something_is_granted() -> None:
    assert objects_matter("aws", documents(ownership_controls=WRITER))
    assert objects_matter("aws", documents(policy(statement())))
    assert not objects_matter("aws", documents())


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"bucket": None}, "bucket"),
        ({"acl": "text"}, "acl"),
        ({"objects": [{"acl": {}}]}, "objects"),
        ({"access_points": {}}, "access_points"),
        ({"access_points": [{}]}, r"access_points\[\]\.Name"),
        ({"access_points": [{"Name": "door", "AccountId": 1}]}, r"access_points\[\]\.AccountId"),
        ({"account_id": {"a": 1}}, "account_id"),
        ({"canonical_user_id": []}, "canonical_user_id"),
        ({"acl": {"Grants": [{"Grantee": {"ID": STRANGER}, "Permission": "Read"}]}}, r"acl\.Grants\[0\]\.Permission"),
        ({"acl": {"Grants": [{"Grantee": {"Type": "Group"}, "Permission": "READ"}]}}, r"acl\.Grants\[0\]\.Grantee"),
        ({"acl": {"Grants": [{"Grantee": {"URI": 1}, "Permission": "READ"}]}}, r"Grants\[0\]\.Grantee\.URI"),
    ],
)
def test_a_document_no_api_returns_is_refused_with_what_and_where(change: dict[str, Json], where: str) -> None:
    with pytest.raises(InputError, match=rf"resource\..*{where}"):
        verdict(None, **change)


def test_a_bucket_named_elsewhere_does_not_borrow_a_verdict() -> None:
    wild = policy(statement(resource="arn:aws:s3:::shop-*/*"))
    assert verdict(wild).exposure.value == "anonymous_read"
    assert verdict(wild, bucket="other-files").exposure.value == "private"
    assert OWNER != STRANGER
