"""``exposurecheck scan``: flags become settings, a report becomes files, a summary and an exit status."""

import locale
import logging
import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click
from pydantic import ValidationError

from exposurecheck.cli.configuration import Configured
from exposurecheck.cli.drafts import draft, drafts_option
from exposurecheck.cli.era import era_option
from exposurecheck.cli.formats import DEFAULT, format_option
from exposurecheck.cli.gate import INTERRUPTED, exit_status
from exposurecheck.cli.notify import Webhook, notify_options, webhook
from exposurecheck.cli.reader import Asked, audience_option, redact_option
from exposurecheck.cli.screen import watching
from exposurecheck.errors import RenderError, SettingsError
from exposurecheck.model.change import Changes
from exposurecheck.model.finding import Severity
from exposurecheck.model.report import Report
from exposurecheck.settings import ContentSettings, ScanSettings

IGNORE_FILE = ".exposurecheck-ignore.yaml"
REGISTER = "vendors.yaml"


def default_lang() -> str:
    """Return ``ja`` when the user's locale is Japanese, else ``en``."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ja" if (named or locale.getlocale()[0] or "").lower().startswith(("ja", "japanese")) else "en"


def size(_context: click.Context, _parameter: click.Parameter, value: str | int) -> int:
    """Read ``500MB``, ``64MiB`` or plain bytes."""
    text = str(value).strip().lower().removesuffix("ib").removesuffix("b")
    factors = {"k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}
    number, factor = (text[:-1], factors[text[-1]]) if text[-1:] in factors else (text, 1)
    try:
        return int(float(number) * factor)
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{value!r} is not a size; write for example 500MB or 2GiB") from None


@click.command(cls=Configured, context_settings={"show_default": True})
@click.option("--provider", type=click.Choice(["aws", "gcp", "azure", "all"]), required=True, help="Which cloud.")
@format_option(DEFAULT, "Write these. Repeatable; commas work too.")
@click.option("-o", "--output-dir", type=click.Path(path_type=Path), default=Path("exposurecheck-out"))
@click.option("--lang", type=click.Choice(["ja", "en"]), default=default_lang, show_default="from the locale")
@era_option()
@click.option("-c", "--check", "checks", multiple=True, metavar="GLOB", help="Run only these checks. Repeatable.")
@click.option("--skip-check", "skip_checks", multiple=True, metavar="GLOB", help="Leave these checks out. Repeatable.")
@click.option("--severity", type=click.Choice([s.value for s in Severity]), multiple=True, help="Only these.")
@click.option("--checks-dir", "checks_dirs", type=click.Path(path_type=Path), multiple=True, help="Your own checks.")
@click.option(
    "--detectors", "detectors_dirs", type=click.Path(path_type=Path), multiple=True, help="Your own detectors."
)
@click.option("--profile", help="AWS profile of the SDK's own configuration.")
@click.option("--region", help="AWS region to start from; buckets of all regions are audited.")
@click.option("--role-arn", help="AWS role to assume first; with --organization, its name or ARN in every account.")
@click.option("--external-id", help="External id for --role-arn.")
@click.option("--organization", is_flag=True, help="All accounts of the AWS organisation.")
@click.option("--project", "projects", multiple=True, help="Google Cloud project. Repeatable.")
@click.option("--folder", help="Google Cloud folder: all of its projects.")
@click.option("--organization-id", help="Google Cloud organisation: all of its projects.")
@click.option("--subscription", "subscriptions", multiple=True, help="Azure subscription. Repeatable.")
@click.option("--all-subscriptions", is_flag=True, help="All Azure subscriptions you can see (the default).")
@click.option("--tenant", help="Microsoft Entra tenant.")
@click.option("--resource", "resources", multiple=True, metavar="GLOB", help="Only these stores. Repeatable.")
@click.option("--intended-public", multiple=True, metavar="GLOB", help="Public on purpose. Repeatable.")
@click.option("--content", type=click.Choice(["off", "sample", "full"]), default="sample", help="How much to open.")
@click.option("--max-bytes", default="2GiB", callback=size, help="Read at most this much content in the whole scan.")
@click.option("--max-object-size", default="64MiB", callback=size, help="Read at most this much of one object.")
@click.option("--max-objects", default=1000, type=click.IntRange(1), help="List and open at most so many in a store.")
@click.option("--probe", is_flag=True, help="Prove verdicts by unsigned requests to the stores that were listed.")
@click.option(
    "--vendors",
    type=click.Path(path_type=Path),
    help="Register of vendors and clients.",
    show_default=f"{REGISTER}, if there is one",
)
@click.option("--facts", type=click.Path(path_type=Path), help="What only people know, for the legal duties.")
@drafts_option
@audience_option
@redact_option
@click.option(
    "--fail-on", type=click.Choice(["critical", "high", "medium", "low", "new", "never"]), default="high",
    help="Exit 1 for a finding this grave; new: for anything new or worse.",
)  # fmt: skip
@click.option(
    "--fail-on-incomplete/--no-fail-on-incomplete", default=None, help="Exit 3 when something could not be read.",
    show_default="on when CI is set",
)  # fmt: skip
@click.option("--baseline", metavar="RUN", help="Exit 1 only for what is new or worse since that complete run.")
@click.option("--resume", metavar="RUN", help="Go on with an interrupted scan: its id, or latest.")
@click.option(
    "--ignore-file", type=click.Path(path_type=Path, dir_okay=False), help="Waivers: findings accepted by two people.",
    show_default=f"{IGNORE_FILE}, if there is one",
)  # fmt: skip
@click.option("--concurrency", default=32, type=click.IntRange(1, 256), help="Requests at a time.")
@click.option(
    "--account-concurrency",
    type=click.IntRange(1, 256),
    help="Requests at a time to one account, project or subscription.",
    show_default="a quarter of --concurrency where there are several",
)
@click.option("--max-rate", type=click.FloatRange(0, min_open=True), help="Requests a second at most.")
@notify_options[0]
@notify_options[1]
@notify_options[2]
@click.option("-q", "--quiet", is_flag=True, help="Print only errors.")
@click.option("--no-color", is_flag=True, envvar="NO_COLOR", help="No colours. NO_COLOR does the same.")
@click.option("--log-level", type=click.Choice(["debug", "info", "warning", "error"]), default="warning")
@click.option("--log-file", type=click.Path(path_type=Path, dir_okay=False), help="Write the log here.")
def command(**flags: object) -> int:
    """Audit live storage: who can read it, whose data is in it, what to do.

    Read-only. Credentials and endpoints come from the cloud SDK's own default chain. Every flag has an environment
    variable EXPOSURECHECK_<FLAG>; exposurecheck.toml in the working directory sets defaults.

    Exit status: 0 clean and complete, 1 a finding at or over --fail-on, 2 an error, 3 incomplete, 130 interrupted.
    """
    quiet, no_color = bool(flags.pop("quiet")), bool(flags.pop("no_color"))
    _log(str(flags.pop("log_level")), flags.pop("log_file"))
    told = webhook(flags, "ja" if flags["lang"] == "ja" else "en")
    return run(_settings(flags), quiet=quiet, color=not no_color, told=told)


def run(
    settings: ScanSettings,
    *,
    quiet: bool = False,
    color: bool = True,
    clock: Callable[[], datetime] | None = None,
    told: Webhook | None = None,
) -> int:
    """Scan, write the report, print the summary and return the exit status."""
    from exposurecheck.audit.flow import audit  # noqa: PLC0415 - pydantic, polars and CEL are not needed for --help
    from exposurecheck.checks.catalogue import load  # noqa: PLC0415
    from exposurecheck.cli.past import known  # noqa: PLC0415
    from exposurecheck.content.catalogue import load as load_detectors  # noqa: PLC0415
    from exposurecheck.heap import few_heaps  # noqa: PLC0415 - as above
    from exposurecheck.providers.registry import connect_all  # noqa: PLC0415
    from exposurecheck.runs.compare import compare_reports  # noqa: PLC0415

    load_detectors(settings.detectors_dirs)  # a broken one is told before any cloud is asked
    catalogue = load(settings.checks_dirs).selected(settings.checks, settings.skip_checks, settings.severity)
    now = clock or (lambda: datetime.now(UTC))
    before = known(settings, now())
    with before.resumable(settings):
        few_heaps()
        connected = connect_all(settings)
        with watching(settings.lang, quiet=quiet, color=color) as progress:
            report = audit(connected, settings, catalogue, now, progress, past=before.past)
        _deliver(report, settings, quiet=quiet, color=color)
        before.finish(report)
    since = None if before.baseline is None else compare_reports(before.baseline, report)
    if not quiet and since is not None:
        click.echo(_since(since, settings.lang))
    status = exit_status(report, settings, since)
    if told is not None:
        told.tell(report, status)
    if before.problem is not None and status != INTERRUPTED:
        raise before.problem
    return status


def _since(since: Changes, lang: Literal["ja", "en"]) -> str:
    from exposurecheck.report.changes import counts  # noqa: PLC0415 - pydantic is not needed for --help

    return f"--baseline {since.before}: {counts(since).get(lang)}"


def _deliver(report: Report, settings: ScanSettings, *, quiet: bool, color: bool) -> None:
    from exposurecheck.cli.output import write  # noqa: PLC0415
    from exposurecheck.report.registry import FORMATS as RENDERERS  # noqa: PLC0415
    from exposurecheck.report.terminal import render  # noqa: PLC0415

    problem: RenderError | None = None
    paths: list[Path] = []
    asked = Asked(settings.lang, settings.audience, settings.redact_actors)
    chosen = {name: (RENDERERS[name].file_name, asked.renderer(name)) for name in settings.formats}
    try:
        paths = write(report, settings.output_dir, chosen)
        if settings.drafts:
            paths.append(draft(report, settings.output_dir / report.run_id))
    except RenderError as error:
        problem = error
    if not quiet:
        width = shutil.get_terminal_size((100, 24)).columns
        click.echo(render(asked.seen(report), lang=settings.lang, width=width, color=color and sys.stdout.isatty()))
        for path in paths:
            click.echo(f"  {path}")
    if problem is not None:  # the summary above is what is left of the scan when the disk is full
        raise problem


def _settings(flags: dict[str, object]) -> ScanSettings:
    incomplete = flags.pop("fail_on_incomplete")
    if flags.pop("all_subscriptions") and flags["subscriptions"]:
        raise SettingsError("--subscription and --all-subscriptions exclude each other; give one of them")
    if flags["vendors"] is None and Path(REGISTER).exists():
        flags["vendors"] = Path(REGISTER)
    if flags["ignore_file"] is None and Path(IGNORE_FILE).exists():
        flags["ignore_file"] = Path(IGNORE_FILE)
    content = ContentSettings(
        mode=flags.pop("content"),
        max_bytes=flags.pop("max_bytes"),
        max_object_size=flags.pop("max_object_size"),
        max_objects=flags.pop("max_objects"),
    )
    try:
        return ScanSettings.model_validate(
            {
                **flags,
                "content": content,
                "fail_on_incomplete": bool(os.environ.get("CI")) if incomplete is None else incomplete,
            }
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _log(level: str, file: object) -> None:
    handler: logging.Handler
    if isinstance(file, Path):
        try:
            handler = logging.FileHandler(file, encoding="utf-8")
        except OSError as error:
            raise SettingsError(f"--log-file {file}: {error.strerror}") from error
    else:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for noisy in ("boto3", "botocore", "urllib3", "s3transfer", "werkzeug"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
