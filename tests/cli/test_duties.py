"""``exposurecheck duties``: from a file or standard input, as text or JSON, and what it refuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exposurecheck.cli.duties import command
from exposurecheck.errors import InputError, RegimeError

FACTS = """
exposure: {state: X3, audience: anonymous}
data: {my_number: true, strong_encryption: false, pseudonymised: false}
known_at: 2026-12-02T09:00:00+09:00
"""


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(command, arguments, input=stdin, catch_exceptions=False)


@pytest.fixture
def facts(tmp_path: Path) -> str:
    path = tmp_path / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return str(path)


def test_json_from_a_file_and_from_standard_input_are_the_same(facts: str) -> None:
    from_file, from_stdin = run(facts, "--format", "json"), run("-", "--format", "json", stdin=FACTS)
    printed = json.loads(from_file.output)

    assert from_file.exit_code == 0
    assert json.loads(from_stdin.output) == printed
    assert [(d["id"], d["state"], d["due"]) for d in printed["duties"]] == [
        ("jp.mn.prelim", "likely", ["2026-12-04", "2026-12-06"]),
        ("jp.mn.final30", "likely", ["2027-01-04"]),
        ("jp.notice", "likely", []),
    ]


@pytest.mark.parametrize(("lang", "words"), [("ja", "法的助言ではありません"), ("en", "not legal advice")])
def test_text_in_the_asked_language(facts: str, lang: str, words: str) -> None:
    assert words in run(facts, "--lang", lang).output


def test_days_left_are_counted_from_the_given_day(facts: str) -> None:
    assert "残り31日" in run(facts, "--lang", "ja", "--as-of", "2026-12-04").output


def test_the_law_of_the_given_day(facts: str) -> None:
    printed = json.loads(run(facts, "--format", "json", "--as-of", "2025-12-31").output)

    assert printed["law_as_of"] == "2025-12-31"
    assert "us.ca.1798_82" not in {rule["id"] for rule in printed["rules"]}


def test_the_clock_can_be_chosen() -> None:
    clocks = "known_at.misconfiguration: 2024-03-22T09:00:00+09:00\nknown_at.access: 2024-03-28T09:00:00+09:00\n"
    text = FACTS.replace("known_at: 2026-12-02T09:00:00+09:00\n", clocks)
    due = [
        next(
            d["due"] for d in json.loads(run("-", "-f", "json", *more, stdin=text).output)["duties"] if "30" in d["id"]
        )
        for more in ((), ("--anchor", "access"))
    ]

    assert due == [["2024-04-22"], ["2024-04-26"]]


def test_what_is_wrong_is_said_with_file_line_and_key(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("exposure.stat: X3\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"f\.yaml:1:1: unknown fact 'exposure\.stat'; did you mean 'exposure\.state'"):
        run(str(path))
    with pytest.raises(InputError, match="standard input:1:1: unknown fact"):
        run("-", stdin="exposure.stat: X3")
    with pytest.raises(InputError, match=r"none\.yaml: cannot be read"):
        run(str(tmp_path / "none.yaml"))


def test_a_folder_of_ones_own_rules_is_checked(facts: str, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()

    with pytest.raises(RegimeError, match="holds no regime"):
        run(facts, "--regimes-dir", str(tmp_path / "mine"))


def test_a_day_that_is_none_is_refused(facts: str) -> None:
    refused = run(facts, "--as-of", "soon")

    assert refused.exit_code == 2
    assert "'soon' is not a day; write for example 2026-11-23" in refused.output
