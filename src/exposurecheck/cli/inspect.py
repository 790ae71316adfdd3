"""Prints what personal data is in files and folders, and how many people it is about; never a value."""

import json
import os
import secrets
from collections import deque
from concurrent.futures import Future
from pathlib import Path

import click

from exposurecheck.audit.targets import Target, find, within
from exposurecheck.cli.scan import default_lang, size
from exposurecheck.cli.screen import watching
from exposurecheck.content.catalogue import load
from exposurecheck.content.detector import Detector
from exposurecheck.content.inspect import Inspected, inspect
from exposurecheck.content.people import People
from exposurecheck.content.sandbox import Failure, Sandbox
from exposurecheck.content.source import SourceError
from exposurecheck.content.summary import personal_data
from exposurecheck.content.units import Limits
from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap
from exposurecheck.model.inspection import Inspection, InspectionStatus, PersonalData, Subjects
from exposurecheck.model.resource import ProviderName
from exposurecheck.progress import Progress
from exposurecheck.providers.base import Provider
from exposurecheck.settings import ScanSettings

SCHEMA = "exposurecheck.inspection/1"
EXIT_INCOMPLETE = 3
_TOLD = ("sp", "se", "si", "sip")
"""What the text says of a shared link: permissions, end, stored policy, addresses."""
_IN_FLIGHT = 20
"""Objects handed to each worker ahead of its answers, so that those in clouds are being fetched meanwhile."""
_WORDS = {
    "ja": {
        "person": "人",
        "people": "人",
        "nothing": "個人データは見つかりませんでした",
        "total": "合計",
        "complete": "読了",
        "gap": "読めなかったもの",
        "link": "共有用URL(SAS)",
    },
    "en": {
        "person": " person",
        "people": " people",
        "nothing": "no personal data found",
        "total": "all",
        "complete": "read",
        "gap": "not read",
        "link": "shared link (SAS)",
    },
}


