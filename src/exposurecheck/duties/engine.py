"""Turns facts into rules weighed, candidate duties with dates, and law to watch. Never says that nothing is due."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from exposurecheck.duties.condition import Answer, deciding, missing, weigh
from exposurecheck.duties.deadline import Timing, timing
from exposurecheck.duties.derive import doubts, settled
from exposurecheck.duties.facts import Facts
from exposurecheck.duties.reasons import code, title_of, words
from exposurecheck.duties.regimes import Regimes, Rule, shipped
from exposurecheck.duties.told import told, wanted
from exposurecheck.duties.watch import coming, dated
from exposurecheck.model.base import Bilingual
from exposurecheck.model.duty import Assessment, Duty, LawStatus, Open, RuleResult, RuleState, SetAside

_HOLDS = (RuleState.LIKELY, RuleState.POSSIBLE)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """One rule and what came of it."""

    rule: Rule
    result: RuleResult


def assess(
    facts: Facts, regimes: Regimes | None = None, law_as_of: date | None = None, *, anchor: str | None = None
) -> Assessment:
    """Weigh every rule in force on ``law_as_of`` (default: the day the rules were checked against the law).

    ``anchor``: the clock to follow if it is known, for example ``known_at.access``; otherwise the earliest one.
    """
    law = regimes or shipped()
    as_of = law_as_of or law.law_as_of
    given = settled(facts)
    # A rule that relieves has the strict gate among its own conditions, so it reads the state as it was stated.
    weighed = [
        _Weighed(rule, _result(rule, given if rule.text.duties else facts, law))
        for rule in law.rules
        if _in_force(rule, as_of)
    ]
    set_aside, taken = _set_aside(weighed, given, law, anchor)
    duties = [duty for name in law.duties if (duty := _duty(name, _askers(name, weighed, taken), given, law, anchor))]
    results = tuple(one.result for one in weighed)
    return Assessment(
        law_as_of=as_of,
        rules=results,
        duties=tuple(sorted(duties, key=lambda d: _order(d, law))),
        open=tuple(_open(weighed, given, law, anchor)),
        set_aside=set_aside,
        watch=tuple(coming(law, as_of)),
        warnings=(*doubts(given), *dated(law, as_of)),
        facts=told(given, law.kinds),
        missing=wanted(results, duties, law.kinds),
    )


def _in_force(rule: Rule, as_of: date) -> bool:
    text = rule.text
    if text.status not in (LawStatus.IN_FORCE, LawStatus.USER_DEFINED):
        return False
    return (text.effective_from or as_of) <= as_of <= (text.effective_to or as_of)


def _result(rule: Rule, facts: Facts, law: Regimes) -> RuleResult:
    text = rule.text
    bounds = weigh(rule.when, facts)
    atoms = list(deciding(rule.when, facts))
    administrative = text.source_if_administrative is not None and facts.get("jp.entity") == "administrative"
    lacking = missing(rule.when, facts)
    return RuleResult(
        id=text.id,
        regime=rule.regime,
        title=text.title,
        state=bounds.state,
        because=tuple(dict.fromkeys(code(atom, facts) for atom, _ in atoms)),
        reasons=tuple({w.en: w for w in (words(atom, inner, facts, law.kinds) for atom, inner in atoms)}.values()),
        missing=lacking,
        questions=tuple(title_of(name, law.kinds) for name in lacking),
        source=text.source_if_administrative if administrative and text.source_if_administrative else text.source,
        citation=text.citation_if_administrative if administrative else text.citation,
        confidence=text.confidence,
        mark=text.mark,
        status=text.status,
        effective_from=text.effective_from,
        effective_to=text.effective_to,
        result=text.result,
        requires=text.requires,
        notes=text.notes,
    )


@dataclass(frozen=True, slots=True)
class _Asker:
    """A rule that leads to a duty, and whether it does so for certain."""

    id: str
    certain: bool
    working: bool = True
    """False while the rule's longer limit still needs to be confirmed."""


def _askers(duty: str, weighed: list[_Weighed], taken: Mapping[tuple[str, str], str]) -> list[_Asker]:
    """Return the rules that ask for a duty now."""
    found = []
    for one in weighed:
        text, state = one.rule.text, one.result.state
        if state not in _HOLDS:
            continue
        certain = state is RuleState.LIKELY
        awaits = bool(text.overrides) and text.override_needs is not None and not certain
        longer = awaits and duty in text.overrides.values()
        if duty in text.duties and (text.id, duty) not in taken:
            found.append(_Asker(text.id, certain, working=not longer))
        elif awaits and duty in text.overrides and (text.id, duty) not in taken:
            # The longer limit is not sure yet, so the shorter one is shown too and is the one to work by.
            found.append(_Asker(text.id, certain=False))
    return found


