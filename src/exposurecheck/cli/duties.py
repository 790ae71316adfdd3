"""``exposurecheck duties``: facts in, candidate duties with dates out."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from exposurecheck.cli.drafts import draft_into
from exposurecheck.cli.era import era_option
from exposurecheck.cli.scan import default_lang

_ANCHORS = {"earliest": None, "misconfiguration": "known_at.misconfiguration", "access": "known_at.access"}


def _date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """Read ``2026-11-23``."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day; write for example 2026-11-23") from None


@click.command("duties", context_settings={"show_default": True})
@click.argument("source", metavar="FACTS.yaml|-")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), default=default_lang, show_default="from the locale",
    envvar="EXPOSURECHECK_LANG",
)  # fmt: skip
@era_option()
@click.option(
    "--as-of", callback=_date, metavar="DAY", envvar="EXPOSURECHECK_AS_OF",
    help="Take the law, and count the days left, as of this day.  [default: the day the rules were checked; today]",
)  # fmt: skip
@click.option(
    "--anchor", type=click.Choice(list(_ANCHORS)), default="earliest", envvar="EXPOSURECHECK_ANCHOR",
    help="The clock to follow.",
)  # fmt: skip
@click.option(
    "--regimes-dir", "folders", type=click.Path(path_type=Path), multiple=True,
    envvar="EXPOSURECHECK_REGIMES_DIR", help="Your own legal rules, beside the shipped ones. Repeatable.",
)  # fmt: skip
@click.option(
    "--drafts", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", envvar="EXPOSURECHECK_DRAFTS",
    help="Also write drafts for counsel, as Markdown and Word: reports, notices, requests, questions.",
)  # fmt: skip
def command(
    *,
    source: str,
    form: str,
    lang: str,
    as_of: date | None,
    anchor: str,
    folders: tuple[Path, ...],
    drafts: Path | None,
) -> None:
    """Which legal duties follow from these facts, and by when?

    Reads facts as YAML or JSON from a file, or - for standard input. Unknown facts stay unknown: a rule that needs one
    is reported as undetermined and names it. This is not legal advice, and nothing is ever sent anywhere.

    Exit status: 0, or 2 when the facts or rules cannot be used.
    """
    from exposurecheck.duties.calendar import day_in  # noqa: PLC0415 - pydantic is not needed for --help
    from exposurecheck.duties.engine import assess  # noqa: PLC0415
    from exposurecheck.duties.facts_file import parse, read  # noqa: PLC0415
    from exposurecheck.duties.json_page import as_json  # noqa: PLC0415
    from exposurecheck.duties.page import Page  # noqa: PLC0415
    from exposurecheck.duties.regimes import load, shipped  # noqa: PLC0415
    from exposurecheck.model.dates import JST  # noqa: PLC0415

    law = load(folders) if folders else shipped()
    if source == "-":
        facts = parse(Path("standard input"), sys.stdin.buffer.read(), law.kinds)
    else:
        facts = read(Path(source), law.kinds)
    assessment = assess(facts, law, as_of, anchor=_ANCHORS[anchor])
    today = as_of or day_in(datetime.now(UTC), JST)
    if drafts is not None:
        from exposurecheck.report.case.case import Case  # noqa: PLC0415

        click.echo(f"  {draft_into(Case(assessment, today), drafts)}", err=True)
    if form == "json":
        click.echo(json.dumps(as_json(assessment), ensure_ascii=False, indent=1))
    else:
        click.echo(Page(assessment, law.kinds, lang, today).render(), nl=False)
