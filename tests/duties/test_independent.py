"""A second, independent reading of the rules: every verdict of the engine against a plain three-valued evaluation."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypedDict

import yaml

from exposurecheck.duties.engine import assess
from exposurecheck.duties.facts import Range
from exposurecheck.duties.regimes import shipped
from tests.duties.facts import given

SETS = 2_000
Value = bool | str | int | dict[str, int]

# What each condition accepts; "S" marks one that a suspicion satisfies half-way, numbers are thresholds.
EVENT = ("exposure.state", {"X3", "X4", "X5"})
LEAKED = ("exposure.state", {"X4", "X5"})
PLAIN = (("data.strong_encryption", False), ("data.pseudonymised", False))


class Row(TypedDict, total=False):
    """One rule: everything under ``all`` must hold, and one thing under ``any``."""

    all: Sequence[tuple[str, object]]
    any: Sequence[tuple[str, object]]


RULES: Mapping[str, Row] = {
    "jp.appi.r7.i": {"all": (EVENT, ("data.special_care", True), *PLAIN)},
    "jp.appi.r7.ii": {"all": (EVENT, ("data.financial_risk", True), *PLAIN)},
    "jp.appi.r7.iii": {"all": (EVENT, ("data.personal", True), ("cause.improper_purpose", True), *PLAIN)},
    "jp.appi.r7.iv": {"all": (EVENT, ("jp.entity", {"private"}), ("data.personal", True), ("subjects", 1001), *PLAIN)},
    "jp.appi.r43.iv": {"all": (EVENT, ("jp.entity", {"administrative"}), ("subjects", 101), *PLAIN)},
    "jp.mynumber.r2.ii": {"all": (EVENT, ("data.my_number", True), ("cause.improper_purpose", True), *PLAIN)},
    "jp.mynumber.r2.iii": {
        "all": (
            EVENT,
            ("data.my_number", True),
            ("exposure.audience", {"anonymous", "any_authenticated", "link_holder"}),
            *PLAIN,
        )
    },
    "jp.mynumber.r2.iv": {"all": (EVENT, ("data.my_number", True), ("subjects", 101), *PLAIN)},
    "jp.appi.notviewed": {"all": (("stated", {"X2"}), ("logs.coverage", {"complete"}))},
    "jp.appi.entrustee": {"all": (EVENT, ("jp.role", {"entrustee"}))},
    "jp.contract.nda": {"all": (("exposure.state", {"X2", "X3", "X4", "X5"}), ("contract.nda_covers_store", True))},
    "eu.gdpr.33": {"all": (EVENT, ("data.personal", True), ("subjects.by_country.EEA", 1), ("risk.unlikely", False))},
    "kr.pipa.40": {
        "all": (LEAKED,),
        "any": (
            ("subjects.by_country.KR", 1000),
            ("data.kr_sensitive_or_unique_id", True),
            ("cause.improper_purpose", True),
        ),
    },
    "sg.pdpa.26d": {"all": (LEAKED,), "any": (("subjects.by_country.SG", 500), ("risk.significant_harm", True))},
    "us.ca.1798_82": {
        "all": (LEAKED, ("data.ca_personal_information_unencrypted", True), ("subjects.by_country.US_CA", 1))
    },
    "us.hipaa": {"all": (EVENT, ("data.phi_unsecured", True))},
}
OPEN_AT_X3 = {"kr.pipa.40", "sg.pdpa.26d", "us.ca.1798_82"}
ORDER = ("no_pointing_facts", "undetermined", "possible", "likely")
CHOICES: Mapping[str, Sequence[Value]] = {
    "jp.entity": ("private", "administrative"),
    "jp.role": ("entruster", "entrustee", "own"),
    "exposure.state": ("X0", "X1", "X2", "X3", "X4", "X5"),
    "exposure.audience": ("anonymous", "any_authenticated", "link_holder", "named_external"),
    "logs.coverage": ("complete", "partial", "none"),
}
EDGES = (0, 1, 99, 100, 101, 499, 500, 501, 999, 1000, 1001, 5000)


def _one(name: str, wanted: object, facts: Mapping[str, Value]) -> str:
    value = facts.get(name)
    if value is None:
        return "undetermined"
    if isinstance(wanted, bool):
        return "possible" if value == "suspected" else ("likely" if value is wanted else "no_pointing_facts")
    if isinstance(wanted, set):
        return "likely" if value in wanted else "no_pointing_facts"
    assert isinstance(wanted, int)
    low, high = (value["low"], value["high"]) if isinstance(value, dict) else (int(value), int(value))
    return "likely" if low >= wanted else "possible" if high >= wanted else "no_pointing_facts"


def _expected(facts: Mapping[str, Value]) -> dict[str, str]:
    stated = facts.get("exposure.state")
    known = dict(facts)
    if stated is not None:
        known["stated"] = stated
    if stated == "X2" and facts.get("logs.coverage") != "complete":
        known["exposure.state"] = "X3"
    if stated == "X5":
        known.setdefault("cause.improper_purpose", "suspected")
    found = {}
    for rule, row in RULES.items():
        seen = {k: v for k, v in known.items() if not (rule in OPEN_AT_X3 and k == "exposure.state" and v == "X3")}
        answers = [_one(*condition, seen) for condition in row["all"]]
        if "any" in row:
            answers.append(max((_one(*c, seen) for c in row["any"]), key=ORDER.index))
        found[rule] = min(answers, key=ORDER.index)
    return found


def _invented(random: Random) -> dict[str, Value]:
    facts: dict[str, Value] = {}
    share = random.choice((0.5, 0.9, 1.0))
    for row in RULES.values():
        for name, wanted in (*row["all"], *row.get("any", ())):
            if name == "stated" or name in facts or random.random() > share:
                continue
            if name in CHOICES:
                facts[name] = random.choice(CHOICES[name])
            elif isinstance(wanted, bool):
                facts[name] = random.choice((True, "suspected", False, wanted, wanted))
            else:
                low, best, high = sorted(random.choices(EDGES, k=3))
                facts[name] = random.choice((high, {"low": low, "best": best, "high": high}))
    return facts


def test_every_verdict_is_that_of_a_plain_reading() -> None:
    random = Random(7)
    seen: dict[str, set[str]] = {rule: set() for rule in RULES}
    for _ in range(SETS):
        facts = _invented(random)
        found = {r.id: r.state.value for r in assess(given(yaml.safe_dump(facts) if facts else "data: {}")).rules}
        assert found == _expected(facts), facts
        for rule, state in found.items():
            seen[rule].add(state)
    certain = {"jp.appi.notviewed", "jp.appi.entrustee"}  # no suspicion and no count is among their conditions
    assert {r: s for r, s in seen.items() if s != set(ORDER) - ({"possible"} if r in certain else set())} == {}


def test_the_table_covers_every_rule_in_force() -> None:
    assert {r.text.id for r in shipped().rules if r.text.status != "promulgated_not_in_force"} == {*RULES}


def test_a_range_needs_no_best_number() -> None:
    assert given("subjects: {low: 400, high: 1400}").get("subjects") == Range(400, 1400)
