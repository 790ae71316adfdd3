"""Records of fields with fixed widths, as mainframes write them."""

import pytest
from tests.content.readers.reading import Reading
from tests.corpus.persons import crowd

from exposurecheck.content.inspect import inspect
from exposurecheck.content.readers.fixed_width import field_starts
from exposurecheck.content.source import MemorySource

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
    assert field_starts(text) is None
