"""Text mode: finds values in running text, judges them by what stands around them, and groups them into people."""

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from exposurecheck.content import fold
from exposurecheck.content.chance import Chance
from exposurecheck.content.codes import Offsets
from exposurecheck.content.detector import Detector
from exposurecheck.content.evidence import Places, beside_words
from exposurecheck.content.fiction import of_nobody
from exposurecheck.content.findings import Findings
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.hits import (
    ABOUT_ONE,
    CHECKSUM,
    KEYWORD,
    NAME_PART,
    NEIGHBOUR,
    PASSED,
    Hits,
    attest,
    corroborate,
    joined,
    of_rule,
    reasons,
    records,
    resolve,
)
from exposurecheck.content.known_values import KnownValues
from exposurecheck.content.list_lines import heading_lines, is_list, names_in_place, plausible
from exposurecheck.content.matching import Matcher
from exposurecheck.content.mentioned import Mentioned
from exposurecheck.content.nobody import hold_back
from exposurecheck.content.outdone import Outdone
from exposurecheck.content.page import Page, blocks
from exposurecheck.content.passport_zones import read_zones
from exposurecheck.content.people import People
from exposurecheck.content.rules import PERSONAL, Rule, compile_rules
from exposurecheck.content.said_told import asks
from exposurecheck.content.same_document import shorten, tie_in_turn, tie_mailboxes, tie_numbers
from exposurecheck.content.shared_links import MARK
from exposurecheck.content.strings import once_each
from exposurecheck.content.told import told
from exposurecheck.content.traces import traces
from exposurecheck.content.triggers import Search, best_search
from exposurecheck.content.union import different
from exposurecheck.content.verdicts import HIGH, MEDIUM

_SOUND, _SOUND_POINTS = (2, 5, 20), (0, 25, 45)
"""How many numbers of a page, all with the right check digit, say how much: two only something beside a person."""
_BY_CHANCE_POINTS = 40
"""Taken from numbers that pass their check by chance."""
_AROUND, _AROUND_PLAIN = 5_000, 1_000
"""Lines of one object beside which names are looked for, and the same where all is ASCII."""
_NAMED = 200
"""Lines of a block with a name on which more names are looked for."""
_KNOWN_AT_MOST = 100_000
_CLOSE = 40_000
"""Characters of one object that are read closely for names: as many as a document has, and the begin of a log."""
_SENTENCE = 16
"""Characters of most cells from which a column holds prose."""
_CLOSE_PLAIN = 16_000
"""The same where all is ASCII: mostly logs and code, and letters are short."""
_BORNE_OUT = 50
"""Points of such a name: not enough to be counted among the fewest people there are."""
_BELOW = 60
"""Lines looked at below a heading of names."""
_ADDRESSED = ("様", "殿")
"""Titles on lines that may be a list of names and nothing else."""
_OFFSET = 1000
"""Added to points, which can be below zero, to pack them with other numbers."""


