"""What follows from a case for management, counsel and the people concerned."""

from datetime import date

import pytest

from exposurecheck.content.catalogue import load
from exposurecheck.errors import RenderError
from exposurecheck.model.duty import RuleState
from exposurecheck.model.inspection import Category
from exposurecheck.report.case import harm
from exposurecheck.report.case.case import Case
from exposurecheck.report.case.counsel import questions
from exposurecheck.report.case.deadlines import deadlines, earliest
from exposurecheck.report.case.decisions import decisions
from exposurecheck.report.case.harm import measures
from exposurecheck.report.case.marks import standing
from exposurecheck.report.case.triggers import Track, triggers
from exposurecheck.report.case.unconfirmed import unconfirmed
from tests.duties.facts import assessed
from tests.duties.test_properties import _sets
from tests.report.sample import sample

TODAY = date(2026, 11, 26)


def case(**facts: str) -> Case:
    return Case(assessed(**facts), TODAY)


def test_days_left_are_counted_from_today() -> None:
    found = case(data__special_care="true")
    first = earliest(found)

    assert first is not None
    assert (first.id, first.days_left) == ("jp.prelim", 1)
    assert first.left is not None
    assert first.left.ja == "残り1日"
    assert [d.days_left for d in deadlines(found) if d.id == "jp.final30"] == [26]
    late = earliest(Case(found.assessment, date(2026, 12, 25)))
    assert late is not None
    assert late.left is not None
    assert late.left.ja == "期限を28日過ぎています"


def test_deadlines_that_missing_facts_may_bring_stand_last_and_name_them() -> None:
    found = deadlines(case(data__special_care="unknown"))

    assert [d.state for d in found if d.state != "undetermined"] == []
    waiting = next(d for d in found if d.id == "jp.final30")
    assert waiting.missing == ("data.special_care",)
    assert earliest(case(data__special_care="unknown")) is None


def test_each_rule_has_its_basis_its_state_and_what_is_missing() -> None:
    found = triggers(case(data__special_care="unknown", data__my_number="true"))

    assert [t.track for t in found] == sorted((t.track for t in found), key=list(Track).index)
    first = next(t for t in found if t.rule.id == "jp.appi.r7.i")
    assert [m.name for m in first.missing] == ["data.special_care"]
    assert first.missing[0].suppliers == ("scan", "user")
    assert next(t for t in found if t.rule.id == "jp.mynumber.r2.iii").pointing


def test_the_weakest_mark_counts() -> None:
    marks = {t.rule.id: standing(t.rule).ja for t in triggers(case())}

    assert marks["jp.appi.r7.i"] == "公開資料で確認"
    assert marks["jp.appi.r7.iv"] == "原文との照合が未了"
    assert marks["kr.pipa.40"] == "二次資料で確認、原文は未照合"
    assert marks["jp.contract.nda"] == "利用者が入力"


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        ({"data__special_care": "true"}, ["confirm", "report", "inform"]),
        ({"data__special_care": "unknown", "subjects": "unknown"}, ["confirm", "judge", "facts"]),
        ({"exposure__state": "X0"}, ["past", "prevent", "repeat"]),
    ],
)
def test_three_decisions_in_the_order_of_their_haste(facts: dict[str, str], keys: list[str]) -> None:
    assert [d.key for d in decisions(case(**facts))] == keys


def test_there_are_always_three_decisions_a_limit_and_a_question() -> None:
    from exposurecheck.duties.engine import assess  # noqa: PLC0415 - only here

    for facts, _ in _sets(300):
        found = Case(assess(facts), TODAY)

        assert len(decisions(found)) == 3
        assert unconfirmed(found)
        assert len({q.key for q in questions(found)}) == len(questions(found))


def test_counsel_is_asked_what_would_change_the_outcome() -> None:
    keys = {q.key for q in questions(case(data__special_care="suspected", data__my_number="true"))}
    assert {"leak", "special_care", "my_number", "sector", "notice", "publish", "unverified"} <= keys
    assert "financial" not in keys

    x2 = {q.key for q in questions(case(exposure__state="X2", logs__coverage="complete"))}
    assert "not_viewed" in x2
    assert "leak" not in x2

    longer = next(
        q for q in questions(case(exposure__state="X4", cause__improper_purpose="suspected")) if q.key == "sixty_days"
    )
    assert [b.id for b in longer.basis] == ["jp.final60"]
    assert [f.ja for f in longer.on_hand] == [
        "不正の目的による行為: 疑いあり",
        "公開と閲覧の状況: 第三者の閲覧あり(X4)",
    ]


def test_measures_follow_the_data() -> None:
    found = measures(case(data__my_number="true", data__financial_risk="suspected", data__special_care="false"))

    assert [(m.harm.id, m.certain, m.records) for m in found] == [
        ("my_number", True, None),
        ("financial", False, None),
        ("contact", True, None),
    ]


def test_every_type_that_a_measure_is_about_can_be_detected() -> None:
    known = {detector.id for detector in load()}

    assert {t for row in harm._table() for t in row.types} <= known
    covered = {c for row in harm._table() for c in row.categories}
    assert set(Category) - covered == {Category.FINANCIAL, Category.CREDENTIAL}  # told apart by type


def test_people_know_better_than_a_scan_what_data_it_is() -> None:
    assert case(data__special_care="suspected", data__my_number="true").categories == (
        Category.MY_NUMBER,
        Category.SPECIAL_CARE,
    )


def test_a_run_without_an_assessment_is_refused() -> None:
    with pytest.raises(RenderError, match="no legal assessment"):
        Case.of(sample().model_copy(update={"law_as_of": None}))


def test_no_rule_is_lost_between_assessment_and_case() -> None:
    found = case()

    assert {t.rule.id for t in triggers(found)} == {r.id for r in found.assessment.rules}
    assert all(t.rule.state in RuleState for t in triggers(found))
