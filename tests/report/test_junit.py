"""junit.xml is legal XML that says failure, error and skipped where CI hosts expect them."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck.model.gap import GapReason
from exposurecheck.model.report import Report
from exposurecheck.model.resource import ProviderName
from exposurecheck.report.junit import COVERAGE, render
from exposurecheck.report.messages import LANGS, Lang
from tests.report.sample import sample
from tests.report.strangers import hostile


def _root(report: Report, lang: Lang = "en") -> ET.Element:
    return ET.fromstring(render(report, lang).encode("utf-8"))  # noqa: S314 - our own output


def _suite(root: ET.Element, name: str) -> ET.Element:
    (found,) = (suite for suite in root if suite.get("name") == name)
    return found


def test_failed_undecided_and_muted_are_failure_error_and_skipped() -> None:
    suite = _suite(_root(sample()), "aws/111122223333")

    assert len(suite.findall("testcase/failure")) == 19
    assert len(suite.findall("testcase/error")) == 6
    assert len(suite.findall("testcase/skipped")) == 1
    assert {k: suite.get(k) for k in ("failures", "errors", "skipped")} == {
        "failures": "19", "errors": "6", "skipped": "1",
    }  # fmt: skip


def test_passed_checks_are_counted_and_not_listed() -> None:
    root = _root(sample())
    suite = _suite(root, "aws/111122223333")

    assert suite.get("tests") == str(26 + 212)
    assert root.get("tests") == str(int(suite.get("tests", "")) + len(_suite(root, COVERAGE)))
    assert suite.find("properties/property[@name='passed']").get("value") == "212"  # type: ignore[union-attr]  # fails if absent


def test_a_case_names_check_store_severity_and_remedy() -> None:
    case = _suite(_root(sample()), "aws/111122223333").findall("testcase")[0]
    failure = case.find("failure")

    assert (case.get("classname"), case.get("name")) == ("public-my-number", "s3://acme-hr-mynumber")
    assert failure is not None
    assert failure.get("type") == "critical"
    assert sample().findings[0].remediation.en in (failure.text or "")
    assert "128 to 131 people" in (failure.text or "")


def test_what_was_not_read_is_an_error_even_without_a_finding() -> None:
    scope = sample().scope.model_copy(update={"skipped": {ProviderName.AZURE: "nobody is signed in"}})
    gap = (
        sample()
        .coverage.gaps[0]
        .model_copy(update={"resource": "account 111122223333", "fact": "buckets", "reason": GapReason.DENIED})
    )
    coverage = sample().coverage.model_copy(update={"gaps": (gap,)})
    root = _root(sample().model_copy(update={"findings": (), "scope": scope, "coverage": coverage}))
    cases = _suite(root, COVERAGE).findall("testcase")

    assert [(c.get("name"), c.find("error") is not None) for c in cases] == [
        ("s3:GetBucketPolicy", True),
        ("azure", True),
    ]
    assert root.get("errors") == "2"


@pytest.mark.parametrize(("complete", "tag"), [(True, "skipped"), (False, "error")])
def test_a_gap_is_an_error_only_where_it_could_hide_an_exposure(complete: bool, tag: str) -> None:
    coverage = sample().coverage.model_copy(update={"complete": complete})
    suite = _suite(_root(sample().model_copy(update={"coverage": coverage})), COVERAGE)

    assert {case[0].tag for case in suite.findall("testcase")} == {tag}


@pytest.mark.parametrize("interrupted", [True, False])
def test_an_incomplete_run_is_never_green(interrupted: bool) -> None:
    coverage = sample().coverage.model_copy(update={"gaps": (), "complete": False, "interrupted": interrupted})
    root = _root(sample().model_copy(update={"findings": (), "coverage": coverage}))

    assert root.get("errors") == "1"


def test_a_clean_and_complete_run_is_green_and_counts_what_passed() -> None:
    coverage = sample().coverage.model_copy(update={"gaps": (), "complete": True})
    root = _root(sample().model_copy(update={"findings": (), "coverage": coverage}))

    assert {k: root.get(k) for k in ("tests", "failures", "errors", "skipped")} == {
        "tests": "212", "failures": "0", "errors": "0", "skipped": "0",
    }  # fmt: skip
    assert [suite.get("name") for suite in root] == ["aws/111122223333"]


def test_several_accounts_have_a_suite_each_and_passes_count_in_the_root_only() -> None:
    first, second, *_ = sample().resources
    other = second.model_copy(update={"account": "444455556666"})
    root = _root(sample().model_copy(update={"resources": (first, other), "findings": sample().findings[:2]}))

    assert [s.get("name") for s in root] == ["aws/111122223333", "aws/444455556666", COVERAGE]
    assert [s.get("tests") for s in root][:2] == ["1", "1"]
    assert root.get("tests") == str(2 + 212 + len(root[2]))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "name", ["\x00\x1b[31m", "]]>", "<&\"'>", "\ufffe\uffff", "\ud800", "a\u202eb", "\u0085\u2028"]
)
def test_names_that_xml_cannot_hold_are_shown_escaped(name: str, lang: Lang) -> None:
    """XML 1.0, 2.2: most control characters are illegal even as references."""
    assert _root(hostile(name), lang).get("failures") == "2"


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec=None), max_size=30))
def test_any_name_gives_legal_xml(name: str) -> None:
    assert len(_root(hostile(name)).findall("testsuite/testcase")) == 5
