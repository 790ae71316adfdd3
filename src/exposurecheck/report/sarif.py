"""Turns a report into SARIF 2.1.0, the format that code-scanning pages of CI hosts read.

Source: OASIS "Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01" (sections in comments).
"""

from collections.abc import Iterable
from urllib.parse import quote

from pydantic import JsonValue

from exposurecheck.model.finding import Finding, FindingStatus, Severity
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.report import Report
from exposurecheck.report import json_report, quoting
from exposurecheck.report.entries import ID_LIMIT, Entry, entries, told
from exposurecheck.report.messages import LANGS, Lang, both
from exposurecheck.report.wording import universal_time

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVEL = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
_SCORE = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.0",
    Severity.INFO: "0.0",
}
"""Within the bands of GitHub ("SARIF support for code scanning"): over 9.0 critical, from 7.0 high, from 4.0 medium."""

_WORDS = {"because": {"ja": "なぜ問題か", "en": "Why it matters"}, "remediation": {"ja": "対処", "en": "What to do"}}

Object = dict[str, JsonValue]


def render(report: Report, lang: Lang) -> str:
    """Return ``findings.sarif``; messages are in ``lang``, the help of each rule in both languages."""
    return json_report.text({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, lang)]})


def _run(report: Report, lang: Lang) -> Object:
    found = list(entries(report))
    rules: dict[str, Finding] = {}
    for entry in found:
        rules.setdefault(entry.finding.check, entry.finding)
    index = {check: place for place, check in enumerate(rules)}
    clouds = "+".join(report.scope.provider) or "none"
    return {
        "tool": {
            "driver": {
                "name": report.tool.name,
                "version": report.tool.version,
                "rules": [_rule(rule, lang) for rule in rules.values()],
                "notifications": [_descriptor(reason, lang) for reason in _reasons(report.coverage.gaps)],
            }
        },
        # 3.17.3: what stands before the last slash is the same for every night's run
        "automationDetails": {"id": f"exposurecheck/{clouds}/{quoting.name(report.run_id)}"},
        "language": lang,
        "invocations": [_invocation(report, lang)],
        "results": [_result(entry, index[entry.finding.check], lang) for entry in found],
        "properties": {
            "coverageComplete": report.coverage.complete,
            "summary": report.summary.model_dump(mode="json"),
        },
    }


def _rule(finding: Finding, lang: Lang) -> Object:
    links = [r for r in finding.references if r.startswith("https://")]
    rule: Object = {
        "id": finding.check,
        "name": "".join(word.capitalize() for word in finding.check.split("-")),
        "shortDescription": {"text": _line(finding.title.get(lang))},
        "fullDescription": {"text": _line(finding.because.get(lang), 1000)},
        "help": {"text": _help(finding, ""), "markdown": _help(finding, "#### ")},
        "defaultConfiguration": {"level": _LEVEL[finding.severity]},
        "properties": {
            "security-severity": _SCORE[finding.severity],
            "precision": "high",
            "tags": ["security", "privacy", "cloud-storage"],
            **{
                language: {
                    "title": finding.title.get(language),
                    "because": finding.because.get(language),
                    "remediation": finding.remediation.get(language),
                }
                for language in LANGS
            },
        },
    }
    if links:
        rule["helpUri"] = quote(links[0], safe=":/?#[]@!$&'()*+,;=%", errors="replace")
    return rule


def _help(finding: Finding, heading: str) -> str:
    parts = []
    for language in LANGS:
        parts += [
            f"{heading}{finding.title.get(language)}",
            f"{_WORDS['because'][language]}: {finding.because.get(language)}",
            f"{_WORDS['remediation'][language]}: {finding.remediation.get(language)}",
        ]
    bullet = "- " if heading else ""
    return quoting.block("\n\n".join([*parts, "\n".join(bullet + r for r in finding.references)]), limit=12_000).strip()


