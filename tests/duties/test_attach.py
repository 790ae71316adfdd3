"""Duties in report.json are what the duties verb prints, and the document still fits its schema."""

import jsonschema

from exposurecheck.duties.attach import assessment_of, attached
from exposurecheck.duties.json_page import as_json
from exposurecheck.model.inspection import Subjects
from exposurecheck.model.report import Report
from exposurecheck.report import schema
from exposurecheck.report.json_report import report_json
from tests.duties.facts import given
from tests.duties.report import NUMBER, OPEN, report, store

SCAN = report(store("a", OPEN, [NUMBER]), subjects=Subjects(low=1, best=1, high=1))


def test_the_report_prints_duties_as_the_verb_does() -> None:
    assessment = assessment_of(SCAN, given("jp.entity: private"))
    printed = report_json(attached(SCAN, assessment))
    alone = as_json(assessment)

    assert printed["duties"]
    assert {key: printed[key] for key in ("duties", "rules", "watch", "facts", "law_as_of")} == {
        key: alone[key] for key in ("duties", "rules", "watch", "facts", "law_as_of")
    }
    jsonschema.validate(printed, schema.document())


def test_a_saved_report_is_read_back_whole() -> None:
    whole = attached(SCAN, assessment_of(SCAN))

    assert Report.model_validate_json(whole.model_dump_json(by_alias=True)) == whole
