"""Builds small reports for tests: stores with their findings, run after run."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from exposurecheck.model.finding import Finding, FindingStatus, Severity, fingerprint
from exposurecheck.model.gap import Gap
from exposurecheck.model.report import Coverage, ObjectCoverage, Report, ResourceCoverage, Scope, Tool
from exposurecheck.model.resource import ProviderName, Resource
from tests.report.sample import ACCOUNT
from tests.report.sample import finding as sample_finding

FIRST_NIGHT = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
CHECKS = (
    "public-my-number", "public-personal-data", "public-over-1000-people", "public-logging-off", "any-account-read",
    "external-account", "anonymous-list", "latent-public-acl", "account-guardrail-off", "versioning-off",
)  # fmt: skip
FAIL, UNKNOWN, MUTED = FindingStatus.FAIL, FindingStatus.UNKNOWN, FindingStatus.MUTED


def found(
    check: str, name: str, status: FindingStatus = FAIL, *, also: Sequence[str] = (), severity: Severity | None = None
) -> Finding:
    """Build one finding as a scan makes it: nothing is known of its past."""
    made = sample_finding(check, name, status)
    return made.model_copy(
        update={
            "fingerprint": fingerprint(check, made.resource),
            "first_seen": None,
            "also": tuple(also),
            "severity": severity or made.severity,
        }
    )


def night(
    number: int,
    stores: Sequence[Resource] = (),
    findings: Sequence[Finding] = (),
    *,
    gaps: Sequence[Gap] = (),
    complete: bool | None = None,
    interrupted: bool = False,
    scope: Scope | None = None,
) -> Report:
    """Build the report of one night; night 1 is the first."""
    at = FIRST_NIGHT + timedelta(days=number - 1)
    return Report(
        run_id=f"{at:%Y%m%dT%H%M%SZ}-{number:04x}",
        generated_at=at,
        tool=Tool(version="0.1.0"),
        scope=scope or Scope(provider=(ProviderName.AWS,), accounts=(ACCOUNT,), checks=CHECKS),
        coverage=Coverage(
            complete=not gaps and not interrupted if complete is None else complete,
            resources=ResourceCoverage(total=len(stores), assessed=len(stores)),
            objects=ObjectCoverage(),
            gaps=tuple(gaps),
            interrupted=interrupted,
        ),
        resources=tuple(stores),
        findings=tuple(findings),
    )
