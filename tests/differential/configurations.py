"""Makes random bucket configurations out of a seed: policies x ACLs x public access blocks.

Left out, each because the gateway (16.2) is known not to do there what the vendor documents:

* ``RestrictPublicBuckets``: stored, never enforced.
* ``ObjectOwnership``: ignored or refused.
* ``BlockPublicPolicy`` together with a policy: the policy could not be set any more. It takes nothing from readers.
* ``NotAction``: a statement that has it never applies there.
* ``Null`` with the value ``false``: taken for ``true`` there.
* Negated operators on keys that an unsigned request lacks: false there, true by the vendor's documents.
  (``aws:Referer`` is in all the same, for a caller can send any.)
* ``aws:SecureTransport``: the gateway is asked over http, while a verdict is about callers who may choose https.
* Source addresses that hold 127.0.0.1 without being the whole internet: the verdict is about the internet, while the
  test asks from 127.0.0.1. In are documentation ranges (never ours), and ``0.0.0.0/0`` together with ``::/0`` (alone it
  leaves out the callers that come by IPv6, whom the test cannot play).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from exposurecheck.model.base import Json, JsonObject

KEYS = ("public/a.txt", "public/deep/b.csv", "data/c.csv")
REFERERS = ("https://shop.mizutama.jp/cart", "https://www.mizutama.jp/", "https://elsewhere.jp/")
"""What a caller may claim to come from: pages that all, some and none of the conditions below name.

The middle one is for two statements that name different pages, where only a page between the two gets through.
"""
PREFIX = "public/"
ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"
AUTHENTICATED = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"

T = TypeVar("T")


@dataclass(frozen=True)
class Configuration:
    """One bucket as its owner would configure it."""

    bucket: str
    bucket_acl: tuple[tuple[str, str], ...]
    """Grants beside the owner's own, as (group, permission)."""
    object_acls: tuple[tuple[tuple[str, str], ...], ...]
    """The same for each of ``KEYS``."""
    statements: tuple[JsonObject, ...]
    block: dict[str, Json] | None

    @property
    def policy(self) -> dict[str, Json] | None:
        """The bucket policy, or None for none."""
        if not self.statements:
            return None
        listed: list[Json] = [dict(statement) for statement in self.statements]
        return {"Version": "2012-10-17", "Statement": listed}


def configurations(seed: int, count: int) -> list[Configuration]:
    """Return ``count`` configurations; the same ones for the same seed."""
    chance = random.Random(seed)
    return [_configuration(chance, f"case-{seed}-{index}") for index in range(count)]


def _configuration(chance: random.Random, bucket: str) -> Configuration:
    statements = tuple(_statement(chance, bucket) for _ in range(_weighted(chance, {0: 2, 1: 5, 2: 4, 3: 3, 4: 1})))
    return Configuration(
        bucket=bucket,
        bucket_acl=_grants(chance),
        object_acls=tuple(_grants(chance) for _ in KEYS),
        statements=statements,
        block=_block(chance, with_policy=bool(statements)),
    )


def _grants(chance: random.Random) -> tuple[tuple[str, str], ...]:
    if chance.random() < 0.6:
        return ()
    groups = (ALL_USERS, AUTHENTICATED)
    permissions = ("READ", "READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL")
    return tuple({(chance.choice(groups), chance.choice(permissions)) for _ in range(chance.randint(1, 2))})


def _block(chance: random.Random, *, with_policy: bool) -> dict[str, Json] | None:
    if chance.random() < 0.6:
        return None
    return {
        "BlockPublicAcls": chance.random() < 0.5,
        "IgnorePublicAcls": chance.random() < 0.6,
        "BlockPublicPolicy": not with_policy and chance.random() < 0.5,
        "RestrictPublicBuckets": False,
    }


def _statement(chance: random.Random, bucket: str) -> JsonObject:
    effect = _weighted(chance, {"Allow": 7, "Deny": 3})
    statement: dict[str, Json] = {"Effect": effect}
    statement.update(_principal(chance, effect))
    statement.update(_action(chance))
    statement.update(_resource(chance, bucket))
    condition = _condition(chance)
    if condition:
        statement["Condition"] = condition
    return statement


def _principal(chance: random.Random, effect: str) -> dict[str, Json]:
    named: Json = {"AWS": "arn:aws:iam:::user/nobody"}
    anyone: list[Json] = ["*", {"AWS": "*"}, {"AWS": ["*"]}]
    if effect == "Allow" and chance.random() < 0.08:
        return {"NotPrincipal": named}
    return {"Principal": named if chance.random() < 0.15 else chance.choice(anyone)}


def _action(chance: random.Random) -> dict[str, Json]:
    single = (
        "s3:GetObject", "s3:GetObject", "s3:GetObject", "s3:ListBucket", "s3:ListBucket", "s3:*", "s3:Get*", "s3:List*",
        "s3:getobject", "s3:GetObjec?", "s3:GetObject*", "s3:GetObjectVersion", "s3:ListBucketVersions", "s3:PutObject",
        "s3:GetBucketAcl", "s3:GetObjectAcl", "*",
    )  # fmt: skip
    if chance.random() < 0.3:
        return {"Action": [chance.choice(single), chance.choice(single)]}
    return {"Action": chance.choice(single)}


def _resource(chance: random.Random, bucket: str) -> dict[str, Json]:
    arn = f"arn:aws:s3:::{bucket}"
    single = (
        arn, f"{arn}/*", f"{arn}/*", f"{arn}/*", f"{arn}*", f"{arn}/{PREFIX}*", f"{arn}/public/?.txt", f"{arn}/*.csv",
        f"{arn}/{KEYS[0]}", f"{arn}/{KEYS[2]}", f"{arn}/other/*", "arn:aws:s3:::another-bucket/*",
    )  # fmt: skip
    roll = chance.random()
    if roll < 0.08:
        return {"NotResource": chance.choice(single)}
    if roll < 0.5:
        return {"Resource": [arn, chance.choice(single)]}
    return {"Resource": chance.choice(single)}


def _condition(chance: random.Random) -> dict[str, Json]:
    if chance.random() < 0.55:
        return {}
    elsewhere, elsewhere_too = "203.0.113.0/24", "198.51.100.7"
    anywhere: list[Json] = ["0.0.0.0/0", "::/0"]
    choices: tuple[dict[str, Json], ...] = (
        {"IpAddress": {"aws:SourceIp": elsewhere}},
        {"IpAddress": {"aws:SourceIp": [elsewhere, elsewhere_too]}},
        {"IpAddress": {"aws:SourceIp": [elsewhere, *anywhere]}},
        {"NotIpAddress": {"aws:SourceIp": elsewhere}},
        {"NotIpAddress": {"aws:SourceIp": anywhere}},
        {"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}},
        {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-0a1b2c3d"}},
        {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
        {"StringLike": {"aws:Referer": "https://shop.mizutama.jp/*"}},
        {"StringNotLike": {"aws:Referer": "https://shop.mizutama.jp/*"}},
        {"StringEquals": {"s3:prefix": PREFIX}},
        {"DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}},
        {"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}},
        {"Null": {"aws:SourceVpce": "true"}},
        {"IpAddress": {"aws:SourceIp": anywhere}, "StringLike": {"aws:Referer": "*mizutama*"}},
    )
    return chance.choice(choices)


def _weighted(chance: random.Random, weights: dict[T, int]) -> T:
    choices: Sequence[T] = tuple(weights)
    return chance.choices(choices, tuple(weights.values()))[0]
