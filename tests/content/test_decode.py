"""The encoding is told from the bytes alone, in the order that works for Japan."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck.content.decode import Decoder, decoded, guess

PROSE = "架空の顧客名簿です。担当は東京支店の仮空太郎、電話は０３（１１１１）２２２２まで。"
TABLE = (
    "番号,氏名,フリガナ,住所\r\n1,架空太郎,カクウタロウ,東京都架空区1-2-3\r\n2,仮空花子,カリハナコ,大阪府仮空市4\r\n"
)
KANA = "ｶｸｳ ﾀﾛｳ,ﾐﾂｲ ｼﾌﾞﾔ,ﾌﾘｺﾐ ｼﾃﾝ\n" * 3
LOG = "2026-11-23 06:00:00 INFO login user=k@example.jp name=架空太郎 result=成功\n" * 4
JSON = '{"name": "架空太郎", "address": "東京都架空区1-2-3", "memo": "備考なし"}\n'
ENCODINGS = ["utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16-le", "utf-16-be", "utf-32-le"]


@pytest.mark.parametrize("text", [PROSE, TABLE, LOG, JSON], ids=["prose", "table", "log", "json"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_each_encoding_in_short_and_long_texts_cut_anywhere(text: str, encoding: str) -> None:
    for times in (1, 50):
        data = (text * times).encode(encoding)
        for cut in (0, 1, 2, 3):
            head = data[: len(data) - cut]
            found = guess(head)
            assert head.decode(found.encoding, "ignore")[: len(text) - 5] == text[: len(text) - 5], found


def test_half_width_kana_alone_are_cp932() -> None:
    assert guess(KANA.encode("cp932")).encoding == "cp932"


@pytest.mark.parametrize(
    ("mark", "encoding"), [("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-32", "utf-32-le")]
)
def test_a_byte_order_mark_decides(mark: str, encoding: str) -> None:
    found = guess("a架".encode(mark))
    assert found.encoding == encoding
    assert found.bom > 0


def test_vendor_characters_of_cp932_are_kept() -> None:
    text = "①髙橋﨑山～㈱" * 3
    decoder = Decoder(guess(text.encode("cp932")).encoding)
    assert decoder.decode(text.encode("cp932")) == text


def test_western_text_is_not_read_as_kanji() -> None:
    data = ("José García, Müller straße, façade, naïve résumé\n" * 5).encode("cp1252")
    assert "José García" in data.decode(guess(data).encoding)


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        (
            "姓名：王秀英 电话：13812348765 地址：上海市浦东新区世纪大道100号 备注：客户要求下周送货\n",
            ("gb18030", "gbk"),
        ),
        ("姓名：陳美玲 電話：0912348765 地址：台北市信義區松仁路100號 備註：客戶要求下週送貨\n", ("big5", "big5hkscs")),
        ("성명: 김민수 전화: 010-2348-6789 주소: 서울시 강남구 비고: 다음 주 배송 요청\n", ("euc_kr", "cp949")),
        ("박서연,010-2222-3338\n최지훈,010-4444-5558\n", ("euc_kr",)),
        ("Señora Nuñez, São João, Müller, François\n", ("cp1252", "latin-1")),
    ],
)
def test_texts_of_neighbours_and_of_europe(text: str, encodings: tuple[str, ...]) -> None:
    for times in (1, 40):
        for encoding in encodings:
            data = (text * times).encode(encoding)
            assert data.decode(guess(data).encoding) == text * times


@pytest.mark.parametrize(
    "text", ["佐藤,鈴木,高橋,神保,越智\n", "茨城県筑西市,埼玉県鴻巣市,熊本県菊池市,鹿児島県霧島市\n"]
)
def test_kanji_alone_are_japanese(text: str) -> None:
    for encoding in ("euc_jp", "cp932"):
        assert (text * 3).encode(encoding).decode(guess((text * 3).encode(encoding)).encoding) == text * 3


def test_ascii_is_looked_at_again_when_it_ends() -> None:
    decoder = Decoder(guess(b"a,b\n" * 1000).encoding)
    assert decoder.decode(b"a,b\n") == "a,b\n"
    assert decoder.decode(PROSE.encode("cp932")) == PROSE
    assert decoder.encoding == "cp932"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("end", ["", "\n"], ids=["one line", "lines"])
def test_what_stands_behind_more_ascii_than_is_looked_at_is_readable(encoding: str, end: str) -> None:
    text = f"a {{color: red}}{end}" * 10_000 + PROSE * 3

    assert decoded(text.encode(encoding))[0] == text


def test_lines_in_two_encodings_are_both_readable() -> None:
    decoder = Decoder("utf-8")
    assert decoder.decode(f"{PROSE}\n".encode() + f"{PROSE}\n".encode("cp932")) == f"{PROSE}\n{PROSE}\n"
    assert not decoder.damaged


def test_too_many_unreadable_characters_count_as_damage() -> None:
    decoder = Decoder("utf-8")
    decoder.decode(b"abc \xff\xff\xff\xff \x81\n" * 10)
    assert decoder.damaged


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("aZ9,\n ①髙﨑～ｱｶﾞあア亜熙纊ⅰ"), min_size=1),
    st.sampled_from(ENCODINGS[:3]),
    st.data(),
)
def test_blocks_are_cut_between_characters(text: str, encoding: str, data: st.DataObject) -> None:
    try:
        raw = text.encode(encoding)
    except UnicodeEncodeError:
        return
    decoder = Decoder(encoding)
    place = data.draw(st.integers(1, len(raw)))
    cut = decoder.cut(raw[:place])
    if 0 < cut < place:
        assert (raw[:cut].decode(encoding) + raw[cut:].decode(encoding)).encode(encoding) == raw


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_wide_encodings_are_cut_at_line_ends_and_never_inside_a_pair(encoding: str) -> None:
    decoder = Decoder(encoding)
    raw = "一行\n𠮷野家".encode(encoding)
    assert raw[: decoder.cut(raw[:-2])].decode(encoding) == "一行\n"
    pair = "𠮷".encode(encoding)
    assert decoder.cut(pair * 3 + pair[:2]) == len(pair) * 3


def test_seven_bit_jis_keeps_vendor_characters() -> None:
    row_13 = b"\x1b$B-!-j\x1b(B"  # ①, ㈱ in the row that NEC added
    decoder = Decoder(guess(b"No. " + row_13 + "架空\n".encode("iso2022_jp")).encoding)
    assert decoder.decode(b"No. " + row_13 + "架空アイ\n".encode("iso2022_jp")) == "No. ①㈱架空アイ\n"
    assert decoder.decode(b"\x1b(I6$\x1b(B\n") == "ｶ､\n"
