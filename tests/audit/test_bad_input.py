"""Whatever the cloud answers: no traceback, no false "closed", and the trouble stands in the report."""

import json
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.audit.conftest import Outcome, public
from tests.servers.s3 import Answer, Bucket, Request, StubS3, error

Scan = Callable[..., Outcome]


def test_an_empty_account_is_clean(stub: StubS3, scan: Scan) -> None:
    done = scan()

    assert done.status == 0
    assert done.report["coverage"]["complete"]
    assert done.report["resources"] == []


def test_a_public_bucket_closes_the_gate(stub: StubS3, scan: Scan) -> None:
    stub.buckets = {"open-bucket": public("open-bucket", **{"a.txt": b"nothing personal"})}

    done = scan("--fail-on", "low")

    assert done.status == 1
    assert done.resource("open-bucket")["exposure"]["exposure"] == "anonymous_read"
    assert "policy.statement[0]" in done.resource("open-bucket")["exposure"]["cause"]


@pytest.mark.parametrize(
    "policy", ["this is not JSON", "[]", '{"Statement": 7}', '{"Statement": [{"Effect": "Maybe"}]}']
)
def test_a_policy_that_cannot_be_understood_is_unknown_and_told(stub: StubS3, scan: Scan, policy: str) -> None:
    stub.buckets = {"odd-bucket": Bucket(policy=policy)}

    done = scan()

    assert done.resource("odd-bucket")["exposure"]["exposure"] == "unknown"
    assert not done.report["coverage"]["complete"]
    assert "odd-bucket" in done.page
    assert {f["check"] for f in done.report["findings"]} & {"exposure-undetermined"}


