"""Turns a check and a store into a finding, or into nothing when the store passes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from exposurecheck.checks.collect import facts_of
from exposurecheck.checks.facts import ROOT, Value, values
from exposurecheck.checks.fixes import filled
from exposurecheck.checks.schema import Check
from exposurecheck.model.finding import Evidence, Finding, FindingStatus, fingerprint
from exposurecheck.model.gap import Gap
from exposurecheck.model.inspection import Category
from exposurecheck.model.resource import Resource

_DOCUMENTS: Mapping[str, tuple[str, ...]] = {
    "settings.website": ("website",),
    "settings.access_logging": ("access_logging",),
    "settings.versioning": ("versioning",),
    "settings.default_encryption": ("default_encryption",),
    "settings.replicates_to": ("replicates_to",),
    "settings.replicates_to_other_account": ("replicates_to",),
    "settings.account_guardrail": ("account_public_access_block",),
    "settings.store_guardrail": ("public_access_block",),
    "settings.acls_enabled": ("ownership_controls",),
    "settings.requester_pays": ("request_payment",),
    "settings.declared_public": ("tags",),
    "settings.access_points": ("access_points",),
    "settings.found_empty": ("objects",),
    "tags": ("tags",),
    "account": ("account",),
    "region": ("region",),
}
"""Fact to the documents that it is read from, as gaps name them."""
_DATA = f"{ROOT}.personal_data."
_OFFICIAL = "official_number"
"""Fact that is about a part of the category ``identity``."""
_CONTENT = frozenset({"content", "objects", "store"})
"""What gaps on the content of a store are called."""


@dataclass(frozen=True, slots=True)
class Judged:
    """All checks on one store."""

    findings: tuple[Finding, ...]
    passed: int
    """Checks that passed."""


def applicable(check: Check, resource: Resource) -> bool:
    """Tell whether a check is meant for this kind of store."""
    return resource.type in check.applies_to and (not check.providers or resource.provider in check.providers)


def judge(
    checks: Iterable[Check],
    resource: Resource,
    gaps: Sequence[Gap] = (),
    evidence: tuple[Evidence, ...] = (),
    *,
    at: datetime | None = None,
) -> Judged:
    """Ask every check that is meant for this store ``at`` a time; the facts are collected once."""
    known = values(facts_of(resource, at))
    findings: list[Finding] = []
    passed = 0
    for check in checks:
        if applicable(check, resource):
            finding = evaluate(check, resource, gaps, evidence, known=known)
            if finding is None:
                passed += 1
            else:
                findings.append(finding)
    return Judged(tuple(findings), passed)


def evaluate(
    check: Check,
    resource: Resource,
    gaps: Sequence[Gap] = (),
    evidence: tuple[Evidence, ...] = (),
    *,
    known: Mapping[str, Value] | None = None,
) -> Finding | None:
    """Ask one check about one store; None means that it passes.

    An undecided finding names in ``missing`` each fact that would decide it and, where a gap says so, the permission
    that would make it visible, and offers no fix. ``known`` spares collecting the facts again.
    """
    decision = check.condition.decide(values(facts_of(resource)) if known is None else known)
    if decision.verdict is False:
        return None
    missing: tuple[str, ...] = ()
    if decision.verdict is None:
        missing = tuple(_explained(fact, resource, gaps) for fact in decision.missing) or (decision.note,)
    return Finding(
        check=check.id,
        resource=resource.id,
        status=FindingStatus.UNKNOWN if decision.verdict is None else FindingStatus.FAIL,
        severity=check.severity,
        title=check.title,
        because=check.because,
        remediation=check.remediation,
        fixes=filled(check.fixes, resource) if decision.verdict else (),
        references=check.references,
        evidence=evidence,
        missing=missing,
        fingerprint=fingerprint(check.id, resource.id),
    )


def condense(findings: Iterable[Finding], checks: Iterable[Check]) -> tuple[Finding, ...]:
    """Leave out what another finding on the same store already says.

    * A check that fails beside a graver, narrower one: "any account reads" beside "any account reads personal data".
    * Undecided checks that wait for the same kind of fact: the gravest speaks for all; at equal severity the one that
      most other checks narrow.
    """
    found = tuple(findings)
    speaker = _Speaker(found, tuple(checks))
    also: dict[tuple[str, str], set[str]] = {}
    for f in found:
        also.setdefault((f.resource, speaker.at_last(f).check), set()).add(f.check)
    return tuple(
        f.model_copy(update={"also": others}) if (others := _others(f, also)) else f
        for f in found
        if speaker.of(f) is f
    )


def _others(finding: Finding, also: Mapping[tuple[str, str], set[str]]) -> tuple[str, ...]:
    return tuple(sorted(also[finding.resource, finding.check] - {finding.check}))


class _Speaker:
    """Which finding tells what another one on the same store says."""

    def __init__(self, findings: tuple[Finding, ...], checks: tuple[Check, ...]) -> None:
        self._narrows = {check.id: check.narrows for check in checks}
        self._narrower: dict[tuple[str, str], Finding] = {}
        self._first: dict[tuple[str, str], Finding] = {}
        general = list(self._narrows.values())
        for f in findings:
            broad = self._narrows.get(f.check)
            if f.status is FindingStatus.FAIL and broad is not None:
                known = self._narrower.setdefault((f.resource, broad), f)
                if f.severity.rank < known.severity.rank:
                    self._narrower[f.resource, broad] = f
            elif f.status is FindingStatus.UNKNOWN:
                first = self._first.setdefault((f.resource, _awaited(f)), f)
                if _weight(f, general) < _weight(first, general):
                    self._first[f.resource, _awaited(f)] = f

    def of(self, f: Finding) -> Finding:
        """Return the finding beside which ``f`` is left out, or ``f`` itself."""
        if f.status is FindingStatus.UNKNOWN:
            return self._first[f.resource, _awaited(f)]
        other = self._narrower.get((f.resource, f.check)) if f.status is FindingStatus.FAIL else None
        return other if other is not None and other.severity.rank < f.severity.rank else f

    def at_last(self, f: Finding) -> Finding:
        """Follow ``of`` to its end."""
        while (following := self.of(f)) is not f:  # ends: each step is graver, or a spokesman
            f = following
        return f


def rank(
    findings: Iterable[Finding], resources: Iterable[Resource], checks: Iterable[Check] = ()
) -> tuple[Finding, ...]:
    """Order findings: severity, failed before undecided, then the store's reach, gravest category and persons.

    Within a store, checks that ask for a category of data come first, the gravest category leading; last come the ids.
    """
    known = {resource.id: _urgency(resource) for resource in resources}
    gravity = {check.id: _gravity(check) for check in checks}
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                f.severity.rank,
                f.status is not FindingStatus.FAIL,
                known.get(f.resource, (0, 0, 0)),
                f.resource,
                gravity.get(f.check, len(Category)),
                f.check,
            ),
        )
    )


def _gravity(check: Check) -> int:
    """Place the gravest category of data that a check asks for; checks that ask for none come last."""
    asked = {fact.removeprefix(_DATA) for fact in check.condition.facts if fact.startswith(_DATA)}
    order = [*Category]
    if _OFFICIAL in asked:
        asked.add(Category.IDENTITY)
    return min((order.index(c) for c in order if c in asked), default=len(order))


def _urgency(resource: Resource) -> tuple[int, int, int]:
    """Return what sorts first: widest reach, gravest category, most people."""
    reach = resource.exposure.exposure.reach if resource.exposure is not None else 0
    order = list(Category)
    found = resource.personal_data
    gravest = min((order.index(c) for c in found.categories), default=len(order)) if found is not None else len(order)
    return -reach, gravest, -(found.subjects.high if found is not None else 0)


def _weight(finding: Finding, general: Sequence[str | None]) -> tuple[int, int, str]:
    return finding.severity.rank, -general.count(finding.check), finding.check


def _awaited(finding: Finding) -> str:
    """Name the kind of fact an undecided finding waits for: the verdict before everything that depends on it."""
    kinds = [fact.split(" ")[0].partition(".")[0] for fact in finding.missing]
    return next((kind for kind in ("exposure", "personal_data") if kind in kinds), " ".join(finding.missing))


def _explained(fact: str, resource: Resource, gaps: Sequence[Gap]) -> str:
    """Add to a fact's name why it is missing: ``exposure.anonymous_read (policy: denied, s3:GetBucketPolicy)``."""
    reasons = dict.fromkeys(
        f"{gap.fact}: {gap.reason}" + (f", {gap.permission}" if gap.permission else "")
        for gap in gaps
        if _hides(gap, fact, resource)
    )
    return f"{fact} ({'; '.join(reasons)})" if reasons else fact


def _hides(gap: Gap, fact: str, resource: Resource) -> bool:
    """Tell whether a gap is why a fact is missing."""
    if gap.fact == "store":
        return True
    if fact.startswith("exposure."):
        blind = resource.exposure.unknown if resource.exposure is not None else ()
        return any(_part_of(gap.fact, b) or _part_of(b, gap.fact) for b in blind)
    if fact.startswith("personal_data."):
        return gap.fact in _CONTENT
    return gap.fact in _DOCUMENTS.get(fact, ())


def _part_of(part: str, whole: str) -> bool:
    """``objects.acl`` and ``objects[k]`` are parts of ``objects``."""
    return part == whole or (part.startswith(whole) and part[len(whole)] in ".[")
