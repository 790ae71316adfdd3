"""``doctor`` says which permissions are there and missing, what each missing one hides, and prints the role."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from exposurecheck.cli.hidden import HIDDEN
from exposurecheck.cli.main import main
from exposurecheck.model.resource import ProviderName
from exposurecheck.providers.permissions import needed
from tests.estate import DemoCloud, running, signed_in
from tests.servers.organization import organization
from tests.servers.s3 import serving

pytestmark = pytest.mark.xdist_group("demo")

Doctor = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def cloud() -> Iterator[DemoCloud]:
    with running() as started, signed_in(started.env):
        yield started


@pytest.fixture
def doctor(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    monkeypatch.chdir(tmp_path)

    def run(*flags: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stop:
            main(["doctor", *flags])
        printed = "".join(capsys.readouterr())
        assert "Traceback" not in printed
        return int(stop.value.code or 0), printed

    return run


@pytest.mark.parametrize("provider", ProviderName)
def test_every_missing_permission_says_what_it_hides_in_both_languages(provider: ProviderName) -> None:
    facts = {fact for each in needed(provider) for fact in each.facts}
    assert facts <= HIDDEN.keys()
    assert all(text.ja and text.en for text in HIDDEN.values())


def test_what_is_refused_is_missing_with_what_it_hides(cloud: DemoCloud, doctor: Doctor) -> None:
    cloud.refuse({"s3:GetBucketPolicy"})
    try:
        status, printed = doctor("--provider", "aws", "--format", "json")
    finally:
        cloud.refuse(set())
    (found,) = json.loads(printed)
    by_name = {each["permission"]: each for each in found["permissions"]}
    assert status == 1
    assert by_name["s3:GetBucketPolicy"]["status"] == "missing"
    assert by_name["s3:GetBucketPolicy"]["hides"][0]["en"] == HIDDEN["policy"].en
    assert by_name["s3:GetBucketPolicy"]["refused_on"]
    assert by_name["s3:GetBucketOwnershipControls"]["status"] == "there"
    assert by_name["s3:GetObjectTagging"]["status"] == "untried"  # no policy of the company speaks of tags
    assert found["stores"]["tried"] <= 20


@pytest.mark.parametrize(("lang", "word"), [("en", "hides: what a bucket policy opens"), ("ja", "見えないもの")])
def test_people_read_it_in_their_language(lang: str, word: str, cloud: DemoCloud, doctor: Doctor) -> None:
    cloud.refuse({"s3:GetBucketPolicy"})
    try:
        status, printed = doctor("--provider", "aws", "--lang", lang, "--stores", "3")
    finally:
        cloud.refuse(set())
    assert (status, word in printed) == (1, True)


def test_content_of_closed_stores_is_never_read(cloud: DemoCloud, doctor: Doctor) -> None:
    """The stories' closed stores hold people; the front door counts what was asked for by permission only."""
    closed = organization(members=1, buckets=3, objects={"a.csv": b"synthetic"})
    for bucket in closed.buckets.values():
        bucket.policy, bucket.objects = None, {"a.csv": b"synthetic"}
    with serving(closed) as server, signed_in({**cloud.env, "AWS_ENDPOINT_URL": server.url}):
        status, _ = doctor("--provider", "aws")
    assert closed.seen["GetObject"] == 0
    assert closed.seen["ListObjectsV2"] == 3
    assert status == 0


def test_an_organisation_is_examined_account_by_account(cloud: DemoCloud, doctor: Doctor) -> None:
    stub = organization(members=4, buckets=3)
    shut = list(stub.members)[-1]
    stub.closed_doors = {shut}
    with serving(stub) as server, signed_in({**cloud.env, "AWS_ENDPOINT_URL": server.url}):
        status, printed = doctor("--provider", "aws", "--organization", "-f", "json", "--stores", "3")
    (found,) = json.loads(printed)
    role = next(each for each in found["permissions"] if each["permission"] == "sts:AssumeRole")
    assert (status, role["status"], role["refused_on"]) == (1, "missing", [f"aws:{shut}"])
    assert len(found["accounts"]) == 4


def test_the_role_is_printed_without_a_network(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    status, printed = doctor("--provider", "aws", "--print-policy")
    assert status == 0
    assert json.loads(printed)["Statement"][0]["Effect"] == "Allow"
    assert yaml.safe_load(doctor("--provider", "gcp", "--print-policy")[1])["stage"] == "GA"
    assert json.loads(doctor("--provider", "azure", "--print-policy")[1])["IsCustom"] is True


def test_the_file_of_a_scan_serves_here_too(doctor: Doctor) -> None:
    Path("exposurecheck.toml").write_text('provider = "gcp"\nfail-on = "low"\n', encoding="utf-8")
    assert "includedPermissions" in doctor("--print-policy")[1]
    Path("exposurecheck.toml").write_text('provdier = "gcp"\n', encoding="utf-8")
    assert doctor("--print-policy")[0] == 2


def test_nobody_signed_in_is_an_error_that_says_what_to_do(
    cloud: DemoCloud, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    status, printed = doctor("--provider", "aws")
    assert status == 2
    assert "Sign in" in printed
