"""What ``exposurecheck access`` prints for files, folders and standard input, whatever they hold."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from exposurecheck.cli.access import command
from tests.access.s3.estate import documents, policy, statement

CASE = {"id": "one", "provider": "aws", "as_of": "2026-01-15T00:00:00Z", "resource": documents(policy(statement()))}


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(command, list(arguments), input=given)


def test_a_file_gives_one_element_with_the_promised_keys(tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_text(json.dumps(CASE), encoding="utf-8")
    result = run("--format", "json", str(file))
    (found,) = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["exposure"] == "anonymous_read"
    assert found["witness"]["method"] == "GET"
    assert {"ja", "en"} == set(found["explanation"])
    assert "anonymous_other" not in found
    assert found["aws_policy_is_public"] is True


def test_a_broken_input_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.json").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b" / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "b" / "nul.json").write_text("\0", encoding="utf-8")
    (tmp_path / "b" / "other.json").write_text(json.dumps({**CASE, "provider": "nobody"}), encoding="utf-8")
    (tmp_path / "c.json").write_text(json.dumps(CASE), encoding="utf-8")
    result = run("--format", "json", str(tmp_path))
    found = json.loads(result.stdout)
    assert result.exit_code == 2
    assert ["error" in f for f in found] == [True, True, True, True, False]
    assert "Traceback" not in result.output


def test_standard_input_holds_one_case_a_line() -> None:
    line = json.dumps(CASE)
    result = run("--format", "json", "-", given=f"{line}\n\n{line}\n{{\n")
    found = json.loads(result.stdout)
    assert [f["id"] for f in found] == ["one", "one", "line 4"]
    assert result.exit_code == 2


def test_text_says_it_in_both_languages_and_without_control_bytes(tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_text(json.dumps({**CASE, "id": "red\x1b[31m"}), encoding="utf-8")
    english, japanese = run(str(file)), run(str(file), "--lang", "ja")
    assert "READABLE BY ANYONE" in english.stdout
    assert "\x1b" not in english.stdout
    assert "誰でも読み取り可能" in japanese.stdout


def test_an_error_names_the_file_the_place_and_what_to_do(tmp_path: Path) -> None:
    resource = documents(acl={"Grants": [{"Grantee": {"ID": "d1"}, "Permission": "read"}]})
    file = tmp_path / "two.json"
    file.write_text(json.dumps({**CASE, "resource": resource}), encoding="utf-8")
    (found,) = json.loads(run("--format", "json", str(file)).stdout)
    assert found["id"] == "one"
    assert found["error"].startswith(f"{file}: resource.acl.Grants[0].Permission")
    assert "Save the ACL again" in found["error"]
