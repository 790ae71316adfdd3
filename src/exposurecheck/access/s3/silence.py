"""Names what the documents, or the vendor's own rules, leave undecided about one bucket."""

from functools import lru_cache
from typing import NamedTuple

from exposurecheck.access.keysets import contained
from exposurecheck.access.s3.blockers import shown
from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.conditions import Operator, holds
from exposurecheck.access.s3.context_keys import OBJECT_TAG, TABLE, is_write_only
from exposurecheck.access.s3.policy import Condition
from exposurecheck.access.s3.public import Publicness
from exposurecheck.access.s3.reach import Reach
from exposurecheck.access.s3.requests import Plan
from exposurecheck.access.s3.tags import filters
from exposurecheck.model.base import Bilingual


class Silence(NamedTuple):
    """One thing that stays open."""

    fact: str
    sentence: Bilingual
    always: bool = False
    """Worth saying even when both readings give the same verdict."""


def _say(fact: str, en: str, ja: str, *, always: bool = False) -> Silence:
    return Silence(fact, Bilingual(en=en, ja=ja), always)


def doubts(bucket: Bucket, plan: Plan, public: Publicness, reach: Reach) -> list[Silence]:
    """Return everything that could make the verdict undecided."""
    found: list[Silence] = []
    for key, conditions in plan.conditions.items():
        for condition in conditions:
            doubt = _condition(key, condition)
            if doubt:
                found.append(doubt)
    if bucket.restrict or any(p.restrict for p in bucket.access_points):
        if public.bucket is None or any(v is None for v in public.points.values()):
            found.append(_PUBLICNESS)
        if (
            public.bucket is not False
            and not bucket.ignore
            and not bucket.enforced
            and any(g.public for g in bucket.acl)
        ):
            found.append(_ACL_AND_RESTRICT)
    if bucket.ignore and not bucket.enforced and len({g.public for g in bucket.acl}) > 1:
        found.append(_ACL_BESIDE_PUBLIC)
    if not all(bucket.kms.values()) and not reach.anonymous.read and (reach.anyone.read or reach.external):
        found.append(_KMS)
    found += [
        _say(
            f"principal:{caller.id}",
            f"the documents do not say who {caller.id} is.",
            f"{caller.id}が誰を指すのか、文書からは分かりません。",
            always=True,
        )
        for caller, share in reach.unclear.items()
        if not (contained(share.keys, reach.anonymous.keys) and (reach.anonymous.list or not share.list))
    ]
    if not plan.complete:
        found.append(_TOO_MANY)
    return list({d.fact: d for d in found}.values())


_PUBLICNESS = _say(
    "policy_is_public",
    "AWS does not document whether a policy with such conditions is public, and RestrictPublicBuckets depends on it.",
    "このような条件を持つポリシーがパブリックと見なされるかをAWSは文書化しておらず、RestrictPublicBucketsの効果がそれで決まります。",
)
_ACL_AND_RESTRICT = _say(
    "acl.under_restrict_public_buckets",
    "AWS does not document whether RestrictPublicBuckets also stops readers that a public ACL lets in.",
    "RestrictPublicBucketsがパブリックなACLによる読み取りも止めるのかを、AWSは文書化していません。",
)
_ACL_BESIDE_PUBLIC = _say(
    "acl.beside_public_grant",
    "AWS does not document whether IgnorePublicAcls also drops a named grant inside a public ACL.",
    "パブリックなACLに含まれる個別の許可もIgnorePublicAclsで無効になるのかを、AWSは文書化していません。",
)
_KMS = _say(
    "kms.key_policy",
    "the policies of the KMS keys were not read; they could keep other accounts from decrypting.",
    "KMSキーのポリシーを読んでいないため、ほかのアカウントが復号できない可能性があります。",
    always=True,
)
_TOO_MANY = _say(
    "policy.combinations",
    "the policies combine more conditions than can be tried one by one.",
    "ポリシーの条件の組み合わせが多すぎて、すべては確かめられません。",
    always=True,
)


def _condition(key: str, condition: Condition) -> Silence | None:
    if condition.op.known and _value_known(condition.op, condition.values) and _key_known(key, condition):
        return None
    return _say(
        shown((f"condition:{key}", "")),
        f"a condition on {key} cannot be evaluated from the documents.",
        f"{key}の条件は、文書だけでは評価できません。",
    )


def _key_known(key: str, condition: Condition) -> bool:
    if key.startswith(OBJECT_TAG):
        return filters(condition) is not None
    return (
        (key in TABLE and key != "aws:resourceorgpaths")
        or key.startswith(("aws:principaltag/", "aws:requesttag/"))
        or is_write_only(key)
    )


_PROBES = {"numeric": "1", "date": "2026-01-01T00:00:00Z", "bool": "true", "ipaddress": "203.0.113.1", "null": "true"}


@lru_cache(maxsize=2048)
def _value_known(op: Operator, values: tuple[str, ...]) -> bool:
    probe = next((p for start, p in _PROBES.items() if op.base.startswith(start)), None)
    if probe is None or any("${" in v for v in values):
        return True
    if op.base == "null":
        return all(v.lower() in ("true", "false") for v in values)
    return all(holds(op, (v,), (probe,)) is not None for v in values)
