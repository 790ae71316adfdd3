"""Throttling, resets, expiry, wrong regions, strange answers: a value after retries, or a gap; never silence."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from exposurecheck.errors import ProviderError
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.aws.in_account import AwsProvider
from exposurecheck.providers.base import ObjectEntry, Store, StoreRef
from exposurecheck.providers.patience import LONGEST_PAUSE, TRIES
from exposurecheck.settings import ScanSettings
from tests.servers.s3 import Answer, Bucket, Request, StubS3, error

NAMES = tuple(f"bucket-{number:02}" for number in range(24))


@pytest.fixture
def many(stub: StubS3) -> StubS3:
    closed = '{"Statement": []}'
    status = {"GetBucketPolicyStatus": "<PolicyStatus><IsPublic>false</IsPublic></PolicyStatus>"}
    stub.buckets = {name: Bucket(policy=closed, xml=status, objects={"a.txt": b"synthetic"}) for name in NAMES}
    return stub


def test_a_third_of_the_calls_throttled_still_completes(many: StubS3) -> None:
    def slow_down(request: Request) -> Answer | None:
        return error(503, "SlowDown") if request.bucket in NAMES and request.number % 3 == 0 else None

    many.fault = slow_down
    pauses: list[float] = []
    provider = AwsProvider(ScanSettings(concurrency=8), sleep=pauses.append)
    stores = _describe_all(provider)
    assert all(store.gaps == () and store.documents["policy"] == {"Statement": []} for store in stores)
    assert len(pauses) > len(NAMES)
    assert max(pauses) <= LONGEST_PAUSE


def test_endless_throttling_is_a_gap(many: StubS3) -> None:
    many.fault = lambda request: error(503, "SlowDown") if request.operation == "GetBucketPolicy" else None
    store = _describe_all(_patient())[0]
    assert [(gap.fact, gap.reason) for gap in store.gaps] == [("policy", GapReason.THROTTLED)]
    assert "policy" not in store.documents
    assert many.seen["GetBucketPolicy"] == TRIES * len(NAMES)


def test_the_status_call_can_see_that_there_is_no_policy(many: StubS3) -> None:
    many.buckets = {"bare-bucket": Bucket()}
    many.fault = lambda request: error(403, "AccessDenied") if request.operation == "GetBucketPolicy" else None
    (store,) = _describe_all(_patient())
    assert store.documents["policy"] is None
    assert store.gaps == ()


def test_expired_credentials_stop_the_rest_at_once(many: StubS3) -> None:
    many.fault = lambda request: error(400, "ExpiredToken") if request.number > 40 else None
    provider = _patient()
    stores = _describe_all(provider)
    cut = [store for store in stores if store.gaps]
    assert cut
    assert {gap.reason for store in cut for gap in store.gaps} == {GapReason.EXPIRED}
    assert len(many.requests) < 60
    assert isinstance(provider.read(stores[0], "a.txt", 0, 5), Gap)


def test_a_connection_cut_now_and_then_is_repaired(many: StubS3) -> None:
    met: set[tuple[str, str]] = set()

    def cut(request: Request) -> Answer | None:
        """Cut each call of each bucket once: by a count over all, one unlucky call could meet every cut."""
        call = (request.operation, request.bucket)
        if request.bucket not in NAMES or call in met:
            return None
        met.add(call)
        return Answer(reset=True)

    many.fault = cut
    assert all(store.gaps == () for store in _describe_all(_patient()))


@pytest.mark.parametrize("answer", [Answer(reset=True), error(500, "InternalError"), Answer(502, b"<html>bad gateway")])
def test_what_stays_broken_is_unreachable(answer: Answer, many: StubS3) -> None:
    many.fault = lambda request: answer if request.operation == "GetBucketPolicy" else None
    (gap,) = _describe_all(_patient())[0].gaps
    assert (gap.fact, gap.reason) == ("policy", GapReason.UNREACHABLE)


@pytest.mark.parametrize("page", [b"<html><body>welcome</body></html>", b"<!doctype html><p>hi<br>", b"{}", b""])
def test_an_answer_that_is_no_s3_answer_is_malformed_and_never_private(page: bytes, many: StubS3) -> None:
    many.fault = lambda request: Answer(200, page) if request.bucket in NAMES else None
    provider = _patient()
    store = _describe_all(provider)[0]
    found = {gap.fact: gap.reason for gap in store.gaps}
    for fact in ("acl", "public_access_block", "ownership_controls"):
        assert found[fact] is GapReason.MALFORMED
        assert fact not in store.documents
    (listing,) = provider.objects(store, 10)
    assert isinstance(listing, Gap)
    assert listing.reason is GapReason.MALFORMED
    assert store.documents.get("policy", "unread") is not None


def test_a_policy_that_is_not_json_is_kept_and_reported(many: StubS3) -> None:
    many.buckets = {"odd-bucket": Bucket(policy='{"Statement": [')}
    (store,) = _describe_all(_patient())
    assert store.documents["policy"] == '{"Statement": ['
    assert [(gap.fact, gap.reason) for gap in store.gaps] == [("policy", GapReason.MALFORMED)]


def test_an_error_inside_a_successful_answer_is_no_value(many: StubS3) -> None:
    inner = b"<?xml version='1.0'?><Error><Code>InternalError</Code><Message>m</Message></Error>"
    many.fault = lambda request: Answer(200, inner) if request.operation == "GetBucketAcl" else None
    (gap,) = _describe_all(_patient())[0].gaps
    assert (gap.fact, gap.reason, gap.detail) == ("acl", GapReason.UNREACHABLE, "InternalError")


@pytest.mark.parametrize(
    "answer",
    [
        error(301, "PermanentRedirect", headers={"x-amz-bucket-region": "eu-central-1"}),
        error(307, "TemporaryRedirect", headers={"x-amz-bucket-region": "eu-central-1"}),
        error(400, "AuthorizationHeaderMalformed", "<Region>eu-central-1</Region>"),
    ],
    ids=["301", "307", "400"],
)
def test_a_bucket_elsewhere_is_followed_to_its_region(answer: Answer, many: StubS3) -> None:
    many.regions_in_listing = False
    many.fault = lambda r: answer if r.bucket in NAMES and r.signed and r.signing_region != "eu-central-1" else None
    provider = _patient()
    stores = _describe_all(provider)
    assert all(store.gaps == () for store in stores)
    assert {store.resource.region for store in stores} == {"eu-central-1"}
    asked_wrong = [r for r in many.requests if r.bucket in NAMES and r.signing_region != "eu-central-1"]
    assert len(asked_wrong) == len(NAMES)
    assert provider.read(stores[0], "a.txt", 0, 5) == b"synth"


def test_a_redirect_that_names_no_region_asks_the_bucket(many: StubS3) -> None:
    def moved(request: Request) -> Answer | None:
        if request.bucket not in NAMES or request.signing_region == "eu-central-1":
            return None
        if request.operation == "HeadBucket":
            return Answer(403, headers={"x-amz-bucket-region": "eu-central-1"})
        return error(301, "PermanentRedirect")

    many.fault = moved
    assert all(store.gaps == () for store in _describe_all(_patient()))


def test_a_redirect_in_circles_ends_in_a_gap(many: StubS3) -> None:
    def circle(request: Request) -> Answer | None:
        away = "us-west-2" if request.signing_region == "eu-central-1" else "eu-central-1"
        return error(301, "PermanentRedirect", headers={"x-amz-bucket-region": away}) if request.bucket else None

    many.fault = circle
    store = _describe_all(_patient())[0]
    assert "policy" not in store.documents
    assert store.gaps


def test_a_bucket_deleted_while_it_is_described_is_one_gap(many: StubS3) -> None:
    provider = _patient()
    refs = [item for item in provider.stores() if isinstance(item, StoreRef)]
    many.buckets.clear()
    store = provider.describe(refs[0])
    assert [(gap.fact, gap.reason) for gap in store.gaps] == [("store", GapReason.DELETED)]
    assert not store.documents


def test_an_endpoint_that_ignores_ranges_cannot_flood_the_reader(many: StubS3) -> None:
    body = b"x" * 5_000_000
    many.fault = lambda request: Answer(200, body) if request.operation == "GetObject" else None
    provider = _patient()
    store = _describe_all(provider)[0]
    assert provider.read(store, "a.txt", 0, 10) == b"x" * 10
    gap = provider.read(store, "a.txt", 100, 10)
    assert isinstance(gap, Gap)
    assert gap.reason is GapReason.UNSUPPORTED


def test_huge_and_empty_objects_are_listed_with_their_sizes(many: StubS3) -> None:
    many.buckets = {"big-bucket": Bucket(objects={"empty": b""}, sizes={"huge.bin": 6 * 2**30})}
    provider = _patient()
    (store,) = _describe_all(provider)
    sizes = {item.key: item.size for item in provider.objects(store, 10) if isinstance(item, ObjectEntry)}
    assert sizes == {"empty": 0, "huge.bin": 6 * 2**30}
    assert provider.read(store, "empty", 0, 10) == b""


def test_keys_with_control_characters_survive(many: StubS3) -> None:
    keys = ("line\nbreak", "bell\x07", "esc\x1b[31m", "tab\there", "a//b", "plus+ space", "%2F", "\u200fmark", "<x>")
    many.buckets = {"odd-bucket": Bucket(objects={key: key.encode() for key in keys})}
    many.page = 4
    provider = _patient()
    (store,) = _describe_all(provider)
    assert {item.key for item in provider.objects(store, 100) if isinstance(item, ObjectEntry)} == set(keys)
    for key in keys:
        assert provider.read(store, key, 0, 100) == key.encode()


def test_a_listing_that_breaks_off_later_keeps_what_came(many: StubS3) -> None:
    many.page = 10
    many.fault = lambda request: error(403, "AccessDenied") if request.query.get("continuation-token") == "20" else None
    *refs, gap = _patient().stores()
    assert len(refs) == 20
    assert isinstance(gap, Gap)
    assert (gap.fact, gap.permission) == ("buckets", "s3:ListAllMyBuckets")


@pytest.mark.parametrize(
    ("code", "advice"),
    [("AccessDenied", "s3:ListAllMyBuckets"), ("ExpiredToken", "Sign in"), ("InvalidToken", "Sign in")],
)
def test_a_refused_sign_in_says_what_to_do(code: str, advice: str, stub: StubS3) -> None:
    stub.fault = lambda _request: error(403, code)
    with pytest.raises(ProviderError, match=advice):
        list(_patient().stores())


def _patient() -> AwsProvider:
    return AwsProvider(ScanSettings(concurrency=8), sleep=lambda _seconds: None)


def _describe_all(provider: AwsProvider) -> list[Store]:
    refs = [item for item in provider.stores() if isinstance(item, StoreRef)]
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(provider.describe, refs))
