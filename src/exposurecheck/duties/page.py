"""Turns an assessment into a page of text that a legal officer reads from the deadlines down to the facts."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from exposurecheck.duties.reasons import title_of
from exposurecheck.duties.vocabulary import FactKind
from exposurecheck.duties.wording import (
    ALTERNATIVES,
    DISCLAIMER,
    KINDS,
    MARKS,
    PAGE,
    REQUIREMENTS,
    RESULT_STATES,
    STATES,
    STATUSES,
    SUPPLIERS,
)
from exposurecheck.model.base import Bilingual
from exposurecheck.model.dates import JST, day
from exposurecheck.model.duty import Assessment, Cited, Clock, Duty, RuleResult, RuleState

_WIDTH = 100


class Page:
    """One assessment in one language on one day."""

    def __init__(self, assessment: Assessment, kinds: Mapping[str, FactKind], lang: str, today: date) -> None:
        self._assessment = assessment
        self._kinds = kinds
        self._lang = lang
        self._today = today

    def render(self) -> str:
        """Return the whole page."""
        head = [
            self._say("title"),
            "",
            *self._wrapped(self._say("asof", day=self._text(day(self._assessment.law_as_of)))),
            *([self._say("pending")] if self._assessment.watch else []),
            *self._wrapped(DISCLAIMER.get(self._lang)),
        ]
        sections = [
            ("deadlines", self._deadlines()),
            ("assessment", self._rules()),
            ("missing_facts", self._missing()),
            ("open", self._open()),
            ("set_aside", self._set_aside()),
            ("watch", self._watch()),
            ("warnings", self._warnings()),
            ("used", self._facts()),
            ("marks", self._marks()),
        ]
        number = 0
        for name, lines in sections:
            body = list(lines)
            if body:
                number += 1
                head += ["", f"{number}. {self._say(name)}", *body]
        return "\n".join([*head, "", *self._wrapped(DISCLAIMER.get(self._lang))]) + "\n"

    def _say(self, key: str, **values: object) -> str:
        return PAGE[key].get(self._lang).format(**values)

    def _text(self, text: Bilingual) -> str:
        return text.get(self._lang)

    def _mark(self, item: Cited) -> str:
        return item.confidence if item.mark is None else self._text(item.mark)

    def _wrapped(self, text: str, indent: str = "") -> list[str]:
        """Wrap English at words; a terminal wraps Japanese by itself."""
        if self._lang == "ja":
            return [indent + text]
        return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)

    def _line(self, key: str, value: str) -> list[str]:
        return self._wrapped(f"{self._say(key)}: {value}", "     ")

    def _names(self, names: Iterable[str]) -> str:
        separator = "、" if self._lang == "ja" else ", "
        return separator.join(f"{self._text(title_of(name, self._kinds))} [{name}]" for name in names)

    def _deadlines(self) -> Iterator[str]:
        duties = self._assessment.duties
        if not duties:
            open_ = any(rule.state is RuleState.UNDETERMINED for rule in self._assessment.rules)
            yield from self._wrapped(self._say("undecided" if open_ else "none"), "   ")
            return
        dated = [duty for duty in duties if duty.due]
        if dated:
            first = min(dated, key=lambda duty: _day(duty.due[0]))
            when = self._when(first.due[:1])
            yield from self._wrapped(f"{self._say('shortest')}: {when} {self._text(first.title)}", "   ")
        for duty in duties:
            yield from self._duty(duty)

    def _duty(self, duty: Duty) -> Iterator[str]:
        yield ""
        yield f"   {self._text(duty.title)} [{duty.id}]: {self._text(STATES[duty.state])}"
        yield from self._line("due", f"{self._timing(duty)} ({self._text(KINDS[duty.kind])})")
        yield from self._line("addressee", self._text(duty.addressee_text))
        yield from self._line("basis", f"{self._text(duty.cited)} ({self._say('mark')}: {self._mark(duty)})")
        yield from self._line("from", ", ".join(duty.from_))
        if len(duty.clocks) > 1:
            for clock in duty.clocks:
                yield from self._line("clock", self._clock(clock))
        if not duty.working:
            yield from self._line("note", self._say("not_working"))
        if duty.items:
            yield from self._line("note", self._say("items", items=", ".join(map(str, duty.items))))
        if duty.alternatives:
            names = ", ".join(self._text(ALTERNATIVES[a]) if a in ALTERNATIVES else a for a in duty.alternatives)
            yield from self._line("note", self._say("alternative", names=names))
        if duty.due and duty.missing:
            yield from self._line("surer", self._names(duty.missing))
        for note in duty.notes:
            yield from self._line("note", self._text(note))

    def _timing(self, duty: Duty) -> str:
        if duty.promptly:
            return self._say("promptly")
        if not duty.due:
            return self._say("no_date", missing=self._names(duty.missing))
        return f"{self._when(duty.due)}, {self._left(duty.due[-1])}"

    def _clock(self, clock: Clock) -> str:
        started = f"{self._text(day(clock.at.date()))} {_clock_time(clock.at)}"
        return f"{self._text(title_of(clock.anchor, self._kinds))} {started} → {self._when(clock.due)}"

    def _when(self, due: tuple[str, ...]) -> str:
        dash = "〜" if self._lang == "ja" else " – "
        return dash.join(self._moment(one) for one in due)

    def _moment(self, iso: str) -> str:
        on = self._text(day(_day(iso)))
        return f"{on} {_clock_time(datetime.fromisoformat(iso))}" if "T" in iso else on

    def _left(self, iso: str) -> str:
        days = (_day(iso) - self._today).days
        if days == 0:
            return self._say("today")
        return self._say("left" if days > 0 else "over", n=abs(days))

    def _rules(self) -> Iterator[str]:
        order = list(RuleState)
        for rule in sorted(self._assessment.rules, key=lambda rule: order.index(rule.state)):
            yield ""
            yield from self._rule(rule)

    def _rule(self, rule: RuleResult) -> Iterator[str]:
        yield from self._wrapped(f"{self._text(rule.title)} [{rule.id}]", "   ")
        yield f"     → {self._text((RESULT_STATES if rule.result else STATES)[rule.state])}"
        if rule.reasons:
            separator = "、" if self._lang == "ja" else "; "
            yield from self._line("facts", separator.join(self._text(reason) for reason in rule.reasons))
        if rule.missing:
            decides = rule.state is RuleState.UNDETERMINED
            yield from self._line("missing" if decides else "surer", self._names(rule.missing))
        yield from self._line("basis", f"{self._text(rule.cited)} ({self._say('mark')}: {self._mark(rule)})")
        if rule.state is RuleState.NO_POINTING_FACTS:
            return
        if rule.requires:
            names = (self._text(REQUIREMENTS[r]) if r in REQUIREMENTS else r for r in rule.requires)
            yield from self._line("requires", ", ".join(names))
        for note in rule.notes:
            yield from self._line("note", self._text(note))

    def _missing(self) -> Iterator[str]:
        undecided = [rule for rule in self._assessment.rules if rule.state is RuleState.UNDETERMINED]
        names = [name for rule in undecided for name in rule.missing]
        names += [name for duty in self._assessment.duties for name in duty.missing]
        for name in dict.fromkeys(names):
            base = name if name in self._kinds else name.rpartition(".")[0]
            who = "/".join(self._text(SUPPLIERS[s]) if s in SUPPLIERS else s for s in self._kinds[base].from_)
            yield from self._wrapped(f"{self._names([name])} ({who}): {self._kinds[base].example}", "   ")

    def _open(self) -> Iterator[str]:
        for item in self._assessment.open:
            when = self._when(item.due) if item.due else "-"
            yield from self._wrapped(f"{self._text(item.title)} [{item.id}]: {when}", "   ")
            yield from self._line("missing", self._names(item.missing))

    def _set_aside(self) -> Iterator[str]:
        for item in self._assessment.set_aside:
            when = f": {self._when(item.due)}" if item.due else ""
            yield f"   [{item.id}]{when}"
            yield from self._line("note", self._text(item.because))
            yield from self._line("basis", f"{self._text(item.cited)} [{item.by}]")

    def _watch(self) -> Iterator[str]:
        for item in self._assessment.watch:
            yield from self._wrapped(
                f"{self._text(item.title)} [{item.id}]: {self._text(STATUSES[item.status])}", "   "
            )
            yield from self._wrapped(self._text(item.text), "     ")
            if item.effective_latest is not None:
                yield f"     {self._say('by', day=self._text(day(item.effective_latest)))}"
            yield from self._line("basis", f"{self._text(item.cited)} ({self._say('mark')}: {self._mark(item)})")

    def _warnings(self) -> Iterator[str]:
        for warning in self._assessment.warnings:
            yield from self._wrapped(self._text(warning), "   ")
        yield from self._wrapped(self._say("counsel"), "   ")

    def _facts(self) -> Iterator[str]:
        for fact in self._assessment.facts:
            who = self._text(SUPPLIERS[fact.provenance]) if fact.provenance in SUPPLIERS else fact.provenance
            value = fact.value
            shown = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else _plain(value)
            because = f" — {self._text(fact.because)}" if fact.because is not None else ""
            yield from self._wrapped(f"{self._names([fact.name])}: {shown} ({who}){because}", "   ")

    def _marks(self) -> Iterator[str]:
        for mark, meaning in MARKS.items():
            yield f"   {mark}: {self._text(meaning)}"


def _day(iso: str) -> date:
    return datetime.fromisoformat(iso).date()


def _clock_time(moment: datetime) -> str:
    """Write hour, minute and zone; Japanese time by its name."""
    zone = "JST" if moment.utcoffset() == JST.utcoffset(None) else f"{moment:%Z}"
    return f"{moment:%H:%M} ({zone})"


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
