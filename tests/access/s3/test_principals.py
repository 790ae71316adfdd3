"""Who a statement speaks about: every form of Principal and NotPrincipal, with the whole verdict."""

import pytest

from exposurecheck.model.base import Json
from tests.access.s3.estate import (
    ALL_ON,
    BUCKET,
    FOREIGN_ORG,
    KEYS,
    ORG,
    OWN,
    OWNER,
    PARTNER,
    STRANGER,
    Document,
    policy,
    statement,
)  # fmt: skip
from tests.access.s3.expected import Case, case, check, external, listing, private, read

THIRD = "777788889999"
SINGLE: Document = {"Version": "2012-10-17", "Statement": statement()}


def _but(who: Json) -> Document:
    found = statement()
    del found["Principal"]
    return {**found, "NotPrincipal": who}


PUBLIC: Document = {"aws_policy_is_public": True}
NOT_PUBLIC: Document = {"aws_policy_is_public": False}
# fmt: off
CASES = [
    case("nothing is granted", None, private()),
    case("a star is everyone", policy(statement()), read(**PUBLIC)),
    case("AWS star is everyone", policy(statement(who={"AWS": "*"})), read(**PUBLIC)),
    case("a list with a star is everyone", policy(statement(who={"AWS": ["*"]})), read(**PUBLIC)),
    case("a named account beside a star stays named",
         policy(statement(who={"AWS": [f"arn:aws:iam::{PARTNER}:role/reader", "*"]})),
         read(external_accounts=[PARTNER], **PUBLIC)),
    case("one statement may stand alone", SINGLE, read(**PUBLIC)),
    case("the own root", policy(statement(who={"AWS": f"arn:aws:iam::{OWN}:root"})), private(**NOT_PUBLIC)),
    case("the own account id", policy(statement(who={"AWS": OWN})), private(**NOT_PUBLIC)),
    case("an own role", policy(statement(who={"AWS": f"arn:aws:iam::{OWN}:role/app"})), private(**NOT_PUBLIC)),
    case("an outside root", policy(statement(who={"AWS": f"arn:aws:iam::{PARTNER}:root"})),
         external(PARTNER, **NOT_PUBLIC)),
    case("an outside id", policy(statement(who={"AWS": PARTNER})), external(PARTNER, **NOT_PUBLIC)),
    case("an outside user and a session",
         policy(statement(who={"AWS": [f"arn:aws:iam::{PARTNER}:user/Bob",
         f"arn:aws:sts::{THIRD}:assumed-role/etl/nightly"]})),
         external(PARTNER, THIRD, **NOT_PUBLIC)),
    case("a federated user session", policy(statement(who={"AWS": f"arn:aws:sts::{PARTNER}:federated-user/Bob"})),
         external(PARTNER, **NOT_PUBLIC)),
    case("own and outside together", policy(statement(who={"AWS": [OWN, PARTNER]})), external(PARTNER, **NOT_PUBLIC)),
    case("a canonical outsider", policy(statement(who={"CanonicalUser": STRANGER})),
         external(f"canonical:{STRANGER}", **NOT_PUBLIC)),
    case("the owner's canonical id", policy(statement(who={"CanonicalUser": OWNER})), private(**NOT_PUBLIC)),
    case("a service of AWS", policy(statement(who={"Service": "logging.s3.amazonaws.com"}, action="s3:PutObject")),
         private(**NOT_PUBLIC)),
    case("a service of AWS that reads", policy(statement(who={"Service": "macie.amazonaws.com"})), private()),
    case("CloudFront tied to the own distribution",
         policy(statement(who={"Service": "cloudfront.amazonaws.com"},
                          condition={"StringEquals": {"AWS:SourceArn": f"arn:aws:cloudfront::{OWN}:distribution/E1"}})),
         private(**NOT_PUBLIC)),
    case("CloudFront tied to a foreign distribution",
         policy(statement(who={"Service": "cloudfront.amazonaws.com"}, condition={
             "StringEquals": {"AWS:SourceArn": f"arn:aws:cloudfront::{PARTNER}:distribution/E1"}})),
         external(PARTNER, **NOT_PUBLIC)),
    case("an origin access identity",
         policy(statement(who={"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC"})),
         private(**NOT_PUBLIC)),
    case("a service and everyone", policy(statement(who={"AWS": "*", "Service": "cloudfront.amazonaws.com"})),
         read(**PUBLIC)),
    case("a deleted user", policy(statement(who={"AWS": "AIDAJQABLZS4A3QDU576Q"})), private()),
    case("a deleted role", policy(statement(who={"AWS": "AROAJQABLZS4A3QDU576Q"})), private()),
    case("a deleted user beside an outsider", policy(statement(who={"AWS": ["AIDAJQABLZS4A3QDU576Q", PARTNER]})),
         external(PARTNER)),
    case("everyone but one is everyone", policy(_but({"AWS": f"arn:aws:iam::{PARTNER}:root"})), read()),
    case("everyone but the owner is everyone", policy(_but({"AWS": f"arn:aws:iam::{OWN}:root"})), read()),
    case("a federated provider under RestrictPublicBuckets",
         policy(statement(who={"Federated": "cognito-identity.amazonaws.com"})),
         private("bpa.bucket:RestrictPublicBuckets"), public_access_block=ALL_ON),
    case("the anonymous user's canonical id",
         policy(statement(who={"CanonicalUser": "65a011a29cdf8ec533ec3d1ccaae921c"})), read()),
    case("a service for a foreign organization",
         policy(statement(who={"Service": "cloudtrail.amazonaws.com"},
         condition={"StringEquals": {"aws:SourceOrgID": FOREIGN_ORG}})),
         external(f"org:{FOREIGN_ORG}", **NOT_PUBLIC)),
    case("a service for the own organization",
         policy(statement(who={"Service": "cloudtrail.amazonaws.com"},
         condition={"StringEquals": {"aws:SourceOrgID": ORG}})), private(**NOT_PUBLIC)),
    case("outsiders who may only write do not count",
         policy(statement(who={"AWS": PARTNER}, action="s3:PutObject")), private(**NOT_PUBLIC)),
    case("an outsider who may only list",
         policy(statement(who={"AWS": PARTNER}, action="s3:ListBucket", resource=BUCKET)),
         external(PARTNER, exposed_prefixes=[], **NOT_PUBLIC)),
    case("two outsiders, two prefixes",
         policy(statement(who={"AWS": PARTNER}, resource=f"{BUCKET}/a/*"),
         statement(who={"AWS": THIRD}, resource=f"{BUCKET}/b/*")),
         external(PARTNER, THIRD, exposed_prefixes=["a/*", "b/*"], cause=["policy.statement[0]", "policy.statement[1]"],
         **NOT_PUBLIC)),
    case("everyone lists, one outsider reads",
         policy(statement(action="s3:ListBucket", resource=BUCKET), statement(who={"AWS": PARTNER})),
         listing(external_accounts=[PARTNER], **PUBLIC)),
    case("everyone reads a prefix, one outsider all",
         policy(statement(resource=f"{BUCKET}/public/*"), statement(who={"AWS": PARTNER}, resource=KEYS)),
         read("public/*", external_accounts=[PARTNER], **PUBLIC)),
]
# fmt: on


@pytest.mark.parametrize("found", CASES, ids=[c.rule for c in CASES])
def test_principals(found: Case) -> None:
    check(found)