def _size_or_none(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    return None if value is None else max(1, size(context, parameter, value))


@click.command("inspect", context_settings={"auto_envvar_prefix": "EXPOSURECHECK_INSPECT", "show_default": True})
@click.argument("paths", metavar="PATH|URL...", nargs=-1, required=True)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@click.option("--lang", type=click.Choice(["ja", "en"]), default=default_lang, show_default="from the locale")
@click.option("--detectors", type=click.Path(path_type=Path), multiple=True, help="Folder of your own detectors.")
@click.option("--max-bytes", callback=_size_or_none, help="Read at most this much in all, such as 500MB.")
@click.option("--max-object-size", callback=_size_or_none, help="Read at most this much of each object.")
@click.option("--max-objects", default=10_000, type=click.IntRange(1), help="List at most so many objects of a store.")
@click.option("--profile", help="AWS profile of the SDK's own configuration.")
@click.option("--region", help="AWS region to start from.")
@click.option("--project", "projects", multiple=True, help="Google Cloud project. Repeatable.")
@click.option(
    "--processes", type=click.IntRange(1, 64), default=None, help="Worker processes.", show_default="one per core"
)
@click.option(
    "--fail-on-incomplete/--no-fail-on-incomplete", default=None, help="Exit 3 when something could not be read.",
    show_default="on when CI is set",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@click.option("--no-color", is_flag=True, envvar="NO_COLOR", help="No colours. NO_COLOR does the same.")
def command(
    *,
    paths: tuple[str, ...],
    format_: str,
    lang: str,
    detectors: tuple[Path, ...],
    max_bytes: int | None,
    max_object_size: int | None,
    max_objects: int,
    profile: str | None,
    region: str | None,
    projects: tuple[str, ...],
    processes: int | None,
    fail_on_incomplete: bool | None,
    quiet: bool,
    no_color: bool,
) -> int:
    """What personal data is in there, and how many people is it about?

    Reads files, folders, globs, s3://bucket/key-or-prefix, gs://bucket/key-or-prefix and URLs of blobs and files
    (https://ACCOUNT.blob.core.windows.net/container/..., also .dfs. and .file.). One person in two files is one
    person. No value is printed.

    Exit status: 0 inspected, 2 an error, 3 incomplete, 130 interrupted.
    """

    def connect(name: ProviderName) -> Provider:
        from exposurecheck.providers.registry import connect as to  # noqa: PLC0415 - no SDK for local files

        return to(ScanSettings(provider=name.value, profile=profile, region=region, projects=projects, named_only=True))

    own = load(detectors) if detectors else None
    targets = within(find(paths, connect, max_listed=max_objects), max_bytes=max_bytes, max_object_size=max_object_size)
    workers = processes or os.cpu_count() or 1
    with watching(lang, quiet=quiet, color=not no_color) as progress:
        inspected = _inspect(targets.chosen, own, workers, progress)
    total = personal_data(inspected, of_objects=targets.of_objects, of_bytes=targets.of_bytes)
    complete = total.complete and not targets.gaps
    if format_ == "json":
        document = as_json(listed(inspected), total)
        document["gaps"] = [gap.model_dump(mode="json") for gap in targets.gaps]
        click.echo(json.dumps(document, ensure_ascii=True, indent=1))
    else:
        _print(inspected, total, targets.gaps, lang)
    wanted = bool(os.environ.get("CI")) if fail_on_incomplete is None else fail_on_incomplete
    return EXIT_INCOMPLETE if wanted and not complete else 0


def _inspect(
    targets: tuple[Target, ...], own: tuple[Detector, ...] | None, workers: int, progress: Progress
) -> list[Inspected]:
    secret = secrets.token_bytes(32)  # forgotten when this call ends, and with it the meaning of every hash
    progress.phase("content", len(targets))
    done: list[Inspected] = []
    with Sandbox(workers, Limits()) as sandbox:
        waiting: deque[tuple[Target, Future[Inspected | Failure]]] = deque()
        for target in targets:
            task = sandbox.submit(
                inspect, target.name, target.source, secret=secret, max_bytes=target.max_bytes, detectors=own
            )
            waiting.append((target, task))
            if len(waiting) >= workers * _IN_FLIGHT:
                done.append(_finished(*waiting.popleft()))
                progress.step("content")
        for one in waiting:
            done.append(_finished(*one))
            progress.step("content")
    return done


def _finished(target: Target, task: "Future[Inspected | Failure]") -> Inspected:
    try:
        result = task.result()
    except SourceError as error:
        status, reason = InspectionStatus.FAILED, f"could not be read: {error.gap.reason}"
    else:
        if not isinstance(result, Failure):
            return result
        status, reason = result.status, result.reason
    return Inspected(Inspection(path=target.name, status=status, reason=reason, size=target.source.size), People())


def listed(inspected: list[Inspected]) -> list[Inspection]:
    """Return every object, each followed by the files inside it: ``a.zip``, ``a.zip!/b.csv``.

    What a container holds is the union over the files inside, so these are not to be added to it.
    """
    return [inspection for one in inspected for inspection in (one.inspection, *one.members)]


def as_json(inspections: list[Inspection], total: PersonalData) -> dict[str, Json]:
    """Return the document ``exposurecheck.inspection/1``."""
    return {
        "schema": SCHEMA,
        "objects": [one.model_dump(mode="json") for one in inspections],
        "categories": [str(category) for category in total.categories],
        "subjects": total.subjects.model_dump(mode="json"),
        "coverage": total.coverage.model_dump(mode="json"),
    }


def _plain(text: str) -> str:
    """Strip control characters from names that come from strangers."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _people(subjects: Subjects, lang: str) -> str:
    several = f"{subjects.best:,}{_WORDS[lang]['person' if subjects.best == 1 else 'people']}"
    return several if subjects.low == subjects.high else f"{several} ({subjects.low:,}-{subjects.high:,})"


def _print(inspected: list[Inspected], total: PersonalData, gaps: tuple[Gap, ...], lang: str) -> None:
    for one in listed(inspected):
        what = ", ".join(f"{d.type} {d.count:,} ({d.confidence})" for d in one.data) or _WORDS[lang]["nothing"]
        status = "" if one.status is InspectionStatus.COMPLETE else f" [{one.status}: {_plain(one.reason or '')}]"
        people = f": {_people(one.subjects, lang)}" if one.categories else ""
        click.echo(f"{_plain(one.path)}{people}{status}\n  {what}")
        for link in one.links:
            where = "/".join(filter(None, (link.account, link.store)))
            told = " ".join(f"{name}={_plain(value)}" for name, value in link.parameters.items() if name in _TOLD)
            click.echo(f"  {_WORDS[lang]['link']}: {where} {told}")
    categories = ", ".join(total.categories) or _WORDS[lang]["nothing"]
    coverage = f"{total.coverage.objects}/{total.coverage.of} {_WORDS[lang]['complete']}"
    click.echo(f"\n{_WORDS[lang]['total']}: {_people(total.subjects, lang)}; {categories}; {coverage}")
    for gap in gaps:
        click.echo(
            f"{_WORDS[lang]['gap']}: {_plain(gap.resource)}: {gap.fact} {gap.reason} {gap.permission or ''}".rstrip()
        )
