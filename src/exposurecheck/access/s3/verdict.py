"""Turns the documents of one S3 bucket into the verdict who can really reach it."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from exposurecheck.access.s3 import bucket as facts
from exposurecheck.access.s3.blockers import carved, find_blockers, list_controls
from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.case import Case
from exposurecheck.access.s3.doubt import Doubt, weigh_doubts
from exposurecheck.access.s3.evaluate import Mode, Simulator
from exposurecheck.access.s3.explain import NOTHING_GRANTED, explain
from exposurecheck.access.s3.fingerprint import fingerprint, names_own, without_own_ids
from exposurecheck.access.s3.grants import list_grants, witness
from exposurecheck.access.s3.headline import Headline, as_written, externals, headline, wider
from exposurecheck.access.s3.reach import LIST, READ, Reach
from exposurecheck.access.s3.scope import Control
from exposurecheck.access.s3.unread import misunderstood, read_around, unread_facts
from exposurecheck.access.unchecked import build
from exposurecheck.model.base import Bilingual, JsonObject
from exposurecheck.model.exposure import Exposure, ExposureClass

MAX_VERDICTS = 8192
_verdicts: dict[bytes, Exposure] = {}
_accounts: set[str] = set()
"""Accounts seen so far: with only one of them, no verdict can be that of another account's bucket."""


def exposure(documents: JsonObject, as_of: datetime) -> Exposure:
    """Decide who can reach a bucket.

    Args:
        documents: The bucket's documents by name, for example ``policy``; a missing key could not be read.
        as_of: The instant at which time-dependent conditions are evaluated.

    Raises:
        InputError: A document has a shape that no answer of the service can have.
    """
    kind = fingerprint(documents, as_of)
    if kind is None:
        return _decide(documents, as_of)
    known = _verdicts.get(kind)
    if known is None:
        _accounts.add(str(documents.get("account_id")))
        wider_kind = without_own_ids(kind, documents) if len(_accounts) > 1 else None
        known = (_verdicts.get(wider_kind) if wider_kind else None) or _decide(documents, as_of)
        if len(_verdicts) >= MAX_VERDICTS:
            forget()
        _verdicts[kind] = known
        if wider_kind and not names_own(known, documents):
            _verdicts[wider_kind] = known
    return known


def _decide(documents: JsonObject, as_of: datetime) -> Exposure:
    missing = unread_facts(documents)
    bucket = facts.read(read_around(documents, missing) if missing else documents)
    missing += misunderstood(bucket, missing)
    if not _grants_anything(bucket) and not any(fact.opens for fact in missing):
        return _nobody(policy_is_public=False if bucket.policy.statements else None)
    case = Case(bucket, as_of)
    reach = case.proven()
    found = headline(reach)
    if found.exclude:
        found = as_written(found, carved(bucket))
    doubt = weigh_doubts(case, documents, as_of, missing)
    return _exposure(case, reach, found, doubt)


def _grants_anything(bucket: Bucket) -> bool:
    return bool(bucket.acl or bucket.policy.allows or any(p.policy.allows for p in bucket.access_points))


@lru_cache(maxsize=2)
def _nobody(*, policy_is_public: bool | None) -> Exposure:
    """Return the verdict on a bucket whose documents grant nothing to anybody: there is nothing to hold back either."""
    return Exposure(
        exposure=ExposureClass.PRIVATE,
        anonymous_read=False,
        anonymous_list=False,
        any_authenticated_read=False,
        any_authenticated_list=False,
        policy_is_public=policy_is_public,
        explanation=NOTHING_GRANTED,
    )


