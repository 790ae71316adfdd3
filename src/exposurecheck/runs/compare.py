"""Turns two runs into what is new, fixed, worse and now unknown."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from exposurecheck.model.change import Change, Changes, Was, Worse
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.finding import FindingStatus
from exposurecheck.model.inspection import Category, Subjects
from exposurecheck.model.report import Report, Scope
from exposurecheck.runs.brief import STANDING, Brief, Outcome, Side, Store, side

EXACT = 200_000
"""People up to which two counts of the same objects are equal; beyond, they differ slightly."""
_NOTHING = Brief()


def compare_reports(before: Report, after: Report) -> Changes:
    """Compare two whole reports."""
    return compare(side(before), side(after))


def compare(before: Side, after: Side) -> Changes:
    """Compare two runs.

    A store outside the scope of ``after`` is not compared: that it was not looked at says nothing about it.
    """
    new: list[Change] = []
    fixed: list[Change] = []
    worse: list[Change] = []
    unknown: list[Change] = []
    for id_, brief in after.briefs.items():
        known = id_ in before.briefs
        old = before.briefs.get(id_, _NOTHING)
        now, was = brief.said(), old.said()
        for finding in brief.findings:
            change = _appeared(finding, _before(finding, was, before.scope, known=known))
            if change is not None:
                (new if finding.status is FindingStatus.FAIL else unknown).append(change)
        fixed += [_change(f, was=was[f.check]) for f in old.findings if _fixed(f, now, after.scope)]
        worse += _worse(old, brief)
    missing = [brief for id_, brief in before.briefs.items() if id_ not in after.briefs]
    for brief in missing:
        told = [f for f in brief.findings if f.status is not FindingStatus.UNKNOWN]
        if brief.resource is None:
            fixed += [_change(f, was=brief.said()[f.check]) for f in told]
        elif _in_scope(brief.resource, before.scope, after.scope):
            target = fixed if after.all_listed else unknown
            target += [_change(f, was=brief.said()[f.check], gone=True) for f in told]
    return Changes(
        before=before.run_id,
        before_at=before.at,
        new=_ranked(new),
        fixed=_ranked(fixed),
        worse=_ranked(worse),
        unknown=_ranked(unknown),
    )


def _before(finding: Outcome, was: dict[str, Was], scope: Scope, *, known: bool) -> Was | None:
    """Return how a finding came out before: an undecided one speaks for other checks too, and the worst counts."""
    checks = (finding.check, *finding.also) if finding.status is FindingStatus.UNKNOWN else (finding.check,)
    said = [was[check] for check in checks if check in was]
    if said:
        return next((w for w in ("failed", "muted", "unknown") if w in said), None)
    asked = not scope.checks or finding.check in scope.checks
    return "passed" if known and asked else None


def _appeared(finding: Outcome, was: Was | None) -> Change | None:
    if finding.status is FindingStatus.MUTED or was == ("unknown" if finding.status is FindingStatus.UNKNOWN else ""):
        return None
    if finding.status is FindingStatus.FAIL and was in STANDING:
        return None
    return _change(finding, was=was, reopened=finding.reopened_at is not None)


def _fixed(finding: Outcome, now: dict[str, Was], scope: Scope) -> bool:
    asked = not scope.checks or finding.check in scope.checks
    return finding.status is not FindingStatus.UNKNOWN and finding.check not in now and asked


def _in_scope(resource: Store, before: Scope, after: Scope) -> bool:
    if resource.provider not in after.provider:
        return False
    if after.resources and not any(
        fnmatchcase(resource.name, g) or fnmatchcase(resource.id, g) for g in after.resources
    ):
        return False
    return set(before.accounts) <= set(after.accounts) or resource.account in after.accounts


def _worse(old: Brief, brief: Brief) -> Iterator[Change]:
    """Yield the gravest finding that failed in both, with every respect in which its store has become worse."""
    was = old.said()
    standing = [f for f in brief.findings if f.status is FindingStatus.FAIL and was.get(f.check) in STANDING]
    if not standing:
        return
    unmuted = [f for f in standing if was[f.check] == "muted"]
    first = min(unmuted or standing, key=lambda f: f.severity.rank)
    severities = {f.check: f.severity for f in old.findings}
    found = list(_grown(old.resource, brief.resource))
    graver = severities.get(first.check, first.severity)
    if graver.rank > first.severity.rank:
        found.append(Worse(what="severity", before=graver, after=first.severity))
    if unmuted:
        found.append(Worse(what="waiver", before="muted", after="failed"))
    if found:
        yield _change(first, was=was[first.check]).model_copy(update={"worse": tuple(found)})


def _grown(old: Store | None, new: Store | None) -> Iterator[Worse]:
    if old is None or new is None:
        return
    if old.exposure is not None and new.exposure is not None:
        wider, narrower = new.exposure.exposure, old.exposure.exposure
        if ExposureClass.UNKNOWN not in {wider, narrower} and wider.reach > narrower.reach:
            yield Worse(what="audience", before=narrower, after=wider)
    if old.personal_data is None or new.personal_data is None:
        return
    if more(old.personal_data.subjects, new.personal_data.subjects):
        was, now = old.personal_data.subjects.best, new.personal_data.subjects.best
        yield Worse(what="people", before=str(was), after=str(now))
    order = list(Category)
    gravest_old = min(old.personal_data.categories, key=order.index, default=None)
    gravest_new = min(new.personal_data.categories, key=order.index, default=None)
    if gravest_new is not None and (gravest_old is None or order.index(gravest_new) < order.index(gravest_old)):
        yield Worse(what="category", before=gravest_old or "none", after=gravest_new)


def more(before: Subjects, after: Subjects) -> bool:
    """Tell whether there are more people than before, beyond what counting many of them leaves open."""
    return after.best > (before.best if before.best <= EXACT else before.high)


def _change(finding: Outcome, *, was: Was | None, reopened: bool = False, gone: bool = False) -> Change:
    return Change(
        check=finding.check,
        resource=finding.resource,
        fingerprint=finding.fingerprint,
        severity=finding.severity,
        title=finding.title,
        was=was,
        reopened=reopened,
        gone=gone,
    )


def _ranked(changes: list[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda c: (c.severity.rank, c.resource, c.check)))
