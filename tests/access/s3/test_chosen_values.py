"""Judges conditions whose values a caller chooses, or of which the documents give a part only."""

import pytest

from exposurecheck.access.resolve import resolve
from exposurecheck.model.base import Json
from tests.access.s3.estate import (
    AT,
    BUCKET,
    FOREIGN_ORG,
    KEYS,
    OWN,
    WRITER,
    documents,
    item,
    policy,
    statement,
    verdict,
)


@pytest.mark.parametrize(
    ("condition", "exposure"),
    [
        ({"StringEquals": {"aws:PrincipalTag/org": "${aws:ResourceOrgID}"}}, "any_authenticated_read"),
        ({"StringLike": {"aws:PrincipalTag/org": "${aws:ResourceOrgID}-*"}}, "any_authenticated_read"),
        ({"StringEquals": {"aws:PrincipalTag/home": "${aws:PrincipalAccount}"}}, "any_authenticated_read"),
        ({"StringEquals": {"aws:Referer": "${aws:ResourceAccount}"}}, "anonymous_read"),
        ({"StringEquals": {"aws:PrincipalAccount": "${aws:ResourceAccount}"}}, "private"),
        ({"StringEquals": {"aws:PrincipalOrgID": "${aws:ResourceOrgID}"}}, "organization"),
        ({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:role/x"}}, "any_authenticated_read"),
        ({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::${aws:ResourceAccount}:role/x"}}, "private"),
    ],
)
def test_a_value_with_a_variable_can_be_chosen_where_the_key_can(condition: Json, exposure: str) -> None:
    assert verdict(policy(statement(condition=condition))).exposure == exposure


def test_a_deny_that_a_tag_lifts_stops_unsigned_callers_only() -> None:
    unless: Json = {"StringNotEquals": {"aws:PrincipalTag/org": "${aws:ResourceOrgID}"}}
    found = verdict(policy(statement(), statement("Deny", resource=[BUCKET, KEYS], condition=unless)))
    assert found.exposure == "any_authenticated_read"


@pytest.mark.parametrize(
    "condition",
    [
        {"StringLike": {"aws:PrincipalAccount": "4444*"}},
        {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::4444*:role/x"}},
        {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::44445555666?:role/x"}},
        {"StringLike": {"aws:PrincipalOrgID": "o-foreig*"}},
        {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-foreig*/r-ab12/*"}},
        {"Null": {"aws:PrincipalServiceName": "false"}},
        {"Null": {"aws:SourceAccount": "false"}},
    ],
)
def test_whoever_has_an_id_of_which_a_part_is_given_is_not_known(condition: Json) -> None:
    found = verdict(policy(statement(condition=condition)))
    assert (found.exposure, found.at_most) == ("unknown", "any_authenticated_read")
    assert found.undecided


def test_a_pattern_that_fits_every_account_is_open_to_any_account() -> None:
    condition: Json = {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::????????????:role/x"}}
    assert verdict(policy(statement(condition=condition))).exposure == "any_authenticated_read"


def test_a_pattern_inside_the_own_account_names_nobody_outside() -> None:
    condition: Json = {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{OWN}:role/*"}}
    found = verdict(policy(statement(condition=condition)))
    assert (found.exposure, found.unknown) == ("private", ())


def test_an_organisation_is_the_same_in_any_letter_case_where_case_is_ignored() -> None:
    ignoring: Json = {"StringEqualsIgnoreCase": {"aws:PrincipalOrgID": FOREIGN_ORG.upper()}}
    exact: Json = {"StringEquals": {"aws:PrincipalOrgID": FOREIGN_ORG.upper()}}
    assert verdict(policy(statement(condition=ignoring))).external_accounts == (f"org:{FOREIGN_ORG}",)
    assert verdict(policy(statement(condition=exact))).exposure == "private"


def test_an_object_without_its_acl_may_be_public_while_acls_are_on() -> None:
    objects: Json = [{"key": "a"}, item("b")]
    given = documents(ownership_controls=WRITER, objects=objects, objects_complete=True)
    found = resolve("aws", given, AT)
    assert (found.exposure, found.unknown) == ("unknown", ("objects.acl",))
    assert verdict(objects=objects).exposure == "private"
