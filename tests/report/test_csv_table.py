"""findings.csv opens right in Japanese Excel, and no cell of it is a formula."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck.model.finding import FindingStatus
from exposurecheck.model.report import Report
from exposurecheck.report.csv_table import render
from exposurecheck.report.messages import Lang
from tests.report.sample import finding, sample
from tests.report.strangers import hostile


def _rows(report: Report, lang: Lang = "en") -> list[dict[str, str]]:
    text = render(report, lang).encode("utf-8").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_excel_sees_utf8_and_windows_line_ends() -> None:
    octets = render(sample(), "ja").encode("utf-8")

    assert octets.startswith(b"\xef\xbb\xbf")
    assert octets.count(b"\r\n") == octets.count(b"\n") == len(sample().findings) + 1


def test_a_row_holds_both_titles_and_the_range_of_people() -> None:
    row = _rows(sample())[0]

    assert row["Title (Japanese)"] == sample().findings[0].title.ja
    assert row["Title (English)"] == sample().findings[0].title.en
    assert [row[c] for c in ("People, at least", "People, best estimate", "People, at most")] == ["128", "131", "131"]
    assert row["Store"] == "s3://acme-hr-mynumber"
    assert row["Cloud/account"] == "aws/111122223333"
    assert row["Status"] == "fail"


def test_headings_are_in_the_language_asked_for() -> None:
    assert list(_rows(sample(), "ja")[0])[:4] == ["判定", "重大度", "保管先", "検査項目"]


def test_unknown_people_are_empty_and_not_zero() -> None:
    report = sample().model_copy(
        update={"findings": (finding("anonymous-list", "acme-finance", FindingStatus.UNKNOWN),)}
    )
    (row,) = _rows(report)

    assert row["People, at most"] == ""
    assert row["Status"] == "unknown"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "＋1", "－1", "＠x", "=cmd|' /C calc'!A0"]
)
def test_a_formula_becomes_a_text(text: str) -> None:
    for row in _rows(hostile(text)):
        assert not [cell for cell in row.values() if cell.lstrip().startswith(tuple("=+-@＝＋－＠"))]
        assert row["Title (English)"].startswith(("'", "\\"))


@pytest.mark.parametrize("text", ["0123", "123456789012345678", "12e45678901234", "1-2", "2026/11/23", "1,000", "5%"])
def test_a_text_that_looks_like_a_number_or_a_day_stays_a_text(text: str) -> None:
    one = finding("anonymous-list", "acme-logs").model_copy(update={"fingerprint": text})

    assert _rows(sample().model_copy(update={"findings": (one,)}))[0]["Fingerprint"] == f"'{text}"


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec=None), max_size=30))
def test_any_name_stays_in_its_cell(name: str) -> None:
    rows = _rows(hostile(name))

    assert len(rows) == 4
    assert all(None not in row and None not in row.values() for row in rows)
    assert not [c for row in rows for c in row.values() if c.lstrip().startswith(tuple("=+-@"))]
