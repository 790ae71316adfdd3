"""What two people accept for a time is set aside; every waiver that does not hold is a finding."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.finding import Finding, FindingStatus
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.inspection import Category
from exposurecheck.model.report import Report
from exposurecheck.runs.waiver_file import Entry, WaiverFileError, read
from exposurecheck.runs.waivers import Waivers
from tests.report.sample import ACCOUNT, personal, store
from tests.runs.reports import CHECKS, UNKNOWN, found, night

TODAY = datetime(2026, 11, 1, tzinfo=UTC).date()
ENTRY: dict[str, Any] = {
    "check": "anonymous-list", "resource": "s3://web-*", "reason": "campaign site", "owner": "sato@example.jp",
    "approver": "suzuki@example.jp", "expires": "2026-11-01",
}  # fmt: skip
NAMES = {check: (check, f"old-{check}") for check in CHECKS}
OPEN = ExposureClass.ANONYMOUS_READ


def _applied(report: Report, *changed: dict[str, Any], limited: bool = False) -> Report:
    entries = tuple((Entry.model_validate({**ENTRY, **change}), 3) for change in changed)
    return Waivers(".exposurecheck-ignore.yaml", entries, limited).applied(report, NAMES, TODAY)


def _web(*findings: Finding, people: int = 0, category: Category = Category.CONTACT) -> Report:
    data = personal((category,), people, people, people, "email") if people else None
    return night(1, [store("web-a", OPEN, data=data), store("other")], findings or [found("anonymous-list", "web-a")])


def _said(report: Report) -> dict[str, FindingStatus]:
    return {finding.check: finding.status for finding in report.findings}


def test_a_waiver_that_holds_sets_aside_and_stays_in_the_report() -> None:
    (finding,) = _applied(_web(), {}).findings

    assert finding.status is FindingStatus.MUTED
    assert finding.waiver is not None
    assert (finding.waiver.owner, finding.waiver.approver) == ("sato@example.jp", "suzuki@example.jp")
    assert finding.waiver.reason == "campaign site"


@pytest.mark.parametrize(
    "change",
    [
        {"check": "anonymous-*"},
        {"check": "old-anonymous-list"},
        {"resource": "web-a"},
        {"resource": ["gs://x", "s3://web-?"]},
    ],
)
def test_checks_go_by_globs_and_old_names_and_stores_by_id_or_name(change: dict[str, Any]) -> None:
    assert _said(_applied(_web(), change)) == {"anonymous-list": FindingStatus.MUTED}


@pytest.mark.parametrize(
    "change", [{"check": "external-account"}, {"resource": "s3://other"}, {"resource": "s3://WEB-*"}]
)
def test_it_is_for_its_own_check_and_store_only(change: dict[str, Any]) -> None:
    assert _said(_applied(_web(), change)) == {
        "anonymous-list": FindingStatus.FAIL,
        "waiver-unused": FindingStatus.FAIL,
    }


def test_it_holds_through_its_last_day_and_not_longer() -> None:
    assert _said(_applied(_web(), {"expires": "2026-11-01"}))["anonymous-list"] is FindingStatus.MUTED
    told = _said(_applied(_web(), {"expires": "2026-10-31"}))

    assert told == {"anonymous-list": FindingStatus.FAIL, "waiver-expired": FindingStatus.FAIL}


@pytest.mark.parametrize("approver", ["sato@example.jp", "Sato@Example.JP", " sato@example.jp ", "ｓａｔｏ@example.jp"])
def test_nobody_approves_their_own_waiver(approver: str) -> None:
    told = _said(_applied(_web(), {"approver": approver}))

    assert told == {"anonymous-list": FindingStatus.FAIL, "waiver-self-approved": FindingStatus.FAIL}


@pytest.mark.parametrize(
    ("given", "people", "category", "holds"),
    [
        ({}, 1, Category.CONTACT, False),
        ({"categories": ["contact"], "subjects": 100}, 100, Category.CONTACT, True),
        ({"categories": ["contact"], "subjects": 100}, 101, Category.CONTACT, False),
        ({"categories": ["contact"], "subjects": 100}, 1, Category.MY_NUMBER, False),
        ({"categories": ["contact", "my_number"], "subjects": 100}, 1, Category.MY_NUMBER, True),
    ],
)
def test_it_lapses_when_the_data_outgrows_it(
    given: dict[str, Any], people: int, category: Category, holds: bool
) -> None:
    report = _applied(_web(people=people, category=category), given)

    status = FindingStatus.MUTED if holds else FindingStatus.FAIL
    assert _said(report)["anonymous-list"] is status
    assert ("waiver-outgrown" in _said(report)) is not holds
    assert all(f.resource == "s3://web-a" for f in report.findings if f.check == "waiver-outgrown")


def test_of_two_waivers_the_one_that_still_holds_counts() -> None:
    told = _said(_applied(_web(people=5), {}, {"categories": ["contact"], "subjects": 9}))

    assert told == {"anonymous-list": FindingStatus.MUTED, "waiver-outgrown": FindingStatus.FAIL}


def test_what_could_not_be_decided_is_not_set_aside() -> None:
    report = _applied(_web(found("anonymous-list", "web-a", UNKNOWN)), {})

    assert _said(report) == {"anonymous-list": FindingStatus.UNKNOWN}


def test_a_graver_finding_is_not_set_aside_with_the_general_one() -> None:
    report = _applied(_web(found("public-my-number", "web-a", also=["anonymous-list"])), {})

    assert _said(report) == {"public-my-number": FindingStatus.FAIL}


@pytest.mark.parametrize(
    "change",
    [
        {"scope": {"resources": ("other",)}},
        {"coverage": {"gaps": (Gap(resource=ACCOUNT, fact="stores", reason=GapReason.DENIED),)}},
        {"scope": {"provider": ("gcp",)}},
    ],
)
def test_an_entry_is_unused_only_where_the_scan_would_have_seen_a_use(change: dict[str, dict[str, object]]) -> None:
    report = night(1, [store("other")])
    ((part, update),) = change.items()
    limited = report.model_copy(update={part: getattr(report, part).model_copy(update=update)})

    assert _said(_applied(report, {})) == {"waiver-unused": FindingStatus.FAIL}
    assert _said(_applied(limited, {})) == {}


def test_an_entry_for_a_check_that_was_left_out_is_not_unused() -> None:
    report = night(1, [store("web-a")])

    assert _said(_applied(report, {"check": "no-such-check"})) == {"waiver-unused": FindingStatus.FAIL}
    assert _said(_applied(report, {"check": "no-such-check"}, limited=True)) == {}


def test_the_finding_of_an_entry_is_the_same_wherever_it_stands_in_the_file() -> None:
    one, other = {"resource": "s3://gone"}, {"resource": "s3://lost"}
    first, second = _applied(_web(), one, other), _applied(_web(), other, one)

    assert {f.fingerprint for f in first.findings} == {f.fingerprint for f in second.findings}


TEXT = """\
- check: public-website
  resource: s3://acme-www
  reason: company site
  owner: sato@example.jp
  approver: suzuki@example.jp
  expires: 2027-03-31
