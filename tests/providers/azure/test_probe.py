"""What unsigned requests get, with each refusal told apart, for every store of the fictional company."""

from typing import Any

import pytest

from exposurecheck.demo.azure.request import Answer
from exposurecheck.demo.azure.story import NOT_PERMITTED, OPEN, STORY, StoryAccount, StoryStore
from exposurecheck.model.exposure import Witness
from exposurecheck.providers.azure.provider import AzureProvider
from exposurecheck.providers.base import Store
from tests.providers.azure.conftest import Serve
from tests.providers.azure.estate import ANYONE, AT, PRIVATE, SHOP, account, file, patient, refs

_GETS = {200: {200, 206}}
EVERY = [(one, store) for one in STORY for store in one.stores]


def _store(provider: AzureProvider, name: str) -> Store:
    return provider.describe(refs(provider)[name])


@pytest.mark.parametrize(("owner", "store"), EVERY, ids=[store.name for _, store in EVERY])
def test_outsiders_get_what_the_story_says(owner: StoryAccount, store: StoryStore, serve: Serve) -> None:
    serve(owner)
    provider = patient()
    described = _store(provider, store.name)
    proof = provider.probe(described, Witness(method="GET", key=None), AT)
    assert proof.status in _GETS.get(store.list, {store.list})
    prefix = f"share:{store.name}/" if store.share else f"{store.name}/"
    for one in store.files:
        proof = provider.probe(described, Witness(method="GET", key=prefix + one.path), AT)
        assert proof.status in _GETS.get(one.get, {one.get}), one.path
        assert (proof.sha256_of_first_bytes is None) == (one.get != OPEN)
        assert f"content of {one.exhibit!r}" not in proof.model_dump_json()


@pytest.mark.parametrize(
    ("options", "store", "code"),
    [
        ({}, StoryStore("c", PRIVATE, (file("a"),)), "ResourceNotFound"),
        ({"allow_public": False}, StoryStore("c", PRIVATE, (file("a"),), "Blob"), "PublicAccessNotPermitted"),
        ({"networks": ("203.0.113.0/24",)}, StoryStore("c", PRIVATE, (file("a"),), "Blob"), "AuthorizationFailure"),
        ({}, StoryStore("c", ANYONE, (), "Blob"), "BlobNotFound"),
        ({}, StoryStore("c", PRIVATE, (file("a"),), share=True), "AuthenticationFailed"),
    ],
)
def test_refusals_are_told_apart(options: dict[str, Any], store: StoryStore, code: str, serve: Serve) -> None:
    serve(account(store, **options))
    provider = patient()
    key = "share:c/a" if store.share else "c/a"
    proof = provider.probe(_store(provider, "c"), Witness(method="GET", key=key), AT)
    assert proof.error == code
    assert proof.sha256_of_first_bytes is None
    assert (proof.status == NOT_PERMITTED) == (code == "PublicAccessNotPermitted")


def test_a_website_answers_where_the_blob_endpoint_refuses(serve: Serve) -> None:
    state = serve(account(StoryStore("$web", ANYONE, (file("a.html"),)), website=True, allow_public=False))
    provider = patient()
    proof = provider.probe(_store(provider, "$web"), Witness(method="GET", key="$web/a.html"), AT)
    assert (proof.status, proof.url) == (206, f"{state.url}/web/teststore/a.html")


def test_a_public_web_container_without_website_answers_on_the_blob_endpoint(serve: Serve) -> None:
    state = serve(account(StoryStore("$web", ANYONE, (file("a.html"),), "Blob")))
    provider = patient()
    proof = provider.probe(_store(provider, "$web"), Witness(method="GET", key="$web/a.html"), AT)
    assert (proof.status, proof.url) == (206, f"{state.url}/blob/teststore/$web/a.html")


def test_a_probe_carries_nothing_that_says_who_asks(serve: Serve) -> None:
    state = serve(SHOP)
    provider = patient()
    store = _store(provider, "open")
    before = len(state.requests)
    provider.probe(store, Witness(method="GET", key="open/a.csv"), AT)
    (request,) = state.requests[before:]
    assert not request.signed
    assert request.headers["range"] == "bytes=0-1023"
    assert not [name for name in request.headers if name.startswith("x-ms-")]


@pytest.mark.parametrize(
    ("witness", "error"),
    [
        (Witness(method="PUT", key="open/a.csv"), "not_a_read"),
        (Witness(method="GET", key="open/a.csv", signed=True), "needs_an_account"),
    ],
)
def test_only_unsigned_reads_are_sent(witness: Witness, error: str, serve: Serve) -> None:
    serve(SHOP)
    provider = patient()
    proof = provider.probe(_store(provider, "open"), witness, AT)
    assert (proof.status, proof.error) == (None, error)


def test_no_answer_is_a_proof_of_nothing(serve: Serve) -> None:
    state = serve(SHOP)
    provider = patient()
    store = _store(provider, "open")
    state.fault = lambda r: None if r.signed else Answer(reset=True)
    proof = provider.probe(store, Witness(method="GET", key="open/a.csv"), AT)
    assert (proof.status, proof.agrees) == (None, None)
    assert proof.error


def test_a_refusal_elsewhere_says_nothing_about_a_website(by_key: Serve) -> None:
    by_key(account(StoryStore("$web", ANYONE, (file("a.html"),)), website=True))
    provider = patient()
    proof = provider.probe(_store(provider, "$web"), Witness(method="GET", key="$web/a.html"), AT)
    assert (proof.status, proof.error) == (None, "web_endpoint_unknown")
