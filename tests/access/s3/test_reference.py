"""The symbolic verdict must agree with a plain simulator that tries concrete requests one by one."""

import ipaddress
from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings

from exposurecheck.access.resolve import resolve
from exposurecheck.model.base import Json
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.keys import matches
from tests.access.s3 import estate
from tests.access.s3.estate import AT, NAME, ORG, OWN, PARTNER, SAMPLE_KEYS, Document

Context = dict[str, str | None]
_ABSENT_PASSES = ("StringNotEquals", "NotIpAddress")


def texts(value: Json) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def holds(operator: str, key: str, wanted: list[str], context: Context) -> bool:  # noqa: PLR0911
    """The textbook meaning of one operator, for the operators the estate uses."""
    given_ = context.get(key)
    name = operator.removesuffix("IfExists")
    if name == "Null":
        return (given_ is None) == (wanted == ["true"])
    if given_ is None:
        return operator.endswith("IfExists") or name in _ABSENT_PASSES
    match name:
        case "StringEquals":
            return given_ in wanted
        case "StringNotEquals":
            return given_ not in wanted
        case "StringLike":
            return any(matches(w, given_) for w in wanted)
        case "Bool":
            return given_ in wanted
        case "DateGreaterThan":
            return given_ > wanted[0]
        case "IpAddress" | "NotIpAddress":
            inside = any(
                ipaddress.ip_address(given_) in ipaddress.ip_network(w) for w in wanted
            )  # other version: False
            return inside is (name == "IpAddress")
        case _:
            raise AssertionError(operator)


def applies(statement: Json, context: Context, action: str, key: str | None) -> bool:
    assert isinstance(statement, dict)
    who = statement["Principal"]
    named = texts(who["AWS"]) if isinstance(who, dict) else texts(who)
    account = context["account"]
    if not any(n in {"*", account} or n == f"arn:aws:iam::{account}:root" for n in named):
        return False
    if not any(matches(a, action) for a in texts(statement["Action"])):
        return False
    arn = f"arn:aws:s3:::{NAME}" + (f"/{key}" if key is not None else "")
    if not any(matches(r, arn) for r in texts(statement["Resource"])):
        return False
    condition = statement.get("Condition") or {}
    assert isinstance(condition, dict)
    return all(
        holds(operator, name, texts(wanted), context)
        for operator, block in condition.items()
        if isinstance(block, dict)
        for name, wanted in block.items()
    )


def is_public(found: Document) -> bool:
    """The documented definition, for the conditions the estate uses."""
    fixing = {"aws:PrincipalOrgID", "aws:PrincipalAccount", "aws:SourceVpce"}
    for statement in estate.list_of(found, "policy", "Statement"):
        assert isinstance(statement, dict)
        condition = statement.get("Condition") or {}
        assert isinstance(condition, dict)
        if statement["Effect"] == "Deny" or "*" not in str(statement["Principal"]):
            continue
        fixed = fixing & set(condition.get("StringEquals") or {})  # type: ignore[arg-type]
        if not fixed and condition.get("IpAddress") != {"aws:SourceIp": estate.CIDR}:
            return True
    return False


def on(found: Document, setting: str) -> bool:
    blocks = (found["public_access_block"], found["account_public_access_block"])
    return any(isinstance(b, dict) and b.get(setting) is True for b in blocks)


def allowed(found: Document, context: Context, action: str, key: str | None) -> bool:
    statements = estate.list_of(found, "policy", "Statement")
    signed = context["account"] != "anonymous"
    if found["request_payment"] == {"Payer": "Requester"} and not signed:
        return False
    if any(isinstance(s, dict) and s["Effect"] == "Deny" and applies(s, context, action, key) for s in statements):
        return False
    cut = on(found, "RestrictPublicBuckets") and is_public(found)
    granted = any(
        isinstance(s, dict) and s["Effect"] == "Allow" and applies(s, context, action, key) for s in statements
    )
    if granted and not cut:
        return True
    if found["ownership_controls"] == estate.ENFORCED or on(found, "IgnorePublicAcls"):
        return False
    lists = [found["acl"]] if key is None else []
    lists += [o["acl"] for o in estate.list_of(found, "objects") if isinstance(o, dict) and o["key"] == key]
    for acl in lists:
        for grant in estate.list_of(acl, "Grants") if isinstance(acl, dict) else []:
            text = str(grant)
            if ("AllUsers" in text or ("AuthenticatedUsers" in text and signed)) and (
                "'READ'" in text or "'FULL_CONTROL'" in text
            ):
                return True
    return False


