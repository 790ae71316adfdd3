"""Tables that are drawn in text: what consoles of databases print, lists for printers, Markdown."""

import unicodedata
from collections.abc import Callable

import pytest
from tests.content.readers.reading import Reading
from tests.corpus.persons import crowd

from exposurecheck.content.inspect import inspect
from exposurecheck.content.readers.ruled import has_ruled_tables
from exposurecheck.content.source import MemorySource

PEOPLE = list({p.name: p for p in crowd(53, 60)}.values())[:40]
NAMES = [f"{p.family}　{p.given}" for p in PEOPLE]
ROWS = [(str(1000 + n), name, p.birthday, p.mobile) for n, (p, name) in enumerate(zip(PEOPLE, NAMES, strict=True))]
HEAD = ("KAIIN_NO", "SHIMEI", "BIRTHDAY", "TEL_NO")
WIDTHS = (8, 24, 10, 13)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "FWA" else 1 for sign in text)


def _line(cells: tuple[str, ...], between: str = " ", size: Callable[[str], int] = _columns) -> str:
    padded = (cell + " " * (width - size(cell)) for cell, width in zip(cells, WIDTHS, strict=True))
    return between.join(padded)


def _spool(size: Callable[[str], int] = _columns) -> str:
    """Return what SQL*Plus writes: column names again every 14 rows."""
    lines = ["SQL> SELECT * FROM T_KAIIN;"]
    for number, row in enumerate(ROWS):
        if number % 14 == 0:
            lines += ["", _line(HEAD).rstrip(), " ".join("-" * width for width in WIDTHS)]
        lines.append(_line(row, size=size).rstrip())
    return "\n".join([*lines, "", "40行が選択されました。", "SQL> spool off", ""])


def _framed(corners: str = "+++++++++", dash: str = "-", bar: str = "|") -> str:
    rules = [
        corners[at] + corners[at + 1].join(dash * (width + 2) for width in WIDTHS) + corners[at + 2] for at in (0, 3, 6)
    ]
    rows = [f"{bar} {_line(row, f' {bar} ')} {bar}" for row in (HEAD, *ROWS)]
    return "\n".join(
        ["mysql> SELECT * FROM kaiin;", rules[0], rows[0], rules[1], *rows[1:], rules[2], "40 rows in set", ""]
    )


def _psql() -> str:
    rule = "-+-".join("-" * width for width in WIDTHS)
    rows = [" " + _line(row, " | ").rstrip() for row in (HEAD, *ROWS)]
    return "\n".join([rows[0], f"-{rule}-", *rows[1:], "(40 rows)", ""])


def _markdown() -> str:
    rows = ["| " + " | ".join(row) + " |" for row in (HEAD, *ROWS)]
    return "\n".join(["# 会員", "", rows[0], "|---|:--|---|--:|", *rows[1:], "", "以上", ""])


def _printed() -> str:
    """Return a list for a printer: title, names and rules on each page."""
    lines: list[str] = []
    for page in range(0, 40, 10):
        head = ("会員番号", "氏名", "生年月日", "電話番号")
        lines += [f"        会員名簿          PAGE: {page}", "", _line(head), "=" * 60]
        lines += [_line(row).rstrip() for row in ROWS[page : page + 10]]
        lines += ["=" * 60, "                  小計 10 名", "\f"]
    return "\r\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [_spool(), _spool(len), _spool(lambda cell: len(cell.encode())), _framed(), _framed("┌┬┐├┼┤└┴┘", "─", "│"), _psql(),
     _markdown(), _printed()],
    ids=["screen", "characters", "bytes", "mysql", "boxes", "psql", "markdown", "printed"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_rows_below_ruled_names_are_a_table(text: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    reading = Reading("list.txt", data)
    cells = reading.cells
    named = cells.get("SHIMEI") or cells.get("氏名") or []
    assert named == [name.encode(encoding, "replace").decode(encoding) for name in NAMES]
    assert (cells.get("TEL_NO") or cells.get("電話番号")) == [p.mobile for p in PEOPLE]
    subjects = inspect("list.txt", MemorySource(data), secret=b"t" * 32).inspection.subjects
    assert (subjects.low, subjects.best, subjects.high) == (40, 40, 40)


def test_text_around_drawn_tables_is_kept_and_each_table_is_read() -> None:
    text = (
        "担当は架空太郎です\n id | name\n----+------\n  1 | 佐藤 花子\n  2 | 鈴木 葵\n(2 rows)\n\n"
        + _framed()
        + "連絡は03-1234-5678\n"
    )
    reading = Reading("note.txt", text.encode())
    assert reading.cells["name"] == ["佐藤 花子", "鈴木 葵"]
    assert reading.cells["SHIMEI"] == NAMES
    assert "架空太郎" in reading.text
    assert "03-1234-5678" in reading.text


def test_an_empty_cell_at_the_end_stays_one() -> None:
    cells = Reading("a.txt", " name | memo\n------+------\n 佐藤 | \n 鈴木 | x\n".encode()).cells
    assert cells == {"name": ["佐藤", "鈴木"], "memo": ["", "x"]}


def test_numbers_are_known_by_the_name_above_them() -> None:
    lines = ["SHIMEI               JUMINHYO_CD", "-------------------- -----------"]
    lines += [
        f"{name}{' ' * (20 - _columns(name))} {(n * 7919 + 12345678901) % 10**11:011}" for n, name in enumerate(NAMES)
    ]
    found = inspect("spool.lst", MemorySource("\n".join(lines).encode("cp932", "replace")), secret=b"t" * 32).inspection
    assert "identity" in found.categories
    assert found.subjects.best == 40


@pytest.mark.parametrize(
    "text",
    [
        "見出し\n------\n本文が続く。\n\n次の見出し\n----------\n本文。\n",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        "a\n---\nb: 1\n---\nb: 2\n",
        "2026-04-01 start\n==========================================\nInstalling name code version\n",
        "",
    ],
)
def test_headings_and_separators_are_no_tables(text: str) -> None:
    assert not has_ruled_tables(text)


def test_cells_with_gaps_between_them_below_one_rule_are_a_table() -> None:
    """Somebody has padded them by eye, and a remark stands below them."""
    rows = [
        f"{p.family} {p.given}   {p.romaji[1]}.{p.romaji[0]}    Hx{n}-mimoza-{n}2" for n, p in enumerate(PEOPLE[:4])
    ]
    rows.append("TRAN VAN HAI  v.tran    Wp2-ajisai-58")
    text = "\n".join(
        ["VPN", "氏名        ID          初期パスワード", "-" * 41, *rows, "※必ず変更してください　情シス"]
    )
    found = inspect("a.txt", MemorySource(text.encode()), secret=b"t" * 32).inspection
    assert {one.type: one.count for one in found.data} == {"password": 5, "person_name": 5}
