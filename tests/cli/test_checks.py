"""``exposurecheck checks``: what is printed, and the exit status."""
# ruff: noqa: E501 - what the user sees stands here in full

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from inline_snapshot import snapshot

from exposurecheck import bundled
from exposurecheck.cli.checks import command
from exposurecheck.cli.main import main
from tests.checks.writing import SOUND, spoilt, write


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    """Run the program as a user does; return exit status, standard output and standard error."""
    with pytest.raises(SystemExit) as caught:
        main(["checks", *args])
    printed = capsys.readouterr()
    assert isinstance(caught.value.code, int)
    return caught.value.code, printed.out, printed.err


def test_list_gravest_first_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    _, english, _ = run(capsys, "list", "-c", "public-personal-data", "-c", "anonymous-listing", "--lang", "en")
    _, japanese, _ = run(capsys, "list", "-c", "public-personal-data", "--lang", "ja")

    assert english == snapshot("""\
public-personal-data  critical  Personal data that anyone on the internet can read
anonymous-listing     medium    A store whose file names anyone on the internet can list
""")
    assert japanese == snapshot("public-personal-data  critical  インターネット上の誰でも閲覧できる個人データ\n")


def test_list_as_json_and_by_severity(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "list", "--format", "json", "--severity", "low", "--skip-check", "any-*")

    rows = json.loads(out)
    assert status == 0
    assert {row["severity"] for row in rows} == {"low"}
    assert all({"id", "title", "applies_to"} <= row.keys() for row in rows)
    assert not any(row["id"].startswith("any-") for row in rows)


def test_list_with_a_glob_that_fits_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "list", "-c", "nonsense*")

    assert status == 2
    assert err == snapshot("exposurecheck: --check nonsense*: fits no check. See `exposurecheck checks list`.\n")


