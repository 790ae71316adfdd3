"""Whatever an object is called, the server that is asked for it is asked for exactly that object."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.demo.gcs.rules import ANONYMOUS
from exposurecheck.demo.gcs.wire import understood
from exposurecheck.providers.gcp.address import bucket_path, project_of, with_query, xml_path

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), min_size=1, max_size=40)


@given(NAMES)
def test_the_json_api_sees_the_name_as_one_segment(key: str) -> None:
    target = with_query(bucket_path("shop", "o", key), {"alt": "media"})
    asked = understood("GET", target, {}, b"", caller=ANONYMOUS, refused=frozenset())
    assert asked.path == ("storage", "v1", "b", "shop", "o", key)
    assert asked.query == {"alt": "media"}


@given(NAMES)
def test_the_xml_api_sees_the_name_with_its_slashes(key: str) -> None:
    asked = understood("GET", xml_path("shop", key), {}, b"", caller=ANONYMOUS, refused=frozenset())
    assert "/".join(asked.path[1:]) == key
    assert asked.query == {}


@given(NAMES)
def test_addresses_are_plain_ascii_without_a_fragment(key: str) -> None:
    for target in (xml_path("shop", key), bucket_path("shop", "o", key)):
        assert target.isascii()
        assert not set(target) & set(' ?#\\"<>')


@pytest.mark.parametrize(
    ("path", "project"),
    [
        (bucket_path("shop", "o", "a/projects/x"), "acme"),
        (with_query(bucket_path("shop.example.com", "iam"), {"userProject": "other"}), "web"),
        (bucket_path("unlisted"), ""),
        (with_query("/storage/v1/b", {"project": "acme", "maxResults": "1000"}), "acme"),
        ("/v3/projects/acme:getIamPolicy", "acme"),
        ("/v3/folders/1:search", ""),
    ],
)
def test_a_request_counts_for_the_project_of_its_bucket_or_the_one_asked_about(path: str, project: str) -> None:
    homes = {"shop": "acme", "shop.example.com": "web"}
    assert project_of(f"https://storage.googleapis.com{path}", homes) == project
