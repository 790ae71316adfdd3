"""Turns the name of an output format into its file name and its renderer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from exposurecheck.model.report import Report
from exposurecheck.report import csv_table, html, json_report, junit, markdown, ocsf, sarif
from exposurecheck.report.messages import Lang


class Renderer(Protocol):
    """Report and language of people-facing text in, UTF-8 text out; raises RenderError."""

    def __call__(self, report: Report, lang: Lang) -> str:
        """Render ``report``."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """One format a run can be written in."""

    file_name: str
    """Name inside the run's folder."""
    render: Renderer


def _json(report: Report, lang: Lang) -> str:
    del lang  # report.json always holds both languages
    return json_report.render(report)


FORMATS: Mapping[str, Format] = {
    "html": Format("report.html", html.render),
    "json": Format("report.json", _json),
    "sarif": Format("findings.sarif", sarif.render),
    "junit": Format("junit.xml", junit.render),
    "ocsf": Format("findings.ocsf.json", ocsf.render),
    "csv": Format("findings.csv", csv_table.render),
    "markdown": Format("summary.md", markdown.render),
}
