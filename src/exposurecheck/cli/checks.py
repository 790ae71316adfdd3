"""``exposurecheck checks``: list, show, test and write the declarative checks."""

import json
import shutil
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exposurecheck.cli.scan import default_lang
from exposurecheck.errors import InputError

if TYPE_CHECKING:
    from exposurecheck.checks.catalogue import Catalogue
    from exposurecheck.checks.schema import Check
    from exposurecheck.model.base import Bilingual

SEVERITIES = ["critical", "high", "medium", "low", "info"]
EXIT_BROKEN = 1
EXIT_INVALID = 2

_HEADINGS = {
    "en": {
        "severity": "Severity", "applies_to": "Applies to", "narrows": "Narrows", "aliases": "Also known as",
        "because": "Why it matters", "remediation": "What to do", "fails_when": "Fails when",
        "references": "References", "examples": "Examples", "fail": "fail", "pass": "pass", "unknown": "unknown",
    },
    "ja": {
        "severity": "重大度", "applies_to": "対象", "narrows": "広い検査項目", "aliases": "別名",
        "because": "なぜ問題か", "remediation": "対処", "fails_when": "不適合となる条件",
        "references": "参考", "examples": "例", "fail": "不適合", "pass": "適合", "unknown": "判定不能",
    },
}  # fmt: skip


@click.group(context_settings={"show_default": True})
def command() -> None:
    """List, show, test and write the declarative checks."""


def _lang(function: Callable[..., object]) -> Callable[..., object]:
    option = click.option(
        "--lang", type=click.Choice(["ja", "en"]), default=default_lang, show_default="from the locale"
    )
    return option(function)


def _folders(function: Callable[..., object]) -> Callable[..., object]:
    option = click.option(
        "--checks-dir", "folders", type=click.Path(path_type=Path), multiple=True, help="Your own checks."
    )
    return option(function)


@command.command("list")
@click.option("-c", "--check", "only", multiple=True, metavar="GLOB", help="Only these checks. Repeatable.")
@click.option("--skip-check", "skip", multiple=True, metavar="GLOB", help="Leave these checks out. Repeatable.")
@click.option("--severity", "severities", type=click.Choice(SEVERITIES), multiple=True, help="Only these.")
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table")
@_folders
@_lang
def list_checks(
    *,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    severities: tuple[str, ...],
    form: str,
    folders: tuple[Path, ...],
    lang: str,
) -> None:
    """List the checks, gravest first."""
    from exposurecheck.model.finding import Severity  # noqa: PLC0415 - pydantic is not needed for --help

    chosen = _catalogue(folders).selected(only, skip, tuple(map(Severity, severities))).checks
    if form == "json":
        keys = {"id", "title", "severity", "applies_to", "providers", "narrows", "aliases", "references"}
        rows = [check.model_dump(mode="json", include=keys) for check in chosen]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    width = max((len(check.id) for check in chosen), default=0)
    for check in chosen:
        click.echo(f"{check.id:<{width}}  {check.severity:<8}  {check.title.get(lang)}")


@command.command("show")
@click.argument("name", metavar="ID")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text")
@_folders
@_lang
def show(name: str, form: str, folders: tuple[Path, ...], lang: str) -> None:
    """Show everything about one check; old ids work too."""
    check = _catalogue(folders).get(name)
    if form == "json":
        click.echo(
            json.dumps(check.model_dump(mode="json", by_alias=True, exclude_none=True), ensure_ascii=False, indent=1)
        )
    else:
        click.echo(_text(check, lang))


@command.command("test")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def test(folder: Path) -> int:
    """Run the examples of your own checks and detectors; one folder may hold both.

    Exit status: 0 when every example comes out as written, 1 when one does not, 2 when a file is not valid.
    """
    from exposurecheck import bundled  # noqa: PLC0415 - CEL is not needed for --help
    from exposurecheck.checks.catalogue import examine  # noqa: PLC0415
    from exposurecheck.checks.selftest import broken, examples  # noqa: PLC0415

    sound, problems = examine([bundled.checks(), folder])
    own = [check for check, path in sound if path.parent.resolve() == folder.resolve()]
    failed = [difference for check in own for difference in broken(check)]
    for line in (*problems, *failed):
        click.echo(str(line), err=True)
    total = sum(len(list(examples(check))) for check in own)
    status = _test_detectors(folder)
    if own or problems or status is None:
        _tell("check", len(own), total, len(failed))
    if problems:
        click.echo(f"{_counted(len(problems), 'problem')} in what is not a valid check")
        return EXIT_INVALID
    return max(EXIT_BROKEN if failed else 0, status or 0)


