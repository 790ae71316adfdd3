"""The exit status."""

from datetime import UTC, datetime
from typing import Literal

import pytest

from exposurecheck.cli.gate import exit_status
from exposurecheck.model.base import Bilingual
from exposurecheck.model.finding import Finding, FindingStatus, Severity
from exposurecheck.model.report import Coverage, ObjectCoverage, Report, ResourceCoverage, Scope, Tool
from exposurecheck.settings import ScanSettings

TEXT = Bilingual(ja="件名", en="title")


def _report(*, worst: str | None, status: str = "fail", complete: bool = True, interrupted: bool = False) -> Report:
    findings: tuple[Finding, ...] = ()
    if worst is not None:
        findings = (
            Finding(
                check="c", resource="s3://b", status=FindingStatus(status), severity=Severity(worst), title=TEXT,
                because=TEXT, remediation=TEXT, fingerprint="0",
            ),
        )  # fmt: skip
    return Report(
        run_id="r",
        generated_at=datetime(2026, 11, 23, tzinfo=UTC),
        tool=Tool(version="0"),
        scope=Scope(provider=("aws",)),
        coverage=Coverage(
            complete=complete, interrupted=interrupted, resources=ResourceCoverage(), objects=ObjectCoverage()
        ),
        findings=findings,
    )


@pytest.mark.parametrize(
    ("worst", "fail_on", "status"),
    [
        (None, "high", 0),
        ("medium", "high", 0),
        ("high", "high", 1),
        ("critical", "high", 1),
        ("medium", "medium", 1),
        ("critical", "never", 0),
    ],
)
def test_a_finding_at_or_over_the_gate_is_status_1(
    worst: str | None, fail_on: Literal["high", "medium", "never"], status: int
) -> None:
    assert exit_status(_report(worst=worst), ScanSettings(fail_on=fail_on)) == status


@pytest.mark.parametrize("status", ["unknown", "muted"])
def test_only_failed_findings_close_the_gate(status: str) -> None:
    assert exit_status(_report(worst="critical", status=status), ScanSettings()) == 0


def test_incompleteness_is_status_3_only_where_asked_for() -> None:
    report = _report(worst=None, complete=False)

    assert exit_status(report, ScanSettings()) == 0
    assert exit_status(report, ScanSettings(fail_on_incomplete=True)) == 3


def test_a_finding_beats_incompleteness() -> None:
    assert exit_status(_report(worst="high", complete=False), ScanSettings(fail_on_incomplete=True)) == 1


def test_an_interrupt_beats_both() -> None:
    assert exit_status(_report(worst="high", complete=False, interrupted=True), ScanSettings()) == 130
