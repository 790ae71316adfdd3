"""An expression that can take more than linear time is refused before it runs."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.content.linear import refuse_catastrophic

BAD = [
    "(a+)+$",
    "(a*)*b",
    "([a-z0-9]+[._-]?)+@x$",
    "(a|a)+$",
    "(a|ab)*c",
    "a+a+$",
    r"\d+\d+x",
    "([a-z]+)*=",
    "(?:x+x+)+y",
    "(?:(a+)+b)++c",
    "(?:(?:a|a)+)*+b",
    "(a{1,1000}){1,1000}b",
    "x" * 3000,
    "(",
]
GOOD = [
    "[0-9]{4}-[0-9]{4}",
    "(?P<value>[a-z]{1,64}@[a-z.]{1,200})",
    "ab+c*d",
    "(?:foo|bar)+",
    "[a-z]+@[a-z]+",
    "(?<![0-9])[0-9]{12}(?![0-9])",
    "[0-9]++x",
]


@pytest.mark.parametrize("regex", BAD)
def test_catastrophic_expressions_are_refused(regex: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        refuse_catastrophic(regex)


@pytest.mark.parametrize("regex", GOOD)
def test_linear_expressions_pass(regex: str) -> None:
    refuse_catastrophic(regex)


_ATOMS = st.sampled_from(["a", "b", "[ab]", "(?:a|b)", "."])
_PIECES = st.tuples(_ATOMS, st.sampled_from(["", "+", "*", "?", "{1,3}"])).map("".join)
_SEQUENCES = st.lists(_PIECES, min_size=1, max_size=4).map("".join)
_REGEXES = st.tuples(_SEQUENCES, st.sampled_from(["", "+", "*", "++"]), _SEQUENCES).map(
    lambda t: f"(?:{t[0]}){t[1]}{t[2]}c$"
)


@given(_REGEXES)
def test_what_passes_is_fast_on_a_nasty_text(regex: str) -> None:
    try:
        refuse_catastrophic(regex)
    except ValueError:
        return
    begin = time.process_time()
    re.compile(regex).match("a" * 120 + "!")
    assert time.process_time() - begin < 0.5