"""


def _file(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / ".exposurecheck-ignore.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("text", [TEXT, "waivers:\n" + TEXT, TEXT + "  subjects: 3\n  categories: [contact]\n"])
def test_a_file_is_read(tmp_path: Path, text: str) -> None:
    ((entry, _line),) = read(_file(tmp_path, text))

    assert entry.resource == ("s3://acme-www",)
    assert entry.expires == "2027-03-31"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n", "waivers: []\n"])
def test_a_file_without_waivers_sets_nothing_aside(tmp_path: Path, text: str) -> None:
    assert read(_file(tmp_path, text)) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TEXT.replace("  owner", "  ownr"), ":4:3: unknown key 'ownr'; did you mean 'owner'? Allowed: check, resource"),
        (TEXT + TEXT.replace("  owner: sato@example.jp\n", ""), ":7:3: missing: owner"),
        (TEXT.replace("2027-03-31", "soon"), ":6:12: must be a day such as 2027-03-31"),
        (TEXT.replace("2027-03-31", "2027-02-31"), ":6:12: '2027-02-31' is not a day of the calendar"),
        (TEXT.replace("company site", '""'), ":3:11: must not be empty"),
        (TEXT + "  subjects: many\n", ":7:13: "),
        (TEXT + "  categories: [names]\n", "'names' is not allowed. Allowed: my_number, special_care"),
        (TEXT + TEXT.replace("- check", "  check"), "duplicate key 'check'"),
        ("check: x\n", "must be a list of waivers"),
        ("waivers: 7\n", "must be a list of waivers"),
        ("- 7\n", ":1:3: "),
        ("- [", "not valid YAML"),
        (b"\xff\xfe", "not UTF-8"),
        ("- &a {check: *a}\n", "anchors"),
    ],
)
def test_a_broken_file_is_told_with_its_place(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(WaiverFileError) as told:
        read(_file(tmp_path, text))

    assert message in str(told.value)
    assert "nothing is set aside" in str(told.value)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(WaiverFileError) as told:
        read(_file(tmp_path, TEXT.replace("owner", "ownr") + TEXT.replace("2027-03-31", "soon")))

    assert len(told.value.problems) == 3
