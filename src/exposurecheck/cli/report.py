"""``exposurecheck report``: a saved run in, the same run in any format and language out."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exposurecheck.cli.drafts import draft, drafts_option
from exposurecheck.cli.era import era_option
from exposurecheck.cli.formats import format_option
from exposurecheck.cli.output import Content, encoded, write_into
from exposurecheck.cli.reader import PDF, Asked, audience_option, redact_option
from exposurecheck.cli.runs import RUNS, load
from exposurecheck.cli.scan import default_lang

if TYPE_CHECKING:
    from exposurecheck.model.report import Report
    from exposurecheck.report.messages import Lang

_STANDARD_OUTPUT = Path("-")


@click.command("report", context_settings={"show_default": True})
@click.argument("run", metavar="RUN")
@format_option((), "Write these; without it the summary is printed. Repeatable.")
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), default=default_lang, show_default="from the locale",
    envvar="EXPOSURECHECK_LANG",
)  # fmt: skip
@era_option()
@click.option(
    "-o", "--output-dir", "folder", type=click.Path(path_type=Path), show_default="the folder of the run",
    help="Where to write; - is standard output, for one format.",
)  # fmt: skip
@audience_option
@redact_option
@click.option("--pdf", is_flag=True, help="Print the page to report.pdf by this machine's headless Chromium.")
@drafts_option
@click.option("--no-color", is_flag=True, envvar="NO_COLOR", help="No colours. NO_COLOR does the same.")
def command(
    *,
    run: str,
    formats: tuple[str, ...],
    lang: "Lang",
    folder: Path | None,
    audience: str | None,
    redact_actors: bool,
    pdf: bool,
    drafts: bool,
    no_color: bool,
) -> None:
    """Render a saved run again, in any format or language.

    RUN is a report.json, the folder of a run, the id of a run below exposurecheck-out, "latest" or "previous".

    Exit status: 0, or 2 when the run cannot be read or the report cannot be written.
    """
    report, source = load(run)
    asked = Asked(lang, audience, redact_actors)
    if not formats and not pdf and not drafts:
        if folder is not None:
            raise click.UsageError("--output-dir needs --format, --pdf or --drafts: say what to write")
        click.echo(_summary(asked.seen(report), lang, color=not no_color and sys.stdout.isatty()))
    elif folder == _STANDARD_OUTPUT:
        if drafts:
            raise click.UsageError("-o - takes one format; drafts are many files and need a folder")
        _print(report, formats, asked, pdf=pdf)
    else:
        home = RUNS / report.run_id if source is None else source.parent
        _write(report, formats, asked, source, folder or home, pdf=pdf)
        if drafts:
            click.echo(f"  {draft(report, folder or home)}")


def _summary(report: "Report", lang: "Lang", *, color: bool) -> str:
    from exposurecheck.report.terminal import render  # noqa: PLC0415 - rich is not needed for --help

    return render(report, lang=lang, width=shutil.get_terminal_size((100, 24)).columns, color=color)


def _print(report: "Report", formats: tuple[str, ...], asked: Asked, *, pdf: bool) -> None:
    wanted = [*formats, *(["pdf"] if pdf else [])]
    if len(wanted) > 1:
        raise click.UsageError(f"-o - takes one format, not {len(wanted)}: {', '.join(wanted)}")
    page = asked.printed(report) if pdf else asked.renderer(formats[0])(report)
    sys.stdout.buffer.writelines(encoded(page))
    sys.stdout.buffer.flush()


def _write(
    report: "Report", formats: tuple[str, ...], asked: Asked, source: Path | None, folder: Path, *, pdf: bool
) -> None:
    from exposurecheck.report.registry import FORMATS  # noqa: PLC0415 - jinja2 is not needed for --help

    chosen: dict[str, tuple[str, Callable[[Report], Content]]] = {
        name: (FORMATS[name].file_name, asked.renderer(name)) for name in formats
    }
    if pdf:
        chosen["pdf"] = (PDF, asked.printed)
    # the saved run itself is evidence: it is there already, and is not written over
    kept = {} if source is None else {n: source for n, (file, _) in chosen.items() if _same(folder / file, source)}
    written = write_into(report, folder, {name: made for name, made in chosen.items() if name not in kept})
    for path in (*kept.values(), *written):
        click.echo(f"  {path}")


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
