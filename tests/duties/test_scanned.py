"""What a scan knows becomes facts; what it does not know stays unknown."""

from datetime import UTC, datetime

import pytest

from exposurecheck.duties.engine import assess
from exposurecheck.duties.facts import Facts, as_json, merge
from exposurecheck.duties.scanned import scanned
from exposurecheck.model.base import Json
from exposurecheck.model.duty import RuleState
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.inspection import Category, Confidence, Detection, Subjects
from tests.duties.facts import duty, given, state
from tests.duties.report import CARD, DEVICE, EMAIL, ILLNESS, NUMBER, OPEN, PASSWORD, found, report, store


def values(facts: Facts) -> dict[str, Json]:
    return {name: as_json(known.value) for name, known in facts.known.items()}


def test_an_open_store_with_my_numbers_says_all_that_the_scan_can_know() -> None:
    facts = scanned(report(store("a", OPEN, [NUMBER], logging=False), subjects=Subjects(low=3, best=3, high=4)))

    assert values(facts) == {
        "exposure.state": "X3",
        "exposure.audience": "anonymous",
        "logs.coverage": "none",
        "data.personal": True,
        "data.my_number": True,
        "data.special_care": False,
        "data.financial_risk": False,
        "data.strong_encryption": False,
        "data.pseudonymised": False,
        "subjects": {"low": 3, "best": 3, "high": 4},
        "known_at.misconfiguration": "2026-11-23T06:40:00+00:00",
    }


def test_a_scan_alone_points_to_the_my_number_report_with_its_date() -> None:
    assessment = assess(scanned(report(store("a", OPEN, [NUMBER]), subjects=Subjects(low=1, best=1, high=1))))

    assert state(assessment, "jp.mynumber.r2.iii") is RuleState.LIKELY
    assert duty(assessment, "jp.mn.final30").due == ("2026-12-22",)


def test_a_run_that_found_it_earlier_started_the_clock() -> None:
    first = datetime(2026, 11, 1, tzinfo=UTC)
    facts = scanned(report(store("a", OPEN, [NUMBER])), first)

    assert facts.get("known_at.misconfiguration") == first


def test_nothing_reachable_leaves_everything_unknown_and_says_why() -> None:
    facts = scanned(report(store("a", ExposureClass.PRIVATE, None)))

    assert values(facts) == {}
    assert "may have been readable before" in facts.warnings[0].en


def test_what_was_not_inspected_is_not_absent() -> None:
    facts = scanned(report(store("a", OPEN, None)))

    assert values(facts) == {"exposure.state": "X3", "exposure.audience": "anonymous"}


def test_everything_inspected_and_nothing_found_is_x1() -> None:
    facts = scanned(report(store("a", OPEN, [])))

    assert (facts.get("exposure.state"), values(facts)["data.personal"]) == ("X1", False)


def test_a_partly_read_store_has_no_upper_bound_of_people() -> None:
    facts = scanned(report(store("a", OPEN, [EMAIL], complete=False), subjects=Subjects(low=3, best=3, high=4)))

    assert values(facts)["subjects"] == {"low": 3, "best": 3, "high": "unknown"}
    assert "data.my_number" not in values(facts)


@pytest.mark.parametrize(
    ("data", "name", "value"),
    [
        (CARD, "data.financial_risk", True),
        (PASSWORD, "data.financial_risk", "suspected"),
        (EMAIL, "data.financial_risk", False),
        (ILLNESS, "data.special_care", "suspected"),
        (DEVICE, "data.personal", "suspected"),
        (found("jp.my_number", Category.MY_NUMBER, Confidence.LOW), "data.my_number", "suspected"),
        (found("kr.rrn", Category.IDENTITY), "data.kr_sensitive_or_unique_id", True),
    ],
)
def test_detections_become_true_or_suspected(data: Detection, name: str, value: Json) -> None:
    assert values(scanned(report(store("a", OPEN, [data]))))[name] == value


@pytest.mark.parametrize("data", [NUMBER, CARD, found("person_name", Category.CONTACT)])
def test_names_and_numbers_as_they_are_rule_out_pseudonymised_data(data: Detection) -> None:
    assert values(scanned(report(store("a", OPEN, [data]))))["data.pseudonymised"] is False


def test_a_mail_address_alone_does_not_rule_out_pseudonymised_data() -> None:
    assert "data.pseudonymised" not in values(scanned(report(store("a", OPEN, [EMAIL]))))


@pytest.mark.parametrize(
    ("kind", "audience"),
    [
        (ExposureClass.ANY_AUTHENTICATED_READ, "any_authenticated"),
        (ExposureClass.BEARER_TOKEN, "link_holder"),
        (ExposureClass.EXTERNAL_ACCOUNT, "named_external"),
    ],
)
def test_the_audience_is_that_of_the_widest_store_with_data(kind: ExposureClass, audience: str) -> None:
    facts = scanned(report(store("empty", OPEN, []), store("a", kind, [NUMBER])))

    assert facts.get("exposure.audience") == audience


@pytest.mark.parametrize("kind", [ExposureClass.ANONYMOUS_LIST, ExposureClass.ORGANIZATION, ExposureClass.UNKNOWN])
def test_stores_whose_content_no_outsider_is_known_to_read_say_nothing(kind: ExposureClass) -> None:
    assert values(scanned(report(store("a", kind, None)))) == {}


def test_logs_that_are_on_but_unread_are_not_none() -> None:
    facts = scanned(report(store("a", OPEN, [EMAIL], logging=True), store("b", OPEN, [EMAIL], logging=False)))

    assert "logs.coverage" not in values(facts)
    assert facts.get("exposure.state") == "X3"


def test_what_people_know_is_put_beside_it() -> None:
    facts = merge(
        scanned(report(store("a", OPEN, [EMAIL]), subjects=Subjects(low=1240, best=1240, high=1240))),
        given("jp.entity: private\ndata.pseudonymised: false\nknown_at: 2026-11-20T09:00:00+09:00"),
    )
    assessment = assess(facts)

    assert state(assessment, "jp.appi.r7.iv") is RuleState.LIKELY
    assert duty(assessment, "jp.prelim").due == ("2026-11-22", "2026-11-24")
    assert {f.provenance for f in assessment.facts} == {"user", "scan", "engine"}