def test_show_everything(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write(tmp_path, SOUND + "aliases: [readable-logs]\nnarrows: anonymous-listing\n")

    status, out, _ = run(capsys, "show", "readable-logs", "--checks-dir", str(tmp_path), "--lang", "en")

    assert status == 0
    assert out == snapshot("""\
open-logs
Logs that anyone can read

Severity: high
Applies to: bucket
Also known as: readable-logs
Narrows: anonymous-listing

Fails when
  resource.name.startsWith("log-") && resource.exposure.anonymous_read

Why it matters
  Why

What to do
  What to do

aws-cli
  aws s3api get-bucket-policy --bucket {name}

References
  https://example.com/logs

Examples
  fail: {"name": "log-1", "exposure": {"anonymous_read": true}}
  pass: {"name": "log-1", "exposure": {"anonymous_read": false}}
  unknown: {"name": "log-1"}
""")


def test_show_in_japanese_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    _, japanese, _ = run(capsys, "show", "public-personal-data", "--lang", "ja")
    _, as_json, _ = run(capsys, "show", "public-personal-data", "--format", "json")

    assert "なぜ問題か" in japanese
    assert json.loads(as_json)["examples"]["fail"]


def test_show_corrects_a_misspelt_id(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "show", "public-mynumber")

    assert status == 2
    assert "did you mean 'public-my-number'" in err


def test_test_counts_what_holds(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, "test", str(write(tmp_path))) == (0, "1 check, 3 examples: 3 as written, 0 not\n", "")


def test_test_tells_every_example_that_does_not_hold(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = spoilt(
        "pass: [{name: log-1, exposure: {anonymous_read: false}}]",
        "pass: [{name: log-1}, {name: log-1, exposure: {anonymous_read: true}}]",
    )

    status, out, err = run(capsys, "test", str(write(tmp_path, text)))

    assert status == 1
    assert out == snapshot("1 check, 4 examples: 2 as written, 2 not\n")
    assert err == snapshot("""\
open-logs: example 1 under 'pass' comes out as unknown (it lacks exposure.anonymous_read)
open-logs: example 2 under 'pass' comes out as fail
""")


def test_test_reports_all_problems_of_all_files(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("mine"), spoilt("anonymous_read\n", "anonymus_read\n"))
    write(Path("mine"), SOUND.replace("open-logs", "second").replace("severity: high", "severity: dire"), "second")
    write(Path("mine"), SOUND.replace("open-logs", "third").replace("pass: [{", "pass: [{name: log-2}, {"), "third")

    status, out, err = run(capsys, "test", "mine")

    assert status == 2
    assert out == snapshot("""\
1 check, 4 examples: 3 as written, 1 not
2 problems in what is not a valid check
""")
    assert err == snapshot("""\
mine/open-logs.yaml:7:21: there is no fact 'resource.exposure.anonymus_read'; did you mean 'resource.exposure.anonymous_read'?
    7 |   resource.exposure.anonymus_read
      |                     ^
mine/second.yaml:3:11: 'dire' is not allowed. Allowed: critical, high, medium, low, info
    3 | severity: dire
      |           ^
third: example 1 under 'pass' comes out as unknown (it lacks exposure.anonymous_read)
""")


def test_test_of_the_shipped_checks_themselves(capsys: pytest.CaptureFixture[str]) -> None:

    status, out, err = run(capsys, "test", str(bundled.checks()))

    assert (status, err) == (0, "")
    assert out.endswith(" as written, 0 not\n")


def test_test_of_a_folder_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, err = run(capsys, "test", str(tmp_path / "none"))

    assert status == 2
    assert "cannot be read as a folder of checks" in err


def test_new_writes_a_check_that_works(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = run(capsys, "new", "my-logs", "--dir", str(tmp_path))

    assert status == 0
    assert "my-logs.yaml written" in out
    assert run(capsys, "test", str(tmp_path)) == (0, "1 check, 4 examples: 4 as written, 0 not\n", "")


def test_new_never_overwrites(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "my-logs.yaml").write_text("mine")

    status, _, err = run(capsys, "new", "my-logs", "--dir", str(tmp_path))

    assert status == 2
    assert "exists already" in err
    assert (tmp_path / "my-logs.yaml").read_text() == "mine"


@pytest.mark.parametrize("name", ["My-Logs", "../evil", "a b", "-x-", "public-personal-data", "x" * 65])
def test_new_refuses_what_cannot_be_an_id(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    status, _, err = run(capsys, "new", "--dir", str(tmp_path), "--", name)

    assert status == 2
    assert "id" in err
    assert list(tmp_path.iterdir()) == []


def test_invalid_check_of_a_user_is_no_traceback(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, err = run(capsys, "list", "--checks-dir", str(write(tmp_path, "a: &x [*x]\n")))

    assert status == 2
    assert "anchors (&) and aliases (*) are not allowed" in err


def test_help_of_every_subcommand() -> None:

    for verb in ("list", "show", "test", "new"):
        assert CliRunner().invoke(command, [verb, "--help"]).exit_code == 0


DETECTOR = """schema: 1
id: acme.staff_id
name: {ja: 社員番号, en: Staff id}
category: indirect
patterns:
- {regex: '(?P<value>ACME-[0-9]{6})', base: 60, triggers: ['ACME-']}
tests: {match: ['担当 ACME-004711'], no_match: ['ACME-47']}
"""


def test_detectors_are_tested_beside_checks_in_the_same_folder(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write(tmp_path, SOUND)
    (tmp_path / "acme.staff_id.yaml").write_text(DETECTOR, encoding="utf-8")

    assert run(capsys, "test", str(tmp_path)) == (
        0,
        "1 detector, 2 examples: 2 as written, 0 not\n1 check, 3 examples: 3 as written, 0 not\n",
        "",
    )
    assert run(capsys, "list", "-c", "open-logs", "--checks-dir", str(tmp_path))[0] == 0


def test_a_folder_of_detectors_alone_with_an_example_that_fails(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "acme.staff_id.yaml").write_text(DETECTOR.replace("担当 ACME-004711", "ACME"), encoding="utf-8")

    assert run(capsys, "test", str(tmp_path)) == (
        1,
        "1 detector, 2 examples: 1 as written, 1 not\n",
        "acme.staff_id: example 1 under 'match' is not found\n",
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ACME-[0-9]{6}", "(a+)+$", "acme.staff_id.yaml:6"),
        ("id: acme.staff_id", "id: email", "must be the file's name"),
        ("category: indirect", "category: secret", "acme.staff_id.yaml:4"),
    ],
)
def test_a_broken_detector_is_told_with_its_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str, new: str, said: str
) -> None:
    (tmp_path / "acme.staff_id.yaml").write_text(DETECTOR.replace(old, new), encoding="utf-8")

    status, out, err = run(capsys, "test", str(tmp_path))

    assert status == 2
    assert said in err
    assert "1 problem in what is not a valid detector" in out
