"""README is true: its commands exist, its examples print what it shows, its tables are regenerated."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent


def _run(command: str) -> str:
    done = subprocess.run(
        [str(BIN / "exposurecheck"), *shlex.split(command)[1:]],
        check=False, capture_output=True, text=True, cwd=ROOT, timeout=120,
        env={"PATH": f"{BIN}:/usr/bin:/bin", "LANG": "C.UTF-8", "COLUMNS": "100", "HOME": "/nonexistent"},
    )  # fmt: skip
    return done.stdout + done.stderr


def _examples() -> list[tuple[str, str]]:
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


@pytest.mark.parametrize(("command", "shown"), _examples(), ids=[c for c, _ in _examples()])
def test_an_example_prints_what_is_shown(command: str, shown: str) -> None:
    """A line of ``...`` stands for any lines."""
    lines = [re.escape(line.rstrip()) for line in shown.rstrip().splitlines()]
    pattern = "\n".join(lines).replace("\\.\\.\\.\n", "(?:.*\n)*?").replace("\\.\\.\\.", "(?:.*\n?)*")

    printed = "\n".join(line.rstrip() for line in _run(command).rstrip().splitlines())

    assert re.fullmatch(pattern, printed), printed


@pytest.mark.parametrize(("verb", "shown"), re.findall(r"<!-- help (\w+) -->\n(.*?)<!-- end -->", README, re.DOTALL))
def test_the_help_in_readme_is_the_help_of_the_verb(verb: str, shown: str) -> None:
    """``python -m tests.samples`` writes it again."""
    assert shown == f"\n```\n{_run(f'exposurecheck {verb} --help').rstrip()}\n```\n"


def test_make_targets_that_are_shown_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = set(re.findall(r"\bmake ([a-z]+)", README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))

    assert shown <= targets


def test_links_lead_somewhere() -> None:
    missing = [t for t in re.findall(r"\]\(((?!http)[^)#]+)", README) if not (ROOT / t).exists()]

    assert missing == []


def test_flags_in_readme_exist() -> None:
    help_text = "".join(_run(f"exposurecheck {verb} --help") for verb in ("scan", "report", "doctor"))
    flags = set(re.findall(r"`?(--[a-z][a-z-]+)", README.split("## Checks")[0]))

    assert {f for f in flags if f not in help_text} <= {"--help"}
