"""Finds in a page what rules look for: numbers and mail addresses in whole arrays, words by the place of a match."""

import re
from collections.abc import Iterator
from itertools import chain, compress, repeat

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content.codes import NOTHING, Offsets
from exposurecheck.content.mailboxes import USUAL, Mailboxes
from exposurecheck.content.numerals import Numerals, Shape
from exposurecheck.content.outlines import outlines
from exposurecheck.content.page import Page
from exposurecheck.content.rules import Rule
from exposurecheck.content.titles import lines_below

Spans = tuple[Offsets, Offsets]
"""Begins and ends of values, in order."""
_PASSED_SHARE = 0.9
"""One random number in ten passes a check digit: when nine in ten do, they are no others."""
_MOBILE_SHARE = 0.5
"""One random number of eleven digits in 200 begins like that of a mobile phone."""
_MANY = 200
"""Places from which it is worth telling which of them look alike."""
_WIDE = 4
"""Bytes of a character beyond the basic plane."""
_NONE: Spans = (NOTHING, NOTHING)


class Matcher:
    """Finds the values of one page, rule by rule."""

    def __init__(self, page: Page, tried: dict[str, tuple[int, int]] | None = None) -> None:
        """Remember the page; what several rules need is worked out once.

        ``tried`` holds for each detector how many numbers of the pages before were tried, and how many were sound.
        """
        self._page = page
        self._numerals: Numerals | None = None
        self._mailboxes: Mailboxes | None = None
        self._tried = {} if tried is None else tried

    def spans(self, rule: Rule) -> Spans:
        """Return where the values of ``rule`` are."""
        keywords = rule.detector.keywords
        hopeless = (
            rule.way in {"around", "close"}
            or (rule.beyond_ascii and self._page.codes.itemsize == 1)
            or any(map(self._page.lacks, rule.needed))
            or (rule.required and not any(self._page.find(word).size for word in keywords.any))
        )
        if hopeless:
            return _NONE
        match rule.way:
            case "numbers":
                return self._numbers(rule)
            case "mailboxes":
                return self._mail(rule)
            case "anchor" if rule.anchor is not None:
                return self._matched(rule, rule.anchor.places(self._page))
            case _:
                lines = self._page.lines_with(rule.words) if rule.words else np.arange(self._page.starts.size)
                if rule.required:
                    lines = np.union1d(lines, lines_below(self._page, rule.words))
                return self.in_lines(rule, lines)

    def sound(self, rule: Rule) -> int:
        """Return how many numbers passed the check of ``rule`` up to here, if too many for chance did; else 0."""
        tried, passed = self._tried.get(rule.detector.id, (0, 0))
        share = _PASSED_SHARE if rule.checksummed else _MOBILE_SHARE
        return passed if passed >= share * tried else 0

    def _numbers(self, rule: Rule) -> Spans:
        self._numerals = self._numerals or Numerals(self._page.basic)
        numerals, found = self._numerals, [_NONE]
        for shape in rule.shapes:
            runs = numerals.find(shape)
            tried = runs.size
            if rule.checksummed and tried:
                runs = numerals.sound(runs, rule.detector.validators)
            shaped = list(self._shaped(rule, numerals, shape, runs))
            found += shaped
            if len(shape.lengths) == 1 and (rule.checksummed or rule.detector.id == "jp.phone"):
                before = self._tried.get(rule.detector.id, (0, 0))
                self._tried[rule.detector.id] = before[0] + tried, before[1] + sum(spans[0].size for spans in shaped)
        return _in_order(found)

    def _shaped(self, rule: Rule, numerals: Numerals, shape: Shape, runs: Offsets) -> Iterator[Spans]:
        """Yield the values of ``rule`` among numbers of one shape."""
        if not runs.size:
            return
        if rule.forms is None:
            yield self._matched(rule, numerals.starts(runs) - 1)
            return
        for lengths, alike in numerals.alike(shape, runs):
            starts = numerals.starts(alike)
            for form in rule.forms.get(lengths, ()):
                holds = form.holds(numerals.text, starts)
                if holds.size:
                    here = starts[holds] - 1
                    yield here + form.value[0], here + form.value[1]
                    starts = np.delete(starts, holds)

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
        narrow = self._page.codes.itemsize < _WIDE and rule.pattern.lines == 1
        known = outlines(rule.pattern.regex) if narrow and places.size >= _MANY else None
        if known is not None:
            return self._matched_alike(rule, places, known.alike(self._page, places))
        tried = self._tried_at(rule, places)
        found = list(filter(None, tried))
        if len(found) != len(tried):
            places = places[np.fromiter(map(bool, tried), np.bool_, len(tried))]
        return _spans(rule.regex, places, found) if found else _NONE

    def up_to(self, rule: Rule, end: int) -> Spans:
        """Search the text up to ``end`` in one go; a match may go over several lines."""
        if rule.lead is None:
            return _NONE
        places = rule.lead.places(self._page.basic[:end])
        tried = map(rule.regex.match, repeat(self._page.text), places.tolist(), repeat(end))
        found = [match for match in tried if match is not None]
        return _spans(rule.regex, np.array([match.start() for match in found], np.int64), found) if found else _NONE

    def _tried_at(self, rule: Rule, places: Offsets) -> list[re.Match[str] | None]:
        lasts = self._page.line_of(places) + (rule.pattern.lines - 1)
        stops = self._page.end(np.minimum(lasts, self._page.starts.size - 1))
        return list(map(rule.regex.match, repeat(self._page.text), places.tolist(), stops.tolist()))

    def _matched_alike(self, rule: Rule, places: Offsets, alike: Offsets) -> Spans:
        """Do the same with places of which each is like the one with the number ``alike``, which alone is tried."""
        chosen = np.flatnonzero(alike == np.arange(places.size))
        tried = self._tried_at(rule, places[chosen])
        group = rule.regex.groupindex.get("value", 0)
        ends = np.array([match.end() if match else -1 for match in tried], np.int64)
        values = np.array([match.span(group) if match else (0, 0) for match in tried], np.int64)
        values -= places[chosen, None]
        number = np.empty(places.size, np.int64)
        number[chosen] = np.arange(chosen.size)
        number = number[alike]
        held = np.flatnonzero(ends[number] >= 0)
        begins, number = places[held], number[held]
        stops = begins + (ends - places[chosen])[number]
        if (begins[1:] < stops[:-1]).any():
            keep = apart(begins, stops)
            begins, number = begins[keep], number[keep]
        return begins + values[number, 0], begins + values[number, 1]

    def in_lines(self, rule: Rule, lines: Offsets) -> Spans:
        """Search ``lines``."""
        page = self._page
        search, text = rule.regex.finditer, page.text
        bounds = page.begin(lines).tolist(), page.end(lines).tolist()
        found = list(chain.from_iterable(map(search, repeat(text), *bounds)))
        if not found:
            return _NONE
        return _spans(rule.regex, np.fromiter(map(re.Match.start, found), np.int64, len(found)), found)


