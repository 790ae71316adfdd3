"""Turns ``exposurecheck.toml`` into default values of the flags of ``scan``."""

import difflib
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from exposurecheck.errors import SettingsError

FILE_NAME = "exposurecheck.toml"


def defaults(folder: Path, known: Collection[str]) -> Mapping[str, object]:
    """Read ``folder/exposurecheck.toml``; keys are the long names of the flags without the leading dashes.

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
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {close[0].replace('_', '-')!r}?" if close else ""
            raise SettingsError(f"{path}: unknown setting {key!r}{hint} The settings are the flags of `scan --help`.")
        values[name] = value
    return values
