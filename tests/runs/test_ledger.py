"""The life of a finding over many nights."""

from pathlib import Path

import pytest

from exposurecheck.audit.memory import Past, conclude
from exposurecheck.checks.catalogue import load
from exposurecheck.duties.facts import Facts
from exposurecheck.model.finding import Finding, Severity
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.report import Report, Scope
from exposurecheck.model.resource import ProviderName
from exposurecheck.runs.store import RunStore
from tests.report.sample import ACCOUNT, store
from tests.runs.reports import CHECKS, MUTED, UNKNOWN, found, night


class Nights:
    """Scans of one estate, each remembered."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.catalogue = load()

    def __call__(self, report: Report) -> Report:
        return conclude(report, self.catalogue, Facts(), Past(self.path))

    def seen(self, number: int, *findings: Finding, **more: object) -> Finding | None:
        after = self(night(number, [store("a")], findings, **more))  # type: ignore[arg-type]
        return next((f for f in after.findings if f.check == "anonymous-list"), None)


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path / "runs.sqlite")


LIST = found("anonymous-list", "a")
AWS = Scope(provider=(ProviderName.AWS,), accounts=(ACCOUNT,), checks=CHECKS)


def test_first_seen_stays_the_first_night(nights: Nights) -> None:
    first, second = nights.seen(1, LIST), nights.seen(2, LIST)

    assert first is not None
    assert second is not None
    assert first.first_seen == second.first_seen == night(1).generated_at
    assert second.reopened_at is None


def test_a_finding_that_was_fixed_and_is_back_is_one_step_graver_until_it_is_fixed_again(nights: Nights) -> None:
    nights.seen(1, LIST)
    nights.seen(2)
    back, still = nights.seen(3, LIST), nights.seen(4, LIST)

    assert back is not None
    assert (LIST.severity, back.severity) == (Severity.MEDIUM, Severity.HIGH)
    assert back.reopened_at == night(3).generated_at
    assert back.first_seen == night(1).generated_at
    assert back.escalation is not None
    assert "fixed and is back" in back.escalation.en
    assert still is not None
    assert (still.severity, still.reopened_at) == (Severity.HIGH, night(3).generated_at)


def test_what_is_back_is_new_again_and_says_so(nights: Nights) -> None:
    nights.seen(1, LIST)
    nights.seen(2)
    report = nights(night(3, [store("a")], [LIST]))

    assert report.changes is not None
    assert [(c.check, c.reopened) for c in report.changes.new] == [("anonymous-list", True)]
    assert report.summary.high == 1
    assert report.summary.medium == 0


@pytest.mark.parametrize(
    "between",
    [
        {"findings": [found("anonymous-list", "a", UNKNOWN)]},
        {"findings": [found("external-account", "a", UNKNOWN, also=["anonymous-list"])]},
        {"findings": [found("public-personal-data", "a", also=["anonymous-list"])]},
        {"findings": [found("anonymous-list", "a", MUTED)]},
        {"scope": AWS.model_copy(update={"checks": ("public-my-number",)})},
        {"stores": [], "scope": AWS.model_copy(update={"resources": ("b",)})},
        {"stores": [], "gaps": [Gap(resource=ACCOUNT, fact="stores", reason=GapReason.DENIED)]},
        {"stores": [], "interrupted": True},
    ],
    ids=["unknown", "spoken for", "graver", "muted", "not asked", "not in scope", "not listed", "interrupted"],
)  # fmt: skip
def test_a_finding_that_was_only_not_seen_is_not_back(nights: Nights, between: dict[str, object]) -> None:
    nights.seen(1, LIST)
    nights(night(2, **{"stores": [store("a")], **between}))  # type: ignore[arg-type]
    again = nights.seen(3, LIST)

    assert again is not None
    assert again.reopened_at is None
    assert again.severity is LIST.severity


def test_a_deleted_store_fixes_its_findings(nights: Nights) -> None:
    nights.seen(1, LIST)
    nights(night(2))
    back = nights.seen(3, LIST)

    assert back is not None
    assert back.reopened_at == night(3).generated_at


def test_telling_the_same_run_twice_changes_nothing(nights: Nights) -> None:
    nights.seen(1, LIST)
    nights.seen(2)
    first, second = nights.seen(3, LIST), nights.seen(3, LIST)

    assert first == second


def test_lives_are_read_without_a_scan(nights: Nights) -> None:
    nights.seen(1, LIST)
    with RunStore.read(nights.path) as runs:
        (life,) = runs.lives(night(2, [store("a")], [LIST])).values()

    assert life.first_seen == night(1).generated_at
