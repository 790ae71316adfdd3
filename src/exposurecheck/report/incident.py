"""Turns a report into what its page says of the incident as the law sees it; nothing where the law was not asked."""

from dataclasses import dataclass

from exposurecheck.model.report import Report
from exposurecheck.report.case.case import Case
from exposurecheck.report.case.counsel import Question, questions
from exposurecheck.report.case.decisions import Decision, decisions
from exposurecheck.report.case.harm import Measure, measures
from exposurecheck.report.case.triggers import Trigger, triggers
from exposurecheck.report.case.unconfirmed import Unconfirmed, unconfirmed


@dataclass(frozen=True, slots=True)
class Incident:
    """What the sections about the law show."""

    decisions: tuple[Decision, ...] = ()
    """The three that management must take."""
    measures: tuple[Measure, ...] = ()
    """Against secondary harm, gravest data first."""
    questions: tuple[Question, ...] = ()
    """For counsel."""
    triggers: tuple[Trigger, ...] = ()
    """Every rule in force, weighed."""
    unconfirmed: tuple[Unconfirmed, ...] = ()

    @classmethod
    def of(cls, report: Report) -> "Incident":
        """Derive them; empty where duties were not worked out."""
        if report.law_as_of is None:
            return cls()
        case = Case.of(report)
        return cls(decisions(case), measures(case), questions(case), triggers(case), unconfirmed(case))
