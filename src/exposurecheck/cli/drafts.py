"""Turns a case into a folder of drafts for counsel, each as Markdown and as a Word document, in both languages."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exposurecheck.cli.output import Content, put

if TYPE_CHECKING:
    from exposurecheck.model.report import Report
    from exposurecheck.report.case.case import Case

FOLDER = "drafts"
"""Inside the folder of a run."""

drafts_option = click.option(
    "--drafts", is_flag=True,
    help="Also draft reports, notices and questions for counsel, as Markdown and Word, into drafts/.",
)  # fmt: skip


def draft(report: "Report", run: Path) -> Path:
    """Write the drafts about a run into its folder; days are counted from today."""
    from exposurecheck.model.dates import JST  # noqa: PLC0415 - pydantic is not needed for --help
    from exposurecheck.report.case.case import Case  # noqa: PLC0415

    return draft_into(Case.of(report, datetime.now(JST).date()), run / FOLDER)


def draft_into(case: "Case", folder: Path) -> Path:
    """Write every draft into ``folder``; raises ``RenderError``."""
    from exposurecheck.report.drafts.letters import letters  # noqa: PLC0415 - jinja2 is not needed for --help
    from exposurecheck.report.drafts.office import document  # noqa: PLC0415

    at = datetime.combine(case.today, time(), UTC)
    files: dict[str, Callable[[], Content]] = {}
    for letter in letters(case):
        stem = f"{letter.lang}/{letter.name}"
        files[f"{stem}.md"] = partial(str, letter.markdown)
        files[f"{stem}.docx"] = partial(document, letter, at)
    put(folder, files)
    return folder
