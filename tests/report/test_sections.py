"""Every reader gets every section, in an order of his own, and what was not checked is never missing."""

import pytest

from exposurecheck.report.sections import SECTIONS, Audience, heading, ordered
from tests.report.sample import sample


@pytest.mark.parametrize("audience", list(Audience))
def test_no_reader_loses_a_section(audience: Audience) -> None:
    report = sample()

    assert sorted(ordered(report, audience)) == sorted(ordered(report))
    assert "limits" in ordered(report, audience)


@pytest.mark.parametrize(
    ("audience", "first"),
    [(Audience.MANAGEMENT, "deadlines"), (Audience.LEGAL, "assessment"), (Audience.ENGINEER, "findings")],
)
def test_each_reader_finds_his_own_question_right_behind_the_summary(audience: Audience, first: str) -> None:
    report = sample()

    assert ordered(report.model_copy(update={"law_as_of": report.generated_at.date()}), audience)[:2] == (
        "summary",
        first,
    )


def test_sections_about_the_law_are_there_only_where_it_was_asked() -> None:
    assert not {"deadlines", "assessment"} & set(ordered(sample().model_copy(update={"law_as_of": None})))


def test_each_section_has_a_heading_of_its_own() -> None:
    assert len({heading(s) for s in SECTIONS}) == len(SECTIONS)
