"""What is taken for a person's name where no header and no title says so."""

import pytest

from exposurecheck.content import fold, names


@pytest.mark.parametrize(
    "text", ["佐藤 花子", "林 薫", "山本陽翔", "加納沙耶香", "仲村渠 栄子", "岸 さゆり", "髙木 純子"]
)
def test_both_parts_are_known(text: str) -> None:
    assert names.full_name(fold.name(text))


@pytest.mark.parametrize(
    "text", ["合計", "東京都", "東京都庁", "株式会社山田", "情報システム部", "お客様", "一般社員", "糖尿病", ""]
)
def test_other_words_are_no_names(text: str) -> None:
    assert not names.full_name(fold.name(text))


def test_few_common_words_pass_for_names() -> None:
    words = "会社製品商品注文番号東京大阪京都横浜神戸新宿渋谷上野品川経理総務営業人事広報企画開発製造検査品質保証"
    pairs = [words[place : place + 2] for place in range(0, len(words), 2)]
    assert sum(names.full_name(fold.name(word)) for word in pairs) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "合計",
        "小計",
        "平均",
        "以下余白",
        "該当なし",
        "退会済み",
        "同上",
        "平均点",
        "最高点",
        "匿名希望",
        "未登録",
        "募集中",
        "end",
    ],
)
def test_words_in_columns_of_names_that_are_none(text: str) -> None:
    assert not names.name_shaped(fold.name(text))


@pytest.mark.parametrize("text", ["氏名", "お名前", "担当者名", "被保険者氏名", "ふりがな"])
def test_headers_that_come_again_further_down_are_none(text: str) -> None:
    assert not names.name_shaped(fold.name(text))


@pytest.mark.parametrize(
    "text", ["𠮷田 健", "髙﨑 薫", "渡辺\U000e0100 悟", "䅣田 忍", "渡〓 悟", "渡? 悟", "\ue0c5山 みどり", "■藤 昭"]
)
def test_rare_and_lost_kanji(text: str) -> None:
    """Kanji of the supplementary planes, with a selector, of the file's own, and those that a conversion has lost."""
    assert names.name_shaped(fold.name(text))


@pytest.mark.parametrize("text", ["田中■■", "■■■", "?", "田中?", "〓〓", "佐藤 ■■"])
def test_masked_names_and_questions_are_none(text: str) -> None:
    assert not names.name_shaped(fold.name(text))


def test_two_spellings_of_one_name() -> None:
    assert fold.name("𠮷田　健") == fold.name("吉田健") == fold.name("吉\U000e0101田 健")


@pytest.mark.parametrize(
    ("name", "known"), [("jane smith", True), ("akari tanaka", True), ("art the", False), ("business japanese", False)]
)
def test_latin_names_have_a_word_that_is_one(name: str, known: bool) -> None:
    assert names.latin_name(name) is known
