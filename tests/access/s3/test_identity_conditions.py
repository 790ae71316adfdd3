"""Which callers each condition of an otherwise public Allow leaves, and what AWS calls the policy."""

import pytest

from exposurecheck.model.base import Json
from tests.access.s3.estate import (
    ALL_ON,
    FOREIGN_ORG,
    ORG,
    OWN,
    PARTNER,
    Document,
    policy,
    statement,
)  # fmt: skip
from tests.access.s3.expected import (
    Case,
    case,
    check,
    external,
    organization,
    private,
    read,
    signed,
)  # fmt: skip

PUBLIC: Document = {"aws_policy_is_public": True}
NOT_PUBLIC: Document = {"aws_policy_is_public": False}
VPC, VPCE, VPCE2 = "vpc-91237329", "vpce-0a1b2c3d4e5f60718", "vpce-1111222233334444a"
IP, ORG_ID = "aws:SourceIp", "aws:PrincipalOrgID"


def on(rule: str, condition: Json, expected: Document, **more: Json) -> Case:
    return case(rule, policy(statement(condition=condition)), expected, **more)


def ids(*names: str) -> list[str]:
    return [f"condition:{n}" for n in names]


def b(*names: str) -> Document:
    return {"blocked_by": [*ids(*names)]}


RESTRICTED: Document = {"public_access_block": ALL_ON}
RPB = "bpa.bucket:RestrictPublicBuckets"
PATHS, ARN, ACCOUNT = "aws:PrincipalOrgPaths", "aws:PrincipalArn", "aws:PrincipalAccount"
# fmt: off
CASES = [
    on("the own organization", {"StringEquals": {ORG_ID: ORG}}, organization(**b(ORG_ID), **NOT_PUBLIC)),
    on("a foreign organization", {"StringEquals": {ORG_ID: FOREIGN_ORG}},
       external(f"org:{FOREIGN_ORG}", **b(ORG_ID), **NOT_PUBLIC)),
    on("the own and a foreign organization", {"StringEquals": {ORG_ID: [ORG, FOREIGN_ORG]}},
       external(f"org:{FOREIGN_ORG}", **b(ORG_ID), **NOT_PUBLIC)),
    on("the own organization with StringLike", {"StringLike": {ORG_ID: ORG}},
       organization(**b(ORG_ID), **NOT_PUBLIC)),
    on("the own organization in any letter case", {"StringEqualsIgnoreCase": {ORG_ID: ORG.upper()}},
       organization(**b(ORG_ID), **NOT_PUBLIC)),
    on("any organization", {"StringLike": {ORG_ID: "o-*"}}, signed(**b(ORG_ID), **PUBLIC)),
    on("any organization, by its presence", {"Null": {ORG_ID: "false"}}, signed(**b(ORG_ID))),
    on("no organization", {"Null": {ORG_ID: "true"}}, read()),
    on("not one organization", {"StringNotEquals": {ORG_ID: FOREIGN_ORG}}, read()),
    on("the own organization if there is one", {"StringEqualsIfExists": {ORG_ID: ORG}}, read()),
    on("the bucket's organization", {"StringEquals": {ORG_ID: "${aws:ResourceOrgID}"}},
       organization(**b(ORG_ID), **PUBLIC)),
    on("the bucket's organization under all four settings", {"StringEquals": {ORG_ID: "${aws:ResourceOrgID}"}},
       private(RPB, **PUBLIC), **RESTRICTED),
    on("the own organization under all four settings", {"StringEquals": {ORG_ID: ORG}},
       organization(**b(ORG_ID), **NOT_PUBLIC), **RESTRICTED),
    on("any value of one branch", {"ForAnyValue:StringLike": {PATHS: f"{ORG}/r-ab12/ou-ab12-11111111/*"}},
       organization(**b(PATHS))),
    on("any value of a foreign branch", {"ForAnyValue:StringLike": {PATHS: f"{FOREIGN_ORG}/r-ab12/*"}},
       external(f"org:{FOREIGN_ORG}", **b(PATHS))),
    on("all values of one branch", {"ForAllValues:StringLike": {PATHS: f"{ORG}/r-ab12/*"}}, read()),
    on("all values of one branch, when there are any",
       {"ForAllValues:StringLike": {PATHS: f"{ORG}/r-ab12/*"}, "Null": {PATHS: "false"}}, organization(**b(PATHS))),
    on("the organization and roles by name",
       {"StringEquals": {ORG_ID: ORG}, "ArnLike": {ARN: "arn:aws:iam::*:role/deploy-*"}},
       organization(**b(ORG_ID), **NOT_PUBLIC)),
    case("a partner inside the organization",
         policy(statement(who={"AWS": PARTNER}, condition={"StringEquals": {ORG_ID: ORG}})),
         organization(blocked_by=["condition:aws:PrincipalOrgID"], **NOT_PUBLIC)),
    on("a foreign account", {"StringEquals": {ACCOUNT: PARTNER}}, external(PARTNER, **b(ACCOUNT))),
    on("the own account", {"StringEquals": {ACCOUNT: OWN}}, private(*ids(ACCOUNT))),
    on("the bucket's account", {"StringEquals": {ACCOUNT: "${aws:ResourceAccount}"}}, private(*ids(ACCOUNT))),
    on("not one account", {"StringNotEquals": {ACCOUNT: PARTNER}}, read()),
    on("not anonymous", {"StringNotEquals": {ACCOUNT: "anonymous"}}, signed(**b(ACCOUNT))),
    on("some account", {"Null": {ACCOUNT: "false"}}, read()),
    on("any account", {"StringLike": {ACCOUNT: "*"}}, read()),
    on("a foreign role", {"ArnEquals": {ARN: f"arn:aws:iam::{PARTNER}:role/reader"}},
       external(PARTNER, **b(ARN), **NOT_PUBLIC)),
    on("a foreign role as a text", {"StringEquals": {ARN: f"arn:aws:iam::{PARTNER}:role/reader"}},
       external(PARTNER, **b(ARN), **NOT_PUBLIC)),
    on("foreign roles by name", {"ArnLike": {ARN: f"arn:aws:iam::{PARTNER}:role/*"}},
       external(PARTNER, **b(ARN), **PUBLIC)),
    on("an own role", {"ArnEquals": {ARN: f"arn:aws:iam::{OWN}:role/app"}}, private(*ids(ARN), **NOT_PUBLIC)),
    on("own roles by name", {"ArnLike": {ARN: f"arn:aws:iam::{OWN}:role/*"}}, private(*ids(ARN))),
    on("any ARN", {"StringLike": {ARN: "*"}}, signed(**b(ARN), **PUBLIC)),
    on("any ARN of IAM", {"StringLike": {ARN: "arn:aws:iam::*"}}, signed(**b(ARN), **PUBLIC)),
    on("roles of any account", {"ArnLike": {ARN: "arn:aws:iam::*:role/Deploy*"}}, signed(**b(ARN), **PUBLIC)),
    on("federated users of any account", {"ArnLike": {ARN: "arn:aws:sts::*:federated-user/*"}},
       signed(**b(ARN), **PUBLIC)),
    on("sessions, whose ARN is that of their role", {"ArnLike": {ARN: "arn:aws:sts::*:assumed-role/x/*"}},
       private(*ids(ARN), **PUBLIC)),
    on("a principal tag", {"StringEquals": {"aws:PrincipalTag/team": "blue"}}, signed(**b("aws:PrincipalTag/team"))),
    on("not a principal tag", {"StringNotEquals": {"aws:PrincipalTag/team": "blue"}}, read()),
    on("a user name", {"StringEquals": {"aws:username": "alice"}}, signed(**b("aws:username"))),
    on("a user name pattern", {"StringLike": {"aws:username": "svc-*"}}, signed(**b("aws:username"))),
    on("MFA", {"Bool": {"aws:MultiFactorAuthPresent": "true"}}, signed(**b("aws:MultiFactorAuthPresent"), **PUBLIC)),
    on("MFA if there is a session", {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}, read(**PUBLIC)),
    on("no MFA", {"Bool": {"aws:MultiFactorAuthPresent": "false"}},
       signed(**b("aws:MultiFactorAuthPresent"), **PUBLIC)),
    on("fresh MFA", {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}},
       signed(**b("aws:MultiFactorAuthAge"), **PUBLIC)),
    on("users and roles", {"StringEquals": {"aws:PrincipalType": ["User", "AssumedRole"]}},
       signed(**b("aws:PrincipalType"))),
    on("anonymous callers", {"StringEquals": {"aws:PrincipalType": "Anonymous"}}, read()),
    on("not anonymous callers", {"StringNotEquals": {"aws:PrincipalType": "Anonymous"}},
       signed(**b("aws:PrincipalType"))),
    on("the id anonymous", {"StringEquals": {"aws:userid": "anonymous"}}, read(**NOT_PUBLIC)),
    on("not the id anonymous", {"StringNotEquals": {"aws:userid": "anonymous"}}, signed(**b("aws:userid"))),
    on("sessions of one role under RestrictPublicBuckets", {"StringLike": {"aws:userid": "AROAEXAMPLEID12345678:*"}},
       private(RPB, **PUBLIC), **RESTRICTED),
    on("a fixed id under RestrictPublicBuckets", {"StringLike": {"aws:PrincipalArn": "*"}}, private(RPB, **PUBLIC),
       **RESTRICTED),
]
# fmt: on


@pytest.mark.parametrize("found", CASES, ids=[c.rule for c in CASES])
def test_identity_conditions(found: Case) -> None:
    check(found)
