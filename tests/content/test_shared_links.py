"""Shared links are found in whatever text holds them, and nothing of their signature is left."""

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.content.inspect import Inspected, inspect
from exposurecheck.content.shared_links import AT_MOST, around
from exposurecheck.content.source import MemorySource
from exposurecheck.demo.formats import workbook, zipped
from exposurecheck.model.inspection import InspectionStatus
from exposurecheck.model.link import SharedLink, shared_link

SIGNATURE = "aW52ZW50ZWQgc2lnbmF0dXJlIG9mIDMyIGJ5dGVzISE="
ESCAPED = SIGNATURE.replace("=", "%3D")
URL = f"https://acme.blob.core.windows.net/backup?sv=2023-11-03&se=2027-01-01T00%3A00%3A00Z&sr=c&sp=rl&sig={ESCAPED}"
EXPECTED = SharedLink(
    account="acme",
    service="blob",
    kind="service",
    store="backup",
    parameters={"sv": "2023-11-03", "se": "2027-01-01T00:00:00Z", "sr": "c", "sp": "rl"},
)
SAS = f"sv=2023-11-03&ss=bf&srt=sco&sp=rl&se=2027-01-01&sig={ESCAPED}"


def look(name: str, data: bytes) -> Inspected:
    return inspect(name, MemorySource(data), secret=b"s" * 32)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"see {URL}."),
        ("a.txt", f"バックアップは「{URL}」にあります。"),
        ("a.md", f"[here]({URL})"),
        ("a.js", f'const b = "{URL}";'),
        ("a.json", json.dumps({"url": URL})),
        ("a.json", json.dumps({"url": URL}).replace("&", "\\u0026").replace("/", "\\/")),
        ("a.html", f'<a href="{URL.replace("&", "&amp;")}">x</a>'),
        ("a.csv", f"id,url\n1,{URL}\n2,none\n"),
        ("a.csv", f"id,url\n1,x\n{f'2,{URL}' + chr(10)}" * 30),
        ("a.env", f"BACKUP='{URL}'\n"),
        ("a.log", f"2026-01-01 GET {URL} 200\n" * 3),
        ("a.yaml", f"backup: {URL}  # temporary\n"),
        ("a.txt", URL.replace("%3D", "=")),
    ],
)
def test_a_link_is_found_in_whatever_text_holds_it(name: str, text: str) -> None:
    inspected = look(name, text.encode())
    assert inspected.inspection.links == (EXPECTED,)


def test_a_link_is_found_inside_containers_and_said_of_each_file() -> None:
    book = workbook("x", [("name", "url"), ("backup", URL)])
    inspected = look("a.zip", zipped({"b.xlsx": book, "c.txt": b"nothing"}))
    assert inspected.inspection.links == (EXPECTED,)
    held = {member.path: member.links for member in inspected.members}
    assert held["a.zip!/b.xlsx"] == (EXPECTED,)
    assert held["a.zip!/c.txt"] == ()


def test_a_connection_string_holds_a_link_to_each_endpoint() -> None:
    text = (
        "BlobEndpoint=https://acme.blob.core.windows.net/;FileEndpoint=https://acme.file.core.windows.net;"
        f"SharedAccessSignature={SAS};"
    )
    links = look("a.config", text.encode()).inspection.links
    assert [(one.account, one.service, one.kind) for one in links] == [
        ("acme", "blob", "account"),
        ("acme", "file", "account"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        URL[:-9],
        URL.replace(ESCAPED, "REDACTED"),
        URL.replace("sr=c&", ""),
        URL.replace("https://acme", "https://例え"),
        URL.replace("acme.blob", "acme.queue"),
        URL.replace("https://", "https://user@"),
        f"?{SAS}",
        f"SharedAccessSignature={SAS}",
        "sig=",
        "&sig=" * 100,
    ],
)
def test_what_opens_nothing_is_no_link(text: str) -> None:
    assert look("a.txt", text.encode()).inspection.links == ()


def test_the_signature_is_in_nothing_that_leaves_the_detector() -> None:
    inspected = look("a.txt", URL.encode())
    leaving = pickle.dumps(inspected) + repr(inspected).encode() + inspected.inspection.model_dump_json().encode()
    for spelled in (SIGNATURE, ESCAPED, SIGNATURE[:16]):
        assert spelled.encode() not in leaving


def test_the_path_of_a_link_is_in_no_output() -> None:
    link = shared_link(URL.replace("/backup?", "/backup/金糸雀.csv?").replace("sr=c", "sr=b"))
    assert link is not None
    assert link.path == "金糸雀.csv"
    assert "金糸雀" not in repr(link) + link.model_dump_json() + str(link.model_dump())


def test_more_links_than_are_kept_make_the_reading_partial() -> None:
    text = "\n".join(URL.replace("/backup?", f"/backup{n}?") for n in range(AT_MOST + 1))
    inspection = look("a.txt", text.encode()).inspection
    assert len(inspection.links) == AT_MOST
    assert inspection.status is InspectionStatus.PARTIAL


@given(st.text(), st.text())
def test_no_text_around_the_mark_is_an_error(before: str, behind: str) -> None:
    text = f"{before}sig={behind}"
    assert isinstance(around(text, len(before)), tuple)
    around(f"https://acme.blob.core.windows.net/{text}", 35 + len(before))
