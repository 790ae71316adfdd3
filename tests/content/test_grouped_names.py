"""Family names that share a line: rooms, groups, a plan of the week, flats; and lists of places and things."""

import pytest
from tests.content.inspecting import in_text

from exposurecheck.content.grouped_told import told_in_groups
from exposurecheck.content.row_told import told_in_rows
from exposurecheck.model.inspection import Category


def _told(text: str) -> list[str]:
    return [text[one.start : one.end] for one in told_in_groups(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("301: 安西・大槻\n302: 小泉・鹿島・神崎\n303: 社長\n", ["安西", "大槻", "小泉", "鹿島", "神崎"]),
        ("201 主将 二階堂 / 有村\n202 一条 / 花形（喘息・吸入器持参）\n", ["二階堂", "有村", "一条", "花形"]),
        ("A班 → 大場、仲村、倉本\n", ["大場", "仲村", "倉本"]),
        ("　月　火　水　木　金\nレジ　相沢　休　島崎　相沢　関根\n", ["相沢", "島崎", "相沢", "関根"]),
        ("203号室 畑中様より連絡。上階303号 磯貝さん宅\n", ["畑中", "磯貝"]),
    ],
)
def test_names_that_share_a_line(text: str, names: list[str]) -> None:
    assert _told(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "1: 松本・長野・諏訪\n2: 高山・白川・郡上\n",
        "1班：包丁・まな板・ボウル\n2班：鍋・お玉・菜箸\n",
        "　月　火　水　木　金\n1　国語　算数　理科　国語　体育\n",
        "A: 血圧・脈拍・体温\nB: 身長・体重・腹囲\n",
    ],
)
def test_places_and_things_that_share_a_line(text: str) -> None:
    assert not _told(text)


def test_a_heading_is_no_line_of_a_list() -> None:
    text = "除去食 6月\n2-1 相馬 凛 ── 卵・乳\n3-2 プラダン アシュミタ ── 豚肉\n5-1 佐野 颯真 ── くるみ\n"
    assert {text[one.start : one.end] for one in told_in_rows(text)} == {"相馬 凛", "プラダン アシュミタ", "佐野 颯真"}
    assert Category.SPECIAL_CARE in in_text(text).categories


def test_an_illness_in_brackets_ends_with_them() -> None:
    found = in_text("A班 → 大場、仲村、倉本\nB班 → 若林、児玉（アレルギー：卵）、鳥居\n")
    assert (found.subjects.best, Category.SPECIAL_CARE in found.categories) == (6, True)


def test_a_manner_is_no_deceased() -> None:
    assert not in_text("流儀 作法\n小笠原流儀 礼法教室\n地球儀 1台\n").subjects.best
