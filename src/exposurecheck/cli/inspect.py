"""Prints what personal data is in files and folders, and how many people it is about; never a value."""

import json
import os
import secrets
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import click

from exposurecheck.cli.screen import watching
from exposurecheck.content.catalogue import load
from exposurecheck.content.detector import Detector
from exposurecheck.content.inspect import Inspected, inspect
from exposurecheck.content.people import People
from exposurecheck.content.sandbox import Failure, Sandbox
from exposurecheck.content.source import FileSource
from exposurecheck.content.summary import personal_data
from exposurecheck.content.units import Limits
from exposurecheck.errors import InputError
from exposurecheck.model.base import Json
from exposurecheck.model.inspection import Inspection, InspectionStatus, PersonalData, Subjects
from exposurecheck.progress import Progress

SCHEMA = "exposurecheck.inspection/1"
_IN_FLIGHT = 4
"""Objects handed to each worker ahead of its answers."""
_WORDS = {
    "ja": {"people": "人", "nothing": "個人データは見つかりませんでした", "total": "合計", "complete": "読了"},
    "en": {"people": "people", "nothing": "no personal data found", "total": "all", "complete": "read"},
}


@dataclass(frozen=True, slots=True)
class _Target:
    """One file, under the name that the result calls it by."""

    name: str
    source: FileSource


@click.command("inspect")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@click.option("--lang", type=click.Choice(["ja", "en"]), default="en", help="Language of the text output.")
@click.option("--detectors", type=click.Path(path_type=Path), multiple=True, help="Folder of your own detectors.")
@click.option("--max-bytes", type=click.IntRange(min=1), help="Read at most so many bytes of each file.")
@click.option("--processes", type=click.IntRange(1, 64), default=None, help="Worker processes (default: one per core).")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@click.option("--no-color", is_flag=True, help="Print without colours.")
def command(
    *,
    paths: tuple[str, ...],
    format_: str,
    lang: str,
    detectors: tuple[Path, ...],
    max_bytes: int | None,
    processes: int | None,
    quiet: bool,
    no_color: bool,
) -> None:
    """What personal data is in these files, and how many people is it about?

    Reads files and folders of this machine. One person in two files is one person. No value is ever printed.
    """
    targets = [target for path in paths for target in _targets(path)]
    own = load(detectors) if detectors else None
    workers = processes or os.cpu_count() or 1
    with watching(lang, quiet=quiet, color=not no_color) as progress:
        inspected = _inspect(targets, own, max_bytes, workers, progress)
    total = personal_data(inspected, of_objects=len(targets), of_bytes=sum(t.source.size for t in targets))
    if format_ == "json":
        click.echo(json.dumps(as_json([one.inspection for one in inspected], total), ensure_ascii=True, indent=1))
    else:
        _print(inspected, total, lang)


def _targets(path: str) -> Iterator[_Target]:
    if "://" in path:
        raise InputError(
            f"{_plain(path)}: only files and folders can be given here; use `exposurecheck scan` for a store."
        )
    root = Path(path)
    if root.is_file():
        yield _Target(root.name, FileSource(root, root.stat().st_size))
    elif root.is_dir():
        for file in sorted(root.rglob("*")):
            if file.is_file() and not file.is_symlink():
                yield _Target(file.relative_to(root).as_posix(), FileSource(file, file.stat().st_size))
    else:
        raise InputError(f"{_plain(path)} does not exist. Give a file or a folder.")


def _inspect(
    targets: list[_Target], own: tuple[Detector, ...] | None, max_bytes: int | None, workers: int, progress: Progress
) -> list[Inspected]:
    secret = secrets.token_bytes(32)  # forgotten when this call ends, and with it the meaning of every hash
    progress.phase("content", len(targets))
    done: list[Inspected] = []
    with Sandbox(workers, Limits()) as sandbox:
        waiting: list[tuple[_Target, Future[Inspected | Failure]]] = []
        for target in targets:
            task = sandbox.submit(
                inspect, target.name, target.source, secret=secret, max_bytes=max_bytes, detectors=own
            )
            waiting.append((target, task))
            if len(waiting) >= workers * _IN_FLIGHT:
                done.append(_finished(*waiting.pop(0)))
                progress.step("content")
        for one in waiting:
            done.append(_finished(*one))
            progress.step("content")
    return done


def _finished(target: _Target, task: "Future[Inspected | Failure]") -> Inspected:
    result = task.result()
    if isinstance(result, Failure):
        failed = Inspection(path=target.name, status=result.status, reason=result.reason, size=target.source.size)
        return Inspected(failed, People())
    return result


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
    word = _WORDS[lang]["people"]
    if subjects.low == subjects.high:
        return f"{subjects.best:,} {word}"
    return f"{subjects.best:,} {word} ({subjects.low:,}-{subjects.high:,})"


def _print(inspected: list[Inspected], total: PersonalData, lang: str) -> None:
    for one in (found.inspection for found in inspected):
        what = ", ".join(f"{d.type} {d.count:,} ({d.confidence})" for d in one.data) or _WORDS[lang]["nothing"]
        status = "" if one.status is InspectionStatus.COMPLETE else f" [{one.status}: {_plain(one.reason or '')}]"
        people = f": {_people(one.subjects, lang)}" if one.categories else ""
        click.echo(f"{_plain(one.path)}{people}{status}\n  {what}")
    categories = ", ".join(total.categories) or _WORDS[lang]["nothing"]
    coverage = f"{total.coverage.objects}/{total.coverage.of} {_WORDS[lang]['complete']}"
    click.echo(f"\n{_WORDS[lang]['total']}: {_people(total.subjects, lang)}; {categories}; {coverage}")
