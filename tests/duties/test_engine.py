"""Which rules point where, and which duties follow by when."""

from datetime import date

import pytest

from exposurecheck.duties.engine import assess
from exposurecheck.duties.facts import Facts
from exposurecheck.model.duty import LawStatus, RuleState
from tests.duties.facts import assessed, changed, duties, duty, given, rule, state
from tests.duties.test_calendar import VECTORS

LIKELY, POSSIBLE = RuleState.LIKELY, RuleState.POSSIBLE
OPEN, NONE = RuleState.UNDETERMINED, RuleState.NO_POINTING_FACTS


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("1000", NONE),
        ("1001", LIKELY),
        ("{low: 400, best: 900, high: 1400}", POSSIBLE),
        ("{low: 400, best: 900, high: 1000}", NONE),
        ("{low: 1001, high: 5000}", LIKELY),
        ("{low: 3, high: unknown}", POSSIBLE),
        ("unknown", OPEN),
    ],
)
def test_more_than_a_thousand_people_by_the_upper_bound(people: str, expected: RuleState) -> None:
    assert state(assessed(subjects=people), "jp.appi.r7.iv") is expected


@pytest.mark.parametrize(("people", "expected"), [("100", NONE), ("101", LIKELY), ("{low: 5, high: 101}", POSSIBLE)])
def test_more_than_a_hundred_for_administrative_organs(people: str, expected: RuleState) -> None:
    found = assessed(subjects=people, jp__entity="administrative")

    assert state(found, "jp.appi.r43.iv") is expected
    assert state(found, "jp.appi.r7.iv") is NONE


@pytest.mark.parametrize(
    ("value", "expected"), [("true", LIKELY), ("suspected", POSSIBLE), ("false", NONE), ("unknown", OPEN)]
)
@pytest.mark.parametrize(
    ("fact", "name"), [("data__special_care", "jp.appi.r7.i"), ("data__financial_risk", "jp.appi.r7.ii")]
)
def test_one_person_is_enough_for_special_care_and_financial_data(
    fact: str, name: str, value: str, expected: RuleState
) -> None:
    found = assessed(subjects="1", **{fact: value})

    assert state(found, name) is expected
    assert rule(found, name).missing == ((fact.replace("__", "."),) if expected is OPEN else ())


def test_one_my_number_that_anyone_can_open_is_enough() -> None:
    found = assessed(data__my_number="true", subjects="1")

    assert state(found, "jp.mynumber.r2.iii") is LIKELY
    assert state(found, "jp.mynumber.r2.iv") is NONE
    assert duty(found, "jp.mn.final30").due == ("2026-12-22",)


def test_a_my_number_shared_with_a_named_outsider_is_not_open_to_an_unspecified_number() -> None:
    found = assessed(data__my_number="true", exposure__audience="named_external")

    assert state(found, "jp.mynumber.r2.iii") is NONE
    assert state(found, "jp.mynumber.r2.iv") is LIKELY


def test_a_false_condition_outweighs_everything_unknown() -> None:
    found = assess(given("exposure.state: X0"))

    assert state(found, "jp.appi.r7.i") is NONE
    assert rule(found, "jp.appi.r7.i").missing == ()
    assert rule(found, "jp.appi.r7.i").because == ("exposure.state is X0",)


def test_a_missing_fact_is_named() -> None:
    found = assessed(data__special_care="true", data__strong_encryption="unknown")

    assert state(found, "jp.appi.r7.i") is OPEN
    assert rule(found, "jp.appi.r7.i").missing == ("data.strong_encryption",)


def test_suspected_encryption_does_not_take_a_rule_away() -> None:
    found = assessed(data__special_care="true", data__strong_encryption="suspected")

    assert state(found, "jp.appi.r7.i") is POSSIBLE


@pytest.mark.parametrize("fact", ["data__strong_encryption", "data__pseudonymised"])
def test_confirmed_protection_leaves_no_pointing_facts(fact: str) -> None:
    found = assessed(data__special_care="true", **{fact: "true"})

    assert state(found, "jp.appi.r7.i") is NONE


@pytest.mark.parametrize("coverage", ["complete", "unknown"])
def test_where_viewing_is_unknown_nothing_points_to_nobody_having_looked(coverage: str) -> None:
    found = assessed(exposure__state="X3", logs__coverage=coverage)

    assert state(found, "jp.appi.notviewed") is NONE


