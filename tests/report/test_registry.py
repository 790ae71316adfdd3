"""Every format has a name, a file name and a renderer."""

import json

import pytest

from exposurecheck import bundled
from exposurecheck.report.load import load
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


@pytest.mark.parametrize("name", FORMATS)
def test_the_published_samples_are_the_published_report_in_every_format(name: str) -> None:
    samples = bundled.schemas().parent / "samples"
    report = load((samples / "report.json").read_bytes(), "samples")
    made = FORMATS[name]

    assert (samples / made.file_name).read_bytes() == made.render(report, "ja").encode(), "run `make samples`"
