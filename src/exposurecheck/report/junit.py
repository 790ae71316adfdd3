"""Turns a report into JUnit XML, which every CI host shows as a table of tests.

A finding is a test case: failed is a ``failure``, undecided an ``error`` (the test could not be carried out), muted is
``skipped``. Passed checks are counted, not listed. The dialect is that of the Jenkins xUnit plugin (junit-10.xsd).
"""

from xml.etree import ElementTree as ET

from exposurecheck.model.finding import FindingStatus
from exposurecheck.model.report import Report
from exposurecheck.report import quoting
from exposurecheck.report.entries import Entry, entries, told
from exposurecheck.report.messages import Lang, both
from exposurecheck.report.overview import Overview
from exposurecheck.report.wording import categories

COVERAGE = "coverage"
"""Name of the suite that says what could not be read, so that a blind run is never green."""

_OUTCOME = {FindingStatus.FAIL: "failure", FindingStatus.UNKNOWN: "error", FindingStatus.MUTED: "skipped"}
_TOTALS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report: Report, lang: Lang) -> str:
    """Return ``junit.xml``: one suite per cloud and account, one for what was not read, and the number of passes.

    Passes are known for the whole run only: with one suite they are counted in it, with several in the root alone.
    """
    root = ET.Element("testsuites", name=report.tool.name)
    suites: dict[str, list[Entry]] = {suite: [] for suite in _accounts(report)}
    for entry in entries(report):
        suites.setdefault(entry.suite, []).append(entry)
    passed = report.summary.passed
    for name, found in suites.items():
        suite = _suite(root, name, report)
        for entry in found:
            _case(suite, entry, lang)
        _count(suite, passed if len(suites) == 1 else 0)
    _coverage(root, report, lang)
    _count(root, passed)
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _accounts(report: Report) -> list[str]:
    """Name the suites of all accounts that were seen, so that one without a finding is there as well."""
    seen: dict[str, None] = {}
    for resource in report.resources:
        account = f"/{quoting.name(resource.account)}" if resource.account else ""
        seen[f"{resource.provider}{account}"] = None
    return list(seen) or [*report.scope.provider]


def _suite(root: ET.Element, name: str, report: Report) -> ET.Element:
    at = f"{report.generated_at:%Y-%m-%dT%H:%M:%S}"
    return ET.SubElement(root, "testsuite", name=name, timestamp=at, id=str(len(root)))


def _count(suite: ET.Element, passed: int) -> None:
    suite.set("tests", str(len(list(suite.iter("testcase"))) + passed))
    for attribute, tag in _TOTALS.items():
        suite.set(attribute, str(len(list(suite.iter(tag)))))
    if passed and suite.tag == "testsuite":
        properties = ET.Element("properties")
        ET.SubElement(properties, "property", name="passed", value=str(passed))
        suite.insert(0, properties)


def _case(suite: ET.Element, entry: Entry, lang: Lang) -> None:
    finding = entry.finding
    case = ET.SubElement(suite, "testcase", classname=finding.check, name=entry.name)
    title = quoting.name(finding.title.get(lang), 300)
    outcome = ET.SubElement(case, _OUTCOME[finding.status], message=f"[{finding.severity}] {title}")
    if finding.status is not FindingStatus.MUTED:
        outcome.set("type", finding.severity)
    outcome.text = "\n".join(_lines(entry, lang))


def _lines(entry: Entry, lang: Lang) -> list[str]:
    finding = entry.finding
    lines = [told(entry, lang)]
    if entry.categories:
        lines.append(categories(entry.categories).get(lang))
    evidence = dict.fromkeys(finding.evidence)
    lines += [" ".join(map(quoting.name, (e.source, e.pointer, e.extract))) for e in evidence]
    lines.append(f"{both('findings.fix').get(lang)}: {quoting.name(finding.remediation.get(lang), 1200)}")
    return lines


def _coverage(root: ET.Element, report: Report, lang: Lang) -> None:
    """Add what was not read: errors where it could hide an exposure, else skipped."""
    overview, coverage = Overview(report), report.coverage
    tag = "skipped" if coverage.complete else "error"
    suite = _suite(root, COVERAGE, report)
    for group in overview.gaps:
        why = ", ".join(both(f"gap.reason.{reason}").get(lang) for reason in group.reasons)
        shown = "\n".join(quoting.name(resource) for resource in group.resources)
        _unread(suite, tag, group.permission or group.fact, f"{group.fact}: {why}", shown)
    for cloud, why in report.scope.skipped.items():
        _unread(suite, "error", cloud, why)
    if coverage.interrupted:
        _unread(suite, "error", "interrupted", both("summary.interrupted").get(lang))
    if not coverage.complete and not len(suite):
        _unread(suite, "error", "incomplete", both("terminal.undecided", n=overview.undecided).get(lang))
    _count(suite, 0)
    if not len(suite):
        root.remove(suite)


def _unread(suite: ET.Element, tag: str, name: str, message: str, text: str = "") -> None:
    case = ET.SubElement(suite, "testcase", classname=COVERAGE, name=quoting.name(name))
    outcome = ET.SubElement(case, tag, message=quoting.name(message, 600))
    if tag == "error":
        outcome.set("type", COVERAGE)
    outcome.text = text
