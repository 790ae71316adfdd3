"""Environment of the AWS adapter: invented credentials, no file of the user, and a server on the loopback address."""

from collections.abc import Callable, Iterator

import pytest

from exposurecheck.providers.aws.in_account import AwsProvider, connect
from exposurecheck.settings import ScanSettings
from tests.servers.moto import moto_server, reset
from tests.servers.s3 import StubS3, serving

Connect = Callable[..., AwsProvider]


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_SESSION_TOKEN", "AWS_ROLE_ARN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAINVENTED")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "invented")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-northeast-1")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def stub(credentials: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[StubS3]:
    with serving(StubS3()) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        yield server


@pytest.fixture
def aws(stub: StubS3) -> AwsProvider:
    return connect(ScanSettings(concurrency=8))


@pytest.fixture(scope="session")
def moto_url() -> Iterator[str]:
    with moto_server() as url:
        yield url


@pytest.fixture
def moto(moto_url: str, credentials: None, monkeypatch: pytest.MonkeyPatch) -> str:
    reset(moto_url)
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto_url)
    return moto_url
