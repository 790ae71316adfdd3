"""Tables of people in text without columns keep their columns, and prose stays prose."""

from exposurecheck.content.readers.word_tables import with_tables
from exposurecheck.content.units import Table, Text

HEADER = "No 社員番号 氏名 生年月日 血圧 総合判定"
ROWS = [
    "1 1000 吉田 直美 1996/10/26 148/83 C",
    "2 1001 八重樫陸 1984/06/08 123/88 B",
    "3 1002 東 ひなの 1989/01/10 148/85 D",
]


def _tables(*lines: str) -> list[Table]:
    return [unit for unit in with_tables("\n".join(lines), "pages") if isinstance(unit, Table)]


def test_names_of_two_words_are_one_cell() -> None:
    (table,) = _tables("定期健康診断 受診者一覧", HEADER, *ROWS)
    assert table.columns == tuple(HEADER.split())
    assert table.values[2] == ["吉田 直美", "八重樫陸", "東 ひなの"]
    assert table.values[4] == ["148/83", "123/88", "148/85"]


def test_an_address_takes_the_words_that_are_left() -> None:
    rows = [
        "1 吉田 直美 東京都 文京区本郷1-2-3 メゾン緑 203 03-5555-1212",
        "2 東 葵 長野県長野市南県町3-4 026-555-1212",
    ]
    (table,) = _tables("No 氏名 住所 電話番号", *rows)
    assert table.values[2] == ["東京都 文京区本郷1-2-3 メゾン緑 203", "長野県長野市南県町3-4"]
    assert table.values[3] == ["03-5555-1212", "026-555-1212"]


def test_a_header_on_the_next_page_is_no_row_and_what_is_between_stays_text() -> None:
    units = list(with_tables("\n".join([HEADER, ROWS[0], "2 / 3 頁", HEADER, *ROWS[1:], "以上"]), "pages"))
    assert [len(unit.values[0]) for unit in units if isinstance(unit, Table)] == [3]
    assert "".join(unit.text for unit in units if isinstance(unit, Text)).split() == ["2", "/", "3", "頁", "以上"]


def test_prose_and_tables_without_people_are_text() -> None:
    assert not _tables("型番 品名 数量 単価", "A1 ねじ 3 100", "A2 軸 4 200")
    assert not _tables("氏名 住所 電話番号 を ご記入 ください", "以下の とおり です", "どうぞ よろしく")


def test_the_last_cell_may_be_empty_behind_a_name_of_two_words() -> None:
    rows = ["810-0001 福岡県福岡市中央区天神8-27 高橋 亮", "150-0041 東京都渋谷区神南5-15 遠藤 香織 恵"]
    (table,) = _tables("〒 住所 氏名 連名", *rows)
    assert table.values[2:] == (["高橋 亮", "遠藤 香織"], ["", "恵"])


def test_a_number_in_groups_is_one_cell() -> None:
    (table,) = _tables("社員番号 氏名 個人番号 扶養", "1 吉田 直美 4602 5383 2623 0", "2 東 葵 9361 4511 4190 2")
    assert table.values[2:] == (["4602-5383-2623", "9361-4511-4190"], ["0", "2"])
