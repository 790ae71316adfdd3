"""One scan of all three clouds of the fictional company, whose truth is known, whatever single read is refused."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from exposurecheck.audit.flow import audit
from exposurecheck.checks.catalogue import load
from exposurecheck.demo.azure.story import STORY as AZURE_STORY
from exposurecheck.demo.azure.story import StoryStore
from exposurecheck.demo.clouds import DemoClouds, running
from exposurecheck.demo.gcs.story import story as gcs_story
from exposurecheck.demo.truth import people, reachable, reachable_in_azure, reachable_in_gcs
from exposurecheck.errors import ProviderError
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.report import Report
from exposurecheck.model.resource import Resource
from exposurecheck.progress import Silent
from exposurecheck.providers.gcp.provider import connect
from exposurecheck.providers.registry import Connected, connect_all
from exposurecheck.settings import ContentSettings, ScanSettings
from tests.estate import ACCOUNT, STORY, signed_in
from tests.providers.azure.test_story import READS as AZURE_READS

pytestmark = pytest.mark.xdist_group("demo")

AT = datetime(2026, 11, 23, 6, 40, tzinfo=UTC)
GCS = {f"gs://{one.bucket.name}": one for one in gcs_story()}
_STORAGE = "Microsoft.Storage/storageAccounts"
OF_CONTENT = {"storage.objects.get", f"{_STORAGE}/fileServices/shares/files/read"}
"""Needed where files are opened only."""
CLOSED = {ExposureClass.PRIVATE, ExposureClass.ORGANIZATION}


def _id(account: str, store: StoryStore) -> str:
    return f"https://{account}.{'file' if store.share else 'blob'}.core.windows.net/{store.name}"


AZURE = {_id(account.name, store): store for account in AZURE_STORY for store in account.stores}
TRUTH = {
    **{f"s3://{one.name}": one.exposure for one in STORY if one.account == ACCOUNT},
    **{id_: one.exposure for id_, one in GCS.items()},
    **{id_: one.linked or one.exposure for id_, one in AZURE.items()},
}
"""What outsiders get, by hand, links included that lie about."""
PEOPLE = {
    **{f"s3://{s.name}": people(e.exhibit for e in reachable(s)) for s in STORY if s.account == ACCOUNT},
    **{id_: people(reachable_in_gcs(one)) for id_, one in GCS.items()},
    **{id_: people(reachable_in_azure(one)) for id_, one in AZURE.items() if not one.nfs},
}
"""Who stands in what outsiders can read; files on NFS cannot be read by anyone else than NFS."""
ASKED_FOR = {"storage.buckets.get": "storage.buckets.getIpFilter", "storage.objects.get": "content"}
"""What a gap names instead: a bucket is read for its IP filter only; a file that cannot be opened is one of many."""
READS = (
    *(("gcp", permission) for permission in (
        "storage.buckets.get", "storage.buckets.getIamPolicy", "storage.managedFolders.list",
        "storage.managedFolders.getIamPolicy", "storage.objects.list", "storage.objects.getIamPolicy",
        "storage.objects.get",
        "resourcemanager.projects.get", "resourcemanager.projects.getIamPolicy",
        "resourcemanager.folders.getIamPolicy", "resourcemanager.organizations.get",
        "resourcemanager.organizations.getIamPolicy", "orgpolicy.policy.get", "iam.denypolicies.list",
        "iam.denypolicies.get", "iam.roles.get",
    )),
    *(("azure", permission) for permission in AZURE_READS),
)  # fmt: skip
"""Every read that a scan of the two makes, but for the listing of everything; of S3 they are in ``test_demo_scan``."""


def _scan(provider: str, *, probe: bool, content: bool) -> Report:
    mode = ContentSettings(mode="sample" if content else "off")
    settings = ScanSettings.model_validate({"provider": provider, "probe": probe, "content": mode})
    return audit(connect_all(settings), settings, load(), lambda: AT, Silent())


@pytest.fixture(scope="module")
def clouds() -> Iterator[DemoClouds]:
    with running(azurite=False) as started, signed_in(started.env):
        yield started


@pytest.fixture(scope="module")
def report(clouds: DemoClouds) -> Report:
    assert clouds.azure.server.azurite is None
    return _scan("all", probe=True, content=True)


@pytest.fixture
def resources(report: Report) -> dict[str, Resource]:
    return {one.id: one for one in report.resources}


def test_every_store_of_every_cloud_is_in_one_report(report: Report) -> None:
    assert [one.id for one in report.resources] == sorted(TRUTH)
    assert [str(name) for name in report.scope.provider] == ["aws", "azure", "gcp"]
    assert report.scope.skipped == {}


@pytest.mark.parametrize("store", sorted(TRUTH))
def test_the_verdict_is_the_one_of_the_story(store: str, resources: dict[str, Resource]) -> None:
    found = resources[store].exposure
    assert found is not None
    assert found.exposure is TRUTH[store]


def test_no_verdict_disagrees_with_its_proof(report: Report) -> None:
    assert [one.id for one in report.resources if one.proof is not None and one.proof.agrees is False] == []


def test_people_are_counted_within_the_bounds(resources: dict[str, Resource]) -> None:
    found = {id_: one.personal_data.subjects for id_, one in resources.items() if one.personal_data is not None}
    wrong = {id_: (len(PEOPLE[id_]), s) for id_, s in found.items() if not s.low <= len(PEOPLE[id_]) <= s.high}
    assert wrong == {}
    assert {id_ for id_, persons in PEOPLE.items() if persons} == {id_ for id_, s in found.items() if s.high}


def test_a_person_in_three_clouds_is_one_person(report: Report) -> None:
    truth = len(frozenset[int]().union(*PEOPLE.values()))
    assert report.subjects is not None
    assert report.subjects.low <= truth <= report.subjects.high


def test_what_is_planted_is_told(report: Report) -> None:
    told = {(f.resource.rpartition("/")[2], f.check) for f in report.findings if f.status == "fail"}
    assert {
        ("mizutama-haiso-renkei", "public-personal-data"),
        ("mizutama-member-app", "any-account-personal-data"),
        ("mizutama-scan-inbox", "latent-public-grant"),
        ("$web", "website-with-personal-data"),
        ("delivery-data", "public-personal-data"),
        ("mizutama-web-parts", "public-credentials"),
        ("shop-backup", "shared-link-in-readable-object"),
    } <= told
    refused = {(gap.resource, gap.permission) for gap in report.coverage.gaps if gap.reason == "denied"}
    assert {
        ("s3://mizutama-legal", "s3:GetBucketPolicy"),
        ("gs://mizutama-homu", "storage.buckets.getIamPolicy"),
        ("azure:mizutamakids", f"{_STORAGE}/blobServices/read"),
    } <= refused


def test_the_reads_of_cloud_storage_are_all_listed(clouds: DemoClouds) -> None:
    assert clouds.gcs.endpoint
    provider = connect(ScanSettings(provider="gcp"))
    settings = ScanSettings(provider="gcp")
    audit(Connected(provider, (provider.name,), {}), settings, load(), lambda: AT, Silent())
    listed = {permission for cloud, permission in READS if cloud == "gcp"}
    comes_with_the_names = {"storage.objects.getIamPolicy"}
    assert set(provider.calls) == listed - comes_with_the_names | {"storage.buckets.list"}


@pytest.mark.parametrize(("cloud", "permission"), READS, ids=[permission for _, permission in READS])
def test_a_denied_permission_never_makes_an_exposed_store_look_closed(
    clouds: DemoClouds, cloud: str, permission: str
) -> None:
    """Neither the verdict nor the findings may say "closed" because something could not be read."""
    refuse = clouds.gcs.refuse if cloud == "gcp" else clouds.azure.refuse
    stories = GCS if cloud == "gcp" else AZURE
    exposed = {id_ for id_, one in stories.items() if one.exposure not in CLOSED}
    refuse({permission})
    try:
        blind = _scan(cloud, probe=False, content=permission in OF_CONTENT)
    except ProviderError as error:
        assert permission in str(error)  # noqa: PT017 - nothing was reported at all, and the error says why
        return
    finally:
        refuse(set())
    seen = {one.id: one.exposure for one in blind.resources}
    told = {finding.resource for finding in blind.findings}
    hidden = [id_ for id_, one in seen.items() if id_ in exposed and one is not None and one.exposure in CLOSED]
    assert hidden == []
    assert exposed & seen.keys() <= told
    named = {name for gap in blind.coverage.gaps for name in (gap.permission, gap.fact)}
    assert ASKED_FOR.get(permission, permission) in named, "also where a whole listing is missing"
