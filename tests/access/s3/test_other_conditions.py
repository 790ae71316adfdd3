"""What conditions about the resource, the time, services, tags and access points leave of an Allow."""

import pytest

from exposurecheck.model.base import Json
from tests.access.s3.estate import (
    ALL_ON,
    BUCKET,
    CIDR,
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
    listing,
    network,
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
# fmt: off
CASES = [
    on("the bucket's account as a resource", {"StringEquals": {"aws:ResourceAccount": OWN}}, read(**PUBLIC)),
    on("another account as a resource", {"StringEquals": {"aws:ResourceAccount": PARTNER}},
       private(*ids("aws:ResourceAccount"), **PUBLIC)),
    on("the bucket's account as S3 says it", {"StringEquals": {"s3:ResourceAccount": OWN}}, read(**PUBLIC)),
    on("the bucket's organization as a resource", {"StringEquals": {"aws:ResourceOrgID": ORG}}, read(**PUBLIC)),
    on("a referer", {"StringLike": {"aws:Referer": "https://www.example.com/*"}}, read(**PUBLIC)),
    on("a referer and none", {"StringLike": {"aws:Referer": ["https://www.example.com/*", ""]}}, read(**PUBLIC)),
    on("a referer under RestrictPublicBuckets", {"StringLike": {"aws:Referer": "https://www.example.com/*"}},
       private(RPB, **PUBLIC), **RESTRICTED),
    on("a secret user agent", {"StringEquals": {"aws:UserAgent": "x7k2"}}, read(**PUBLIC)),
    on("TLS", {"Bool": {"aws:SecureTransport": "true"}}, read(**PUBLIC)),
    on("no TLS", {"Bool": {"aws:SecureTransport": "false"}}, read(**PUBLIC)),
    on("new TLS", {"NumericGreaterThanEquals": {"s3:TlsVersion": "1.2"}}, read(**PUBLIC)),
    on("newest TLS", {"NumericGreaterThanEquals": {"s3:TlsVersion": 1.3}}, read(**PUBLIC)),
    on("the bucket's region", {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}, read(**PUBLIC)),
    on("another region", {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}},
       private(*ids("aws:RequestedRegion"), **PUBLIC)),
    on("not through a service", {"Bool": {"aws:ViaAWSService": "false"}}, read(**PUBLIC)),
    on("through a service", {"Bool": {"aws:ViaAWSService": "true"}}, signed(**b("aws:ViaAWSService"), **PUBLIC)),
    on("from a date on", {"DateGreaterThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}},
       private(*ids("aws:CurrentTime"), **PUBLIC)),
    on("until a date that is past", {"DateLessThan": {"aws:CurrentTime": "2025-01-01T00:00:00Z"}},
       private(*ids("aws:CurrentTime"), **PUBLIC)),
    on("inside a window",
       {"DateGreaterThan": {"aws:CurrentTime": "2025-01-01T00:00:00Z"},
       "DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}, read(**PUBLIC)),
    on("outside a window",
       {"DateGreaterThan": {"aws:CurrentTime": "2025-01-01T00:00:00Z"},
       "DateLessThan": {"aws:CurrentTime": "2025-06-01T00:00:00Z"}},
       private(*ids("aws:CurrentTime"), **PUBLIC)),
    on("seconds since 1970, past", {"NumericLessThan": {"aws:EpochTime": "1700000000"}},
       private(*ids("aws:EpochTime"), **PUBLIC)),
    on("seconds since 1970, to come", {"DateLessThan": {"aws:EpochTime": "1900000000"}}, read(**PUBLIC)),
    on("a date without a time", {"DateLessThan": {"aws:CurrentTime": "2027-01-01"}}, read(**PUBLIC)),
    on("an object tag", {"StringEquals": {"s3:ExistingObjectTag/public": "yes"}},
       read(exposed_conditions=["object_tag:public=yes"], **PUBLIC)),
    on("not an object tag", {"StringNotEquals": {"s3:ExistingObjectTag/classification": "secret"}},
       read(exposed_conditions=["object_tag:classification!=secret"], **PUBLIC)),
    on("an object tag on a range", {"StringEquals": {"s3:ExistingObjectTag/public": "yes"}, "IpAddress": {IP: CIDR}},
       network(exposed_conditions=["object_tag:public=yes"], **b(IP), **NOT_PUBLIC)),
    on("two object tags",
       {"StringEquals": {"s3:ExistingObjectTag/public": "yes", "s3:ExistingObjectTag/kind": "doc"}},
       read(exposed_conditions=["object_tag:kind=doc", "object_tag:public=yes"], **PUBLIC)),
    on("services for the own account", {"StringEquals": {"aws:SourceAccount": OWN}},
       private(*ids("aws:SourceAccount"), **NOT_PUBLIC)),
    on("services for a foreign account", {"StringEquals": {"aws:SourceAccount": PARTNER}},
       external(PARTNER, **b("aws:SourceAccount"), **NOT_PUBLIC)),
    on("an own topic", {"ArnEquals": {"aws:SourceArn": f"arn:aws:sns:us-east-1:{OWN}:topic"}},
       private(*ids("aws:SourceArn"), **NOT_PUBLIC)),
    on("a foreign topic", {"ArnEquals": {"aws:SourceArn": f"arn:aws:sns:us-east-1:{PARTNER}:topic"}},
       external(PARTNER, **b("aws:SourceArn"), **NOT_PUBLIC)),
    on("foreign topics", {"ArnLike": {"aws:SourceArn": f"arn:aws:sns:*:{PARTNER}:*"}},
       external(PARTNER, **b("aws:SourceArn"), **PUBLIC)),
    case("a service for a foreign account",
         policy(statement(who={"Service": "cloudtrail.amazonaws.com"},
         condition={"StringEquals": {"aws:SourceAccount": PARTNER}})),
         external(PARTNER, **NOT_PUBLIC)),
    case("a service for the own account",
         policy(statement(who={"Service": "cloudtrail.amazonaws.com"},
         condition={"StringEquals": {"aws:SourceAccount": OWN}})),
         private(**NOT_PUBLIC)),
    on("services for the own organization", {"StringEquals": {"aws:SourceOrgID": ORG}},
       private(*ids("aws:SourceOrgID"))),
    on("a write key", {"StringEquals": {"s3:x-amz-acl": "public-read"}}, private(*ids("s3:x-amz-acl"))),
    on("own access points", {"StringEquals": {"s3:DataAccessPointAccount": OWN}},
       private(*ids("s3:DataAccessPointAccount"), **NOT_PUBLIC)),
    on("a foreign account's access points", {"StringEquals": {"s3:DataAccessPointAccount": PARTNER}},
       external(PARTNER, **b("s3:DataAccessPointAccount"), **NOT_PUBLIC)),
    on("one foreign access point",
       {"ArnEquals": {"s3:DataAccessPointArn": f"arn:aws:s3:us-east-1:{PARTNER}:accesspoint/theirs"}},
       external(PARTNER, **b("s3:DataAccessPointArn"), **NOT_PUBLIC)),
    on("a foreign account's access points by name",
       {"StringLike": {"s3:DataAccessPointArn": f"arn:aws:s3:us-east-1:{PARTNER}:accesspoint/*"}},
       external(PARTNER, **b("s3:DataAccessPointArn"), **NOT_PUBLIC)),
    case("a tag, or a prefix",
         policy(statement(condition={"StringEquals": {"s3:ExistingObjectTag/public": "yes"}}),
         statement(resource=f"{BUCKET}/public/*")),
         read("*", "public/*", exposed_conditions=["object_tag:public=yes"],
         cause=["policy.statement[0]", "policy.statement[1]"], **PUBLIC)),
    case("a range for all, the internet for a prefix",
         policy(statement(condition={"IpAddress": {IP: CIDR}}), statement(resource=f"{BUCKET}/public/*")),
         read("public/*", cause=["policy.statement[1]"], **b(IP), **PUBLIC)),
    case("the organization reads, everyone lists",
         policy(statement(condition={"StringEquals": {ORG_ID: ORG}}),
         statement(action="s3:ListBucket", resource=BUCKET)),
         listing(cause=["policy.statement[1]"], **b(ORG_ID), **PUBLIC)),
]
# fmt: on


@pytest.mark.parametrize("found", CASES, ids=[c.rule for c in CASES])
def test_other_conditions(found: Case) -> None:
    check(found)
