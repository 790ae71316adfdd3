"""Turns missing facts and silent documents into: which of them matter, and how open the bucket could be at most."""

from typing import NamedTuple

from exposurecheck.access.gcs.controls import PREVENTIONS
from exposurecheck.access.gcs.estate import Estate
from exposurecheck.access.gcs.parties import Party, Side
from exposurecheck.access.gcs.roles import LIST, READ
from exposurecheck.access.gcs.simulate import REACH, Outcome, headline, simulate
from exposurecheck.access.ranges import Reach
from exposurecheck.model.exposure import ExposureClass

DENY_AND_ACL = "deny policies and ACLs"
"""Whether a deny policy also takes away what an ACL grants is not stated by the documents."""


class Flags(NamedTuple):
    """What everyone and any Google account can do from the open internet."""

    anonymous_read: bool
    anonymous_list: bool
    signed_in_read: bool
    signed_in_list: bool


_CLOSED = Flags(anonymous_read=False, anonymous_list=False, signed_in_read=False, signed_in_list=False)


def flags(outcome: Outcome) -> Flags:
    """Return the four booleans of ``outcome``."""
    if outcome.network is not Reach.INTERNET or not outcome.signed_in:
        return _CLOSED
    anonymous = signed = 0
    for h in outcome.anonymous:
        anonymous |= h.can
    for h in outcome.signed_in:
        signed |= h.can
    return Flags(bool(anonymous & READ), bool(anonymous & LIST), bool(signed & READ), bool(signed & LIST))


def unknown(estate: Estate, outcome: Outcome, seen: ExposureClass) -> tuple[tuple[str, ...], Outcome]:
    """Return the facts that would matter, and the widest outcome they leave possible."""
    if not (estate.possible or estate.doubts or estate.unread or estate.rules):
        return (), outcome
    before = flags(outcome)

    def wider(other: Outcome) -> bool:
        more = any(b and not a for a, b in zip(before, flags(other), strict=True))
        return more or REACH[headline(other)] > REACH[seen]

    facts: dict[str, None] = {}
    grants = estate.grants
    most = simulate(estate, [*grants, *(p.grant for p in estate.possible)], estate.controls, generous=True)
    if wider(most):
        if estate.rules and wider(simulate(estate, grants, estate.controls, generous=True)):
            facts.update(dict.fromkeys(_silent(estate)))
        for fact in dict.fromkeys(p.fact for p in estate.possible):
            added = [*grants, *(p.grant for p in estate.possible if p.fact == fact)]
            if wider(simulate(estate, added, estate.controls)):
                facts[fact] = None
        if not facts:  # only several of them together open it
            facts.update(dict.fromkeys(p.fact for p in estate.possible))
    else:
        most = outcome
    if outcome.signed_in or outcome.organization or outcome.external:
        facts.update(estate.doubts)
        facts.update(dict.fromkeys(_may_close(estate, outcome)))
    return tuple(facts), most


def _silent(estate: Estate) -> list[str]:
    """Name what the documents leave open about the deny policies."""
    found = []
    if estate.uniform is not True and any(g.acl for g in estate.grants):
        found.append(DENY_AND_ACL)
    exempt = (party for rule in estate.rules for party in sorted(rule.exceptions))
    found.extend(p.missing or p.member for p in exempt if _unlisted(p))
    return found


def _unlisted(party: Party) -> bool:
    """Tell whether outsiders may be in ``party`` without being named."""
    return bool(party.missing) or (party.side is not Side.ORGANIZATION and party.member.startswith("principalSet:"))


def _may_close(estate: Estate, outcome: Outcome) -> list[str]:
    """Name unread facts that could only take away what was seen open."""
    unread = estate.unread
    found: list[str] = [f for f in ("bucket", "project", "project.denyPolicies") if f in unread]
    if outcome.signed_in and "project.orgPolicies" in unread and not PREVENTIONS & set(estate.controls):
        found.append("project.orgPolicies")
    opening = ("bucket.acl", "bucket.defaultObjectAcl")
    found.extend(f for f in sorted(unread) if f.startswith("bucket.") and f not in opening)
    if outcome.external:
        denied = (d for rule in estate.rules for d in sorted(rule.denied))
        found.extend(d.missing or d.member for d in denied if _unlisted(d))
    return found
