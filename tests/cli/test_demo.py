"""``exposurecheck demo``, as a newcomer runs it."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from exposurecheck.cli.demo import _environment

PATIENCE = 120


def test_variables_come_back_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    before = dict(os.environ)
    with _environment({"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_REGION": "ap-northeast-1"}, ("AWS_PROFILE",)):
        assert "AWS_PROFILE" not in os.environ
        assert os.environ["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"
    assert dict(os.environ) == before


def test_one_command_leaves_two_reports_and_ctrl_c_ends_the_clouds(tmp_path: Path) -> None:
    """The user's own profile must not lead the demo anywhere else."""
    command = [sys.executable, "-m", "exposurecheck", "demo", "--keep", "--lang", "en", "--output-dir", str(tmp_path)]
    mine = {**os.environ, "AWS_PROFILE": "production", "HTTP_PROXY": "http://127.0.0.1:9", "NO_COLOR": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=mine)
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if "export AZURE_SUBSCRIPTION_ID" in line:
            break
    exported = dict(line.strip().removeprefix("export ").split("=", 1) for line in said if "  export " in line)
    endpoints = [exported[n] for n in ("AWS_ENDPOINT_URL", "STORAGE_EMULATOR_HOST", "AZURE_ARM_ENDPOINT")]
    ports = [urlsplit(endpoint).port or 0 for endpoint in endpoints]
    listened = [_listens(port) for port in ports]
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0, errors
    assert "The demo worked (exit status 0)" in "".join(said)
    assert "have stopped" in rest
    assert "Traceback" not in errors
    assert listened == [True] * 3
    assert not [port for port in ports if _listens(port)]
    exposures = _exposures(tmp_path / "latest")
    assert exposures["mizutama-crm-exports"] == "anonymous_read"
    assert exposures["mizutama-member-app"] == "any_authenticated_read"
    assert exposures["delivery-data"] == "anonymous_read"
    assert _exposures(tmp_path / "subsidiary" / "latest") == {"mizutama-logi-manifests": "private"}
    assert (tmp_path / "latest" / "report.html").stat().st_size > 0


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _exposures(run: Path) -> dict[str, str]:
    report = json.loads((run / "report.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource["exposure"]["exposure"] for resource in report["resources"]}
