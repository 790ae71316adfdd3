"""Builds a report whose names, texts and quotations were chosen by somebody who means harm."""

from exposurecheck.model.base import Bilingual
from exposurecheck.model.finding import Evidence, FindingStatus
from exposurecheck.model.report import Report
from tests.report.sample import finding, sample, store


def hostile(name: str) -> Report:
    """Put ``name`` wherever a stranger's text can stand: ids, names, titles, evidence, gaps, accounts, reasons."""
    base = sample()
    text = Bilingual(ja=name, en=name)
    statuses = (FindingStatus.FAIL, FindingStatus.UNKNOWN, FindingStatus.MUTED)
    findings = tuple(
        finding("public-personal-data", "x", status).model_copy(
            update={
                "resource": f"s3://{name}",
                "title": text,
                "because": text,
                "remediation": text,
                "references": (name, f"https://{name}"),
                "missing": (name,),
                "evidence": (Evidence(source=name, pointer=name, extract=name),),
            }
        )
        for status in statuses
    )
    resource = store("x").model_copy(update={"id": f"s3://{name}", "name": name, "account": name, "region": name})
    gap = base.coverage.gaps[0].model_copy(
        update={"resource": name, "fact": name, "permission": name or None, "detail": name}
    )
    return base.model_copy(
        update={
            "findings": (*findings, findings[0].model_copy(update={"resource": name})),
            "resources": (resource,),
            "coverage": base.coverage.model_copy(update={"gaps": (gap,)}),
            "scope": base.scope.model_copy(update={"accounts": (name,)}),
        }
    )
