"""Turns ``--audience`` and ``--redact-actors`` into the page as its reader is to see it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exposurecheck.model.report import Report
    from exposurecheck.report.messages import Lang

AUDIENCES = ("management", "legal", "engineer")
"""Named here as well as in report/sections.py, so that ``--help`` need not import what renders the page."""

PDF = "report.pdf"

audience_option = click.option(
    "--audience", type=click.Choice(AUDIENCES),
    help="Put first what this reader asks first; nothing is left out. For management no actor is named.",
)  # fmt: skip

redact_option = click.option(
    "--redact-actors", is_flag=True, help="Number users, roles and service accounts instead of naming them."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is to read the report, and how."""

    lang: "Lang"
    audience: str | None = None
    redact_actors: bool = False

    def seen(self, report: "Report") -> "Report":
        """Return what may be shown: without the names of actors where they were asked away."""
        from exposurecheck.report.actors import redacted  # noqa: PLC0415 - pydantic is not needed for --help

        return redacted(report) if self.redact_actors else report

    def renderer(self, name: str) -> "Callable[[Report], str | Iterator[str]]":
        """Return what renders format ``name`` for this reader, whole or in pieces."""
        from exposurecheck.report.json_report import pieces  # noqa: PLC0415 - pydantic is not needed for --help
        from exposurecheck.report.registry import FORMATS  # noqa: PLC0415 - jinja2 is not needed for --help

        if name == "html":
            return self.page
        if name == "json":
            return lambda report: pieces(self.seen(report))
        return lambda report: FORMATS[name].render(self.seen(report), lang=self.lang)

    def page(self, report: "Report") -> str:
        """Render report.html."""
        from exposurecheck.report import html  # noqa: PLC0415 - jinja2 is not needed for --help
        from exposurecheck.report.actors import redacted  # noqa: PLC0415
        from exposurecheck.report.sections import Audience  # noqa: PLC0415

        audience = None if self.audience is None else Audience(self.audience)
        hidden = self.redact_actors or audience is Audience.MANAGEMENT
        return html.render(redacted(report) if hidden else report, self.lang, audience)

    def printed(self, report: "Report") -> bytes:
        """Render report.pdf; raises RenderError where there is no browser."""
        from exposurecheck.report import pdf  # noqa: PLC0415 - not needed for --help

        browser = pdf.program()
        return pdf.printed(self.page(report), browser)
