"""Values of the usual shape are judged in arrays like each by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.content.test_series import ALPHABET, DETECTORS, VALUES

from exposurecheck.content import judging, usual
from exposurecheck.content.catalogue import load
from exposurecheck.content.classes import table_of
from exposurecheck.content.detector import FOLDS, Fold
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.offices import ROLE_MAILBOX
from exposurecheck.content.page import Page
from exposurecheck.content.rules import Rule, compile_rules
from exposurecheck.content.validators import VALIDATORS
from exposurecheck.content.values import Values, Words

ROLES = [
    "info@a.jp",
    "no-reply+1@a.jp",
    "mailer-daemon@a.jp",
    "taro@a.jp",
    "informal@a.jp",
    "",
    "hr.x@a.b",
]
FOLDED: list[Fold] = ["plain", "digits", "email", "phone", "name", "address"]
NAMES = [name for name in VALIDATORS if usual.known(name)]


def _texts(values: Values) -> list[str]:
    page, starts, lengths = values.packed()
    return [page[start : start + size].decode() for start, size in zip(starts.tolist(), lengths.tolist(), strict=True)]


@pytest.mark.parametrize("rule", compile_rules(DETECTORS), ids=lambda r: r.detector.id)
def test_values_of_a_page_are_judged_like_texts(rule: Rule) -> None:
    texts = [value for value in [*VALUES, *ROLES, "x@y.iam.gserviceaccount.com"] if "\n" not in value]
    page = Page("\n".join(texts))
    found = judging.judge(rule, page, page.starts, page.end(np.arange(page.starts.size)), Hasher(b"k" * 32))
    wanted = judging.judge_texts(rule, texts, Hasher(b"k" * 32))
    assert found.good.tolist() == wanted.good.tolist()
    good = np.flatnonzero(wanted.good)
    found, wanted = found.take(good), wanted.take(good)
    assert found.test.tolist() == wanted.test.tolist()
    real = np.flatnonzero(~wanted.test)
    found, wanted = found.take(real), wanted.take(real)
    for part in judging.Judged.__slots__:
        assert getattr(found, part).tolist() == getattr(wanted, part).tolist(), part


@pytest.mark.parametrize("kind", FOLDED)
@given(texts=st.lists(st.one_of(st.sampled_from(VALUES), st.text(ALPHABET, max_size=14)), min_size=1, max_size=30))
def test_folding(kind: Fold, texts: list[str]) -> None:
    made = usual.folded(kind, Values.of(texts))
    assert made is not None
    for text, folded, sure in zip(texts, _texts(made[0]), made[1].tolist(), strict=True):
        assert not sure or folded == FOLDS[kind](text)


@pytest.mark.parametrize("name", NAMES)
@given(texts=st.lists(st.one_of(st.sampled_from(VALUES), st.text(ALPHABET, max_size=14)), min_size=1, max_size=30))
def test_validators(name: str, texts: list[str]) -> None:
    valid, sure = usual.checked(name, Values.of(texts))
    for text, one, certain in zip(texts, valid.tolist(), sure.tolist(), strict=True):
        assert not certain or one == VALIDATORS[name](text)


_PARTS = st.one_of(
    st.sampled_from([0, 2, 10, 16, 31, 32, 51, 100, 113, 127, 168, 169, 172, 192, 198, 203, 254]), st.integers(0, 300)
)
_ADDRESSES = st.one_of(
    st.tuples(_PARTS, _PARTS, _PARTS, _PARTS).map(lambda parts: ".".join(map(str, parts))),
    st.sampled_from(
        ["172.16.0.1", "198.51.100.7", "203.0.113.9", "192.0.2.1", "192.168.0.1", "169.254.1.1", "010.1.1.1"]
    ),
    st.text("0129.", max_size=9),
)


@given(st.lists(_ADDRESSES, min_size=1, max_size=20))
def test_addresses_of_machines(texts: list[str]) -> None:
    valid, sure = usual.checked("ipv4_public", Values.of(texts))
    for text, one, certain in zip(texts, valid.tolist(), sure.tolist(), strict=True):
        parts = text.split(".")
        assert certain == (len(parts) == 4 and all(part and len(part) < 4 and int(part) < 256 for part in parts))
        assert not certain or one == VALIDATORS["ipv4_public"](text)


def test_a_role_mailbox_is_never_overlooked() -> None:
    perhaps = usual.perhaps_role(Values.of(ROLES)).tolist()
    assert all(maybe for maybe, box in zip(perhaps, ROLES, strict=True) if ROLE_MAILBOX.fullmatch(box))
    assert not perhaps[ROLES.index("taro@a.jp")]


@given(st.lists(st.text("abcdあい", max_size=9), min_size=1), st.lists(st.text("abcdあい", max_size=6)))
def test_words_in_values(texts: list[str], words: list[str]) -> None:
    holding = Values.of(texts).holding(Words(words, words[:1])).tolist()
    assert holding == [any(word in text for word in words if word) for text in texts]
    whole = Values.of(texts).holding(Words((), words)).tolist()
    assert whole == [text in words and text != "" for text in texts]
    signs = Values.of(texts).holding(Words((), (), [table_of("bい")])).tolist()
    assert signs == [not {"b", "い"}.isdisjoint(text) for text in texts]


def test_addresses_need_no_closer_look_for_crossed_out_ones() -> None:
    address = next(detector for detector in load() if detector.id == "jp.postal_address")
    words = usual.sample_words(address)
    assert words is not None
    assert Values.of(["東京都千代田区霞が関1-2-3", "東京都○○区△△1-2-3"]).holding(words).tolist() == [False, True]