def contexts(account: str, org: str | None, addresses: tuple[str, ...]) -> Iterator[Context]:
    signed = account != "anonymous"
    mfa = (None, "true", "false") if signed else (None,)
    places: list[tuple[str | None, str | None]] = [(a, None) for a in addresses]
    if signed:
        places.append((None, "vpce-own"))
    for (address, endpoint), transport, referer, factor in product(
        places, ("true", "false"), (None, "https://shop.example/x"), mfa
    ):
        yield {
            "account": account, "aws:PrincipalAccount": account, "aws:PrincipalOrgID": org,
            "aws:PrincipalArn": f"arn:aws:iam::{account}:user/x" if signed else None, "aws:SourceIp": address,
            "aws:SourceVpce": endpoint, "aws:SecureTransport": transport, "aws:Referer": referer,
            "aws:MultiFactorAuthPresent": factor, "aws:CurrentTime": "2026-01-15T00:00:00Z",
        }  # fmt: skip


def can(found: Document, who: list[Context], action: str, key: str | None) -> bool:
    for context in who:
        prefixes = (None, "a/", "zzz") if action == "s3:ListBucket" else (None,)
        # Earlier versions are data and names as well, and a separate action opens them.
        for name, prefix in product((action, VERSIONS[action]), prefixes):
            if allowed(found, {**context, "s3:prefix": prefix}, name, key):
                return True
    return False


VERSIONS = {"s3:GetObject": "s3:GetObjectVersion", "s3:ListBucket": "s3:ListBucketVersions"}
OUTSIDE, INSIDE = ("8.8.8.8", "2606:4700::1"), ("203.0.113.7",)


@settings(max_examples=60, deadline=None)
@given(estate.buckets())
def test_every_sampled_key_is_judged_as_the_plain_simulator_judges_it(found: Document) -> None:
    verdict = resolve("aws", found, AT)
    if verdict.unknown:
        return
    unsigned = list(contexts("anonymous", None, OUTSIDE))
    stranger = [*unsigned, *contexts("999988887777", None, OUTSIDE), *contexts("999988887777", "o-other", OUTSIDE)]
    # An unsigned request through a VPC endpoint of the caller's own needs an account, but no signature.
    stranger += [{**c, "aws:SourceIp": None, "aws:SourceVpce": "vpce-own"} for c in unsigned]
    near = [*contexts("anonymous", None, INSIDE), *contexts("999988887777", None, INSIDE)]
    near += [{**c, "aws:SourceIp": None, "aws:SourceVpce": "vpce-0a1b2c3d"} for c in near]
    partner = [*contexts(PARTNER, None, (*OUTSIDE, *INSIDE)), *contexts(PARTNER, "o-other", (*OUTSIDE, *INSIDE))]
    family = list(contexts("555566667777", ORG, (*OUTSIDE, *INSIDE)))

    def read(who: list[Context]) -> set[str]:
        return {k for k in SAMPLE_KEYS if can(found, who, "s3:GetObject", k)}

    assert verdict.anonymous_read is bool(
        read(unsigned) or _other_keys(verdict.exposed_prefixes, verdict.anonymous_read)
    )
    assert verdict.anonymous_list is can(found, unsigned, "s3:ListBucket", None)
    assert verdict.any_authenticated_list is can(found, stranger, "s3:ListBucket", None)
    expected = {
        ExposureClass.ANONYMOUS_READ: unsigned,
        ExposureClass.ANY_AUTHENTICATED_READ: stranger,
        ExposureClass.NETWORK_RESTRICTED: near,
    }.get(verdict.exposure)
    if expected:
        assert {k for k in SAMPLE_KEYS if verdict.keys.contains(k)} == read(expected)
    if verdict.exposure is ExposureClass.PRIVATE:
        assert not any(read(who) for who in (unsigned, stranger, near, partner, family))
        assert not any(can(found, who, "s3:ListBucket", None) for who in (unsigned, stranger, near, partner, family))
    if verdict.exposure is ExposureClass.ORGANIZATION:
        assert read(family) or can(found, family, "s3:ListBucket", None)
        assert not read(partner)
    assert OWN not in verdict.external_accounts


def _other_keys(patterns: tuple[str, ...], said: bool | None) -> bool:
    """Whether the verdict rests on keys outside the sample, which the plain simulator does not try."""
    return bool(said) and not any(matches(p, k) for p in patterns for k in SAMPLE_KEYS)
