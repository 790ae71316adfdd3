"""People in tables that are laid out for eyes: side by side, with merged headings, as rosters, as lists of terms."""

import pytest
from tests.content.inspecting import in_rows
from tests.corpus.persons import crowd

from exposurecheck.content import fold
from exposurecheck.content.inspect import inspect
from exposurecheck.content.names import full_name
from exposurecheck.content.readers.header import find_header
from exposurecheck.content.readers.header_series import without_series
from exposurecheck.content.source import MemorySource
from exposurecheck.model.inspection import Category

PEOPLE = crowd(31, 40)


@pytest.mark.parametrize("gap", [[], [""]])
def test_tables_side_by_side_are_tables_of_their_own(gap: list[str]) -> None:
    header = ["番号", "氏名", "電話"]
    pairs = zip(PEOPLE[:20], PEOPLE[20:], strict=True)
    rows = [
        [str(n), left.name, left.mobile, *gap, str(n + 20), right.name, right.mobile]
        for n, (left, right) in enumerate(pairs)
    ]
    assert in_rows([[*header, *gap, *header], *rows]).subjects.best == 40


def test_two_mails_of_one_person_are_no_tables_side_by_side() -> None:
    rows = [[p.name, p.email, f"b{p.email}"] for p in PEOPLE]
    assert in_rows([["氏名", "メール", "メール"], *rows]).subjects.best == 40


def test_a_heading_over_some_columns_and_others_merged_downwards() -> None:
    rows = [
        ["No.", "受診者", "", "連絡先", "判定"],
        ["", "氏名", "性別", "電話", ""],
        *([str(n), p.name, "女", p.mobile, "A"] for n, p in enumerate(PEOPLE)),
    ]
    assert find_header(rows) == 1
    assert in_rows(rows).subjects.high == 40


def test_headers_that_come_again_are_nobody() -> None:
    header = ["番号", "氏名", "電話"]
    rows = [["1", p.name, p.mobile] for p in PEOPLE]
    assert in_rows([header, *rows[:20], [], header, *rows[20:]]).subjects.high == 40


@pytest.mark.parametrize(
    "days",
    [
        ["1日", "2日", "3日"],
        ["6/29(月)", "6/30(火)", "7/1(水)"],
        ["月", "火", "水"],
        ["A班", "B班", "C班"],
        ["11月", "12月", "1月"],
        ["第1回", "第2回", "第3回"],
        ["1", "2", "3", "4", "5"],
    ],
)
def test_headers_that_count(days: list[str]) -> None:
    assert not set(days) & set(without_series(["スタッフ", *days]))
    rows = [[p.name, *["出"] * len(days)] for p in PEOPLE]
    assert in_rows([["スタッフ", *days], *rows]).subjects.high == 40


@pytest.mark.parametrize(
    "row", [["3", "5", "4", "5", "5"], ["2026/4/1", "2026/4/1", "2026/4/3"], ["1年", "2組", "3番"]]
)
def test_data_does_not_count(row: list[str]) -> None:
    assert without_series(row) == row


def test_a_roster_has_a_person_in_every_cell() -> None:
    known = [p.name for p in PEOPLE if full_name(fold.name(p.name))][:9]
    shifts = [[shift, *known[start : start + 3]] for start, shift in ((0, "早番"), (3, "日勤"), (6, "夜勤"))]
    found = in_rows([["シフト", "A班", "B班", "C班"], *shifts, ["夜勤", "", known[0], ""]])
    assert found.subjects.best == 9
    assert found.categories == (Category.CONTACT,)


def test_lists_of_terms_are_forms() -> None:
    lists = "".join(f"<dl><dt>お名前</dt><dd>{p.name}</dd><dt>お電話番号</dt><dd>{p.mobile}</dd></dl>" for p in PEOPLE)
    page = f"<html><body><dl><dt>営業時間</dt><dd>10時から</dd></dl>{lists}</body></html>"
    found = inspect("a.html", MemorySource(page.encode()), secret=b"t" * 32).inspection
    assert found.subjects.best == 40
    assert found.subjects.key == "jp.phone"


def test_mobile_numbers_with_the_code_of_the_country_and_no_sign() -> None:
    rows = [["81" + p.mobile.replace("-", "")[1:], "ご予約の確認"] for p in PEOPLE]
    assert in_rows([["送信先", "本文"], *rows]).subjects.best == 40
    plain = [[p.mobile] for p in PEOPLE]
    assert in_rows([["送信先", "携帯"], *([a[0], b[0]] for a, b in zip(rows, plain, strict=True))]).subjects.high == 40
