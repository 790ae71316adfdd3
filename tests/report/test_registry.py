"""Every format has a name, a file name and a renderer."""

import json

from exposurecheck.report.registry import FORMATS
from tests.report.sample import sample


def test_formats_have_the_promised_file_names() -> None:
    assert {name: f.file_name for name, f in FORMATS.items()} == {
        "html": "report.html",
        "json": "report.json",
        "sarif": "findings.sarif",
        "junit": "junit.xml",
        "ocsf": "findings.ocsf.json",
        "csv": "findings.csv",
        "markdown": "summary.md",
    }


def test_every_renderer_takes_a_report_and_a_language() -> None:
    texts = {name: f.render(sample(), lang="ja") for name, f in FORMATS.items()}

    assert texts["html"].startswith("<!doctype html>")
    assert json.loads(texts["json"])["schema"] == "exposurecheck.report/1"
    assert all(text.encode("utf-8") for text in texts.values())
