"""Records of fields with fixed widths, as mainframes write them."""

import unicodedata

import numpy as np
import pytest
from tests.content.readers.reading import Reading
from tests.corpus.persons import crowd

from exposurecheck.content.inspect import inspect
from exposurecheck.content.readers.digit_fields import met
from exposurecheck.content.readers.fixed_width import layout
from exposurecheck.content.readers.glued_labels import meeting
from exposurecheck.content.source import MemorySource

_HALF = {unicodedata.normalize("NFKC", chr(kana)): chr(kana) for kana in range(0xFF66, 0xFFA0)}
_MARKS = {"\u3099": "ﾞ", "\u309a": "ﾟ"}


def half_width(kana: str) -> str:
    """Write katakana in half width, as hosts do."""
    return "".join(_MARKS.get(sign) or _HALF.get(sign, sign) for sign in unicodedata.normalize("NFD", kana))


PEOPLE = list({p.name: p for p in crowd(51, 60)}.values())[:40]


def _records(*, padded: bool) -> str:
    pad = "　" if padded else " "
    lines = []
    for number, p in enumerate(PEOPLE):
        name, address = (
            f"{p.family}　{p.given}",
            p.address.replace("-", "－").translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        )
        width = 30 if padded else 30 + len(address)
        lines.append(f"{number:08}{name}{pad * (10 - len(name))}{address:{pad}<{width}}{p.mobile:15}20260401")
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_fields_without_delimiters_are_columns(encoding: str) -> None:
    data = _records(padded=True).encode(encoding, "replace")
    reading = Reading("KAIIN.DAT", data)
    [cells] = reading.cells.values()
    assert f"{PEOPLE[0].family}　{PEOPLE[0].given}" in cells
    assert PEOPLE[0].mobile in cells
    assert inspect("KAIIN.DAT", MemorySource(data), secret=b"t" * 32).inspection.subjects.best == 40


def test_a_first_record_of_column_names_is_the_header() -> None:
    lines = ["社員番号  氏名          電話番号       所属  "]
    lines += [f"{1000 + n}      {p.name[:6].replace(' ', '　'):　<7}{p.mobile}  営業部" for n, p in enumerate(PEOPLE)]
    assert {"氏名", "電話番号"} <= set(Reading("list.prn", "\n".join(lines).encode("cp932", "replace")).cells)


def test_fields_padded_by_characters_are_columns_too() -> None:
    lines = [
        f"{number:06}{p.family + '　' + p.given:　<10}{half_width(p.kana):20}{p.postal.replace('-', '')}"
        f"{p.address:　<40}{p.mobile.replace('-', ''):<11} {p.birthday.replace('-', '')}"
        for number, p in enumerate(PEOPLE)
    ]
    data = "\r\n".join(lines).encode("cp932", "replace")
    [cells] = Reading("LEGACY.TXT", data).cells.values()
    assert {f"{PEOPLE[0].family}　{PEOPLE[0].given}", PEOPLE[0].mobile.replace("-", "")} <= set(cells)
    assert inspect("LEGACY.TXT", MemorySource(data), secret=b"t" * 32).inspection.subjects.best == 40


def test_fields_of_digits_that_touch_are_told_apart_by_what_they_hold() -> None:
    lines = [
        f"{20000000 + n}{half_width(p.kana):30}{p.birthday.replace('-', '')}{n % 2 + 1}{p.postal.replace('-', '')}"
        f"{p.landline.replace('-', '') if n % 10 == 9 else p.mobile.replace('-', ''):<11}  "
        for n, p in enumerate(PEOPLE)
    ]
    data = "\r\n".join(lines).encode("cp932")
    [cells] = Reading("MEMBER.DAT", data).cells.values()
    assert {value.replace("-", "") for value in (PEOPLE[0].birthday, PEOPLE[0].mobile, PEOPLE[9].landline)} <= set(
        cells
    )
    found = inspect("MEMBER.DAT", MemorySource(data), secret=b"t" * 32).inspection
    assert "contact" in found.categories
    assert found.subjects.best >= 36


def _found(lines: list[str]) -> tuple[set[str], int]:
    found = inspect("BATCH.DAT", MemorySource("\r\n".join(lines).encode("cp932")), secret=b"t" * 32).inspection
    return set(found.categories), found.subjects.best


def test_cards_in_records_between_a_header_and_an_end_are_found() -> None:
    lines = [f"D{p.card}   1128{n:010}{half_width(p.kana):26}{n:06}" for n, p in enumerate(PEOPLE[:12])]
    assert _found(["H20250812SHOP00417", *lines, "T000012"]) == ({"financial", "contact"}, 12)


def test_a_card_right_behind_other_digits_is_a_field() -> None:
    lines = [f"2{n:06}{p.card}1128{n:08}{half_width(p.kana):26}" for n, p in enumerate(PEOPLE[:12])]
    assert _found(lines) == ({"financial", "contact"}, 12)


def test_a_my_number_right_behind_other_digits_is_a_field() -> None:
    lines = [f"{n:05}{p.my_number}{p.birthday.replace('-', '')}1{half_width(p.kana):26}" for n, p in enumerate(PEOPLE)]
    assert _found(lines) == ({"my_number", "contact"}, 40)


