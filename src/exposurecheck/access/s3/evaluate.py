"""Works out what the documents grant to one request: S3's own evaluation order, over sets of keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from exposurecheck.access.keysets import Term, filtered, within, without
from exposurecheck.access.s3 import actions
from exposurecheck.access.s3.bucket import AccessPoint, Bucket
from exposurecheck.access.s3.callers import STRANGER_ACCOUNT, Caller, Role
from exposurecheck.access.s3.conditions import Truth, holds
from exposurecheck.access.s3.context_keys import LIST_ONLY, OBJECT_TAG, UNKNOWN, VERSION_ONLY, Value, is_write_only
from exposurecheck.access.s3.policy import Condition, Policy, Statement
from exposurecheck.access.s3.principals import ANONYMOUS_CANONICAL, Entry, Kind
from exposurecheck.access.s3.public import Publicness
from exposurecheck.access.s3.requests import VARIABLE, Request
from exposurecheck.access.s3.tags import PASS, Alternatives, both, either, filters

Control = tuple[str, str]
"""Id of a control as shown to users, and the statement it stands in (or "")."""
NO_ANONYMOUS: Control = ("access_point:no_anonymous", "")
NO_DELEGATION: Control = ("bucket_policy:no_delegation", "")
REQUESTER: Control = ("request_payment:Requester", "")
ENFORCED: Control = ("ownership:BucketOwnerEnforced", "")
BUCKET = Term("")
"""Stands for the bucket itself, for actions that name no key."""

_SUBSTITUTED = frozenset(
    {
        "aws:principalaccount", "aws:resourceaccount", "s3:resourceaccount", "aws:requestedregion", "aws:resourceorgid",
        "aws:principalorgid", "aws:principaltype",
    }
)  # fmt: skip
"""Variables whose value is known; the others stay in the pattern, because the caller's account chooses them."""


class Granted(NamedTuple):
    """Keys one grant gives to a request, after everything that takes keys away."""

    via: str
    named: bool
    """The grant names the caller, not everybody."""
    keys: Term


@dataclass(slots=True, frozen=True, eq=False)
class Mode:
    """How to read what is not known, and which controls to imagine away."""

    widest: bool
    """True: everything undecided lets the request through. False: it stops it."""
    off: frozenset[Control] = frozenset()


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
    return tuple(t for v in condition.values if (t := _substitute(v, request)) is not None)


def _substitute(text: str, request: Request) -> str | None:
    """Fill in policy variables. Source: IAM user guide, "IAM policy elements: Variables and tags"."""
    for found in VARIABLE.finditer(text):
        name, default = found[1].strip(), found[2]
        if name in ("*", "?", "$"):
            text = text.replace(found[0], name)
            continue
        value = request.values.get(name.lower())
        if value is None and default is None:
            return None
        text = text.replace(found[0], value[0] if value else default or "")
    return text


