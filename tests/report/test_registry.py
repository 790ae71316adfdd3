"""Every format has a name, a file name and a renderer."""

import json

from exposurecheck.report.registry import FORMATS
from tests.report.sample import sample


def test_formats_have_the_promised_file_names() -> None:
    assert {name: f.file_name for name, f in FORMATS.items()} == {"html": "report.html", "json": "report.json"}


def test_every_renderer_takes_a_report_and_a_language() -> None:
    texts = {name: f.render(sample(), lang="ja") for name, f in FORMATS.items()}

    assert texts["html"].startswith("<!doctype html>")
    assert json.loads(texts["json"])["schema"] == "exposurecheck.report/1"
