"""A value that a better rule of the same detector has found is not judged again; no other rule hides one."""

from dataclasses import replace

import numpy as np
import pytest

from exposurecheck.content.catalogue import load
from exposurecheck.content.hits import Hits
from exposurecheck.content.outdone import Outdone
from exposurecheck.content.rules import Rule, compile_rules

RULES = compile_rules(load())
STARTS, ENDS = np.array([3, 9, 20]), np.array([6, 12, 29])


def _rule(detector: str, base: int) -> Rule:
    rule = next(rule for rule in RULES if rule.detector.id == detector)
    return replace(rule, pattern=rule.pattern.model_copy(update={"base": base}))


def _hits(starts: list[int], ends: list[int]) -> Hits:
    nothing = np.zeros(len(starts), np.int64)
    columns = dict.fromkeys(Hits.__slots__, nothing) | {"start": np.array(starts), "end": np.array(ends)}
    return Hits(**columns)


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        (("person_name", 60), ("person_name", 20), [3]),
        (("person_name", 20), ("person_name", 20), [3]),
        (("person_name", 20), ("person_name", 60), [3, 9, 20]),
        (("person_name", 60), ("email", 20), [3, 9, 20]),
        (("jp.phone", 50), ("jp.phone", 20), [3, 9, 20]),  # a keyword beside it may be worth more
        (("jp.phone", 60), ("jp.phone", 20), [3]),
    ],
)
def test_what_is_outdone(first: tuple[str, int], second: tuple[str, int], left: list[int]) -> None:
    outdone = Outdone()
    outdone.keep(_rule(*first), _hits([9, 20], [12, 29]))
    assert outdone.fresh(_rule(*second), (STARTS, ENDS))[0].tolist() == left


def test_another_end_is_another_value() -> None:
    outdone = Outdone()
    outdone.keep(_rule("person_name", 60), _hits([3, 9], [5, 12]))
    starts, ends = outdone.fresh(_rule("person_name", 20), (STARTS, ENDS))
    assert (starts.tolist(), ends.tolist()) == ([3, 20], [6, 29])