class Simulator:
    """Evaluates requests against one bucket."""

    def __init__(self, bucket: Bucket, public: Publicness) -> None:
        self.bucket = bucket
        self.public = public

    def granted(self, request: Request, bit: int, mode: Mode) -> list[Granted]:
        """Return what ``request`` may do with the action of ``bit``."""
        bucket, caller = self.bucket, request.caller
        if bucket.requester_pays and not caller.signed and REQUESTER not in mode.off:
            return []
        point = request.door.point
        if not request.door.direct and not caller.signed and NO_ANONYMOUS not in mode.off:
            return []
        if point and point.vpc and request.network.vpc != point.vpc and (_origin(point), "") not in mode.off:
            return []
        found = self._by_policy(request, bit, mode)
        if request.door.direct and bucket.acl:
            found += self._by_acl(request, bit, mode)
        if found:
            found = self._after_denials(found, request, bit, mode)
        if found and bucket.kms and bit & (actions.READ_BITS[0] | actions.READ_BITS[1]):
            found = self._after_encryption(found, caller, mode)
        return found

    # -- what opens ---------------------------------------------------------------------------------------------

    def _by_policy(self, request: Request, bit: int, mode: Mode) -> list[Granted]:
        found = self._allowed(self.bucket.policy, request, bit, mode)
        point = request.door.point
        if point:
            through = self._allowed(point.policy, request, bit, mode)
            if NO_DELEGATION not in mode.off:
                through = [
                    Granted(t.via, t.named, part) for t in through for own in found for part in _both(t.keys, own.keys)
                ]
            found = through
        elif (
            not request.door.direct and request.caller.role is Role.ACCOUNT and request.door.account == STRANGER_ACCOUNT
        ):
            found = []
        if found and request.caller.role is not Role.SERVICE and self._restricted(point, mode):
            return []
        if found and self.bucket.foreign and not self.bucket.enforced and bit & actions.OBJECT_MASK:
            return self._without_foreign(found, mode)
        return found

    def _restricted(self, point: AccessPoint | None, mode: Mode) -> bool:
        """Tell whether RestrictPublicBuckets cuts off everybody outside the owner's account."""
        levels = list(self.bucket.restrict)
        verdicts = [self.public.bucket]
        if point:
            verdicts.append(self.public.points.get(point.name, False))
            if point.restrict:
                levels.append(f"bpa.access_point[{point.name}]:RestrictPublicBuckets")
        if all((level, "") in mode.off for level in levels):
            return False
        return any(v is True or (v is None and not mode.widest) for v in verdicts)

    def _without_foreign(self, found: list[Granted], mode: Mode) -> list[Granted]:
        """Take out objects of other accounts. Source: S3 user guide, "Amazon S3 bucket policies": object owners."""
        for key in self.bucket.foreign:
            if (f"object_owner[{key}]", "") not in mode.off:
                found = [Granted(g.via, g.named, t) for g in found if (t := without(g.keys, key)) is not None]
        return found

    def _allowed(self, policy: Policy, request: Request, bit: int, mode: Mode) -> list[Granted]:
        found: list[Granted] = []
        for statement in policy.allows:
            if not statement.mask & bit:
                continue
            matched = names(statement, request.caller)
            if not matched:
                continue
            passed, alternatives = self._conditions(statement, request, bit, mode)
            if passed is True or (passed is None and mode.widest):
                terms = _terms(statement, request, bit, mode)
                found += (
                    Granted(statement.id, matched == NAMED, filtered(t, f) if f else t)
                    for t in terms
                    for f in alternatives
                )
        return found

    def _by_acl(self, request: Request, bit: int, mode: Mode) -> list[Granted]:
        bucket, caller = self.bucket, request.caller
        if bucket.enforced and ENFORCED not in mode.off:
            return []
        ignoring = any((level, "") not in mode.off for level in bucket.ignore)
        doubtful = not bucket.ignore and self.public.bucket is not False and self._restricted(None, mode)
        found = []
        for grant in bucket.acl:
            if not grant.mask & bit:
                continue
            if grant.public:
                # The documents do not say whether RestrictPublicBuckets also cuts readers off who come by an ACL.
                if ignoring or (doubtful and not mode.widest) or (grant.grantee != "AllUsers" and not caller.signed):
                    continue
                if caller.role is Role.SERVICE:
                    continue
            elif grant.grantee == "anonymous":
                if caller.signed:
                    continue
            elif (
                caller.id != grant.grantee
                or caller.role is not Role.CANONICAL
                or (ignoring and not mode.widest and self._beside_public(grant.key))
            ):
                continue
            found.append(Granted(grant.id, not grant.public, BUCKET if grant.key is None else Term(grant.key)))
        return found

    def _beside_public(self, key: str | None) -> bool:
        return any(g.public and g.key == key for g in self.bucket.acl)

    # -- what closes --------------------------------------------------------------------------------------------

    def _after_denials(self, found: list[Granted], request: Request, bit: int, mode: Mode) -> list[Granted]:
        denies = [*self.bucket.policy.denies, *(d for rcp in self.bucket.rcps for d in rcp.denies)]
        if request.door.point:
            denies += request.door.point.policy.denies
        for statement in denies:
            if not statement.mask & bit or control_of(statement) in mode.off or not names(statement, request.caller):
                continue
            passed, alternatives = self._conditions(statement, request, bit, mode)
            if passed is True or (passed is None and not mode.widest):
                found = [
                    Granted(g.via, g.named, t)
                    for g in found
                    for t in _denied(g.keys, statement, alternatives, request, bit)
                ]
                if not found:
                    break
        return found

    def _after_encryption(self, found: list[Granted], caller: Caller, mode: Mode) -> list[Granted]:
        """Take out objects whose key the caller cannot use. Source: S3 user guide, "Using SSE-KMS"."""
        for key, managed in self.bucket.kms.items():
            if (not caller.signed or managed) and (f"sse_kms[{key}]", "") not in mode.off:
                found = [Granted(g.via, g.named, t) for g in found if (t := without(g.keys, key)) is not None]
        return found

    # -- conditions ---------------------------------------------------------------------------------------------

    def _conditions(self, statement: Statement, request: Request, bit: int, mode: Mode) -> tuple[Truth, Alternatives]:
        if not statement.conditions:
            return True, PASS
        key = (statement.id, statement.index, bit)
        if not mode.off:
            known = request.cache.get(key)
            if isinstance(known, tuple):
                return known
        found = self._evaluated(statement, request, bit, mode)
        if not mode.off:
            request.cache[key] = found
        return found

    def _evaluated(self, statement: Statement, request: Request, bit: int, mode: Mode) -> tuple[Truth, Alternatives]:
        result: Truth = True
        alternatives = PASS
        negative: list[Alternatives] = []
        for condition in statement.conditions:
            if statement.allow and mode.off and condition_control(statement, condition) in mode.off:
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


def _truth(condition: Condition, request: Request, bit: int) -> Truth:
    if condition.key.startswith(OBJECT_TAG) and bit & actions.OBJECT_MASK:
        return None
    given = _visible(condition, request, bit)
    return None if given is UNKNOWN else holds(condition.op, _filled(condition, request), given)


NAMED = 2
_EVERYONE = 1


