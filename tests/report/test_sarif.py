"""findings.sarif fits the published schema of SARIF 2.1.0, and code-scanning pages take it in."""

import json
from urllib.parse import urlsplit

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck import bundled
from exposurecheck.model.finding import FindingStatus
from exposurecheck.model.report import Report
from exposurecheck.model.resource import ProviderName
from exposurecheck.report.messages import LANGS, Lang
from exposurecheck.report.sarif import render
from tests.report.sample import finding, sample
from tests.report.strangers import hostile

VALIDATOR = jsonschema.Draft202012Validator(
    json.loads((bundled.schemas() / "sarif-2.1.0.schema.json").read_text("utf-8"))
)


def _run(report: Report, lang: Lang = "en") -> dict[str, object]:
    printed = json.loads(render(report, lang))
    VALIDATOR.validate(printed)
    (run,) = printed["runs"]
    return dict(run)


def _results(report: Report, lang: Lang = "en") -> list[dict[str, object]]:
    return list(json.loads(render(report, lang))["runs"][0]["results"])


@pytest.mark.parametrize("lang", LANGS)
def test_it_fits_the_schema_in_both_languages(lang: Lang) -> None:
    assert _run(sample(), lang)["language"] == lang


def test_the_schema_is_not_blind() -> None:
    printed = json.loads(render(sample(), "en"))
    printed["runs"][0]["results"][0]["kind"] = "surprise"

    assert list(VALIDATOR.iter_errors(printed))


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec=None), max_size=30))
def test_any_name_fits_the_schema_and_utf8(name: str) -> None:
    printed = render(hostile(name), "ja")

    VALIDATOR.validate(json.loads(printed.encode()))


def test_every_finding_is_one_result_that_points_at_its_rule() -> None:
    run = json.loads(render(sample(), "en"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]

    assert len(run["results"]) == len(sample().findings)
    assert len({r["id"] for r in rules}) == len(rules)
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])


def test_a_rule_explains_itself_in_both_languages() -> None:
    rule = json.loads(render(sample(), "en"))["runs"][0]["tool"]["driver"]["rules"][0]
    first = sample().findings[0]

    for text in (rule["help"]["text"], rule["help"]["markdown"]):
        assert first.title.ja in text
        assert first.title.en in text
        assert first.remediation.ja in text
        assert first.because.en in text
    assert rule["fullDescription"]["text"] == first.because.en
    assert rule["properties"]["ja"]["title"] == first.title.ja
    assert rule["properties"]["security-severity"] == "9.5"
    assert rule["helpUri"].startswith("https://docs.aws.amazon.com/")


@pytest.mark.parametrize(
    ("status", "kind", "suppressed"),
    [(FindingStatus.FAIL, "fail", 0), (FindingStatus.UNKNOWN, "review", 0), (FindingStatus.MUTED, "fail", 1)],
)
def test_the_status_becomes_kind_and_suppression(status: FindingStatus, kind: str, suppressed: int) -> None:
    """3.27.10: only a result of kind fail has a level; 3.27.23: all results carry suppressions, or none."""
    report = sample().model_copy(update={"findings": (finding("anonymous-list", "acme-logs", status),)})
    (result,) = _results(report)

    assert result["kind"] == kind
    assert result["level"] == ("none" if kind == "review" else "warning")
    assert isinstance(result["suppressions"], list)
    assert len(result["suppressions"]) == suppressed


def test_fingerprints_are_those_of_the_findings() -> None:
    prints = [r["partialFingerprints"] for r in _results(sample())]

    assert [p["exposurecheckFinding/v1"] for p in prints if isinstance(p, dict)] == [
        f.fingerprint for f in sample().findings
    ]
    assert all(isinstance(p, dict) and p["primaryLocationLineHash"] for p in prints)


@pytest.mark.parametrize("name", ["acme-exports", "顧客 一覧", "a:b", "c://d", "//e", "..", "%2e", ""])
def test_no_location_has_a_scheme_because_code_scanning_refuses_the_whole_file(name: str) -> None:
    for result in _results(hostile(name)):
        location = result["locations"][0]  # type: ignore[index]  # a result has exactly one
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert uri
        assert urlsplit(uri).scheme == urlsplit(uri).netloc == ""
        assert uri.isascii()


def test_the_store_is_named_as_the_report_names_it() -> None:
    location = _results(sample())[0]["locations"][0]  # type: ignore[index]  # a result has exactly one

    assert location["logicalLocations"][0]["fullyQualifiedName"] == "s3://acme-hr-mynumber"
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "s3/acme-hr-mynumber"


def test_gaps_are_notifications_and_an_interrupted_scan_did_not_succeed() -> None:
    skipped = sample().scope.model_copy(update={"skipped": {ProviderName.GCP: "nobody is signed in"}})
    coverage = sample().coverage.model_copy(update={"interrupted": True})
    invocation = _run(sample().model_copy(update={"scope": skipped, "coverage": coverage}))["invocations"][0]  # type: ignore[index]  # validated

    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == len(coverage.gaps)
    assert "s3:GetBucketPolicy" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert invocation["toolConfigurationNotifications"][0]["message"]["text"] == "gcp: nobody is signed in"
    assert _run(sample())["invocations"][0]["executionSuccessful"] is True  # type: ignore[index]  # validated


def test_every_night_belongs_to_the_same_category() -> None:
    """3.17.3: the id of a run is its category, a slash, and what tells the runs apart."""
    ids = [
        _run(sample().model_copy(update={"run_id": run}))["automationDetails"]["id"]  # type: ignore[index]  # validated
        for run in ("night-1", "night-2")
    ]

    assert {i.rpartition("/")[0] for i in ids} == {"exposurecheck/aws"}
    assert len(set(ids)) == len(ids)
