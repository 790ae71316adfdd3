"""Works out what the documents grant to one request: S3's own evaluation order, over sets of keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exposurecheck.access.keysets import Term, filtered, without
from exposurecheck.access.s3 import actions
from exposurecheck.access.s3.bucket import AccessPoint, AclGrant, Bucket
from exposurecheck.access.s3.callers import STRANGER_ACCOUNT, Caller, Role
from exposurecheck.access.s3.conditions import Truth, holds
from exposurecheck.access.s3.context_keys import LIST_ONLY, OBJECT_TAG, UNKNOWN, VERSION_ONLY, Value, is_write_only
from exposurecheck.access.s3.granted import BUCKET, Granted
from exposurecheck.access.s3.matching import NAMED, names
from exposurecheck.access.s3.policy import Condition, Policy, Statement
from exposurecheck.access.s3.public import Publicness
from exposurecheck.access.s3.requests import Request
from exposurecheck.access.s3.scope import NO_CONTROLS, Control, both_ways, left_by, substitute, terms_of
from exposurecheck.access.s3.tags import PASS, Alternatives, both, either, filters

NO_ANONYMOUS: Control = ("access_point:no_anonymous", "")
NO_DELEGATION: Control = ("bucket_policy:no_delegation", "")
REQUESTER: Control = ("request_payment:Requester", "")
ENFORCED: Control = ("ownership:BucketOwnerEnforced", "")


Found = dict[int, Sequence[Granted]]
"""What a request gets, by the bit of an action; an action without an entry gets nothing."""


@dataclass(slots=True, frozen=True, eq=False)
class Mode:
    """How to read what is not known, and which controls to imagine away."""

    widest: bool
    """True: everything undecided lets the request through. False: it stops it."""
    off: frozenset[Control] = NO_CONTROLS


_KINDS = {
    bit: (bit in actions.LIST_BITS)
    | (bit == actions.READ_BITS[1]) << 1
    | bool(bit & actions.WRITE_MASK) << 2
    | bool(bit & actions.OBJECT_MASK) << 3
    for bit in actions.BIT.values()
}
"""Actions of one kind see the same condition keys."""


def _visible(condition: Condition, request: Request, bit: int) -> Value:
    key = condition.key
    if key in LIST_ONLY and bit not in actions.LIST_BITS:
        return None
    if key in VERSION_ONLY and bit != actions.READ_BITS[1]:
        return None
    if is_write_only(key) and not bit & actions.WRITE_MASK:
        return None
    return request.values.get(key)


def _filled(condition: Condition, request: Request) -> tuple[str, ...]:
    if not condition.variables:
        return condition.values
    return tuple(t for v in condition.values if (t := substitute(v, request)) is not None)


class Simulator:
    """Evaluates requests against one bucket, in one mode."""

    def __init__(self, bucket: Bucket, public: Publicness, mode: Mode) -> None:
        self.bucket = bucket
        self.public = public
        self.mode = mode
        off = mode.off
        self._pays = bucket.requester_pays and REQUESTER not in off
        self._denies = self._kept((*bucket.policy.denies, *(d for rcp in bucket.rcps for d in rcp.denies)))
        self._acl = () if bucket.enforced and ENFORCED not in off else bucket.acl
        self._ignoring = any((level, "") not in off for level in bucket.ignore)
        self._restricted_directly = self._restricted(None)
        self._touched = {statement for _, statement in off if statement}

    def _kept(self, denies: tuple[Statement, ...]) -> tuple[Statement, ...]:
        off = self.mode.off
        return tuple(d for d in denies if control_of(d) not in off) if off and denies else denies

    def granted(self, request: Request, bits: Sequence[int]) -> Found:
        """Return what ``request`` may do, of the actions of ``bits``."""
        caller, door = request.caller, request.door
        if self._pays and not caller.signed:
            return {}
        if door.direct:
            found = self._by_policy(request, bits)
            if self._acl:
                self._by_acl(request.caller, bits, found)
        else:
            if not self._admitted(request):
                return {}
            found = self._by_policy(request, bits)
        if found:
            denies = self._denies
            if door.point and door.point.policy.denies:
                denies += self._kept(door.point.policy.denies)
            if denies:
                self._after_denials(found, request, denies)
            if self.bucket.kms:
                self._after_encryption(found, caller)
        return found

    def _admitted(self, request: Request) -> bool:
        """Tell whether an access point lets the request in at all."""
        off, point = self.mode.off, request.door.point
        if not request.caller.signed and NO_ANONYMOUS not in off:
            return False
        return not (point and point.vpc and request.network.vpc != point.vpc and (_origin(point), "") not in off)

    # -- what opens ---------------------------------------------------------------------------------------------

    def _by_policy(self, request: Request, bits: Sequence[int]) -> Found:
        bucket, point = self.bucket, request.door.point
        found = self._allowed(bucket.policy, request, bits) if bucket.policy.allows else {}
        if point:
            through = self._allowed(point.policy, request, bits)
            found = through if NO_DELEGATION in self.mode.off else _through(through, found)
        elif (
            not request.door.direct and request.door.account == STRANGER_ACCOUNT and request.caller.role is Role.ACCOUNT
        ):
            return {}
        if not found:
            return found
        if request.caller.role is not Role.SERVICE and (
            self._restricted(point) if point else self._restricted_directly
        ):
            return {}
        if bucket.foreign and not bucket.enforced:
            self._without_foreign(found)
        return found

    def _restricted(self, point: AccessPoint | None) -> bool:
        """Tell whether RestrictPublicBuckets cuts off everybody outside the owner's account."""
        levels = list(self.bucket.restrict)
        verdicts = [self.public.bucket]
        if point:
            verdicts.append(self.public.points.get(point.name, False))
            if point.restrict:
                levels.append(f"bpa.access_point[{point.name}]:RestrictPublicBuckets")
        if not levels or all((level, "") in self.mode.off for level in levels):
            return False
        return any(v is True or (v is None and not self.mode.widest) for v in verdicts)

    def _without_foreign(self, found: Found) -> None:
        """Take out objects of other accounts. Source: S3 user guide, "Amazon S3 bucket policies": object owners."""
        gone = [key for key in self.bucket.foreign if (f"object_owner[{key}]", "") not in self.mode.off]
        for bit in [b for b in found if b & actions.OBJECT_MASK]:
            _keep(found, bit, _without_keys(found[bit], gone))

    def _allowed(self, policy: Policy, request: Request, bits: Sequence[int]) -> Found:
        found: Found = {}
        for statement in policy.allows:
            matched = names(statement, request.caller)
            if not matched:
                continue
            named, mask = matched == NAMED, statement.mask
            if statement.variables or (statement.conditions and _varied(statement)):
                for bit in bits:
                    if mask & bit:
                        _add(found, bit, self._given(statement, request, bit, named=named))
            elif not statement.conditions or self._passes(statement, request, bits[0]):
                on_objects, on_bucket = _plain(statement, request, named=named)
                for bit in bits:
                    if mask & bit:
                        _add(found, bit, on_objects if bit & actions.OBJECT_MASK else on_bucket)
        return found

    def _passes(self, statement: Statement, request: Request, bit: int) -> bool:
        """Tell whether conditions hold that are the same for every action."""
        passed, _ = self._conditions(statement, request, bit)
        return passed is True or (passed is None and self.mode.widest)

    def _given(self, statement: Statement, request: Request, bit: int, *, named: bool) -> Sequence[Granted]:
        passed, alternatives = self._conditions(statement, request, bit)
        if passed is False or (passed is None and not self.mode.widest):
            return ()
        plain = [Granted(statement.id, named, t) for t in terms_of(statement, request, bit, self.mode.off)]
        if alternatives is PASS:
            return plain
        return [Granted(g.via, g.named, filtered(g.keys, f) if f else g.keys) for g in plain for f in alternatives]

    def _by_acl(self, caller: Caller, bits: Sequence[int], found: Found) -> None:
        for grant in self._acl:
            if self._granted_by(grant, caller):
                for bit in bits:
                    if grant.mask & bit:
                        keys = BUCKET if grant.key is None else Term(grant.key)
                        _add(found, bit, (Granted(grant.id, not grant.public, keys),))

    def _granted_by(self, grant: AclGrant, caller: Caller) -> bool:
        if grant.public:
            # The documents do not say whether RestrictPublicBuckets also cuts readers off who come by an ACL.
            doubtful = not self.bucket.ignore and self.public.bucket is not False and self._restricted_directly
            if self._ignoring or (doubtful and not self.mode.widest):
                return False
            return caller.role is not Role.SERVICE and (grant.grantee == "AllUsers" or caller.signed)
        if grant.grantee == "anonymous":
            return not caller.signed
        if caller.role is not Role.CANONICAL or caller.id != grant.grantee:
            return False
        return not self._ignoring or self.mode.widest or not self._beside_public(grant.key)

    def _beside_public(self, key: str | None) -> bool:
        return any(g.public and g.key == key for g in self.bucket.acl)

    # -- what closes --------------------------------------------------------------------------------------------

    def _after_denials(self, found: Found, request: Request, denies: Iterable[Statement]) -> None:
        for statement in denies:
            if not names(statement, request.caller):
                continue
            for bit in [b for b in found if statement.mask & b]:
                passed, alternatives = self._conditions(statement, request, bit)
                if passed is True or (passed is None and not self.mode.widest):
                    left = [
                        Granted(g.via, g.named, t)
                        for g in found[bit]
                        for t in left_by(g.keys, statement, alternatives, request, bit)
                    ]
                    _keep(found, bit, left)
            if not found:
                return

    def _after_encryption(self, found: Found, caller: Caller) -> None:
        """Take out objects whose key the caller cannot use. Source: S3 user guide, "Using SSE-KMS"."""
        gone = [
            key
            for key, managed in self.bucket.kms.items()
            if (not caller.signed or managed) and (f"sse_kms[{key}]", "") not in self.mode.off
        ]
        for bit in actions.READ_BITS:
            if bit in found:
                _keep(found, bit, _without_keys(found[bit], gone))

    # -- conditions ---------------------------------------------------------------------------------------------

    def _conditions(self, statement: Statement, request: Request, bit: int) -> tuple[Truth, Alternatives]:
        if not statement.conditions:
            return True, PASS
        if statement.allow and statement.id in self._touched:
            return self._evaluated(statement, request, bit)
        key = (statement, _KINDS[bit] if _varied(statement) else 0)
        known = request.cache.get(key)
        if known is None:
            known = request.cache[key] = self._evaluated(statement, request, bit)
        return known

    def _evaluated(self, statement: Statement, request: Request, bit: int) -> tuple[Truth, Alternatives]:
        result: Truth = True
        alternatives = PASS
        negative: list[Alternatives] = []
        touched = statement.allow and statement.id in self._touched
        for condition in statement.conditions:
            if touched and condition_control(statement, condition) in self.mode.off:
                continue
            truth: Truth = True
            written = filters(condition) if condition.key.startswith(OBJECT_TAG) and bit & actions.OBJECT_MASK else None
            if written is None:
                truth = _truth(condition, request, bit)
            elif condition.variables and not _filled(condition, request):
                truth = False
            else:
                alternatives = both(alternatives, written[0])
                negative.append(written[1])
            if truth is False:
                return False, PASS
            result = None if truth is None else result
        return result, alternatives if statement.allow or not negative else either(negative)


