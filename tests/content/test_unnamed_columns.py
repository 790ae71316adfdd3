"""Columns without headers that tell by their neighbours what they are."""

import pytest
from tests.content.inspecting import in_rows

PEOPLE = [["土屋", "亮"], ["清水", "静江"], ["千葉", "裕子"], ["上田", "みどり"]]


@pytest.mark.parametrize("joined", [False, True])
def test_names_stand_before_titles(joined: bool) -> None:
    rows = [[*([" ".join(one)] if joined else one), "様", "出", f"{place}"] for place, one in enumerate(PEOPLE)]
    assert in_rows(rows).subjects.best == len(PEOPLE)


def test_shops_stand_before_titles_as_well() -> None:
    assert not in_rows([[f"{name}商店", "御中", "出"] for name in ("みどり", "東和", "丸福", "青葉")]).categories


def test_one_person_in_two_scripts_is_one() -> None:
    header = ["real_name", "profile.real_name", "profile.email"]
    rows = [
        ["Noriko Takagi", "高木 典子", "noriko.takagi@hoshizora-lab.jp"],
        ["Mai Ono", "大野 麻衣", "mai.ono@hoshizora-lab.jp"],
        ["Kazuko Kamata", "鎌田 和子", "kazuko.kamata@hoshizora-lab.jp"],
    ]
    assert in_rows([header, *rows]).subjects.high == len(rows)


def test_advertising_ids_tell_of_people_by_themselves() -> None:
    ids = [f"{place:08X}-8AA3-420D-8C8F-83D0F4B4A531" for place in range(5)]
    assert in_rows([["ts", "idfa"], *([f"2026-10-0{at + 1}", one] for at, one in enumerate(ids))]).categories
    assert not in_rows([["ts", "event_id"], *([f"2026-10-0{at + 1}", one] for at, one in enumerate(ids))]).categories
