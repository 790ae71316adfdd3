"""Runs every check on every store and ranks what failed or could not be decided."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from exposurecheck.access.resolve import cause_extract
from exposurecheck.audit.store import Assessed
from exposurecheck.checks import evaluate
from exposurecheck.checks.catalogue import Catalogue
from exposurecheck.model.finding import Evidence, Finding, FindingStatus, Severity
from exposurecheck.model.report import Summary


def judge(catalogue: Catalogue, assessed: Iterable[Assessed], at: datetime) -> tuple[tuple[Finding, ...], Summary]:
    """Return the ranked findings ``at`` a time and their counts, with the passed evaluations counted."""
    items = list(assessed)
    judged = [evaluate.judge(catalogue.checks, item.resource, item.gaps, evidence_of(item), at=at) for item in items]
    said = evaluate.condense((f for one in judged for f in one.findings), catalogue.checks)
    ranked = evaluate.rank(said, [item.resource for item in items], catalogue.checks)
    return ranked, summary(ranked, sum(one.passed for one in judged))


def evidence_of(item: Assessed) -> tuple[Evidence, ...]:
    """Quote the configuration behind the verdict, the headline's grants first."""
    found = []
    for cause in dict.fromkeys((*item.exposure.cause, *item.exposure.latent)):
        extract = cause_extract(item.resource.provider, item.store.documents, cause)
        if extract is not None:
            source, pointer, text = extract
            found.append(Evidence(source=source, pointer=pointer, extract=text))
    return tuple(found)


def summary(findings: Iterable[Finding], passed: int) -> Summary:
    """Count failed findings by severity, and the others by status."""
    counts = Counter(str(f.severity if f.status is FindingStatus.FAIL else f.status) for f in findings)
    return Summary(passed=passed, **{name: counts[name] for name in (*map(str, Severity), "unknown", "muted")})