def names(statement: Statement, caller: Caller) -> int:
    """Tell whether a statement is about a caller: 0 no, 1 as one of everybody, 2 by name."""
    if statement.inverted:
        return 0 if any(_is(entry, caller) for entry in statement.principals) else _EVERYONE
    best = 0
    for entry in statement.principals:
        best = max(best, _is(entry, caller))
    return best


def _is(entry: Entry, caller: Caller) -> int:
    kind, role = entry.kind, caller.role
    if kind is Kind.EVERYONE:
        return _EVERYONE
    if kind is Kind.ACCOUNT:
        return NAMED if role in (Role.ACCOUNT, Role.OWN_ORG) and entry.account == caller.account else 0
    if kind is Kind.IDENTITY:
        return NAMED if role in (Role.ACCOUNT, Role.OWN_ORG) and entry.id == caller.arn else 0
    if kind is Kind.CANONICAL:
        return _is_canonical(entry, caller)
    if kind is Kind.SERVICE:
        return NAMED if role is Role.SERVICE or (role is Role.UNCLEAR and _serves(entry, caller)) else 0
    return NAMED if role is Role.UNCLEAR and entry.id == caller.id else 0


def _is_canonical(entry: Entry, caller: Caller) -> int:
    if caller.role is Role.ANONYMOUS:
        return _EVERYONE if entry.id == ANONYMOUS_CANONICAL else 0
    return NAMED if caller.role is Role.CANONICAL and entry.id == caller.id else 0


def _serves(entry: Entry, caller: Caller) -> bool:
    return caller.id in (entry.id, "aws service") or caller.id.startswith("arn:") or "*" in caller.id


def control_of(statement: Statement) -> Control:
    """Return the id under which a Deny appears as a blocker."""
    return (statement.id if statement.id.startswith("rcp[") else f"{statement.id}:Deny", "")


def condition_control(statement: Statement, condition: Condition) -> Control:
    """Return the id under which a condition of an Allow appears as a blocker."""
    return (f"condition:{condition.key}", statement.id)


def _origin(point: AccessPoint) -> str:
    return f"access_point[{point.name}]:vpc_origin"


def _both(a: Term, b: Term) -> Iterable[Term]:
    if BUCKET in {a, b}:
        return (BUCKET,) if a == b else ()
    found = within(filtered(a, b.filters), b.include)
    for hole in b.exclude:
        found = tuple(t for f in found if (t := without(f, hole)) is not None)
    return found


def _terms(statement: Statement, request: Request, bit: int, mode: Mode) -> list[Term]:
    if not bit & actions.OBJECT_MASK:
        return [BUCKET] if statement.resource.bucket and not statement.holes.bucket else []
    patterns = statement.resource.keys
    if statement.variables:
        patterns = tuple(p for k in patterns if (p := _pattern(k, statement, request, mode)) is not None)
    found: list[Term] = []
    for pattern in patterns:
        term: Term | None = Term(pattern)
        for hole in statement.holes.keys:
            term = without(term, hole) if term else None
        if term:
            found.append(term)
    return found


def _pattern(text: str, statement: Statement, request: Request, mode: Mode) -> str | None:
    """Fill in the variables of a resource whose value is fixed; None when one has no value."""
    for found in VARIABLE.finditer(text):
        name, default = found[1].strip(), found[2]
        if name in ("*", "?", "$"):
            text = text.replace(found[0], name)
            continue
        value = request.values.get(name.lower())
        if value is None and default is None:
            if (f"policy_variable:{name}", statement.id) in mode.off:
                continue
            return None
        if value is None or value is UNKNOWN:
            text = text.replace(found[0], default or "*")
        elif _settled_for(name.lower(), request.caller):
            text = text.replace(found[0], value[0])
    return text


def _settled_for(name: str, caller: Caller) -> bool:
    """Tell whether a variable has one value for everybody whom ``caller`` stands for."""
    if caller.role is Role.STRANGER and name in ("aws:principalaccount", "aws:principalorgid"):
        return False
    return name in _SUBSTITUTED or not caller.signed


def _denied(term: Term, statement: Statement, alternatives: Alternatives, request: Request, bit: int) -> Iterable[Term]:
    """Return what a Deny leaves of ``term``; ``alternatives`` are the filters under which it does not apply."""
    if term == BUCKET and not bit & actions.OBJECT_MASK:
        return () if statement.resource.bucket and not statement.holes.bucket else (term,)
    patterns = statement.resource.keys
    if statement.variables:
        # A signed caller chooses the names in such a pattern, so that it never stands in the way.
        filled = (_substitute(p, request) for p in patterns if not request.caller.signed or _settled(p))
        patterns = tuple(p for p in filled if p is not None)
    left: list[Term] = []
    rest: Term | None = term
    for pattern in patterns:
        if alternatives is not PASS:
            left += (filtered(t, f) for t in within(term, pattern) for f in alternatives)
        rest = without(rest, pattern) if rest else None
    if rest:
        left.append(rest)
    for hole in statement.holes.keys:
        left += within(term, hole)
    return left


def _settled(pattern: str) -> bool:
    return all(m[1].strip().lower() in _SUBSTITUTED for m in VARIABLE.finditer(pattern))
