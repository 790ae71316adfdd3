"""Every status and every strange answer on every call in turn: a value after retries, or a gap; never "closed"."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from exposurecheck.demo.gcs.estate import Blob, Bucket
from exposurecheck.demo.gcs.server import Gcs
from exposurecheck.demo.gcs.wire import Answer, Request, document, error
from exposurecheck.errors import ProviderError
from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.base import ObjectEntry, StoreRef
from exposurecheck.providers.gcp.provider import GcpProvider
from tests.providers.gcp.conftest import Signed
from tests.providers.gcp.estate import EVERYONE, stub
from tests.providers.gcp.exposed import closed_though_open, estate, scanned, verdict

CALLS = (
    "/storage/v1/b",
    "/storage/v1/b/by-filter",
    "/iam",
    "/managedFolders",
    "/managedFolders/shared%2F/iam",
    "/o",
    "/o/a.txt",
    ":getAncestry",
    "/v3/organizations/900000000001",
    "acme-prod:getIamPolicy",
    "folders/800000000001:getIamPolicy",
    ":getEffectivePolicy",
    "projects%2Facme-prod/denypolicies",
    "/denypolicies/deny-1",
    "/roles/objGet",
)
HTML = Answer(200, b"<!doctype html><html><body>welcome</body></html>", {"Content-Type": "text/html"})
ANSWERS: tuple[tuple[str, Answer, GapReason | None], ...] = (
    ("401", error(401, "authError"), GapReason.DENIED),
    ("403", error(403, "forbidden"), GapReason.DENIED),
    ("404", error(404, "notFound"), None),
    ("409", error(409, "conflict"), GapReason.UNREACHABLE),
    ("412", error(412, "conditionNotMet"), GapReason.DENIED),
    ("429", error(429, "rateLimitExceeded"), GapReason.THROTTLED),
    ("quota", error(403, "userRateLimitExceeded"), GapReason.THROTTLED),
    ("500", error(500, "backendError"), GapReason.UNREACHABLE),
    ("503 without JSON", Answer(503, b"<html>busy</html>"), GapReason.UNREACHABLE),
    ("reset", Answer(reset=True), GapReason.UNREACHABLE),
    ("HTML", HTML, GapReason.MALFORMED),
    ("nothing", Answer(200, b""), GapReason.MALFORMED),
    ("another document", document({"hello": "world"}), GapReason.MALFORMED),
    ("a list", Answer(200, b"[1, 2]"), GapReason.MALFORMED),
    ("cut short", Answer(200, b'{"kind": "storage#x", "items": [', {}), GapReason.MALFORMED),
    ("deep", Answer(200, b"[" * 100_000), GapReason.MALFORMED),
)
NO_PROMISE = ("another document", "projects%2Facme-prod/denypolicies")
"""A list of no deny policies is documented to be an empty document, so a strange one cannot be told from it."""


@pytest.mark.parametrize("call", CALLS)
def test_trouble_on_one_call_is_a_gap_and_hides_no_exposure(call: str, signed: Signed) -> None:
    for name, answer, reason in ANSWERS:
        gcs = Gcs(estate())
        gcs.fault = _on(call, answer)
        with signed(gcs) as provider:
            if call == "/storage/v1/b":
                with pytest.raises(ProviderError, match="could not be listed"):
                    scanned(provider)
                continue
            stores, gaps = scanned(provider)
        assert closed_though_open(stores) == [], name
        if answer.status == 200 and not answer.reset and (call == "/o/a.txt" or (name, call) == NO_PROMISE):
            continue  # whatever the content is, it is content
        assert gaps, name
        if reason is not None:
            assert reason in {gap.reason for gap in gaps}, name


@pytest.mark.parametrize("status", [200, 401, 403, 404, 409, 412, 429, 500])
def test_trouble_on_the_second_page_of_a_listing_keeps_what_was_seen(status: int, signed: Signed) -> None:
    gcs = Gcs(estate(), page=2)
    gcs.fault = lambda request: (
        (HTML if status == 200 else error(status, "x"))
        if request.path[-1] == "b" and request.query.get("pageToken") == "2"
        else None
    )
    with signed(gcs) as provider:
        found = list(provider.stores())
    assert [item.name for item in found if isinstance(item, StoreRef)] == ["by-acl", "by-filter"]
    (gap,) = (item for item in found if isinstance(item, Gap))
    assert (gap.resource, gap.fact) == ("gcp:projects/acme-prod", "buckets")


def test_a_third_of_the_calls_throttled_still_completes(signed: Signed) -> None:
    gcs = Gcs(estate())
    number = iter(range(10**6))
    gcs.fault = lambda request: (
        error(429, "rateLimitExceeded") if request.path != ("token",) and next(number) % 3 == 0 else None
    )
    with signed(gcs) as provider:
        stores, gaps = scanned(provider)
    assert gaps == []
    assert all(not store.documents.get("unread") for store in stores.values())


def test_empty_pages_are_walked_through(signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket", uniform=False, bindings=EVERYONE, objects={"a": Blob(b"x")}))

    def empty_first(request: Request) -> Answer | None:
        if request.path[-1] in {"b", "o", "managedFolders"} and "pageToken" not in request.query:
            return document({"kind": "storage#page", "nextPageToken": "0"})
        return None

    gcs.fault = empty_first
    with signed(gcs) as provider:
        stores, gaps = scanned(provider)
    assert gaps == []
    assert stores["open-bucket"].documents["objects"] != []


@pytest.mark.parametrize("last", ["b", "o", "managedFolders"])
def test_pages_that_repeat_end_in_a_gap(last: str, signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket", uniform=last != "o", bindings=EVERYONE))
    gcs.fault = lambda request: (
        document({"kind": "storage#page", "nextPageToken": "again"}) if request.path[-1] == last else None
    )
    with signed(gcs) as provider:
        found = list(provider.stores())
        if last == "b":
            gaps = [item for item in found if isinstance(item, Gap)]
        else:
            _, gaps = scanned(provider)
    assert GapReason.MALFORMED in {gap.reason for gap in gaps}


def test_entries_without_a_name_are_gaps_and_the_others_are_kept(signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket", bindings=EVERYONE))
    listing: list[Json] = [{"size": "1"}, {"name": "a.txt", "size": "many", "updated": "yesterday"}, "what", None]
    gcs.fault = lambda request: document({"items": listing}) if request.path[-1] == "o" else None
    with signed(gcs) as provider:
        (store,) = (provider.describe(ref) for ref in provider.stores() if isinstance(ref, StoreRef))
        gap, entry = provider.objects(store, 10)
        assert isinstance(entry, ObjectEntry)
        assert (entry.key, entry.size, entry.modified) == ("a.txt", 0, None)
        assert isinstance(gap, Gap)
        gcs.fault = lambda request: document({"items": [{"id": "x"}]}) if request.path[-1] == "b" else None
        (nameless,) = provider.stores()
    assert isinstance(nameless, Gap)
    assert (gap.reason, nameless.reason) == (GapReason.MALFORMED, GapReason.MALFORMED)


def test_a_bucket_that_vanishes_after_the_listing_is_one_gap(signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket", bindings=EVERYONE))
    gcs.fault = lambda request: error(404, "notFound") if "open-bucket" in request.path else None
    with signed(gcs) as provider:
        (store,) = (provider.describe(ref) for ref in provider.stores() if isinstance(ref, StoreRef))
    assert [(gap.fact, gap.reason) for gap in store.gaps] == [("store", GapReason.DELETED)]
    assert store.documents == {}


def test_a_half_made_bucket_is_not_called_closed(signed: Signed) -> None:
    gcs = stub(Bucket("half-made"))
    half: dict[str, Json] = {"kind": "storage#bucket", "name": "half-made"}
    gcs.fault = lambda request: (
        document({"kind": "storage#buckets", "items": [{**half}]}) if request.path[-1] == "b" else _busy(request)
    )
    with signed(gcs) as provider:
        (store,) = (provider.describe(ref) for ref in provider.stores() if isinstance(ref, StoreRef))
    facts = {(gap.fact, gap.reason) for gap in store.gaps}
    assert ("bucket.iamConfiguration", GapReason.MALFORMED) in facts
    assert ("iamPolicy", GapReason.UNREACHABLE) in facts
    assert verdict(store).exposure.value == "unknown"


def _busy(request: Request) -> Answer | None:
    return error(409, "conflict") if request.path[-1] == "iam" else None


def test_a_bucket_in_a_region_that_is_down_is_still_listed(signed: Signed) -> None:
    gcs = stub(Bucket("open-bucket", bindings=EVERYONE))

    def unreachable(request: Request) -> Answer | None:
        if request.path[-1] != "b":
            return None
        return document({"kind": "storage#buckets", "unreachable": ["projects/_/buckets/open-bucket"]})

    gcs.fault = unreachable
    with signed(gcs) as provider:
        stores, _ = scanned(provider)
    assert verdict(stores["open-bucket"]).anonymous_read


def test_a_token_that_ends_in_the_middle_is_renewed_once(signed: Signed) -> None:
    gcs = Gcs(estate())
    with signed(gcs) as provider:
        refs = [ref for ref in provider.stores() if isinstance(ref, StoreRef)]
        ended = iter([True])
        gcs.fault = lambda _: error(401, "authError") if next(ended, False) else None
        store = provider.describe(refs[0])
    assert store.gaps == ()
    assert gcs.seen["/token"] == 2


def test_a_sign_in_that_ends_for_good_stops_the_rest_at_once(signed: Signed) -> None:
    gcs = Gcs(estate())
    with signed(gcs) as provider:
        refs = [ref for ref in provider.stores() if isinstance(ref, StoreRef)]
        gcs.requests = []
        gcs.fault = lambda request: error(400 if request.path == ("token",) else 401, "invalid_grant")
        stores = {ref.name: provider.describe(ref) for ref in refs}
        content = provider.read(stores["by-policy"], "a.txt", 0, 5)
    assert {gap.reason for store in stores.values() for gap in store.gaps} == {GapReason.EXPIRED}
    assert isinstance(content, Gap)
    assert closed_though_open(stores) == []
    assert len(gcs.requests) < 10


def test_nobody_signed_in_is_said_before_anything_is_read(signed: Signed) -> None:
    gcs = Gcs(estate())
    gcs.fault = lambda request: error(400, "invalid_grant") if request.path == ("token",) else None
    with pytest.raises(ProviderError, match="gcloud auth application-default login"), signed(gcs):
        pass


def _on(call: str, answer: Answer) -> Callable[[Request], Answer | None]:
    def fault(request: Request) -> Answer | None:
        if call in {"/iam", "/managedFolders", "/o"}:
            return answer if request.raw_path.endswith(call) and "/b/" in request.raw_path else None
        return answer if request.raw_path.endswith(call) else None

    return fault


def test_no_failure_quotes_what_the_server_said(signed: Signed, caplog: pytest.LogCaptureFixture) -> None:
    gcs = Gcs(estate())
    gcs.fault = lambda request: error(403, "secret name 山田" if "iam" in request.path else "forbidden", "secret")
    with caplog.at_level("DEBUG"), suppress(ProviderError), signed(gcs) as provider:
        _gaps(provider)
    assert "secret" not in caplog.text


def _gaps(provider: GcpProvider) -> list[Gap]:
    return scanned(provider)[1]


def test_what_was_deleted_and_can_be_restored_is_not_asked_for(signed: Signed) -> None:
    """Buckets and objects that were soft-deleted come only to those who ask for them ("Soft delete")."""
    gcs = Gcs(estate())
    gcs.requests = []
    with signed(gcs) as provider:
        scanned(provider)
    listings = [request for request in gcs.requests if request.path[-1] in {"b", "o"}]
    assert listings
    assert not [request for request in listings if {"softDeleted", "versions"} & request.query.keys()]
