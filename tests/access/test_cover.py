"""The shortest list of patterns that reaches the same keys."""

from exposurecheck.access.cover import reached, shortest


def test_patterns_that_others_cover_are_dropped_in_order() -> None:
    assert shortest(["b", "a/*", "a/x", "b", "a/y/*"]) == ("b", "a/*")
    assert shortest(["a", "*", "b/*"]) == ("*",)
    assert shortest([]) == ()
    assert shortest(["*.pdf", "a/*"]) == ("*.pdf", "a/*")


def test_a_pattern_is_reached_when_all_its_keys_are() -> None:
    assert reached(["a/b", "a/*", "*", "c"], ["a/*", "c"]) == ["a/b", "a/*", "c"]
    assert reached(["a"], []) == []
