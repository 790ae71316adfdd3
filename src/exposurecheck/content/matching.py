"""Finds in a page what rules look for: numbers and mail addresses in whole arrays, words by the place of a match."""

import re
from collections.abc import Sequence
from itertools import compress

import numpy as np

from exposurecheck.content.codes import NOTHING, Offsets
from exposurecheck.content.mailboxes import USUAL, Mailboxes
from exposurecheck.content.numerals import Numerals
from exposurecheck.content.page import Page
from exposurecheck.content.rules import Rule

Spans = tuple[Offsets, Offsets]
"""Begins and ends of values, in order."""
_NONE: Spans = (NOTHING, NOTHING)


class Matcher:
    """Finds the values of one page, rule by rule."""

    def __init__(self, page: Page) -> None:
        """Remember the page; what several rules need is worked out once."""
        self._page = page
        self._numerals: Numerals | None = None
        self._mailboxes: Mailboxes | None = None

    def spans(self, rule: Rule) -> Spans:
        """Return where the values of ``rule`` are."""
        if rule.detector.keywords.required and not any(
            self._page.find(word).size for word in rule.detector.keywords.any
        ):
            return _NONE
        if rule.way == "numbers":
            return self._numbers(rule)
        if rule.way == "mailboxes":
            return self._mail(rule)
        if rule.way == "anchor" and rule.anchor is not None:
            return self._matched(rule, rule.anchor.places(self._page))
        return self._in_lines(rule)

    def _numbers(self, rule: Rule) -> Spans:
        self._numerals = self._numerals or Numerals(self._page.basic)
        numerals, found = self._numerals, [_NONE]
        for shape in rule.shapes:
            runs = numerals.find(shape)
            if rule.checksummed and runs.size:
                runs = numerals.sound(runs, rule.detector.validators)
            if not runs.size:
                continue
            if rule.forms is None:
                found.append(self._matched(rule, numerals.starts(runs) - 1))
                continue
            for lengths, alike in numerals.alike(shape, runs):
                starts = numerals.starts(alike)
                for form in rule.forms.get(lengths, ()):
                    holds = form.holds(numerals.text, starts)
                    here = starts[holds] - 1
                    found.append((here + form.value[0], here + form.value[1]))
                    starts = starts[~holds]
        return _in_order(found)

    def _mail(self, rule: Rule) -> Spans:
        self._mailboxes = self._mailboxes or Mailboxes(self._page)
        boxes = self._mailboxes
        if rule.pattern.regex == USUAL:
            begins, ends, others = boxes.settled()
            return _in_order([(begins, ends), self._matched(rule, others)])
        if rule.behind_domain is not None:
            return self._matched(rule, boxes.begins[boxes.followed(rule.behind_domain)])
        return self._matched(rule, boxes.begins)

    def _matched(self, rule: Rule, places: Offsets) -> Spans:
        """Try the expression at each of ``places``, which are in order; a match begins after the last has ended."""
        if not places.size:
            return _NONE
        match, text = rule.regex.match, self._page.text
        stops = self._page.end(self._page.line_of(places))
        tried = [match(text, place, stop) for place, stop in zip(places.tolist(), stops.tolist(), strict=True)]
        return _spans(rule.regex, [one for one in tried if one is not None])

    def _in_lines(self, rule: Rule) -> Spans:
        """Search the lines that hold one of the rule's words, or all."""
        page = self._page
        lines = page.lines_with(rule.words) if rule.words else np.arange(page.starts.size)
        found: list[Spans] = []
        for begin, end in zip(page.begin(lines).tolist(), page.end(lines).tolist(), strict=True):
            matches = list(rule.regex.finditer(page.text[begin:end]))
            if matches:
                starts, ends = _spans(rule.regex, matches)
                found.append((starts + begin, ends + begin))
        return _in_order(found)


def _spans(regex: re.Pattern[str], matches: Sequence[re.Match[str]]) -> Spans:
    if not matches:
        return _NONE
    whole = np.array([match.span() for match in matches], np.int64)
    if (whole[1:, 0] < whole[:-1, 1]).any():
        keep, last = [], 0
        for begin, end in whole.tolist():
            keep.append(begin >= last)
            last = end if begin >= last else last
        matches = list(compress(matches, keep))
        whole = whole[keep]
    if "value" in regex.groupindex:
        whole = np.array([match.span("value") for match in matches], np.int64)
    return whole[:, 0], whole[:, 1]


def _in_order(found: list[Spans]) -> Spans:
    found = [spans for spans in found if spans[0].size]
    if not found:
        return _NONE
    if len(found) == 1:
        return found[0]
    begins, ends = (np.concatenate(side) for side in zip(*found, strict=True))
    order = np.argsort(begins, kind="stable")
    return begins[order], ends[order]