def _exposure(case: Case, reach: Reach, found: Headline, doubt: Doubt | None) -> Exposure:
    bucket = case.bucket
    controls = list_controls(bucket, case.plan, case.public, through_points=_through_points(case))
    blocked = find_blockers(controls, case.proven, reach, len(case.plan.requests)) if controls else ()
    latent = _latent(case, reach, controls) if controls else ()
    if bucket.keys is not None:
        blocked = _one_encryption(bucket, reach, blocked)
    accounts = externals(reach) if reach.external else ()
    text = explain(bucket, reach, found, accounts, blocked)
    exposure, at_most = found.exposure, found.exposure
    unknown: tuple[str, ...] = ()
    undecided: tuple[Bilingual, ...] = ()
    flags: tuple[bool | None, ...] = (
        bool(reach.anonymous.read), bool(reach.anonymous.list), bool(reach.anyone.read), bool(reach.anyone.list)
    )  # fmt: skip
    if doubt:
        at_most = wider(doubt.at_most, exposure)
        unknown, undecided = doubt.unknown, doubt.sentences
        bounds = (doubt.anonymous_read, doubt.anonymous_list, doubt.any_read, doubt.any_list)
        flags = tuple(f or (None if b else False) for f, b in zip(flags, bounds, strict=True))
        if exposure is ExposureClass.PRIVATE and at_most is not ExposureClass.PRIVATE:
            exposure = ExposureClass.UNKNOWN
        if undecided:
            text = _hedged(text, exposure, undecided)
    return build(
        Exposure,
        exposure=exposure,
        anonymous_read=flags[0],
        anonymous_list=flags[1],
        any_authenticated_read=flags[2],
        any_authenticated_list=flags[3],
        external_accounts=accounts,
        exposed_prefixes=found.include,
        exposed_except=found.exclude,
        exposed_conditions=found.filters,
        network_restricted=found.bound,
        cause=found.cause,
        blocked_by=blocked,
        anonymous_other=tuple(reach.anonymous.other),
        policy_is_public=case.public.bucket if bucket.policy.statements or bucket.policy.problem else None,
        at_most=at_most,
        latent=latent,
        unknown=unknown,
        undecided=undecided,
        witness=witness(bucket, reach, found),
        explanation=text,
        grants=list_grants(reach, case.changes()),
    )


def _through_points(case: Case) -> bool:
    """Tell whether some access point would give outsiders anything, so that a delegation is a door and not a wall."""
    bucket = case.bucket
    if not bucket.access_points:
        return False
    points = [f"bpa.access_point[{p.name}]:RestrictPublicBuckets" for p in bucket.access_points]
    mode = Mode(widest=False, off=frozenset((level, "") for level in (*bucket.restrict, *points)))
    simulator = Simulator(bucket, case.public, mode)
    return any(simulator.granted(r, (*READ, *LIST)) for r in case.plan.requests if r.door.point)


def _one_encryption(bucket: Bucket, reach: Reach, blocked: tuple[str, ...]) -> tuple[str, ...]:
    """Name the encryption once when every object there is, is encrypted."""
    if reach.anonymous.read or not bucket.keys or not all(k in bucket.kms for k in bucket.keys):
        return blocked
    kept = {b for b in blocked if not b.startswith("sse_kms[")}
    return tuple(sorted(kept | {"sse_kms"})) if len(kept) < len(blocked) else blocked


def _latent(case: Case, reach: Reach, controls: Iterable[Control]) -> tuple[str, ...]:
    """Return the grants that one removable setting alone holds back."""
    before = _public_vias(reach)
    found: set[str] = set()
    for control in controls:
        if control[0].startswith(("bpa.", "ownership:")):
            found |= _public_vias(case.proven(frozenset({control}))) - before
    return tuple(sorted(found))


def _public_vias(reach: Reach) -> set[str]:
    shares = (reach.anyone, reach.networked, reach.organization, *reach.external.values())
    other = {g.via for granted in reach.anonymous.other.values() for g in granted}
    return other | {g.via for s in shares for g in s.read | s.list}


def _hedged(text: Bilingual, exposure: ExposureClass, undecided: tuple[Bilingual, ...]) -> Bilingual:
    more = undecided[0]
    if exposure is ExposureClass.UNKNOWN:
        return build(
            Bilingual,
            en=f"It is not known who can read the bucket: {more.en}",
            ja=f"誰がこのバケットを読めるかは判断できません。{more.ja}",
        )
    return build(Bilingual, en=f"{text.en} Not decided: {more.en}", ja=f"{text.ja}未確定: {more.ja}")


def objects_matter(documents: JsonObject) -> bool:
    """Tell whether object ACLs or encryption could still change who can read a bucket.

    Under BucketOwnerEnforced ACLs are off, and in a bucket that grants nobody outside anything there is nothing that
    encryption could take away.
    """
    bucket = facts.read(documents)
    if not bucket.enforced or "ownership_controls" not in documents:
        return True
    return bool(bucket.policy.allows or bucket.policy.problem) or "policy" not in documents


def forget() -> None:
    """Drop the verdicts kept for buckets that differ in nothing but their name."""
    _verdicts.clear()
    _accounts.clear()
