"""Shared links become documents without their signature, and anything cut short becomes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.model.base import Json
from exposurecheck.model.link import shared_link
from exposurecheck.providers.azure.address import Place
from exposurecheck.providers.azure.sas import Links, document

SIG = "aW52ZW50ZWQgc2lnbmF0dXJlIG9mIDMyIGJ5dGVzISE="
FILES = "https://acct.file.core.windows.net"
HOST = "https://acct.blob.core.windows.net"
SERVICE = f"{HOST}/data/in/a.csv?sv=2023-11-03&sr=b&sp=r&se=2026-02-01T00%3A00%3A00Z&sig={SIG}"


def seen(link: str) -> tuple[str, dict[str, Json]] | None:
    found = shared_link(link)
    return None if found is None else (found.account, document(found))


def test_a_link_to_one_blob_names_it_and_drops_its_signature() -> None:
    assert seen(SERVICE) == (
        "acct",
        {
            "type": "service",
            "container": "data",
            "blob": "in/a.csv",
            "params": {"sv": "2023-11-03", "sr": "b", "sp": "r", "se": "2026-02-01T00:00:00Z"},
        },
    )


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (f"{HOST}/?sv=1&ss=bf&srt=sco&sp=rl&se=2026&sig={SIG}", {"type": "account"}),
        (f"{HOST}/d?sr=c&si=p&sig={SIG}", {"type": "service", "container": "d"}),
        (f"{HOST}/d/e?sr=d&sp=r&se=2026&sdd=1&sig={SIG}", {"type": "service", "container": "d", "directory": "e"}),
        (f"{HOST}/d?sr=c&sp=r&se=2026&skoid=o&sig={SIG}", {"type": "user_delegation", "container": "d"}),
        (f"https://acct.dfs.core.windows.net/d?sr=c&si=p&sig={SIG}", {"type": "service", "container": "d"}),
        (
            f"{FILES}/s/a/b?sr=f&sp=r&se=2026&sig={SIG}",
            {"type": "service", "share": "s", "path": "a/b"},
        ),
    ],
)
def test_kinds_of_links_are_told_apart(link: str, expected: dict[str, str]) -> None:
    found = seen(link)
    assert found is not None
    assert {key: value for key, value in found[1].items() if key != "params"} == expected


@given(st.integers(min_value=0, max_value=len(SERVICE) - 1))
def test_a_link_cut_short_is_no_link(length: int) -> None:
    assert seen(SERVICE[:length]) is None


@given(st.text())
def test_anything_else_is_no_link_and_no_error(text: str) -> None:
    seen(text)
    seen(f"{HOST}/{text}")
    seen(f"https://{text}/d?sr=c&si=p&sig={SIG}")


def test_links_reach_the_stores_they_concern() -> None:
    links = Links([SERVICE, f"{HOST}/?sv=1&ss=f&srt=o&sp=r&se=2026&sig={SIG}"])
    assert len(links.of(Place("acct", "blob", "data"))) == 1
    assert links.of(Place("acct", "blob", "other")) == []
    assert len(links.of(Place("acct", "file", "any"))) == 1
    assert links.of(Place("else", "blob", "data")) == []
