"""A store counts as open since the first scan on record that saw it, and the time before is shown as unknown."""

from datetime import timedelta

from exposurecheck.model.exposure import ExposureClass
from exposurecheck.report.overview import Overview
from exposurecheck.report.timeline import ROWS, Timeline
from tests.report.sample import AT, finding, sample, store


def timeline(*ages: int | None) -> Timeline:
    resources = tuple(store(f"s{i}", ExposureClass.ANONYMOUS_READ) for i, _ in enumerate(ages))
    findings = tuple(
        finding("public-personal-data", f"s{i}").model_copy(
            update={"first_seen": None if age is None else AT - timedelta(days=age)}
        )
        for i, age in enumerate(ages)
    )
    return Timeline.of(Overview(sample().model_copy(update={"resources": resources, "findings": findings})))


def test_the_store_known_to_be_open_for_longest_comes_first_and_begins_inside_the_chart() -> None:
    found = timeline(10, 40, None)

    assert [p.store.resource.name for p in found.periods] == ["s1", "s0", "s2"]
    assert found.since == AT - timedelta(days=40)
    assert found.periods[0].certain == (20.0, 80.0)
    assert found.periods[1].certain == (80.0, 20.0)


def test_a_first_scan_knows_no_more_than_its_own_time() -> None:
    (period,) = timeline(None).periods

    assert period.seen == AT
    assert 0 < period.certain[1] < 2


def test_a_closed_store_has_no_period() -> None:
    closed = store("a", ExposureClass.PRIVATE)
    report = sample().model_copy(update={"resources": (closed,), "findings": (finding("public-personal-data", "a"),)})

    found = Timeline.of(Overview(report))

    assert found.periods == ()
    assert found.since is None


def test_the_chart_stays_short() -> None:
    found = timeline(*range(ROWS + 3))

    assert (len(found.periods), found.more) == (ROWS, 3)
