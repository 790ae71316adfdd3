"""People of many objects wait in the journal instead of in memory, and are counted the same."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from exposurecheck.audit import reuse
from exposurecheck.audit.opening import Place
from exposurecheck.content.inspect import Inspected, inspect
from exposurecheck.content.source import MemorySource
from exposurecheck.runs import journal
from tests.runs.estate import customers

AT = datetime(2026, 11, 26, tzinfo=UTC)
SECRET = b"s" * 32


def _found() -> dict[Place, Inspected]:
    """Lists that share people within a store and between stores, and a file without people."""
    lists = {("s3://a", f"{n}.csv"): customers(n * 50, 80) for n in range(4)}
    lists |= {("s3://b", f"{n}.csv"): customers(100 + n * 70, 90) for n in range(3)}
    lists["s3://b", "readme.txt"] = b"opening hours"
    return {place: inspect(place[1], MemorySource(data), secret=SECRET) for place, data in lists.items()}


@pytest.mark.parametrize("at_hand", [0, 20_000, 1 << 30])
def test_counts_do_not_depend_on_what_is_held_in_memory(
    at_hand: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(reuse, "_AT_HAND", at_hand)
    begun = journal.begin(tmp_path / "run", "run", AT, {})
    assert begun is not None
    known, plain = reuse.Reuse(AT, journal=begun), reuse.Reuse(AT)
    for place, one in _found().items():
        known.keep(place, one)
        plain.keep(place, one)
    assert known.counted(whole=False) == plain.counted(whole=False)
    assert known.counted(whole=False)["s3://a"].best == 230
    assert sum(one.people.nbytes for one in known.found.values()) <= at_hand
    begun.finished()


def test_without_a_journal_everything_is_held() -> None:
    plain = reuse.Reuse(AT)
    for place, one in _found().items():
        plain.keep(place, one)
    assert plain.counted(whole=False)[reuse.EVERYWHERE].best == 330
