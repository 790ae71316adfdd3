"""``-f`` takes names one by one, with commas, and from the environment."""

import click
import pytest
from click.testing import CliRunner

from exposurecheck.cli.formats import DEFAULT, format_option
from exposurecheck.cli.scan import command as scan
from exposurecheck.settings import ScanSettings


@click.command()
@format_option(DEFAULT, "Which.", ("CHOSEN",))
def _echo(formats: tuple[str, ...]) -> None:
    click.echo(" ".join(formats))


@pytest.mark.parametrize(
    ("args", "chosen"),
    [
        ([], "html json"),
        (["-f", "sarif"], "sarif"),
        (["-f", "sarif,csv"], "sarif csv"),
        (["-f", "sarif", "-f", "csv, sarif"], "sarif csv"),
        (["--format=json,html"], "json html"),
    ],
)
def test_names_are_joined_in_their_order(args: list[str], chosen: str) -> None:
    assert CliRunner().invoke(_echo, args).output == f"{chosen}\n"


@pytest.mark.parametrize("value", ["sarif,csv", "sarif csv"])
def test_the_environment_takes_commas_and_blanks(value: str) -> None:
    assert CliRunner().invoke(_echo, [], env={"CHOSEN": value}).output == "sarif csv\n"


@pytest.mark.parametrize("value", ["xml", "sarif,", ",", "sarif;csv"])
def test_an_unknown_name_is_a_usage_error(value: str) -> None:
    result = CliRunner().invoke(_echo, ["-f", value])

    assert result.exit_code == 2
    assert "is not one of" in result.output


def test_scan_writes_the_page_and_the_canonical_form_unless_told_otherwise() -> None:
    (option,) = (p for p in scan.params if p.name == "formats")

    assert option.default == DEFAULT == ScanSettings().formats
