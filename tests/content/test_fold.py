"""Ways of writing the same thing fold to one form, column by column exactly as value by value."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.content import bulk, dates, fold
from exposurecheck.content.detector import FOLDS, Fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋　一郎", "高橋一郎"),
        ("山﨑 さくら", "山崎サクラ"),
        ("ﾀｶﾊｼ ｲﾁﾛｳ", "タカハシ　イチロウ"),
        ("佐藤花子様", "佐藤 花子"),
        ("Taro YAMAMOTO", "Yamamoto, Taro"),
    ],
)
def test_names(one: str, other: str) -> None:
    assert fold.name(one) == fold.name(other)


def test_addresses() -> None:
    assert fold.address("東京都千代田区霞が関一丁目２番３号") == fold.address("〒100-0013 東京都千代田区霞が関1-2-3")


def test_phones() -> None:
    assert {
        fold.phone(p) for p in ("090-3421-7765", "+81 90 3421 7765", "０９０（３４２１）７７６５", "0081-90-3421-7765")
    } == {"09034217765"}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("昭和60年4月12日", "1985-04-12"),
        ("令和元年5月1日", "2019-05-01"),
        ("S60.4.12", "1985-04-12"),
        ("3600412", "1985-04-12"),
        ("1985/4/12", "1985-04-12"),
        ("19850412", "1985-04-12"),
        ("31149", "1985-04-12"),
        ("1985-02-30", ""),
        ("なし", ""),
    ],
)
def test_dates_of_birth(text: str, date: str) -> None:
    assert dates.fold(text) == date


_SIGNS = st.sampled_from("09AZaz@.-+ 　ｱ０９Ａ－‐ーあア髙﨑高様(（・\t_/|")


@pytest.mark.parametrize("kind", ["email", "phone", "digits", "name", "plain", "address"])
@given(values=st.lists(st.text(_SIGNS, max_size=12), min_size=1, max_size=8))
def test_a_column_folds_as_its_values_do(kind: Fold, values: list[str]) -> None:
    assert bulk.fold_many(kind, values) == [FOLDS[kind](value) for value in values]


@given(st.text("0１aＡｱｰー−-（。髙あ\n", max_size=20))
def test_passages_fold_like_their_letters(text: str) -> None:
    once, codes = fold.passage(text)
    assert not re.search("[０-９Ａ-Ｚａ-ｚｦ-ﾟ]|[0-9][ー−][0-9]", once)
    assert once == fold.passage(once)[0]
    assert list(map(chr, codes.tolist())) == list(once)
    assert [c for c in once if c in "（。髙あ\n"] == [c for c in text if c in "（。髙あ\n"]


def test_rare_forms_of_kanji_are_common_ones_in_text() -> None:
    assert fold.passage("山﨑 隆と𠮷田、大塚と福井")[0] == "山崎 隆と吉田、大塚と福井"


def test_labels_spaced_out_before_a_colon_or_a_value() -> None:
    assert fold.passage("氏　　名　：佐藤 花子\n住　所：東京都")[0] == "氏名　：佐藤 花子\n住所：東京都"
    assert fold.passage("氏 名 佐藤 花子\n氏 名\n")[0] == "氏名 佐藤 花子\n氏 名\n"


def test_names_with_accents_are_those_without() -> None:
    assert fold.name("Mareike Oberländer") == fold.name("OBERLANDER, Mareike") == "mareike oberlander"
    assert fold.name("Søren Łukasiewicz") == "lukasiewicz soren"
    assert fold.name("須永+健介") == fold.name("須永 健介")


@given(st.text("森田﨑髙々〆ヶーアんさまおよいモがゞ様氏殿先生 　\n（a", max_size=7))
def test_usual_names_are_folded_as_all_others(text: str) -> None:
    assert fold.name(text) == fold.unusual_name(text)
