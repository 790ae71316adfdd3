"""Finds in a page what rules look for: numbers and mail addresses in whole arrays, words by the place of a match."""

import re
from itertools import chain, compress

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
        keywords = rule.detector.keywords
        if keywords.required and not any(self._page.find(word).size for word in keywords.any):
            return _NONE
        match rule.way:
            case "numbers":
                return self._numbers(rule)
            case "mailboxes":
                return self._mail(rule)
            case "anchor" if rule.frames is not None:
                return rule.frames.spans(self._page)
            case "anchor" if rule.anchor is not None:
                return self._matched(rule, rule.anchor.places(self._page))
            case _:
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
        found = [one for one in tried if one is not None]
        if len(found) != len(tried):
            places = places[np.fromiter([one is not None for one in tried], np.bool_, len(tried))]
        return _spans(rule.regex, places, found) if found else _NONE

    def _in_lines(self, rule: Rule) -> Spans:
        """Search the lines that hold one of the rule's words, or all."""
        page = self._page
        lines = page.lines_with(rule.words) if rule.words else np.arange(page.starts.size)
        found: list[Spans] = []
        for begin, end in zip(page.begin(lines).tolist(), page.end(lines).tolist(), strict=True):
            matches = list(rule.regex.finditer(page.text[begin:end]))
            if matches:
                places = np.array([match.start() for match in matches], np.int64)
                starts, ends = _spans(rule.regex, places, matches)
                found.append((starts + begin, ends + begin))
        return _in_order(found)


def _spans(regex: re.Pattern[str], begins: Offsets, matches: list[re.Match[str]]) -> Spans:
    """Return where the values of matches are that begin at ``begins``; one inside another does not count."""
    size = len(matches)
    ends = np.fromiter([match.end() for match in matches], np.int64, size)
    if (begins[1:] < ends[:-1]).any():
        keep, last = [], 0
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
            keep.append(begin >= last)
            last = end if begin >= last else last
        matches = list(compress(matches, keep))
        begins, ends, size = begins[keep], ends[keep], len(matches)
    group = regex.groupindex.get("value")
    if group is None:
        return begins, ends
    spans = np.fromiter(chain.from_iterable([match.span(group) for match in matches]), np.int64, 2 * size)
    return spans[0::2], spans[1::2]


def _in_order(found: list[Spans]) -> Spans:
    found = [spans for spans in found if spans[0].size]
    if not found:
        return _NONE
    if len(found) == 1:
        return found[0]
    begins, ends = (np.concatenate(side) for side in zip(*found, strict=True))
    order = np.argsort(begins, kind="stable")
    return begins[order], ends[order]