@pytest.mark.parametrize("coverage", ["partial", "none", "unknown"])
def test_without_complete_logs_nobody_can_claim_that_nobody_looked(coverage: str) -> None:
    found = assessed(exposure__state="X2", logs__coverage=coverage, data__special_care="true")

    assert state(found, "jp.appi.r7.i") is LIKELY
    assert state(found, "jp.appi.notviewed") is (OPEN if coverage == "unknown" else NONE)
    assert next(f for f in found.facts if f.name == "exposure.state").value == "X3"


def test_complete_logs_without_a_view_may_mean_that_there_was_no_leak() -> None:
    found = assessed(exposure__state="X2", logs__coverage="complete", data__special_care="true")
    result = rule(found, "jp.appi.notviewed")

    assert (result.state, result.result) == (LIKELY, "no_leak_candidate")
    assert result.requires == ("counsel_confirmation", "evidence_manifest")
    assert state(found, "jp.appi.r7.i") is NONE


def test_both_dates_while_the_improper_purpose_is_only_suspected_and_thirty_days_to_work_by() -> None:
    found = assessed(exposure__state="X4", cause__improper_purpose="suspected", subjects="2000")

    assert duty(found, "jp.final30").working
    assert duty(found, "jp.final30").state is LIKELY
    assert not duty(found, "jp.final60").working
    assert duty(found, "jp.final60").state is POSSIBLE
    assert (duty(found, "jp.final30").due, duty(found, "jp.final60").due) == (("2026-12-22",), ("2027-01-21",))


def test_both_dates_also_when_the_suspicion_is_all_there_is() -> None:
    found = assessed(exposure__state="X4", cause__improper_purpose="suspected")

    assert duty(found, "jp.final30").from_ == ("jp.appi.r7.iii",)
    assert duty(found, "jp.final30").working
    assert not duty(found, "jp.final60").working


def test_sixty_days_where_the_improper_purpose_is_certain_though_other_items_are_met_too() -> None:
    found = assessed(exposure__state="X4", cause__improper_purpose="true", subjects="2000")

    assert "jp.final30" not in duties(found)
    assert duty(found, "jp.final60").state is LIKELY
    assert duty(found, "jp.final60").working
    assert [(s.id, s.by, s.due) for s in found.set_aside] == [("jp.final30", "jp.appi.r7.iii", ("2026-12-22",))]


def test_the_my_number_track_has_its_own_sixty_days() -> None:
    found = assessed(exposure__state="X5", data__my_number="true", cause__improper_purpose="true")

    assert "jp.mn.final30" not in duties(found)
    assert duty(found, "jp.mn.final60").due == ("2027-01-21",)


def test_x5_includes_the_suspicion() -> None:
    found = assessed(exposure__state="X5", cause__improper_purpose="unknown")

    assert state(found, "jp.appi.r7.iii") is POSSIBLE


def test_an_entrustee_tells_the_entruster_first() -> None:
    found = assessed(jp__role="entrustee", data__special_care="true")

    assert duties(found)[0] == "jp.notify_entruster"
    assert {"jp.prelim", "jp.final30", "jp.notice"} <= set(duties(found))


def test_an_entrustee_that_told_the_entruster_is_relieved_of_everything_but_the_my_number_reports() -> None:
    found = assessed(
        jp__role="entrustee", entruster__notified="true", data__special_care="true", data__my_number="true"
    )

    assert not {"jp.prelim", "jp.final30", "jp.final60", "jp.notice"} & set(duties(found))
    assert {"jp.notify_entruster", "jp.mn.prelim", "jp.mn.final30"} <= set(duties(found))
    assert {"jp.prelim", "jp.final30", "jp.notice"} == {s.id for s in found.set_aside}


@pytest.mark.parametrize("notified", ["suspected", "false", "unknown"])
def test_nothing_is_relieved_before_the_entruster_is_known_to_be_told(notified: str) -> None:
    found = assessed(jp__role="entrustee", entruster__notified=notified, data__special_care="true")

    assert "jp.prelim" in duties(found)
    assert found.set_aside == ()


