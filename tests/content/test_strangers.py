"""Columns of names that name others."""

from exposurecheck.content.strangers import name_others


def test_cells_of_which_nothing_is_left_name_nobody() -> None:
    lenders = ["蒲生 直樹", "・", "小田切 美咲", "様"]
    assert not name_others(lenders, ["柏木 亮", "柏木 亮", "　", "東 葵"])
