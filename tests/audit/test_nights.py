"""Night after night, as a pipeline runs it: baseline, waivers, gate."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from exposurecheck.runs.database import FILE_NAME
from tests.audit.conftest import Outcome, public
from tests.servers.s3 import Answer, Bucket, Request, StubS3, error

Scan = Callable[..., Outcome]
WAIVER = """\
- check: "*"
  resource: s3://open-bucket
  reason: company site
  owner: sato@example.jp
  approver: suzuki@example.jp
  expires: 2099-12-31
"""
CUSTOMERS = "氏名,メールアドレス,電話番号\n" + "".join(
    f"山田 太郎{n},taro{n}@example-mail.jp,090-1234-{n:04d}\n" for n in range(20)
)


def _open(*names: str) -> dict[str, Bucket]:
    return {name: public(name, **{"a.txt": b"nothing personal"}) for name in names}


def _denied(request: Request) -> Answer | None:
    return error(403, "AccessDenied") if request.operation.startswith("GetBucketPolicy") else None


def test_a_baseline_lets_what_was_there_pass_and_stops_what_is_new(stub: StubS3, scan: Scan) -> None:
    stub.buckets = _open("open-bucket")
    first = scan("--fail-on", "low")
    known = scan("--fail-on", "low", "--baseline", "latest")
    stub.buckets |= _open("new-bucket")
    more = scan("--fail-on", "low", "--baseline", first.report["run_id"])
    graver = scan("--fail-on", "critical", "--baseline", first.report["run_id"])

    assert (first.status, known.status, more.status, graver.status) == (1, 0, 1, 0)
    assert f"--baseline {first.report['run_id']}: " in more.printed


def test_a_baseline_stops_what_is_worse(stub: StubS3, scan: Scan) -> None:
    stub.buckets = {"open-bucket": public("open-bucket", **{"a.csv": CUSTOMERS.encode()})}
    first = scan("--fail-on", "medium")
    twice = CUSTOMERS + CUSTOMERS.replace("taro", "jiro").replace("太郎", "次郎").replace("090-1234", "080-4321")
    stub.buckets = {"open-bucket": public("open-bucket", **{"a.csv": twice.encode()})}
    second = scan("--fail-on", "medium", "--baseline", first.report["run_id"])

    assert second.status == 1
    (worse,) = second.report["changes"]["worse"]
    assert [one["what"] for one in worse["worse"]] == ["people"]


def test_an_incomplete_run_is_no_baseline(stub: StubS3, scan: Scan) -> None:
    stub.buckets, stub.fault = _open("open-bucket"), _denied
    first = scan("--fail-on", "never")
    stub.requests.clear()
    second = scan("--baseline", first.report["run_id"])

    assert second.status == 2
    assert "is not complete" in second.printed
    assert "Close its gaps" in second.printed
    assert not stub.requests, "said before any cloud is asked"


@pytest.mark.parametrize("name", ["nothing", "previous"])
def test_a_baseline_that_is_not_there_is_named(stub: StubS3, scan: Scan, name: str) -> None:
    done = scan("--baseline", name)

    assert done.status == 2
    assert f"--baseline {name}" in done.printed


def test_fail_on_new_is_since_the_previous_run_and_at_first_everything_is_new(stub: StubS3, scan: Scan) -> None:
    stub.buckets = _open("open-bucket")
    statuses = [scan("--fail-on", "new").status, scan("--fail-on", "new").status]
    stub.buckets |= _open("new-bucket")
    statuses.append(scan("--fail-on", "new").status)

    assert statuses == [1, 0, 1]


def test_a_waiver_opens_the_gate_and_stays_in_every_format(stub: StubS3, scan: Scan, tmp_path: Path) -> None:
    stub.buckets = _open("open-bucket")
    (tmp_path / ".exposurecheck-ignore.yaml").write_text(WAIVER, encoding="utf-8")
    done = scan("--fail-on", "low", "-f", "html,json,sarif,junit,ocsf,csv,markdown")

    muted = [f for f in done.report["findings"] if f["status"] == "muted"]
    assert done.status == 0
    assert muted
    assert done.report["summary"]["muted"] == len(muted)
    assert "sato@example.jp" in done.page
    assert re.search(rf"\b{len(muted)} findings? ", done.printed)
    folder = tmp_path / "out" / "latest"
    results = json.loads((folder / "findings.sarif").read_text("utf-8"))["runs"][0]["results"]
    justified = [r for r in results if r["suppressions"]]
    assert len(justified) == len(muted)
    assert "company site" in justified[0]["suppressions"][0]["justification"]
    assert (folder / "junit.xml").read_text("utf-8").count("<skipped") >= len(muted)
    assert (folder / "findings.csv").read_text("utf-8-sig").count("\nmuted,") >= len(muted)
    assert (folder / "findings.ocsf.json").read_text("utf-8").count('"Suppressed"') == len(muted)
    assert "set aside" in (folder / "summary.md").read_text("utf-8") or str(len(muted)) in (
        folder / "summary.md"
    ).read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (("2099-12-31", "2020-01-01"), "waiver-expired"),
        (("suzuki@", "sato@"), "waiver-self-approved"),
        (("s3://open-bucket", "s3://no-such-bucket"), "waiver-unused"),
    ],
)
def test_a_waiver_that_does_not_hold_is_a_finding_in_every_format(
    stub: StubS3, scan: Scan, tmp_path: Path, change: tuple[str, str], check: str
) -> None:
    stub.buckets = _open("open-bucket")
    (tmp_path / "mine.yaml").write_text(WAIVER.replace(*change), encoding="utf-8")
    flags = ("--ignore-file", "mine.yaml", "-f", "html,json,sarif,junit,ocsf,csv,markdown")
    done = scan("--fail-on", "low", *flags)

    assert done.status == 1
    assert check in {f["check"] for f in done.report["findings"]}
    assert done.report["summary"]["muted"] == 0
    for name in ("report.html", "findings.sarif", "junit.xml", "findings.ocsf.json", "findings.csv"):
        assert check in (tmp_path / "out" / "latest" / name).read_text("utf-8"), name


def test_a_waiver_lapses_when_personal_data_appears(stub: StubS3, scan: Scan, tmp_path: Path) -> None:
    (tmp_path / ".exposurecheck-ignore.yaml").write_text(WAIVER, encoding="utf-8")
    stub.buckets = _open("open-bucket")
    before = scan("--fail-on", "high")
    stub.buckets = {"open-bucket": public("open-bucket", **{"a.csv": CUSTOMERS.encode()})}
    after = scan("--fail-on", "high", "--baseline", before.report["run_id"])

    assert (before.status, after.status) == (0, 1)
    assert "waiver-outgrown" in {f["check"] for f in after.report["findings"]}
    (told,) = (f for f in after.report["findings"] if f["check"] == "waiver-outgrown")
    assert "subjects: 0 → 20" in told["because"]["en"]


def test_a_broken_file_of_waivers_costs_no_scan(stub: StubS3, scan: Scan, tmp_path: Path) -> None:
    stub.buckets = _open("open-bucket")
    (tmp_path / ".exposurecheck-ignore.yaml").write_text(WAIVER + "  until: 3\n", encoding="utf-8")
    done = scan("--fail-on", "low")

    assert done.status == 2
    assert ".exposurecheck-ignore.yaml:7:3: unknown key 'until'" in done.printed
    assert done.report["summary"]["muted"] == 0
    assert done.report["findings"]
    assert "nothing is set aside" in done.report["notes"][0]["en"]


def test_what_changed_is_printed_and_the_store_is_beside_the_output(stub: StubS3, scan: Scan, tmp_path: Path) -> None:
    stub.buckets = _open("open-bucket")
    scan()
    stub.buckets = {}
    done = scan()

    assert "Changes since the previous run" in done.printed
    assert done.report["changes"]["fixed"]
    assert (tmp_path / "out" / FILE_NAME).is_file()
    stub.buckets = _open("open-bucket")
    again = scan("--fail-on", "never")
    assert all(f["reopened_at"] for f in again.report["findings"] if f["status"] == "fail")
    assert "is back" in again.page
