"""What is offered for CI works as far as its hosts are not needed: parsed, its shell steps run, its flags real."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.estate import DemoCloud, environment, running

pytestmark = pytest.mark.xdist_group("demo")

ROOT = Path(__file__).resolve().parents[1]
EXPOSURECHECK = Path(sys.executable).with_name("exposurecheck")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
NIGHTLY_TEXT = (ROOT / "ci/github-nightly.yml").read_text(encoding="utf-8")
NIGHTLY: dict[Any, Any] = yaml.safe_load(NIGHTLY_TEXT)
GITLAB: dict[str, Any] = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}


@pytest.fixture(scope="module")
def cloud() -> Iterator[DemoCloud]:
    with running() as started:
        yield started


def test_the_scan_step_writes_summary_status_and_sarif(cloud: DemoCloud, tmp_path: Path) -> None:
    done = _step("Scan", cloud, tmp_path, {"PROVIDER": "aws", "ARGUMENTS": "--probe", "FAIL_ON": "high"})
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output").read_text(encoding="utf-8") == "status=1\n"
    assert (tmp_path / "summary").read_text(encoding="utf-8").startswith("#")
    assert {p.name for p in (tmp_path / "out" / "latest").iterdir()} >= {
        "report.html", "report.json", "findings.sarif", "summary.md",
    }  # fmt: skip
    assert (tmp_path / "out" / "runs.sqlite").is_file()


def test_a_scan_that_cannot_start_is_passed_on_without_a_summary(cloud: DemoCloud, tmp_path: Path) -> None:
    done = _step("Scan", cloud, tmp_path, {"PROVIDER": "nowhere", "ARGUMENTS": "", "FAIL_ON": "high"})
    assert done.returncode == 0
    assert (tmp_path / "output").read_text(encoding="utf-8") == "status=2\n"
    assert not (tmp_path / "summary").exists()


def test_an_input_is_never_run_as_a_command(cloud: DemoCloud, tmp_path: Path) -> None:
    given = {"PROVIDER": "$(touch pwned)", "ARGUMENTS": "; touch pwned `touch pwned` *", "FAIL_ON": "high"}
    _step("Scan", cloud, tmp_path, given)
    assert not (tmp_path / "pwned").exists()
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), "expressions would be pasted into the script"


@pytest.mark.parametrize("status", [0, 1, 3])
def test_the_gate_ends_as_the_scan_did(status: int, cloud: DemoCloud, tmp_path: Path) -> None:
    assert _step("Gate", cloud, tmp_path, {"STATUS": str(status)}).returncode == status


def test_every_flag_in_use_exists() -> None:
    help_text = subprocess.run(
        [str(EXPOSURECHECK), "scan", "--help"], check=True, capture_output=True, text=True
    ).stdout
    used = set(
        re.findall(
            r"(?<![\w-])--[a-z][a-z-]+",
            STEPS["Scan"]["run"] + NIGHTLY_TEXT + "".join(GITLAB["exposurecheck"]["script"]),
        )
    )
    assert {"--fail-on", "--format", "--output-dir", "--probe"} <= used
    assert {flag for flag in used if flag not in help_text} <= {"--quiet", "--print-policy"}
    for variable in re.findall(r"EXPOSURECHECK_([A-Z_]+)", NIGHTLY_TEXT + yaml.safe_dump(GITLAB)):
        assert variable == "SOURCE" or f"--{variable.lower().replace('_', '-')}" in help_text


def test_the_nightly_workflow_has_the_least_privileges_and_keeps_what_it_needs() -> None:
    job = NIGHTLY["jobs"]["scan"]
    assert NIGHTLY["permissions"] == {}
    assert job["permissions"] == {"contents": "read", "id-token": "write", "security-events": "write"}
    uses = [step["uses"].partition("@")[0] for step in job["steps"]]
    assert uses.index("actions/cache/restore") < uses.index("OWNER/exposurecheck") < uses.index("actions/cache/save")
    after = [
        step for step in job["steps"] if step["uses"].startswith(("actions/cache/save", "github/", "actions/upload"))
    ]
    assert all("always()" in step["if"] for step in after), "findings fail the job, and are uploaded all the same"
    inputs = next(step for step in job["steps"] if step["uses"].startswith("OWNER/"))["with"]
    assert inputs.keys() <= ACTION["inputs"].keys()


def test_the_workflow_in_readme_is_the_file() -> None:
    assert f"```yaml\n{NIGHTLY_TEXT}```\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_gitlab_job_runs_and_keeps_its_history(cloud: DemoCloud, tmp_path: Path) -> None:
    job = GITLAB["exposurecheck"]
    assert job["cache"]["paths"] == ["exposurecheck-out/runs.sqlite"]
    assert job["allow_failure"]["exit_codes"] == 3
    scan = next(line for line in job["script"] if line.startswith("exposurecheck scan"))
    done = subprocess.run(
        ["bash", "-c", scan], check=False, cwd=tmp_path, capture_output=True, text=True, timeout=120,
        env={**_environment(cloud), "EXPOSURECHECK_PROVIDER": "aws"},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    for pattern in (*job["artifacts"]["paths"], job["artifacts"]["reports"]["junit"]):
        assert list(tmp_path.glob(pattern)), pattern


def test_the_image_is_slim_runs_as_nobody_special_and_holds_no_secret() -> None:
    lines = [line.split(maxsplit=1) for line in DOCKERFILE.replace("\\\n", " ").splitlines() if line.strip()]
    bases = [value.split()[0] for name, value in lines if name == "FROM"]
    assert all(re.fullmatch(r"python:3\.\d+-slim", base) for base in bases)
    last = [name for name, _ in lines].index("FROM", 1)
    assert ["USER", "10001"] in lines[last:]
    assert not [name for name, _ in lines if name in {"ADD", "ARG"}]
    assert not re.search(r"(?i)secret|token|password|aws_|credential", DOCKERFILE)
    for name, value in lines:
        if name == "COPY" and "--from" not in value:
            for source in value.split()[:-1]:
                assert (ROOT / source).exists(), source
    assert {".git", "exposurecheck-out", ".env"} <= set((ROOT / ".dockerignore").read_text(encoding="utf-8").split())


def test_the_image_can_be_built() -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "info"], check=False, capture_output=True, timeout=60).returncode:
        pytest.skip("no docker engine runs on this machine: the Dockerfile was only read, not built")
    subprocess.run(["docker", "build", "--quiet", str(ROOT)], check=True, timeout=900)


def _environment(cloud: DemoCloud) -> dict[str, str]:
    return {"PATH": f"{EXPOSURECHECK.parent}:/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8",
            **environment(cloud.endpoint)}  # fmt: skip


def _step(name: str, cloud: DemoCloud, folder: Path, given: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run one shell step as the runner does: bash -e -o pipefail on the script, inputs in the environment."""
    installed = folder / "exposurecheck" / "bin"
    installed.mkdir(parents=True)
    (installed / "exposurecheck").symlink_to(EXPOSURECHECK)
    variables = {"RUNNER_TEMP": str(folder), "GITHUB_OUTPUT": str(folder / "output"), "OUTPUT_DIR": "out",
                 "GITHUB_STEP_SUMMARY": str(folder / "summary"), **given}  # fmt: skip
    assert STEPS[name].get("env", {}).keys() <= variables.keys()
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[name]["run"]]
    return subprocess.run(
        command, check=False, cwd=folder, capture_output=True, text=True, timeout=120,
        env={**_environment(cloud), **variables},
    )  # fmt: skip
