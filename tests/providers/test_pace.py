"""The pace keeps under a rate, lets fewer through after a complaint, and recovers."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest

from exposurecheck.providers.pace import Pace, Paces, share


class Clock:
    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_calls_are_spaced_by_the_rate() -> None:
    clock = Clock()
    pace = Pace(4, 8, clock, clock.sleep)
    for _ in range(5):
        with pace.slot():
            pass
    assert clock.slept == pytest.approx([0.25] * 4)


def test_complaints_halve_the_width_once_a_second_and_never_to_nothing() -> None:
    clock = Clock()
    pace = Pace(None, 8, clock, clock.sleep)
    widths = []
    for _ in range(6):
        pace.throttled()
        pace.throttled()
        widths.append(pace.limit)
        clock.now += 1.5
    assert widths == [4, 2, 1, 1, 1, 1]


def test_the_width_comes_back_when_the_service_is_calm() -> None:
    pace = Pace(None, 4, Clock())
    pace.throttled()
    assert pace.limit == 2
    for _ in range(20):
        with pace.slot():
            pass
    assert pace.limit == 4


def test_no_slot_is_lost_when_many_threads_fail() -> None:
    pace = Pace(None, 2, Clock())

    def fail(_: int) -> None:
        with pace.slot():
            raise ZeroDivisionError

    with ThreadPoolExecutor(8) as pool:
        failures = [future.exception() for future in [pool.submit(fail, n) for n in range(100)]]
    assert all(isinstance(failure, ZeroDivisionError) for failure in failures)
    with pace.slot():
        assert pace.limit == 2


def test_each_account_has_its_own_bound_within_that_of_the_whole_scan() -> None:
    paces = Paces(Pace(None, 6), lambda url: url.partition(":")[0])
    paces.bound(2)
    now, most, lock = Counter[str](), Counter[str](), Lock()

    def ask(url: str) -> None:
        with paces.of(url).slot():
            for names, change in (((url[:1], "all"), 1), ((url[:1], "all"), -1)):
                with lock:
                    for name in names:
                        now[name] += change
                        most[name] = max(most[name], now[name])
                time.sleep(0.005 if change > 0 else 0)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(ask, [f"{account}:{n}" for n in range(12) for account in "abcde"]))
    assert 2 < most.pop("all") <= 6
    assert max(most.values()) == 2


def test_an_account_that_complains_is_slowed_down_alone() -> None:
    paces = Paces(Pace(None, 8), lambda url: url)
    paces.of("a").throttled()
    assert (paces.of("a").limit, paces.of("b").limit, paces.of("").limit) == (4, 8, 8)


@pytest.mark.parametrize(("told", "accounts", "width"), [(None, 1, 32), (None, 2, 8), (5, 1, 5), (5, 9, 5)])
def test_one_account_has_everything_and_several_share(told: int | None, accounts: int, width: int) -> None:
    assert share(32, told, accounts) == width
