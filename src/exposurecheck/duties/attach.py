"""Turns the report of a scan, and what people know, into the same report with duties."""

from datetime import date, datetime

from exposurecheck.duties.engine import assess
from exposurecheck.duties.facts import Facts, merge
from exposurecheck.duties.regimes import Regimes
from exposurecheck.duties.scanned import scanned
from exposurecheck.model.duty import Assessment
from exposurecheck.model.report import Report


def assessment_of(
    report: Report,
    supplied: Facts | None = None,
    *,
    regimes: Regimes | None = None,
    law_as_of: date | None = None,
    first_known_at: datetime | None = None,
) -> Assessment:
    """Weigh what the scan saw, with what people say put over it.

    ``supplied``: a file of facts, read by ``facts_file.read``. ``first_known_at``: when an earlier run found it first.
    """
    return assess(merge(scanned(report, first_known_at), supplied or Facts()), regimes, law_as_of)


def attached(report: Report, assessment: Assessment) -> Report:
    """Return ``report`` with the duties, the rules behind them and the facts they rest on."""
    return report.model_copy(
        update={
            "duties": assessment.duties,
            "rules": assessment.rules,
            "watch": assessment.watch,
            "open": assessment.open,
            "set_aside": assessment.set_aside,
            "warnings": assessment.warnings,
            "facts": assessment.facts,
            "missing_facts": assessment.missing,
            "law_as_of": assessment.law_as_of,
        }
    )