def _result(entry: Entry, index: int, lang: Lang) -> Object:
    finding = entry.finding
    failed = finding.status is not FindingStatus.UNKNOWN
    suppressions: list[JsonValue] = []
    if finding.status is FindingStatus.MUTED:
        suppressions = [{"kind": "external", "status": "accepted", **_justification(finding)}]
    return {
        "ruleId": finding.check,
        "ruleIndex": index,
        # 3.27.9, 3.27.10: "review" asks a person to look; every kind but "fail" has the level "none"
        "kind": "fail" if failed else "review",
        "level": _LEVEL[finding.severity] if failed else "none",
        "message": {"text": told(entry, lang)},
        "locations": [_location(entry.finding.resource, None if entry.resource is None else entry.resource.type)],
        # GitHub reads primaryLocationLineHash alone, and computes it from a source line where it is missing
        "partialFingerprints": {
            "exposurecheckFinding/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
        },
        "suppressions": suppressions,
        "properties": _properties(entry),
    }


def _justification(finding: Finding) -> Object:
    waiver = finding.waiver
    if waiver is None:
        return {}
    who = f"owner: {waiver.owner}, approver: {waiver.approver}, until {waiver.expires}"
    return {"justification": quoting.name(f"{waiver.reason} ({who})", 1000)}


def _location(resource: str, kind: str | None) -> Object:
    """Say where: the id as a logical location, and a path, because code-scanning pages show nothing without one.

    The path has no scheme: GitHub refuses a whole file in which one location is not below its checkout ("SARIF URI
    scheme did not match the checkout URI scheme").
    """
    scheme, _, rest = quoting.name(resource, ID_LIMIT).rpartition("://")
    path = quote(f"{scheme}/{rest}".strip("/") or "unnamed", safe="/")
    return {
        "physicalLocation": {"artifactLocation": {"uri": path}, "region": {"startLine": 1}},
        "logicalLocations": [
            {"name": rest, "fullyQualifiedName": quoting.name(resource, ID_LIMIT), "kind": kind or "account"}
        ],
    }


def _properties(entry: Entry) -> Object:
    finding, resource, subjects = entry.finding, entry.resource, entry.subjects
    held: Object = {
        "severity": finding.severity,
        "status": finding.status,
        "evidence": [
            {"source": e.source, "pointer": e.pointer, "extract": quoting.block(e.extract)}
            for e in dict.fromkeys(finding.evidence)
        ],
        "missing": [_line(text) for text in finding.missing],
    }
    if resource is not None:
        held |= {"provider": resource.provider, "account": resource.account, "region": resource.region}
        held["exposure"] = "unknown" if resource.exposure is None else resource.exposure.exposure
    if subjects is not None:
        held |= {"people": subjects.model_dump(mode="json"), "categories": list(entry.categories)}
    if finding.first_seen is not None:
        held["firstSeen"] = universal_time(finding.first_seen)
    return held


def _invocation(report: Report, lang: Lang) -> Object:
    return {
        "executionSuccessful": not report.coverage.interrupted,
        "endTimeUtc": universal_time(report.generated_at),
        "toolExecutionNotifications": [_notification(gap, lang) for gap in report.coverage.gaps],
        "toolConfigurationNotifications": [
            {"level": "error", "message": {"text": f"{cloud}: {_line(why, 600)}"}}
            for cloud, why in report.scope.skipped.items()
        ],
    }


def _notification(gap: Gap, lang: Lang) -> Object:
    parts = [gap.fact, both(f"gap.reason.{gap.reason}").get(lang), gap.permission or "", gap.detail or ""]
    return {
        "descriptor": {"id": f"gap/{gap.reason}"},
        "level": "error" if gap.reason is GapReason.DEFECT else "warning",
        "message": {"text": f"{quoting.name(gap.resource)}: {', '.join(_line(p) for p in parts if p)}"},
        "locations": [_location(gap.resource, None)],
    }


def _descriptor(reason: GapReason, lang: Lang) -> Object:
    return {"id": f"gap/{reason}", "shortDescription": {"text": both(f"gap.reason.{reason}").get(lang)}}


def _reasons(gaps: Iterable[Gap]) -> list[GapReason]:
    return list(dict.fromkeys(gap.reason for gap in gaps))


def _line(text: str, limit: int = 300) -> str:
    return quoting.name(text, limit)
