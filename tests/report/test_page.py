"""What is told in full, what in one line, and nothing twice."""

from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.finding import Severity
from exposurecheck.report.charts import people_bars, stacked
from exposurecheck.report.overview import SERIOUS, Overview
from exposurecheck.report.page import FULL_FINDINGS, Page
from tests.report.sample import large, sample


def test_a_fix_is_shown_once_for_one_store() -> None:
    card = Page.of(Overview(sample())).cards[0]

    assert len(card.told) == 4
    assert [len(t.fixes) for t in card.told] == [2, 0, 0, 0]


def test_a_cause_is_quoted_once_for_one_store() -> None:
    card = Page.of(Overview(sample())).cards[0]

    assert [(q.source, q.pointer) for q in card.quotes] == [("s3:GetBucketPolicy", "/Statement/0")]


def test_minor_findings_are_told_check_by_check() -> None:
    page = Page.of(Overview(sample()))

    assert [(i.finding.check, len(i.stores)) for i in page.improvements] == [
        ("latent-public-acl", 2),
        ("versioning-off", 6),
    ]
    assert all(t.finding.severity in SERIOUS for c in page.cards for t in c.told)


def test_every_failed_finding_is_told_somewhere() -> None:
    for report in (sample(), large(stores=900, opened=600)):
        overview = Overview(report)
        page = Page.of(overview)

        told = sum(len(c.told) for c in page.cards) + sum(len(i.stores) for i in page.improvements)
        brief = sum(f.severity in SERIOUS for s in page.brief for f in s.failed)

        assert told + brief == sum(len(s.failed) for s in overview.failing)


def test_the_full_part_is_bounded_and_takes_the_worst() -> None:
    page = Page.of(Overview(large(stores=900, opened=600)))

    assert sum(len(c.store.failed) for c in page.cards) <= FULL_FINDINGS
    assert page.brief
    worst_brief = min(s.severity.rank for s in page.brief if s.severity)
    assert all(
        c.store.severity is Severity.CRITICAL or c.store.severity.rank <= worst_brief
        for c in page.cards
        if c.store.severity
    )


def test_every_store_is_in_exactly_one_list() -> None:
    overview = Overview(large(stores=3000, findings=10, opened=2500))
    page = Page.of(overview)

    listed = [s.resource.id for s in (*page.outside, *page.beyond, *page.inside)]

    assert sorted(listed) == sorted(r.id for r in overview.report.resources)


def test_unread_objects_are_named_with_their_status() -> None:
    assert [u.inspection.path for u in Page.of(Overview(sample())).unread] == [
        "backup/2024-全社.zip",
        "scan/申込書_0001.tif",
    ]


def test_stacked_parts_fill_the_bar_and_the_smallest_is_still_seen() -> None:
    parts = stacked([("a", 10_000), ("b", 0), ("c", 1)])

    assert [p.name for p in parts] == ["a", "c"]
    assert abs(sum(p.width for p in parts) - 100) < 0.1
    assert parts[1].width > 0.5


def test_an_empty_bar_has_no_parts() -> None:
    assert stacked([("a", 0)]) == ()


def test_range_bars_are_scaled_to_the_largest_upper_bound() -> None:
    first, *_ = people_bars(Overview(sample()).with_people)

    assert first.store.resource.name == "acme-exports"
    assert (first.low, first.best, first.high) == (97.02, 100.0, 100.0)
    assert first.store.reach == "anyone"
    assert first.store.resource.exposure is not None
    assert first.store.resource.exposure.exposure is ExposureClass.ANONYMOUS_READ