def _spans(regex: re.Pattern[str], begins: Offsets, matches: list[re.Match[str]]) -> Spans:
    """Return where the values of matches are that begin at ``begins``; one inside another does not count."""
    size = len(matches)
    ends = np.fromiter(map(re.Match.end, matches), np.int64, size)
    if (begins[1:] < ends[:-1]).any():
        keep = apart(begins, ends)
        matches = list(compress(matches, keep.tolist()))
        begins, ends, size = begins[keep], ends[keep], len(matches)
    group = regex.groupindex.get("value")
    if group is None:
        return begins, ends
    spans = np.fromiter(chain.from_iterable(map(re.Match.span, matches, repeat(group))), np.int64, 2 * size)
    return spans[0::2], spans[1::2]


def apart(begins: Offsets, stops: Offsets) -> NDArray[np.bool_]:
    """Tell which matches count, in order of their begins: one that begins before the last has ended does not."""
    first = np.ones(begins.size, np.bool_)
    first[1:] = begins[1:] >= np.maximum.accumulate(stops)[:-1]
    keep, last = first, -1
    crowded = np.flatnonzero(~first)
    crowded = np.union1d(crowded, crowded - 1)
    rows = (column[crowded].tolist() for column in (first, begins, stops))
    for place, alone, begin, stop in zip(crowded.tolist(), *rows, strict=True):
        keep[place] = alone or begin >= last
        last = stop if keep[place] else last
    return keep


def _in_order(found: list[Spans]) -> Spans:
    found = [spans for spans in found if spans[0].size]
    if not found:
        return _NONE
    if len(found) == 1:
        return found[0]
    begins, ends = (np.concatenate(side) for side in zip(*found, strict=True))
    order = np.argsort(begins, kind="stable")
    return begins[order], ends[order]