def _test_detectors(folder: Path) -> int | None:
    """Run the examples of the detectors in ``folder``; None when there are none."""
    from exposurecheck.content import selftest  # noqa: PLC0415 - the engine is not needed for --help

    detectors, problems = selftest.own(folder)
    if not detectors and not problems:
        return None
    failed = list(selftest.broken(detectors))
    for line in (*problems, *failed):
        click.echo(str(line), err=True)
    _tell("detector", len(detectors), selftest.examples(detectors), len(failed))
    if problems:
        click.echo(f"{_counted(len(problems), 'problem')} in what is not a valid detector")
        return EXIT_INVALID
    return EXIT_BROKEN if failed else 0


def _tell(thing: str, number: int, total: int, failed: int) -> None:
    outcome = f"{total - failed} as written, {failed} not"
    click.echo(f"{_counted(number, thing)}, {_counted(total, 'example')}: {outcome}")


@command.command("new")
@click.argument("name", metavar="ID")
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path(), help="Where to write it.")
def new(name: str, folder: Path) -> None:
    """Write a check that works, as a start for your own."""
    from exposurecheck.checks.schema import is_id  # noqa: PLC0415 - CEL is not needed for --help
    from exposurecheck.checks.skeleton import skeleton  # noqa: PLC0415

    if not is_id(name):
        raise InputError(
            f"{name!r} is not an id: use lower-case words joined by hyphens, such as 'public-backup-files'"
        )
    if name in _catalogue(()).by_name:
        raise InputError(f"{name!r} is taken by a shipped check; ids are for ever, so choose another")
    path = folder / f"{name}.yaml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(skeleton(name))
    except FileExistsError as error:
        raise InputError(f"{path} exists already and is left as it is; choose another id or --dir") from error
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from error
    click.echo(f"{path} written. Change it, then run: exposurecheck checks test {folder}")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _catalogue(folders: tuple[Path, ...]) -> "Catalogue":
    from exposurecheck.checks.catalogue import load  # noqa: PLC0415 - CEL is not needed for --help

    return load(folders)


def _text(check: "Check", lang: str) -> str:
    words = _HEADINGS[lang]
    applies = ", ".join((*check.applies_to, *check.providers))
    lines = [check.id, _wrapped(check.title, lang, ""), "", f"{words['severity']}: {check.severity}"]
    lines.append(f"{words['applies_to']}: {applies}")
    if check.aliases:
        lines.append(f"{words['aliases']}: {', '.join(check.aliases)}")
    if check.narrows:
        lines.append(f"{words['narrows']}: {check.narrows}")
    lines += ["", words["fails_when"], textwrap.indent(check.fails_when.strip(), "  ")]
    lines += ["", words["because"], _wrapped(check.because, lang, "  ")]
    lines += ["", words["remediation"], _wrapped(check.remediation, lang, "  ")]
    for tool, code in check.fixes.items():
        lines += ["", tool, textwrap.indent(code.strip(), "  ")]
    lines += ["", words["references"], *(f"  {reference}" for reference in check.references), "", words["examples"]]
    for outcome, examples in check.examples.model_dump(mode="json", by_alias=True, exclude_unset=True).items():
        lines += [f"  {words[outcome]}: {json.dumps(example, ensure_ascii=False)}" for example in examples]
    return "\n".join(lines)


def _wrapped(text: "Bilingual", lang: str, indent: str) -> str:
    """Wrap English at words; a terminal wraps Japanese by itself."""
    width = min(100, shutil.get_terminal_size((100, 24)).columns)
    if lang == "ja":
        return indent + text.ja
    return textwrap.fill(text.en, width, initial_indent=indent, subsequent_indent=indent)
