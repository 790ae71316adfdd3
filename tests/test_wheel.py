"""What `pip install .` leaves on a machine."""

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it into an environment that sees our dependencies, but not this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)], check=True
    )
    (wheel,) = folder.glob("exposurecheck-*.whl")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / "bin" / "python"
    subprocess.run([*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)], check=True)
    (site,) = (folder / "env" / "lib").glob("python3*/site-packages")
    # A path added by a .pth file does not process .pth files of its own, so our editable install stays unseen.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "env" / "bin" / "exposurecheck"


def test_an_installed_wheel_lists_the_shipped_checks(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(installed), "checks", "list", "--format", "json"], check=True, capture_output=True, text=True, cwd=tmp_path
    )

    assert len(json.loads(done.stdout)) == len(list((ROOT / "checks").glob("*.yaml")))


def test_the_installed_package_is_not_this_checkout(installed: Path, tmp_path: Path) -> None:
    code = "import exposurecheck.bundled as b; print(b.checks()); print(b.templates())"
    done = subprocess.run(
        [str(installed.with_name("python")), "-c", code], check=True, capture_output=True, text=True, cwd=tmp_path
    )

    assert str(ROOT) not in done.stdout
    for line in done.stdout.splitlines():
        assert any(Path(line).iterdir()), line


def test_an_installed_wheel_weighs_the_shipped_legal_rules(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(installed), "duties", "-", "--format", "json"],
        check=True, capture_output=True, text=True, cwd=tmp_path, input="exposure.state: X3",
    )  # fmt: skip

    assert "jp.appi.r7.iv" in {rule["id"] for rule in json.loads(done.stdout)["rules"]}
