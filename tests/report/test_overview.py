"""The first page counts what is open, whose data it is, and what is not known."""

import pytest

from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.inspection import Category, Subjects
from exposurecheck.model.report import Report, ResourceCoverage
from exposurecheck.model.resource import Resource, ResourceType, Settings
from exposurecheck.report import html
from exposurecheck.report.actions import HOW_MANY, State, actions, sentence, state
from exposurecheck.report.case.case import Case
from exposurecheck.report.case.decisions import decisions
from exposurecheck.report.overview import Overview, Reach, Store, reach
from exposurecheck.report.page import Page
from tests.duties.facts import assessed
from tests.report.sample import finding, personal, sample, store


def with_stores(*stores: Resource, complete: bool = True, gaps: tuple[Gap, ...] = ()) -> Report:
    report = sample()
    coverage = report.coverage.model_copy(
        update={"complete": complete, "gaps": gaps, "resources": ResourceCoverage(total=len(stores))}
    )
    return report.model_copy(update={"resources": stores, "findings": (), "coverage": coverage, "subjects": None})


@pytest.mark.parametrize("kind", list(ExposureClass))
def test_every_class_has_a_reach(kind: ExposureClass) -> None:
    assert reach(store("x", kind)) in Reach


def test_a_store_without_a_verdict_is_undecided_never_inside() -> None:
    assert reach(store("x").model_copy(update={"exposure": None})) is Reach.UNDECIDED


def test_stores_come_worst_first_then_undecided_then_by_reach() -> None:
    names = [s.resource.name for s in Overview(sample()).stores]

    assert names[:2] == ["acme-hr-mynumber", "acme-exports"]
    assert (
        names.index("acme-empty")
        < names.index("acme-finance")
        < names.index("acme-web")
        < names.index("acme-data-lake")
    )


def test_people_over_several_stores_are_bounded_by_the_largest_and_by_the_sum() -> None:
    """The same person may be in both, so counts are not simply added."""
    a = store("a", ExposureClass.ANONYMOUS_READ, data=personal((Category.CONTACT,), 90, 100, 120, "email"))
    b = store("b", ExposureClass.ANONYMOUS_READ, data=personal((Category.CONTACT,), 40, 50, 50, "email"))

    assert Overview(with_stores(a, b)).people == Subjects(low=90, best=100, high=170)


def test_people_are_those_whose_data_strangers_or_named_outsiders_can_read() -> None:
    overview = Overview(sample().model_copy(update={"subjects": None}))

    assert overview.people.high == 131 + 1240 + 402 + 110
    assert [s.subjects.high for s in overview.exposed] == [1240, 402, 131]


def test_the_runs_own_count_is_used_and_differs_from_the_sum_when_people_are_in_several_stores() -> None:
    a = store("a", ExposureClass.ANONYMOUS_READ, data=personal((Category.CONTACT,), 90, 100, 120, "email"))
    b = store("b", ExposureClass.ANONYMOUS_READ, data=personal((Category.CONTACT,), 40, 50, 50, "email"))
    counted = Subjects(low=95, best=105, high=130)

    overview = Overview(with_stores(a, b).model_copy(update={"subjects": counted}))

    assert overview.people == counted
    assert overview.counted_once
    assert overview.overlap


def test_numbers_that_add_up_are_not_explained_away() -> None:
    a = store("a", ExposureClass.ANONYMOUS_READ, data=personal((Category.CONTACT,), 90, 100, 120, "email"))
    b = store("b", ExposureClass.EXTERNAL_ACCOUNT, data=personal((Category.CONTACT,), 5, 5, 5, "email"))

    overview = Overview(with_stores(a, b).model_copy(update={"subjects": Subjects(low=95, best=105, high=125)}))

    assert overview.people.high == 125
    assert not overview.overlap


def test_personal_data_in_a_closed_store_is_nobody_affected() -> None:
    closed = store("a", data=personal((Category.CONTACT,), 90, 100, 120, "email"))

    assert Overview(with_stores(closed)).people.high == 0
    assert Overview(with_stores(closed)).categories == ()


def test_gaps_are_grouped_by_the_permission_that_closes_them() -> None:
    first = Overview(sample()).gaps[0]

    assert (first.permission, first.resources) == ("s3:GetBucketPolicy", ("s3://acme-finance", "s3://acme-legacy"))


def test_muted_findings_are_counted_apart_and_shown_by_check() -> None:
    overview = Overview(sample())
    (group,) = Page.of(overview).muted

    assert [f.check for f in overview.muted] == ["anonymous-list"]
    assert group.resources == ("s3://acme-web",)
    assert "anonymous-list" not in {f.check for s in overview.stores for f in s.failed if s.resource.name == "acme-web"}


def test_findings_on_an_account_are_kept() -> None:
    report = sample()
    account = finding("account-guardrail-off", "x").model_copy(update={"resource": "111122223333"})
    overview = Overview(report.model_copy(update={"findings": (*report.findings, account)}))

    assert overview.elsewhere == (account,)


