"""What counts as new, fixed, worse and now unknown."""

import pytest

from exposurecheck.model.change import Change, Changes
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.finding import Severity
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.inspection import Category, Subjects
from exposurecheck.model.report import Report, Scope
from exposurecheck.model.resource import ProviderName
from exposurecheck.runs.compare import compare_reports, more
from tests.report.sample import ACCOUNT, personal, store
from tests.runs.reports import CHECKS, MUTED, UNKNOWN, found, night

OPEN = ExposureClass.ANONYMOUS_READ


def _names(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.check, change.resource.removeprefix("s3://")) for change in changes]


def _only(changes: Changes, kind: str) -> tuple[Change, ...]:
    assert changes.total == len(getattr(changes, kind)), changes
    made: tuple[Change, ...] = getattr(changes, kind)
    return made


def _night(number: int, *findings: object, kind: ExposureClass = OPEN) -> Report:
    return night(number, [store("a", kind)], findings)  # type: ignore[arg-type]


def test_nothing_is_different_from_itself() -> None:
    report = _night(1, found("anonymous-list", "a"), found("external-account", "a", UNKNOWN))

    assert compare_reports(report, report).total == 0


def test_a_check_that_passed_and_now_fails_is_new() -> None:
    (change,) = _only(compare_reports(_night(1), _night(2, found("anonymous-list", "a"))), "new")

    assert (change.check, change.was) == ("anonymous-list", "passed")


def test_a_check_that_failed_and_now_passes_is_fixed() -> None:
    (change,) = _only(compare_reports(_night(1, found("anonymous-list", "a")), _night(2)), "fixed")

    assert (change.was, change.gone) == ("failed", False)


def test_a_check_that_was_not_asked_again_is_not_fixed() -> None:
    scope = Scope(provider=(ProviderName.AWS,), accounts=(ACCOUNT,), checks=("public-my-number",))
    after = night(2, [store("a", OPEN)], scope=scope)

    assert compare_reports(_night(1, found("anonymous-list", "a")), after).total == 0


@pytest.mark.parametrize("was", [None, "anonymous-list"])
def test_what_was_decided_and_no_longer_is_is_now_unknown(was: str | None) -> None:
    before = _night(1, *([found(was, "a")] if was else []))
    (change,) = _only(compare_reports(before, _night(2, found("anonymous-list", "a", UNKNOWN))), "unknown")

    assert change.was == ("failed" if was else "passed")


def test_an_undecided_check_that_speaks_for_a_failed_one_is_now_unknown_and_nothing_is_fixed() -> None:
    before = _night(1, found("anonymous-list", "a"))
    after = _night(2, found("external-account", "a", UNKNOWN, also=["anonymous-list"]))

    (change,) = _only(compare_reports(before, after), "unknown")
    assert change.was == "failed"


def test_an_undecided_check_that_stays_so_under_another_name_is_no_change() -> None:
    before = _night(1, found("anonymous-list", "a", UNKNOWN, also=["external-account"]))
    after = _night(2, found("external-account", "a", UNKNOWN, also=["anonymous-list"]))

    assert compare_reports(before, after).total == 0


def test_a_finding_that_a_graver_one_now_speaks_for_is_not_fixed() -> None:
    before = _night(1, found("public-personal-data", "a"))
    after = _night(2, found("public-my-number", "a", also=["public-personal-data"]))

    assert _names(_only(compare_reports(before, after), "new")) == [("public-my-number", "a")]
    assert _names(_only(compare_reports(after, before), "fixed")) == [("public-my-number", "a")]


def test_a_deleted_store_fixes_its_findings() -> None:
    (change,) = _only(compare_reports(_night(1, found("anonymous-list", "a")), night(2)), "fixed")

    assert change.gone


def test_a_store_that_a_broken_listing_did_not_show_is_unknown_and_not_fixed() -> None:
    gap = Gap(resource=ACCOUNT, fact="stores", reason=GapReason.THROTTLED)
    (change,) = _only(compare_reports(_night(1, found("anonymous-list", "a")), night(2, gaps=[gap])), "unknown")

    assert (change.was, change.gone) == ("failed", True)