Make = Callable[[Iterable[str]], Search]
"""Makes a search for words."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """Detectors compiled for text; made once and used for many objects."""

    detectors: tuple[Detector, ...]
    rules: list[Rule]
    search: Search
    in_lists: Rule | None
    """For names that no dictionary knows, on lines of lists."""
    borne_out: Rule | None
    """For names that are told by something that can be by chance, in a text with other names."""
    likely: Rule | None
    """The same in a text without."""

    @classmethod
    def build(cls, detectors: tuple[Detector, ...], search: Make | None = None) -> "Scanner":
        """Compile ``detectors``, for ``search`` or the fastest search there is."""
        rules = compile_rules(detectors)
        words = {MARK, *(word for rule in rules for word in rule.vocabulary())}
        around = next((rule for rule in rules if rule.way == "around"), None)
        in_lists = borne_out = likely = None
        if around is not None:
            pattern = around.pattern.model_copy(update={"validators": (), "base": HIGH})
            in_lists = replace(around, pattern=pattern, needs_person=False, known={})
            borne_out = replace(in_lists, pattern=pattern.model_copy(update={"base": _BORNE_OUT}), known={})
            likely = replace(in_lists, pattern=pattern.model_copy(update={"base": 20}), needs_person=True, known={})
        return cls(detectors, rules, (search or best_search)(sorted(words)), in_lists, borne_out, likely)

    def names_told(self) -> list[Rule]:
        """Return the rules for names that no pattern finds."""
        return [rule for rule in (self.in_lists, self.borne_out, self.likely) if rule is not None]


class Passages:
    """Scans the text of one object."""

    def __init__(self, scanner: Scanner, hasher: Hasher, findings: Findings, people: People) -> None:
        self._scanner = scanner
        self._number = {detector.id: number for number, detector in enumerate(scanner.detectors)}
        self._hasher = hasher
        self._values = KnownValues(hasher)
        self._findings = findings
        self._mentioned = Mentioned(scanner.detectors, people)
        self._tried: dict[str, tuple[int, int]] = {}
        self._around_left, self._plain_left = _AROUND, _AROUND_PLAIN
        self._close_left = _CLOSE
        self._chance = Chance()
        self._perhaps: set[str] = set()
        self.about_one = False
        """Whether the text at hand is part of a document whose table says whom it is about."""
        self.in_tables: list[str] = []
        """Names, folded, in small tables of the document at hand."""
        self._samples = 0
        """Names and contacts of the block that are samples."""

    def cells(self, header: str, values: Sequence[str], *, counted: bool, beside_person: bool) -> None:
        """Look at a column of free text; its rows' people are counted elsewhere when ``counted``.

        ``beside_person``: its rows are about people, if only by their numbers.
        """
        lead = f"{header}: " if header else ""
        lines = [lead + v.replace("\n", " ") for v in once_each(values) if len(v) > (3 if v.isascii() else 1)]
        if lines:
            prose = sum(map(len, lines)) >= (len(lead) + _SENTENCE) * len(lines)
            text = "\n\n".join(lines)
            self.scan(text, counted=counted, beside_person=beside_person, closely=prose or asks(text))

    def scan(self, text: str, *, counted: bool = False, beside_person: bool = False, closely: bool = True) -> None:
        """Look at a piece of text; ``beside_person``: it stands in a row about one, who may be ``counted`` there.

        ``closely``: it is prose, in which a name is told by where it stands, and no column of words.
        """
        for block in blocks(text):
            self._block(block, counted=counted, beside_person=beside_person, closely=closely)

    def _block(self, block: str, *, counted: bool, beside_person: bool, closely: bool) -> None:
        text, codes = fold.passage(block)
        page = Page(text, codes, self._scanner.search.absent(codes))
        self._findings.links.look(text, page.find(MARK).tolist())
        matcher = Matcher(page, self._tried)
        parts: list[Hits] = []
        outdone = Outdone()
        for rule in self._scanner.rules:
            if not (spans := matcher.spans(rule))[0].size:
                continue
            sound = matcher.sound(rule)
            starts, ends = spans if sound else outdone.fresh(rule, spans)
            for hits in self._confirm(page, rule, (starts, ends, page.line_of(starts)), sound) if starts.size else ():
                outdone.keep(rule, hits)
                parts.append(hits)
        parts += self._below_headings(page, matcher)
        if closely:
            parts += self._closely(page, matcher, parts, beside_person=beside_person)
        elif beside_person:
            parts += self._said(page, matcher, self._close_text(page))
        if parts:
            parts += self._around(page, matcher, joined(parts))
            self._weigh(page, joined(parts), counted=counted, beside_person=beside_person)
        for rule in self._scanner.rules:
            if len(rule.known) > _KNOWN_AT_MOST:
                rule.known.clear()

    def _around(self, page: Page, matcher: Matcher, found: Hits) -> Iterator[Hits]:
        """Look for names without label or title on the lines with a number or an address, and on those before.

        Only in as many lines as a document has: in long logs this would cost more than everything else.
        """
        plain = page.text.isascii()  # in logs, mostly: there only beside numbers of cards and papers
        left = self._plain_left if plain else self._around_left
        told = (
            np.isin(found.gravity, ABOUT_ONE[:-1]) & (found.points >= MEDIUM)
            if plain
            else np.isin(found.gravity, ABOUT_ONE)
        )
        telling = np.unique(found.line[told])
        if left <= 0 or (plain and not telling.size):
            return
        lines = telling[:left] if plain else np.union1d(telling, telling[telling > 0] - 1)[:left]
        self._plain_left -= lines.size * plain
        self._around_left -= lines.size * (not plain)
        named = np.intersect1d(found.line[found.part == NAME_PART], lines)
        known = [found.take((found.part == NAME_PART) & (found.points >= MEDIUM))]
        for rule in self._scanner.rules:
            if rule.way == "around":
                starts, ends = matcher.in_lines(rule, np.union1d(np.setdiff1d(lines, named), named[:_NAMED]))
                if starts.size:
                    more = list(self._confirm(page, rule, (starts, ends, page.line_of(starts)), 0))
                    known += more
                    yield from more
        yield from self._in_lists(page, joined(known), lines)
        yield from self._enumerated(page, matcher, found)

    def _enumerated(self, page: Page, matcher: Matcher, found: Hits) -> Iterator[Hits]:
        """Look for the others where a name goes on with a comma: 出席者：水野蓮、東葵."""
        names = found.take((found.part == NAME_PART) & (found.points >= HIGH) & (found.end < page.codes.size))
        lines = np.unique(names.line[np.isin(page.codes[names.end], _COMMAS)])[: max(0, self._around_left)]
        self._around_left -= lines.size
        for rule in self._scanner.rules if lines.size else ():
            if rule.way == "around":
                starts, ends = matcher.in_lines(rule, lines)
                listed = np.isin(page.codes[np.maximum(starts - 1, 0)], _COMMAS)
                starts, ends = starts[listed], ends[listed]
                for more in self._confirm(page, rule, (starts, ends, page.line_of(starts)), 0) if starts.size else ():
                    more.needs_person[:] = False
                    more.points[:] = HIGH
                    yield more

    def _below_headings(self, page: Page, matcher: Matcher) -> Iterator[Hits]:
        """Look for names that stand in the same place on most lines below a heading, whatever is beside them."""
        rule, headings = self._scanner.in_lists, heading_lines(page)
        if rule is None or not headings.size or self._around_left <= 0:
            return
        below = (headings[:, None] + np.arange(1, _BELOW)).ravel()
        lines = np.setdiff1d(below[below < page.starts.size], headings)[: self._around_left]
        spans = [matcher.in_lines(one, lines) for one in self._scanner.rules if one.way == "around"]
        starts, ends = (np.concatenate(column) for column in zip(*spans, strict=True))
        pairs = zip(starts.tolist(), ends.tolist(), strict=True)
        likely = np.array([plausible(page.text[start:end]) for start, end in pairs], np.bool_)
        starts, ends = starts[likely], ends[likely]
        order = np.lexsort((-ends, starts))
        first = np.unique(page.line_of(starts[order]), return_index=True)[1]
        known = starts[order][first], ends[order][first], page.line_of(starts[order][first])
        if is_list(page, known, lines):
            self._around_left -= lines.size
            others = names_in_place(page, known, np.setdiff1d(lines, known[2]))
            for begins, stops in ((known[0], known[1]), others):
                if begins.size:
                    yield from self._confirm(page, rule, (begins, stops, page.line_of(begins)), 0)

    def _closely(self, page: Page, matcher: Matcher, found: Sequence[Hits], *, beside_person: bool) -> Iterator[Hits]:
        """Look in as much text as a document has for names told by where they stand, and for what is said of them."""
        text = self._close_text(page)
        told_names = told(text) if text else []
        for rule, names in (
            (self._scanner.in_lists, [one for one in told_names if one.sure]),
            (self._scanner.borne_out, [one for one in told_names if one.borne_out and not one.sure]),
            (self._scanner.likely, [one for one in told_names if not one.borne_out]),
        ):
            spans = np.array([(one.start, one.end) for one in names], np.int64).reshape(-1, 2)
            if rule is not None and len(spans):
                for hits in self._confirm(page, rule, (spans[:, 0], spans[:, 1], page.line_of(spans[:, 0])), 0):
                    hits.reasons |= NEIGHBOUR * (rule is self._scanner.borne_out)
                    yield hits
        somebody = beside_person or self.about_one or told_names or any(part.personal.any() for part in found)
        if not text or not somebody or (not told_names and of_nobody(text)):
            return
        self._perhaps = traces(text, [(text[one.start : one.end], one.sure) for one in told_names])
        yield from self._said(page, matcher, text)

    def _close_text(self, page: Page) -> str:
        """Return what is still read closely of a page."""
        text = page.text[: self._close_left]
        self._close_left -= len(text)
        return text[:_CLOSE_PLAIN] if text.isascii() else text

    def _said(self, page: Page, matcher: Matcher, text: str) -> Iterator[Hits]:
        """Look in the first part of a page for what is said of people in words of many meanings."""
        for rule in self._scanner.rules:
            if rule.way == "close" and rule.pattern.regex.isascii() >= text.isascii():
                starts, ends = matcher.up_to(rule, len(text))
                if starts.size:
                    yield from self._confirm(page, rule, (starts, ends, page.line_of(starts)), 0)

    def _in_lists(self, page: Page, known: Hits, lines: Offsets) -> Iterator[Hits]:
        """Look for names that no dictionary has where the known ones stand on the other lines of a list."""
        rule = self._scanner.in_lists
        if rule is None:
            return
        known = known.take(np.isin(known.line, lines))
        first = np.unique(known.line, return_index=True)[1]
        places = known.start[first], known.end[first], known.line[first]
        addressed = np.union1d(lines, page.lines_with(_ADDRESSED)[: self._around_left])
        starts, ends = names_in_place(page, places, np.setdiff1d(addressed, known.line))
        if starts.size:
            yield from self._confirm(page, rule, (starts, ends, page.line_of(starts)), 0)

    def _weigh(self, page: Page, found: Hits, *, counted: bool, beside_person: bool) -> None:
        hits = resolve(found)
        shorten(page, hits, _CLOSE, self.in_tables, self._hasher)
        if not beside_person:
            kinds = (self._number.get(kind, -1) for kind in ("email", "date_of_birth", "phone"))
            hold_back(page, hits, *kinds, samples=self._samples > 0)
        read_zones(page, hits, self._number, self._hasher)
        record = records(page, hits)
        corroborate(hits, record, beside_person=beside_person or self.about_one)
        attest(hits, _CLOSE)
        tie_numbers(page, hits, record)
        tie_in_turn(hits, record)
        tie_mailboxes(page, hits, record, self._number.get("email", -1), _CLOSE)
        self._count(hits)
        if self._perhaps:
            perhaps = self._hasher.many(sorted(self._perhaps), "person_name")
            self._mentioned.add_perhaps(perhaps)
            self._perhaps = set()
        if counted:  # of the person in the row, or of somebody else
            self._mentioned.add_others(hits)
        else:
            self._mentioned.add(hits, record)

    def forget(self) -> None:
        """Drop every value that was remembered while the object was read."""
        for rule in (*self._scanner.rules, *self._scanner.names_told()):
            rule.known.clear()

    def _confirm(self, page: Page, rule: Rule, spans: Places, sound: int) -> Iterator[Hits]:
        judged = self._values.judge(rule, page, spans[0], spans[1])
        by_chance = self._chance.passed(rule, judged)
        tests = int(np.count_nonzero(judged.test))
        self._findings.test_values += tests
        self._samples += tests * (rule.detector.id in PERSONAL)
        keep = np.flatnonzero(judged.good & ~judged.test)
        if not keep.size:
            return
        judged, spans = judged.take(keep), (spans[0][keep], spans[1][keep], spans[2][keep])
        points, why = np.full(keep.size, rule.pattern.base), np.zeros(keep.size, np.int64)
        if rule.checksummed:
            points, why = points + 10, why | CHECKSUM
        if by_chance:
            points -= _BY_CHANCE_POINTS
        elif sound >= _SOUND[0]:
            points, why = points + _SOUND_POINTS[bisect(_SOUND, sound) - 1], why | PASSED
        detector = rule.detector
        if not rule.settled:
            near = beside_words(page, rule, spans, sound)
            points[near] += 40 if rule.checksummed else 25
            why[near] |= KEYWORD
            within = detector.negative.within
            points[page.near(detector.negative.near, spans, (within, within))] -= 40
            if rule.required:
                yield of_rule(rule, self._number[detector.id], spans, (points, why), judged).take(near)
                return
        yield of_rule(rule, self._number[detector.id], spans, (points, why), judged)

    def _count(self, hits: Hits) -> None:
        persons = np.flatnonzero(hits.person)
        alike = (hits.detector[persons] << 16) | ((hits.points[persons] + _OFFSET) << 4) | hits.reasons[persons]
        hashes = hits.hashes[persons]
        while alike.size:
            group = int(alike[0])
            same = alike == group
            self._findings.add(
                self._scanner.detectors[group >> 16],
                count=int(np.count_nonzero(same)),
                hashes=different(hashes[same]),
                points=(group >> 4 & 0xFFF) - _OFFSET,
                reasons=reasons(group & 0xF),
            )
            alike, hashes = alike[~same], hashes[~same]


_COMMAS = np.array([ord(sign) for sign in "、，・,"])