def _set_aside(
    weighed: list[_Weighed], facts: Facts, law: Regimes, anchor: str | None
) -> tuple[tuple[SetAside, ...], Mapping[tuple[str, str], str]]:
    """Return what falls away, and for each pair of rule and duty the rule that takes it away."""
    shown: dict[tuple[str, str], SetAside] = {}
    taken: dict[tuple[str, str], str] = {}
    for one in weighed:
        if one.result.state is not RuleState.LIKELY:
            continue
        for other in weighed:
            for name, because in _removed(one.rule, other, facts):
                taken[other.rule.text.id, name] = one.rule.text.id
                when = timing(law.duties[name], facts, anchor)
                shown[one.rule.text.id, name] = SetAside(
                    id=name,
                    by=one.rule.text.id,
                    title=law.duties[name].text.title,
                    source=one.result.source,
                    citation=one.result.citation,
                    confidence=one.result.confidence,
                    mark=one.result.mark,
                    because=because,
                    due=() if when is None else when.due,
                )
    return tuple(shown.values()), taken


def _removed(rule: Rule, other: _Weighed, facts: Facts) -> Iterator[tuple[str, Bilingual]]:
    """Yield the duties of ``other`` that ``rule``, which holds for certain, takes away."""
    if other.result.state not in _HOLDS:
        return
    asked = {*other.rule.text.duties, *other.rule.text.overrides}
    for name, longer in rule.text.overrides.items():
        if name in asked:
            yield (
                name,
                Bilingual(
                    ja=f"{longer} に置き換わります。長い期限によることは弁護士等に確認してください。",
                    en=f"Replaced by {longer}. Have counsel confirm before the longer limit is relied on.",
                ),
            )
    suppress = rule.text.suppress
    if suppress is None or rule.suppress_when is None or other.rule.regime not in suppress.regimes:
        return
    if weigh(rule.suppress_when, facts).least is Answer.YES:
        for name in suppress.duties:
            if name in asked:
                yield name, suppress.because


def _duty(name: str, askers: list[_Asker], facts: Facts, law: Regimes, anchor: str | None) -> Duty | None:
    when = timing(law.duties[name], facts, anchor)
    if not askers or when is None:
        return None
    text = law.duties[name].text
    likely = when.certain and any(asker.certain for asker in askers)
    return Duty(
        id=name,
        title=text.title,
        from_=tuple(asker.id for asker in askers),
        state=RuleState.LIKELY if likely else RuleState.POSSIBLE,
        addressee=text.addressee.get(text.language),
        addressee_text=text.addressee,
        due=when.due,
        kind=text.kind,
        source=text.source,
        citation=text.citation,
        confidence=text.confidence,
        mark=text.mark,
        promptly=text.promptly,
        working=any(asker.working for asker in askers),
        clocks=tuple(c.model_copy(update={"title": title_of(c.anchor, law.kinds)}) for c in when.clocks),
        missing=when.missing,
        items=text.items,
        alternatives=text.alternatives,
        notes=text.notes,
    )


def _order(duty: Duty, law: Regimes) -> tuple[bool, str]:
    """Sort what comes before all else first, then by date; what has no date last."""
    return not law.duties[duty.id].text.first, duty.due[0] if duty.due else "~"


def _open(weighed: list[_Weighed], facts: Facts, law: Regimes, anchor: str | None) -> Iterator[Open]:
    """Yield the duties that undecided rules would lead to, so that no date goes unseen while facts are missing."""
    for name, duty in law.duties.items():
        asking = [
            one.result for one in weighed if one.result.state is RuleState.UNDETERMINED and name in one.rule.text.duties
        ]
        when: Timing | None = timing(duty, facts, anchor)
        if asking and when is not None:
            yield Open(
                id=name,
                title=duty.text.title,
                from_=tuple(result.id for result in asking),
                missing=tuple(dict.fromkeys(m for result in asking for m in result.missing)),
                due=when.due,
                kind=duty.text.kind,
                addressee_text=duty.text.addressee,
                promptly=duty.text.promptly,
                source=duty.text.source,
                citation=duty.text.citation,
                confidence=duty.text.confidence,
                mark=duty.text.mark,
            )
