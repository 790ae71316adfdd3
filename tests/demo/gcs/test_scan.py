"""A scan of the company's buckets finds what its story says."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

import pytest

from exposurecheck.audit.store import Assessed, assess
from exposurecheck.demo.exhibits import exhibit
from exposurecheck.demo.gcs.serve import UNSET, DemoGcs, running
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.providers.base import StoreRef
from exposurecheck.providers.gcp.provider import GcpProvider, connect
from exposurecheck.settings import ScanSettings

AT = datetime(2026, 11, 23, tzinfo=UTC)
SETTINGS = ScanSettings(provider="gcp", concurrency=4)
HIDDEN = "mizutama-homu"
"""Its policy is kept from the auditors."""


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoGcs]:
    with running() as started:
        yield started


@pytest.fixture
def auditor(demo: DemoGcs, monkeypatch: pytest.MonkeyPatch) -> Iterator[GcpProvider]:
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    for name, value in demo.env.items():
        monkeypatch.setenv(name, value)
    yield connect(SETTINGS)
    demo.refuse(set())


def scan(provider: GcpProvider, settings: ScanSettings = SETTINGS) -> Mapping[str, Assessed]:
    refs = [item for item in provider.stores() if isinstance(item, StoreRef)]
    return {ref.name: assess(provider, ref, settings, AT) for ref in refs}


def status(url: str) -> int:
    try:
        with build_opener(ProxyHandler({})).open(url, timeout=10) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code


def test_strangers_get_what_the_story_says(demo: DemoGcs) -> None:
    for store in demo.story:
        name = store.bucket.name
        for key in store.files:
            wanted = {True: 200, False: 400 if store.bucket.requester_pays else 403}[key in store.open]
            assert status(f"{demo.endpoint}/{name}/{quote(key)}") == wanted, (name, key)
            api = status(f"{demo.endpoint}/storage/v1/b/{name}/o/{quote(key, safe='')}?alt=media")
            filtered = store.bucket.ranges is not None  # refused before anyone asks who it is
            assert api == (401 if wanted == 403 and not filtered else wanted), (name, key)
        listed = status(f"{demo.endpoint}/{name}")
        assert (listed == 200) is store.listing, name


def test_a_scan_tells_the_story(demo: DemoGcs, auditor: GcpProvider) -> None:
    found = scan(auditor)
    assert set(found) == {store.bucket.name for store in demo.story}
    for store in demo.story:
        told = found[store.bucket.name]
        if store.bucket.name == HIDDEN:
            assert told.exposure.exposure is ExposureClass.UNKNOWN
            assert told.exposure.at_most is ExposureClass.ANONYMOUS_READ
            assert {gap.fact for gap in told.gaps} == {"iamPolicy"}
            continue
        assert told.gaps == (), store.bucket.name
        assert told.exposure.exposure is store.exposure, store.bucket.name
        assert {entry.key for entry in told.reachable} == store.outsiders, store.bucket.name


def test_the_probe_agrees_and_settles_what_could_not_be_read(auditor: GcpProvider) -> None:
    found = scan(auditor, SETTINGS.model_copy(update={"probe": True}))
    for name, told in found.items():
        proof = told.resource.proof
        assert proof is not None
        assert proof.agrees in (True, None), name
    assert found[HIDDEN].exposure.exposure in {ExposureClass.ANONYMOUS_LIST, ExposureClass.ANONYMOUS_READ}
    assert found["mizutama-open-stats"].resource.proof is not None


def test_content_comes_whole_and_in_ranges(demo: DemoGcs, auditor: GcpProvider) -> None:
    found = scan(auditor)
    for store in demo.story:
        for key, name in store.files.items():
            data = exhibit(name).body
            assert auditor.read(found[store.bucket.name].store, key, 0, len(data) + 1) == data
            assert auditor.read(found[store.bucket.name].store, key, 5, 7) == data[5:12]


def test_the_latent_and_the_held_back_are_named(auditor: GcpProvider) -> None:
    found = scan(auditor)
    assert found["mizutama-scan-inbox"].exposure.latent == ("latent:defaultObjectAcl:allUsers",)
    assert found["mizutama-saiyo-2024"].exposure.blocked_by == ("pap:bucket",)
    assert found["mizutama-web-parts"].resource.settings.declared_public is True
