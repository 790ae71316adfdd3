"""Regime files: the shipped ones are whole, and a mistake in a user's one is refused with its place."""

from pathlib import Path

import pytest

from exposurecheck.duties.engine import assess
from exposurecheck.duties.regimes import RegimeFileError, load, shipped
from exposurecheck.model.duty import LawStatus, RuleState
from tests.duties.facts import given, state

MINE = """
regime: XX-TEST
title: {ja: 試験, en: Test}
law_as_of: 2026-11-23
facts:
  xx.odd: {type: tri, from: [user], title: {ja: 奇妙, en: Odd}}
rules:
  - id: xx.test.1
    title: {ja: 試験, en: Test}
    when: {all: [event_jp, {fact: xx.odd, is: true}]}
    duties: [xx.tell]
    source: Test Act 1
    status: in_force
    confidence: M+
duties:
  xx.tell:
    title: {ja: 通知, en: Tell}
    addressee: {ja: 官庁, en: office}
    kind: statutory
    source: Test Act 2
    confidence: M+
    anchor: known_at
    hours: 24
"""


def _written(folder: Path, text: str = MINE) -> Path:
    (folder / "xx-test.yaml").write_text(text, encoding="utf-8")
    return folder


def test_every_rule_and_duty_is_there_with_source_mark_and_status() -> None:
    law = shipped()

    assert sorted(rule.text.id for rule in law.rules) == [
        "eu.gdpr.33", "jp.appi.2026.notice_relief", "jp.appi.entrustee", "jp.appi.notviewed", "jp.appi.r43.iv",
        "jp.appi.r7.i", "jp.appi.r7.ii", "jp.appi.r7.iii", "jp.appi.r7.iv", "jp.contract.nda", "jp.mynumber.r2.ii",
        "jp.mynumber.r2.iii", "jp.mynumber.r2.iv", "kr.pipa.40", "sg.pdpa.26d", "us.ca.1798_82", "us.hipaa",
    ]  # fmt: skip
    assert sorted(law.duties) == [
        "contract.notice", "eu.sa72h", "jp.final30", "jp.final60", "jp.mn.final30", "jp.mn.final60", "jp.mn.prelim",
        "jp.notice", "jp.notify_entruster", "jp.prelim", "kr.notice72h", "kr.pipc72h", "sg.pdpc3d", "us.ca.ag15d",
        "us.ca.notice30d", "us.hipaa.hhs", "us.hipaa.individual60d",
    ]  # fmt: skip
    assert [r.text.id for r in law.rules if r.text.status not in (LawStatus.IN_FORCE, LawStatus.USER_DEFINED)] == [
        "jp.appi.2026.notice_relief"
    ]


def test_every_regime_stands_in_a_file_of_its_own() -> None:
    folder = Path(load.__code__.co_filename).parent / "regimes"

    assert {path.stem for path in folder.glob("*.yaml")} == {rule.regime.lower() for rule in shipped().rules}


def test_texts_are_there_in_both_languages() -> None:
    for rule in shipped().rules:
        for text in (rule.text.title, *rule.text.notes):
            assert text.ja
            assert text.en.isascii(), text.en
    for duty in shipped().duties.values():
        assert duty.text.addressee.ja
        assert duty.text.addressee.en.isascii()


def test_a_regime_of_ones_own_is_one_file(tmp_path: Path) -> None:
    law = load([_written(tmp_path)])
    found = assess(given("exposure.state: X3\nxx.odd: true\nknown_at: 2026-11-23T10:00:00Z", law), law)

    assert state(found, "xx.test.1") is RuleState.LIKELY
    assert [(d.id, d.due) for d in found.duties] == [("xx.tell", ("2026-11-24T10:00:00+00:00",))]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("fact: xx.odd", "fact: xx.ood", "xx-test.yaml:10:35: unknown fact 'xx.ood'; did you mean 'xx.odd'? Allowed: "),
        ("event_jp", "event_jq", "unknown macro 'event_jq'; did you mean 'event_jp'? Allowed: event_jp, protected"),
        ("is: true", "is: maybe", "'maybe' is not allowed. Allowed: true, true_or_suspected, false"),
        ("is: true", "gt: 3", "a tri such as 'xx.odd' is asked for one is"),
        ("{fact: xx.odd, is: true}", "{fact: exposure.state, in: [X9]}", "'X9' is not allowed"),
        ("{fact: xx.odd, is: true}", "{fact: exposure.state, in: X3}", "must be a list of X0"),
        ("{fact: xx.odd, is: true}", "{fact: subjects, gt: -1}", "a threshold is a whole number of people"),
        (
            "{fact: xx.odd, is: true}",
            "{fact: known_at, is: true}",
            "a time such as 'known_at' is asked for one nothing",
        ),
        ("{fact: xx.odd, is: true}", "{none: [event_jp]}", "a condition is {all: [...]}"),
        ("{fact: xx.odd, is: true}", "{any: []}", "a condition is {all: [...]}"),
        ("duties: [xx.tell]", "duties: [xx.tall]", "unknown duty 'xx.tall'; did you mean 'xx.tell'?"),
        ("duties: [xx.tell]", "", "a rule leads to duties or to a result"),
        ("anchor: known_at", "anchor: knwon_at", "unknown fact 'knwon_at'; did you mean 'known_at'?"),
        ("hours: 24", "hours: contract.hours", "unknown fact 'contract.hours'; did you mean 'contract.notice_hours'?"),
        ("hours: 24", "days: 3\n    hours: 24", "a duty has exactly one of days, hours and promptly"),
        ("status: in_force", "status: law", "'law' is not allowed. Allowed: in_force, promulgated_not_in_force"),
        ("source: Test Act 1", "sorce: Test Act 1", "unknown key 'sorce'; did you mean 'source'?"),
        ("    confidence: M+\nduties", "duties", "missing: confidence"),
        ("id: xx.test.1", "id: jp.appi.r7.i", "rule jp.appi.r7.i stands in jp-appi.yaml already"),
        ("id: xx.test.1", "id: Test", "an id is lower-case words joined by dots"),
        ("regime: XX-TEST", "regime: XX-OTHER", "the file must be named xx-other.yaml"),
        ("kind: statutory", "kind: statutory\n    kind: guide", "duplicate key 'kind'"),
        ("law_as_of: 2026-11-23", "law_as_of: last week", "must be a valid date"),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in MINE
    with pytest.raises(RegimeFileError) as refused:
        load([_written(tmp_path, MINE.replace(old, new, 1))])

    assert message in str(refused.value)
    assert "xx-test.yaml:" in str(refused.value)


def test_a_folder_without_regimes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegimeFileError, match="holds no regime"):
        load([tmp_path])
    with pytest.raises(RegimeFileError, match="cannot be read as a folder"):
        load([tmp_path / "none"])
