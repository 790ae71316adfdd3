"""Columns of names that name others."""

from exposurecheck.content.strangers import name_others


def test_cells_of_which_nothing_is_left_name_nobody() -> None:
    lenders = ["蒲生 直樹", "小田切 美咲", "・", "柏木 亮", "様"]
    assert name_others(lenders, ["大槻 翔", "東 葵", "竹内 結", "国枝 剛", "　"])
    assert not name_others(["・", "様"], ["大槻 翔", "東 葵"])
