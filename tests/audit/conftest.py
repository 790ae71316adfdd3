"""A scan as a user runs it, against a server whose failures a test decides."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from exposurecheck.cli.main import main
from tests.servers.s3 import Bucket, StubS3, serving

PUBLIC = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s/*"}],
    }
)


def public(name: str, **objects: bytes) -> Bucket:
    """Return a bucket whose objects anyone can read, through its policy."""
    keys = frozenset(objects)
    return Bucket(policy=PUBLIC % name, objects=dict(objects), public=keys)


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[StubS3]:
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_SESSION_TOKEN", "AWS_ROLE_ARN", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAINVENTED")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "invented")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-northeast-1")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with serving(StubS3()) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        yield server


@dataclass(frozen=True)
class Outcome:
    """What a user gets."""

    status: int
    report: dict  # type: ignore[type-arg]
    """report.json; empty when there is none."""
    page: str
    """report.html."""
    printed: str
    """Both streams."""

    def resource(self, name: str) -> dict:  # type: ignore[type-arg]
        (found,) = (r for r in self.report["resources"] if r["name"] == name)
        assert isinstance(found, dict)
        return found

    def gaps(self) -> set[tuple[str, str, str]]:
        return {(g["resource"], g["fact"], g["reason"]) for g in self.report["coverage"]["gaps"]}


@pytest.fixture
def scan(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def run(*flags: str) -> Outcome:
        with pytest.raises(SystemExit) as stop:
            main(["scan", "--provider", "aws", "--lang", "en", "-o", "out", *flags])
        printed = "".join(capsys.readouterr())
        latest = tmp_path / "out" / "latest"
        report = json.loads((latest / "report.json").read_text(encoding="utf-8")) if latest.is_dir() else {}
        page = (latest / "report.html").read_text(encoding="utf-8") if (latest / "report.html").is_file() else ""
        assert "Traceback" not in printed
        return Outcome(int(stop.value.code or 0), report, page, printed)

    return run
