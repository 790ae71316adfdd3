"""Names are looked up in arrays like each by itself."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.content import name_tables, names
from exposurecheck.content.shaped import Validator
from exposurecheck.content.values import Values

_PARTS = [st.sampled_from(sorted(words)) for words in (names.family_names(), names.given_names(), names.surnames())]
_SIGNS = st.text("東山田子美之々ァー〆𠮷a", max_size=3)
_NAMES = st.lists(st.one_of(*_PARTS, _SIGNS), max_size=2).map("".join)
_CHECKS: dict[Validator, Callable[[Values], name_tables.Verdict]] = {
    names.full_name: name_tables.full_name,
    names.titled_name: name_tables.titled_name,
    names.name_likely: name_tables.name_likely,
    names.surname: name_tables.surname,
}


@pytest.mark.parametrize("check", _CHECKS, ids=lambda check: check.__name__)
@given(texts=st.lists(_NAMES, min_size=1, max_size=40))
def test_names_in_arrays(check: Validator, texts: list[str]) -> None:
    valid, sure = _CHECKS[check](Values.of(texts))
    for text, one, certain in zip(texts, valid.tolist(), sure.tolist(), strict=True):
        assert not certain or one == check(text), text


def test_full_names_of_usual_length_are_settled() -> None:
    texts = Values.of(["山田太郎", "東ヒナノ", "会議室", "佐藤花子"])
    for found in (name_tables.full_name, name_tables.titled_name):
        assert found(texts)[1].all()