def test_law_that_is_not_in_force_asks_for_nothing_and_is_watched() -> None:
    found = assessed(data__special_care="true")

    assert "jp.appi.2026.notice_relief" not in {r.id for r in found.rules}
    assert all(r.status in (LawStatus.IN_FORCE, LawStatus.USER_DEFINED) for r in found.rules)
    assert {(w.id, w.status) for w in found.watch} == {
        ("jp.appi.2026.notice_relief", LawStatus.PROMULGATED_NOT_IN_FORCE),
        ("eu.gdpr.33", LawStatus.PROPOSED),
    }


def test_a_rule_does_not_point_anywhere_before_its_day() -> None:
    found = assess(changed(exposure__state="X4", cause__improper_purpose="true"), law_as_of=date(2024, 3, 31))

    assert "jp.appi.r7.iii" not in {r.id for r in found.rules}
    assert "jp.appi.r7.iii" in {w.id for w in found.watch}
    assert "jp.final60" not in duties(found)


def test_a_day_after_the_last_check_of_the_rules_is_said_aloud() -> None:
    found = assess(changed(), law_as_of=date(2028, 8, 1))

    assert [w.en for w in found.warnings] == [
        "The rules were checked against the law of 2026-11-23; look for changes up to 2028-08-01.",
        "jp.appi.2026.notice_relief was to be in force by 2028-07-17 at the latest: check whether it is.",
    ]


def test_the_articles_for_administrative_organs_are_cited() -> None:
    found = assessed(data__special_care="true", jp__entity="administrative")

    assert rule(found, "jp.appi.r7.i").source == "法68条, 規則43条1号"
    assert rule(assessed(data__special_care="true"), "jp.appi.r7.i").source == "法26条1項, 規則7条1号"


FOREIGN = ["kr.pipa.40", "sg.pdpa.26d", "us.ca.1798_82"]


@pytest.mark.parametrize("name", [*FOREIGN, "eu.gdpr.33"])
def test_foreign_law_is_undetermined_while_nobody_says_where_people_live(name: str) -> None:
    assert state(assessed(exposure__state="X4"), name) is OPEN


@pytest.mark.parametrize("name", FOREIGN)
def test_law_that_turns_on_an_actual_leak_stays_open_while_viewing_is_unknown(name: str) -> None:
    found = assessed(
        subjects__by_country="{KR: 2000, SG: 2000, US_CA: 2000}",
        data__ca_personal_information_unencrypted="true",
    )

    assert state(found, name) is OPEN
    assert rule(found, name).missing[0] == "exposure.state"


def test_korea_counts_hours_from_the_moment() -> None:
    found = assessed(exposure__state="X4", subjects__by_country="{KR: 1000}")

    assert state(found, "kr.pipa.40") is LIKELY
    assert duty(found, "kr.pipc72h").due == ("2026-11-26T10:00:00+09:00",)
    assert duty(found, "kr.notice72h").due == ("2026-11-26T10:00:00+09:00",)
    assert state(assessed(exposure__state="X4", subjects__by_country="{KR: 999}"), "kr.pipa.40") is OPEN


def test_europe_counts_hours_and_excepts_what_is_unlikely_to_be_a_risk() -> None:
    found = assessed(subjects__by_country="{EEA: 3}", risk__unlikely="false")

    assert duty(found, "eu.sa72h").due == ("2026-11-26T10:00:00+09:00",)
    assert state(assessed(subjects__by_country="{EEA: 3}", risk__unlikely="true"), "eu.gdpr.33") is NONE
    assert rule(assessed(subjects__by_country="{EEA: 3}"), "eu.gdpr.33").missing == ("risk.unlikely",)


def test_residents_of_member_states_are_residents_of_the_eea() -> None:
    assert state(assessed(subjects__by_country="{DE: 2, FR: 1}", risk__unlikely="false"), "eu.gdpr.33") is LIKELY
    assert state(assessed(subjects__by_country="{DE: 0, JP: 9}", risk__unlikely="false"), "eu.gdpr.33") is OPEN
    assert state(assessed(subjects__by_country="{DE: 2, EEA: 0}", risk__unlikely="false"), "eu.gdpr.33") is NONE


def test_singapore_counts_three_days_after_the_assessment() -> None:
    found = assessed(exposure__state="X4", subjects__by_country="{SG: 500}", assessed_at="2026-11-23T23:30:00+08:00")

    assert duty(found, "sg.pdpc3d").due == ("2026-11-26",)
    assert duty(assessed(exposure__state="X4", subjects__by_country="{SG: 500}"), "sg.pdpc3d").missing == (
        "assessed_at",
    )