def test_a_single_object_statement_is_read(stub: StubS3, scan: Scan) -> None:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::one-bucket/*"}
    stub.buckets = {"one-bucket": Bucket(policy=json.dumps({"Statement": statement}))}

    assert scan().resource("one-bucket")["exposure"]["anonymous_read"] is True


def test_unknown_operators_and_keys_never_close_a_bucket(stub: StubS3, scan: Scan) -> None:
    statement = {
        "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::new-bucket/*",
        "Condition": {"StringResembles": {"aws:FutureKey": "x"}},
    }  # fmt: skip
    stub.buckets = {"new-bucket": Bucket(policy=json.dumps({"Statement": [statement]}))}

    exposure = scan().resource("new-bucket")["exposure"]

    assert exposure["exposure"] not in {"private", "organization"}
    assert exposure["unknown"]


def test_a_bucket_deleted_while_scanning_is_told(stub: StubS3, scan: Scan) -> None:
    stub.buckets = {"gone-bucket": Bucket(), "here-bucket": Bucket()}
    stub.fault = lambda r: error(404, "NoSuchBucket") if r.bucket == "gone-bucket" else None

    done = scan()

    assert ("s3://gone-bucket", "deleted") in {(r, reason) for r, _, reason in done.gaps()}
    assert done.resource("here-bucket")["exposure"]["exposure"] == "private"
    assert "gone-bucket" in done.page


def test_throttling_of_a_third_of_the_calls_changes_nothing(stub: StubS3, scan: Scan) -> None:
    stub.buckets = {f"bucket-{n}": public(f"bucket-{n}", **{"a.txt": b"x"}) for n in range(3)}
    stub.fault = lambda r: error(503, "SlowDown") if r.number % 3 == 0 and r.signed and r.bucket else None

    done = scan()

    assert {r["exposure"]["exposure"] for r in done.report["resources"]} == {"anonymous_read"}
    assert done.gaps() == set()


def test_credentials_that_expire_half_way_keep_what_was_seen(stub: StubS3, scan: Scan) -> None:
    stub.buckets = {f"bucket-{n:02}": Bucket() for n in range(12)}
    stub.fault = lambda r: error(400, "ExpiredToken") if r.number > 30 else None

    done = scan("--fail-on-incomplete")

    assert done.status == 3
    assert len(done.report["resources"]) == 12
    assert "expired" in {reason for _, _, reason in done.gaps()}


def test_a_wrong_region_is_followed(stub: StubS3, scan: Scan) -> None:
    stub.buckets = {"far-bucket": public("far-bucket", **{"a.txt": b"x"})}
    stub.buckets["far-bucket"].region = "eu-west-3"
    stub.regions_in_listing = False

    assert scan().resource("far-bucket")["exposure"]["exposure"] == "anonymous_read"


HOSTILE = ("line\nbreak.csv", "<script>alert(1)</script>.csv", "\x1b[31mred\x1b[0m.csv", "\u202egnp.csv", "a&b\"'.csv")


def test_hostile_keys_stay_text_everywhere(stub: StubS3, scan: Scan) -> None:
    body = "email\n" + "".join(f"{name}.{n}@kaede-net.jp\n" for n, name in enumerate(["sato", "mori", "abe"] * 10))
    stub.buckets = {"keys-bucket": public("keys-bucket", **dict.fromkeys(HOSTILE, body.encode()))}

    done = scan("--probe")

    seen = {i["path"] for i in done.resource("keys-bucket")["personal_data"]["inspections"]}
    assert seen == set(HOSTILE)
    assert "<script>alert" not in done.page
    assert not {"\x1b", "\u202e"} & set(done.page)
    assert not {"\x1b", "\u202e"} & set(done.printed)


def test_an_empty_and_a_huge_object_are_no_trouble(stub: StubS3, scan: Scan) -> None:
    stub.buckets = {"size-bucket": public("size-bucket", **{"empty.csv": b""})}
    stub.buckets["size-bucket"].sizes = {"huge.csv": 6 * 2**30}

    done = scan("--max-object-size", "1MB")

    assert done.report["coverage"]["objects"]["listed"] == 2
    assert done.resource("size-bucket")["personal_data"]["complete"] is False


def test_content_over_the_budget_is_stated(stub: StubS3, scan: Scan) -> None:
    stub.buckets = {"much-bucket": public("much-bucket", **{f"{n}.txt": b"x" * 1000 for n in range(5)})}

    done = scan("--max-bytes", "2500")

    assert ("s3://much-bucket", "content", "budget") in done.gaps()
    assert done.resource("much-bucket")["personal_data"]["coverage"]["objects"] == 2
    assert "much-bucket" in done.page


def test_html_instead_of_an_answer_is_never_closed(stub: StubS3, scan: Scan) -> None:
    stub.buckets = {"proxy-bucket": Bucket()}
    page = Answer(200, b"<html><body>Sign in to the network</body></html>")
    stub.fault = lambda r: page if r.bucket else None

    assert scan().resource("proxy-bucket")["exposure"]["exposure"] == "unknown"


def test_a_full_disk_still_prints_the_summary(stub: StubS3, scan: Scan, monkeypatch: pytest.MonkeyPatch) -> None:
    stub.buckets = {"open-bucket": public("open-bucket", **{"a.txt": b"x"})}

    done = scan("-o", "/dev/full/out")

    assert done.status == 2
    assert "open-bucket" in done.printed
    assert "--output-dir" in done.printed


def test_ctrl_c_keeps_what_is_finished_and_marks_the_rest(stub: StubS3, scan: Scan) -> None:
    stub.buckets = {f"bucket-{n:03}": Bucket() for n in range(200)}
    fired = threading.Event()

    def interrupt(request: Request) -> Answer | None:
        if request.number > 150 and not fired.is_set():
            fired.set()
            signal.raise_signal(signal.SIGINT)
        return None

    stub.fault = interrupt

    done = scan("--concurrency", "2")

    assert done.status == 130
    assert done.report["coverage"]["interrupted"]
    assert 0 < len(done.report["resources"]) < 200
    assert "interrupted" in {reason for _, _, reason in done.gaps()}
    assert len(done.report["resources"]) + sum(r == "interrupted" for _, _, r in done.gaps()) == 200


def test_settings_come_from_the_file_and_flags_win(stub: StubS3, scan: Scan, tmp_path: Path) -> None:
    stub.buckets = {"open-bucket": public("open-bucket", **{"a.txt": b"x"})}
    (tmp_path / "exposurecheck.toml").write_text('fail-on = "low"\n', encoding="utf-8")

    assert scan().status == 1
    assert scan("--fail-on", "never").status == 0


def test_the_environment_wins_over_the_file(
    stub: StubS3, scan: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub.buckets = {"open-bucket": public("open-bucket", **{"a.txt": b"x"})}
    (tmp_path / "exposurecheck.toml").write_text('fail-on = "low"\n', encoding="utf-8")
    monkeypatch.setenv("EXPOSURECHECK_FAIL_ON", "never")

    assert scan().status == 0
