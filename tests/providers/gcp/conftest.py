"""Environment of the Google Cloud adapter: nothing of the user's own, and a stub on the loopback address."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from exposurecheck.demo.gcs.serve import UNSET, environment
from exposurecheck.demo.gcs.server import Gcs, serving
from exposurecheck.providers.gcp.provider import GcpProvider
from exposurecheck.settings import ScanSettings
from tests.providers.gcp.estate import AUDITOR, PROJECT

Signed = Callable[[Gcs], AbstractContextManager[GcpProvider]]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        *UNSET, "STORAGE_EMULATOR_HOST", "GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_CLOUD_PROJECT",
        "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDRESOURCEMANAGER", "CLOUDSDK_API_ENDPOINT_OVERRIDES_IAM",
        "CLOUDSDK_API_ENDPOINT_OVERRIDES_ORGPOLICY",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    monkeypatch.setenv("CLOUDSDK_CONFIG", "/nonexistent")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def signed(bare: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Signed:
    @contextmanager
    def start(gcs: Gcs, member: str = AUDITOR) -> Iterator[GcpProvider]:
        with serving(gcs) as url:
            for name, value in environment(url, tmp_path, member, PROJECT).items():
                monkeypatch.setenv(name, value)
            provider = GcpProvider(ScanSettings(provider="gcp", concurrency=4), sleep=lambda _: None)
            provider.accounts()
            yield provider

    return start
