"""Turns a report into the exit status that a pipeline acts on."""

from exposurecheck.model.finding import FindingStatus, Severity
from exposurecheck.model.report import Report
from exposurecheck.settings import ScanSettings

CLEAN, FINDING, INCOMPLETE, INTERRUPTED = 0, 1, 3, 130


def exit_status(report: Report, settings: ScanSettings) -> int:
    """Return 130 for an interrupted scan, 1 for a finding at or over ``--fail-on``, 3 for an incomplete one, else 0.

    A finding beats incompleteness; an interrupt beats both, since the person at the keyboard asked for it.
    """
    if report.coverage.interrupted:
        return INTERRUPTED
    if settings.fail_on != "never":
        worst = Severity(settings.fail_on).rank
        if any(f.status is FindingStatus.FAIL and f.severity.rank <= worst for f in report.findings):
            return FINDING
    if settings.fail_on_incomplete and not report.coverage.complete:
        return INCOMPLETE
    return CLEAN
