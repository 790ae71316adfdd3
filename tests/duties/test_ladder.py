"""The ladder of states, and the strict gate to "nobody looked"."""

import pytest

from exposurecheck.duties.facts import Tri
from exposurecheck.duties.ladder import Coverage, LogKind, PathLog, Situation, coverage, state


def log(kind: LogKind | None = LogKind.CLOUDTRAIL_DATA_EVENTS, *, whole: bool = True, reads: int | None = 0) -> PathLog:
    return PathLog("storage", kind, whole_window=whole, third_party_reads=reads)


def code(situation: Situation) -> object:
    found = state(situation)
    return None if found is None else found.value


def open_store(*logs: PathLog, every_path: bool = True, personal: Tri | None = Tri.TRUE) -> Situation:
    return Situation(exposed=True, personal_data=personal, logs=logs, every_path=every_path)


def test_complete_logs_of_every_path_without_a_read_are_needed_for_x2() -> None:
    assert code(open_store(log())) == "X2"


@pytest.mark.parametrize(
    "situation",
    [
        open_store(),
        open_store(log(None)),
        open_store(log(reads=None)),
        open_store(log(whole=False)),
        open_store(log(), every_path=False),
        open_store(log(), log(None)),
        open_store(log(), log(LogKind.CDN)),
        open_store(log(LogKind.S3_SERVER_ACCESS)),
        open_store(log(LogKind.GCS_AUDIT)),
        open_store(log(LogKind.GCS_USAGE)),
        open_store(log(LogKind.AZURE_STORAGE_READ)),
        open_store(log(), personal=None, every_path=False),
    ],
)
def test_anything_less_leaves_viewing_unknown(situation: Situation) -> None:
    assert code(situation) == "X3"


def test_audit_logs_of_cloud_storage_say_nothing_about_public_objects() -> None:
    assert log(LogKind.GCS_AUDIT).coverage is Coverage.NONE
    assert coverage(open_store(log(LogKind.GCS_AUDIT))) is Coverage.NONE


def test_best_effort_logs_are_partial_at_best() -> None:
    assert log(LogKind.S3_SERVER_ACCESS).coverage is Coverage.PARTIAL


def test_coverage_is_no_better_than_the_worst_path() -> None:
    assert coverage(open_store(log(), log(None))) is Coverage.PARTIAL
    assert coverage(open_store(log(), log())) is Coverage.COMPLETE
    assert coverage(open_store()) is Coverage.NONE


def test_one_read_by_a_third_party_is_a_view_whatever_the_logs_are_worth() -> None:
    assert code(open_store(log(), log(LogKind.S3_SERVER_ACCESS, reads=1))) == "X4"


@pytest.mark.parametrize("purpose", [Tri.TRUE, Tri.SUSPECTED])
def test_a_view_with_signs_of_an_improper_purpose(purpose: Tri) -> None:
    seen = Situation(exposed=True, personal_data=Tri.TRUE, logs=(log(reads=9),), improper_purpose=purpose)

    assert code(seen) == "X5"


def test_signs_without_a_view_do_not_make_a_view() -> None:
    assert code(Situation(exposed=True, personal_data=Tri.TRUE, improper_purpose=Tri.SUSPECTED)) == "X3"


def test_no_personal_data_only_after_everything_was_inspected() -> None:
    assert code(open_store(personal=Tri.FALSE)) == "X1"
    assert code(open_store(personal=None)) == "X3"


def test_closed_over_the_whole_window_or_not_known() -> None:
    assert code(Situation(exposed=False, personal_data=None)) == "X0"
    assert code(Situation(exposed=None, personal_data=Tri.TRUE)) is None


def test_every_state_says_why_and_who_says_so() -> None:
    found = state(open_store())

    assert found is not None
    assert found.provenance == "engine"
    assert found.because is not None
    assert "閲覧の有無を確認できません" in found.because.ja