def _add(found: Found, bit: int, more: Sequence[Granted]) -> None:
    if more:
        found[bit] = (*found[bit], *more) if bit in found else more


def _keep(found: Found, bit: int, left: Sequence[Granted]) -> None:
    if left:
        found[bit] = left
    else:
        del found[bit]


def _without_keys(granted: Sequence[Granted], gone: Iterable[str]) -> Sequence[Granted]:
    for key in gone:
        granted = [Granted(g.via, g.named, t) for g in granted if (t := without(g.keys, key)) is not None]
    return granted


def _through(point: Found, bucket: Found) -> Found:
    """Return what an access point's policy and the bucket's policy both give."""
    found: Found = {}
    for bit, through in point.items():
        own = bucket.get(bit, ())
        both_give = [Granted(t.via, t.named, part) for t in through for o in own for part in both_ways(t.keys, o.keys)]
        if both_give:
            found[bit] = both_give
    return found


_AN_OBJECT, _THE_BUCKET = actions.READ_BITS[0], actions.LIST_BITS[0]


def _plain(statement: Statement, request: Request, *, named: bool) -> tuple[Sequence[Granted], Sequence[Granted]]:
    """Return what a statement without variables gives on objects and on the bucket: the same for every request."""
    known = statement.given.get(named)
    if known is None:
        on_objects, on_bucket = (
            tuple(Granted(statement.id, named, t) for t in terms_of(statement, request, bit, NO_CONTROLS))
            for bit in (_AN_OBJECT, _THE_BUCKET)
        )
        known = statement.given[named] = on_objects, on_bucket
    return known


def _varied(statement: Statement) -> bool:
    """Tell whether actions of different kinds can see different conditions of the statement."""
    if statement.varied is None:
        statement.varied = any(
            c.key in LIST_ONLY or c.key in VERSION_ONLY or c.key.startswith(OBJECT_TAG) or is_write_only(c.key)
            for c in statement.conditions
        )
    return statement.varied


def _truth(condition: Condition, request: Request, bit: int) -> Truth:
    if condition.key.startswith(OBJECT_TAG) and bit & actions.OBJECT_MASK:
        return None
    given = _visible(condition, request, bit)
    return None if given is UNKNOWN else holds(condition.op, _filled(condition, request), given)


def control_of(statement: Statement) -> Control:
    """Return the id under which a Deny appears as a blocker."""
    return (statement.id if statement.id.startswith("rcp[") else f"{statement.id}:Deny", "")


def condition_control(statement: Statement, condition: Condition) -> Control:
    """Return the id under which a condition of an Allow appears as a blocker."""
    return (f"condition:{condition.key}", statement.id)


def _origin(point: AccessPoint) -> str:
    return f"access_point[{point.name}]:vpc_origin"