@pytest.mark.parametrize(("people", "expected"), [("500", None), ("501", LIKELY), ("{low: 1, high: 900}", POSSIBLE)])
def test_california_tells_the_attorney_general_over_five_hundred(people: str, expected: RuleState | None) -> None:
    found = assessed(
        exposure__state="X4",
        data__ca_personal_information_unencrypted="true",
        subjects__by_country=f"{{US_CA: {people}}}",
        notified_at="2026-12-01T12:00:00-08:00",
    )

    assert duty(found, "us.ca.notice30d").due == ("2026-12-23",)
    assert next((d.state for d in found.duties if d.id == "us.ca.ag15d"), None) is expected
    assert expected is None or duty(found, "us.ca.ag15d").due == ("2026-12-16",)


@pytest.mark.parametrize(("people", "due"), [("500", "2027-01-21"), ("499", "2027-03-01")])
def test_hipaa_small_breaches_are_told_yearly(people: str, due: str) -> None:
    found = assessed(data__phi_unsecured="true", subjects__phi=people)

    assert duty(found, "us.hipaa.hhs").due == (due,)


def test_a_contract_sets_its_own_hours() -> None:
    found = assessed(exposure__state="X2", logs__coverage="complete", contract__nda_covers_store="true")
    assert duty(found, "contract.notice").missing == ("contract.notice_hours",)

    timed = assessed(contract__nda_covers_store="true", contract__notice_hours="24")
    assert duty(timed, "contract.notice").due == ("2026-11-24T10:00:00+09:00",)


@pytest.mark.parametrize(("knew", "first", "last", "thirty", "sixty"), VECTORS)
def test_the_dates_of_the_vectors_reach_the_duties(knew: str, first: str, last: str, thirty: str, sixty: str) -> None:
    """Whatever zone the moment is written in, day one is the Japanese day."""
    moments = (f"{knew}T00:10:00+09:00", f"{knew}T23:50:00+09:00", f"{knew}T14:50:00Z", f"{knew}T05:00:00-09:00")
    for moment in moments:
        found = assessed(exposure__state="X4", cause__improper_purpose="suspected", known_at=moment)

        assert duty(found, "jp.prelim").due == (first, last)
        assert duty(found, "jp.final30").due == (thirty,)
        assert duty(found, "jp.final60").due == (sixty,)


def test_two_clocks_and_the_earlier_one_by_default() -> None:
    facts = changed(
        data__special_care="true",
        known_at="unknown",
        known_at__misconfiguration="2024-03-22T12:00:00+09:00",
        known_at__access="2024-03-28T12:00:00+09:00",
    )

    assert duty(assess(facts), "jp.final30").due == ("2024-04-22",)
    assert duty(assess(facts, anchor="known_at.access"), "jp.final30").due == ("2024-04-26",)
    assert [(c.anchor, c.due) for c in duty(assess(facts), "jp.final30").clocks] == [
        ("known_at.misconfiguration", ("2024-04-22",)),
        ("known_at.access", ("2024-04-26",)),
    ]


def test_without_a_moment_there_is_a_duty_but_no_date() -> None:
    found = assessed(data__special_care="true", known_at="unknown")

    assert duty(found, "jp.final30").due == ()
    assert duty(found, "jp.final30").missing == ("known_at",)


def test_the_dates_behind_undecided_rules_are_shown_as_open() -> None:
    found = assessed(data__special_care="unknown")

    opened = next(o for o in found.open if o.id == "jp.final30")
    assert opened.from_ == ("jp.appi.r7.i",)
    assert opened.missing == ("data.special_care",)
    assert opened.due == ("2026-12-22",)


def test_duties_stand_by_date() -> None:
    found = assessed(data__special_care="true", subjects__by_country="{EEA: 3}", risk__unlikely="false")

    assert duties(found) == ["jp.prelim", "eu.sa72h", "jp.final30", "jp.notice"]


def test_facts_that_sit_badly_together_are_said_aloud() -> None:
    found = assessed(data__personal="false", data__my_number="true")

    assert [w.en for w in found.warnings] == [
        "data.personal is false while data.my_number is true: check which of them is right."
    ]


def test_nothing_known_decides_nothing() -> None:
    found = assess(Facts())

    assert {r.state for r in found.rules} == {OPEN}
    assert found.duties == ()
    assert all(r.missing for r in found.rules)
