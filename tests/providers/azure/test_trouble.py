"""Every call failing in every way: a gap that says so, never a traceback, and never an open store called closed."""

import itertools
from collections.abc import Callable

import pytest

from exposurecheck.demo.azure.request import Answer, Request, arm_error, data_error, document, xml
from exposurecheck.demo.azure.story import OPEN, StoryStore
from exposurecheck.errors import ProviderError
from exposurecheck.model.base import Json
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.azure.provider import AzureProvider
from exposurecheck.settings import ScanSettings
from tests.providers.azure.conftest import Serve
from tests.providers.azure.estate import ANYONE, LAKE, PRIVATE, SHOP, Whole, account, file, patient, refs

_ACCOUNTS = "Microsoft.Storage/storageAccounts"
FACTS = {
    f"{_ACCOUNTS}/blobServices/containers/read": "containers",
    f"{_ACCOUNTS}/fileServices/shares/read": "shares",
    f"{_ACCOUNTS}/blobServices/read": "blobService",
    f"{_ACCOUNTS}/fileServices/read": "soft_delete",
    f"{_ACCOUNTS}/objectReplicationPolicies/read": "replicates_to",
    "Microsoft.Insights/diagnosticSettings/read": "access_logging",
    f"{_ACCOUNTS}/blobServices/containers/getAcl/action": "signedIdentifiers",
    f"{_ACCOUNTS}/blobServices/containers/blobs/read": "objects",
    f"{_ACCOUNTS}/fileServices/fileshares/files/read": "objects",
}
"""Action of each read to the fact that is missing without it."""
HTML = b"<!DOCTYPE html><html><body>Please sign in to the guest network &nbsp;</body></html>"
TROUBLE: dict[str, Callable[[Request], Answer]] = {
    "401": lambda r: _error(r, 401, "InvalidAuthenticationTokenTenant"),
    "403": lambda r: _error(r, 403, "AuthorizationFailed"),
    "skew": lambda r: _error(r, 403, "AuthenticationFailed"),
    "404": lambda r: _error(r, 404, "SomethingNotFound"),
    "409": lambda r: _error(r, 409, "OperationNotAllowedOnTransientState"),
    "412": lambda r: _error(r, 412, "ConditionNotMet"),
    "429": lambda r: _error(r, 429, "TooManyRequests"),
    "500": lambda r: _error(r, 500, "InternalError"),
    "503": lambda r: _error(r, 503, "ServerBusy"),
    "html": lambda _: Answer(200, HTML, {"Content-Type": "text/html"}),
    "redirect": lambda _: Answer(302, b"", {"Location": "http://127.0.0.1:9/"}),
    "empty": lambda _: Answer(200, b""),
    "json": lambda _: Answer(200, b"[1]"),
    "xml": lambda _: Answer(200, b"<Other/>"),
    "bomb": lambda _: Answer(200, b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><EnumerationResults>&b;'),
    "reset": lambda _: Answer(reset=True),
}
EXPOSED = {store.name for one in (SHOP, LAKE) for store in one.stores if store.exposure is not PRIVATE}


def _error(request: Request, status: int, code: str) -> Answer:
    return arm_error(status, code) if request.plane == "arm" else data_error(status, code)


@pytest.mark.parametrize("trouble", TROUBLE)
@pytest.mark.parametrize("permission", FACTS)
def test_no_trouble_closes_an_open_store(permission: str, trouble: str, serve: Serve) -> None:
    state = serve(SHOP, LAKE)
    state.fault = lambda r: TROUBLE[trouble](r) if r.permission == permission else None
    whole = Whole(patient())
    assert not [name for name, one in whole.exposures.items() if name in EXPOSED and one.exposure is PRIVATE]
    assert [gap for gap in whole.gaps if gap.fact in {FACTS[permission], "content", "store"}]
    assert not [gap for gap in whole.gaps if "test" in (gap.detail or "")], "details quote no names"


@pytest.mark.parametrize("permission", FACTS)
def test_a_refused_read_is_a_gap_with_the_action_that_would_close_it(permission: str, serve: Serve) -> None:
    serve(SHOP, LAKE).refused = {permission}
    gaps = Whole(patient()).gaps
    assert {(gap.reason, gap.permission) for gap in gaps} == {(GapReason.DENIED, permission)}
    assert FACTS[permission] in {gap.fact for gap in gaps}


@pytest.mark.parametrize("trouble", ["403", "500", "html", "reset"])
def test_a_listing_refused_by_resource_manager_is_asked_of_the_service(trouble: str, serve: Serve) -> None:
    state = serve(SHOP)
    state.data_page = 1
    listing = {"containers", "shares"}
    state.fault = lambda r: TROUBLE[trouble](r) if r.plane == "arm" and r.parts[-1] in listing else None
    whole = Whole(patient())
    assert whole.gaps == []
    assert {name: one.exposure for name, one in whole.exposures.items()} == {s.name: s.exposure for s in SHOP.stores}


def test_a_third_of_the_calls_throttled_still_completes(serve: Serve) -> None:
    state = serve(SHOP, LAKE)
    counter = itertools.count()

    def throttle(request: Request) -> Answer | None:
        if request.plane == "token" or next(counter) % 3:
            return None
        return arm_error(429, "TooManyRequests", **{"Retry-After": "7"}) if request.plane == "arm" else None

    state.fault = throttle
    pauses: list[float] = []
    whole = Whole(AzureProvider(ScanSettings(provider="azure", concurrency=4), sleep=pauses.append))
    assert whole.gaps == []
    assert pauses
    assert all(7 <= pause <= 20 for pause in pauses), "the service says how long to wait"


def test_a_token_that_expires_is_renewed(serve: Serve) -> None:
    state = serve(SHOP)
    state.fault = lambda r: data_error(401, "InvalidAuthenticationInfo") if r.number in {9, 20} else None
    assert Whole(patient()).gaps == []
    asked = [(request.path, dict(request.query)) for request in state.requests]
    assert asked[9] in asked[10:]
    assert asked[20] in asked[21:]


def test_credentials_that_expire_for_good_stop_the_rest_at_once(serve: Serve) -> None:
    state = serve(account(*(StoryStore(f"c{n}", ANYONE, (file("a"),), "Blob") for n in range(30))))
    state.page = 1000
    state.fault = lambda r: (
        data_error(401, "InvalidAuthenticationInfo") if r.number > 10 and r.plane == "blob" else None
    )
    whole = Whole(patient())
    assert {gap.reason for gap in whole.gaps} == {GapReason.EXPIRED}
    assert len([request for request in state.requests if request.plane == "blob"]) < 12
    assert {one.exposure for one in whole.exposures.values()} == {ANYONE}, "the level was read before"


def test_pages_without_entries_are_ordinary(serve: Serve) -> None:
    state = serve(SHOP)

    def empty_first(request: Request) -> Answer | None:
        if request.plane == "arm" and request.parts[-1] == "containers" and "$skiptoken" not in request.query:
            following = f"{state.url}{request.path}?api-version=2023-05-01&%24skiptoken=0"
            return Answer(200, f'{{"value": [], "nextLink": "{following}"}}'.encode())
        return None

    state.fault = empty_first
    assert set(refs(patient())) == {store.name for store in SHOP.stores}


@pytest.mark.parametrize("link", ["http://203.0.113.9/next", "{self}", "not a link"])
def test_a_page_that_leads_away_or_in_circles_is_not_followed(link: str, serve: Serve) -> None:
    state = serve(SHOP)

    def lead(request: Request) -> Answer | None:
        if request.plane == "arm" and request.parts[-1] == "storageAccounts":
            own = f"{state.url}{request.path}?api-version=2023-05-01"
            return Answer(200, f'{{"value": [], "nextLink": "{link.replace("{self}", own)}"}}'.encode())
        return None

    state.fault = lead
    with pytest.raises(ProviderError, match="NextLink"):
        list(patient().stores())


@pytest.mark.parametrize("name", ["$logs", "$root", "xn--80ak6aa92e", "a--b"])
def test_unusual_names_are_read_like_others(name: str, serve: Serve) -> None:
    serve(account(StoryStore(name, ANYONE, (file("a b+c.csv"),), "Container", OPEN), name="xn0punycode"))
    whole = Whole(patient())
    assert whole.gaps == []
    assert whole.exposures[name].exposure is ANYONE
    assert whole.contents == {f"{name}/a b+c.csv": b"content of 'a b+c.csv'"}


def test_an_account_that_is_still_being_created_is_kept(serve: Serve) -> None:
    state = serve(SHOP)

    def bare(request: Request) -> Answer | None:
        if request.plane == "arm" and request.parts[-1] == "storageAccounts":
            path = "/subscriptions/0a1b2c3d-1111-4222-8333-444455556666/resourceGroups/g/providers/x/teststore"
            return Answer(200, f'{{"value": [{{"name": "teststore", "id": "{path}"}}]}}'.encode())
        return None

    state.fault = bare
    gaps = [item for item in patient().stores() if isinstance(item, Gap)]
    assert {gap.fact for gap in gaps} == {"containers", "shares"}


def test_an_account_without_a_kind_of_store_has_none(serve: Serve) -> None:
    state = serve(SHOP)
    listing = "shares"
    state.fault = lambda r: arm_error(400, "FeatureNotSupportedForAccount") if r.parts[-1:] == (listing,) else None
    found = list(patient().stores())
    assert {item.name for item in found if not isinstance(item, Gap)} == {"open", "blobs", "$web", "closed"}
    assert not [item for item in found if isinstance(item, Gap)]


def test_an_endpoint_that_ignores_ranges_cannot_flood_the_reader(serve: Serve) -> None:
    state = serve(SHOP)
    provider = patient()
    store = provider.describe(refs(provider)["open"])
    state.fault = lambda r: Answer(200, b"x" * 5_000_000) if r.parts[-1:] == ("a.csv",) else None
    assert provider.read(store, "open/a.csv", 0, 10) == b"x" * 10
    gap = provider.read(store, "open/a.csv", 100, 10)
    assert isinstance(gap, Gap)
    assert (gap.reason, gap.detail) == (GapReason.UNSUPPORTED, "RangeIgnored")


def test_an_archived_blob_is_listed_and_cannot_be_read(serve: Serve) -> None:
    serve(account(StoryStore("c", ANYONE, (file("old.zip", tier="Archive"),), "Blob")))
    provider = patient()
    store = provider.describe(refs(provider)["c"])
    (entry,) = provider.objects(store, 10)
    assert not isinstance(entry, Gap)
    assert not entry.readable
    gap = provider.read(store, entry.key, 0, 5)
    assert isinstance(gap, Gap)
    assert gap.reason is GapReason.UNREADABLE


@pytest.mark.parametrize("operation", ["subscriptions", "storageAccounts"])
@pytest.mark.parametrize("trouble", sorted(TROUBLE))
def test_nothing_to_read_at_all_says_what_to_do(operation: str, trouble: str, serve: Serve) -> None:
    state = serve(SHOP, subscription=False)
    state.fault = lambda r: TROUBLE[trouble](r) if r.plane == "arm" and r.parts[-1] == operation else None
    with pytest.raises(ProviderError, match=r"could not be listed \(\w+\)\. "):
        list(patient().stores())


def test_one_subscription_of_two_refused_is_a_gap(serve: Serve) -> None:
    serve(SHOP)
    both = ("0a1b2c3d-1111-4222-8333-444455556666", "0a1b2c3d-0000-4222-8333-444455556666")
    provider = patient(subscriptions=both)
    gaps = [item for item in provider.stores() if isinstance(item, Gap)]
    assert [(gap.resource, gap.fact, gap.reason) for gap in gaps] == [
        (f"azure:{both[1]}", "accounts", GapReason.DELETED)
    ]  # fmt: skip
    assert provider.accounts() == both


def test_a_website_that_could_not_be_asked_about_is_unknown_and_no_other_container_is(serve: Serve) -> None:
    serve(SHOP).refused = {f"{_ACCOUNTS}/blobServices/read"}
    exposures = Whole(patient()).exposures
    assert exposures["$web"].exposure is ExposureClass.UNKNOWN
    assert exposures["$web"].at_most is ANYONE
    assert exposures["closed"].exposure is PRIVATE


@pytest.mark.parametrize("plane", ["arm", "data"])
def test_what_was_deleted_and_can_be_restored_is_no_store(plane: str, serve: Serve) -> None:
    """Soft-deleted containers and shares are listed by some calls, and can be read by nobody."""
    state = serve(SHOP)
    stores = {"containers": "gone-blobs", "shares": "gone-files"}

    def bury(request: Request) -> Answer | None:
        kind = request.parts[-1] if request.plane == "arm" and request.parts else ""
        if kind in stores:
            if plane == "data":
                return arm_error(403, "AuthorizationFailed")
            live: Json = {"name": "live", "properties": {"deleted": False}}
            dead: Json = {"name": stores[kind], "properties": {"deleted": True}}
            return document({"value": [live, dead]})
        if request.plane in {"blob", "file"} and not request.parts and request.query.get("comp") == "list":
            tag, gone = ("Container", "gone-blobs") if request.plane == "blob" else ("Share", "gone-files")
            entries = f"<{tag}><Name>live</Name></{tag}><{tag}><Name>{gone}</Name><Deleted>true</Deleted></{tag}>"
            return xml(f"<EnumerationResults><{tag}s>{entries}</{tag}s><NextMarker /></EnumerationResults>")
        return None

    state.fault = bury
    assert sorted(item.name for item in patient().stores() if not isinstance(item, Gap)) == ["live", "live"]


def test_a_given_link_that_was_cut_short_is_a_gap_that_does_not_quote_it(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(SHOP)
    monkeypatch.setenv(
        "EXPOSURECHECK_SAS", "https://teststore.blob.core.windows.net/closed?sv=1&sr=c&sp=r&se=2036&sig=aW52"
    )
    (gap,) = [item for item in patient().stores() if isinstance(item, Gap)]
    assert (gap.fact, gap.reason, gap.detail) == (
        "sas",
        GapReason.MALFORMED,
        "shared link 1 is cut short or no shared link",
    )


def test_a_clock_that_is_wrong_is_a_gap_of_every_read_and_closes_nothing(serve: Serve) -> None:
    """The service refuses requests of another time with 403 AuthenticationFailed ("Authorize with Shared Key")."""
    state = serve(SHOP)
    state.fault = lambda r: data_error(403, "AuthenticationFailed") if r.plane in {"blob", "file"} else None
    whole = Whole(patient())
    assert {gap.reason for gap in whole.gaps} == {GapReason.DENIED}
    assert not [name for name, one in whole.exposures.items() if name in EXPOSED and one.exposure is PRIVATE]
