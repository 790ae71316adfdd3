"""exposurecheck.toml sets defaults of the flags."""

from pathlib import Path

import click
import pytest

from exposurecheck.cli.configuration import defaults
from exposurecheck.cli.scan import command
from exposurecheck.errors import SettingsError

KNOWN = {"provider": "provider", "fail_on": "fail_on", "max_rate": "max_rate", "check": "checks"}


def test_no_file_means_no_defaults(tmp_path: Path) -> None:
    assert defaults(tmp_path, KNOWN) == {}


def test_keys_are_the_flags(tmp_path: Path) -> None:
    (tmp_path / "exposurecheck.toml").write_text('provider = "aws"\nfail-on = "low"\n', encoding="utf-8")

    assert defaults(tmp_path, KNOWN) == {"provider": "aws", "fail_on": "low"}


def test_a_misspelt_key_is_refused_with_the_right_one(tmp_path: Path) -> None:
    (tmp_path / "exposurecheck.toml").write_text('fial-on = "low"\n', encoding="utf-8")

    with pytest.raises(SettingsError, match="did you mean 'fail-on'"):
        defaults(tmp_path, KNOWN)


def test_a_broken_file_is_named_with_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "exposurecheck.toml").write_text("provider = \n", encoding="utf-8")

    with pytest.raises(SettingsError, match=r"exposurecheck\.toml: not valid TOML: .*line 1"):
        defaults(tmp_path, KNOWN)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "exposurecheck.toml").write_bytes("provider = 'みずたま'".encode("cp932"))

    with pytest.raises(SettingsError, match="UTF-8"):
        defaults(tmp_path, KNOWN)


def test_a_flag_with_another_name_in_the_code_is_written_as_it_is_typed(tmp_path: Path) -> None:
    (tmp_path / "exposurecheck.toml").write_text('check = ["public-*"]\n', encoding="utf-8")

    assert defaults(tmp_path, KNOWN) == {"checks": ["public-*"]}


def test_every_flag_of_scan_has_its_variable() -> None:
    for option in command.params:
        assert isinstance(option, click.Option)
        flag = max(option.opts, key=len).removeprefix("--").replace("-", "_").upper()
        assert option.envvar is not None
        assert f"EXPOSURECHECK_{flag}" in option.envvar
