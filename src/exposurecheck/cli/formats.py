"""Turns ``-f sarif,csv -f html`` into the names of output formats."""

from collections.abc import Callable

import click

FORMATS = ("html", "json", "sarif", "junit", "ocsf", "csv", "markdown")
"""Named here as well as in report/registry.py, so that ``--help`` need not import what renders them."""

DEFAULT = ("html", "json")


class _Names(click.Choice[str]):
    """One name or several with commas between them; yields them joined again."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check every name."""
        parts = [part.strip() for part in str(value).split(",")]
        return ",".join(str(super(_Names, self).convert(part, param, ctx)) for part in parts)


def _flat(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in value for name in names.split(",")))


def format_option(
    default: tuple[str, ...], text: str, envvar: tuple[str, ...] = ()
) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Return ``-f/--format``, which is repeatable and takes commas; the command gets ``formats``."""
    return click.option(
        "-f", "--format", "formats", type=_Names(FORMATS), multiple=True, default=default, callback=_flat,
        envvar=envvar, help=text,
    )  # fmt: skip
