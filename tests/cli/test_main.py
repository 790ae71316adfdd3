"""The front door of the command line."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from exposurecheck.cli.main import VERBS, cli, main


def test_help_names_every_verb() -> None:
    printed = CliRunner().invoke(cli, ["--help"]).output

    assert all(verb in printed for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str) -> None:
    result = CliRunner().invoke(cli, [verb, "--help"])

    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_help_imports_no_verb_and_no_sdk() -> None:
    """Start-up stays fast because nothing is imported before it is needed."""
    code = (
        "import sys\n"
        "from exposurecheck.cli.main import cli\n"
        "cli.main(['--help'], standalone_mode=False)\n"
        "heavy = {'boto3', 'botocore', 'pydantic', 'polars', 'rich', 'jinja2', 'google', 'azure', 'cel_expr_python'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr == "[]\n"


def test_a_misspelt_verb_is_a_usage_error_without_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["scann"])

    assert stop.value.code == 2
    assert "scan" in capsys.readouterr().err
