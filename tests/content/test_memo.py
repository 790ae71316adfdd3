"""What is remembered is right, whatever was displaced; repeated rows are told from new ones."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.corpus.persons import crowd

from exposurecheck.content.catalogue import load
from exposurecheck.content.cells import KANA_NAME, ONE_PERSON, ROLE, TEST, Cells, read_cells
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.memo import Memo, Seen, first_places
from exposurecheck.content.verdicts import Verdict

HASHER = Hasher(b"m" * 32)
DETECTORS = {detector.id: detector for detector in load()}
NUMBERS = st.lists(st.integers(1, 40), max_size=60)


def _numbers(values: list[int]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.array([value * 0x9E3779B97F4A7C15 % 2**64 for value in values], np.uint64)


@given(st.lists(NUMBERS, max_size=8))
def test_a_memo_never_confuses_two_values(batches: list[list[int]]) -> None:
    memo = Memo()
    for batch in batches:
        raw = _numbers(batch)
        hashes, flags, missing = memo.look_up(raw)
        known = np.setdiff1d(np.arange(raw.size), missing)
        assert (hashes[known] == raw[known] + np.uint64(1)).all()
        assert (flags[known] == raw[known].astype(np.uint8)).all()
        memo.keep(raw, raw + np.uint64(1), raw.astype(np.uint8))


def test_a_memo_grows_and_still_knows_most() -> None:
    memo, raw = Memo(), np.random.default_rng(1).integers(1, 2**63, 60_000, dtype=np.uint64)
    for part in np.split(raw, 6):
        memo.keep(part, part + np.uint64(1), part.astype(np.uint8))
    hashes, _, missing = memo.look_up(raw)
    known = np.setdiff1d(np.arange(raw.size), missing)
    assert (hashes[known] == raw[known] + np.uint64(1)).all()
    assert missing.size < 0.01 * raw.size


@settings(deadline=None)
@given(NUMBERS)
def test_first_places(values: list[int]) -> None:
    raw = _numbers(values)
    places, group = first_places(raw)
    assert (raw[places][group] == raw).all()
    repeated = np.tile(raw, 50)
    if raw.size:
        places, group = first_places(repeated)
        assert len(places) == len(set(values))
        assert (repeated[places][group] == repeated).all()


@given(st.lists(NUMBERS, max_size=8))
def test_every_row_is_new_once(batches: list[list[int]]) -> None:
    seen, told = Seen(), set[int]()
    for batch in batches:
        rows = _numbers(batch)
        told |= set(rows[seen.fresh(rows)].tolist())
        assert told >= set(rows.tolist())


def test_many_rows_are_remembered() -> None:
    seen = Seen()
    many = _numbers(list(range(1, 30_001)))
    seen.fresh(many)
    assert seen.fresh(many).size < 0.1 * many.size


def test_rows_none_of_which_comes_again_are_not_looked_up_any_more() -> None:
    seen = Seen()
    parts = np.split(_numbers(list(range(1, 200_001))), 10)
    assert all(seen.fresh(part).size == part.size for part in parts)
    assert seen.fresh(parts[-1]).size == parts[-1].size
    seen = Seen()
    assert [seen.fresh(part).size for part in parts[:1] * 10] == [parts[0].size, *[0] * 9]


def _cells(detector: str, values: list[str], memo: Memo, *, lost_zero: bool = False) -> Cells:
    return read_cells(values, Verdict(0, DETECTORS[detector], 60, lost_zero=lost_zero), HASHER, memo)


def test_a_column_read_twice_is_the_same_column() -> None:
    people = crowd(4, 300)
    for detector, values in (
        ("email", [p.email for p in people] + ["info@kita.jp", "a@example.com", "", "x"]),
        ("person_name", [p.name for p in people] + [p.kana for p in people] + ["山田太郎", ""]),
        ("jp.phone", [p.mobile for p in people] + [p.landline for p in people] + ["0120-444-123"]),
    ):
        memo = Memo()
        first, again = _cells(detector, values, memo), _cells(detector, values * 2, memo)
        assert np.tile(first.rows, 2).tolist() == again.rows.tolist()
        assert np.tile(first.flags, 2).tolist() == again.flags.tolist()
        assert set(first.fresh[first.fresh != 0].tolist()) == set(first.rows[first.rows != 0].tolist())
        assert again.fresh.size < 0.2 * first.fresh.size


def test_few_values_are_judged_like_many() -> None:
    people = crowd(9, 40)
    for detector, values in (
        ("email", [p.email for p in people] + ["info@kita.jp", "A@Kita.jp", "a@example.com", "", "x"]),
        ("person_name", [p.name for p in people] + [p.kana for p in people] + ["山田太郎", "", "株式会社北"]),
        ("jp.phone", [p.mobile for p in people] + [p.landline for p in people] + ["9034217765", "09011111111", ""]),
        ("credit_card", [p.card for p in people] + ["4111111111111111", "1"]),
    ):
        for lost_zero in (False, True):
            many = _cells(detector, values, Memo(), lost_zero=lost_zero)
            few = [_cells(detector, [value], Memo(), lost_zero=lost_zero) for value in values]
            assert [int(cells.rows[0]) for cells in few] == many.rows.tolist()
            assert [int(cells.flags[0]) for cells in few] == many.flags.tolist()


def test_flags() -> None:
    memo = Memo()
    assert _cells("email", ["info@kita.jp", "a.sato@kita.jp"], memo).has(ROLE).tolist() == [True, False]
    assert _cells("jp.phone", ["090-3421-7765", "03-3421-7765"], Memo()).has(ONE_PERSON).tolist() == [True, False]
    assert _cells("person_name", ["サトウ ハナ", "佐藤 花"], Memo()).has(KANA_NAME).tolist() == [True, False]
    assert _cells("person_name", ["山田太郎", "佐藤 花"], Memo()).has(TEST).tolist() == [True, False]
    lost = _cells("jp.phone", ["9034217765"], Memo(), lost_zero=True)
    assert lost.rows.tolist() == _cells("jp.phone", ["090-3421-7765"], Memo()).rows.tolist()
