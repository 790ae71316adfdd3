"""Values are found by arrays and at known places; the same as searching every line with the expression itself."""

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck.content import classes
from exposurecheck.content.anchors import anchor, needed_signs, signs_of
from exposurecheck.content.catalogue import load
from exposurecheck.content.codes import codes_of, lower
from exposurecheck.content.forms import spell_out
from exposurecheck.content.mailboxes import USUAL, after_domain
from exposurecheck.content.matching import Matcher
from exposurecheck.content.numerals import Numerals
from exposurecheck.content.page import Page
from exposurecheck.content.rules import Rule, compile_rules
from exposurecheck.content.triggers import HyperscanSearch, PlainSearch, Search

RULES_OF_ALL = compile_rules(load())
RULES = [rule for rule in RULES_OF_ALL if not rule.detector.keywords.required]
WORDS = sorted({word for rule in RULES_OF_ALL for word in rule.vocabulary()})
VALUES = """090-1234-5671|09012345671|03-3456-7891|1234-567-7654321|123456789026|4539-5787-6362-1486|4539578763621486
8.8.8.8|+81 90-1234-5671|+1 415-555-2671|〒220-0012|佐藤 花子様|山田さん|氏名：佐藤花子|東京都府中市宮町2-24|S60.4.12
神奈川県横浜市西区みなとみらい3-28-31|生年月日：|taro.s@sakura-mail.jp|a..b.@docomo.ne.jp|x@y.co:pa55word1|https://
user:pa55word@|password=|Bearer |AKIAQ3EGRTW7ZLMN2XYK|前科あり|うつ病|肺がん|がん保険|病名: |口座番号:7654321
320102198504120014|32010219850412001X|From: 佐藤花子 <|name: 'Taro Yamada'""".replace("\n", "|").split("|")
NOISE = st.text("様さん 　:-.@(\n\r1a佐ア𠮷", max_size=4)
TEXTS = st.lists(st.one_of(st.sampled_from(VALUES), NOISE), max_size=12).map("".join)
AROUND = ["a", "B9", ".", "@", "-", "_", " ", "jp", ".com", "アド", ":", "a" * 70]
SHAPES = [(rule, shape) for rule in RULES if rule.forms for shape in rule.shapes]
SEARCHES: list[Search] = [PlainSearch(WORDS), HyperscanSearch(WORDS)]


def _searched(rule: Rule, text: str) -> list[tuple[int, int]]:
    group = "value" if "value" in rule.regex.groupindex else 0
    found, begin = [], 0
    for line in text.split("\n"):
        spans = (match.span(group) for match in rule.regex.finditer(line))
        found += [(start + begin, end + begin) for start, end in spans]
        begin += len(line) + 1
    return found


@given(TEXTS)
def test_matches_are_those_of_the_expression(text: str) -> None:
    codes = codes_of(text)
    matcher = Matcher(Page(text, codes, SEARCHES[0].absent(codes)))
    for rule in RULES:
        starts, ends = matcher.spans(rule)
        found, searched = list(zip(starts.tolist(), ends.tolist(), strict=True)), _searched(rule, text)
        if rule.way == "anchor":
            assert found == searched
        elif rule.way == "numbers":  # numbers begin at a whole run of digits, and may overlap
            matches = [rule.regex.match(text, place) for place, _ in found]
            assert found == [match.span("value") for match in matches if match]


@given(TEXTS)
def test_forms_are_what_the_expression_matches(text: str) -> None:
    numerals = Numerals(Page(text).basic)
    for rule, shape in SHAPES:
        assert rule.forms is not None
        runs = numerals.find(shape)
        for lengths, alike in numerals.alike(shape, runs):
            starts = numerals.starts(alike)
            holds = np.zeros(starts.size, np.bool_)
            for form in rule.forms.get(lengths, ()):
                holds[form.holds(numerals.text, starts)] = True
            for start, held in zip((starts - 1).tolist(), holds.tolist(), strict=True):
                match = rule.regex.match(text, start)
                assert held == (match is not None and _lengths(match["value"]) == lengths)


def _lengths(text: str) -> tuple[int, ...]:
    return tuple(map(len, re.findall("[0-9]+", text)))


@given(
    st.lists(
        st.sampled_from(["a", "B9", ".", "@", "-", "_", " ", "jp", ".com", "アド", ":", "a" * 70]), max_size=12
    ).map("".join)
)
def test_mail_addresses_are_those_of_the_expression(text: str) -> None:
    rule = next(rule for rule in RULES if rule.detector.id == "email")
    starts, ends = Matcher(Page(text)).spans(rule)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == _searched(rule, text)


