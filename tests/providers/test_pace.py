"""The pace keeps under a rate, lets fewer through after a complaint, and recovers."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from exposurecheck.providers.pace import Pace


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
