"""Turns a report into OCSF events of the class Data Security Finding, which security data lakes and SIEMs take in.

Source: Open Cybersecurity Schema Framework 1.5.0, class ``data_security_finding`` (2006) with the profile ``cloud``.
One event per failed, undecided or muted finding; what the class has no place for is in ``unmapped``. The class has no
event for something that was never seen: gaps are in report.json, SARIF and JUnit.
"""

from datetime import datetime

from pydantic import JsonValue

from exposurecheck.model.finding import FindingStatus, Severity
from exposurecheck.model.inspection import Category
from exposurecheck.model.report import Report
from exposurecheck.model.resource import ProviderName, Resource, ResourceType
from exposurecheck.report import json_report, quoting
from exposurecheck.report.entries import Entry, entries, told
from exposurecheck.report.messages import Lang
from exposurecheck.report.overview import OPEN, Reach, Store

VERSION = "1.5.0"

Object = dict[str, JsonValue]

_CLASS: Object = {
    "activity_id": 1,
    "activity_name": "Create",
    "category_uid": 2,
    "category_name": "Findings",
    "class_uid": 2006,
    "class_name": "Data Security Finding",
    "type_uid": 200601,
    "type_name": "Data Security Finding: Create",
    "timezone_offset": 0,
}
_SEVERITY = {
    Severity.CRITICAL: (5, "Critical"),
    Severity.HIGH: (4, "High"),
    Severity.MEDIUM: (3, "Medium"),
    Severity.LOW: (2, "Low"),
    Severity.INFO: (1, "Informational"),
}
_KIND = {
    Category.FINANCIAL: (3, "Financial"),
    Category.CREDENTIAL: (6, "Security"),
}
_CLOUD = {
    ProviderName.AWS: ("AWS", 10, "AWS Account"),
    ProviderName.GCP: ("GCP", 11, "GCP Project"),
    ProviderName.AZURE: ("Azure", 13, "Azure Subscription"),
}
_BUCKET = {
    (ProviderName.AWS, ResourceType.BUCKET): (1, "S3"),
    (ProviderName.AZURE, ResourceType.CONTAINER): (2, "Azure Blob"),
    (ProviderName.GCP, ResourceType.BUCKET): (3, "GCP Bucket"),
}


def render(report: Report, lang: Lang) -> str:
    """Return ``findings.ocsf.json``: one JSON array of events; texts are in ``lang``, both titles in ``unmapped``."""
    return json_report.text([_event(entry, report, lang) for entry in entries(report)])


def _event(entry: Entry, report: Report, lang: Lang) -> Object:
    finding, resource = entry.finding, entry.resource
    severity_id, severity = _SEVERITY[finding.severity]
    muted = finding.status is FindingStatus.MUTED
    event: Object = {
        **_CLASS,
        "severity_id": severity_id,
        "severity": severity,
        "status_id": 3 if muted else 1,
        "status": "Suppressed" if muted else "New",
        "status_code": finding.status,
        "is_alert": finding.status is FindingStatus.FAIL,
        "time": _milliseconds(report.generated_at),
        "message": told(entry, lang),
        "metadata": _metadata(entry, report, lang),
        "finding_info": _info(entry, lang),
        "resources": [_resource(entry)],
        "unmapped": _unmapped(entry),
    }
    if finding.missing:
        event["status_detail"] = "; ".join(quoting.name(text, 300) for text in finding.missing)
    if resource is not None:
        event["cloud"] = _cloud(resource)
    if entry.store is not None:
        event["databucket"] = _databucket(entry.store)
    if entry.subjects is not None:
        event["data_security"] = _data_security(entry)
    return event


def _metadata(entry: Entry, report: Report, lang: Lang) -> Object:
    return {
        "version": VERSION,
        "product": {
            "name": report.tool.name,
            "vendor_name": report.tool.name,
            "version": report.tool.version,
            "lang": lang,
        },
        "profiles": [] if entry.resource is None else ["cloud"],
        "event_code": entry.finding.check,
        "correlation_uid": quoting.name(report.run_id),
    }


def _info(entry: Entry, lang: Lang) -> Object:
    finding = entry.finding
    info: Object = {
        "uid": finding.fingerprint,
        "title": quoting.name(finding.title.get(lang), 300),
        "desc": quoting.block(finding.because.get(lang)),
        "types": ["Cloud storage exposure"],
        "analytic": {"name": finding.check, "uid": finding.check, "type_id": 1, "type": "Rule"},
        "data_sources": [*dict.fromkeys(quoting.name(e.source) for e in finding.evidence)],
    }
    links = [reference for reference in finding.references if reference.startswith("https://")]
    if links:
        info["src_url"] = links[0]
    if finding.first_seen is not None:
        info["first_seen_time"] = _milliseconds(finding.first_seen)
    return info


def _resource(entry: Entry) -> Object:
    resource = entry.resource
    if resource is None:
        return {"uid": entry.name, "name": entry.name}
    shown: Object = {"uid": entry.name, "name": quoting.name(resource.name), "type": resource.type}
    return shown | ({"region": resource.region} if resource.region else {})


def _cloud(resource: Resource) -> Object:
    provider, type_id, kind = _CLOUD[resource.provider]
    cloud: Object = {"provider": provider}
    if resource.region:
        cloud["region"] = resource.region
    if resource.account:
        cloud["account"] = {"uid": quoting.name(resource.account), "type_id": type_id, "type": kind}
    return cloud


def _databucket(store: Store) -> Object:
    resource = store.resource
    type_id, kind = _BUCKET.get((resource.provider, resource.type), (99, str(resource.type)))
    shown: Object = {
        "name": quoting.name(resource.name),
        "uid": quoting.name(resource.id, 1024),
        "type_id": type_id,
        "type": kind,
    }
    if store.reach is not Reach.UNDECIDED:  # an absent is_public is unknown; false would be a promise
        shown["is_public"] = store.reach in OPEN
    return shown


def _data_security(entry: Entry) -> Object:
    data = None if entry.resource is None else entry.resource.personal_data
    kinds = entry.categories
    category_id, category = _KIND.get(kinds[0], (1, "Personal")) if kinds else (0, "Unknown")
    complete = data is not None and data.complete
    return {
        "category_id": category_id,
        "category": category,
        "detection_system_id": 4,
        "detection_system": "Data Discovery & Classification",
        "data_lifecycle_state_id": 1,
        "data_lifecycle_state": "Data at-Rest",
        "status_id": 1 if complete else 2,
        "status": "Complete" if complete else "Partial",
        "policy": {"name": entry.finding.check, "uid": entry.finding.check},
        "discovery_details": [{"type": d.type, "count": d.count} for d in (() if data is None else data.data)],
    }


def _unmapped(entry: Entry) -> Object:
    finding, resource, subjects = entry.finding, entry.resource, entry.subjects
    held: Object = {
        "title": finding.title.model_dump(),
        "remediation": finding.remediation.model_dump(),
        "evidence": [
            {"source": e.source, "pointer": e.pointer, "extract": quoting.block(e.extract)}
            for e in dict.fromkeys(finding.evidence)
        ],
        "exposure": "unknown" if resource is None or resource.exposure is None else resource.exposure.exposure,
    }
    if subjects is not None:
        held["people"] = subjects.model_dump()
        held["categories"] = list(entry.categories)
    return held


def _milliseconds(at: datetime) -> int:
    """Return the OCSF type ``timestamp_t``: milliseconds since 1970."""
    return round(at.timestamp() * 1000)
