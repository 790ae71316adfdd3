"""``exposurecheck report`` renders a saved run again."""

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exposurecheck.cli.formats import FORMATS as NAMED
from exposurecheck.cli.main import cli, main
from exposurecheck.cli.output import write
from exposurecheck.errors import InputError
from exposurecheck.report import json_report
from exposurecheck.report.registry import FORMATS
from tests.report.sample import sample


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Save a run below ``exposurecheck-out`` of a working directory and return its report.json."""
    monkeypatch.chdir(tmp_path)
    (path,) = write(sample(), Path("exposurecheck-out"), {"json": ("report.json", json_report.render)})
    return path.absolute()


def _report(*args: str) -> Result:
    return CliRunner().invoke(cli, ["report", *args], catch_exceptions=False)


def test_the_names_on_the_command_line_are_those_of_the_renderers() -> None:
    assert set(NAMED) == set(FORMATS)


def test_without_a_format_the_summary_is_printed(run: Path) -> None:
    result = _report("latest", "--lang", "en")

    assert result.exit_code == 0
    assert "acme-hr-mynumber" in result.output
    assert [p.name for p in run.parent.iterdir()] == ["report.json"]


@pytest.mark.parametrize(
    "name", ["latest", sample().run_id, "exposurecheck-out/latest", "exposurecheck-out/latest/report.json"]
)
def test_a_run_is_found_by_any_of_its_names(run: Path, name: str) -> None:
    assert _report(name, "-f", "sarif").exit_code == 0
    assert (run.parent / "findings.sarif").is_file()


def test_every_format_is_written_beside_the_run_and_the_run_itself_is_left_alone(run: Path) -> None:
    before = run.stat()
    result = _report("latest", "-f", "html,json,sarif", "-f", "junit", "-f", "ocsf,csv, markdown", "--lang", "ja")

    assert result.exit_code == 0
    assert {p.name for p in run.parent.iterdir()} == {f.file_name for f in FORMATS.values()}
    assert (run.stat().st_mtime_ns, run.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert (run.parent / "summary.md").read_text("utf-8").startswith("## クラウド")


def test_an_output_folder_is_made_for_the_owner_only_and_latest_stays(run: Path, tmp_path: Path) -> None:
    assert _report(str(run), "-f", "csv,json", "-o", "elsewhere/deep").exit_code == 0

    folder = tmp_path / "elsewhere" / "deep"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / "report.json").read_bytes() == run.read_bytes()
    assert (folder / "findings.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not (tmp_path / "elsewhere" / "latest").exists()


def test_standard_output_gets_one_format_and_nothing_else(run: Path) -> None:
    result = _report("latest", "-f", "sarif", "-o", "-")

    assert json.loads(result.stdout)["version"] == "2.1.0"
    assert _report("latest", "-f", "sarif,csv", "-o", "-").exit_code == 2


def test_latest_as_a_file_is_followed(run: Path) -> None:
    """So it is written on file systems without symbolic links."""
    link = run.parent.parent / "latest"
    link.unlink()
    link.write_text(f"{run.parent.name}\n", encoding="utf-8")

    assert _report("latest", "-f", "csv", "-o", "-").exit_code == 0
    link.write_text("../../etc", encoding="utf-8")
    with pytest.raises(InputError, match="does not name a run"):
        _report("latest")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not valid JSON"),
        ("<html>", "not valid JSON"),
        ('{"runs": []}', "not a saved run"),
        ('{"schema": "exposurecheck.report/7"}', "newer exposurecheck"),
    ],
)
def test_a_file_that_is_no_run_ends_with_2_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, message: str
) -> None:
    path = tmp_path / "report.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(SystemExit) as stop:
        main(["report", str(path)])

    error = capsys.readouterr().err
    assert stop.value.code == 2
    assert message in error
    assert str(path) in error
    assert "Traceback" not in error


@pytest.mark.parametrize("name", ["latest", "20200101T000000Z-none", "/", "exposurecheck-out"])
def test_a_run_that_is_not_there_says_where_it_was_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(InputError, match=r"looked for .*give a report\.json"):
        _report(name)


@pytest.mark.parametrize("args", [["-f", "xml"], ["-f", "html,"], ["-o", "x"]])
def test_wrong_use_ends_with_2(run: Path, args: list[str]) -> None:
    assert _report("latest", *args).exit_code == 2


def test_a_folder_that_cannot_be_written_is_an_error_that_helps(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("file").write_text("", encoding="utf-8")

    with pytest.raises(SystemExit):
        main(["report", str(run), "-f", "csv", "-o", "file"])

    assert "choose another --output-dir" in capsys.readouterr().err
