"""Which networks each condition of an otherwise public Allow leaves, and what AWS calls the policy."""

import pytest

from exposurecheck.model.base import Json
from tests.access.s3.estate import (
    ALL_ON,
    CIDR,
    ORG,
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
    network,
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
# fmt: off
CASES = [
    on("a /24", {"IpAddress": {IP: CIDR}}, network(**b(IP), **NOT_PUBLIC)),
    on("one address", {"IpAddress": {IP: "203.0.113.7"}}, network(**b(IP), **NOT_PUBLIC)),
    on("two ranges", {"IpAddress": {IP: [CIDR, "198.51.100.0/24"]}}, network(**b(IP), **NOT_PUBLIC)),
    on("everywhere", {"IpAddress": {IP: "0.0.0.0/0"}}, read(**PUBLIC)),
    on("both halves", {"IpAddress": {IP: ["0.0.0.0/1", "128.0.0.0/1"]}}, read(**PUBLIC)),
    on("one half", {"IpAddress": {IP: "0.0.0.0/1"}}, read(**PUBLIC)),
    on("a /7", {"IpAddress": {IP: "52.0.0.0/7"}}, read(**PUBLIC)),
    on("a /8", {"IpAddress": {IP: "52.0.0.0/8"}}, network(**b(IP), **NOT_PUBLIC)),
    on("all of IPv6", {"IpAddress": {IP: "::/0"}}, read(**PUBLIC)),
    on("global IPv6", {"IpAddress": {IP: "2000::/3"}}, read(**PUBLIC)),
    on("an IPv6 /31", {"IpAddress": {IP: "2001:db8::/31"}}, read(**PUBLIC)),
    on("an IPv6 /32", {"IpAddress": {IP: "2001:db8::/32"}}, network(**b(IP), **NOT_PUBLIC)),
    on("an IPv6 /48", {"IpAddress": {IP: "2001:db8:1::/48"}}, network(**b(IP), **NOT_PUBLIC)),
    on("a narrow range beside everywhere", {"IpAddress": {IP: [CIDR, "0.0.0.0/0"]}}, read(**PUBLIC)),
    on("a narrow range beside all of IPv6", {"IpAddress": {IP: [CIDR, "::/0"]}}, read(**PUBLIC)),
    on("private addresses 10", {"IpAddress": {IP: "10.0.0.0/8"}}, private(*ids(IP), **NOT_PUBLIC)),
    on("private addresses 172", {"IpAddress": {IP: "172.16.0.0/12"}}, private(*ids(IP), **NOT_PUBLIC)),
    on("all private addresses", {"IpAddress": {IP: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]}},
       private(*ids(IP), **NOT_PUBLIC)),
    on("private and public addresses", {"IpAddress": {IP: ["10.0.0.0/8", CIDR]}}, network(**b(IP), **NOT_PUBLIC)),
    on("everywhere but a range", {"NotIpAddress": {IP: CIDR}}, read()),
    on("everywhere but everywhere", {"NotIpAddress": {IP: ["0.0.0.0/0", "::/0"]}}, signed(**b(IP))),
    on("a range with a hole", {"IpAddress": {IP: CIDR}, "NotIpAddress": {IP: "203.0.113.188/32"}},
       network(**b(IP), **NOT_PUBLIC)),
    on("a range without itself", {"IpAddress": {IP: CIDR}, "NotIpAddress": {IP: CIDR}}, private(*ids(IP))),
    on("a range if there is an address", {"IpAddressIfExists": {IP: CIDR}}, signed(**b(IP))),
    on("a range or an endpoint, with IfExists",
       {"IpAddressIfExists": {IP: CIDR}, "StringEqualsIfExists": {"aws:SourceVpce": VPCE}},
       network(**b(IP, "aws:SourceVpce"))),
    on("a range or a VPC, with IfExists",
       {"IpAddressIfExists": {IP: CIDR}, "StringEqualsIfExists": {"aws:SourceVpc": VPC}},
       network(**b(IP, "aws:SourceVpc"))),
    on("a range and an endpoint", {"IpAddress": {IP: CIDR}, "StringEquals": {"aws:SourceVpce": VPCE}},
       private(*ids(IP, "aws:SourceVpce"))),
    on("a range and a VPC", {"IpAddress": {IP: CIDR}, "StringEquals": {"aws:SourceVpc": VPC}},
       private(*ids(IP, "aws:SourceVpc"))),
    case("a range, or apart an endpoint",
         policy(statement(condition={"IpAddress": {IP: CIDR}}),
         statement(condition={"StringEquals": {"aws:SourceVpce": VPCE}})),
         network(cause=["policy.statement[0]", "policy.statement[1]"], **b(IP, "aws:SourceVpce"), **NOT_PUBLIC)),
    on("a VPC", {"StringEquals": {"aws:SourceVpc": VPC}}, network(**b("aws:SourceVpc"), **NOT_PUBLIC)),
    on("an endpoint", {"StringEquals": {"aws:SourceVpce": VPCE}}, network(**b("aws:SourceVpce"), **NOT_PUBLIC)),
    on("two endpoints", {"StringEquals": {"aws:SourceVpce": [VPCE, VPCE2]}},
       network(**b("aws:SourceVpce"), **NOT_PUBLIC)),
    on("a fixed endpoint with StringLike", {"StringLike": {"aws:SourceVpce": VPCE}},
       network(**b("aws:SourceVpce"), **NOT_PUBLIC)),
    on("any value of two endpoints", {"ForAnyValue:StringEquals": {"aws:SourceVpce": [VPCE, VPCE2]}},
       network(**b("aws:SourceVpce"))),
    on("any VPC", {"StringLike": {"aws:SourceVpc": "vpc-*"}}, signed(**b("aws:SourceVpc"), **PUBLIC)),
    on("any endpoint", {"StringLike": {"aws:SourceVpce": "vpce-*"}}, signed(**b("aws:SourceVpce"), **PUBLIC)),
    on("any endpoint, by its presence", {"Null": {"aws:SourceVpce": "false"}}, signed(**b("aws:SourceVpce"))),
    on("no endpoint", {"Null": {"aws:SourceVpce": "true"}}, read()),
    on("not one endpoint", {"StringNotEquals": {"aws:SourceVpce": VPCE}}, read()),
    on("an endpoint if there is one", {"StringEqualsIfExists": {"aws:SourceVpce": VPCE}}, read()),
    on("addresses inside a VPC", {"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/16"}},
       signed(**b("aws:VpcSourceIp"), **PUBLIC)),
    on("addresses inside one VPC",
       {"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/16"}, "StringEquals": {"aws:SourceVpc": VPC}},
       network(**b("aws:SourceVpc"), **NOT_PUBLIC)),
    on("a range under all four settings", {"IpAddress": {IP: CIDR}}, network(**b(IP), **NOT_PUBLIC), **RESTRICTED),
    on("an endpoint under all four settings", {"StringEquals": {"aws:SourceVpce": VPCE}},
       network(**b("aws:SourceVpce"), **NOT_PUBLIC), **RESTRICTED),
    on("everywhere in halves under all four settings", {"IpAddress": {IP: ["0.0.0.0/1", "128.0.0.0/1"]}},
       private(RPB, **PUBLIC), **RESTRICTED),
    on("letter case of keys", {"IpAddress": {"AWS:sourceip": CIDR}}, network(**b(IP), **NOT_PUBLIC)),
    on("letter case of operators", {"ipaddress": {IP: CIDR}}, network(**b(IP), **NOT_PUBLIC)),
    case("a partner on a range", policy(statement(who={"AWS": PARTNER}, condition={"IpAddress": {IP: CIDR}})),
         external(PARTNER, network_restricted=True, **b(IP), **NOT_PUBLIC)),
    on("the organization on a range", {"IpAddress": {IP: CIDR}, "StringEquals": {ORG_ID: ORG}},
       organization(network_restricted=True, **b(ORG_ID, IP), **NOT_PUBLIC)),
    on("the organization through an endpoint", {"StringEquals": {"aws:SourceVpce": VPCE, ORG_ID: ORG}},
       organization(network_restricted=True, **b(ORG_ID, "aws:SourceVpce"), **NOT_PUBLIC)),
    on("a foreign account on a range", {"IpAddress": {IP: CIDR}, "StringEquals": {"aws:PrincipalAccount": PARTNER}},
       external(PARTNER, network_restricted=True, **b("aws:PrincipalAccount", IP), **NOT_PUBLIC)),
]
# fmt: on


@pytest.mark.parametrize("found", CASES, ids=[c.rule for c in CASES])
def test_network_conditions(found: Case) -> None:
    check(found)
