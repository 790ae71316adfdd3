"""The check language answers true, false or unknown, and a missing fact never turns one answer into its opposite."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck.checks.catalogue import load
from exposurecheck.checks.expression import ExpressionError, condition
from exposurecheck.checks.facts import Value, declared
from exposurecheck.checks.schema import Check

READ = "resource.exposure.anonymous_read"
LIST = "resource.exposure.anonymous_list"
HIGH = "resource.personal_data.subjects_high"

SHIPPED = load().checks


@pytest.mark.parametrize(
    ("text", "facts", "verdict"),
    [
        (f"{READ} && {HIGH} > 0", {READ: True, HIGH: 1}, True),
        (f"{READ} && {HIGH} > 0", {READ: False}, False),
        (f"{READ} && {HIGH} > 0", {HIGH: 0}, False),
        (f"{READ} && {HIGH} > 0", {READ: True}, None),
        (f"{READ} || {LIST}", {LIST: True}, True),
        (f"{READ} || {LIST}", {LIST: False}, None),
        (f"!{READ}", {}, None),
        (f"{READ} ? {LIST} : true", {READ: False}, True),
        ("'x' in resource.tags", {"resource.tags": {"x": "1"}}, True),
        ("'x' in resource.tags", {"resource.tags": {}}, False),
        ("'x' in resource.tags", {}, None),
        ("'contact' in resource.personal_data.categories", {"resource.personal_data.categories": ["contact"]}, True),
        ("has(resource.tags.x) && resource.tags.x == 'y'", {"resource.tags": {}}, False),
    ],
)
def test_three_values(text: str, facts: dict[str, Value], verdict: bool | None) -> None:
    assert condition(text).decide(facts).verdict is verdict


@pytest.mark.parametrize(
    ("text", "facts", "missing"),
    [
        (f"{READ} && {HIGH} > 0", {READ: True}, ("personal_data.subjects_high",)),
        (f"{READ} && {HIGH} > 0", {}, ("exposure.anonymous_read", "personal_data.subjects_high")),
        # only the branch that is still open counts
        (
            f"({READ} && {HIGH} > 0) || ({LIST} && resource.settings.website)",
            {READ: False},
            ("exposure.anonymous_list", "settings.website"),
        ),
        (f"{READ} || {HIGH} > 1000", {READ: False}, ("personal_data.subjects_high",)),
        ("resource.region == 'us-east-1'", {}, ("region",)),
    ],
)
def test_names_the_facts_that_the_answer_hinges_on(
    text: str, facts: dict[str, Value], missing: tuple[str, ...]
) -> None:
    assert condition(text).decide(facts).missing == missing


def test_an_error_of_the_engine_is_an_unknown_with_a_note() -> None:
    decision = condition("resource.tags['owner'] == 'x'").decide({"resource.tags": {}})

    assert decision.verdict is None
    assert decision.missing == ()
    assert "Key not found" in decision.note


def test_a_fact_whose_name_begins_another_is_not_mistaken_for_it() -> None:
    assert condition("resource.exposure.anonymous_write_acp").facts == ("resource.exposure.anonymous_write_acp",)


def test_a_fact_named_in_a_text_or_a_comment_is_not_looked_at() -> None:
    assert condition(f"{READ} // {LIST}\n && true").facts == (READ,)


@pytest.mark.parametrize(
    "text", ["", "(((", "resource", "x" * 5000, "resource.exposure.anonymous_read &&" * 300, "'", "\x00"]
)
def test_nonsense_is_refused_with_a_place_inside_it(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        condition(text)

    assert all(0 <= mistake.offset <= len(text) for mistake in caught.value.mistakes)


def value_of(kind: object) -> st.SearchStrategy[Value]:
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.sampled_from([0, 1, 2, 999, 1000, 1001, 5000])
    if kind is str:
        return st.sampled_from(["", "aws", "none", "x"])
    if kind == tuple[str, ...]:
        return st.lists(st.sampled_from(["contact", "my_number"]), max_size=2)
    return st.dictionaries(st.sampled_from(["owner"]), st.sampled_from(["", "x"]), max_size=1)


ALL_FACTS: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {n: value_of(kind) for n, kind in declared().items()}
)


@pytest.mark.parametrize("check", SHIPPED, ids=[check.id for check in SHIPPED])
@given(facts=ALL_FACTS, hidden=st.sets(st.sampled_from(sorted(declared()))))
@settings(max_examples=25)
def test_hiding_facts_never_turns_a_verdict_of_a_shipped_check_round(
    check: Check, facts: dict[str, Value], hidden: set[str]
) -> None:
    whole = check.condition.decide(facts).verdict
    hidden |= {name for name in check.condition.facts if len(name) % 2 == len(hidden) % 2}
    partial = check.condition.decide({name: value for name, value in facts.items() if name not in hidden})

    assert whole is not None
    assert partial.verdict in {None, whole}
    assert bool(partial.missing) == (partial.verdict is None)


ATOMS = st.sampled_from(
    [READ, LIST, f"{HIGH} > 0", f"{HIGH} > 1000", "resource.settings.website", "resource.region == 'x'"]
)
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from(["&&", "||"]), part).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        part.map(lambda p: f"!({p})"),
        st.tuples(part, part, part).map(lambda p: f"({p[0]} ? {p[1]} : {p[2]})"),
    ),
    max_leaves=8,
)


@given(text=EXPRESSIONS, facts=ALL_FACTS, hidden=st.sets(st.sampled_from([READ, LIST, HIGH, "resource.region"])))
def test_hiding_facts_never_turns_any_verdict_round(text: str, facts: dict[str, Value], hidden: set[str]) -> None:
    asked = condition(text)

    whole = asked.decide(facts).verdict
    partial = asked.decide({name: value for name, value in facts.items() if name not in hidden})

    assert partial.verdict in {None, whole}
    assert set(partial.missing) <= {name.removeprefix("resource.") for name in hidden}


def test_no_fact_is_declared_with_a_type_the_language_does_not_have() -> None:
    known = {bool, int, str, tuple[str, ...]}

    assert {name for name, kind in declared().items() if kind not in known} == {"resource.tags"}
