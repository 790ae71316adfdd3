"""Turns ``--era`` into Japanese years (令和8年) in every Japanese text that the command writes."""

from collections.abc import Callable

import click


def _count(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    from exposurecheck.model.dates import japanese_years  # noqa: PLC0415 - pydantic is not needed for --help

    if asked:
        context.with_resource(japanese_years())


def era_option() -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Return ``--era``; the command needs no parameter for it."""
    return click.option(
        "--era", is_flag=True, expose_value=False, callback=_count, envvar="EXPOSURECHECK_ERA",
        help="Write years by Japanese era (令和8年) in Japanese texts.",
    )  # fmt: skip
