"""A shared link in a file that outsiders can read opens the store it names: the scan says so and looks inside."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from exposurecheck.audit.flow import audit
from exposurecheck.checks.catalogue import load
from exposurecheck.demo.azure.links import account_text, service_text, signed
from exposurecheck.demo.azure.story import StoryStore
from exposurecheck.demo.exhibit import Exhibit
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.report import Report
from exposurecheck.model.resource import Resource
from exposurecheck.progress import Silent
from exposurecheck.providers.registry import connect_all
from exposurecheck.settings import ContentSettings, ScanSettings
from tests.providers.azure.conftest import Serve
from tests.providers.azure.estate import ANYONE, KEY, PRIVATE, account, file

AT = datetime(2026, 11, 23, tzinfo=UTC)
LATER, EARLIER = "2036-01-01T00:00:00Z", "2026-01-01T00:00:00Z"
BEARER = ExposureClass.BEARER_TOKEN
OWNER = account()
PEOPLE = "氏名,メールアドレス,電話番号\n" + "".join(
    f"山田{n}郎,yamada{n}@mail{n % 7}.jp,090-1234-{5600 + n}\n" for n in range(20)
)


def link(store: str, path: str = "", *, share: bool = False, **given: str) -> str:
    plane = "file" if share else "blob"
    params = {"sv": "2022-11-02", "sr": "s" if share else "c", "sp": "rl", "se": LATER} | given
    signature = signed(OWNER, service_text(OWNER, plane, (store, *filter(None, path.split("/"))), params))
    query = "&".join(f"{name}={value}" for name, value in {**params, "sig": signature}.items())
    return f"https://{OWNER.name}.{plane}.core.windows.net/{store}{'/' + path if path else ''}?{query}"


def whole_account(**given: str) -> str:
    params = {"sv": "2022-11-02", "ss": "b", "srt": "sco", "sp": "rl", "se": LATER} | given
    query = "&".join(f"{k}={v}" for k, v in {**params, "sig": signed(OWNER, account_text(OWNER, params))}.items())
    return f"https://{OWNER.name}.blob.core.windows.net/?{query}"


Scan = Callable[..., Report]


@pytest.fixture
def scan(serve: Serve) -> Scan:
    """Scan an account with a public container ``notes`` that holds ``text``, and private stores."""

    def run(text: str, *, content: str = "sample", inner: str = "", **private: bool) -> Report:
        stores = [StoryStore(name, PRIVATE, (file("people.csv"), file("x")), share=s) for name, s in private.items()]
        state = serve(account(StoryStore("notes", ANYONE, (file("note.txt"),), "Blob"), *stores))
        bodies = {"note.txt": text, "people.csv": PEOPLE, "x": inner}
        state.content = lambda name: Exhibit(bodies[name].encode(), "text/plain")
        settings = ScanSettings(
            provider="azure", concurrency=4, processes=1, content=ContentSettings.model_validate({"mode": content})
        )
        return audit(connect_all(settings), settings, load(), lambda: AT, Silent())

    return run


def store(report: Report, name: str) -> Resource:
    return next(one for one in report.resources if one.name == name)


def failed(report: Report, name: str) -> set[str]:
    return {f.check for f in report.findings if f.resource == store(report, name).id and f.status == "fail"}


@pytest.mark.parametrize("share", [False, True])
def test_a_link_opens_the_store_it_names(share: bool, scan: Scan) -> None:
    report = scan(f"backup: {link('backup', share=share)}", backup=share, other=share)
    opened = store(report, "backup")
    assert opened.exposure is not None
    assert opened.exposure.exposure is BEARER
    assert opened.exposure.exposed_prefixes == (("share:" if share else "") + "backup/*",)
    assert opened.settings.links_found == 1
    assert opened.personal_data is not None
    assert opened.personal_data.subjects.best == 20
    assert "shared-link-in-readable-object" in failed(report, "backup")
    assert report.subjects is not None
    assert report.subjects.best == 20
    closed = store(report, "other")
    assert closed.exposure is not None
    assert closed.exposure.exposure is PRIVATE
    assert closed.personal_data is None


@pytest.mark.parametrize(("end", "told"), [(LATER, {"public-shared-link"}), (EARLIER, set[str]())])
def test_a_link_to_a_store_elsewhere_is_a_finding_on_the_file_that_holds_it(
    end: str, told: set[str], scan: Scan
) -> None:
    report = scan(link("backup", se=end).replace(f"https://{OWNER.name}.", "https://partner."))
    assert failed(report, "notes") & {"public-shared-link"} == told


def test_the_evidence_says_where_the_link_lies_what_it_allows_and_until_when(scan: Scan) -> None:
    report = scan(f"{link('backup')} {link('backup')}", backup=False)
    (finding,) = [f for f in report.findings if f.check == "shared-link-in-readable-object"]
    (evidence, *_) = finding.evidence
    assert evidence.source == "SAS"
    for told in ('"sp": "rl"', f'"se": "{LATER}"', "https://teststore.blob.core.windows.net/notes/notes/note.txt"):
        assert told in evidence.extract


def test_the_signature_is_in_no_part_of_the_report_or_log(scan: Scan, caplog: pytest.LogCaptureFixture) -> None:
    given = link("backup")
    with caplog.at_level("DEBUG"):
        report = scan(given, backup=False)
    signature = given.rpartition("sig=")[2]
    assert signature[:20] not in report.model_dump_json() + repr(report) + caplog.text


def test_a_link_to_one_blob_opens_that_one(scan: Scan) -> None:
    report = scan(link("backup", "people.csv", sr="b", sp="r"), backup=False)
    opened = store(report, "backup")
    assert opened.exposure is not None
    assert opened.exposure.exposed_prefixes == ("backup/people.csv",)
    assert opened.personal_data is not None
    assert opened.personal_data.coverage.of == 1


def test_a_link_to_the_account_opens_every_container(scan: Scan) -> None:
    report = scan(whole_account(), one=False, two=False, files=True)
    found = {one.name: one.exposure.exposure for one in report.resources if one.exposure}
    assert found == {"notes": ANYONE, "one": BEARER, "two": BEARER, "files": PRIVATE}


def test_a_link_that_lies_behind_a_link_is_followed_too(scan: Scan) -> None:
    report = scan(link("first"), inner=link("second"), first=False, second=False, third=False)
    found = {one.name: one.exposure.exposure for one in report.resources if one.exposure}
    assert found == {"notes": ANYONE, "first": BEARER, "second": BEARER, "third": PRIVATE}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"se": EARLIER}, "sas[0]:expired"),
        ({"st": LATER}, "sas[0]:not_started"),
        ({"si": "gone"}, "sas[0]:stored_policy_missing"),
    ],
)
def test_a_link_that_does_not_work_opens_nothing(given: dict[str, Any], reason: str, scan: Scan) -> None:
    report = scan(link("backup", **given), backup=False)
    closed = store(report, "backup")
    assert closed.exposure is not None
    assert (closed.exposure.exposure, closed.exposure.blocked_by) == (PRIVATE, (reason,))
    assert "shared-link-in-readable-object" not in failed(report, "backup")
    assert closed.personal_data is None


def test_a_link_of_somebody_else_is_told_where_it_lies_and_changes_nothing(scan: Scan) -> None:
    report = scan(link("backup").replace("teststore", "elsewhere"), backup=False)
    assert {one.name: one.exposure.exposure for one in report.resources if one.exposure}["backup"] is PRIVATE
    data = store(report, "notes").personal_data
    assert data is not None
    (told,) = data.inspections[0].links
    assert (told.account, told.store, told.parameters["sp"], told.parameters["se"]) == (
        "elsewhere", "backup", "rl", LATER
    )  # fmt: skip


def test_nothing_is_looked_for_when_content_is_off(scan: Scan) -> None:
    report = scan(link("backup"), content="off", backup=False)
    assert {one.name: one.exposure.exposure for one in report.resources if one.exposure}["backup"] is PRIVATE


def test_a_link_that_was_given_opens_its_store_and_one_that_is_also_found_is_one(
    scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = link("backup")
    monkeypatch.setenv("EXPOSURECHECK_SAS", given)
    report = scan("nothing", backup=False)
    opened = store(report, "backup")
    assert opened.exposure is not None
    assert opened.exposure.exposure is BEARER
    assert (opened.settings.shared_links, opened.settings.links_found) == (1, 0)
    assert given.rpartition("sig=")[2][:20] not in report.model_dump_json()
    both = store(scan(given, backup=False), "backup")
    assert (both.settings.shared_links, both.settings.links_found) == (1, 1)


def test_the_key_of_the_test_account_signs() -> None:
    assert OWNER.key == KEY
