"""Credentials, projects and endpoints come from Google's own default chain; a missing sign-in says what to do."""

import json
from pathlib import Path

import pytest

from exposurecheck.demo.gcs.estate import Blob, Bucket
from exposurecheck.demo.gcs.serve import environment
from exposurecheck.demo.gcs.server import serving
from exposurecheck.errors import ProviderError
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.base import StoreRef
from exposurecheck.providers.gcp.provider import GcpProvider, connect
from exposurecheck.providers.gcp.session import sign_in
from exposurecheck.settings import ScanSettings
from tests.providers.gcp.conftest import Signed
from tests.providers.gcp.estate import EVERYONE, PROJECT, stub


def test_nobody_signed_in_says_how(bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    with pytest.raises(ProviderError, match="gcloud auth application-default login"):
        connect(ScanSettings(provider="gcp", projects=(PROJECT,)))


@pytest.mark.parametrize("content", ["{", "{}", '{"type": "service_account"}', "\x00"])
def test_a_credentials_file_that_is_none_says_how(
    content: str, bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "credentials.json"
    file.write_text(content)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(file))
    with pytest.raises(ProviderError, match="GOOGLE_APPLICATION_CREDENTIALS"):
        connect(ScanSettings(provider="gcp", projects=(PROJECT,)))


def test_an_emulator_is_asked_without_a_token_as_the_sdk_does(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    gcs = stub(Bucket("open-bucket", bindings=EVERYONE, objects={"a": Blob(b"x")}), bindings={})
    gcs.requests = []
    with serving(gcs) as url:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", url.removeprefix("http://"))
        provider = connect(ScanSettings(provider="gcp", projects=(PROJECT,)))
        with pytest.raises(ProviderError, match=r"storage\.buckets\.list"):
            list(provider.stores())
    assert {request.caller.member for request in gcs.requests} == {None}


def test_beside_an_emulator_the_other_apis_are_not_asked_and_that_is_a_gap(
    signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    gcs = stub(Bucket("open-bucket", bindings=EVERYONE))
    with signed(gcs):
        for api in ("CLOUDRESOURCEMANAGER", "IAM", "ORGPOLICY"):
            monkeypatch.delenv(f"CLOUDSDK_API_ENDPOINT_OVERRIDES_{api}")
        provider = GcpProvider(ScanSettings(provider="gcp"))
        found = list(provider.stores())
        (store,) = (provider.describe(item) for item in found if isinstance(item, StoreRef))
    gaps = [item for item in found if isinstance(item, Gap)]
    assert {gap.fact for gap in gaps} == {
        "organization",
        "project.iamPolicy",
        "project.orgPolicies",
        "project.denyPolicies",
    }
    assert {(gap.reason, gap.detail) for gap in gaps} == {(GapReason.UNSUPPORTED, "NoEndpoint")}
    assert store.documents["project"] == {"projectId": PROJECT, "projectNumber": "123456789012"}
    assert "organization" not in store.documents


def test_a_token_from_elsewhere_is_never_sent_to_an_emulator(
    bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in environment("http://127.0.0.1:9", tmp_path).items():
        monkeypatch.setenv(name, value)
    assert not sign_in(ScanSettings(provider="gcp")).anonymous
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:10")
    assert sign_in(ScanSettings(provider="gcp")).anonymous


def test_the_endpoints_of_the_real_service(bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(
        "GOOGLE_APPLICATION_CREDENTIALS", environment("http://127.0.0.1:9", tmp_path)["GOOGLE_APPLICATION_CREDENTIALS"]
    )
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "from-environment")
    session = sign_in(ScanSettings(provider="gcp"))
    assert session.storage == "https://storage.googleapis.com"
    assert session.endpoints["orgpolicy"] == "https://orgpolicy.googleapis.com"
    assert session.project == "from-environment"


def test_no_project_is_said_so(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(stub()) as url:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", url)
        with pytest.raises(ProviderError, match="--project"):
            connect(ScanSettings(provider="gcp"))


def test_projects_of_a_folder_and_of_an_organisation_are_found(signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket"))
    with signed(gcs):
        for settings in (
            ScanSettings(provider="gcp", folder="800000000001"),
            ScanSettings(provider="gcp", organization_id="900000000001"),
        ):
            assert connect(settings).accounts() == (PROJECT,)
        gcs.refused = frozenset({"resourcemanager.projects.list"})
        with pytest.raises(ProviderError, match=r"resourcemanager\.projects\.list"):
            connect(ScanSettings(provider="gcp", folder="800000000001"))
        beside = connect(ScanSettings(provider="gcp", folder="800000000001", projects=(PROJECT,)))
        (gap,) = [item for item in beside.stores() if isinstance(item, Gap) and item.fact == "projects"]
        assert (gap.resource, gap.permission) == ("gcp:folders/800000000001", "resourcemanager.projects.list")


def test_of_two_projects_one_that_cannot_be_listed_is_a_gap(signed: Signed) -> None:
    with signed(stub(Bucket("open-bucket"))):
        provider = connect(ScanSettings(provider="gcp", projects=("no-such-project", PROJECT)))
        found = list(provider.stores())
    assert [item.name for item in found if isinstance(item, StoreRef)] == ["open-bucket"]
    gap = next(item for item in found if isinstance(item, Gap))
    assert (gap.resource, gap.fact, gap.reason) == ("gcp:projects/no-such-project", "buckets", GapReason.DELETED)


def test_no_secret_of_the_credentials_reaches_an_error(
    bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "credentials.json"
    about = {"type": "service_account", "client_email": "x@y.example", "private_key": "hidden", "token_uri": "http://z"}
    file.write_text(json.dumps(about))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(file))
    with pytest.raises(ProviderError) as caught:
        connect(ScanSettings(provider="gcp", projects=(PROJECT,)))
    assert "hidden" not in str(caught.value)
