"""Finds in a page what rules look for: numbers and mail addresses in whole arrays, words by the place of a match."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, repeat

import numpy as np

from exposurecheck.content.anchors import Anchor, Spot
from exposurecheck.content.codes import NOTHING, Offsets
from exposurecheck.content.mailboxes import USUAL, Mailboxes
from exposurecheck.content.numerals import Numerals, Shape
from exposurecheck.content.outlines import Likes, around, outlines, within
from exposurecheck.content.page import Page
from exposurecheck.content.rules import Rule
from exposurecheck.content.titles import lines_below
from exposurecheck.content.tries import NO_TRIES, Spans, Tries, joined

_PASSED_SHARE = 0.9
"""One random number in ten passes a check digit: when nine in ten do, they are no others."""
_MOBILE_SHARE = 0.5
"""One random number of eleven digits in 200 begins like that of a mobile phone."""
_MANY = 200
"""Places from which it is worth telling which of them look alike."""
_FEW_LIKES = 0.5
"""Share of the places of a word that stand for others, up to which it is worth it."""
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
        self._alike: dict[str, Likes | None] = {}

    def spans(self, rule: Rule) -> Spans:
        """Return where the values of ``rule`` are."""
        keywords = rule.detector.keywords
        hopeless = (
            rule.way in {"around", "close"}
            or (rule.beyond_ascii and self._page.codes.itemsize == 1)
            or any(map(self._page.lacks, rule.needed))
            or (rule.required and not any(self._page.find(word).size for word in keywords.any))
            or not all(map(self._page.holds, rule.signs))
        )
        if hopeless:
            return _NONE
        match rule.way:
            case "numbers":
                return self._numbers(rule)
            case "mailboxes":
                return self._mail(rule)
            case "anchor" if rule.anchor is not None:
                return self._anchored(rule, rule.anchor)
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

    def _anchored(self, rule: Rule, anchor: Anchor) -> Spans:
        """Try the expression where its words stand; words before which several rules look are looked at together."""
        found: list[Tries] = []
        alone = anchor
        if rule.beside and self._page.codes.itemsize < _WIDE:
            beside = {spot: self._beside(rule, anchor, spot) for spot in anchor.spots if spot[0] in rule.beside}
            found = [tries for tries in beside.values() if tries is not None]
            alone = replace(anchor, spots=tuple(spot for spot in anchor.spots if beside.get(spot) is None))
        found.append(self._tries(rule, alone.places(self._page)))
        return joined(found).values()

    def _beside(self, rule: Rule, anchor: Anchor, spot: Spot) -> Tries | None:
        """Try the expression around the places of one word that stand for all others; None where there are no such."""
        word, least, most = spot
        at = self._page.find(word)
        if word not in self._alike:
            known = around(rule.beside[word]) if at.size >= _MANY else None
            likes = None if known is None else Likes.of(known.alike(self._page, at))
            few = likes is not None and likes.chosen.size <= _FEW_LIKES * at.size
            self._alike[word] = likes if few else None
        likes = self._alike[word]
        if likes is None or not within(rule.pattern.regex, least, most):
            return None
        examples = at[likes.chosen]
        places, owners = anchor.before(self._page, examples, least, most)
        tried = self._tried_at(rule, places)
        matched = np.fromiter(map(bool, tried), np.bool_, len(tried))
        tries = Tries.of(rule.regex, places[matched], [match for match in tried if match is not None])
        owners = owners[matched]
        which, others = likes.spread(owners)
        return tries.moved(-examples[owners]).take(which).moved(at[others])

    def _matched(self, rule: Rule, places: Offsets) -> Spans:
        """Try the expression at each of ``places``, which are in order; a match begins after the last has ended."""
        return self._tries(rule, places).values()

    def _tries(self, rule: Rule, places: Offsets) -> Tries:
        if not places.size:
            return NO_TRIES
        known = outlines(rule.pattern.regex) if places.size >= _MANY and self._page.codes.itemsize < _WIDE else None
        if known is None:
            return self._tries_each(rule, places)
        if rule.pattern.lines > 1:  # on the last lines of a page a match sees fewer lines than elsewhere
            cut = int(np.searchsorted(places, self._page.starts[1 - rule.pattern.lines :][0]))
            places, last = places[:cut], places[cut:]
            if last.size:
                return joined([self._tries(rule, places), self._tries_each(rule, last)])
        return self._tries_alike(rule, places, Likes.of(known.alike(self._page, places)))

    def _tries_each(self, rule: Rule, places: Offsets) -> Tries:
        tried = self._tried_at(rule, places)
        found = [match for match in tried if match is not None]
        if len(found) != len(tried):
            places = places[np.fromiter(map(bool, tried), np.bool_, len(tried))]
        return Tries.of(rule.regex, places, found)

    def _tries_alike(self, rule: Rule, places: Offsets, likes: Likes) -> Tries:
        """Do the same with places of which only those that stand for others are tried."""
        chosen = places[likes.chosen]
        tried = self._tried_at(rule, chosen)
        matched = np.fromiter(map(bool, tried), np.bool_, len(tried))
        tries = Tries.of(rule.regex, chosen[matched], [match for match in tried if match is not None])
        number = np.cumsum(matched) - 1
        held = np.flatnonzero(matched[likes.number])
        return tries.moved(-chosen[matched]).take(number[likes.number[held]]).moved(places[held])

    def up_to(self, rule: Rule, end: int) -> Spans:
        """Search the text up to ``end`` in one go; a match may go over several lines."""
        if rule.lead is None or (rule.said and all(self._page.text.find(word, 0, end) < 0 for word in rule.said)):
            return _NONE
        places = rule.lead.places(self._page.basic[:end])
        tried = map(rule.regex.match, repeat(self._page.text), places.tolist(), repeat(end))
        found = [match for match in tried if match is not None]
        begins = np.fromiter(map(re.Match.start, found), np.int64, len(found))
        return Tries.of(rule.regex, begins, found).values()

    def _tried_at(self, rule: Rule, places: Offsets) -> list[re.Match[str] | None]:
        lasts = self._page.line_of(places) + (rule.pattern.lines - 1)
        stops = self._page.end(np.minimum(lasts, self._page.starts.size - 1))
        return list(map(rule.regex.match, repeat(self._page.text), places.tolist(), stops.tolist()))

    def in_lines(self, rule: Rule, lines: Offsets) -> Spans:
        """Search ``lines``."""
        page = self._page
        search, text = rule.regex.finditer, page.text
        bounds = page.begin(lines).tolist(), page.end(lines).tolist()
        found = list(chain.from_iterable(map(search, repeat(text), *bounds)))
        begins = np.fromiter(map(re.Match.start, found), np.int64, len(found))
        return Tries.of(rule.regex, begins, found).values()


def _in_order(found: list[Spans]) -> Spans:
    found = [spans for spans in found if spans[0].size]
    if not found:
        return _NONE
    if len(found) == 1:
        return found[0]
    begins, ends = (np.concatenate(side) for side in zip(*found, strict=True))
    order = np.argsort(begins, kind="stable")
    return begins[order], ends[order]