@pytest.mark.parametrize(
    "scope",
    [
        Scope(provider=(ProviderName.GCP,), accounts=(ACCOUNT,), checks=CHECKS),
        Scope(provider=(ProviderName.AWS,), accounts=("444455556666",), checks=CHECKS),
        Scope(provider=(ProviderName.AWS,), accounts=(ACCOUNT,), checks=CHECKS, resources=("b*",)),
    ],
)
def test_what_the_later_run_did_not_look_at_is_not_compared(scope: Scope) -> None:
    assert compare_reports(_night(1, found("anonymous-list", "a")), night(2, scope=scope)).total == 0


@pytest.mark.parametrize(
    ("before", "after", "respects"),
    [
        ((ExposureClass.EXTERNAL_ACCOUNT, Category.CONTACT, 5), (OPEN, Category.CONTACT, 5), ["audience"]),
        ((OPEN, Category.CONTACT, 5), (OPEN, Category.CONTACT, 6), ["people"]),
        ((OPEN, Category.CONTACT, 5), (OPEN, Category.MY_NUMBER, 5), ["category"]),
        (
            (ExposureClass.EXTERNAL_ACCOUNT, Category.INDIRECT, 1), (OPEN, Category.CONTACT, 2),
            ["audience", "people", "category"],
        ),
        ((OPEN, Category.MY_NUMBER, 6), (ExposureClass.EXTERNAL_ACCOUNT, Category.CONTACT, 5), []),
    ],
)  # fmt: skip
def test_a_standing_finding_is_worse_when_its_store_is(
    before: tuple[ExposureClass, Category, int], after: tuple[ExposureClass, Category, int], respects: list[str]
) -> None:
    first, second = (
        night(
            number,
            [store("a", kind, data=personal((category,), people, people, people, "email"))],
            [found("anonymous-list", "a"), found("public-logging-off", "a")],
        )
        for number, (kind, category, people) in enumerate([before, after], 1)
    )

    worse = _only(compare_reports(first, second), "worse")
    assert [one.what for change in worse for one in change.worse] == respects
    assert _names(worse) == ([("public-logging-off", "a")] if respects else []), "told on the gravest finding"


def test_an_audience_that_is_not_known_any_more_is_not_worse() -> None:
    before = _night(1, found("anonymous-list", "a"), kind=ExposureClass.EXTERNAL_ACCOUNT)
    after = _night(2, found("anonymous-list", "a"), kind=ExposureClass.UNKNOWN)

    assert compare_reports(before, after).total == 0


def test_a_finding_that_is_no_longer_set_aside_is_worse() -> None:
    before, after = _night(1, found("anonymous-list", "a", MUTED)), _night(2, found("anonymous-list", "a"))

    (change,) = _only(compare_reports(before, after), "worse")
    assert (change.was, [one.what for one in change.worse]) == ("muted", ["waiver"])
    assert compare_reports(after, before).total == 0, "setting aside fixes nothing and makes nothing new"


def test_a_graver_severity_is_worse() -> None:
    before = _night(1, found("anonymous-list", "a", severity=Severity.MEDIUM))
    (change,) = _only(compare_reports(before, _night(2, found("anonymous-list", "a", severity=Severity.HIGH))), "worse")

    assert [(one.before, one.after) for one in change.worse] == [("medium", "high")]


def test_changes_come_gravest_first() -> None:
    after = _night(2, found("anonymous-list", "a"), found("public-my-number", "a"))

    assert _names(compare_reports(_night(1), after).new) == [("public-my-number", "a"), ("anonymous-list", "a")]


def test_counts_of_very_many_people_must_grow_beyond_what_counting_leaves_open() -> None:
    before = Subjects(low=990_000, best=1_000_000, high=1_010_000)

    assert not more(before, Subjects(low=993_000, best=1_003_000, high=1_013_000))
    assert more(before, Subjects(low=1_010_000, best=1_020_000, high=1_030_000))
    assert more(Subjects(low=5, best=5, high=5), Subjects(low=6, best=6, high=6))
