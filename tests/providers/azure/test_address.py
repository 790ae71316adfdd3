"""Ids lead back to their store whatever its name, and credentials go nowhere in the clear."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.providers.azure.address import Place, account_of, in_path, joined, place, safe_endpoint

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1)


@given(st.from_regex(r"[a-z0-9]{3,24}", fullmatch=True), st.sampled_from(["blob", "file"]), NAMES)
def test_an_id_leads_back_to_its_store(account: str, service: str, name: str) -> None:
    where = Place(account, service, name)
    assert place(where.id) == where


@pytest.mark.parametrize("text", ["s3://b", "https://a.blob.core.windows.net/", "https://a.queue.core.windows.net/q"])
def test_what_is_no_store_has_no_place(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        place(text)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.blob.core.windows.net/", "https://a.blob.core.windows.net"),
        ("http://127.0.0.1:10000/a", "http://127.0.0.1:10000/a"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://[::1]:1", "http://[::1]:1"),
        ("http://a.blob.core.windows.net/", None),
        ("http://127.0.0.1.example.com/", None),
        ("ftp://127.0.0.1", None),
        ("https://", None),
        ("https://[", None),
        (None, None),
        (7, None),
    ],
)
def test_credentials_go_over_tls_or_stay_on_this_machine(url: object, expected: str | None) -> None:
    assert safe_endpoint(url) == expected


def test_names_are_one_segment_and_paths_keep_their_slashes() -> None:
    base = "https://a.blob.core.windows.net/"
    assert joined(base, "a/b", query={"comp": "acl"}) == "https://a.blob.core.windows.net/a%2Fb?comp=acl"
    assert in_path(base, "$web", "x y/ä?#%/..") == "https://a.blob.core.windows.net/$web/x%20y/%C3%A4%3F%23%25/.."


@pytest.mark.parametrize(
    ("url", "account"),
    [
        ("https://management.azure.com/subscriptions/1234/providers/Microsoft.Storage/storageAccounts", "1234"),
        ("https://management.azure.com/subscriptions?api-version=2022-12-01", ""),
        ("https://acme.blob.core.windows.net/exports/a.csv", "acme"),
        ("https://acme.blob.core.windows.net/subscriptions/a.csv", "acme"),
        ("https://acme.z11.web.core.windows.net/", "acme"),
        ("https://acme.file.core.windows.net/exports", "acme"),
        ("http://127.0.0.1:10000/devstoreaccount1/exports", "devstoreaccount1"),
    ],
)
def test_a_request_counts_for_its_subscription_or_its_storage_account(url: str, account: str) -> None:
    assert account_of(url) == account
