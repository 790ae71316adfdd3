"""Judges statements that demand an account and an organization at once, and addresses written as text."""

import pytest

from exposurecheck.model.base import Json
from tests.access.s3.estate import BUCKET, FOREIGN_ORG, KEYS, ORG, OWN, PARTNER, policy, statement, verdict

ROLE = f"arn:aws:iam::{PARTNER}:role/reader"


@pytest.mark.parametrize(
    ("org", "exposure", "outsiders"), [(ORG, "organization", ()), (FOREIGN_ORG, "external_account", (PARTNER,))]
)
@pytest.mark.parametrize(
    "also",
    [
        {"StringEquals": {"aws:PrincipalAccount": PARTNER}},
        {"ArnLike": {"aws:PrincipalArn": ROLE}},
        {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{PARTNER}:role/*"}},
    ],
)
def test_an_account_may_be_a_member_of_the_organization(
    org: str, exposure: str, outsiders: tuple[str, ...], also: dict[str, dict[str, Json]]
) -> None:
    condition: Json = {**also, "StringEquals": {**also.get("StringEquals", {}), "aws:PrincipalOrgID": org}}
    found = verdict(policy(statement(condition=condition)))
    assert (found.exposure, found.external_accounts) == (exposure, outsiders)


@pytest.mark.parametrize("who", [PARTNER, ROLE])
def test_a_principal_that_must_be_in_a_foreign_organization_is_an_outsider(who: str) -> None:
    condition: Json = {"StringEquals": {"aws:PrincipalOrgID": FOREIGN_ORG}}
    found = verdict(policy(statement(who={"AWS": who}, condition=condition)))
    assert found.external_accounts == (PARTNER,)


def test_a_deny_for_all_but_one_member_leaves_that_member() -> None:
    members: Json = {"StringEquals": {"aws:PrincipalOrgID": ORG}}
    others: Json = {"StringNotEquals": {"aws:PrincipalAccount": [OWN, PARTNER]}}
    found = verdict(policy(statement(condition=members), statement("Deny", resource=[BUCKET, KEYS], condition=others)))
    assert found.exposure == "organization"


def test_a_named_account_is_no_member_where_nothing_demands_one() -> None:
    perimeter: Json = {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORG}}
    found = verdict(
        policy(statement(who={"AWS": PARTNER}), statement("Deny", resource=[BUCKET, KEYS], condition=perimeter))
    )
    assert found.exposure == "private"


@pytest.mark.parametrize("text", ["203.0.113.*", "203.*", "2001:db8:*"])
def test_addresses_compared_as_text_are_a_network(text: str) -> None:
    found = verdict(policy(statement(condition={"StringLike": {"aws:SourceIp": text}})))
    assert (found.exposure, found.network_restricted) == ("network_restricted", True)
    other = verdict(policy(statement(condition={"StringNotLike": {"aws:SourceIp": text}})))
    assert other.exposure == "anonymous_read"
