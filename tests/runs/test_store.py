"""The store gives back every run as it was, and keeps what did not change only once."""

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from exposurecheck.errors import RunStoreError
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.report import Report
from exposurecheck.runs.compare import compare_reports
from exposurecheck.runs.database import FILE_NAME
from exposurecheck.runs.store import RunStore
from tests.report.sample import large, sample, store
from tests.runs.reports import found, night
from tests.soak.nights import Estate


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out" / FILE_NAME


@pytest.fixture
def runs(path: Path) -> Iterator[RunStore]:
    with RunStore.open(path) as opened:
        yield opened


def _save(runs: RunStore, *reports: Report) -> list[Report]:
    saved = []
    for report in reports:
        with runs.writing():
            saved.append(runs.save(report))
    return saved


def test_a_run_comes_back_as_it_was(runs: RunStore) -> None:
    _save(runs, sample())

    assert runs.load(sample().run_id) == sample()


def test_names_that_utf8_cannot_write_come_back_too(runs: RunStore) -> None:
    strange = store("a\ud800").model_copy(update={"id": "s3://a\udfff"})
    report = night(1, [strange], [found("anonymous-list", "a\udfff")])
    _save(runs, report)

    assert runs.load(report.run_id) == report


def test_it_is_for_its_owner_only(runs: RunStore, path: Path) -> None:
    _save(runs, sample())

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_did_not_change_takes_no_space_again(runs: RunStore, path: Path) -> None:
    first = large(stores=300, findings=600, opened=200)
    _save(runs, first)
    with sqlite3.connect(path) as reader:
        size = reader.execute("SELECT sum(length(data)) FROM item").fetchone()[0]
        _save(runs, first.model_copy(update={"run_id": "second"}))
        grown = reader.execute("SELECT sum(length(data)) FROM item").fetchone()[0]
    reader.close()

    assert grown - size < size / 50


def test_saving_a_run_tells_what_changed_since_the_previous_one_of_its_scope(runs: RunStore) -> None:
    other = night(2, [store("a")]).model_copy(update={"run_id": "other-scope"})
    other = other.model_copy(update={"scope": other.scope.model_copy(update={"resources": ("x",)})})
    first, _, second = _save(
        runs,
        night(1, [store("a"), store("b")], [found("anonymous-list", "a")]),
        other,
        night(3, [store("a"), store("b")], [found("anonymous-list", "b")]),
    )

    assert first.changes is None
    assert second.changes is not None
    assert second.changes.before == first.run_id
    assert [c.resource for c in second.changes.new] == ["s3://b"]
    assert [c.resource for c in second.changes.fixed] == ["s3://a"]
    assert runs.load(second.run_id).changes == second.changes


def test_an_interrupted_run_is_kept_but_nothing_is_compared_with_it(runs: RunStore) -> None:
    first, cut, last = _save(runs, night(1), night(2, interrupted=True), night(3))

    assert [run.id for run in runs.runs()] == [last.run_id, cut.run_id, first.run_id]
    assert last.changes is not None
    assert last.changes.before == first.run_id


def test_comparing_in_the_store_is_comparing_the_reports(runs: RunStore) -> None:
    before = large(stores=40, findings=90, opened=30)
    before = before.model_copy(update={"coverage": before.coverage.model_copy(update={"gaps": ()})})
    stores = [*before.resources[5:], store("fresh", ExposureClass.ANONYMOUS_READ)]
    findings = [*(f for f in before.findings[20:] if f.resource != before.resources[2].id)]
    after = before.model_copy(
        update={
            "run_id": "after",
            "resources": tuple(stores),
            "findings": (*findings, found("anonymous-list", "fresh")),
        }
    )
    _save(runs, before, after)

    told = runs.changes(before.run_id, after.run_id)
    assert told == compare_reports(before, after)
    assert told.new
    assert told.fixed


def test_readers_do_not_wait_for_a_scan_that_is_writing(runs: RunStore, path: Path) -> None:
    _save(runs, night(1))
    with runs.writing():
        runs.save(night(2))
        with RunStore.read(path) as reader:
            assert [run.id for run in reader.runs()] == [night(1).run_id]
            assert reader.load(night(1).run_id) == night(1)


def test_a_run_that_is_not_there_is_named(runs: RunStore) -> None:
    with pytest.raises(RunStoreError, match="holds no run 'x'"):
        runs.load("x")


def test_saving_a_run_twice_keeps_it_once(runs: RunStore) -> None:
    _save(runs, night(1), night(2, [store("a")]), night(2, [store("a"), store("b")]))

    assert [run.id for run in runs.runs()] == [night(2).run_id, night(1).run_id]
    assert len(runs.load(night(2).run_id).resources) == 2


def test_comparing_nights_far_apart_in_the_store_is_comparing_the_reports(runs: RunStore) -> None:
    """Of stores that changed only what a change can be seen in is loaded, and nothing is lost by that."""
    nights = list(Estate(120, seed=3, changed=0.4).nights(6))
    _save(runs, *nights)
    for before in nights[:-1]:
        told = runs.changes(before.run_id, nights[-1].run_id)
        assert told == compare_reports(before, nights[-1])
        assert told.worse
        assert told.new
        assert told.fixed
