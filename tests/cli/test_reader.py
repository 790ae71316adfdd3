"""``--audience``, ``--redact-actors`` and ``--pdf``: the page as its reader is to see it."""

import re
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from exposurecheck.cli.main import cli, main
from exposurecheck.cli.output import write
from exposurecheck.cli.reader import AUDIENCES
from exposurecheck.model.base import Bilingual
from exposurecheck.model.report import Report
from exposurecheck.report import json_report, pdf
from exposurecheck.report.sections import Audience
from tests.report.sample import sample

ACTOR = "taro.suiren@partner.example"


def _named() -> Report:
    """Let the sample name a person in the verdict of one store."""
    report = sample()
    first, *others = (r for r in report.resources)
    assert first.exposure is not None
    said = Bilingual(ja=f"{ACTOR} に許可しています。", en=f"{ACTOR} may read.")
    opened = first.model_copy(update={"exposure": first.exposure.model_copy(update={"explanation": said})})
    return report.model_copy(update={"resources": (opened, *others)})


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (path,) = write(_named(), Path("exposurecheck-out"), {"json": ("report.json", json_report.render)})
    return path.absolute().parent


def _status(*args: str) -> object:
    with pytest.raises(SystemExit) as ended:
        main(list(args))
    return ended.value.code


def _sections(page: Path) -> list[str]:
    return re.findall(r'<section id="(\w+)"', page.read_text("utf-8"))


def test_the_readers_on_the_command_line_are_those_of_the_page() -> None:
    assert set(AUDIENCES) == {a.value for a in Audience}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_reader_gets_his_order_and_every_section(run: Path, audience: str) -> None:
    assert _status("report", "latest", "-f", "html") == 0
    usual = _sections(run / "report.html")
    assert _status("report", "latest", "-f", "html", "--audience", audience) == 0

    assert sorted(_sections(run / "report.html")) == sorted(usual)
    assert "limits" in usual


def test_actors_are_named_for_the_engineer_and_not_for_management(run: Path) -> None:
    assert _status("report", "latest", "-f", "html", "--audience", "engineer") == 0
    assert ACTOR in (run / "report.html").read_text("utf-8")

    assert _status("report", "latest", "-f", "html", "--audience", "management") == 0
    assert ACTOR not in (run / "report.html").read_text("utf-8")


def test_actors_can_be_left_out_of_every_format(run: Path) -> None:
    others = "html,sarif,junit,ocsf,csv,markdown"
    assert _status("report", "latest", "-f", others, "--redact-actors") == 0

    assert [p.name for p in run.iterdir() if p.name != "report.json" and ACTOR in p.read_text("utf-8")] == []


def test_without_a_browser_a_pdf_is_refused_with_what_to_install(
    run: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(pdf.VARIABLE, "/nonexistent/chromium")

    assert _status("report", "latest", "--pdf") == 2
    said = capsys.readouterr().err
    assert "install the package chromium" in said
    assert not (run / "report.pdf").exists()


def test_a_browser_that_fails_is_told(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(pdf.VARIABLE, str(broken))

    assert _status("report", "latest", "--pdf") == 2
    assert "failed" in capsys.readouterr().err
    assert not (run / "report.pdf").exists()


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_the_page_is_printed_to_a_pdf(run: Path) -> None:
    if not any(map(shutil.which, pdf.PROGRAMS)):
        pytest.skip("Chromium is not installed (apt: chromium fonts-noto-cjk)")

    result = CliRunner().invoke(cli, ["report", "latest", "--pdf", "--lang", "ja"], catch_exceptions=False)

    assert result.exit_code == 0
    assert (run / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE((run / "report.pdf").stat().st_mode) == 0o600
