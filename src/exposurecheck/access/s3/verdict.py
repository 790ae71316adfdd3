"""Turns the documents of one S3 bucket into the verdict who can really reach it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import orjson

from exposurecheck.access.keysets import flat, reduce
from exposurecheck.access.s3 import bucket as facts
from exposurecheck.access.s3.blockers import find_blockers, list_controls
from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.callers import Caller, Role
from exposurecheck.access.s3.evaluate import Control, Granted, Mode, Simulator
from exposurecheck.access.s3.explain import explain
from exposurecheck.access.s3.public import Publicness, publicness
from exposurecheck.access.s3.reach import LIST, READ, Reach, Share, measure
from exposurecheck.access.s3.requests import Plan, plan
from exposurecheck.access.s3.silence import doubts
from exposurecheck.access.s3.tags import passes
from exposurecheck.access.s3.unread import Unread, read_around, unread_facts
from exposurecheck.access.s3.headline import Headline, externals, headline, possible, wider
from exposurecheck.access.unchecked import build
from exposurecheck.model.base import Bilingual, JsonObject
from exposurecheck.model.exposure import Exposure, ExposureClass, Grant, Permission, Principal, PrincipalKind, Witness
from exposurecheck.model.keys import KeySet

_NO_CONTROLS: frozenset[Control] = frozenset()


MAX_VERDICTS = 8192
MAX_FINGERPRINTED = 65536
_verdicts: dict[bytes, Exposure] = {}


class Case:
    """One bucket at one time, with everything measured so far."""

    def __init__(self, documents: JsonObject, at: datetime) -> None:
        self.bucket: Bucket = facts.read(documents)
        self.public: Publicness = publicness(self.bucket)
        self.plan: Plan = plan(self.bucket, at)
        self.simulator = Simulator(self.bucket, self.public)
        self._known: dict[frozenset[Control], Reach] = {}

    def proven(self, off: frozenset[Control] = _NO_CONTROLS) -> Reach:
        """Measure with everything undecided counted as closed, and with some controls imagined away."""
        found = self._known.get(off)
        if found is None:
            found = self._known[off] = measure(self.bucket, self.plan, self.simulator, Mode(widest=False, off=off))
        return found

    def widest(self) -> Reach:
        """Measure with everything undecided counted as open."""
        return measure(self.bucket, self.plan, self.simulator, Mode(widest=True))


@dataclass(slots=True)
class Doubt:
    """What stays open: bounds of the verdict, and why."""

    at_most: ExposureClass
    anonymous_read: bool
    anonymous_list: bool
    any_read: bool
    any_list: bool
    unknown: tuple[str, ...] = ()
    sentences: tuple[Bilingual, ...] = ()


def exposure(documents: JsonObject, as_of: datetime) -> Exposure:
    """Decide who can reach a bucket.

    Args:
        documents: ``resource: aws`` of cases/access/SCHEMA.md; a missing key could not be read.
        as_of: The instant at which time-dependent conditions are evaluated.

    Raises:
        InputError: A document has a shape that no answer of the service can have.
    """
    fingerprint = _fingerprint(documents, as_of)
    known = _verdicts.get(fingerprint) if fingerprint else None
    if known is None:
        known = _decide(documents, as_of)
        if fingerprint:
            if len(_verdicts) >= MAX_VERDICTS:
                _verdicts.clear()
            _verdicts[fingerprint] = known
    return known


def _fingerprint(documents: JsonObject, as_of: datetime) -> bytes | None:
    """Return what buckets with the same verdict have in common: everything but the name, where the name is no matter.

    Most buckets of an estate come from a few templates and differ in nothing else. The name matters only where an
    ARN is not exactly that of this bucket, for example ``arn:aws:s3:::acme-*``: then it stays in.
    """
    try:
        text = orjson.dumps(documents)
    except TypeError:
        return None
    if len(text) > MAX_FINGERPRINTED:
        return None
    name = documents.get("bucket")
    if isinstance(name, str) and name:
        quoted = orjson.dumps(name)[1:-1]
        bare = text.replace(b"arn:aws:s3:::" + quoted + b"/", b"\0/").replace(b"arn:aws:s3:::" + quoted + b'"', b'\0"')
        if b"arn:aws:s3:::" not in bare and bare.count(quoted) == 1:
            text = bare.replace(b'"bucket":"' + quoted + b'"', b"\0")
    return text + as_of.isoformat().encode()


def _decide(documents: JsonObject, as_of: datetime) -> Exposure:
    missing = unread_facts(documents)
    case = Case(read_around(documents, missing) if missing else documents, as_of)
    reach = case.proven()
    found = headline(reach)
    doubt = _doubt(case, documents, as_of, missing, reach, found)
    return _exposure(case, reach, found, doubt)


def _doubt(
    case: Case, documents: JsonObject, at: datetime, missing: tuple[Unread, ...], reach: Reach, found: Headline
) -> Doubt | None:
    silent = doubts(case.bucket, case.plan, case.public, reach)
    if not silent and not missing:
        return None
    upper = case.widest() if silent else reach
    result = Doubt(
        possible(upper), bool(upper.anonymous.read), bool(upper.anonymous.list), bool(upper.anyone.read), bool(upper.anyone.list)
    )
    if silent and (possible(upper) is not found.exposure or _differs(upper, reach) or any(d.always for d in silent)):
        result.unknown = tuple(d.fact for d in silent)
        result.sentences = tuple(d.sentence for d in silent)
    for fact in missing:
        _weigh(case, documents, at, fact, reach, result)
    if missing:
        _together(documents, at, missing, result)
    return result


def _weigh(case: Case, documents: JsonObject, at: datetime, fact: Unread, reach: Reach, result: Doubt) -> None:
    """Add a fact that could not be read to the doubt, if any content it could have would change the verdict."""
    for guess in fact.guesses(documents, case.bucket):
        other = Case(guess, at)
        upper = other.widest()
        if _differs(upper, reach) and fact.fact not in result.unknown:
            result.unknown += (fact.fact,)
            result.sentences += (fact.sentence,)
        _widen(result, upper)


def _together(documents: JsonObject, at: datetime, missing: tuple[Unread, ...], result: Doubt) -> None:
    """Consider what the unread facts could open together, for example a policy and an access point."""
    guess: JsonObject = documents
    for fact in missing:
        if fact.opens:
            bucket = facts.read(read_around(guess, missing))
            options = fact.guesses(guess, bucket)
            guess = options[0] if options else guess
    if guess is not documents:
        _widen(result, Case(read_around(guess, missing), at).widest())


def _widen(result: Doubt, upper: Reach) -> None:
    result.at_most = wider(result.at_most, possible(upper))
    result.anonymous_read = result.anonymous_read or bool(upper.anonymous.read)
    result.anonymous_list = result.anonymous_list or bool(upper.anonymous.list)
    result.any_read = result.any_read or bool(upper.anyone.read)
    result.any_list = result.any_list or bool(upper.anyone.list)


def _differs(a: Reach, b: Reach) -> bool:
    one, other = headline(a), headline(b)
    return (
        one.exposure is not other.exposure
        or (one.include, one.exclude, one.filters, one.bound) != (other.include, other.exclude, other.filters, other.bound)
        or externals(a) != externals(b)
        or bool(a.anonymous.list) != bool(b.anonymous.list)
        or bool(a.anyone.read) != bool(b.anyone.read)
        or bool(a.anyone.list) != bool(b.anyone.list)
        or frozenset(a.anonymous.other) != frozenset(b.anonymous.other)
        or set(a.unclear) != set(b.unclear)
    )


def _exposure(case: Case, reach: Reach, found: Headline, doubt: Doubt | None) -> Exposure:
    bucket = case.bucket
    controls = list_controls(bucket, case.plan, case.public, through_points=_through_points(case))
    blocked = find_blockers(controls, case.proven, reach) if controls else ()
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
        witness=_witness(bucket, reach, found),
        explanation=text,
        grants=_grants(reach),
    )


def _through_points(case: Case) -> bool:
    """Tell whether some access point gives outsiders anything, so that a delegation is a door and not a wall."""
    if not case.bucket.access_points:
        return False
    mode = Mode(widest=False)
    return any(
        case.simulator.granted(request, bit, mode)
        for request in case.plan.requests
        if request.door.point
        for bit in (*READ, *LIST)
    )


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


def _witness(bucket: Bucket, reach: Reach, found: Headline) -> Witness | None:
    share = found.share
    if share is None:
        return None
    network = reach.networks[0] if found.exposure is ExposureClass.NETWORK_RESTRICTED and reach.networks else None
    signed = found.exposure not in (
        ExposureClass.ANONYMOUS_READ, ExposureClass.ANONYMOUS_LIST, ExposureClass.NETWORK_RESTRICTED
    )  # fmt: skip
    key = _known_key(bucket, found) if found.include else None
    return build(Witness, method="GET", key=key, network=network, signed=signed)


def _known_key(bucket: Bucket, found: Headline) -> str:
    keys = build(KeySet, include=found.include, exclude=found.exclude, conditions=())
    if bucket.listed:
        for key in bucket.listed:
            if keys.contains(key) and passes(bucket.tags.get(key, {}), found.filters):
                return key
    return found.include[0]


_KINDS = {
    Role.ACCOUNT: PrincipalKind.ACCOUNT,
    Role.CANONICAL: PrincipalKind.ACCOUNT,
    Role.ORG: PrincipalKind.ORGANIZATION,
    Role.SERVICE: PrincipalKind.SERVICE,
    Role.UNCLEAR: PrincipalKind.UNKNOWN,
}
_ANONYMOUS = Principal(kind=PrincipalKind.ANONYMOUS)
_ANYONE = Principal(kind=PrincipalKind.AUTHENTICATED)
_OTHERS = {
    "write": Permission.WRITE,
    "read_acp": Permission.READ_ACP,
    "write_acp": Permission.WRITE_ACP,
    "metadata": Permission.METADATA,
}


def _grants(reach: Reach) -> tuple[Grant, ...]:
    found: dict[tuple[str, Permission, str, str], Grant] = {}
    seen: set[tuple[str, Permission]] = set()
    _add(found, _ANONYMOUS, reach.anonymous, seen)
    for category, granted in reach.anonymous.other.items():
        _add_all(found, _ANONYMOUS, _OTHERS[category], granted, seen)
    _add(found, _ANYONE, reach.anyone, seen)
    if reach.networked:
        _add(found, _ANYONE, reach.networked, seen, conditions=tuple(f"network {n}" for n in reach.networks))
    for caller, share in reach.external.items():
        _add(found, _principal(caller), share, set())
    if reach.organization:
        _add(found, Principal(kind=PrincipalKind.ORGANIZATION), reach.organization, set())
    for caller, share in reach.unclear.items():
        _add(found, _principal(caller), share, set())
    return tuple(found.values())


def _principal(caller: Caller) -> Principal:
    return Principal(kind=_KINDS.get(caller.role, PrincipalKind.UNKNOWN), id=caller.id or caller.label)


def _add(
    found: dict[tuple[str, Permission, str, str], Grant],
    who: Principal,
    share: Share,
    seen: set[tuple[str, Permission]],
    conditions: tuple[str, ...] = (),
) -> None:
    _add_all(found, who, Permission.READ, share.read, seen, conditions)
    _add_all(found, who, Permission.LIST, share.list, seen, conditions)


def _add_all(
    found: dict[tuple[str, Permission, str, str], Grant],
    who: Principal,
    permission: Permission,
    granted: Iterable[Granted],
    seen: set[tuple[str, Permission]],
    conditions: tuple[str, ...] = (),
) -> None:
    by_via: dict[str, set[Granted]] = {}
    for grant in granted:
        by_via.setdefault(grant.via, set()).add(grant)
    for via in sorted(by_via):
        if (via, permission) in seen:
            continue
        seen.add((via, permission))
        scope = _scope(by_via[via])
        found[via, permission, who.kind, who.id] = build(
            Grant,
            principal=who, permission=permission, scope=scope, via=via, conditions=conditions
        )


def _scope(granted: set[Granted]) -> KeySet:
    include, exclude, filters = flat(reduce(frozenset(g.keys for g in granted)))
    return build(KeySet, include=tuple(i for i in include if i), exclude=exclude, conditions=filters)


def objects_matter(documents: JsonObject) -> bool:
    """Tell whether object ACLs or encryption could still change who can read a bucket.

    Under BucketOwnerEnforced ACLs are off, and in a bucket that grants nobody outside anything there is nothing that
    encryption could take away.
    """
    bucket = facts.read(documents)
    if not bucket.enforced or "ownership_controls" not in documents:
        return True
    return bool(bucket.policy.allows or bucket.policy.problem) or "policy" not in documents
