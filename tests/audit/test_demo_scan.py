"""The whole way of the data, over HTTP, against the fictional company, whose truth is known."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from exposurecheck.audit.flow import audit
from exposurecheck.checks.catalogue import load
from exposurecheck.demo.permissions import READ_PERMISSIONS
from exposurecheck.demo.story import StoryBucket
from exposurecheck.demo.truth import people, reachable
from exposurecheck.errors import ProviderError
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.finding import FindingStatus
from exposurecheck.model.report import Report
from exposurecheck.progress import Silent
from exposurecheck.providers.registry import connect_all
from exposurecheck.settings import ContentSettings, ScanSettings
from tests.estate import ACCOUNT, STORY, DemoCloud, running, signed_in

pytestmark = pytest.mark.xdist_group("demo")

AT = datetime(2026, 11, 23, 6, 40, tzinfo=UTC)
OURS = [store for store in STORY if store.account == ACCOUNT]
EXPOSED = {s.name for s in OURS if s.exposure.reach >= ExposureClass.EXTERNAL_ACCOUNT.reach}


def _scan(*, probe: bool, content: bool) -> Report:
    settings = ScanSettings(probe=probe, content=ContentSettings(mode="sample" if content else "off"))
    return audit(connect_all(settings), settings, load(), lambda: AT, Silent())


@pytest.fixture(scope="module")
def cloud() -> Iterator[DemoCloud]:
    with running() as started, signed_in(started.env):
        yield started


@pytest.fixture(scope="module")
def report(cloud: DemoCloud) -> Report:
    return _scan(probe=True, content=True)


def test_every_store_of_the_account_is_in_the_report(report: Report) -> None:
    assert [r.name for r in report.resources] == sorted(s.name for s in OURS)
    assert report.coverage.resources.total == len(OURS)


@pytest.mark.parametrize("store", OURS, ids=lambda s: str(s.name))
def test_the_verdict_is_the_one_of_the_story(report: Report, store: StoryBucket) -> None:
    (resource,) = (r for r in report.resources if r.name == store.name)

    assert resource.exposure is not None
    assert resource.exposure.exposure is store.exposure


def test_no_verdict_disagrees_with_its_proof(report: Report) -> None:
    assert [r.name for r in report.resources if r.proof is not None and r.proof.agrees is False] == []


def test_people_are_counted_within_the_bounds(report: Report) -> None:
    truth = {store.name: len(people(entry.exhibit for entry in reachable(store))) for store in OURS}
    found = {r.name: r.personal_data.subjects for r in report.resources if r.personal_data is not None}

    assert {n: (truth[n], s) for n, s in found.items() if not s.low <= truth[n] <= s.high} == {}


def test_a_person_in_two_stores_is_one_person(report: Report) -> None:
    truth = len(people(entry.exhibit for store in OURS for entry in reachable(store)))
    each = sum(r.personal_data.subjects.best for r in report.resources if r.personal_data)

    assert report.subjects is not None
    assert report.subjects.low <= truth <= report.subjects.high
    assert report.subjects.best < each


def test_the_worst_finding_comes_first_and_every_finding_has_both_languages(report: Report) -> None:
    ranks = [f.severity.rank for f in report.findings if f.status is FindingStatus.FAIL]

    assert ranks == sorted(ranks)
    assert all(f.title.ja and f.title.en and f.because.ja and f.remediation.ja for f in report.findings)


def test_the_denied_policy_is_a_gap_that_names_the_permission(report: Report) -> None:
    assert "s3:GetBucketPolicy" in {gap.permission for gap in report.coverage.gaps}
    assert not report.coverage.complete


@pytest.mark.parametrize("permission", sorted(READ_PERMISSIONS - {"s3:ListAllMyBuckets"}))
def test_a_denied_permission_never_makes_an_exposed_store_look_closed(cloud: DemoCloud, permission: str) -> None:
    """Neither the verdict nor the findings may say "closed" because something could not be read."""
    cloud.refuse(frozenset({permission}))
    try:
        blind = _scan(probe=False, content=False)
    finally:
        cloud.refuse(frozenset())

    closed = {ExposureClass.PRIVATE, ExposureClass.ORGANIZATION}
    hidden = [r.name for r in blind.resources if r.name in EXPOSED and r.exposure and r.exposure.exposure in closed]
    told = {f.resource for f in blind.findings}
    assert hidden == []
    assert {f"s3://{name}" for name in EXPOSED} <= told
    assert len(blind.resources) == len(OURS)


def test_a_denied_listing_of_buckets_is_an_error_that_says_what_to_do(cloud: DemoCloud) -> None:
    cloud.refuse(frozenset({"s3:ListAllMyBuckets"}))
    try:
        with pytest.raises(ProviderError, match="s3:ListAllMyBuckets"):
            _scan(probe=False, content=False)
    finally:
        cloud.refuse(frozenset())
