"""Turns a report into the exit status that a pipeline acts on."""

from exposurecheck.model.change import Changes
from exposurecheck.model.finding import Finding, FindingStatus, Severity
from exposurecheck.model.report import Report
from exposurecheck.settings import ScanSettings

CLEAN, FINDING, ERROR, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 130


def exit_status(report: Report, settings: ScanSettings, since: Changes | None = None) -> int:
    """Return 130 for an interrupted scan, 1 when a finding closes the gate, 3 for an incomplete scan, else 0.

    ``since``: what changed since the baseline. A finding beats incompleteness; an interrupt beats both, since the
    person at the keyboard asked for it.
    """
    if report.coverage.interrupted:
        return INTERRUPTED
    if closing(report, settings, since):
        return FINDING
    if settings.fail_on_incomplete and not report.coverage.complete:
        return INCOMPLETE
    return CLEAN


def closing(report: Report, settings: ScanSettings, since: Changes | None = None) -> tuple[Finding, ...]:
    """Return the findings that close the gate: failed, grave enough, and with a baseline also new or worse.

    ``--fail-on new`` asks for no severity, and without a baseline means since the previous run; where there is none,
    everything is new.
    """
    if settings.fail_on == "never":
        return ()
    failed = tuple(f for f in report.findings if f.status is FindingStatus.FAIL)
    if settings.fail_on == "new":
        since = since or report.changes
    else:
        worst = Severity(settings.fail_on).rank
        failed = tuple(f for f in failed if f.severity.rank <= worst)
    if since is None:
        return failed
    changed = {change.fingerprint for change in (*since.new, *since.worse)}
    return tuple(f for f in failed if f.fingerprint in changed)
