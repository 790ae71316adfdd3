"""A probe is unsigned, asks for a few bytes, stays with the endpoint's own hosts, and keeps no content."""

import hashlib
from datetime import UTC, datetime

import pytest

from exposurecheck.model.exposure import Witness
from exposurecheck.model.resource import Proof
from exposurecheck.providers.aws.address import in_host, in_path
from exposurecheck.providers.aws.in_account import AwsProvider
from exposurecheck.providers.base import StoreRef
from tests.servers.s3 import Answer, Bucket, StubS3, error

NAME = "open-bucket"
AT = datetime(2026, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("endpoint", "bucket", "key", "in_host_style"),
    [
        ("https://s3.eu-west-1.amazonaws.com", "shop", "a b.txt", "https://shop.s3.eu-west-1.amazonaws.com/a%20b.txt"),
        ("https://s3.eu-west-1.amazonaws.com", "shop.jp", "a", "https://s3.eu-west-1.amazonaws.com/shop.jp/a"),
        ("https://s3.eu-west-1.amazonaws.com", "shop", None, "https://shop.s3.eu-west-1.amazonaws.com/"),
        ("https://s3.cn-north-1.amazonaws.com.cn", "shop", "a", "https://shop.s3.cn-north-1.amazonaws.com.cn/a"),
        ("http://127.0.0.1:5000", "shop", "x/../y+%?&", "http://127.0.0.1:5000/shop/x/../y%2B%25%3F%26"),
        ("http://localhost:5000/s3/", "shop", "/lead", "http://localhost:5000/s3/shop//lead"),
        ("https://evilamazonaws.com", "shop", "a", "https://evilamazonaws.com/shop/a"),
    ],
)
def test_addresses(endpoint: str, bucket: str, key: str | None, in_host_style: str) -> None:
    assert "".join(in_host(endpoint, bucket, key)) == in_host_style


def test_signed_reads_put_the_bucket_in_the_path_so_that_connections_are_shared() -> None:
    assert in_path("https://s3.eu-west-1.amazonaws.com", "shop", None) == (
        "https://s3.eu-west-1.amazonaws.com",
        "/shop",
    )


def test_a_probe_is_unsigned_and_small(stub: StubS3, aws: AwsProvider) -> None:
    data = b"synthetic " * 1000
    stub.buckets = {NAME: Bucket(objects={"a.txt": data}, public=frozenset({"a.txt"}))}
    proof = _probe(aws, "a.txt")
    sent = stub.requests[-1]
    assert (sent.signed, sent.headers["range"]) == (False, "bytes=0-1023")
    assert not {"cookie", "x-amz-security-token"} & set(sent.headers)
    assert (proof.status, proof.bytes_hashed) == (206, 1024)
    assert proof.sha256_of_first_bytes == hashlib.sha256(data[:1024]).hexdigest()
    assert "synthetic" not in proof.model_dump_json()


def test_an_endpoint_that_ignores_the_range_is_cut_short(stub: StubS3, aws: AwsProvider) -> None:
    stub.buckets = {NAME: Bucket()}
    stub.fault = lambda request: Answer(200, b"y" * 3_000_000) if request.bucket == NAME and request.key else None
    assert _probe(aws, "big").bytes_hashed == 1024


def test_a_refusal_keeps_the_code_only(stub: StubS3, aws: AwsProvider) -> None:
    stub.buckets = {NAME: Bucket(objects={"a.txt": b"x"})}
    proof = _probe(aws, "a.txt")
    assert (proof.status, proof.error, proof.sha256_of_first_bytes, proof.bytes_hashed) == (
        403,
        "AccessDenied",
        None,
        0,
    )


def test_cookies_and_content_stay_out_of_the_headers(stub: StubS3, aws: AwsProvider) -> None:
    stub.buckets = {NAME: Bucket()}
    headers = {"Set-Cookie": "session=secret", "x-amz-meta-owner": "someone", "ETag": '"e"'}
    stub.fault = lambda request: Answer(206, b"x", headers) if request.bucket == NAME and request.key else None
    assert set(_probe(aws, "a").headers) == {"etag", "server", "date", "content-length"}


@pytest.mark.parametrize(
    "place", ["http://198.51.100.7/open-bucket/a", "https://bucket.s3.amazonaws.com/a", "file:///etc"]
)
def test_a_redirect_to_a_foreign_host_is_not_followed(place: str, stub: StubS3, aws: AwsProvider) -> None:
    stub.buckets = {NAME: Bucket()}
    stub.fault = lambda request: (
        error(307, "TemporaryRedirect", headers={"Location": place}) if request.bucket == NAME and request.key else None
    )
    assert _probe(aws, "a").status == 307


def test_a_cut_connection_is_an_error_and_no_answer(stub: StubS3, aws: AwsProvider) -> None:
    stub.buckets = {NAME: Bucket()}
    stub.fault = lambda request: Answer(reset=True) if request.bucket == NAME and request.key else None
    proof = _probe(aws, "a")
    assert (proof.status, proof.error) == (None, "ProtocolError")


def test_a_listed_key_with_wildcards_is_concrete(stub: StubS3, aws: AwsProvider) -> None:
    stub.buckets = {NAME: Bucket(objects={"what?*.txt": b"x"}, public=frozenset({"what?*.txt"}))}
    assert _probe(aws, "what?*.txt").error == "no_key"
    store = aws.describe(next(item for item in aws.stores() if isinstance(item, StoreRef)))
    list(aws.objects(store, 10))
    assert _probe(aws, "what?*.txt").status == 206


@pytest.mark.parametrize("witness", [Witness(method="PUT", key="a"), Witness(method="GET", key="a", signed=True)])
def test_only_unsigned_reads_are_sent(witness: Witness, stub: StubS3, aws: AwsProvider) -> None:
    stub.buckets = {NAME: Bucket()}
    store = aws.describe(next(item for item in aws.stores() if isinstance(item, StoreRef)))
    before = len(stub.requests)
    assert aws.probe(store, witness, AT).status is None
    assert len(stub.requests) == before


def _probe(aws: AwsProvider, key: str) -> Proof:
    store = aws.describe(next(item for item in aws.stores() if isinstance(item, StoreRef)))
    return aws.probe(store, Witness(method="GET", key=key), AT)
