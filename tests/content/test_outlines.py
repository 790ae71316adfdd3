"""Places around which a text looks alike to an expression are tried once, and what comes of it is the same for each."""

import re
from random import Random

import numpy as np
import pytest
from tests.content.test_matching import RULES, VALUES, _searched

from exposurecheck.content.codes import NOTHING, Offsets
from exposurecheck.content.matching import Matcher
from exposurecheck.content.outlines import Likes, around, outlines
from exposurecheck.content.page import Page
from exposurecheck.content.rules import Rule

ANCHORED = [rule for rule in RULES if rule.way == "anchor"]
PARTS = [
    *VALUES,
    *"様殿さん 　:-.(\n\n\r1a佐藤花子ア〆ヶノ男歳県市区町1234丁目番地号",
    "お世話になっております。",
    "株式会社",
]


def _text(seed: int) -> str:
    random = Random(seed)
    return "".join(random.choice(PARTS) for _ in range(6000))


def _spans(rule: Rule, text: str) -> list[tuple[int, int]]:
    starts, ends = Matcher(Page(text)).spans(rule)
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_long_texts_are_matched_as_by_the_expression(seed: int) -> None:
    text = _text(seed)
    alike = 0
    for rule in ANCHORED:
        assert _spans(rule, text) == _searched(rule, text)
        assert rule.anchor is not None
        places, known = rule.anchor.places(Page(text)), outlines(rule.pattern.regex)
        alike += known is not None and places.size > len(set(known.alike(Page(text), places).tolist())) > 1
    assert alike > 3


@pytest.mark.parametrize("last", ["", "番号 7654321", "番号 7654321\n", "番号 7654321\nモリ ハナ", "番号 7654321\n\n"])
def test_matches_over_two_lines_up_to_the_end_of_the_text(last: str) -> None:
    rule = next(rule for rule in ANCHORED if rule.pattern.lines == 2 and "番号" in rule.pattern.triggers)
    some = ["普通 7654321\nモリ ハナ\n", "番号 7654321\n\nモリ ハナ\n", "番号 7654321、モリ ハナ（", "番号 12345\n"]
    text = "".join(Random(1).choices(some, k=400)) + last
    assert outlines(rule.pattern.regex) is not None
    assert _spans(rule, text) == [match.span("value") for match in rule.regex.finditer(text)]


def test_what_stands_for_a_place_stands_for_itself() -> None:
    known = outlines("(?<![a-z])[a-c]{2}(?=[0-9])")
    assert known is not None
    page = Page(" ab1 ca1x ax1 xa1 ab\n ab")
    alike = known.alike(page, np.array([1, 5, 10, 15, 18, 22])).tolist()
    assert alike[alike[0]] == alike[0] == alike[1]
    assert alike[alike[4]] == alike[4] == alike[5]
    assert len(set(alike)) == 4
    assert not known.alike(page, NOTHING).size


@pytest.mark.parametrize("regex", [r"([a-z])\1", r"a\b", "a[0-9]*", "(?<=[^a])b", r"\Aab"])
def test_what_sees_more_than_classes_near_by_has_no_outline(regex: str) -> None:
    assert outlines(regex) is None


NAMES = [
    "佐藤 花子様",
    "お客様 田中一郎様",
    "山田さん",
    "鈴木様",
    "さくら 花様",
    "王殿",
    "氏様",
    "様様",
    "x様",
    "1佐藤様",
]


def test_rules_that_look_before_the_same_word_look_once(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(1)
    text = "様" + "".join(
        f"{random.choice(NAMES)}の件につき、承りました。お電話くだされば幸いです。\n" for _ in range(3000)
    )
    tried: list[int] = []
    try_at = Matcher._tried_at

    def counted(matcher: Matcher, rule: Rule, places: Offsets) -> list[re.Match[str] | None]:
        tried.append(places.size)
        return try_at(matcher, rule, places)

    monkeypatch.setattr(Matcher, "_tried_at", counted)
    together = [rule for rule in ANCHORED if "様" in rule.beside]
    assert len(together) > 3
    found = []
    for rule in together:
        found += _searched(rule, text)
        assert _spans(rule, text) == _searched(rule, text)
    assert sum(tried) * 10 < len(found)


def test_what_belongs_to_a_place_belongs_to_all_that_are_like_it() -> None:
    likes = Likes.of(np.array([0, 1, 0, 0, 1, 5]))
    assert likes.chosen.tolist() == [0, 1, 5]
    things, places = likes.spread(np.array([0, 0, 2]))
    assert list(zip(things.tolist(), places.tolist(), strict=True)) == [
        (0, 0),
        (1, 0),
        (0, 2),
        (1, 2),
        (0, 3),
        (1, 3),
        (2, 5),
    ]
    assert not likes.spread(NOTHING)[0].size


def test_expressions_that_see_too_much_are_left_out() -> None:
    near, far, odd = ("[a-c]{1,3}x", 1, 3), ("[a-c]{1,40}x", 1, 40), (r"([a-c])\1x", 2, 2)
    both = around((near, ("(?<![0-9])[a-c]{2}xyz", 2, 2)))
    assert both is not None
    assert (both.behind, both.width) == (3, 6)
    assert around((near, far, odd)) is None