GAP = Gap(resource="s3://a", fact="policy", reason=GapReason.DENIED, permission="s3:GetBucketPolicy")
OPEN = store("a", ExposureClass.ANONYMOUS_READ)
LEAK = store("a", ExposureClass.ANONYMOUS_READ, data=personal((Category.CONTACT,), 1, 1, 1, "email"))


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (with_stores(LEAK), State.EXPOSED),
        (with_stores(OPEN), State.OPEN),
        (with_stores(store("a", ExposureClass.EXTERNAL_ACCOUNT)), State.SHARED),
        (with_stores(store("a", ExposureClass.UNKNOWN)), State.UNDECIDED),
        (with_stores(store("a"), complete=False, gaps=(GAP,)), State.UNDECIDED),
        (with_stores(store("a")), State.CLOSED),
    ],
)
def test_the_state_is_the_gravest_that_is_true_and_a_gap_is_never_closed(report: Report, expected: State) -> None:
    assert state(Overview(report)) is expected


def test_the_sentence_has_the_numbers_of_both_stores_and_people() -> None:
    said = sentence(Overview(sample()))

    assert said.ja == (
        "社外の不特定の人が入れる保管先が5か所あります。"
        "特定の社外の相手に許可したものを含め、4か所で最大1,793人分の個人データを外部から閲覧できる状態です。"
    )
    assert said.en == (
        "Strangers can get into 5 stores. Counting what named outsiders may read, personal data of at most "
        "1,793 people can be read from outside in 4 stores."
    )


def test_where_only_strangers_reach_people_the_sentence_says_in_how_many_of_the_open_stores() -> None:
    assert sentence(Overview(with_stores(LEAK, OPEN))).en == (
        "Strangers can get into 2 stores. Personal data of 1 person can be read in 1 of them."
    )


def test_people_that_only_named_outsiders_reach_are_in_the_sentence_too() -> None:
    shared = store("a", ExposureClass.EXTERNAL_ACCOUNT, data=personal((Category.CONTACT,), 9, 9, 9, "email"))

    assert "9人分の個人データ" in sentence(Overview(with_stores(shared))).ja


@pytest.mark.parametrize(
    "report", [sample(), with_stores(LEAK), with_stores(OPEN), with_stores(store("a")), with_stores()]
)
def test_there_is_always_something_to_do_and_never_more_than_three_things(report: Report) -> None:
    assert 1 <= len(actions(Overview(report))) <= HOW_MANY


def test_a_site_that_is_meant_to_be_public_and_holds_nobodys_data_is_not_to_be_closed() -> None:
    site = store("site", ExposureClass.ANONYMOUS_READ, settings=Settings(declared_public=True))
    report = with_stores(site).model_copy(update={"findings": (finding("public-logging-off", "site"),)})

    assert not [a for a in actions(Overview(report)) if a.title.en.startswith("Close")]


def test_stores_that_an_interrupted_scan_never_reached_are_undecided() -> None:
    report = with_stores(store("a"))
    reached = report.coverage.model_copy(update={"resources": ResourceCoverage(total=5, assessed=1, unknown=4)})

    overview = Overview(report.model_copy(update={"coverage": reached}))

    assert (overview.total, overview.undecided, state(overview)) == (5, 4, State.UNDECIDED)


def test_closing_comes_first_then_telling_then_permissions() -> None:
    close, tell, permit = actions(Overview(sample()))

    assert close.title.en == "Close 4 stores"
    assert tell.title.ja.startswith("報告・通知の要否")
    assert permit.permissions == ("s3:GetBucketPolicy", "s3:GetBucketAcl")


def test_a_container_is_named_with_its_account_and_a_bucket_without() -> None:
    bucket = sample().resources[0].model_copy(update={"name": "one", "account": "111122223333"})
    container = bucket.model_copy(update={"name": "$web", "type": ResourceType.CONTAINER, "account": "shop"})

    assert Store(1, bucket).label == "one"
    assert Store(1, container).label == "shop/$web"
    assert Store(1, container.model_copy(update={"account": None})).label == "$web"


def test_the_stores_to_close_are_the_same_number_wherever_the_report_says_it() -> None:
    """The terminal, the decisions of management and "contained" must not contradict each other."""
    meant = store("site", ExposureClass.ANONYMOUS_READ, settings=Settings(declared_public=True))
    keys = store("keys", ExposureClass.ANONYMOUS_READ, data=personal((Category.CREDENTIAL,), 0, 0, 0, "email"))
    people = store("people", ExposureClass.ANY_AUTHENTICATED_READ, data=personal((Category.CONTACT,), 5, 5, 5, "email"))
    shared = store("shared", ExposureClass.EXTERNAL_ACCOUNT, data=personal((Category.CONTACT,), 5, 5, 5, "email"))
    report = with_stores(meant, keys, people, shared)
    found = tuple(finding("public-personal-data", r.name) for r in report.resources)
    report = report.model_copy(update={"findings": found})
    overview = Overview(report)
    assert [s.resource.name for s in overview.to_close] == ["keys", "people"]
    assert actions(overview)[0].stores == overview.to_close
    decided = next(d for d in decisions(Case(assessed(), report.generated_at.date(), report)) if d.key == "contain")
    assert decided.title.en.startswith("Close 2 stores")
    assert "Not yet: 2 stores are still open." in html.render(report, "en")
