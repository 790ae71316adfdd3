"""Works out what the law may ask after a report, from what the scan saw and what only people know."""

from pathlib import Path

from exposurecheck.duties.engine import assess
from exposurecheck.duties.facts import Facts, merge
from exposurecheck.duties.facts_file import read
from exposurecheck.duties.regimes import shipped
from exposurecheck.duties.scanned import scanned
from exposurecheck.model.report import Report


def supplied(path: Path | None) -> Facts:
    """Read the file of facts that people supply; raises ``InputError`` before a long scan rather than after it."""
    return Facts() if path is None else read(path, shipped().kinds)


def with_duties(report: Report, facts: Facts) -> Report:
    """Return ``report`` with candidate duties; what people supply goes over what the scan saw."""
    assessment = assess(merge(scanned(report), facts))
    return report.model_copy(
        update={
            "duties": assessment.duties,
            "rules": assessment.rules,
            "watch": assessment.watch,
            "facts": assessment.facts,
            "law_as_of": assessment.law_as_of,
        }
    )
