"""Files of facts: every way to write them, and everything that is refused with file, line, key and what is allowed."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from exposurecheck.duties.facts import Interval, Range, Tri, as_json, merge
from exposurecheck.duties.facts_file import FactsError, parse, read
from exposurecheck.duties.regimes import shipped
from tests.duties.facts import given

JST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    "text",
    [
        "exposure.state: X3\nsubjects.high: 9\nsubjects.low: 1",
        "exposure: {state: X3}\nsubjects: {low: 1, high: 9}",
        "facts:\n  exposure:\n    state: X3\n  subjects: {low: 1, high: 9}",
        "version: 1\nfacts: {exposure.state: X3, subjects: {low: 1, high: 9}}",
        '{"exposure.state": "X3", "subjects": {"low": 1, "high": 9}}',
        '{"exposure": {"state": "X3"},\t"subjects":\t{"low": 1, "high": 9}}',
        "\ufeffexposure.state: X3\r\nsubjects: {low: 1, high: 9}\r\n",
    ],
)
def test_dots_nesting_yaml_and_json_say_the_same(text: str) -> None:
    found = given(text)

    assert {name: known.value for name, known in found.known.items()} == {
        "exposure.state": "X3",
        "subjects": Range(1, 9),
    }
    assert {known.provenance for known in found.known.values()} == {"user"}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("data.personal: true", "data.personal", Tri.TRUE),
        ("data.personal: True", "data.personal", Tri.TRUE),
        ("data.personal: suspected", "data.personal", Tri.SUSPECTED),
        ('data.personal: "false"', "data.personal", Tri.FALSE),
        ("data.personal: unknown", "data.personal", None),
        ("data.personal:", "data.personal", None),
        ("subjects: 1001", "subjects", Range(1001, 1001, 1001)),
        ("subjects: {low: 3, best: 4, high: unknown}", "subjects", Range(3, None, 4)),
        ("subjects: {low: unknown, high: unknown}", "subjects", None),
        ("subjects: {phi: 3}", "subjects.phi", Range(3, 3, 3)),
        ("subjects.by_country: {KR: {low: 0, high: 2}}", "subjects.by_country.KR", Range(0, 2)),
        ("subjects.by_country: unknown", "subjects.by_country", None),
        ("contract.notice_hours: 24", "contract.notice_hours", 24),
        ("known_at: 2026-11-23T10:00:00Z", "known_at", datetime(2026, 11, 23, 10, tzinfo=UTC)),
        ("known_at: {access: '2026-11-23 10:00+09:00'}", "known_at.access", datetime(2026, 11, 23, 10, tzinfo=JST)),
        (
            "exposure.window: {from: 2026-01-01T00:00:00+09:00}",
            "exposure.window",
            Interval(datetime(2026, 1, 1, tzinfo=JST), None),
        ),
        ("data: {}", "data.personal", None),
        ("subjects.by_country: {}", "subjects.by_country", None),
    ],
)
def test_values_are_understood(text: str, name: str, value: object) -> None:
    assert given(text).get(name) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("exposure.stat: X3", "facts.yaml:1:1: unknown fact 'exposure.stat'; did you mean 'exposure.state'? Allowed: "),
        ("a: 1\nb: 2", "facts.yaml:2:1: unknown fact 'b'."),
        (
            "jp.role: [entrustee, own]",
            "contradictory: 'jp.role' is entrustee and own at once. Allowed: one of",
        ),
        ("jp.role: own\njp: {role: entrustee}", "facts.yaml:2:6: contradictory: 'jp.role' is given already in line 1"),
        ("jp.role: own\njp.role: entrustee", "duplicate key 'jp.role'; it already stands in line 1"),
        ("jp.role: {own: true}", "'jp.role.own' is no fact. Allowed for 'jp.role': one of entruster, entrustee, own"),
        ("jp.role: onw", "'jp.role' cannot be 'onw'; did you mean 'own'? Allowed: one of entruster, entrustee, own"),
        ("subjects: {low: 9, high: 3}", "'subjects' is upside down (low 9, high 3); write low <= best <= high"),
        ("subjects: {low: 1, best: 9, high: 3}", "'subjects' is upside down"),
        ("subjects: {low: 1}", "'subjects' needs both low and high"),
        ("subjects: {high: 1}", "'subjects' needs both low and high"),
        ("subjects: -1", "'subjects' cannot be -1. Allowed: a whole number of people"),
        ("subjects: many", "'subjects' cannot be 'many'"),
        ("subjects: true", "'subjects' cannot be true"),
        ("subjects: {low: 1.5, high: 2}", "'subjects.low' cannot be 1.5"),
        ("subjects: 5\nsubjects.low: 1", "contradictory: 'subjects' is given already in line 1"),
        ("subjects.by_country: {EAA: 1}", "'subjects.by_country.EAA' is no fact. Allowed for"),
        ("known_at: 2026-11-23T10:00:00", "'known_at' has no zone: '2026-11-23T10:00:00'. Allowed: a time with zone"),
        ("known_at: 2026-11-23", "'known_at' has no zone"),
        ("known_at: yesterday", "'known_at' cannot be 'yesterday'. Allowed: a time with zone"),
        ("known_at: 1764000000", "'known_at' cannot be 1764000000"),
        ("known_at: 1899-11-23T10:00:00Z", "'known_at' must lie from 2000 to 2090"),
        ("known_at: 9999-12-31T23:59:59Z", "'known_at' must lie from 2000 to 2090"),
        ("data.personal: yes", "'data.personal' cannot be 'yes'. Allowed: true, suspected, false, or unknown"),
        ("data.personal: 1", "'data.personal' cannot be 1"),
        ("data.personal: [true, false]", "'data.personal' cannot be [true, false]"),
        ("exposure.state: 3", "'exposure.state' cannot be 3. Allowed: one of X0, X1, X2, X3, X4, X5, or unknown"),
        ("contract.notice_hours: 0", "'contract.notice_hours' cannot be 0. Allowed: a whole number of hours"),
        (
            "exposure.window: {from: 2026-01-02T00:00:00Z, to: 2026-01-01T00:00:00Z}",
            "'exposure.window' is upside down: it ends before it begins",
        ),
        ("exposure.window: {from: 2026-01-02T00:00:00}", "'exposure.window.from' has no zone"),
        ("exposure.window: {to: 2026-01-02T00:00:00Z}", "'exposure.window' needs a start"),
        ('jp.role: "\\u202e\\e[31mown"', "'jp.role' cannot be '\\u202e\\x1b[31mown'"),
        ("- exposure.state", "must be a mapping of facts"),
        ("just text", "must be a mapping of facts"),
        ("", "the file is empty"),
        ("jp: &a {role: own}", "anchors (&) and aliases (*) are not allowed"),
        ("jp: !!python/object/apply:os.system [x]", "tags (!) are not allowed"),
        ("jp: [", "not valid YAML"),
        ("a: 1\n---\nb: 2", "a second document begins here"),
        ('{"jp.role":\t"own", "jp.role":\t"own"}', "duplicate key 'jp.role'"),
    ],
)
def test_what_is_not_a_fact_is_refused(text: str, message: str) -> None:
    with pytest.raises(FactsError) as refused:
        given(text)

    assert message in str(refused.value)
    assert "facts.yaml" in str(refused.value)


def test_a_window_may_have_an_unknown_start_and_the_zone_may_be_named() -> None:
    found = given("exposure.window: {from: unknown, to: 2026-01-02T00:00:00Z}\nknown_at: 2026-11-23 09:00 (JST)")

    assert as_json(found.known["exposure.window"].value) == {"from": "unknown", "to": "2026-01-02T00:00:00+00:00"}
    assert as_json(found.known["known_at"].value) == "2026-11-23T09:00:00+09:00"


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(FactsError) as refused:
        given("exposure.state: X9\nsubjects: {low: 9, high: 3}\nknown_at: 2026-11-23")

    assert [problem.line for problem in refused.value.problems] == [1, 2, 3]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=r"none\.yaml: cannot be read: No such file"):
        read(tmp_path / "none.yaml", shipped().kinds)


@any_of(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_understood_or_refused(raw: bytes) -> None:
    try:
        found = parse(Path("facts.yaml"), raw, shipped().kinds)
    except FactsError as error:
        assert error.problems  # noqa: PT017 - either outcome is right, a traceback is not
    else:
        assert {*found.known} <= {*shipped().kinds}


def test_deep_nesting_and_large_files_are_refused() -> None:
    for raw in (b"a: " + b"[" * 5000, b'{"a":' * 100_000, b"a: " + b"x" * 300_000):
        with pytest.raises(FactsError):
            parse(Path("facts.yaml"), raw, shipped().kinds)


def test_people_win_over_the_scan_and_a_warning_says_so() -> None:
    scanned, supplied = given("data.my_number: true\nsubjects: 5"), given("data.my_number: false\njp.entity: private")
    merged = merge(scanned, supplied)

    assert {name: as_json(k.value) for name, k in merged.known.items()} == {
        "data.my_number": False,
        "jp.entity": "private",
        "subjects": {"low": 5, "best": 5, "high": 5},
    }
    assert [w.en for w in merged.warnings] == [
        "data.my_number: the scan says true, the file of facts says false. The file was followed."
    ]
