"""``exposurecheck diff``: two runs in, what is new, fixed, worse and now unknown out."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exposurecheck.cli.runs import RUNS, compared
from exposurecheck.cli.scan import default_lang

if TYPE_CHECKING:
    from exposurecheck.report.messages import Lang


@click.command("diff", context_settings={"show_default": True})
@click.argument("before", metavar="RUN_A")
@click.argument("after", metavar="RUN_B")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), default=default_lang, show_default="from the locale",
    envvar="EXPOSURECHECK_LANG",
)  # fmt: skip
@click.option(
    "-o", "--output-dir", "runs", type=click.Path(path_type=Path), default=RUNS, envvar="EXPOSURECHECK_OUTPUT_DIR",
    help="Where the scans put their runs.",
)  # fmt: skip
def command(*, before: str, after: str, form: str, lang: "Lang", runs: Path) -> None:
    """What is new, fixed, worse and now unknown from RUN_A to RUN_B?

    A run is a report.json, the folder of a run, the id of a run, "latest", or "previous" (the one of the same scope
    before the latest). Worse: a wider audience, more people, graver data, or a waiver that no longer holds. What
    RUN_B did not look at is not compared.

    Exit status: 0, or 2 when a run cannot be read.
    """
    from exposurecheck.report import changes  # noqa: PLC0415 - pydantic is not needed for --help

    with _without_collector():
        found = compared(before, after, runs)
    if form == "json":
        click.echo(changes.render_json(found.changes, found.run_id, found.at), nl=False)
    else:
        click.echo(changes.render(found.changes, found.run_id, found.at, lang), nl=False)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Look for no cycles: runs far apart are very many values and no cycles among them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
