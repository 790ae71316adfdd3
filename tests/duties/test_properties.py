"""Ten thousand random sets of facts: no verdict is taken back because more is known."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck.duties.condition import All, Answer, Condition, Not, Some, facts_in, missing, weigh
from exposurecheck.duties.derive import settled
from exposurecheck.duties.engine import assess
from exposurecheck.duties.facts import Facts, Known, Range, Tri, Value
from exposurecheck.duties.regimes import shipped
from exposurecheck.duties.vocabulary import FactType
from exposurecheck.model.duty import Assessment, RuleState

SETS = 10_000
_START = datetime(2026, 11, 23, tzinfo=UTC)
_RESIDENCES = ("EEA", "KR", "SG", "US_CA")
_EDGES = (0, 1, 99, 100, 101, 499, 500, 501, 999, 1000, 1001, 5000)
_RULES = [rule for rule in shipped().rules if rule.text.id != "jp.appi.2026.notice_relief"]


def _range(random: Random) -> Range:
    low, best, high = sorted(random.choices(_EDGES, k=3))
    return Range(low, None if random.random() < 0.1 else high, best)


def _one_of(values: Sequence[Value], random: Random) -> Value:
    return random.choice(values)


def _makers() -> Mapping[str, Callable[[Random], Value]]:
    """Return how to invent each fact that a rule or a clock can look at."""
    found: dict[str, Callable[[Random], Value]] = {}
    for name, kind in shipped().kinds.items():
        match kind.type:
            case FactType.TRI:
                found[name] = partial(_one_of, tuple(Tri))
            case FactType.CHOICE:
                found[name] = partial(_one_of, kind.values)
            case FactType.RANGE:
                found[name] = _range
            case FactType.COUNTS:
                found.update(dict.fromkeys((f"{name}.{code}" for code in _RESIDENCES), _range))
            case FactType.TIME:
                found[name] = lambda random: _START + timedelta(hours=random.randrange(2000))
            case FactType.HOURS:
                found[name] = lambda random: random.randrange(1, 200)
            case FactType.INTERVAL:
                continue  # no condition and no clock looks at the window
    return found


_MAKERS = _makers()


def _invented(random: Random) -> Facts:
    """Invent some facts; now few, now nearly all."""
    share = random.random()
    return Facts({name: Known(make(random), "user") for name, make in _MAKERS.items() if random.random() < share})


def _sets(count: int) -> Iterator[tuple[Facts, Random]]:
    random = Random(20261123)
    for _ in range(count):
        yield _invented(random), random


def _without(facts: Facts, name: str) -> Facts:
    return Facts({n: known for n, known in facts.known.items() if n != name})


def _weighed(facts: Facts) -> dict[str, RuleState]:
    given_ = settled(facts)
    return {rule.text.id: weigh(rule.when, given_ if rule.text.duties else facts).state for rule in _RULES}


def _states(found: Assessment) -> dict[str, RuleState]:
    return {rule.id: rule.state for rule in found.rules}


def test_forgetting_a_fact_never_turns_likely_into_no_pointing_facts() -> None:
    """Nor does learning one, unless the new fact itself makes a condition of that rule false."""
    looks_at = {rule.text.id: facts_in(rule.when) for rule in _RULES}
    likely = 0
    for facts, random in _sets(SETS):
        if not facts.known:
            continue
        name = random.choice(sorted(facts.known))
        known, unknown = _weighed(facts), _weighed(_without(facts, name))
        for rule, state in known.items():
            likely += state is RuleState.LIKELY
            assert (state, unknown[rule]) != (RuleState.LIKELY, RuleState.NO_POINTING_FACTS), (rule, name)
            if (state, unknown[rule]) == (RuleState.NO_POINTING_FACTS, RuleState.LIKELY):
                # Logs that turn out complete are the one fact that can end an event that seemed likely.
                assert name == "logs.coverage", (rule, name)
                assert "exposure.state" in looks_at[rule]
    assert likely > SETS / 4


def test_every_set_of_facts_is_weighed_without_contradiction() -> None:
    for facts, _ in _sets(SETS // 10):
        found = assess(facts)
        states = _states(found)

        assert states == _weighed(facts)
        for rule in found.rules:
            assert (rule.state is not RuleState.UNDETERMINED) or rule.missing
            assert not (rule.state is RuleState.NO_POINTING_FACTS and rule.missing)
            assert not set(rule.missing) & ({*settled(facts).known} - {"exposure.state"})
        for duty in found.duties:
            assert duty.from_
            assert all(states[rule] in (RuleState.LIKELY, RuleState.POSSIBLE) for rule in duty.from_)
            assert duty.due or duty.promptly or duty.missing
        ids = [duty.id for duty in found.duties]
        assert len(ids) == len(set(ids))
        assert all(duty.working or duty.id.replace("60", "30") in ids for duty in found.duties)


def test_a_pointing_rule_always_leads_to_a_duty_or_says_what_took_it_away() -> None:
    conditional = {"us.ca.ag15d"}  # it has a threshold of its own
    for facts, _ in _sets(SETS // 10):
        found = assess(facts)
        shown = {d.id for d in found.duties} | {s.id for s in found.set_aside}
        states = _states(found)

        for rule in _RULES:
            if states[rule.text.id] in (RuleState.LIKELY, RuleState.POSSIBLE):
                assert {*rule.text.duties} - conditional <= shown, rule.text.id


_FACTS = st.randoms(use_true_random=False).map(_invented)
_CONDITIONS = st.sampled_from([rule.when for rule in shipped().rules])


@settings(deadline=None)
@given(_FACTS, _CONDITIONS, _CONDITIONS)
def test_conditions_obey_de_morgan(facts: Facts, left: Condition, right: Condition) -> None:
    assert weigh(Not(Some((left, right))), facts) == weigh(All((Not(left), Not(right))), facts)
    assert weigh(Not(Not(left)), facts) == weigh(left, facts)


@settings(deadline=None, max_examples=300)
@given(_FACTS, _CONDITIONS, st.data())
def test_more_knowledge_only_narrows_an_answer(facts: Facts, condition: Condition, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(facts_in(condition))))
    value = _MAKERS[name](data.draw(st.randoms(use_true_random=False)))
    less = weigh(condition, _without(facts, name))
    more = weigh(condition, facts.with_({name: Known(value, "user")}))

    assert Answer.NO <= less.least <= more.least <= more.most <= less.most
    assert bool(missing(condition, facts)) == (weigh(condition, facts).least is not weigh(condition, facts).most)
