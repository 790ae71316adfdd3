"""Signing in: the SDK's chain, a connection string alone, and what is said when neither leads anywhere."""

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CredentialUnavailableError
from azure.storage.blob import AccountSasPermissions, ResourceTypes, generate_account_sas

from exposurecheck.demo.azure.story import StoryStore
from exposurecheck.errors import ProviderError
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.azure.accounts import Found, only_account, public_account
from exposurecheck.providers.azure.address import Place
from exposurecheck.providers.azure.calls import Calls
from exposurecheck.providers.azure.objects import objects, read
from exposurecheck.providers.azure.provider import connect
from exposurecheck.providers.azure.session import OneAccount, Session
from exposurecheck.providers.azure.signing import OrNobody, TokenSigner
from exposurecheck.providers.base import ObjectEntry
from exposurecheck.providers.pace import Pace, Paces
from exposurecheck.settings import ScanSettings
from tests.providers.azure.conftest import Serve
from tests.providers.azure.estate import ANYONE, KEY, PRIVATE, SHOP, Whole, account, file, patient

SIG = "aW52ZW50ZWQgc2lnbmF0dXJlIG9mIDMyIGJ5dGVzISE="
AZURE = ScanSettings(provider="azure")


def test_nobody_signed_in_says_how_to(alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential")
    monkeypatch.setenv("AZURE_ARM_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ProviderError, match="az login"):
        connect(AZURE)


def test_all_subscriptions_are_found_when_none_is_named(serve: Serve) -> None:
    serve(SHOP, subscription=False)
    assert connect(AZURE).accounts() == ("0a1b2c3d-1111-4222-8333-444455556666",)


@pytest.mark.parametrize("endpoint", ["http://management.example", "ftp://127.0.0.1", "//host", "https://[::1"])
def test_a_token_is_never_sent_in_the_clear(endpoint: str, alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_ARM_ENDPOINT", endpoint)
    with pytest.raises(ProviderError, match="AZURE_ARM_ENDPOINT"):
        connect(AZURE)


def test_an_unknown_cloud_is_named(alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_SDK_CLOUD_CONF", "AZURE_MOON")
    with pytest.raises(ProviderError, match="AZURE_SDK_CLOUD_CONF"):
        connect(AZURE)


@pytest.mark.parametrize(
    "given",
    [
        "x", ";;", "AccountName=a", "AccountName=a;AccountKey=not base64", "AccountKey=a2V5", "SharedAccessSignature=",
        "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;EndpointSuffix=example.com",
        "BlobEndpoint=https://a.blob.core.windows.net", "=;=",
    ],
)  # fmt: skip
def test_a_broken_connection_string_is_refused_without_being_quoted(
    given: str, alone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", given)
    with pytest.raises(ProviderError, match="AZURE_STORAGE_CONNECTION_STRING") as refused:
        connect(AZURE)
    assert "a2V5" not in str(refused.value)
    assert "base64" not in str(refused.value)


def test_a_connection_string_leads_to_the_data_and_says_what_it_cannot_tell(by_key: Serve) -> None:
    by_key(SHOP)
    whole = Whole(patient())
    assert [(gap.resource, gap.fact, gap.reason) for gap in whole.gaps] == [
        ("azure:teststore", "account", GapReason.UNSUPPORTED)
    ]  # fmt: skip
    assert patient().accounts() == ("teststore",)
    assert whole.stores["open"].documents["account"] == {"name": "teststore"}
    for name in ("open", "blobs", "$web"):
        assert whole.exposures[name].exposure is ANYONE
        assert whole.exposures[name].unknown, "the account may still close it"
    assert whole.exposures["closed"].exposure is not PRIVATE, "the account may still open it to a network"
    assert whole.contents["share:files/b/c.txt"] == b"content of 'b/c.txt'"


def test_a_wrong_key_and_a_forbidden_key_are_gaps(by_key: Serve) -> None:
    by_key(SHOP, "d3Jvbmc=")
    gaps = [item for item in patient().stores() if isinstance(item, Gap)]
    assert {(gap.fact, gap.detail) for gap in gaps[1:]} == {
        ("containers", "AuthenticationFailed"), ("shares", "AuthenticationFailed")
    }  # fmt: skip
    by_key(account(*SHOP.stores, allow_shared_key=False), KEY)
    gaps = [item for item in patient().stores() if isinstance(item, Gap)]
    assert {gap.detail for gap in gaps[1:]} == {"KeyBasedAuthenticationNotPermitted"}


def test_a_shared_signature_signs_too(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    state = serve(SHOP)
    signature = generate_account_sas(
        "teststore",
        KEY,
        ResourceTypes(service=True, container=True, object=True),
        AccountSasPermissions(read=True, list=True),
        "2099-01-01T00:00:00Z",
    )
    monkeypatch.setenv(
        "AZURE_STORAGE_CONNECTION_STRING",
        f"BlobEndpoint={state.url}/blob/teststore;SharedAccessSignature={signature}",
    )
    whole = Whole(patient())
    assert whole.contents["open/a.csv"] == b"content of 'a.csv'"
    assert "signedIdentifiers" in {gap.fact for gap in whole.gaps} or whole.exposures["open"].exposure is ANYONE


def test_shared_links_make_their_store_a_bearer_s(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(account(StoryStore("closed", PRIVATE, (file("a"),)), StoryStore("other", PRIVATE)))
    good = f"https://teststore.blob.core.windows.net/closed?sv=2023-11-03&sr=c&sp=rl&se=2026-02-01T00:00:00Z&sig={SIG}"
    cut = "https://teststore.blob.core.windows.net/closed?sv=2023-11-03&sr=c&sp=rl&se=2026-02-01T00:0"
    monkeypatch.setenv("EXPOSURECHECK_SAS", f"{good}\n{cut} nonsense")
    whole = Whole(patient())
    assert whole.exposures["closed"].exposure is ExposureClass.BEARER_TOKEN
    assert whole.exposures["other"].exposure is PRIVATE
    assert [(gap.fact, gap.reason) for gap in whole.gaps] == [("sas", GapReason.MALFORMED)] * 2
    assert SIG not in repr([whole.stores["closed"], whole.gaps, patient()._session])


def test_a_link_by_a_policy_that_could_not_be_read_is_not_called_closed(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(account(StoryStore("closed", PRIVATE))).refused = {
        "Microsoft.Storage/storageAccounts/blobServices/containers/getAcl/action"
    }
    link = f"https://teststore.blob.core.windows.net/closed?sv=2023-11-03&sr=c&si=old&sig={SIG}"
    monkeypatch.setenv("EXPOSURECHECK_SAS", link)
    assert Whole(patient()).exposures["closed"].exposure is not PRIVATE


class _Nobody:
    def get_token(self, *_scopes: str, **_options: object) -> AccessToken:
        raise CredentialUnavailableError("nobody is signed in")


def test_what_strangers_can_read_needs_no_credentials(serve: Serve) -> None:
    state = serve(SHOP)
    only = OneAccount(SHOP.name, f"{state.url}/blob/{SHOP.name}", None)
    session = Session(None, None, OrNobody(TokenSigner(_Nobody(), "https://storage.azure.com/.default")), only)
    calls = Calls(session, Paces(Pace(None, 4)), 4, sleep=lambda _seconds: None)

    def found(name: str) -> Found:
        return Found(Place(SHOP.name, "blob", name), only_account(only), {"name": name})

    listed = [one.key for one in objects(calls, found("open"), 10) if isinstance(one, ObjectEntry)]
    assert listed == ["open/a.csv", "open/b/c.csv"]
    assert read(calls, found("open"), "open/a.csv", 0, 7) == b"content"
    assert read(calls, found("blobs"), "blobs/a.csv", 3, 4) == b"tent"
    for name in ("blobs", "closed"):
        (gap,) = objects(calls, found(name), 10)
        assert isinstance(gap, Gap)
    assert isinstance(read(calls, found("closed"), "closed/a.csv", 0, 7), Gap)
    assert not [request for request in state.requests if "authorization" in request.headers]


def test_a_sign_in_that_was_refused_is_not_taken_for_nobody() -> None:
    class _Refused(_Nobody):
        def get_token(self, *_scopes: str, **_options: object) -> AccessToken:
            raise ClientAuthenticationError("the secret is wrong")

    with pytest.raises(ClientAuthenticationError):
        OrNobody(TokenSigner(_Refused(), "scope")).sign("GET", "https://acme.blob.core.windows.net/c", {})


def test_an_account_that_was_named_only_has_its_public_addresses() -> None:
    assert public_account("acme").endpoints["file"] == "https://acme.file.core.windows.net"
