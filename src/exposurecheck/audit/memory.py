"""Gives a report its past: first seen, back again, known since when, what changed; and keeps it for the next run."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from exposurecheck.audit.judge import summary
from exposurecheck.checks import evaluate
from exposurecheck.checks.catalogue import Catalogue
from exposurecheck.duties.attach import assessment_of, attached
from exposurecheck.duties.facts import Facts
from exposurecheck.duties.scanned import exposed
from exposurecheck.errors import RunStoreError
from exposurecheck.model.base import Bilingual
from exposurecheck.model.finding import Finding
from exposurecheck.model.report import Report
from exposurecheck.runs.journal import Journal
from exposurecheck.runs.ledger import Life, is_back
from exposurecheck.runs.store import RunStore
from exposurecheck.runs.waivers import Waivers

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Past:
    """What is known before a scan begins."""

    store: Path | None = None
    """The store of all runs; None: this run is not remembered."""
    waivers: Waivers | None = None
    journal: Journal | None = None
    """The steps of this scan that are finished already, and where the others are written down."""
    notes: tuple[Bilingual, ...] = ()
    """What the report must say about this run itself."""


def conclude(report: Report, catalogue: Catalogue, told: Facts, past: Past) -> Report:
    """Return ``report`` with what is set aside, its past and its duties, and keep it in the store.

    A store that cannot be used changes nothing about what this run has seen: the report says so, and that its dates
    begin with this run.
    """
    report = report.model_copy(update={"notes": (*report.notes, *past.notes)})
    if past.waivers is not None:
        names = {check.id: (check.id, *check.aliases) for check in catalogue.checks}
        report = _ranked(past.waivers.applied(report, names, report.generated_at.astimezone(UTC).date()), catalogue)
    if past.store is None:
        return attached(report, assessment_of(report, told))
    try:
        with RunStore.open(past.store) as runs, runs.writing():
            aged = with_past(report, runs.lives(report), catalogue)
            known = runs.first_known(exposed(aged), aged.generated_at, aged.run_id)
            return runs.save(attached(aged, assessment_of(aged, told, first_known_at=known)))
    except RunStoreError as error:
        log.warning("earlier runs are not known to this one: %s", error)
        alone = report.model_copy(update={"notes": (*report.notes, _forgetful(error))})
        return attached(alone, assessment_of(alone, told))


def with_past(report: Report, lives: Mapping[str, Life], catalogue: Catalogue) -> Report:
    """Tell of each finding since when it is known, and raise the severity of one that had been fixed."""
    aged = tuple(_aged(f, lives.get(f.fingerprint), report.generated_at) for f in report.findings)
    return _ranked(report.model_copy(update={"findings": aged}), catalogue)


def _ranked(report: Report, catalogue: Catalogue) -> Report:
    ranked = evaluate.rank(report.findings, report.resources, catalogue.checks)
    return report.model_copy(update={"findings": ranked, "summary": summary(ranked, report.summary.passed)})


def _aged(finding: Finding, life: Life | None, at: datetime) -> Finding:
    if life is None:
        return finding.model_copy(update={"first_seen": at})
    if not is_back(life, finding.status):
        return finding.model_copy(update={"first_seen": life.first_seen})
    again = life.reopened_at or at
    return finding.model_copy(
        update={
            "first_seen": life.first_seen,
            "reopened_at": again,
            "severity": finding.severity.up,
            "escalation": _escalation(life.first_seen, again),
        }
    )


def _escalation(first: datetime, again: datetime) -> Bilingual:
    return Bilingual(
        ja=f"一度是正された後({first:%Y-%m-%d}初回検出)、{again:%Y-%m-%d}に再び検出されました。"
        "同じ設定が繰り返されているため、重大度を1段階引き上げています。",
        en=f"It was fixed and is back: first seen on {first:%Y-%m-%d}, found again on {again:%Y-%m-%d}. "
        "The same mistake returning is graver than the mistake, so its severity is one step up.",
    )


def _forgetful(error: RunStoreError) -> Bilingual:
    return Bilingual(
        ja=f"過去の検査記録を利用できませんでした({error})。初回検出日、前回からの変化、期限の起算日は、"
        "今回の検査だけに基づきます。過去に把握していた場合、期限はより早く到来します。",
        en=f"Earlier runs could not be read or kept ({error}). First-seen dates, changes and the start of time limits "
        "rest on this run alone: what was known before has earlier deadlines.",
    )
