"""Turns the documents of one Cloud Storage bucket into the verdict who can really read it."""

from collections.abc import Sequence
from datetime import datetime

from exposurecheck.access.cover import shortest
from exposurecheck.access.gcs import wording
from exposurecheck.access.gcs.evidence import cause_extract
from exposurecheck.access.gcs.grants import Estate, Grant, read
from exposurecheck.access.gcs.roles import LIST, READ, other_permissions
from exposurecheck.access.gcs.simulate import Held, Outcome, blockers, deciding, headline, simulate
from exposurecheck.access.ranges import Reach
from exposurecheck.model.base import JsonObject
from exposurecheck.model.exposure import Exposure, ExposureClass, Permission, Witness
from exposurecheck.model.exposure import Grant as Granted
from exposurecheck.model.keys import KeySet, matches

__all__ = ["cause_extract", "exposure", "objects_matter"]

_READING = frozenset(
    {
        ExposureClass.ANONYMOUS_READ,
        ExposureClass.ANY_AUTHENTICATED_READ,
        ExposureClass.NETWORK_RESTRICTED,
        ExposureClass.EXTERNAL_ACCOUNT,
        ExposureClass.ORGANIZATION,
    }
)
_NAMED = frozenset({ExposureClass.EXTERNAL_ACCOUNT, ExposureClass.ORGANIZATION})


def exposure(documents: JsonObject, as_of: datetime) -> Exposure:
    """Decide who can read the bucket that ``documents`` describe, at ``as_of``.

    Args:
        documents: the ``gcs`` resource of cases/access/SCHEMA.md; a missing key, or a name in ``unread``, is a fact that
            could not be read.
        as_of: the instant for ``request.time``.

    Raises:
        InputError: a part has another type than the cloud's API gives it.
    """
    estate = read(documents, as_of)
    outcome = simulate(estate, estate.grants, estate.controls)
    seen = headline(outcome)
    facts, most = _unknown(estate, outcome, seen)
    return _compose(estate, outcome, seen, most, facts)


def objects_matter(documents: JsonObject) -> bool:
    """Tell whether the objects' own ACLs can change the verdict: not where uniform bucket-level access is on."""
    try:
        configuration = documents["bucket"]["iamConfiguration"]  # type: ignore[index,call-overload]
        return configuration["uniformBucketLevelAccess"]["enabled"] is not True  # type: ignore[index,call-overload]
    except (KeyError, TypeError):
        return True


class _Flags:
    """The three booleans of a verdict."""

    __slots__ = ("anonymous_list", "anonymous_read", "signed_list", "signed_read")

    def __init__(self, outcome: Outcome) -> None:
        anonymous = signed = 0
        if outcome.network is Reach.INTERNET:
            for h in outcome.anonymous:
                anonymous |= h.can
            for h in outcome.signed_in:
                signed |= h.can
        self.anonymous_read, self.anonymous_list = bool(anonymous & READ), bool(anonymous & LIST)
        self.signed_read, self.signed_list = bool(signed & READ), bool(signed & LIST)

    def values(self) -> tuple[bool, bool, bool, bool]:
        return self.anonymous_read, self.anonymous_list, self.signed_read, self.signed_list


def _generous(estate: Estate, extra: Sequence[Grant]) -> Outcome:
    return simulate(estate, [*estate.grants, *extra], estate.controls, generous=True)


def _unknown(estate: Estate, outcome: Outcome, seen: ExposureClass) -> tuple[tuple[str, ...], Outcome]:
    """Return the facts that would matter, and the widest outcome they leave possible."""
    if not (estate.possible or estate.doubts or estate.unread or estate.rules):
        return (), outcome
    facts: dict[str, None] = {}
    flags = _Flags(outcome).values()

    def wider(other: Outcome) -> bool:
        return headline(other).reach > seen.reach or any(
            b and not a for a, b in zip(flags, _Flags(other).values(), strict=True)
        )

    most = _generous(estate, [p.grant for p in estate.possible])
    if wider(most):
        if estate.rules and wider(_generous(estate, ())):
            facts.update(dict.fromkeys(_silent_rules(estate)))
        for fact in dict.fromkeys(p.fact for p in estate.possible):
            if wider(
                simulate(
                    estate, [*estate.grants, *(p.grant for p in estate.possible if p.fact == fact)], estate.controls
                )
            ):
                facts[fact] = None
        if not facts:
            facts.update(dict.fromkeys(p.fact for p in estate.possible))
    else:
        most = outcome
    if seen is not ExposureClass.PRIVATE or any(outcome.external.values()):
        facts.update(estate.doubts)
        facts.update(dict.fromkeys(_may_close(estate, outcome)))
    return tuple(facts), most


def _silent_rules(estate: Estate) -> list[str]:
    found = []
    if any(g.acl for g in estate.grants) and estate.uniform is not True:
        found.append("deny policies and ACLs")
    for rule in estate.rules:
        found.extend(e.missing for e in rule.exceptions if e.missing)
        found.extend(e.member for e in rule.exceptions if e.member.startswith("principalSet:") and not e.missing)
    return found


def _may_close(estate: Estate, outcome: Outcome) -> list[str]:
    """Name unread facts that could only take away what was seen open."""
    unread = estate.unread
    found = [f for f in ("bucket", "project", "project.denyPolicies") if f in unread]
    public = outcome.anonymous or outcome.signed_in
    if public and "pap:bucket" not in estate.controls and "project.orgPolicies" in unread:
        found.append("project.orgPolicies")
    found.extend(f for f in sorted(unread) if f.startswith("bucket."))
    for rule in estate.rules:
        groups = [d.missing or d.member for d in rule.denied if d.missing or d.member.startswith("principalSet:")]
        if groups and outcome.external:
            found.extend(groups)
    return [f for f in found if f not in ("bucket.acl", "bucket.defaultObjectAcl")]


