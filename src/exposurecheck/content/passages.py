"""Text mode: finds values in running text, judges them by what stands around them, and groups them into people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from exposurecheck.content import fold
from exposurecheck.content.detector import Detector
from exposurecheck.content.findings import Findings
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.hits import (
    CHECKSUM,
    KEYWORD,
    KINDS,
    Hits,
    corroborate,
    joined,
    of_rule,
    reasons,
    records,
    resolve,
)
from exposurecheck.content.judging import KANA_NAME, LANDLINE, NO_KEY, judge
from exposurecheck.content.numerals import Numerals
from exposurecheck.content.page import Page
from exposurecheck.content.people import People, Rows
from exposurecheck.content.rules import Rule, compile_rules
from exposurecheck.content.triggers import Lines, Search, best_search
from exposurecheck.content.union import Hashes, different

_BLOCK = 1 << 20
"""Characters of text looked at in one go."""
_KNOWN_AT_MOST = 100_000
_OFFSET = 1000
"""Added to points, which can be below zero, to pack them with other numbers."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """Detectors compiled for text; made once and used for many objects."""

    detectors: tuple[Detector, ...]
    rules: list[Rule]
    by_literal: list[list[int]]
    """For each literal the places of its rules."""
    always: list[int]
    """Places of the rules that nothing can trigger, so that every line must be tried."""
    search: Search

    @classmethod
    def build(cls, detectors: tuple[Detector, ...], search: type[Search] | None = None) -> "Scanner":
        """Compile ``detectors``, for ``search`` or the fastest search there is."""
        rules = compile_rules(detectors)
        literals: dict[str, list[int]] = {}
        for number, rule in enumerate(rules):
            for literal in rule.literals:
                literals.setdefault(literal.lower(), []).append(number)
        make = search or best_search
        always = [n for n, r in enumerate(rules) if not r.literals and r.raw_regex is None]
        return cls(detectors, rules, list(literals.values()), always, make(tuple(literals)))  # type: ignore[call-arg]  # every search takes literals


class Passages:
    """Scans the text of one object."""

    def __init__(self, scanner: Scanner, hasher: Hasher, findings: Findings, people: People) -> None:
        self._scanner = scanner
        self._number = {detector.id: number for number, detector in enumerate(scanner.detectors)}
        self._hasher = hasher
        self._findings = findings
        self._people = people

    def cells(self, header: str, values: Sequence[str], *, beside_person: bool) -> None:
        """Look at a column of free text; its rows' people are counted elsewhere when ``beside_person``."""
        lead = f"{header}: " if header else ""
        lines = [lead + v.replace("\n", " ") for v in dict.fromkeys(values) if len(v) > 3]  # noqa: PLR2004 - no value is shorter
        if lines:
            self.scan("\n\n".join(lines), beside_person=beside_person)

    def scan(self, text: str, *, beside_person: bool = False) -> None:
        """Look at a piece of text; ``beside_person``: it stands in a row about a person, who is counted there."""
        for block in _blocks(text):
            self._block(fold.passage(block), beside_person=beside_person)

    def _block(self, text: str, *, beside_person: bool) -> None:
        page = Page(text)
        parts = [*self._numbers(page), *self._lines(page)]
        if parts:
            self._weigh(page, joined(parts), beside_person=beside_person)
        for rule in self._scanner.rules:
            if len(rule.known) > _KNOWN_AT_MOST:
                rule.known.clear()

    def _weigh(self, page: Page, found: Hits, *, beside_person: bool) -> None:
        hits = resolve(found)
        record = records(page, hits)
        corroborate(hits, record, beside_person=beside_person)
        self._count(hits.take(hits.person))
        if not beside_person:
            self._add_people(hits, record)

    def forget(self) -> None:
        """Drop every value that was remembered while the object was read."""
        for rule in self._scanner.rules:
            rule.known.clear()

    def _numbers(self, page: Page) -> Iterator[Hits]:
        numerals = Numerals(page.raw)
        for rule in self._scanner.rules:
            if rule.raw_regex is None:
                continue
            offsets = numerals.find(rule.shapes) if rule.shapes else _addresses(page.raw)
            if rule.shapes and rule.checksummed:
                offsets = numerals.sound(offsets, rule.detector.validators)
            match_at, raw = rule.raw_regex.match, page.raw
            spans = [m.span("value") for offset in offsets.tolist() if (m := match_at(raw, offset)) is not None]
            if spans:
                starts, ends = np.array(spans, np.int64).T
                texts = [raw[start:end].decode() for start, end in spans]
                yield from self._confirm(page, rule, (starts, ends, page.line_of(starts)), texts)

    def _lines(self, page: Page) -> Iterator[Hits]:
        found = self._scanner.search.lines(page.text, page.raw, page.starts)
        wanted: dict[int, list[Lines]] = {}
        for literal, lines in found.items():
            for number in self._scanner.by_literal[literal]:
                wanted.setdefault(number, []).append(lines)
        for number in self._scanner.always:
            wanted[number] = [np.arange(page.starts.size)]
        for number, parts in sorted(wanted.items()):
            rule = self._scanner.rules[number]
            lines = np.unique(np.concatenate(parts)) if len(parts) > 1 else parts[0]
            yield from self._in_lines(page, rule, lines)

    def _in_lines(self, page: Page, rule: Rule, lines: Lines) -> Iterator[Hits]:
        group: str | int = "value" if "value" in rule.regex.groupindex else 0
        spans: list[tuple[int, int]] = []
        texts: list[str] = []
        held: list[int] = []
        search, all_lines = rule.regex.finditer, page.lines
        for line in lines.tolist():
            for match in search(all_lines[line]):
                spans.append(match.span(group))
                texts.append(match[group])
                held.append(line)
        if spans:
            line_of = np.array(held, np.int64)
            inside = np.array(spans, np.int64) + page.characters(page.begin(line_of))[:, None]
            starts, ends = page.offsets(inside[:, 0]), page.offsets(inside[:, 1])
            yield from self._confirm(page, rule, (starts, ends, line_of), texts)

    def _confirm(self, page: Page, rule: Rule, spans: tuple[Lines, Lines, Lines], texts: list[str]) -> Iterator[Hits]:
        judged = judge(rule, texts, self._hasher)
        self._findings.test_values += int(np.count_nonzero(judged.test))
        keep = np.flatnonzero(judged.good & ~judged.test)
        if not keep.size:
            return
        judged, spans = judged.take(keep), (spans[0][keep], spans[1][keep], spans[2][keep])
        points, why = np.full(keep.size, rule.pattern.base), np.zeros(keep.size, np.int64)
        if rule.checksummed:
            points, why = points + 10, why | CHECKSUM
        detector = rule.detector
        if not rule.settled:
            near = page.near(detector.keywords.any, spans, (detector.keywords.before, detector.keywords.after))
            points[near] += 40 if rule.checksummed else 25
            why[near] |= KEYWORD
            within = detector.negative.within
            points[page.near(detector.negative.near, spans, (within, within))] -= 40
            if detector.keywords.required:
                yield of_rule(rule, self._number[detector.id], spans, (points, why), judged).take(near)
                return
        yield of_rule(rule, self._number[detector.id], spans, (points, why), judged)

    def _count(self, hits: Hits) -> None:
        if not hits.start.size:
            return
        alike = (hits.detector << 16) | ((hits.points + _OFFSET) << 4) | hits.reasons
        for group in np.unique(alike).tolist():
            hashes = hits.hashes[alike == group]
            self._findings.add(
                self._scanner.detectors[group >> 16],
                count=hashes.size,
                hashes=different(hashes),
                points=(group >> 4 & 0xFFF) - _OFFSET,
                reasons=reasons(group & 0xF),
            )

    def _add_people(self, hits: Hits, record: Lines) -> None:
        chosen = hits.person & hits.convincing & (hits.key % KINDS != NO_KEY)
        known = hits.take(chosen)
        columns: dict[str, Hashes] = {}
        for key in np.unique(known.key).tolist():
            own = known.key == key
            column = np.zeros(int(record[-1]) + 1, np.uint64)
            column[record[chosen][own]] = known.hashes[own]
            columns[_KEY_NAMES.get(key % KINDS) or self._scanner.detectors[key // KINDS].id] = column
        if columns:
            self._people.add(Rows(columns, role="mention"))


_KEY_NAMES = {LANDLINE: "landline", KANA_NAME: "person_name.kana"}


def _blocks(text: str) -> Iterator[str]:
    """Cut a long text at line ends; a line longer than a block is cut anywhere."""
    begin = 0
    while len(text) - begin > _BLOCK:
        cut = text.rfind("\n", begin, begin + _BLOCK) + 1
        cut = cut if cut > begin else begin + _BLOCK
        yield text[begin:cut]
        begin = cut
    yield text[begin:] if begin else text


_LOCAL = np.zeros(256, np.bool_)
_LOCAL[[ord(c) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-"]] = True


_WINDOW = 128
_FEW = 200
"""Bytes for each "@" from which it is faster to look only at what stands before each."""


def _addresses(raw: bytes) -> Lines:
    """Return where the local part before each "@" begins."""
    if b"@" not in raw:
        return np.empty(0, np.int64)
    data = np.frombuffer(b"\n" * _WINDOW + raw, np.uint8)
    signs = np.flatnonzero(data == ord("@"))
    if signs.size * _FEW < data.size:
        other = ~_LOCAL[data[signs[:, None] - np.arange(1, _WINDOW + 1)]]
        sizes = np.where(other.any(1), other.argmax(1), _WINDOW)
        begins = signs - 1 - sizes
        if (sizes < _WINDOW).all():
            return np.unique(begins[sizes > 0] + 1 - _WINDOW)
    outside = np.flatnonzero(~_LOCAL[data])
    begins = outside[np.searchsorted(outside, signs) - 1]
    return np.unique(begins[begins + 1 < signs] + 1 - _WINDOW)
