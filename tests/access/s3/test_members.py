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


UNIQUE = "AROAEXAMPLEID12345678:*"


@pytest.mark.parametrize("who", [PARTNER, ROLE])
def test_a_unique_id_narrows_a_named_account_and_does_not_hide_it(who: str) -> None:
    found = verdict(policy(statement(who={"AWS": who}, condition={"StringLike": {"aws:userid": UNIQUE}})))
    assert (found.exposure, found.external_accounts, found.unknown) == ("external_account", (PARTNER,), ())
    own = verdict(policy(statement(who={"AWS": OWN}, condition={"StringLike": {"aws:userid": UNIQUE}})))
    assert (own.exposure, own.unknown) == ("private", ())


def test_a_unique_id_of_the_organization_is_one_of_its_own() -> None:
    condition: Json = {"StringLike": {"aws:userid": UNIQUE}, "StringEquals": {"aws:PrincipalOrgID": ORG}}
    found = verdict(policy(statement(condition=condition)))
    assert found.exposure in {"organization", "unknown"}
    assert found.at_most != "private"


@pytest.mark.parametrize(
    "unless",
    [{"StringNotLike": {"aws:userid": [UNIQUE, OWN]}}, {"StringNotEquals": {"aws:PrincipalOrgID": FOREIGN_ORG}}],
)
def test_whether_a_deny_spares_a_named_account_is_not_known(unless: Json) -> None:
    deny = statement("Deny", resource=[BUCKET, KEYS], condition=unless)
    found = verdict(policy(statement(who={"AWS": PARTNER}), deny))
    assert (found.exposure, found.at_most) == ("unknown", "external_account")
    assert verdict(policy(statement(who={"AWS": OWN}), deny)).exposure == "private"


def test_a_service_for_a_named_account_may_name_a_bucket_without_its_account() -> None:
    def asked(account: str) -> Json:
        return {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}, "StringEquals": {"aws:SourceAccount": account}}

    everybody: tuple[Json, ...] = ("*", {"Service": "s3.amazonaws.com"})
    for who in everybody:
        found = verdict(policy(statement(who=who, condition=asked(PARTNER))))
        assert (found.exposure, found.external_accounts) == ("external_account", (PARTNER,))
        assert verdict(policy(statement(who=who, condition=asked(OWN)))).exposure == "private"