def test_the_shipped_mail_address_is_the_usual_one() -> None:
    assert USUAL in {rule.pattern.regex for rule in RULES}


def test_what_must_follow_a_domain() -> None:
    colon = after_domain(r"[a-z]{1,9}@[a-z.]{1,99}\.[a-z]{2,9}[:;](?P<value>[a-z]{6})")
    assert colon is not None
    assert colon.sum() == 2
    assert after_domain(USUAL) is None


def test_an_expression_without_words_has_no_anchor() -> None:
    assert anchor("[A-Z]{2}[0-9]{7}", ()) is None
    assert anchor(r"\Aabc", ("abc",)) is None


def test_a_number_is_spelt_out_with_a_letter_in_few_places_only() -> None:
    forms = spell_out("[0-9]{17}[0-9X]")
    assert forms is not None
    assert forms.keys() == {(18,), (17,)}
    assert spell_out("[0-9][0-9A-F]{4}") is None
    assert spell_out("[0-9]{2,999}") is None


@settings(deadline=None)  # the first example compiles
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=5)), max_size=30), st.sampled_from([0, 5000]))
def test_no_search_calls_a_word_absent_that_is_there(parts: list[str], pad: int) -> None:
    text = "".join(parts) + " " * pad
    there = {word for word in WORDS if word in lower(text)}
    for search in SEARCHES:
        assert not there & search.absent(codes_of(text))


def test_of_a_short_text_it_is_known_which_words_are_not_there() -> None:
    for search in SEARCHES:
        assert len(search.absent(codes_of("本日の会議の議事録です。"))) > len(WORDS) - 10


def test_a_match_begins_only_where_its_first_characters_can_stand() -> None:
    found = anchor("(?:pat[a-z0-9]{4}|key-(?:v2-)?[0-9]{9})", ("pat", "key-"))
    assert found is not None
    text = "path=/ pat123 pat1234 key-v2-12 key-v3-1 key-123 key-a"
    places = found.places(Page(text)).tolist()
    assert [text[place : place + 6] for place in places] == ["pat123", "pat123", "key-v2", "key-v3", "key-12"]


def test_signs_that_every_match_holds_one_of() -> None:
    signs = signs_of("[^a]{0,9}[○×]{2}")
    assert signs is not None
    assert np.flatnonzero(signs).tolist() == sorted(map(ord, "○×"))
    assert signs_of("[^a]{2}[○×]{0,2}") is None


def test_a_rule_is_left_out_where_a_character_of_every_match_is_missing() -> None:
    licence = next(rule for rule in RULES_OF_ALL if rule.pattern.regex.startswith("(?:番号|免許証?)"))
    assert licence.signs == (frozenset({ord("第")}),)
    with_it, without = "免許証 第308812345671号", "免許証 308812345671号"
    assert Matcher(Page(with_it)).spans(licence)[0].tolist() == [5]
    assert not Matcher(Page(without)).spans(licence)[0].size


def test_characters_that_every_match_holds() -> None:
    def needed(regex: str) -> list[str]:
        return ["".join(sorted(map(chr, group))) for group in needed_signs(classes.parsed(regex))]

    assert needed("番号[:：]?第(?:の|が)a[0-9]+号?") == ["番", "号", "第", "がの"]
    assert needed("(?:様|殿|x)[様氏]{2}(?i:も)(?!ら)") == ["様氏"]
    assert not needed("(?:番|[0-9])(?<=の)記?")


def test_a_rule_is_tried_nowhere_in_a_text_without_the_word_of_its_matches() -> None:
    sutures = next(rule for rule in RULES_OF_ALL if rule.said)
    text = "額に12針縫合した"
    assert Matcher(Page(text)).up_to(sutures, len(text))[0].tolist() == [2]
    assert not Matcher(Page("額を12針縫った")).up_to(sutures, 8)[0].size


def test_signs_in_long_ascii_are_found_as_words_are() -> None:
    text = "user=1 path=/a.b " * 500
    for words in (["@", "*", "path"], ["@", "*"]):
        search = HyperscanSearch(words)
        assert search.absent(codes_of(text)) == {"@", "*"}
        assert search.absent(codes_of(text + "@")) == {"*"}
