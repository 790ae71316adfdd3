"""A probe carries no token, tells 401, 403 and 404 apart, keeps a hash and never bytes."""

import hashlib
from datetime import UTC, datetime

import pytest

from exposurecheck.demo.gcs.estate import Blob, Bucket
from exposurecheck.demo.gcs.server import Gcs
from exposurecheck.demo.gcs.wire import Answer, error
from exposurecheck.model.exposure import Witness
from exposurecheck.model.resource import Proof
from exposurecheck.providers.base import StoreRef
from exposurecheck.providers.gcp.address import bucket_path, xml_path
from exposurecheck.providers.gcp.provider import GcpProvider
from tests.providers.gcp.conftest import Signed
from tests.providers.gcp.estate import EVERYONE, stub

AT = datetime(2026, 1, 15, tzinfo=UTC)
DATA = b"synthetic " * 1000


def test_addresses() -> None:
    assert xml_path("shop", "a b/../顧客?.csv") == "/shop/a%20b/../%E9%A1%A7%E5%AE%A2%3F.csv"
    assert xml_path("shop.example.com", None) == "/shop.example.com"
    assert bucket_path("shop", "o", "a/b c+.txt") == "/storage/v1/b/shop/o/a%2Fb%20c%2B.txt"


def test_a_probe_is_unsigned_and_small(signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket", bindings=EVERYONE, objects={"a.txt": Blob(DATA)}))
    proof = _probe(gcs, signed, "a.txt")
    (sent,) = gcs.requests or []
    assert sent.caller.member is None
    assert not {"authorization", "cookie", "x-goog-user-project"} & set(sent.headers)
    assert sent.headers["range"] == "bytes=0-1023"
    assert (proof.status, proof.bytes_hashed) == (206, 1024)
    assert proof.sha256_of_first_bytes == hashlib.sha256(DATA[:1024]).hexdigest()
    assert proof.url.endswith("/open-bucket/a.txt")
    assert "synthetic" not in proof.model_dump_json()


@pytest.mark.parametrize("key", ["a.txt", None])
def test_a_refusal_by_one_api_is_asked_of_the_other(key: str | None, signed: Signed) -> None:
    gcs = stub(Bucket("closed-bucket", objects={"a.txt": Blob(DATA)}))
    proof = _probe(gcs, signed, key)
    assert [request.path[0] for request in gcs.requests or ()] == ["closed-bucket", "storage"]
    assert (proof.status, proof.error, proof.sha256_of_first_bytes) == (403, "AccessDenied", None)


def test_what_only_the_json_api_gives_is_a_proof_too(signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket", bindings=EVERYONE, objects={"a.txt": Blob(DATA)}))
    gcs.fault = lambda request: error(404, "notFound") if request.path[0] == "open-bucket" else None
    proof = _probe(gcs, signed, "a.txt")
    assert (proof.status, proof.url.rpartition("/storage/")[2]) == (206, "v1/b/open-bucket/o/a.txt?alt=media")


@pytest.mark.parametrize(
    ("bucket", "status", "code"),
    [
        (Bucket("some-bucket", bindings={"roles/storage.legacyObjectReader": ("allUsers",)}), 403, "AccessDenied"),
        (Bucket("some-bucket", bindings=EVERYONE), 404, "NoSuchKey"),
        (Bucket("some-bucket", bindings=EVERYONE, prevention="enforced"), 403, "AccessDenied"),
        (Bucket("some-bucket", bindings=EVERYONE, requester_pays=True), 400, "UserProjectMissing"),
    ],
)
def test_missing_and_forbidden_are_told_apart(bucket: Bucket, status: int, code: str, signed: Signed) -> None:
    proof = _probe(stub(bucket), signed, "gone.txt")
    assert (proof.status, proof.error) == (status, code)


def test_the_json_refusal_says_more_than_a_lost_connection(signed: Signed) -> None:
    gcs = stub(Bucket("closed-bucket"))
    gcs.fault = lambda request: Answer(reset=True) if request.path[0] == "closed-bucket" else None
    proof = _probe(gcs, signed, "a.txt")
    assert (proof.status, proof.error) == (401, "required")


def test_no_answer_is_an_error_and_no_status(signed: Signed) -> None:
    gcs = stub(Bucket("closed-bucket"))
    gcs.fault = lambda request: (
        Answer(reset=True) if request.caller.member is None and request.path[0] != "token" else None
    )
    proof = _probe(gcs, signed, "a.txt")
    assert (proof.status, proof.error) == (None, "ProtocolError")


def test_an_endpoint_that_ignores_the_range_is_cut_short(signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket"))
    gcs.fault = lambda request: Answer(200, b"y" * 3_000_000) if request.path[0] == "open-bucket" else None
    assert _probe(gcs, signed, "big").bytes_hashed == 1024


def test_a_page_of_html_is_no_listing(signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket"))
    gcs.fault = lambda request: (
        Answer(200, b"<!doctype html>") if request.caller.member is None and request.path[0] != "token" else None
    )
    proof = _probe(gcs, signed, None)
    assert (proof.status, proof.error) == (None, "not_a_listing")


def test_cookies_and_content_stay_out_of_the_headers(signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket"))
    headers = {"Set-Cookie": "session=secret", "x-goog-meta-owner": "someone", "ETag": '"e"'}
    gcs.fault = lambda request: Answer(206, b"x", headers) if request.path[0] == "open-bucket" else None
    assert set(_probe(gcs, signed, "a").headers) == {"etag", "server", "date", "content-length"}


@pytest.mark.parametrize("witness", [Witness(method="PUT", key="a"), Witness(method="GET", key="a", signed=True)])
def test_only_unsigned_reads_are_sent(witness: Witness, signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket", bindings=EVERYONE, objects={"a": Blob(b"x")}))
    with signed(gcs) as provider:
        store = provider.describe(_ref(provider))
        gcs.requests = []
        assert provider.probe(store, witness, AT).status is None
    assert gcs.requests == []


def test_a_listed_key_with_wildcards_is_concrete(signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket", bindings=EVERYONE, objects={"what?*.txt": Blob(b"x")}))
    with signed(gcs) as provider:
        store = provider.describe(_ref(provider))
        assert provider.probe(store, Witness(method="GET", key="what?*.txt"), AT).error == "no_key"
        list(provider.objects(store, 10))
        assert provider.probe(store, Witness(method="GET", key="what?*.txt"), AT).status == 206


def _ref(provider: GcpProvider) -> StoreRef:
    return next(item for item in provider.stores() if isinstance(item, StoreRef))


def _probe(gcs: Gcs, signed: Signed, key: str | None) -> Proof:
    with signed(gcs) as provider:
        store = provider.describe(_ref(provider))
        gcs.requests = []
        return provider.probe(store, Witness(method="GET", key=key), AT)
