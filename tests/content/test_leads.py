"""Expressions are tried where their first characters stand; the same as trying them everywhere."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck.content import (
    called,
    chats,
    fiction,
    latin_told,
    leads,
    nobody,
    row_told,
    said_told,
    told,
    traces,
)
from exposurecheck.content.catalogue import load
from exposurecheck.content.classes import beyond_ascii, parsed
from exposurecheck.content.codes import codes_of
from exposurecheck.content.leads import NARROW, Sought, lead_of
from exposurecheck.content.matching import Matcher
from exposurecheck.content.page import Page
from exposurecheck.content.rules import compile_rules

SOUGHT = [
    (module.__name__, name, one)
    for module in (called, chats, fiction, latin_told, nobody, row_told, said_told, told, traces)
    for name, one in vars(module).items()
    if isinstance(one, Sought)
]
RULES = compile_rules(load())
CLOSE = [rule for rule in RULES if rule.way == "close"]
WORDS = """佐藤|花子|佐藤 花子|太郎ちゃん|さくらちゃん|くん|君|様|さん|氏|氏名：|（8歳）|(|)|3年|小1|長男の|妻 |Taro-san
Mr. |John Smith|JOHN SMITH|Smith, John|patient: |Patient|guest="|"|'|witness |husband |Owner: |PT|surname: |From:
[LINE]|Slack|Chat log|いくらですか。|how many apples are there?|答え|問題|テスト太郎|会員番号|Member ID|入院中|うつ病
手術を|骨折|was arrested|surgery|diabetes|肺炎|療育手帳|部落出身|アイヌである|passport |TR1234567|　| |、|。|・|1|a|ſ
𠮷|ァ|ジョン・スミス"""
PARTS = ["\n", "\N{KELVIN SIGN}", *WORDS.replace("\n", "|").split("|")]
TEXTS = st.lists(st.one_of(st.sampled_from(PARTS), st.text("佐藤aA1 \n（(様", max_size=3)), max_size=30).map("".join)


def _found(matches: object) -> list[tuple[int, int]]:
    return [match.span() for match in matches]  # type: ignore[attr-defined]


@settings(max_examples=200, deadline=None)  # the first example compiles
@given(TEXTS, st.integers(0, 20))
def test_nothing_else_is_found_than_by_the_expression(text: str, apart: int) -> None:
    text = ("、" * apart).join(text)  # few places among many characters
    for module, name, one in SOUGHT:
        assert _found(one.finditer(text)) == _found(re.finditer(one.regex, text)), (module, name)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(0, 60))
def test_rules_for_close_reading_find_what_their_expression_finds(text: str, end: int) -> None:
    matcher = Matcher(Page(text))
    for rule in CLOSE:
        group = "value" if "value" in rule.regex.groupindex else 0
        starts, ends = matcher.up_to(rule, end)
        found = [match.span(group) for match in rule.regex.finditer(text, 0, end)]
        assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == found


@pytest.mark.parametrize(
    ("regex", "places"),
    [
        ("ab?c", [0, 4, 8]),
        ("(?<![x ])(?:abc|acc?)", [0]),
        ("(?i:AC)", [4]),
        ("(?m:^)[ab]", [0]),
        ("(?:a{0,3}|b)c", [0, 1, 2, 4, 5, 8, 9, 10]),
        ("(?=abc)a[^x]", [0, 4, 8]),
        (r"(a)\1", [0, 4, 8]),
        ("(?<=[ab])[bc]", [1, 2, 5, 9, 10]),
        ("(?:(?<=b)|(?m:^))[ac]", [0, 2, 10]),
        ("(?<=[ab])(?<!a)c", [2, 10]),
        ("(?m:^)a|(?m:^)b?c", [0]),
    ],
)
def test_where_a_match_can_begin(regex: str, places: list[int]) -> None:
    lead = lead_of(parsed(regex), NARROW)
    found = lead.places(codes_of("abc ac  abc")).tolist()
    assert found == places
    matches = [match.start() for match in re.finditer(regex, "abc ac  abc")]
    assert set(matches) <= set(found)


def test_an_expression_is_tried_at_few_places(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the text was searched for an expression with a word that it does not hold")

    text = "本日の会議では来期の販売計画について話し合った。"
    assert lead_of(parsed("(?:ちゃん|くん)"), NARROW).places(codes_of(text)).size == 0
    monkeypatch.setattr(leads, "codes_of", refuse)
    assert not list(Sought("[一-龥]{1,3}(?:ちゃん|くん)", "ちゃん", "くん").finditer(text))


def test_lookahead_and_optional_parts_take_no_time_to_work_out() -> None:
    many = "".join(f"(?:{sign}[a-z]?)?" for sign in "abcdefghijklmnopqrstuvwxyz") + "(?:xy|z)w"
    assert len(lead_of(parsed(many), NARROW).first) == NARROW


@pytest.mark.parametrize(
    ("regex", "beyond"),
    [
        ("名前[a-z]+", True),
        ("(?:名|前)x", True),
        ("(?:名|b)x", False),
        ("名?x", False),
        ("x{2}名{1,3}", True),
        ("x(?=名)", True),
        ("x(?!名)", False),
        ("[a-z名]", False),
        (r"[^\x00-\x7f]", True),
    ],
)
def test_what_no_ascii_text_matches(regex: str, beyond: bool) -> None:
    assert beyond_ascii(parsed(regex)) == beyond


def test_rules_for_japanese_do_not_look_at_ascii() -> None:
    page = Page("0" * 5 + "-" * 5)
    kana = [rule for rule in RULES if rule.way == "anchor" and rule.beyond_ascii]
    assert kana
    for rule in kana:
        assert all(spans.size == 0 for spans in Matcher(page).spans(rule))
    assert page._found == {}
    assert np.all([rule.regex.search("a" * 40 + "0123456-0") is None for rule in kana])
