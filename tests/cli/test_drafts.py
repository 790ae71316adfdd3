"""``--drafts``: a folder of drafts beside the answer, readable by its owner alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from exposurecheck.cli import duties, report
from exposurecheck.duties.attach import assessment_of, attached
from exposurecheck.report import json_report
from exposurecheck.report.drafts.letters import NAMES
from tests.report.sample import sample

FACTS = "exposure: {state: X3, audience: anonymous}\ndata.my_number: true\nknown_at: 2026-11-24T09:00:00+09:00\n"
EXPECTED = {f"{lang}/{name}.{kind}" for lang in ("ja", "en") for name in NAMES for kind in ("md", "docx")}


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_drafts_from_facts(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        duties.command, ["-", "--drafts", str(tmp_path / "d"), "-f", "json"], input=FACTS, catch_exceptions=False
    )

    assert done.stderr == f"  {tmp_path / 'd'}\n"
    assert json.loads(done.stdout)["schema"] == "exposurecheck.duties/1"
    assert files(tmp_path / "d") == EXPECTED
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "d").rglob("*")} == {0o600, 0o700}


def test_drafts_of_a_saved_run_stand_beside_it(tmp_path: Path) -> None:
    found = sample()
    saved = tmp_path / "report.json"
    saved.write_text(json_report.render(attached(found, assessment_of(found))), encoding="utf-8")

    done = CliRunner().invoke(report.command, [str(saved), "--drafts"], catch_exceptions=False)

    assert done.exit_code == 0
    assert done.output == f"  {tmp_path / 'drafts'}\n"
    assert files(tmp_path / "drafts") == EXPECTED


@pytest.mark.parametrize("target", ["-"])
def test_drafts_need_a_folder(tmp_path: Path, target: str) -> None:
    saved = tmp_path / "report.json"
    saved.write_text(json_report.render(sample()), encoding="utf-8")

    refused = CliRunner().invoke(report.command, [str(saved), "--drafts", "-o", target])

    assert refused.exit_code == 2
    assert "need a folder" in refused.output


def test_nobody_pays_for_word_documents_without_asking() -> None:
    code = "import sys; import exposurecheck.cli.main; print([m for m in sys.modules if m.split('.')[0] == 'docx'])"

    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"
