"""Turns ``exposurecheck.toml`` into default values of the flags of ``scan``."""

import difflib
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import click

from exposurecheck.errors import SettingsError

FILE_NAME = "exposurecheck.toml"


class Configured(click.Command):
    """A command each of whose flags can also be set by ``EXPOSURECHECK_<FLAG>`` and ``exposurecheck.toml``."""

    others: Collection[str] = ()
    """Settings that the file may hold for another verb; they are passed over."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        """Give every flag its variable, named as the flag is typed and not as the code calls it."""
        super().__init__(*arguments, **settings)
        for option in self._options():
            known = [option.envvar] if isinstance(option.envvar, str) else list(option.envvar or ())
            option.envvar = list(dict.fromkeys([*known, f"EXPOSURECHECK_{flag_of(option).upper()}"]))

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the file before the flags, so that flags and environment win over it."""
        known = {flag_of(option): option.name for option in self._options() if option.name}
        extra.setdefault("default_map", dict(defaults(Path.cwd(), known, self.others)))
        return super().make_context(info_name, args, parent, **extra)

    def _options(self) -> list[click.Option]:
        return [parameter for parameter in self.params if isinstance(parameter, click.Option)]


def flag_of(option: click.Option) -> str:
    """Return the flag as a key of the file: long, without dashes in front, ``_`` for ``-``."""
    return max(option.opts, key=len).lstrip("-").replace("-", "_")


def defaults(folder: Path, known: Mapping[str, str], others: Collection[str] = ()) -> Mapping[str, object]:
    """Read ``folder/exposurecheck.toml``; keys are the long names of the flags without the leading dashes.

    ``known``: flag (with ``_`` for ``-``) to the name of its parameter; ``others``: flags to pass over.

    Raises ``SettingsError`` for a file that is not TOML or holds an unknown key.
    """
    path = folder / FILE_NAME
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error}); make it a readable UTF-8 file or remove it") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    values = {}
    for key, value in content.items():
        name = key.replace("-", "_")
        if name in others and name not in known:
            continue
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {close[0].replace('_', '-')!r}?" if close else ""
            raise SettingsError(f"{path}: unknown setting {key!r}{hint} The settings are the flags of `scan --help`.")
        values[known[name]] = value
    return values
