"""Profile, role, region and endpoint come from settings and the SDK's own chain; a missing sign-in says what to do."""

from pathlib import Path

import pytest

from exposurecheck.errors import ProviderError
from exposurecheck.providers.aws.in_account import AwsProvider, connect
from exposurecheck.providers.aws.sdk import without_account_in_host
from exposurecheck.providers.base import StoreRef
from exposurecheck.settings import ScanSettings
from tests.servers.s3 import ACCOUNT, Bucket, StubS3


def test_an_unknown_profile_is_named(credentials: None) -> None:
    with pytest.raises(ProviderError, match="--profile nobody"):
        AwsProvider(ScanSettings(profile="nobody"))


def test_missing_credentials_say_how_to_sign_in(stub: StubS3, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(ProviderError, match="Sign in"):
        connect(ScanSettings())
    assert stub.requests == []


def test_a_role_is_assumed_with_its_external_id(stub: StubS3) -> None:
    role = f"arn:aws:iam::{ACCOUNT}:role/audit"
    stub.buckets = {"some-bucket": Bucket()}
    provider = connect(ScanSettings(role_arn=role, external_id="invented-id"))
    list(provider.stores())
    assumed = next(request for request in stub.requests if request.operation == "AssumeRole")
    assert "ExternalId=invented-id" in assumed.body
    later = stub.requests[-1].headers
    assert "ASIAROLE" in later["authorization"]
    assert later["x-amz-security-token"] == "t"


def test_a_profile_gives_keys_and_region(stub: StubS3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config"
    file.write_text("[profile shop]\nregion = eu-west-3\naws_access_key_id = AKIASHOP\naws_secret_access_key = s\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(file))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    connect(ScanSettings(profile="shop"))
    assert "AKIASHOP" in stub.requests[0].headers["authorization"]
    assert stub.requests[0].signing_region == "eu-west-3"


def test_the_region_of_the_settings_wins(stub: StubS3) -> None:
    connect(ScanSettings(region="eu-north-1"))
    assert stub.requests[0].signing_region == "eu-north-1"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://111122223333.127.0.0.1:5000/v20180820/x", "http://127.0.0.1:5000/v20180820/x"),
        ("http://111122223333.localhost:5000/v20180820/x", "http://localhost:5000/v20180820/x"),
        ("https://111122223333.s3-control.eu-west-1.amazonaws.com/x",) * 2,
        ("http://127.0.0.1:5000/v20180820/x",) * 2,
    ],
)
def test_the_account_is_left_out_of_hosts_that_cannot_carry_it(url: str, expected: str) -> None:
    params: dict[str, object] = {"url": url}
    without_account_in_host(params)
    assert params["url"] == expected


def test_a_private_bucket_of_today_needs_three_calls(stub: StubS3) -> None:
    """New buckets have ACLs off ("Controlling ownership of objects"), so neither their ACL nor their objects matter."""
    enforced = (
        "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>"
    )
    stub.buckets = {f"new-{n}": Bucket(xml={"GetBucketOwnershipControls": enforced}) for n in range(10)}
    provider = connect(ScanSettings())
    refs = [item for item in provider.stores() if isinstance(item, StoreRef)]
    before = sum(provider.calls.values())
    for ref in refs:
        assert "unread" not in provider.describe(ref).documents
    assert sum(provider.calls.values()) - before == 3 * len(refs) + 1  # and one listing of access points
    assert provider.calls["s3:GetBucketAcl"] == 0
