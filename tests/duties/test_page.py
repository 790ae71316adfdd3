"""The page of text: complete in both languages, careful in its words."""

import re
from datetime import date

import pytest

from exposurecheck.duties.engine import assess
from exposurecheck.duties.facts import Facts
from exposurecheck.duties.json_page import as_json
from exposurecheck.duties.page import Page
from exposurecheck.duties.regimes import shipped
from exposurecheck.model.duty import Assessment
from tests.duties.facts import assessed

TODAY = date(2026, 11, 25)


def page(assessment: Assessment, lang: str) -> str:
    return Page(assessment, shipped().kinds, lang, TODAY).render()


MANY = {
    "exposure__state": "X4",
    "data__special_care": "true",
    "data__my_number": "suspected",
    "cause__improper_purpose": "suspected",
    "jp__role": "entrustee",
    "contract__nda_covers_store": "true",
    "known_at__access": "2026-11-24T10:00:00+09:00",
}


def test_a_legal_officer_reads_deadline_addressee_basis_and_mark() -> None:
    shown = page(assessed(data__special_care="true"), "ja")

    assert "最も早い期限: 2026年11月25日(水) 速報(委員会への報告)" in shown
    assert "確報(30日) [jp.final30]: 報告等の対象に該当する可能性が高い" in shown
    assert "期限: 2026年12月22日(火), 残り27日 (法定)" in shown
    assert "相手方: 個人情報保護委員会(権限委任業種は所管大臣)" in shown
    assert "根拠: 個人情報保護法26条1項、同法施行規則8条2項 (確認区分: S2(30日)、M+(日数の数え方))" in shown


def test_what_has_passed_is_said() -> None:
    assert "期限を3日過ぎています" in page(assessed(data__special_care="true", known_at="2026-11-18T10:00:00Z"), "ja")


@pytest.mark.parametrize(("lang", "words"), [("ja", "法的助言ではありません"), ("en", "not legal advice")])
@pytest.mark.parametrize("facts", [{}, MANY, {"exposure__state": "X0"}])
def test_every_page_says_that_it_is_no_advice(lang: str, words: str, facts: dict[str, str]) -> None:
    assert page(assessed(**facts), lang).count(words) == 2


@pytest.mark.parametrize("assessment", [assessed(exposure__state="X0"), assessed(), assess(Facts())])
def test_no_page_says_that_nothing_is_due(assessment: Assessment) -> None:
    ja, en = page(assessment, "ja"), page(assessment, "en").lower()

    assert not [words for words in ("義務なし", "義務はありません", "問題ありません", "不要です") if words in ja]
    assert not [words for words in ("no duty", "no duties", "no obligation", "not required to") if words in en]


def test_what_is_missing_is_asked_for_with_how_to_write_it() -> None:
    shown = page(assessed(data__special_care="unknown"), "en")

    assert "Special-care data [data.special_care] (scan/user): true, suspected, false" in shown


def test_both_limits_and_which_one_to_work_by() -> None:
    shown = page(assessed(**MANY), "ja")

    assert "弁護士等の確認があるまでは、短い期限で進めてください" in shown
    assert "起算: 閲覧・取得を把握した日時 2026年11月24日(火) 10:00 (JST) → 2026年12月23日(水)" in shown


def test_english_pages_hold_japanese_only_in_citations() -> None:
    for line in page(assessed(**MANY), "en").splitlines():
        if not line.isascii() and "Legal basis" not in line:
            assert not [c for c in line if "\u3040" <= c <= "\u9fff"], line


def test_articles_are_cited_for_readers_of_each_language() -> None:
    found = assessed(data__special_care="true")

    assert "Article 26(1); APPI Enforcement Rules, Article 7(i)" in " ".join(page(found, "en").split())
    assert not re.search("[\u3040-\u30ff\u4e00-\u9fff]", page(found, "en"))
    assert "個人情報保護法26条1項、同法施行規則7条1号" in page(found, "ja")


def test_json_has_the_promised_keys() -> None:
    printed = as_json(assessed(data__special_care="true"))
    rules, duties = printed["rules"], printed["duties"]

    assert (printed["schema"], printed["law_as_of"]) == ("exposurecheck.duties/1", "2026-11-23")
    assert isinstance(rules, list)
    assert isinstance(duties, list)
    assert all({"id", "state", "because", "missing", "source"} <= {*rule} for rule in rules if isinstance(rule, dict))
    first = duties[0]
    assert isinstance(first, dict)
    assert {key: first[key] for key in ("id", "from", "state", "addressee", "due", "kind", "source")} == {
        "id": "jp.prelim",
        "from": ["jp.appi.r7.i"],
        "state": "likely",
        "addressee": "個人情報保護委員会(権限委任業種は所管大臣)",
        "due": ["2026-11-25", "2026-11-27"],
        "kind": "guide",
        "source": "規則8条1項, ガイドライン3-5-3-3",
    }
