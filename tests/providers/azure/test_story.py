"""The fictional company's part in Azure, scanned: what its story says, whichever single read is refused."""

from collections.abc import Iterator

import pytest

from exposurecheck.demo.azure.serve import UNSET, DemoAzure, running
from exposurecheck.demo.azure.story import STORY
from exposurecheck.errors import ProviderError
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.gap import GapReason
from tests.providers.azure.estate import PRIVATE, Whole, patient

EXPECTED = {f"{account.name}/{store.name}": store.exposure for account in STORY for store in account.stores}
HIDDEN = "mizutamakids/$web"
"""Whether it is served as a website is kept from the auditors."""
NFS = "https://mizutamashops.file.core.windows.net/tenpo"
STORAGE = "Microsoft.Storage/storageAccounts"
READS = (
    "Microsoft.Insights/diagnosticSettings/read",
    f"{STORAGE}/read",
    f"{STORAGE}/blobServices/read",
    f"{STORAGE}/blobServices/containers/read",
    f"{STORAGE}/blobServices/containers/getAcl/action",
    f"{STORAGE}/blobServices/containers/blobs/read",
    f"{STORAGE}/fileServices/read",
    f"{STORAGE}/fileServices/shares/read",
    f"{STORAGE}/fileServices/fileshares/files/read",
    f"{STORAGE}/objectReplicationPolicies/read",
)


@pytest.fixture
def company(alone: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoAzure]:
    with running() as cloud:
        for name in UNSET:
            monkeypatch.delenv(name, raising=False)
        for name, value in cloud.env.items():
            monkeypatch.setenv(name, value)
        yield cloud


def whole() -> Whole:
    return Whole(patient(), named=lambda ref: f"{ref.account}/{ref.name}")


def test_the_story_is_what_a_scan_finds(company: DemoAzure) -> None:
    found = whole()
    known = {(gap.resource, gap.fact, gap.reason) for gap in found.gaps}
    assert known == {
        ("azure:mizutamakids", "blobService", GapReason.DENIED),
        (NFS, "objects", GapReason.UNSUPPORTED),
        (NFS, "signedIdentifiers", GapReason.UNSUPPORTED),
    }
    told = {name: one.exposure for name, one in found.exposures.items()}
    assert told == {**EXPECTED, HIDDEN: ExposureClass.UNKNOWN}
    assert found.exposures[HIDDEN].at_most is EXPECTED[HIDDEN]
    assert found.exposures["mizutamajinji/kyuyo"].latent == ("container[kyuyo]:publicAccess=Container",)
    assert found.exposures["mizutamajinji/kyuyo"].blocked_by == ("account:allowBlobPublicAccess=false",)
    settings = found.stores["mizutamashop/delivery-data"].resource.settings
    assert settings.policies_without_expiry == ("courier",)
    used = {request.permission for request in company.server.requests} - {""}
    assert used == set(READS), "the table below leaves out no read"


@pytest.mark.parametrize("refused", READS)
def test_no_refused_read_closes_an_open_store(refused: str, company: DemoAzure) -> None:
    company.refuse({refused})
    try:
        found = whole()
    except ProviderError as error:
        assert refused in str(error)  # noqa: PT017 - the other way out is below
        return
    assert refused in {gap.permission for gap in found.gaps}
    for name, expected in EXPECTED.items():
        told = found.exposures.get(name)
        assert told is None or told.exposure in {expected, ExposureClass.UNKNOWN}, name
        if told is None:
            assert refused.endswith(("containers/read", "shares/read"))
        elif expected is not PRIVATE:
            assert told.at_most.reach >= expected.reach
