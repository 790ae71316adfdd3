"""A clock that is off is corrected by the time of a refusal, and only then."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from botocore.exceptions import ClientError

from exposurecheck.providers.aws.clock import Clock
from exposurecheck.providers.aws.in_account import AwsProvider
from exposurecheck.providers.base import StoreRef
from exposurecheck.settings import ScanSettings
from tests.servers.s3 import Bucket, StubS3
from tests.servers.weather import Weather


@pytest.mark.parametrize("minutes", [-14, -10, 10, 600])
def test_every_service_accepts_the_corrected_time(minutes: int, stub: StubS3) -> None:
    stub.buckets = {"one": Bucket(objects={"a": b"synthetic"})}
    weather = Weather(throttled=0, cut=0, skew=timedelta(minutes=minutes))
    stub.fault = weather
    provider = AwsProvider(ScanSettings(concurrency=1))
    (ref,) = [item for item in provider.stores() if isinstance(item, StoreRef)]
    store = provider.describe(ref)
    assert store.gaps == ()
    assert provider.read(store, "a", 0, 9) == b"synthetic"
    assert weather.met["late"] == 1


@pytest.mark.parametrize(
    ("code", "seconds", "worth"),
    [
        ("RequestTimeTooSkewed", 600, True),
        ("SignatureDoesNotMatch", 600, True),
        ("SignatureDoesNotMatch", 5, False),  # the secret key is wrong
        ("AccessDenied", 600, False),
    ],
)
def test_only_a_refused_signature_and_another_time_are_a_reason(code: str, seconds: int, worth: bool) -> None:
    told = format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)
    clock = Clock()
    assert clock.learned(_refusal(code, told)) is worth
    assert (clock.offset > timedelta(minutes=9)) is worth


@pytest.mark.parametrize("told", ["", "soon", None])
def test_a_refusal_without_a_time_teaches_nothing(told: str | None) -> None:
    assert not Clock().learned(_refusal("RequestTimeTooSkewed", told))


def _refusal(code: str, date: str | None) -> ClientError:
    headers = {} if date is None else {"date": date}
    return ClientError(
        {
            "Error": {"Code": code, "Message": "m"},
            "ResponseMetadata": {
                "HTTPHeaders": headers,
                "HTTPStatusCode": 403,
                "RequestId": "r",
                "HostId": "h",
                "RetryAttempts": 0,
            },
        },
        "GetCallerIdentity",
    )
