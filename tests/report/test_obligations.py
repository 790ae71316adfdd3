"""Deadlines come by date, with the days left in Japan; the page says which law it went by, and never "no duty"."""

import pytest
from lxml import html as lxml_html

from exposurecheck.model.duty import RuleState
from exposurecheck.report import html, terminal
from exposurecheck.report.obligations import Obligations
from tests.report.duties import duty, with_duties
from tests.report.sample import sample


def words(page: str) -> str:
    return " ".join(lxml_html.document_fromstring(page.encode()).text_content().split())


def test_duties_come_by_date_and_those_without_one_last() -> None:
    found = Obligations.of(with_duties(sample()))

    assert [r.duty.id for r in found.rows] == ["preliminary", "final", "notice"]
    assert found.first is found.rows[0]
    assert [r.state for r in found.rules] == [
        RuleState.LIKELY, RuleState.UNDETERMINED, RuleState.NO_POINTING_FACTS,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "ja", "en"),
    [
        (("2026-11-25", "2026-11-27"), "2026年11月25日(水)〜2026年11月27日(金)", "4 days left"),
        (("2026-11-24",), "2026年11月24日(火)", "1 day left"),
        (("2026-11-20",), "2026年11月20日(金)", "3 days overdue"),
        (("2026-11-26T09:00:00+09:00",), "2026年11月26日(木) 09:00(JST)", "3 days left"),
        (("2026-11-25T20:00:00+00:00",), "2026年11月26日(木) 05:00(JST)", "3 days left"),
    ],
)
def test_days_are_japanese_days_counted_from_the_report_to_the_last_day(due: tuple[str, ...], ja: str, en: str) -> None:
    (row,) = Obligations.of(with_duties(sample(), duty("x", *due))).rows

    assert row.left is not None
    assert (row.when.ja, row.left.en) == (ja, en)


def test_a_duty_without_a_date_says_why() -> None:
    rows = Obligations.of(with_duties(sample(), duty("a"), duty("b", promptly=True))).rows

    assert [(r.when.en, r.left) for r in rows] == [("start unknown", None), ("promptly (no number of days)", None)]


def test_the_first_page_names_the_earliest_deadline_and_the_section_its_law_and_missing_facts() -> None:
    said = words(html.render(with_duties(sample()), "en"))

    assert "Earliest deadline" in said
    assert "Logs are insufficient to tell." in said
    assert "By the law in force on Mon 23 Nov 2026." in said
    assert "Kind of entity jp.entity" in said
    assert "That none is listed does not mean that none applies." in said


def test_the_terminal_names_the_earliest_deadline_and_whether_anyone_looked() -> None:
    lines = terminal.render(with_duties(sample()), "ja").splitlines()

    assert "最も早い期限: 2026年11月25日(水)〜2026年11月27日(金) 速報 preliminary" in lines
    assert "閲覧の有無: 記録が不足しており、閲覧の有無を確認できません。" in lines


def test_without_duties_worked_out_there_is_no_such_section() -> None:
    page = html.render(sample(), "en")

    assert 'id="deadlines"' not in page
    assert "Earliest deadline" not in page