def _compose(estate: Estate, outcome: Outcome, seen: ExposureClass, most: Outcome, facts: tuple[str, ...]) -> Exposure:
    widest = headline(most)
    shown = ExposureClass.UNKNOWN if seen is ExposureClass.PRIVATE and widest is not ExposureClass.PRIVATE else seen
    flags, upper = _Flags(outcome).values(), _Flags(most).values()
    known = [True if a else None if b else False for a, b in zip(flags, upper, strict=True)]
    held = deciding(outcome, seen)
    cause = tuple(dict.fromkeys(h.grant.id for h in held))
    include, exclude = _keys(held) if seen in _READING else ((), ())
    blocked = blockers(estate, estate.grants) if estate.controls and (estate.grants or estate.rules) else ()
    if seen in _NAMED and outcome.network is Reach.NAMED and blocked == ("ip_filter",) and not _public(estate):
        blocked = ()
    held_back = _held_back(estate, outcome) if blocked else ()
    if (
        shown is ExposureClass.PRIVATE
        and estate.latent
        and not {"ubla", "pap:bucket", "pap:org_policy"} & set(estate.controls)
    ):
        cause = estate.latent
    other: tuple[Permission, ...] = ()
    if seen is ExposureClass.ANONYMOUS_OTHER:
        other = other_permissions(_all(outcome.anonymous))
    bound = seen is ExposureClass.NETWORK_RESTRICTED or (seen in _NAMED and outcome.network is Reach.NAMED)
    return Exposure(
        exposure=shown,
        anonymous_read=known[0],
        anonymous_list=known[1],
        any_authenticated_read=known[2],
        any_authenticated_list=known[3],
        external_accounts=_externals(outcome),
        exposed_prefixes=include,
        exposed_except=exclude,
        network_restricted=bound,
        cause=cause,
        blocked_by=blocked,
        anonymous_other=tuple(p.value for p in other),
        at_most=widest if widest.reach > seen.reach else seen,
        latent=(*estate.latent, *held_back),
        unknown=facts,
        undecided=tuple(wording.undecided(f) for f in facts),
        witness=_witness(estate, seen, include, held),
        explanation=wording.explain(
            shown, seen, widest, include, exclude, cause, blocked, other, flags[1], _externals(outcome), bound
        ),
        grants=_granted(outcome),
    )


def _all(held: Sequence[Held]) -> int:
    can = 0
    for h in held:
        can |= h.can
    return can


def _public(estate: Estate) -> bool:
    return any(g.id and g.party.member.startswith("all") for g in estate.grants)


def _keys(held: Sequence[Held]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reading = [h.grant for h in held if h.can & READ]
    include = shortest(p for g in reading for p in g.include)
    if not any(g.exclude for g in reading):
        return include, ()
    # A key that one grant leaves out stays readable if another grant has it.
    exclude = [
        p
        for g in reading
        for p in g.exclude
        if not any(
            o is not g and any(shortest((i, p)) == (i,) for i in o.include) and p not in o.exclude for o in reading
        )
    ]
    return include, shortest(exclude)


def _externals(outcome: Outcome) -> tuple[str, ...]:
    if outcome.network is Reach.NONE or not outcome.external:
        return ()
    return tuple(sorted(p.member for p, held in outcome.external.items() if _all(held) & (READ | LIST)))


def _held_back(estate: Estate, outcome: Outcome) -> tuple[str, ...]:
    if outcome.network is Reach.NONE:
        return tuple(dict.fromkeys(g.id for g in estate.grants))
    working = {h.grant.id for group in (outcome.signed_in, outcome.organization, outcome.outsiders) for h in group}
    return tuple(dict.fromkeys(g.id for g in estate.grants if g.id not in working))


def _witness(estate: Estate, seen: ExposureClass, include: tuple[str, ...], held: Sequence[Held]) -> Witness | None:
    if seen in (ExposureClass.PRIVATE, ExposureClass.ORGANIZATION, ExposureClass.ANONYMOUS_OTHER) or not held:
        return None
    anonymous = any(h.grant.party.member == "allUsers" for h in held) and "requester_pays" not in estate.controls
    network = None
    if estate.network is Reach.NAMED:
        network = estate.ranges[0] if estate.ranges else None
    signed = seen not in (ExposureClass.ANONYMOUS_READ, ExposureClass.ANONYMOUS_LIST) and not (
        seen is ExposureClass.NETWORK_RESTRICTED and anonymous
    )
    if not include:
        return Witness(method="GET", key=None, network=network, signed=signed)
    exact = next((p for p in include if "*" not in p), None)
    key = exact or next((k for k in estate.keys if any(matches(p, k) for p in include)), include[0])
    return Witness(method="GET", key=key, network=network, signed=signed)


def _granted(outcome: Outcome) -> tuple[Granted, ...]:
    if outcome.network is Reach.NONE:
        return ()
    found: dict[tuple[str, Permission], Granted] = {}
    groups = (outcome.anonymous, outcome.signed_in, outcome.outsiders, outcome.organization)
    for held in (h for group in groups for h in group):
        grant = held.grant
        permissions = [p for p, bit in ((Permission.READ, READ), (Permission.LIST, LIST)) if held.can & bit]
        permissions.extend(other_permissions(held.can & ~(READ | LIST)))
        for permission in permissions:
            scope = KeySet(include=grant.include, exclude=grant.exclude)
            found.setdefault(
                (grant.id, permission),
                Granted(principal=grant.party.principal, permission=permission, scope=scope, via=grant.id),
            )
    return tuple(found.values())
