"""``exposurecheck diff`` tells two runs apart, whatever they are called."""

import gc
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exposurecheck.cli.main import cli
from exposurecheck.cli.output import write
from exposurecheck.errors import InputError
from exposurecheck.model.report import Report
from exposurecheck.report import json_report
from exposurecheck.runs.database import FILE_NAME
from exposurecheck.runs.store import RunStore
from tests.report.sample import store
from tests.runs.reports import found, night

BEFORE = night(1, [store("a"), store("b")], [found("anonymous-list", "a")])
AFTER = night(2, [store("a"), store("b")], [found("public-my-number", "b")])
OUT = Path("exposurecheck-out")


def _written(report: Report, *, folder: bool = True) -> None:
    if folder:
        write(report, OUT, {"json": ("report.json", json_report.render)})
    with RunStore.open(OUT / FILE_NAME) as runs, runs.writing():
        runs.save(report)


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _written(BEFORE)
    _written(AFTER)


def _diff(*args: str) -> Result:
    return CliRunner().invoke(cli, ["diff", *args], catch_exceptions=False)


@pytest.mark.usefixtures("nights")
@pytest.mark.parametrize("before", ["previous", BEFORE.run_id, f"exposurecheck-out/{BEFORE.run_id}/report.json"])
@pytest.mark.parametrize("after", ["latest", AFTER.run_id, f"exposurecheck-out/{AFTER.run_id}"])
def test_a_run_goes_by_any_of_its_names(before: str, after: str) -> None:
    result = _diff(before, after, "--format", "json")

    told = json.loads(result.output)
    assert result.exit_code == 0
    assert told["schema"] == "exposurecheck.diff/1"
    assert (told["before"]["run_id"], told["after"]["run_id"]) == (BEFORE.run_id, AFTER.run_id)
    assert [(c["check"], c["resource"]) for c in told["new"]] == [("public-my-number", "s3://b")]
    assert [(c["check"], c["resource"]) for c in told["fixed"]] == [("anonymous-list", "s3://a")]
    assert told["worse"] == told["unknown"] == []


@pytest.mark.usefixtures("nights")
def test_runs_without_a_store_are_compared_by_their_reports() -> None:
    (OUT / FILE_NAME).unlink()

    assert json.loads(_diff(BEFORE.run_id, "latest", "-f", "json").output)["new"][0]["resource"] == "s3://b"
    with pytest.raises(InputError, match="no saved run 'previous'"):
        _diff("previous", "latest")


@pytest.mark.usefixtures("nights")
def test_a_run_whose_folder_is_gone_is_in_the_store() -> None:
    only_kept = night(3, [store("a")])
    _written(only_kept, folder=False)

    assert "anonymous-list" not in _diff(AFTER.run_id, only_kept.run_id, "--lang", "en").output
    result = CliRunner().invoke(cli, ["report", only_kept.run_id, "-f", "csv"], catch_exceptions=False)
    assert result.exit_code == 0
    assert (OUT / only_kept.run_id / "findings.csv").is_file()


@pytest.mark.usefixtures("nights")
@pytest.mark.parametrize(
    ("lang", "words"), [("en", ["1 new, 0 worse", "New: Critical: s3://b"]), ("ja", ["新規1件、悪化0件", "是正: "])]
)
def test_people_read_it_in_their_language(lang: str, words: list[str]) -> None:
    output = _diff("previous", "latest", "--lang", lang).output

    assert all(word in output for word in words), output


@pytest.mark.usefixtures("nights")
def test_nothing_changed_is_said() -> None:
    assert "Nothing has changed." in _diff("latest", "latest", "--lang", "en").output


@pytest.mark.usefixtures("nights")
def test_the_collector_of_cycles_is_left_as_it_was() -> None:
    """Whoever calls the command from a longer program would lose memory and files otherwise."""
    assert gc.isenabled()
    assert _diff("previous", "latest").exit_code == 0
    assert gc.isenabled()