def test_cards_with_names_in_latin_letters_need_no_kana() -> None:
    lines = [f"{p.card}1128{' '.join(p.romaji[::-1]).upper():26}{n:09}JPY" for n, p in enumerate(PEOPLE[:12])]
    assert _found(lines) == ({"financial", "contact"}, 12)
    assert _found([line.replace(line[:4], "9999") for line in lines]) == (set(), 0)


def test_kinds_of_visits_tell_of_patients() -> None:
    visits = ("初診", "再診", "検査", "処方のみ")
    lines = [
        f"2025091209{n:02}00{half_width(p.kana):20}{p.family + '　' + p.given:　<10}{p.birthday.replace('-', '')}"
        f"{visits[n % 4]:　<6}"
        for n, p in enumerate(PEOPLE)
    ]
    assert _found(lines) == ({"special_care", "contact"}, 40)


def _unbroken(text: str) -> tuple[set[str], int]:
    found = inspect("BATCH.DAT", MemorySource(text.encode("cp932")), secret=b"t" * 32).inspection
    return set(found.categories), found.subjects.best


def test_records_without_line_ends_are_cut_where_the_same_kinds_come_again() -> None:
    cards = "".join(f"2{p.card}1128{half_width(p.kana):24}{n:08}" for n, p in enumerate(PEOPLE))
    assert _unbroken(cards) == ({"financial", "contact"}, 40)
    numbers = "".join(
        f"{n:05}{p.my_number}{half_width(p.kana):24}{p.birthday.replace('-', '')}" for n, p in enumerate(PEOPLE)
    )
    assert _unbroken(numbers) == ({"my_number", "contact"}, 40)


@pytest.mark.parametrize(
    "text",
    ["これは長い文章を折り返さずに書いた文書の一行であり表ではない。" * 9, "a1b2" * 99, "りんご　　00012300" * 50],
)
def test_other_texts_without_line_ends_hold_nobody(text: str) -> None:
    assert _unbroken(text) == (set(), 0)


IDENTITY_CARDS = [f"440305{1950 + n}0{n}2{n}789{n}" for n in range(1, 10)]


@pytest.mark.parametrize(
    "rows", [IDENTITY_CARDS, ["20260401123456789012"] * 9, ["12345678901234567890"] * 9, ["9012345678"] * 9]
)
def test_other_runs_of_digits_stay_whole(rows: list[str]) -> None:
    assert met(np.array([list(row.encode()) for row in rows], np.uint8)) == []


@pytest.mark.parametrize(
    "text",
    [
        "これは長い文章を四十字で折り返した文書の一行であり表ではなく文章であるので項目はない\n" * 9,
        "2026-04-01 10:00:00 INFO  started\n" * 9,
        "氏名 佐藤花子\n住所 東京都\n",
        "".join(f"運転免許証（番号 30151234{n}0）を受領した。\n\n" for n in range(100, 120)),
        "",
    ],
)
def test_wrapped_prose_and_logs_have_no_fields(text: str) -> None:
    assert layout(text) is None


def test_labels_that_meet_tell_where_digits_of_fields_meet() -> None:
    head = f"患者番号{half_width('カナ'):20}{'氏名':　<10}生年月日保険者番{'記号':4}番号  電話         "
    lines = [
        f"{number:08}{half_width(p.kana):20}{p.family + '　' + p.given:　<10}{p.birthday.replace('-', '')}"
        f"06131{number:03}{number * 97 % 9000:06}{number * 31 % 900000:06}{p.mobile:13}"
        for number, p in enumerate(PEOPLE)
    ]
    cells = Reading("KANJA.TXT", "\n".join([head, *lines]).encode("cp932", "replace")).cells
    assert {"生年月日", "保険者番", "記号", "番号", "電話"} <= set(cells)


def test_a_label_of_which_a_part_is_one_too_stays_whole() -> None:
    assert meeting("主病名  電話番号") == [8]
    assert meeting("S生年月日保険者番記号  番号") == [1, 9, 17, 23]


def test_the_number_of_an_insurer_among_digits_is_a_field() -> None:
    insurers = ["06171607", "383133  ", "249128  ", "06131601", "01130012", "138057  "]
    lines = [f"19{60 + n}0412{insurers[n % 6]}{n * 7919 % 9000:04}  " for n in range(30)]
    page = np.frombuffer("".join(lines).encode(), np.uint8).reshape(30, -1)
    assert met(page) == [8, 16]


def test_labels_that_meet_where_fields_do_hide_none_of_these() -> None:
    head = f"社員番号{'氏名':　<8}生年月日電話番号     "
    lines = [
        f"{number:08}{p.family + '　' + p.given:　<8}{p.birthday.replace('-', '')}{p.mobile:13}"
        for number, p in enumerate(PEOPLE)
    ]
    found = inspect("a.txt", MemorySource("\n".join([head, *lines]).encode("cp932", "replace")), secret=b"t" * 32)
    assert "person_name" in {one.type for one in found.inspection.data}
