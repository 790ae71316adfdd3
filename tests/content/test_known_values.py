"""Values that come again in one object are judged as they were before, as if each was judged by itself."""

import numpy as np
import pytest

from exposurecheck.content.catalogue import load
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.judging import judge_texts
from exposurecheck.content.known_values import KnownValues
from exposurecheck.content.page import Page
from exposurecheck.content.rules import Rule, compile_rules

SECRET = b"secret of a test"
MAILBOXES = ["hana.mori@tama.ne.jp", "info@tama.ne.jp", "test@example.com", "x@y..jp", "Ken.Oda@Kita-Mail.jp"]
NAMES = ["森 花", "小田健", "総務部", "森　花", "山田太郎", "高瀬ひなの"]


@pytest.fixture(scope="module")
def rules() -> dict[str, Rule]:
    return {rule.detector.id: rule for rule in reversed(compile_rules(load()))}


def _blocks(values: list[str], before: str) -> list[tuple[Page, np.ndarray, np.ndarray]]:
    """Return three blocks of many values: in the second are some that the first had not, in the third no new ones."""
    blocks = []
    for many in (values[:3], values, values):
        chosen = [many[number % len(many)] for number in range(2500)]
        ends = np.cumsum([len(before) + len(value) + 1 for value in chosen]) - 1
        starts = ends - [len(value) for value in chosen]
        blocks.append((Page("".join(f"{before}{value}\n" for value in chosen)), starts, ends))
    return blocks


@pytest.mark.parametrize(("kind", "values"), [("email", MAILBOXES), ("person_name", NAMES)])
@pytest.mark.parametrize("before", ["", "宛先 ", "𠮷"])
def test_the_same_as_each_by_itself(rules: dict[str, Rule], kind: str, values: list[str], before: str) -> None:
    known, hasher = KnownValues(Hasher(SECRET)), Hasher(SECRET)
    for page, starts, ends in _blocks(values, before):
        judged = known.judge(rules[kind], page, starts, ends)
        texts = [page.text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        alone = judge_texts(rules[kind], texts, hasher)
        assert judged.good.tolist() == alone.good.tolist()
        for name in ("test", "person", "personal", "key", "hashes"):
            assert getattr(judged, name)[alone.good].tolist() == getattr(alone, name)[alone.good].tolist()


def test_a_value_is_judged_once(rules: dict[str, Rule], monkeypatch: pytest.MonkeyPatch) -> None:
    known, asked = KnownValues(Hasher(SECRET)), list[str]()
    rule = rules["email"]
    monkeypatch.setattr(Rule, "judge", lambda _, text: asked.append(text))
    for page, starts, ends in _blocks(MAILBOXES, ""):
        known.judge(rule, page, starts, ends)
    assert sorted(asked) == sorted(MAILBOXES)


def test_bytes_and_wide_characters_are_told_apart(rules: dict[str, Rule]) -> None:
    """Two letters of ASCII are the bytes of one character of Japanese."""
    known = KnownValues(Hasher(SECRET))
    narrow, wide = ("ab" * 5, b"ab".decode("utf-16-le") * 5)
    for value in (narrow, wide):
        page = Page(f"{value}\n" * 2500)
        starts = np.arange(0, 2500) * (len(value) + 1)
        judged = known.judge(rules["person_name"], page, starts, starts + len(value))
        alone = judge_texts(rules["person_name"], [value], Hasher(SECRET))
        assert judged.good.all() == alone.good[0]


def test_a_value_too_long_to_be_remembered(rules: dict[str, Rule]) -> None:
    value = "a" * 60 + ".oda@kita-mail.jp"
    page = Page(f"{value}\n" * 2500)
    starts = np.arange(0, 2500) * (len(value) + 1)
    judged = KnownValues(Hasher(SECRET)).judge(rules["email"], page, starts, starts + len(value))
    alone = judge_texts(rules["email"], [value], Hasher(SECRET))
    assert set(judged.hashes.tolist()) == set(alone.hashes.tolist())
